"""Shares and means: how much of them a run saw, and what is usual. Pure.

A figure is a part and a whole: 3 of 40 pages, 12,000 characters on 30 pages. So figures of several runs can be added
up: where one run saw too little to be judged, the runs before it help out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

__all__ = ["Measure", "Usual", "pooled", "usual"]

LARGEST = 50
"""Pages at most that a sample of the past has: more do not tell more of what is usual."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A part and a whole."""

    part: float
    whole: float

    @property
    def value(self) -> float:
        """The share, or the mean."""
        return self.part / self.whole

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.part + other.part, self.whole + other.whole)


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual: the lowest and highest of samples of the past, and all of them together."""

    low: float
    high: float
    total: Measure

    def chance_of_so_few(self, now: Measure) -> float:
        """How likely a sample of now's size would have so small a share, or a smaller one."""
        whole = round(now.whole)
        return sum(self._chance(count, whole) for count in range(round(now.part) + 1))

    def chance_of_so_many(self, now: Measure) -> float:
        """The same of so large a share, or a larger one."""
        whole = round(now.whole)
        return sum(self._chance(count, whole) for count in range(round(now.part), whole + 1))

    def _chance(self, count: int, whole: int) -> float:
        share = (self.total.part + 1) / (self.total.whole + 2)  # never certain (Laplace)
        ways = lgamma(whole + 1) - lgamma(count + 1) - lgamma(whole - count + 1)  # logarithms: ten thousand pages, too
        return exp(ways + count * log(share) + (whole - count) * log1p(-share))


def pooled(now: Measure, before: Iterable[Measure], least: float) -> tuple[Measure | None, int]:
    """A measure that is large enough to be judged, from now and as many runs before it as that takes.

    `before`: the last one first. Also tells how many of these were taken. None: there is not enough.
    """
    taken = 0
    for earlier in before:
        if now.whole >= least:
            break
        now, taken = now + earlier, taken + 1
    return (now if now.whole >= least else None), taken


def usual(past: Sequence[Measure], size: float, *, samples: int) -> Usual | None:
    """The range of a figure in samples of the past that are as large as what is to be judged; None: there are fewer.

    `past`: run by run, the last one first.
    """
    size = min(size, LARGEST)
    values: list[float] = []
    part = whole = parts = wholes = 0.0
    for measure in past:
        part, whole = part + measure.part, whole + measure.whole
        if whole and whole >= size:
            values.append(part / whole)
            parts, wholes, part, whole = parts + part, wholes + whole, 0.0, 0.0
    return Usual(min(values), max(values), Measure(parts, wholes)) if len(values) >= samples else None
