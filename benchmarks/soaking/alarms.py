"""Which troubles were told, when, and which alarms were false."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.soaking.driver import Past
from benchmarks.soaking.troubles import Trouble, Troubles
from benchmarks.soaking.world import Site

__all__ = ["Alarms", "Booked", "Met", "booked", "judge_alarms"]

_LINGERS = {"robots": timedelta(hours=25), "storm": timedelta(hours=25)}
"""How long after its end a trouble may be told: rules are kept for a day, and refusals lengthen rests to a day."""
_UNTIL_NEWS = ("quiet", "empty", "hidden", "zone")
"""Troubles whose end shows with the next new story."""
_ONE_MORE = 2
"""Runs after its end that may still tell of a trouble."""
_MAY_BE_TOLD = timedelta(days=3)
"""How long a change that stays may be told, where it may be told at all."""


@dataclass(frozen=True)
class Booked:
    """A run, and what the archive's book of runs has of it."""

    past: Past
    status: int
    problems: tuple[str, ...]
    reason: str

    @property
    def alarmed(self) -> bool:
        """Whether it told of a trouble."""
        return not self.past.cut and (bool(self.problems) or self.status != 0)


@dataclass
class Met:
    """A trouble, as one site met it."""

    trouble: Trouble
    site: str
    runs: int = 0
    first: datetime | None = None
    """The run that could see it; None: none could."""
    told: datetime | None = None
    late: int = 0
    """Runs between these two."""
    alarmed: int = 0
    """Runs that told it while it lasted, from the first one on."""
    words: str = ""

    @property
    def missed(self) -> bool:
        """Whether it was to be told, and was not, or late."""
        return self.trouble.sort.told == "must" and self.first is not None and (self.told is None or self.late > 0)


@dataclass
class Alarms:
    """The judgement."""

    met: list[Met] = field(default_factory=list)
    false: list[Booked] = field(default_factory=list)
    quiet: int = 0
    """Runs outside of all troubles."""


def booked(archive: Path, sites: Iterable[Site], past: Iterable[Past]) -> dict[str, list[Booked]]:
    """All runs by site, with their rows in `runs`: the row began within minutes of the run's clock."""
    found: dict[str, list[Booked]] = defaultdict(list)
    with closing(sqlite3.connect(archive)) as db:
        for site in sites:
            sql = "SELECT started_at, finish_reason, problems FROM runs JOIN sites ON sites.name = site WHERE home = ?"
            rows = sorted(db.execute(sql, (f"http://{site.host}/",)))
            starts = [datetime.fromisoformat(row[0]) for row in rows]
            for run in past:
                if run.site != site.name:
                    continue
                at = bisect_left(starts, run.clock)
                row = rows[at] if at < len(rows) and starts[at] - run.clock < timedelta(minutes=5) else None
                problems = tuple(json.loads(row[2])) if row else ()
                found[site.name].append(
                    Booked(run, run.ended.status, problems, (row[1] or "no end booked") if row else "not booked")
                )
    return dict(found)


def judge_alarms(runs: dict[str, list[Booked]], troubles: Troubles) -> Alarms:
    """Compare what was told with what was planted."""
    verdict = Alarms()
    for site, mine in runs.items():
        excused: set[int] = set()
        for trouble in troubles.of(site):
            window = [at for at, run in enumerate(mine) if trouble.kind in run.past.planted
                      and trouble.on(site, run.past.now)]  # fmt: skip
            if not window:
                continue
            verdict.met.append(_met(trouble, site, mine, window))
            excused |= _excused(trouble, mine, window)
        others = [run for at, run in enumerate(mine) if at not in excused]
        verdict.quiet += len(others)
        verdict.false += [run for run in others if run.alarmed]
    return verdict


def _met(trouble: Trouble, site: str, mine: list[Booked], window: list[int]) -> Met:
    met = Met(trouble, site, len(window))
    first = _first(trouble, mine, window)
    told = next((at for at in window if mine[at].alarmed and mine[at].status in trouble.sort.status), None)
    if first is not None:
        met.first = mine[first].past.now
    if told is not None:
        met.told = mine[told].past.now
        met.late = max(0, told - first) if first is not None else 0
        met.alarmed = sum(mine[at].alarmed for at in window if at >= told)
        met.words = next(iter(mine[told].problems), mine[told].past.ended.said.strip().rpartition("\n")[2])
    return met


def _first(trouble: Trouble, mine: list[Booked], window: list[int]) -> int | None:
    """The first run that can tell."""
    if trouble.within is not None:
        return next((at for at in window if mine[at].past.now >= trouble.start + trouble.within), None)
    if trouble.kind in ("disk", "forward", "back", "kill", "term", "redesign"):
        return window[0]
    spoilt = 0
    for at in window:
        spoilt += mine[at].past.seen.spoilt[trouble.kind]
        if spoilt >= trouble.sort.after:
            return at
    return None


def _excused(trouble: Trouble, mine: list[Booked], window: list[int]) -> set[int]:
    """Runs whose alarms are not false: those of the trouble, and the first ones after it."""
    last = window[-1]
    if trouble.sort.told == "may":
        last = max(at for at in window if mine[at].past.now < trouble.start + _MAY_BE_TOLD)
    until = trouble.end + _LINGERS.get(trouble.kind, timedelta(0))
    while last + 1 < len(mine) and trouble.kind in _LINGERS and mine[last + 1].past.now < until:
        last += 1
    if trouble.kind in _UNTIL_NEWS:
        known = max((number for run in mine[: last + 1] for number in run.past.seen.shown), default=0)
        while last + 1 < len(mine) and max(mine[last + 1].past.seen.shown, default=0) <= known:
            last += 1
    return set(range(window[0], min(len(mine), last + 1 + _ONE_MORE)))
