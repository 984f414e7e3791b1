"""What befell a story as the items of a feed. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from newscrawl.browse.feeds import words
from newscrawl.browse.telling import listed
from newscrawl.browse.wordings import FIELDS
from newscrawl.export.rss import Item

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newscrawl.archive.views.history import Story
    from newscrawl.browse.timeline import Entry
    from newscrawl.comparing import Comparison

__all__ = ["items"]

_MOST = 50
"""Items of a feed."""
_TITLES = {
    "first": "First seen",
    "edited": "Changed",
    "returned": "Version {} again",
    "gone": "Vanished",
    "restored": "Back again",
    "moved": "Moved to another address",
    "corrected": "Corrected",
    "erased": "Taken down",
}


def items(
    story: Story, entries: Sequence[Entry], compared: Mapping[tuple[int, int], Comparison], base: str
) -> Iterator[Item]:
    """The last entries of the list; `base`: address of the story's versions."""
    for entry in entries[:_MOST]:
        number = entry.version.number if entry.version else 0
        old = entry.old.number if entry.old else 0
        title = _TITLES[entry.kind].format(number)
        if entry.kind == "edited" and entry.fields:
            title += f": {listed(entry.fields)}"
        said = f"<p>{escape(entry.said)}</p>" if entry.said else ""
        yield Item(
            title=f"{title} — {story.headline}",
            link=f"{base}?from={old}&to={number}" if old else base,
            # Versions are numbered anew where an older one comes in; the time of a look stays.
            guid=f"newscrawl:{story.site}:{story.id}:{entry.kind}:{entry.at}",
            at=entry.at,
            categories=[story.article_section] if story.article_section else [],
            description=said or f"<p>{escape(title)}</p>",
            body=said + "".join(_changed(compared.get((old, number)))),
        )


def _changed(found: Comparison | None) -> Iterator[str]:
    """HTML: each field that differs, and its blocks in which something does."""
    for name, told in found.fields.items() if found else ():
        label = FIELDS.get(name, name)
        yield f"<h3>{label[:1].upper()}{label[1:]}</h3>"
        for block in told:
            if any(piece.op != "equal" for piece in block):
                yield f"<p>{words(block)}</p>"
