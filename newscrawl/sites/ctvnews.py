"""CTV News, Canada: ctvnews.ca and its local newsrooms (atlantic.ctvnews.ca, london.ctvnews.ca, …)."""

from __future__ import annotations

from datetime import date

from newscrawl.site import Layout, Site

site = Site(
    name="ctvnews",
    home="https://www.ctvnews.ca/",
    domains=("ctvnews.ca",),
    time_zone="America/Toronto",
    language="en-CA",
    country="CA",
    articles=(
        r"-1\.\d{5,}(?:[/?]|$)",  # /world/some-slug-1.2050625, until autumn 2024
        r"/article/[^/?]+/?(?:\?|$)",  # /world/article/some-slug/, since
    ),
    listings=(
        r"^/(?:canada|world|politics|business|health|sci-tech|climate-and-environment|entertainment|lifestyle|sports|autos)/?(?:\?|$)",
    ),
    ignore=(
        r"^/(?:search-results|content|redirect)/",  # robots.txt forbids them
        r"^/mobile/",  # the same stories for telephones of 2012
        r"^/polopoly_fs/",  # pictures
    ),
    layouts=(
        Layout(
            valid_until=date(2024, 10, 31),
            match="h1.articleHeadline",
            headline="h1.articleHeadline",
            body="div.articleBody",
            remove=(".sideItems", ".related"),
            date_published=".s-data .date",
            image_caption="div.image.top p",
        ),
        # Today's pages say all of this in their structured data; the general reader needs no help with them.
    ),
    # Rails have had many shapes; the general reader knows them by their structure.
)
