"""The sites of the archive: all of them in a table, and each closely."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from newscrawl.archive.views import latest, sites
from newscrawl.browse.answering import NotFound, Request, Response, ask, page
from newscrawl.browse.wordings import STATES

if TYPE_CHECKING:
    from datetime import datetime

    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["site", "sites_page"]


async def sites_page(datasette: Datasette, request: Request) -> Response:
    """All sites."""
    rows, now = await ask(datasette, _overview)
    return await page(datasette, request, "sites.html", rows=rows, now=now, states=STATES)


async def site(datasette: Datasette, request: Request) -> Response:
    """One site."""
    shelf, now = await ask(datasette, _shelf, unquote(request.url_vars["name"]))
    if shelf is None:
        raise NotFound("The archive knows no site of that name; the page “Sites” lists all")
    return await page(datasette, request, "site.html", shelf=shelf, now=now, states=STATES)


def _overview(db: Database) -> tuple[list[sites.SiteRow], datetime]:
    now = latest.now(db)
    return sites.overview(db, now), now


def _shelf(db: Database, name: str) -> tuple[sites.Shelf | None, datetime]:
    now = latest.now(db)
    return sites.shelf(db, name, now), now
