"""Which words were deleted and added between two texts. Pure."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

__all__ = ["Piece", "blocks", "words"]

Op = Literal["equal", "delete", "insert"]

# A character of Chinese, Japanese, Thai, Lao, Khmer or Burmese counts as a word.
_TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|\w+(?:['’]\w+)*|\s+|[^\w\s]")
_MOST = 25_000_000
"""Pairs of words beyond which two texts are not compared word by word: it would take seconds."""

_MOST_BLOCKS = 40_000
"""The same for blocks."""
_ALIKE = 0.3
"""Words that two blocks have to have in common to be told as one that was edited."""


class Piece(NamedTuple):
    """A part of two texts."""

    op: Op
    """Whether both have it ("equal"), the old one alone ("delete"), or the new one alone ("insert")."""
    text: str


def words(old: str, new: str) -> list[Piece]:
    """What two texts have in common and not, word by word, in reading order."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > _MOST:
        return [Piece("delete", old), Piece("insert", new)]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("equal", "".join(before[i:j])))
            continue
        if i < j:
            pieces.append(Piece("delete", "".join(before[i:j])))
        if k < m:
            pieces.append(Piece("insert", "".join(after[k:m])))
    return _joined(pieces)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Two edits with nothing but a space between them are one."""
    out: list[Piece] = []
    run: dict[Op, str] = {"delete": "", "insert": ""}

    def close() -> None:
        for op, text in run.items():
            if text:
                out.append(Piece(op, text))
            run[op] = ""

    for number, piece in enumerate(pieces):
        between = piece.op == "equal" and piece.text.isspace() and 0 < number < len(pieces) - 1
        if piece.op == "equal" and not (between and run["delete"] and run["insert"]):
            close()
            out.append(piece)
        elif piece.op == "equal":
            run["delete"] += piece.text
            run["insert"] += piece.text
        else:
            run[piece.op] += piece.text
    close()
    return out


def blocks(old: str, new: str) -> list[list[Piece]]:
    """The same for texts in blocks that blank lines part: a list of pieces for every block, in reading order."""
    before, after = old.split("\n\n"), new.split("\n\n")
    told: list[list[Piece]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            told += [[Piece("equal", text)] for text in before[i:j]]
        elif tag == "replace":
            told += _paired(before[i:j], after[k:m])
        else:
            told += [[Piece("delete", text)] for text in before[i:j]] + [[Piece("insert", text)] for text in after[k:m]]
    return [block for block in told if any(piece.text for piece in block)]


def _paired(before: list[str], after: list[str]) -> list[list[Piece]]:
    """Blocks that were rewritten: those that are most alike are compared, in order; the others came or went."""
    if len(before) * len(after) > _MOST_BLOCKS:
        return [[Piece("delete", text)] for text in before] + [[Piece("insert", text)] for text in after]
    like = [[_likeness(old, new) for new in after] for old in before]
    # best[i][j]: the most likeness that blocks from i and from j on can have in pairs.
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], like[i][j] + best[i + 1][j + 1])
    told: list[list[Piece]] = []
    i = j = 0
    while i < len(before) or j < len(after):
        if j == len(after) or (i < len(before) and best[i][j] == best[i + 1][j]):
            told.append([Piece("delete", before[i])])
            i += 1
        elif i == len(before) or best[i][j] == best[i][j + 1]:
            told.append([Piece("insert", after[j])])
            j += 1
        else:
            told.append(words(before[i], after[j]))
            i, j = i + 1, j + 1
    return told


def _likeness(one: str, other: str) -> float:
    """The share of the words that two blocks have in common; 0 where it is too small to compare them."""
    first, second = set(_TOKEN.findall(one)), set(_TOKEN.findall(other))
    share = len(first & second) / max(1, len(first | second))
    return share if share > _ALIKE else 0.0
