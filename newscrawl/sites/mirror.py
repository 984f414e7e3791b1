"""The Mirror, United Kingdom (Reach's platform). Seen: pages of 2024, with a live blog, and of 2026."""

from __future__ import annotations

from newscrawl.site import Site

site = Site(
    name="mirror",
    home="https://www.mirror.co.uk/",
    domains=("mirror.co.uk",),
    time_zone="Europe/London",
    language="en-GB",
    country="GB",
    articles=(r"-\d{7,}/?(?:\?|$)",),  # /news/uk-news/some-slug-32676317, live blogs too
    listings=(
        r"^/all-about/",  # a subject
        r"^/(?:news|money|tech|science|sport|travel|lifestyle|3am|tv|film|gaming|opinion)/(?:[a-z-]+/){0,2}(?:\?|$)",
    ),
    ignore=(
        r"^/about-us/",
        r"^/(?:play|offers|partner-stories)/",  # competitions and advertising
        r"/mirror-newspaper-",  # the paper's offers, with the number of a story
    ),
)
