"""Whether one text is a copy of another: an exact measure on the words of both. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from newscrawl.archive.fingerprints import Words, read_words

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Text", "is_copy", "is_told", "stays_copy", "weights"]

_SHORT = 40
"""Words below which both texts have to be nearly the same."""
_LEAST = 0.62
"""Share that any two copies have in common, at the least."""
_LONG = 90
"""Words from which on the least share holds."""
_NOTICE = 20
"""Words of a last line: "This report was first published", "With files from"."""
_STAYS = 0.4
"""Share of the shorter text that copies have in common once one of them was edited."""
_APART = 0.08
"""By how much the share has to be more where the longer text, too, goes its own way."""
_WEIGHED = 0.15
"""By how much the share may be less where what many stories say weighs little."""
_DAYS = 3.0
"""Between short texts of the same words: longer, and it is a bulletin of another week."""


class Text:
    """A story as it is compared."""

    def __init__(self, headline: str, body: str, published: float | None = None) -> None:
        """`published`: day, in days since any fixed one; None where it is not known."""
        self.words: Words = read_words(body)
        self.size = len(self.words.folded)
        self.length = 6 if self.words.spaceless else 4
        """Of the runs of words that are compared."""
        self.published = published
        self._headline = headline

    @cached_property
    def runs(self) -> list[int]:
        """Runs of words, each as its hash of this process: quicker to look up, and smaller, than its words."""
        return list(map(hash, self.words.runs(self.length)))

    @cached_property
    def known(self) -> set[int]:
        return set(self.runs)

    @cached_property
    def where(self) -> dict[int, int]:
        """Every run's first place."""
        return dict(zip(reversed(self.runs), range(len(self.runs) - 1, -1, -1), strict=True))

    @cached_property
    def lower(self) -> set[str]:
        """Words that stand somewhere without a capital."""
        return {word for word in set(self.words.printed) if word.islower()}

    @cached_property
    def cased(self) -> bool:
        """Whether names can be told by their capitals."""
        return 2 * sum(map(len, self.lower)) > sum(map(len, set(self.words.printed)))

    @cached_property
    def headline(self) -> set[str]:
        """What the headline says, but for little words."""
        words = read_words(self._headline)
        return set(words.folded) if words.spaceless else {word for word in words.folded if len(word) > 3}


@dataclass(slots=True)
class _Overlap:
    """Which words of the shorter text stand in the longer one."""

    short: Text
    long: Text
    places: list[int]
    """For each word of the shorter text its place in the longer one; -1: it is in no common run."""
    shared: float = 0.0
    """Share of the shorter text's weight."""
    changed: int = 0
    """Words that have others in their place."""
    numbers: list[int] = field(default_factory=lambda: [0, 0])
    """Of the shorter text: how many were compared, and how many of them are others there."""
    names: list[int] = field(default_factory=lambda: [0, 0])


def is_copy(one: Text, two: Text) -> bool:
    """Whether two texts tell the same story in the same words, though one is cut, edited or added to.

    Three things have to hold: most of the shorter text stands in the longer one, its beginning above all; it is not a
    piece from the longer one's midst; and where one text puts other words in the place of a few, these are not its
    numbers and names, as in reports of one template.
    """
    if one.length != two.length or not one.runs or not two.runs:
        return False
    short, long = _sides(one, two)
    common = _common(short, long)
    shared = _share(short, common)
    if shared < _LEAST:  # nearly all pairs end here
        return False
    least = _least(short) + (_APART if common.bit_count() < 0.7 * long.size else 0.0)
    if shared < least:
        return False
    overlap = _Overlap(short, long, _places(short, long), shared)
    if not _begins_there(overlap):
        return False
    _compare_changes(overlap)
    if _is_other_report(overlap):
        return False
    return short.size >= _words(short, _SHORT) or _is_same_brief(overlap)


def stays_copy(one: Text, two: Text) -> bool:
    """Whether two texts that were copies still are, now that one was edited: a copy is not edited with its origin."""
    if one.length != two.length or not one.runs or not two.runs:
        return False
    short, long = _sides(one, two)
    return _share(short, _common(short, long)) >= _STAYS


def is_told(one: Text, two: Text, weight: list[float]) -> bool:
    """Whether two texts have enough in common that is not everybody's, by the weight of each word of `one`."""
    short, long = _sides(one, two)
    places = _places(short, long)
    if short is not one:
        weight = [weight[place] if place >= 0 else 1.0 for place in places]
    return _weighed(short, places, weight) >= _least(short) - _WEIGHED


def weights(one: Text, others: Iterable[Text]) -> list[float]:
    """For each word of a text what it tells: 1, or the less the more of the others (each of another story) say it."""
    counts = [0] * one.size
    for other in others:
        if other.length == one.length:
            for index, place in enumerate(_places(one, other)):
                counts[index] += place >= 0
    return [1 / max(1, count) for count in counts]


def _words(text: Text, count: int) -> int:
    """A number of words in the text's own unit: two characters are one."""
    return 2 * count if text.words.spaceless else count


def _least(short: Text) -> float:
    """What share of the shorter text has to be common."""
    few, many = _words(short, _SHORT), _words(short, _LONG)
    least = 0.70 if short.words.spaceless or not short.cased else _LEAST
    if short.size >= many:
        return least
    return 0.85 if short.size < few else 0.85 - (0.85 - least) * (short.size - few) / (many - few)


def _places(short: Text, long: Text) -> list[int]:
    places = [-1] * short.size
    length = short.length
    done = 0
    for start, place in enumerate(map(long.where.get, short.runs)):
        if place is not None:
            first = max(start, done)
            done = start + length
            places[first:done] = range(place + first - start, place + length)
    return places


def _sides(one: Text, two: Text) -> tuple[Text, Text]:
    """The shorter text and the longer one."""
    # Of equal length: the lesser by its words, so that both ways give the same.
    swap = (one.size, one.words.folded) > (two.size, two.words.folded)
    return (two, one) if swap else (one, two)


def _common(short: Text, long: Text) -> int:
    """Which words of the shorter text stand in a run that the longer one has, too: a number with a byte for each word,
    the first one's the lowest, 1 where it does."""
    starts = int.from_bytes(bytes(map(long.known.__contains__, short.runs)), "little")
    common = starts
    for step in range(1, short.length):
        common |= starts << 8 * step
    return common


def _share(short: Text, common: int) -> float:
    """Share of the shorter text that is common, counted as `_weighed` does where every word weighs the same."""
    end = _end(short, (common.bit_length() + 7) // 8)
    front = end // 3
    shared = common.bit_count() + (common & ((1 << 8 * front) - 1)).bit_count()
    return shared / (end + front)


def _end(short: Text, common: int) -> int:
    """Up to which word the shorter text counts, `common` being that up to which anything is common."""
    if common < _words(short, _SHORT) or short.size - common > _words(short, _NOTICE):
        return short.size
    return common


def _weighed(short: Text, places: list[int], weight: list[float]) -> float:
    """Share of the shorter text's weight that is common; its first third counts twice, for background stands at the
    end, and a last line of the paper's own not at all."""
    end = _end(short, max((index for index, place in enumerate(places) if place >= 0), default=-1) + 1)
    front = end // 3
    total = sum(weight[:end]) + sum(weight[:front])
    common = sum(w for w, place in zip(weight, places, strict=True) if place >= 0)
    common += sum(w for w, place in zip(weight[:front], places, strict=False) if place >= 0)
    return common / total if total else 0.0


def _begins_there(overlap: _Overlap) -> bool:
    """Whether the longer text begins as the shorter one does, or is common for the most part.

    A round-up of the day has whole stories in its midst, and is no copy of any of them. A notice may stand in front.
    """
    common = {place for place in overlap.places if place >= 0}
    if len(common) >= 0.6 * overlap.long.size:
        return True
    front = len(common) + _words(overlap.long, _NOTICE)
    return sum(place < front for place in common) >= 0.8 * len(common)


def _compare_changes(overlap: _Overlap) -> None:
    """Counts what was compared and what was put in the place of something else."""
    places, short, long = overlap.places, overlap.short, overlap.long
    lower = short.lower | long.lower
    start = -1
    for index, place in enumerate(places):
        if place < 0:
            start = index if start < 0 else start
            continue
        _count(overlap, index, lower, set())
        if start > 0:
            before, length = places[start - 1] + 1, index - start
            if 0 < place - before <= 3 * length + 8:
                instead = set(long.words.folded[before:place])
                for changed in range(start, index):
                    overlap.changed += short.words.folded[changed] not in instead
                    _count(overlap, changed, lower, instead)
        start = -1


def _count(overlap: _Overlap, index: int, lower: set[str], instead: set[str]) -> None:
    word, folded = overlap.short.words.printed[index], overlap.short.words.folded[index]
    if any(map(str.isdigit, word)):
        tally = overlap.numbers
    elif word[0].isupper() and folded not in lower:
        tally = overlap.names
    else:
        return
    tally[0] += 1
    tally[1] += overlap.places[index] < 0 and folded not in instead


def _is_other_report(overlap: _Overlap) -> bool:
    """Whether the texts are of one template, filled in with other facts."""
    (numbers, other_numbers), (names, other_names) = overlap.numbers, overlap.names
    if (
        overlap.short.cased
        and other_numbers + other_names >= 2
        and other_numbers + other_names > 0.2 * (numbers + names)
    ):
        return True
    if other_numbers >= 2 and other_numbers > 0.3 * numbers:
        return True
    return not overlap.short.cased and overlap.changed > 0.2 * overlap.short.size


def _is_same_brief(overlap: _Overlap) -> bool:
    """For short texts: of the same days, under headlines with a word in common, with no other fact; and of one length,
    or the very beginning of the longer one, with facts enough to tell it from another."""
    short, long = overlap.short, overlap.long
    if overlap.numbers[1] or overlap.names[1] or not short.headline & long.headline:
        return False
    if short.published is not None and long.published is not None and abs(short.published - long.published) > _DAYS:
        return False
    if short.size >= 0.8 * long.size:
        return True
    at_once = [place for place in overlap.places if place >= 0][:1] <= [short.size // 3]
    return at_once and overlap.shared > 0.95 and overlap.numbers[0] + overlap.names[0] >= 3
