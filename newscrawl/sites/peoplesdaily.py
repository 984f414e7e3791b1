"""People's Daily Online, China: a host for every desk (politics.people.com.cn, …). Seen: a page of 2024."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="peoplesdaily",
    home="http://www.people.com.cn/",
    domains=("people.com.cn",),
    time_zone="Asia/Shanghai",  # pages print "2024年04月24日23:52" and no zone
    language="zh-CN",
    country="CN",
    articles=(r"/n\d+/\d{4}/\d{4}/c\d+-\d+",),  # /n1/2024/0424/c1001-40223222.html
    listings=(r"^/GB/(?:\d+/)+(?:index\d*\.html)?$",),  # the numbers of a column, never of a story
    # Pages have no structured data at all; the general reader knows date, source and editors by their words.
)
