"""Dainik Bhaskar, India, in Hindi. Seen: a page of 2024."""

from __future__ import annotations

from newscrawl.site import Layout, Site

site = Site(
    name="bhaskar",
    home="https://www.bhaskar.com/",
    domains=("bhaskar.com",),
    time_zone="Asia/Kolkata",
    language="hi",
    country="IN",
    articles=(r"/news/[^/?]+-\d{6,}\.html",),  # /local/bihar/samastipur/news/some-slug-133589711.html
    listings=(
        r"^/(?:national|international|business|sports|entertainment|lifestyle|opinion|women|career|utility)/(?:\?|$)",
        r"^/(?:local|tech-auto|db-original|bhaskar-khaas|jeevan-mantra|happylife|magazine)/(?:[a-z-]+/){0,2}(?:\?|$)",
    ),
    ignore=(
        r"^/(?:account|no-fake-news)/",
        r"^/(?:terms-and-conditions|dnpa-code-of-ethics-for-digital-news-websites|advertise-with-us|db-reporter|sitemap)\b",
    ),
    # Mends the first paragraph, which was taken for the standfirst. All class names are made by a machine.
    layouts=(Layout(body="article p"),),
)
