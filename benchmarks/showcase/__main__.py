"""An archive worth looking at, for screenshots and trials of the reading room.

usage: python -m benchmarks.showcase FOLDER [--days 30]

Writes FOLDER/archive.db and FOLDER/archive.raw.db: seven invented papers in five languages, some five hundred stories
with pictures, thirty days up to 17 April 2024 with six runs each; FOLDER/README names the stories that show
something. It is the same every time. Needs Pillow.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.showcase.build import build
from benchmarks.showcase.pictures import draw


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--days", type=int, default=30, help="days before the last one are left out (30)")
    chosen = options.parse_args()
    for line in build(chosen.folder / "archive.db", days=chosen.days, picture=draw):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
