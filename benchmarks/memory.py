"""Made-up news sites live through days of edits and noise, and the archive is asked what it remembers.

usage: python -m benchmarks.memory [--seed 5] [--days 4] [--scale 1] [--due] [--kill 3] [--folder DIR] [--most 12]

Three sites (a blog engine's, a newsroom's own application, an old one of tables and line breaks in Spanish) tell 230
stories that are edited, retitled, taken away, moved, printed by another; every fetch brings other counters, tokens,
rails, picture sizes. Each simulated visit is a `scrapy crawl` of each site. Then the archive is judged through its
public tables against what was served: a table, each miss with its reason, and exit status 1 where a bar is missed.
`--due` crawls with `revisit=due`; `--kill N` lives through it twice, the second time killing each run up to N times at
random moments, and compares the two archives.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.living.compare import differences, snapshot
from benchmarks.living.judge import judge
from benchmarks.living.model import visit_times
from benchmarks.living.newsstand import Newsstand
from benchmarks.living.plan import make_world
from benchmarks.living.runs import Killer, crawl_all
from benchmarks.living.server import serve
from benchmarks.living.truth import Truth
from benchmarks.living.verdict import Verdict


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=5)
    options.add_argument("--days", type=int, default=4, help="of three visits each, five with --due")
    options.add_argument("--scale", type=float, default=1.0, help="of the number of stories and edits")
    options.add_argument("--due", action="store_true", help="ask known stories when they are due, not at each visit")
    options.add_argument("--kill", type=int, default=0, help="kills of each run, at most")
    options.add_argument("--folder", type=Path, help="where to leave the archives")
    options.add_argument("--most", type=int, default=12, help="misses to tell of each kind")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        verdict = live(chosen, folder)
    verdict.print(chosen.most)
    raise SystemExit(0 if verdict.good else 1)


def live(chosen: argparse.Namespace, folder: Path) -> Verdict:
    """All runs, and what they made of it."""
    revisit = "due" if chosen.due else "all"
    times = visit_times(chosen.days, (0, 2, 5, 9, 14) if chosen.due else (0, 6.5, 14))
    stand = Newsstand(make_world(chosen.seed, times, chosen.scale), chosen.seed)
    archive = folder / "undisturbed.db"
    with serve(stand) as server:
        crawl_all(server, archive, revisit=revisit)
    verdict = judge(archive, stand, server.served)
    if chosen.kill:
        killer, killed = Killer(chosen.seed, chosen.kill), folder / "killed.db"
        before = snapshot(archive, Truth(stand.world, server.served))
        with serve(stand) as server:
            crawl_all(server, killed, revisit=revisit, killer=killer)
        print(f"{killer.kills} kills")
        differences(before, snapshot(killed, Truth(stand.world, server.served)), verdict)
    return verdict


if __name__ == "__main__":
    main()
