"""The first words that differ between two texts, with a little of what stands around them. Pure."""

from __future__ import annotations

from os.path import commonprefix

from newscrawl.wording import Piece, words

__all__ = ["first_change"]

_AROUND = 90
"""Characters that are shown before and behind."""
_MOST = 500
"""Characters of one text that are compared: an excerpt has no room for more."""


def first_change(old: str, new: str) -> list[Piece]:
    """What the first block that differs has lost and won, clipped to a few lines; [] where nothing differs.

    An ellipsis says where something was left out.
    """
    before, after = _blocks(old), _blocks(new)
    most, start, end = min(len(before), len(after)), 0, 0
    while start < most and before[start] == after[start]:
        start += 1
    while end < most - start and before[-1 - end] == after[-1 - end]:
        end += 1
    lost, won = before[start : len(before) - end], after[start : len(after) - end]
    # As many blocks as before: the first was edited. Fewer or more: some were cut or added.
    if lost and won:
        return _clipped(words(*_near(lost[0], won[0])))
    return _clipped([Piece("delete", lost[0])] if lost else [Piece("insert", won[0])] if won else [])


def _blocks(text: str) -> list[str]:
    return [block for block in text.split("\n\n") if block.strip()]


def _near(old: str, new: str) -> tuple[str, str]:
    """Both texts from a little before the first character that differs, as long as an excerpt bears."""
    same = len(commonprefix([old, new]))
    cut = max(0, same - _AROUND)
    if cut:
        space = old.rfind(" ", 0, cut)
        cut = space + 1 if cut - space < _AROUND else cut
    mark = "… " if cut else ""
    return mark + _short(old[cut:], _MOST), mark + _short(new[cut:], _MOST)


def _clipped(pieces: list[Piece]) -> list[Piece]:
    told: list[Piece] = []
    last = max((i for i, piece in enumerate(pieces) if piece.op != "equal"), default=-1)
    for i, piece in enumerate(pieces[: last + 2]):
        text = piece.text
        if piece.op != "equal":
            text = _short(text, _MOST // 2)
        elif i > last:
            text = _short(text, _AROUND)
        elif len(text) > 2 * _AROUND and i:
            text = f"{text[:_AROUND]} … {text[-_AROUND:]}"
        told.append(Piece(piece.op, text))
    return told


def _short(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"
