"""The Mainichi, Japan, in Japanese; partly for subscribers. Seen: a page of 2025."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="mainichi",
    home="https://mainichi.jp/",
    domains=("mainichi.jp",),
    time_zone="Asia/Tokyo",
    language="ja",
    country="JP",
    articles=(r"/articles/\d{8}/",),  # /articles/20250114/k00/00m/030/335000c, /premier/politics/articles/…
    listings=(
        r"^/(?:flash|ranking|editorial|shakai|incident|seiji|world|biz|sports|science|culture|area|opinion|feature|series)/$",
        r"^/ch\d+i/",  # a column
        r"^/reporter/",
    ),
    ignore=(
        r"^/(?:viewer|mailsetting|puzzle|info|event|weather|traffic|pr)/",
        r"^/shimen/",  # a picture of the printed page
    ),
)
