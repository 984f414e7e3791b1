"""Which address is which page. Addresses are promises: people keep and share them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from newscrawl.browse.answering import NotFound, Request, Response
from newscrawl.browse.pages.captures import capture, captured_page, download, source, story_captures
from newscrawl.browse.pages.changes import changes, changes_json, changes_rss
from newscrawl.browse.pages.front import front
from newscrawl.browse.pages.fronts import front_page_json, front_page_of_day, fronts
from newscrawl.browse.pages.numbers import numbers
from newscrawl.browse.pages.pictures import picture
from newscrawl.browse.pages.search import search
from newscrawl.browse.pages.search_feed import search_feed
from newscrawl.browse.pages.search_files import search_count, search_file
from newscrawl.browse.pages.sites import site, sites_page
from newscrawl.browse.pages.story import markdown, story
from newscrawl.browse.pages.versions import versions, versions_feed, versions_json

if TYPE_CHECKING:
    from datasette.app import Datasette

__all__ = ["ROUTES"]

Page = Callable[["Datasette", Request], Awaitable[Response]]


async def closed(datasette: Datasette, request: Request) -> Response:
    """Datasette's pages on itself and the machine: versions, plugins, settings, threads, what it may do."""
    raise NotFound("The reading room does not tell of the machine that it runs on")


ROUTES: list[tuple[str, Page]] = [
    (r"^/-/", closed),
    (r"^/$", front),
    (r"^/changes$", changes),
    (r"^/changes\.json$", changes_json),
    (r"^/changes\.rss$", changes_rss),
    (r"^/sites$", sites_page),
    (r"^/sites/(?P<name>.+)$", site),
    (r"^/fronts$", fronts),
    (r"^/fronts/(?P<site>.+)\.json$", front_page_json),
    (r"^/fronts/(?P<site>.+)$", front_page_of_day),
    (r"^/numbers$", numbers),
    (r"^/stories/(?P<id>[0-9]{1,18})$", story),
    (r"^/stories/(?P<id>[0-9]{1,18})\.md$", markdown),
    (r"^/stories/(?P<id>[0-9]{1,18})/raw$", story_captures),
    (r"^/captures/(?P<digest>sha256:[0-9a-f]{64})$", capture),
    (r"^/captures/(?P<digest>sha256:[0-9a-f]{64})/page$", captured_page),
    (r"^/captures/(?P<digest>sha256:[0-9a-f]{64})/source$", source),
    (r"^/captures/(?P<digest>sha256:[0-9a-f]{64})/download$", download),
    (r"^/stories/(?P<id>[0-9]{1,18})/versions$", versions),
    (r"^/stories/(?P<id>[0-9]{1,18})/versions\.json$", versions_json),
    (r"^/stories/(?P<id>[0-9]{1,18})/versions\.rss$", versions_feed),
    (r"^/pictures/(?P<digest>sha256:[0-9a-f]{64})$", picture),
    (r"^/search$", search),
    (r"^/search\.(?P<format>csv|json|jsonl)$", search_file),
    (r"^/search\.rss$", search_feed),
    (r"^/search/count\.json$", search_count),
]
