"""Taipei Times, Taiwan, in English. Seen: a page of 2024."""

from __future__ import annotations

from newscrawl.site import Layout, Site

site = Site(
    name="taipeitimes",
    home="https://www.taipeitimes.com/",
    domains=("taipeitimes.com",),
    time_zone="Asia/Taipei",
    language="en",
    country="TW",
    articles=(r"^/News/\w+/archives/\d{4}/\d{2}/\d{2}/\d+",),  # /News/front/archives/2024/10/16/2003825372
    listings=(r"^/News/(?:front|taiwan|biz|editorials|sport|world|feat|lang|Mostread)(?:\?|$)",),
    ignore=(r"^/Service\b",),
    layouts=(
        # Mends the author, where structured data name the paper, the standfirst, and the caption, which is an h1.
        Layout(
            match="div.archives div.imgboxa, div.archives div.name",
            description="div.archives > h2",
            body="div.archives",
            remove=("div.archives > h1", "div.archives > h2", "ul.boxText", ".imgboxa"),
            authors="div.archives div.name",
            image_caption=".imgboxa h1",
            image_credit=".imgboxa p",
        ),
    ),
)
