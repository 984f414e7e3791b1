"""A year of cron: three made-up sites, what befalls them, and what newscrawl tells of it.

usage: python -m benchmarks.soak [--days 366] [--every 3] [--scale 0.2] [--seed 1] [--processes 2] [--folder DIR]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.soaking.driver import live
from benchmarks.soaking.server import serve
from benchmarks.soaking.troubles import year
from benchmarks.soaking.world import make_sites


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--days", type=int, default=366)
    options.add_argument("--every", type=int, default=3)
    options.add_argument("--scale", type=float, default=0.2)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--folder", type=Path)
    chosen = options.parse_args()
    troubles = year()
    sites = make_sites(chosen.days + 1, chosen.seed, chosen.scale, troubles.silent)
    for site in sites.values():
        print(site.name, len(site.stories), "stories")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        with serve(sites, troubles) as server:
            past = live(server, folder / "archive.db", days=chosen.days, every=chosen.every, seed=chosen.seed,
                 processes=chosen.processes, told=lambda line: print(line, flush=True))
        import pickle; (folder/"past.pickle").write_bytes(pickle.dumps((chosen, past)))
        import statistics
        for name in ("agency", "daily", "weekly"):
            mine=[p for p in past if p.site==name]
            print(name, [(p.ended.status, round(p.ended.seconds,2), round(p.ended.cpu,2), round(p.ended.megabytes), p.seen.asked) for p in mine[:3]+mine[-3:]], statistics.mean(p.ended.cpu for p in mine))
            for p in mine:
                if p.ended.status: print(p.now, p.planted, p.ended.status, p.ended.said[-600:]); break


if __name__ == "__main__":
    main()
