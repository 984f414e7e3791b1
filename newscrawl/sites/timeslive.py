"""TimesLIVE, South Africa, partly for subscribers. Seen: pages of May 2025 and of autumn 2025 (Arc)."""

from __future__ import annotations

from newscrawl.site import Layout, Site

site = Site(
    name="timeslive",
    home="https://www.timeslive.co.za/",
    domains=("timeslive.co.za",),
    time_zone="Africa/Johannesburg",
    language="en-ZA",
    country="ZA",
    articles=(r"/\d{4}-\d{2}-\d{2}-[^/?]+",),  # /news/south-africa/2025-11-10-some-slug/
    listings=(
        r"^/(?:news|politics|opinion|ideas|investigations|lifestyle|sport|motoring|tshisa-live)(?:/[a-z-]+)?/?(?:\?|$)",
        r"^/sunday-times(?:-daily)?/(?:[a-z-]+/){0,2}(?:\?|$)",
        r"^/authors?/",
    ),
    ignore=(r"^/(?:buy|u|e-edition|information|pages)/",),
    layouts=(
        Layout(
            match="div.article-widgets",  # May 2025; mends the caption, which was an offer to subscribe
            description="h3.article-title-tertiary",
            body="div.article-widget-text",
            image_caption="div.article-widget-image .image-text .description",
            image_credit="div.article-widget-image .image-text .name",
        ),
    ),
)
