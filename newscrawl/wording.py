"""Which words were deleted and added between two texts. Pure.

Texts are compared from the large to the small: blocks, in blocks that were edited their sentences, in sentences that
were edited their words. So a sentence that was put in is told as one, and a long text takes no longer than its edits.
"""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Piece", "blocks", "moved", "tally", "words"]

Op = Literal["equal", "delete", "insert"]
Opcode = tuple[str, int, int, int, int]

# Of Chinese, Japanese, Thai, Lao, Khmer and Burmese a character, with the vowels and tones that hang on it, is a word.
_SIGNS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
_HANGING = (
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059"
    r"\u17b4-\u17d3\u3099\u309a"
)
# Vowels and accents of other scripts, which `\w` does not know: Latin, Hebrew, Arabic, those of India, Tibetan.
_MARKS = (
    r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0f18-\u0fbc\u200c\u200d"
)
_LETTERS = rf"(?:[^\W{_SIGNS}]|[{_MARKS}])+"
# Then words ("it's", "twenty-two", "1,200"); what is left is a sign, or an emoji with its parts.
_TOKEN = re.compile(
    rf"(?:[{_SIGNS}][{_HANGING}]*"
    rf"|{_LETTERS}(?:['’\u2010\u2011-]{_LETTERS}|(?<=\d)[.,:\u00a0\u202f](?=\d){_LETTERS})*"
    r"|\S(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d\S)*)"
)
_SPACED = re.compile(rf"({_TOKEN.pattern})(\s*)")
_SENTENCE = re.compile(r".+?(?:[.!?…।][\"'”’»)\]]*\s+|[。！？][”’」』）]*|$)", re.DOTALL)

_MOST = 100_000
"""Pairs of the same word (sentence, block) that a comparison may look at: half a second at worst. A story of 20,000
words with an edit in each of its paragraphs has a fifth of that. What is beyond is told whole."""
_MOST_BLOCKS = 160_000
"""Pairs of blocks that are tried for likeness."""
_ALIKE = 0.3
"""Share of the words that two blocks have to have in common to be told as one that was edited."""
_WITHIN = 0.85
"""Share of the words of a block that lie within another one, of which it is a part then."""
_WITHIN_LEAST = 6
"""Words of the shortest block that may be a part of another one."""
_ISLAND = 24
"""Characters of the longest run of words that may be taken for a chance between two edits."""
_SOME = 0.25
"""Share of the shorter text that has to stay, else the one took the place of the other."""
_MOVED = 30
"""Characters of the shortest piece that is told as moved."""


class Piece(NamedTuple):
    """A part of two texts."""

    op: Op
    """Whether both have it ("equal"), the old one alone ("delete"), or the new one alone ("insert")."""
    text: str


class _Purse:
    """What the comparison of two texts may cost yet."""

    def __init__(self) -> None:
        self.left = _MOST

    def opcodes(self, before: Sequence[str], after: Sequence[str]) -> list[Opcode]:
        """Difflib's, of what two sequences do not have in common at both ends; too many are one replacement."""
        most = min(len(before), len(after))
        head = next((n for n in range(most) if before[n] != after[n]), most)
        tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
        ends = len(before) - tail, len(after) - tail
        one, other = before[head : ends[0]], after[head : ends[1]]
        counted = Counter(other)
        cost = sum(count * counted[item] for item, count in Counter(one).items())
        found: list[Opcode] = [("equal", 0, head, 0, head)] if head else []
        if cost > self.left:
            found.append(("replace", head, ends[0], head, ends[1]))
        else:
            self.left -= cost
            matched = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
            found += [(tag, i + head, j + head, k + head, m + head) for tag, i, j, k, m in matched]
        return [*found, ("equal", ends[0], len(before), ends[1], len(after))] if tail else found


def words(old: str, new: str) -> list[Piece]:
    """What two texts have in common and not, word by word, in reading order."""
    return _words(old, new, _Purse())


def _words(old: str, new: str, purse: _Purse) -> list[Piece]:
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    pieces: list[Piece] = []
    for tag, i, j, k, m in purse.opcodes(before, after):
        one, other = "".join(before[i:j]), "".join(after[k:m])
        pieces += [Piece("equal", one)] if tag == "equal" else _in_sentences(one, other, purse)
    return _tidied(pieces, old, new)


def _in_sentences(old: str, new: str, purse: _Purse) -> list[Piece]:
    if not old or not new:
        return [Piece("delete", old), Piece("insert", new)]
    gaps = [text[: len(text) - len(text.lstrip())] for text in (old, new)]
    before, after = _SPACED.findall(old), _SPACED.findall(new)
    pieces = _same(*gaps)
    for tag, i, j, k, m in purse.opcodes([word for word, _ in before], [word for word, _ in after]):
        if tag == "equal":
            for (word, gap), (_, other) in zip(before[i:j], after[k:m], strict=True):
                pieces += [Piece("equal", word), *_same(gap, other)]
        else:
            pieces.append(Piece("delete", "".join(word + gap for word, gap in before[i:j])))
            pieces.append(Piece("insert", "".join(word + gap for word, gap in after[k:m])))
    return pieces


def _same(old: str, new: str) -> list[Piece]:
    return [Piece("equal", old)] if old == new else [Piece("delete", old), Piece("insert", new)]


class _Edit(NamedTuple):
    """An edit and what stays in front of it."""

    stays: str
    gone: str
    come: str


def _tidied(pieces: list[Piece], old: str, new: str) -> list[Piece]:
    """Edits as a reader would tell them: those with nothing but a little word between them are one."""
    edits: list[_Edit] = []
    for edit in _edits(pieces):
        edits.append(edit)
        while len(edits) > 1 and _by_chance(edits[-2], edits[-1]):
            last, one = edits.pop(), edits.pop()
            between = last.stays
            edits.append(_Edit(one.stays, one.gone + between + last.gone, one.come + between + last.come))
    if sum(len(edit.stays) for edit in edits) < _SOME * min(len(old), len(new)):
        return [Piece("delete", old), Piece("insert", new)]
    out: list[Piece] = []
    rest = ""
    for stays, gone, come in edits:
        shared = _shared_end(gone, come)
        out += [Piece("equal", rest + stays), Piece("delete", gone[: len(gone) - len(shared)])]
        out.append(Piece("insert", come[: len(come) - len(shared)]))
        rest = shared
    return [piece for piece in [*out, Piece("equal", rest)] if piece.text]


def _edits(pieces: list[Piece]) -> Iterable[_Edit]:
    """Pieces in order; the last edit has what stays behind the others, and changes nothing."""
    parts: dict[Op, list[str]] = {"equal": [], "delete": [], "insert": []}
    for piece in pieces:
        if piece.op == "equal" and piece.text and (parts["delete"] or parts["insert"]):
            yield _Edit(*("".join(part) for part in parts.values()))
            parts = {"equal": [], "delete": [], "insert": []}
        if piece.text:
            parts[piece.op].append(piece.text)
    if parts["delete"] or parts["insert"]:
        yield _Edit(*("".join(part) for part in parts.values()))
        parts = {"equal": [], "delete": [], "insert": []}
    yield _Edit("".join(parts["equal"]), "", "")


def _by_chance(one: _Edit, other: _Edit) -> bool:
    """Whether what stays between two replacements is shorter than both, and so a chance rather than what was kept."""
    if not (one.gone and one.come and other.gone and other.come):
        return False
    size = len(other.stays.strip())
    return size <= min(_ISLAND, max(len(one.gone), len(one.come)), max(len(other.gone), len(other.come)))


def _shared_end(one: str, other: str) -> str:
    """The white space at the end of both."""
    gaps = [text[len(text.rstrip()) :] for text in (one, other)]
    return gaps[0] if gaps[0] == gaps[1] and one and other else ""


def blocks(old: str, new: str) -> list[list[Piece]]:
    """The same for texts in blocks that blank lines part: a list of pieces for every block, in reading order."""
    before, after = old.split("\n\n"), new.split("\n\n")
    purse = _Purse()
    told: list[list[Piece]] = []
    for tag, i, j, k, m in purse.opcodes(before, after):
        if tag == "equal":
            told += [[Piece("equal", text)] for text in before[i:j]]
        elif tag == "replace":
            told += _paired(before[i:j], after[k:m], purse)
        else:
            told += [[Piece("delete", text)] for text in before[i:j]] + [[Piece("insert", text)] for text in after[k:m]]
    return [block for block in told if any(piece.text for piece in block)]


def _paired(before: list[str], after: list[str], purse: _Purse) -> list[list[Piece]]:
    """Blocks that were rewritten: those that are most alike are compared, in order; the others came or went."""
    if len(before) * len(after) > _MOST_BLOCKS:
        return [[Piece("delete", text)] for text in before] + [[Piece("insert", text)] for text in after]
    said = [[frozenset(_TOKEN.findall(text)) for text in side] for side in (before, after)]
    like = [[_likeness(one, other) for other in said[1]] for one in said[0]]
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
            told.append(_words(before[i], after[j], purse))
            i, j = i + 1, j + 1
    return told


def _likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """How much two blocks have in common, 0 to 1; 0 where it is too little to compare them.

    A paragraph that was cut short, or parted in two, has all its words in the longer one.
    """
    less, more = sorted((len(first), len(second)))
    if less <= min(_ALIKE * more, _WITHIN_LEAST - 1):
        return 0.0
    both = len(first & second)
    share = both / max(1, less + more - both)
    if less >= _WITHIN_LEAST and both >= _WITHIN * less:
        return max(share, _ALIKE)
    return share if share > _ALIKE else 0.0


def moved(told: list[list[Piece]]) -> set[str]:
    """What was deleted in one place of a text and added in another, word for word; without white space at its ends."""
    sides: dict[str, set[str]] = {"equal": set(), "delete": set(), "insert": set()}
    for block in told:
        for piece in block:
            sides[piece.op].add(piece.text.strip())
    return {text for text in sides["delete"] & sides["insert"] if len(text) >= _MOVED}


def tally(told: list[list[Piece]]) -> tuple[int, int]:
    """How many words were added, and how many removed."""

    def count(op: Op) -> int:
        text = "\n".join(piece.text for block in told for piece in block if piece.op == op)
        return sum(word[0].isalnum() for word in _TOKEN.findall(text))

    return count("insert"), count("delete")
