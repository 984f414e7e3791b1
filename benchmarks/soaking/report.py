"""Judges a simulated year, and prints what came of it: a table, each miss with its example."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.soaking.alarms import Alarms, Booked, booked, judge_alarms
from benchmarks.soaking.driver import Past
from benchmarks.soaking.holdings import Holdings, holdings
from benchmarks.soaking.troubles import Troubles
from benchmarks.soaking.world import START, Site
from tests.crawling import scrapy

__all__ = ["Report", "judge"]

_MEMORY, _TIME = 1.15, 1.5
"""How much more a run of the last month may take than one of the second."""
_MONTH = timedelta(days=30)
_RESTING = "nothing more was asked of"
"""How a run tells that a host wanted to be left alone."""


@dataclass
class Report:
    """What is printed, and whether it is good."""

    lines: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        """Whether every bar is met."""
        return not self.misses

    def tell(self, line: str = "") -> None:
        """A line of the report."""
        self.lines.append(line)

    def bar(self, name: str, bad: Sequence[str] | int) -> None:
        """A figure that has to be 0, with examples."""
        count = bad if isinstance(bad, int) else len(bad)
        self.tell(f"  {name:<68}{count:>6}")
        for example in [] if isinstance(bad, int) else bad[:5]:
            self.tell(f"      {example[:170]}")
        if count:
            self.misses.append(f"{name}: {count}")


def judge(archive: Path, sites: dict[str, Site], troubles: Troubles, past: list[Past], end: datetime) -> Report:
    """All of it."""
    report = Report()
    runs = booked(archive, sites.values(), past)
    _runs(report, past)
    _alarms(report, judge_alarms(runs, troubles), runs)
    _held(report, holdings(archive, sites.values(), past, end))
    _flat(report, runs, end)
    _sound(report, archive)
    return report


def _runs(report: Report, past: list[Past]) -> None:
    cut = Counter(run.ended.status for run in past if run.cut)
    asked = sum(run.seen.asked for run in past)
    report.tell(f"{len(past)} runs asked {asked} pages; cut off: {cut[-9]} by SIGKILL, {cut[143]} by SIGTERM")
    report.tell("\nRuns")
    report.bar("that printed a traceback", [_of(run) + _tail(run) for run in past if "Traceback" in run.ended.said])
    odd = [run for run in past if run.ended.status not in (0, 4, -9, 143) and "disk" not in run.planted]
    report.bar("that ended as none should", [_of(run) + _tail(run) for run in odd])
    idle = [run for run in past if not run.seen.asked and not run.planted and _RESTING not in run.ended.said]
    report.bar("that asked nothing though nothing was wrong", [_of(run) for run in idle])
    report.bar("that took more than a minute", [_of(run) for run in past if run.ended.seconds > 60])


def _of(run: Past) -> str:
    return f"{run.site} {run.now:%d %b %H:%M} status {run.ended.status} {'+'.join(run.planted)}"


def _tail(run: Past) -> str:
    return ": " + " ".join(run.ended.said[-150:].split())


def _alarms(report: Report, alarms: Alarms, runs: dict[str, list[Booked]]) -> None:
    report.tell("\nTroubles" + " " * 40 + "runs   told   in run   while it lasted")
    for met in alarms.met:
        kind = met.trouble.sort
        what = f"{met.trouble.start:%d %b} {met.site}: {kind.words}"
        when = "not seen" if met.first is None else "no" if met.told is None else f"{met.told:%d %b %H:%M}"
        late = "" if met.told is None else str(met.late + 1)
        share = "" if met.told is None else f"{met.alarmed} of {met.runs}"
        mark = "  MISSED" if met.missed else "" if kind.told == "must" else f"  ({kind.told} be told)"
        report.tell(f"  {what:<60}{met.runs:>5}  {when:<14}{late:>4}  {share:<12}{mark}")
        if met.words:
            report.tell(f"      {met.words[:150]}")
    report.bar(
        "planted troubles that were not told in the run that could see them", sum(met.missed for met in alarms.met)
    )
    months = sum(len({run.past.now.month for run in mine}) for mine in runs.values())
    report.tell(f"  {alarms.quiet} runs outside of troubles in {months} months of sites")
    report.bar("false alarms", [f"{_of(run.past)}: {'; '.join(run.problems) or run.reason}" for run in alarms.false])
    killed = [_of(run.past) for mine in runs.values() for run in mine[:-1] if run.status == -9
              and run.reason not in ("killed", "not booked")]  # fmt: skip
    report.bar("killed runs that the next one did not book as killed", killed)


def _held(report: Report, held: dict[str, Holdings]) -> None:
    report.tell("\nWhat the archive holds")
    for name, found in held.items():
        report.tell(f"  {name}: {found.shown} stories stood on the front page, {found.archived} are archived; "
                    f"{found.versions} versions were sent")  # fmt: skip
        if found.textless:
            report.tell(f"      {found.textless} versions are the standfirst alone: the page had no text then")
        for reason, count in found.reasons.most_common(6):
            report.tell(f"      {count:>5} not: {reason}")
    for title, which in (
        ("stories without article and without a row that says why", "lost"),
        ("stories that were sent whole and are not archived", "unread"),
        ("versions that were sent and are not archived", "unseen"),
        ("versions that were never served", "invented"),
    ):
        report.bar(title, [example for found in held.values() for example in getattr(found, which)])


def _flat(report: Report, runs: dict[str, list[Booked]], end: datetime) -> None:
    report.tell("\nA run of the last month beside one of the second (medians)")
    for site, mine in runs.items():
        usual = [run.past for run in mine if not run.past.planted]
        early = _between(usual, START + _MONTH, START + 2 * _MONTH)
        late = _between(usual, end - _MONTH, end + _MONTH)
        if not early or not late or end < START + 3 * _MONTH:
            continue
        memory, cpu, asked = (
            [median(getter(run) for run in part) for part in (early, late)]
            for getter in (lambda r: r.ended.megabytes, lambda r: r.ended.cpu, lambda r: float(r.seen.asked))
        )
        report.tell(f"  {site:<8} memory {memory[0]:.0f} -> {memory[1]:.0f} MB, CPU {cpu[0]:.2f} -> {cpu[1]:.2f} s, "
                    f"pages asked {asked[0]:.0f} -> {asked[1]:.0f}")  # fmt: skip
        report.bar(f"{site}: memory grew by more than {_MEMORY - 1:.0%}", int(memory[1] > _MEMORY * memory[0]))
        grew = cpu[1] > _TIME * cpu[0] * max(1.0, asked[1] / max(asked[0], 1))
        report.bar(f"{site}: time grew by more than {_TIME - 1:.0%} (for as many pages)", int(grew))


def _between(runs: Iterable[Past], start: datetime, end: datetime) -> list[Past]:
    return [run for run in runs if start <= run.now < end]


def _sound(report: Report, archive: Path) -> None:
    report.tell("\nThe archive")
    raw = archive.with_suffix(".raw.db")
    with closing(sqlite3.connect(archive)) as db:
        tables = ("articles", "revisions", "teasers", "pages", "visits", "runs")
        counts = {table: int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables}
    report.tell("  " + ", ".join(f"{count} {table}" for table, count in counts.items()))
    sizes = [_size(path) / max(1, counts["articles"]) for path in (archive, raw)]
    report.tell(f"  per article {sizes[0] / 1000:.1f} KB in the archive, {sizes[1] / 1000:.1f} KB of raw pages")
    copy = archive.with_name("backup.db")
    for name, command, target in (
        ("`scrapy verify` is not clean", ("verify",), archive),
        ("`scrapy backup` failed", ("backup", str(copy)), archive),
        ("`scrapy verify` of the backup is not clean", ("verify",), copy),
    ):
        done = scrapy(*command, archive=target)
        report.bar(name, (done.stdout + done.stderr).splitlines() if done.returncode else 0)


def _size(path: Path) -> int:
    """Bytes of a file of SQLite, with what its log holds."""
    with closing(sqlite3.connect(path)) as db:
        pages, size = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    return pages * size
