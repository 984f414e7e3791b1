"""Two versions of a story side by side: which fields differ, and in which words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from newscrawl.archive.similarity import STORY_FIELDS, changed_fields
from newscrawl.wording import Piece, blocks, words

__all__ = ["Comparison", "compare", "html_page"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions of a story."""

    url: str
    old: Mapping[str, Any]
    """The row of `revisions`."""
    new: Mapping[str, Any]
    fields: dict[str, list[list[Piece]]]
    """Names of the fields that differ, and of each its blocks in pieces."""

    def as_dict(self) -> dict[str, Any]:
        """For JSON: `url`, `old` and `new` (`number`, `first_seen`, `last_seen`), and `fields`, of each its blocks."""
        names = ("number", "first_seen", "last_seen")
        sides = {side: {n: row[n] for n in names} for side, row in (("old", self.old), ("new", self.new))}
        told = {name: [[p._asdict() for p in block] for block in found] for name, found in self.fields.items()}
        return {"url": self.url, **sides, "fields": told}


def compare(url: str, old: Any, new: Any) -> Comparison:
    """Compare two rows of `revisions`."""
    before, after = ({name: _value(row, name) for name in STORY_FIELDS} for row in (old, new))
    fields = {}
    for name in changed_fields(before, after):
        one, other = (_text(side[name]) for side in (before, after))
        fields[name] = blocks(one, other) if name == "article_body" else [words(one, other)]
    return Comparison(url, old, new, fields)


def _value(row: Any, name: str) -> Any:
    return json.loads(row[name]) if name == "authors" else row[name]


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else value or ""


_STYLE = (
    "body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h2{font:600 .8rem sans-serif;text-transform:uppercase;letter-spacing:.05em;color:#666;margin:2rem 0 0}"
    "del{background:#fbe3e4;color:#8a1f11}ins{background:#e0f4e0;color:#164d16;text-decoration:none}"
    "@media(prefers-color-scheme:dark){body{background:#181818;color:#ddd}del{background:#4d1f1f;color:#f3b8b8}"
    "ins{background:#1d3f1d;color:#b9e6b9}}"
)


def html_page(found: Comparison) -> str:
    """A page of HTML that stands alone; nothing of the story is markup in it."""
    old, new = found.old, found.new
    title = f"{escape(new['headline'])}: versions {old['number']} and {new['number']}"
    parts = [
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<p>{escape(found.url)}<br><del>version {old['number']}</del>, seen {old['first_seen']} to {old['last_seen']}",
        f"<br><ins>version {new['number']}</ins>, seen {new['first_seen']} to {new['last_seen']}</p>",
    ]
    for name, told in found.fields.items():
        parts.append(f"<h2>{name}</h2>")
        parts += [f"<p dir=auto>{''.join(map(_html, block))}</p>" for block in told]
    return "\n".join([*parts, "</body></html>"])


def _html(piece: Piece) -> str:
    text = escape(piece.text).replace("\n", "<br>")
    return {"equal": text, "delete": f"<del>{text}</del>", "insert": f"<ins>{text}</ins>"}[piece.op]
