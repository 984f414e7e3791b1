"""What befell a story as the items of a feed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.browse.telling import LABELS, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newscrawl.archive.views.history import Story
    from newscrawl.browse.timeline import Entry
    from newscrawl.comparing import Comparison
    from newscrawl.wording import Piece

__all__ = ["records"]

_MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}
_MOST = 50
"""Items of a feed."""
_LONG = 20_000
"""Characters of an item."""
_TITLES = {
    "first": "First seen",
    "returned": "Version {} again",
    "gone": "Vanished",
    "restored": "Back again",
    "moved": "Moved to another address",
    "corrected": "Corrected",
    "erased": "Taken down",
}


def records(
    story: Story, entries: Sequence[Entry], compared: Mapping[tuple[int, int], Comparison], base: str
) -> Iterator[dict[str, Any]]:
    """Records as `export.rss` writes them; `base`: address of the story's versions."""
    for entry in entries[:_MOST]:
        number = entry.version.number if entry.version else 0
        old = entry.old.number if entry.old else 0
        title = _TITLES.get(entry.kind, "").format(number)
        if entry.kind == "edited":
            title = f"Changed: {listed(entry.fields)}" if entry.fields else "Changed"
        said = [entry.said] if entry.said else []
        yield {
            "id": f"{story.id}:{entry.kind}:{entry.at}",  # numbers of versions may change, times do not
            "site": story.site,
            "url": f"{base}?from={old}&to={number}" if old else base,
            "headline": f"{title} — {story.headline}",
            "date_published_utc": entry.at,
            "authors": [],
            "article_section": story.article_section,
            "keywords": [],
            "description": " ".join(said) or title,
            "article_body": "\n\n".join([*said, *_words(compared.get((old, number)))])[:_LONG],
            "revision_count": 1,
        }


def _words(found: Comparison | None) -> Iterator[str]:
    """What changed, as `scrapy diff` prints it: [-removed-] {+added+}."""
    for name, told in found.fields.items() if found else ():
        yield f"{LABELS.get(name, name).capitalize()}:"
        for block in told:
            if any(piece.op != "equal" for piece in block):
                yield "".join(map(_marked, block))


def _marked(piece: Piece) -> str:
    before, after = _MARKS[piece.op]
    return f"{before}{piece.text}{after}"
