"""A year of cron in a quarter of an hour: three made-up sites, all that befalls them, and what newscrawl tells of it.

usage: python -m benchmarks.soak [--days 366] [--every 4] [--scale 0.2] [--seed 1] [--processes 2] [--folder DIR]

An agency, a daily and a weekly write with the rhythm of the week, holidays and a summer lull through 2024; stories are
edited, moved and taken away. `--every` hours a `scrapy crawl` of each site runs as a process of its own, with
`CRAWL_CLOCK` at the simulated time. On known days sites are dead, closed, empty, redesigned or silent, the disk is
full, our clock is wrong, runs are killed. Then the archive is asked, by SQL and commands alone, whether all of it was
told in the run that met it and nothing else was, whether anything was lost, and whether runs cost in the end what they
cost at first. Exit status 1 where a bar is missed. `--every 1 --scale 1` is the whole of it: 26,352 runs.
"""

from __future__ import annotations

import argparse
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks.soaking.driver import live
from benchmarks.soaking.report import Report, judge
from benchmarks.soaking.server import serve
from benchmarks.soaking.troubles import Troubles, year
from benchmarks.soaking.world import START, make_sites

__all__ = ["soak"]

_MEMORY = Path("/dev/shm")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=366)
    options.add_argument("--every", type=int, default=4, metavar="HOURS", help="between two runs of a site")
    options.add_argument(
        "--scale", type=float, default=0.2, help="1: the agency writes 150 stories a day, the daily 30"
    )
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2, help="runs at a time, three at most")
    options.add_argument(
        "--folder", type=Path, help="where to leave the archive; else in memory where that is possible"
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        report = soak(folder, chosen, year())
    print("\n".join(report.lines))
    print("\nMissed: " + "; ".join(report.misses) if report.misses else "\nEvery bar is met.")
    raise SystemExit(0 if report.good else 1)


def soak(folder: Path, chosen: argparse.Namespace, troubles: Troubles) -> Report:
    """Live through all of it in a folder, and judge."""
    archive = folder / "archive.db"
    sites = make_sites(chosen.days + 1, chosen.seed, chosen.scale, troubles.silent)
    with serve(sites, troubles) as server:
        past = live(
            server, archive, days=chosen.days, every=chosen.every, seed=chosen.seed, processes=chosen.processes,
            told=lambda line: print(line, flush=True),
        )  # fmt: skip
    return judge(archive, sites, troubles, past, START + timedelta(days=chosen.days, hours=1))


if __name__ == "__main__":
    main()
