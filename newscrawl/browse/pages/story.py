"""A story: its text, and all that the archive knows of it."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from newscrawl.archive.views.placement import Placement, placement
from newscrawl.archive.views.story import Entry, Story
from newscrawl.archive.views.story import story as story_of
from newscrawl.browse import body, lanes, looks
from newscrawl.browse.answering import NotFound, Request, Response, ask, page
from newscrawl.browse.vanishings import line
from newscrawl.browse.wordings import FIELDS
from newscrawl.export.markdown import document

if TYPE_CHECKING:
    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["markdown", "story"]

LANES = 6
"""Listings that are drawn; the others are behind a fold."""
LONGEST = 2_000
"""Characters of a headline, a standfirst or another short field; what is longer is no such thing, and is cut."""
_SOURCES = {
    "json-ld": "the page's data for machines (JSON-LD)",
    "microdata": "marks within the page (microdata)",
    "opengraph": "the page's data for sharing (OpenGraph)",
    "meta": "a tag in the page's head (meta)",
    "html": "the page as it is printed",
    "site": "the place that the site's description names",
    "url": "the page's address",
}
"""What `articles.provenance` says, in words."""


async def story(datasette: Datasette, request: Request) -> Response:
    """A story; of one that was taken down, what is left of it (410)."""
    found, stood = await _asked(datasette, request)
    if found.record["status"] == "erased":
        erased = next((h for h in reversed(found.happenings) if h.event == "erased"), None)
        return await page(datasette, request, "tombstone.html", status=410, story=found, erased=erased)
    record = found.record
    entries, later = _entries(found)
    text = body.without(record["article_body"], _texts(found)) if found.entries else record["article_body"]
    text, corrected = body.parted(text, record["correction"])
    lead = next((p for p in found.pictures if p.position == 1), None)
    return await page(
        datasette,
        request,
        "story.html",
        story=found,
        record=record,
        zone=found.time_zone,
        text=body.laid_out(text),
        corrected=corrected,
        entries=entries,
        folded_entries=later,
        correction=body.blocks((record["correction"] or "")[:LONGEST]),
        lead=lead,
        pictures=[p for p in found.pictures if p is not lead],
        line=line(record["first_seen"], record["last_seen"], found.happenings),
        stood=stood,
        places=list(zip(stood.places[:LANES], lanes.bars(stood.places[:LANES]), strict=True)),
        further=stood.places[LANES:],
        drawing=(lanes.WIDTH, lanes.LANE),
        sources={name: source_in_words(source) for name, source in record["provenance"].items()},
        fields=FIELDS,
        longest=LONGEST,
        wayback=_wayback(record),
    )


async def markdown(datasette: Datasette, request: Request) -> Response:
    """A story as a file of Markdown."""
    found, _ = await _asked(datasette, request)
    if found.record["status"] == "erased":
        return Response.text("This story was taken down.\n", status=410)
    text = document(found.record).encode("utf-8", "replace")
    return Response(text, content_type="text/markdown; charset=utf-8")


async def _asked(room: Datasette, request: Request) -> tuple[Story, Placement]:
    article_id = int(request.url_vars["id"])

    def both(db: Database) -> tuple[Story | None, Placement]:
        return story_of(db, article_id), placement(db, article_id)

    found, stood = await ask(room, both)
    if found is None:
        raise NotFound(f"The archive has no story with the number {article_id}")
    return found, stood


def _entries(found: Story) -> tuple[list[tuple[Entry, list[str]]], list[tuple[Entry, list[str]]]]:
    """The entries of a live blog with their paragraphs; those that stand open, and those behind a fold."""
    told = [(entry, body.blocks(entry.text)) for entry in found.entries]
    room, open_ones = body.OPEN, 0
    for entry, _ in told:
        room -= len(entry.text)
        if room < 0 and open_ones:
            break
        open_ones += 1
    return told[:open_ones], told[open_ones:]


def _texts(found: Story) -> list[str]:
    return [part for entry in found.entries for part in (entry.headline, entry.text) if part]


def source_in_words(source: Any) -> str:
    """ "json-ld, zone assumed UTC" -> "the page's data for machines (JSON-LD), zone assumed UTC"."""
    first, _, rest = str(source).partition(", ")
    return ", ".join(filter(None, (_SOURCES.get(first, first), rest)))


def _wayback(record: dict[str, Any]) -> str | None:
    """Where the Internet Archive shows the page as it was next to the current version."""
    seen = looks.parsed(record["changed_at"])
    if not looks.web(record["url"]) or seen is None:
        return None
    return f"https://web.archive.org/web/{seen.astimezone(UTC):%Y%m%d%H%M%S}/{record['url']}"
