"""`scrapy verify`: is the archive sound?"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl.commands import Progress, open_existing, say, told_plainly
from newscrawl.printing import json_line

if TYPE_CHECKING:
    import argparse

    from newscrawl.archive.verify import Verification

__all__ = ["Command"]

TOLD = 20
"""Findings of one check that are printed; --json tells all."""


class Command(ScrapyCommand):
    """Prints what is wrong with the archive, where, and what to do; ends with status 1 if it is unsound."""

    requires_project = True
    requires_crawler_process = False

    def short_desc(self) -> str:
        return "Check the archive: the files, the rows, the indexes, the captures"

    def long_desc(self) -> str:
        return (
            "Check the archive and its captures, also while crawls write. Ends with status 0 if it is sound, with 1 if"
            " not. Notes are worth knowing and do not count."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--quick", action="store_true", help="do not unpack the captures")
        parser.add_argument(
            "--repair", action="store_true", help="make indexes anew, and delete captures that nothing tells of"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object a finding, and one for the whole")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.archive.verify import Verification, repair  # late: every command is loaded to run one

        assert self.settings is not None
        if args:
            raise UsageError("name the archive with -s ARCHIVE=FILE", print_help=False)
        path = Path(self.settings["ARCHIVE"])
        if not path.exists():
            open_existing(self.settings)  # says so
        keep_raw = self.settings.getbool("KEEP_RAW")
        look = Verification(path, quick=opts.quick, keep_raw=keep_raw, progress=Progress())
        sound = _tell(look, as_json=opts.json)
        if opts.repair:
            done = repair(look)
            print("\n".join(done) or "there is nothing that could be made anew", file=sys.stderr)
            if done and not sound:
                print("checking again", file=sys.stderr)
                sound = _tell(Verification(path, quick=opts.quick, keep_raw=keep_raw), as_json=opts.json)
        self.exitcode = 0 if sound else 1


def _tell(look: Verification, *, as_json: bool) -> bool:
    """Print the findings as they are made; whether the archive is sound."""
    started = time.monotonic()
    errors: Counter[str] = Counter()
    told: Counter[tuple[str, bool]] = Counter()
    for finding in look:
        errors[finding.check] += finding.error
        told[finding.check, finding.error] += 1
        if as_json:
            print(json_line(asdict(finding)), flush=True)
        elif told[finding.check, finding.error] <= TOLD:
            kind = "error" if finding.error else "note"
            say(f"{kind}: {finding.check}: {finding.where}: {finding.problem}\n    {finding.cure}")
    sound = not errors.total()
    if as_json:
        whole = {"sound": sound, "errors": errors.total(), "notes": told.total() - errors.total(), **look.counts}
        print(json.dumps(whole))
        return sound
    for (check, error), count in told.items():
        if count > TOLD:
            print(f"{'error' if error else 'note'}: {check}: {count - TOLD} more; --json tells all")
    seen = ", ".join(f"{count:,} {what}" for what, count in look.counts.items())
    verdict = "sound" if sound else f"NOT sound, {errors.total():,} errors"
    print(f"{verdict}: {look.path} ({seen}; {time.monotonic() - started:.1f} s)")
    return sound
