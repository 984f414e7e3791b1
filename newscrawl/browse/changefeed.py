"""What changed in the archive as the items of a feed, for whoever watches newsrooms. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newscrawl.browse.feeds import words
from newscrawl.browse.vanishings import looks
from newscrawl.browse.wordings import FIELDS, KINDS, way
from newscrawl.export.rss import Item

if TYPE_CHECKING:
    from newscrawl.archive.views.changed import Change

__all__ = ["item"]


def item(change: Change, here: str) -> Item:
    """A change; `here`: scheme and host of the reading room."""
    what = " and ".join(KINDS[kind] for kind in change.kinds)
    return Item(
        title=f"{what[:1].upper()}{what[1:]}: {change.headline or 'a story that was taken down'}",
        link=here + way(change),
        guid=f"newscrawl:{change.article_id}:{change.kinds[0]}:{change.at}",
        at=change.at,
        categories=[change.site],
        description=_summary(change),
    )


def _summary(change: Change) -> str:
    """HTML, as feed readers understand it."""
    told = ", ".join(FIELDS.get(field, field) for field in change.fields)
    gone = change.vanishing
    detail = f"{looks(gone)} {gone.reason}".strip() if gone else change.detail or ""
    lines = [escape(line) for line in (told, detail) if line]
    return "".join(f"<p>{line}</p>" for line in [*lines, *([words(change.pieces)] if change.pieces else [])])
