"""What the pages of the reading room cost on a large archive.

usage: python -m benchmarks.browse FOLDER [--articles 200000] [--rounds 3] [--only NAME]

FOLDER/archive.db is built where it is not there yet: made-up stories of ten sites over ten years, one in eight edited,
with what front pages and sections announced, runs, visits and the ledger (200,000 take some minutes and 2 GB; extra
`bench`). Then each page is asked several times in this process, and once in a fresh one each ("first": what the
operating system keeps of the file is there). Times are in milliseconds, "cpu" is what the process itself worked
(other programs do not disturb it); `!` marks what is above its bar.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

from benchmarks.browse.asking import first, times
from benchmarks.browse.fill import fill
from benchmarks.browse.questions import Question, questions
from newscrawl.archive.connection import open_archive


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--articles", type=int, default=200_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", default="", help="pages whose name has this in it")
    chosen = options.parse_args()
    path = chosen.folder / "archive.db"
    if not path.exists():
        from benchmarks.showcase.pictures import draw

        fill(path, chosen.articles, draw)
    with closing(open_archive(path)) as db:  # brought to the form of this version
        asked = [question for question in questions(db) if chosen.only in question.name]
    table(path, asked, chosen.rounds)


def table(path: Path, asked: list[Question], rounds: int) -> None:
    """Print a line for each page."""
    heads = f"{'page':<26}{'median':>8}{'worst':>8}{'cpu':>8}{'first':>8}{'bar':>7}{'KB':>7}  status, slowest"
    print(heads, flush=True)
    for question in asked:
        took = times(path, [question], rounds)[0]
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            cold = fresh.submit(first, path, question.addresses[0]).result()
        over = "!" if max(took.worst, cold) > question.bar else " "
        told = ", ".join(map(str, sorted(took.status)))
        print(
            f"{question.name:<26}{took.median:8.0f}{took.worst:8.0f}{took.cpu:8.0f}{cold:8.0f}{question.bar:>6}{over}"
            f"{took.kilobytes:7.0f}  {told} {took.slowest}",
            flush=True,
        )


if __name__ == "__main__":
    main()
