"""What was found, against the bars: numbers, and each miss with what, where and why."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Measure", "Verdict", "array"]


def array(text: str | None) -> list[str]:
    """A JSON column."""
    return [str(value) for value in json.loads(text or "[]")]


@dataclass(frozen=True, slots=True)
class Measure:
    """A line of the table."""

    name: str
    good: float
    of: float
    at_least: float | None = None
    at_most: float | None = None
    """Bars for the share; none: for information."""

    @property
    def share(self) -> float:
        return self.good / self.of if self.of else (1.0 if self.at_most is None else 0.0)

    @property
    def met(self) -> bool:
        return not (
            self.at_least is not None and self.share < self.at_least
            or self.at_most is not None and self.share > self.at_most
        )  # fmt: skip

    def __str__(self) -> str:
        bar = (
            f">= {self.at_least:.1%}"
            if self.at_least is not None
            else f"<= {self.at_most:.1%}"
            if self.at_most is not None
            else ""
        )
        flag = "" if not bar else "ok" if self.met else "MISSED"
        return f"{self.name:58} {self.good:6.0f} of {self.of:6.0f} {self.share:8.2%} {bar:>10} {flag}"


@dataclass
class Verdict:
    """All measures and misses of one archive."""

    measures: list[Measure] = field(default_factory=list)
    misses: list[tuple[str, str, str]] = field(default_factory=list)
    """What, where, why."""

    def measure(
        self, name: str, good: float, of: float, *, least: float | None = None, most: float | None = None
    ) -> None:
        self.measures.append(Measure(name, good, of, least, most))

    def miss(self, what: str, where: str, why: str) -> None:
        self.misses.append((what, where, why))

    def missed(self, *whats: str) -> int:
        """How many misses of these kinds there are."""
        return sum(what in whats for what, _, _ in self.misses)

    @property
    def good(self) -> bool:
        return all(measure.met for measure in self.measures)

    def print(self, most: int = 12) -> None:
        """The table, and the first misses of each kind."""
        for measure in self.measures:
            print(measure)
        told: Counter[str] = Counter()
        kinds = Counter(what for what, _, _ in self.misses)
        for what, where, why in sorted(self.misses):
            told[what] += 1
            if told[what] == 1:
                print(f"\n{what}: {kinds[what]}")
            if told[what] <= most:
                print(f"  {where}\n      {why}")


def rows(db: sqlite3.Connection, sql: str, *parameters: Any) -> list[sqlite3.Row]:
    """Rows of a query."""
    return db.execute(sql, parameters).fetchall()
