"""Whether an archive of a million articles is as fast as one of ten thousand.

usage: python -m benchmarks.growth FOLDER [--sizes 10000 100000 1000000] [--bursts 20]

FOLDER/SIZE/archive.db is built where it is not there yet (`benchmarks.growth.build`: 100,000 take some two minutes
of processor time and 2 GB). Then a crawl goes on in each of them, by turns, a burst of 50 pages at a time: a listing
with its teasers, 24 new stories, 20 that have not changed, 5 that were edited. Milliseconds of the process's own time a
page, and the largest archive's in comparison with the smallest one's; then what a run does once, at its start and end.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.browse.world import END, stamp
from benchmarks.growth.build import build
from benchmarks.growth.work import BURST, SITE, Crawl
from newscrawl.archive import Archive
from newscrawl.archive.summary import summarize

NOW = stamp(END.replace(hour=20))
PARTS = {
    "frontier": ("ledger", "frontier"),
    "write": ("store", "write"),
    "clusters": ("clusters", "place_some"),
    "captures": ("captures", "keep"),
}
"""What a burst is made of: name -> where the archive has it. The rest is the commit."""


class Place:
    """One archive, and what its bursts cost."""

    def __init__(self, path: Path, seed: int) -> None:
        self.archive = Archive(path)
        self.once: dict[str, float] = {}
        run_id = self._timed_start()
        self.mark = self.archive.health.mark()
        self.crawl = Crawl(path, run_id, seed)
        self.run_id = run_id
        self.costs: dict[str, list[float]] = defaultdict(list)
        self._spent: dict[str, float] = defaultdict(float)
        for name, (room, method) in PARTS.items():
            one = getattr(self.archive, room)
            setattr(one, method, self._clocked(name, getattr(one, method)))

    def _clocked(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def clocked(*args: Any, **options: Any) -> Any:
            began = time.process_time()
            try:
                return call(*args, **options)
            finally:
                self._spent[name] += time.process_time() - began

        return clocked

    def burst(self) -> None:
        pages = self.crawl.burst()
        self._spent.clear()
        wall, began = time.perf_counter(), time.process_time()
        for page in pages:
            self.archive.settle(page)
            if page.visit.kind == "section":
                self.archive.flush()  # or else its stories would be met before they are known
        self.archive.flush()
        self.archive.ledger.frontier(SITE.name, now=NOW, deep=False, revisit="due", limit=80)
        whole = time.process_time() - began
        self._spent["commit"] = whole - sum(self._spent.values())
        for name, seconds in self._spent.items():
            self.costs[name].append(seconds / BURST * 1000)
        self.costs["all"].append(whole / BURST * 1000)
        self.costs["by the clock"].append((time.perf_counter() - wall) / BURST * 1000)

    def _timed_start(self) -> int:
        archive, found = self.archive, 0

        def start() -> None:
            nonlocal found
            found = archive.runs.start("news", [SITE], NOW)[0]

        for name, call in (
            ("start: book the run", start),
            ("start: begin", lambda: archive.ledger.begin(SITE.name, now=NOW, before=NOW, deep=False, articles=False)),
            ("start: completed", lambda: archive.runs.completed(SITE)),
            ("start: mark", lambda: archive.health.mark()),
            (
                "start: frontier",
                lambda: archive.ledger.frontier(SITE.name, now=NOW, deep=False, revisit="due", limit=80),
            ),
            (
                "start: frontier, backfill",
                lambda: archive.ledger.frontier(SITE.name, now=NOW, deep=True, revisit="due", limit=80),
            ),
        ):
            self._once(name, call)
        return found

    def end(self) -> None:
        """What a run does at its end."""
        for name, call in self._ends():
            self._once(name, call)
        self.archive.runs.finish(self.run_id, at=NOW, reason="finished", status=0, counts={}, problems=[])

    def _ends(self) -> Iterator[tuple[str, Callable[[], object]]]:
        archive, site = self.archive, SITE.name
        knowledge = archive.learning.known(site)
        yield "end: learn", lambda: archive.learning.learn(site, NOW)
        knowledge = archive.learning.known(site)
        if knowledge:
            yield "end: what was read otherwise", lambda: archive.learning.outdated(site, knowledge)
        yield "end: figures", lambda: archive.health.figures(self.run_id, [site], since=NOW, mark=self.mark)
        yield "end: stories", lambda: archive.health.stories(site, END)
        yield "end: looks", lambda: archive.health.looks(site, self.run_id)
        yield "end: past", lambda: archive.health.past(site, self.run_id, END)
        yield "end: unlearnt", lambda: archive.runs.unlearnt("news")
        yield "end: left", lambda: archive.ledger.left(site, now=NOW, deep=False, revisit="due", limit=10_000)
        yield "end: report", lambda: summarize(archive.db, site, self.run_id)

    def _once(self, name: str, call: Callable[[], object]) -> None:
        began = time.process_time()
        call()
        self.once[name] = (time.process_time() - began) * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    options.add_argument("--bursts", type=int, default=20)
    chosen = options.parse_args()
    paths = {size: chosen.folder / str(size) / "archive.db" for size in sorted(chosen.sizes)}
    for size, path in paths.items():
        if not path.exists():
            build(path, size)
    seed = int(time.time())
    places = {size: Place(path, seed) for size, path in paths.items()}
    for _ in range(chosen.bursts):
        for place in places.values():
            place.burst()
    for place in places.values():
        place.end()
    table(
        "ms a page",
        {size: {name: statistics.median(took) for name, took in place.costs.items()} for size, place in places.items()},
    )
    table(
        "worst burst", {size: {name: max(took) for name, took in place.costs.items()} for size, place in places.items()}
    )
    table("ms once a run", {size: place.once for size, place in places.items()})


def table(title: str, figures: dict[int, dict[str, float]]) -> None:
    """Print what each part costs in each archive."""
    print(f"{title:<32}" + "".join(f"{size:>12,}" for size in figures) + f"{'ratio':>10}", flush=True)
    smallest, largest = (figures[pick(figures)] for pick in (min, max))
    for name in largest:
        row = "".join(f"{column.get(name, 0.0):12.3f}" for column in figures.values())
        print(f"  {name:<30}{row}{largest[name] / max(smallest.get(name, 0.0), 1e-9):10.2f}", flush=True)


if __name__ == "__main__":
    main()
