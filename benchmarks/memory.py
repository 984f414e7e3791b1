"""Made-up sites live through days of edits and noise, and the archive is asked what it remembers.

usage: python -m benchmarks.memory
"""

from __future__ import annotations

import subprocess
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.living.newsstand import Newsstand
from benchmarks.living.plan import make_world
from benchmarks.living.server import Server, serve
from tests.crawling import ROOT, command, environment
MANNERS = ("-s", "DOWNLOAD_DELAY=0.01", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=4", "-s", "REFUSAL_REST=0.2")


def crawls(server: Server, archive: Path, visit: int, clock: str, revisit: str):
    made = {}
    for name, site in server.stand.world.sites.items():
        args = command("crawl", "news", "-a", f"url=http://{site.host}/", "-a", f"revisit={revisit}", *MANNERS, "-s", f"CRAWL_CLOCK={clock}", archive=archive)
        made[name] = subprocess.Popen(args, cwd=ROOT, env=environment(server.proxy), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return made

if __name__ == "__main__":
    import sys
    world = make_world()
    archive = Path("/tmp/h5/archive.db")
    for f in Path("/tmp/h5").glob("archive*db*"): f.unlink()
    with serve(Newsstand(world, 5)) as server:
        for visit, moment in enumerate(world.times[: int(sys.argv[1])]):
            server.visit = visit
            t = time.time(); n = len(server.served)
            for name, process in crawls(server, archive, visit, moment.isoformat(), "all").items():
                out, _ = process.communicate(timeout=300)
                print(visit, name, process.returncode, out[-600:] if visit==0 or process.returncode else "")
            print(visit, round(time.time() - t, 1), len(server.served) - n)
