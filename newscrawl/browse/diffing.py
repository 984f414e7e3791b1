"""A comparison of two versions as a page shows it: changes in their order, what stayed folded away. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from newscrawl.browse.looks import number
from newscrawl.browse.wordings import FIELDS
from newscrawl.urls import canonical
from newscrawl.wording import Piece, moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.comparing import Comparison

__all__ = ["WHOLE", "Block", "Field", "Fold", "Part", "Shown", "shown"]

Kind = Literal["same", "edited", "added", "removed"]
_KINDS: dict[str, Kind] = {"equal": "same", "insert": "added", "delete": "removed"}

_AROUND = 1
"""Unchanged paragraphs that are shown before and after a change."""
_FOLDED = 50
"""Unchanged paragraphs of a fold that are on the page; who wants more reads the story."""
_STAYS = 1_200
"""Characters of words that stay within a paragraph; of more than that the middle is left out."""
_LONG = 20_000
"""Characters of one edit that are shown."""
_MOST = 400
"""Changes that are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a block."""

    op: str
    """ "equal", "delete", "insert"."""
    text: str
    moved: bool = False
    """Whether they stand elsewhere in the other version."""
    left_out: str = ""
    """What is not shown behind them: "3,000 characters"."""


@dataclass(slots=True)
class Block:
    """A paragraph."""

    kind: Kind
    parts: list[Part]
    number: int = 0
    """Which change of the page it is, from 1; 0: none."""

    @property
    def old(self) -> list[Part]:
        """What the old version says."""
        return [part for part in self.parts if part.op != "insert"]

    @property
    def new(self) -> list[Part]:
        """What the new version says."""
        return [part for part in self.parts if part.op != "delete"]


@dataclass(slots=True)
class Fold:
    """Unchanged paragraphs in a row."""

    count: int
    texts: list[str]
    """The first of them."""
    number: int = 0


@dataclass(slots=True, kw_only=True)
class Field:
    """What differs in one field."""

    name: str
    label: str
    items: list[Block | Fold] = field(default_factory=list)
    old: str = ""
    new: str = ""
    """The whole values, of fields that are not compared word by word: dates, pictures."""
    number: int = 0
    pictures: tuple[str | None, str | None] = (None, None)
    """Keys of the captures of old and new picture, where they are kept."""


@dataclass(slots=True)
class Shown:
    """All that differs between two versions."""

    fields: list[Field]
    changes: int
    """How many changes are numbered."""
    more: int
    """How many are not shown."""


WHOLE = frozenset({"date_published", "image_url"})
"""Fields whose values are no prose."""


def shown(found: Comparison, kept: Mapping[str, str]) -> Shown:
    """What a page shows of a comparison. `kept`: addresses of pictures → keys of their captures."""
    fields, count, more = [], 0, 0
    for name, told in found.fields.items():
        one = Field(name=name, label=FIELDS.get(name, name))
        if name in WHOLE:
            count += 1
            one.number, one.old, one.new = count, found.old[name] or "", found.new[name] or ""
            if name == "image_url":
                one.pictures = (kept.get(canonical(one.old)), kept.get(canonical(one.new)))
        else:
            blocks, count, left = _numbered(told, count)
            one.items = _folded(blocks)
            more += left
        fields.append(one)
    return Shown(fields, count, more)


def _block(pieces: list[Piece], elsewhere: set[str]) -> Block:
    ops = {piece.op for piece in pieces}
    kind: Kind = _KINDS[ops.pop()] if len(ops) == 1 else "edited"
    last = len(pieces) - 1
    parts: list[Part] = []
    for place, piece in enumerate(pieces):
        if piece.op == "equal" and kind == "edited":
            parts += _stays(piece.text, at_start=place == 0, at_end=place == last)
        else:
            parts.append(_cut(piece, piece.text.strip() in elsewhere))
    return Block(kind, parts)


def _cut(piece: Piece, is_moved: bool) -> Part:
    rest = len(piece.text) - _LONG
    return Part(piece.op, piece.text[:_LONG], is_moved, f"{number(rest)} characters" if rest > 0 else "")


def _stays(text: str, *, at_start: bool, at_end: bool) -> list[Part]:
    """Words around an edit: of very many those next to it."""
    if len(text) <= _STAYS:
        return [Part("equal", text)]
    half = _STAYS // 2
    head = "" if at_start else text[:half]
    tail = "" if at_end else text[-half:]
    rest = f"{number(len(text) - len(head) - len(tail))} characters"
    return [Part("equal", head, left_out=rest), *([Part("equal", tail)] if tail else [])]


def _numbered(told: list[list[Piece]], count: int) -> tuple[list[Block], int, int]:
    """Blocks with their numbers, the last number, and how many changes are left out."""
    elsewhere = moved(told)
    found: list[Block] = []
    more = 0
    for pieces in told:
        is_change = len(pieces) > 1 or pieces[0].op != "equal"
        if is_change and count >= _MOST:
            more += 1
            continue
        block = _block(pieces, elsewhere)
        count += is_change
        block.number = count if is_change else 0
        found.append(block)
    return found, count, more


def _folded(blocks: list[Block]) -> list[Block | Fold]:
    changed = [place for place, block in enumerate(blocks) if block.kind != "same"]
    near = {place + step for place in changed for step in range(-_AROUND, _AROUND + 1)}
    found: list[Block | Fold] = []
    run: list[Block] = []

    def close() -> None:
        if len(run) > 1:
            texts = ["".join(part.text for part in block.parts) for block in run[:_FOLDED]]
            found.append(Fold(len(run), texts))
        else:
            found.extend(run)
        run.clear()

    for place, block in enumerate(blocks):
        if place in near:
            close()
            found.append(block)
        else:
            run.append(block)
    close()
    return found
