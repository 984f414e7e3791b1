"""`scrapy reextract`: today's reader over the pages as they came."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from newscrawl import READER_VERSION, sites
from newscrawl.archive.sites import known_site
from newscrawl.commands import open_existing, say, table, told_plainly
from newscrawl.cores import cores
from newscrawl.exceptions import DamagedError, ReadingError
from newscrawl.printing import json_line
from newscrawl.reading.workers import ReaderPool
from newscrawl.spiders.again import read_again

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from newscrawl.archive import Archive
    from newscrawl.archive.reextraction import Kept, Reextraction
    from newscrawl.items import Article
    from newscrawl.site import Site

__all__ = ["Command"]

BATCH = 50
"""Versions that are read and written together."""
PAUSE = 0.05
"""Seconds between two bursts, so that a crawl gets its turn."""


class Command(ScrapyCommand):
    """Reads captures again, tells what that gains and loses field by field, and keeps it."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Read the archive's raw pages again with today's reader"

    def long_desc(self) -> str:
        return (
            "Reads every version that another version of the reader read, and puts the new reading in its place: no"
            " version is added or taken away. It may be interrupted, and the same command goes on."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--dry-run", action="store_true", help="only tell what would change")
        parser.add_argument("--all", action="store_true", help="also what today's reader has read")
        parser.add_argument("--site", help="of this site only")
        parser.add_argument("--json", action="store_true", help="the figures and examples as one JSON object")
        parser.add_argument("--processes", type=int, default=cores(), help="readers (default: %(default)s)")

    @told_plainly
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newscrawl.archive.reextraction import Reextraction  # late: every command is loaded to run one

        assert self.settings is not None
        if args or opts.processes < 1:
            raise UsageError("scrapy reextract [--dry-run] [--all] [--site SITE] [--processes N]", print_help=False)
        archive = open_existing(self.settings, write=not opts.dry_run, raw=True)
        if archive.captures is None:
            raise UsageError("the archive has no raw pages: nothing can be read again", print_help=False)
        known_site(archive.db, opts.site)
        folder = self.settings["SITES"]
        described, _ = sites.load(Path(folder) if folder else None)
        found = Reextraction(archive.db)
        kept = found.waiting(None if opts.all else READER_VERSION, opts.site)
        ended = asyncio.run(_reextract(archive, found, kept, described, opts))
        while not opts.dry_run and not archive.place_rest(60):
            pass
        say(json_line(_as_dict(found)) if opts.json else _report(found, opts.dry_run))
        if not ended:
            print("interrupted: the same command goes on")
            self.exitcode = 130


async def _reextract(
    archive: Archive, found: Reextraction, kept: Iterator[Kept], described: dict[str, Site], opts: argparse.Namespace
) -> bool:
    """Read and take in batch after batch; whether it came to the end."""
    readers = ReaderPool(workers=opts.processes)
    taught: dict[str, Site] = {}
    try:
        while batch := [item for _, item in zip(range(BATCH), kept, strict=False)]:
            read = await asyncio.gather(
                *(_read(archive, readers, item, _site(archive, item, described, taught), found) for item in batch)
            )
            found.take([pair for pair in read if pair is not None], write=not opts.dry_run)
            if not opts.dry_run:
                await asyncio.sleep(PAUSE)
    except (KeyboardInterrupt, asyncio.CancelledError):
        return False
    finally:
        readers.close()
    return True


def _site(archive: Archive, item: Kept, described: dict[str, Site], taught: dict[str, Site]) -> Site:
    if item.site not in taught:
        site = described.get(item.site) or sites.find(item.url, described, start=False)
        known = archive.runs.completed(replace(site, name=item.site), described=item.site in described)
        taught[item.site] = replace(known, learnt=archive.learning.known(item.site))
    return taught[item.site]


async def _read(
    archive: Archive, readers: ReaderPool, item: Kept, site: Site, found: Reextraction
) -> tuple[Kept, Article | None] | None:
    assert archive.captures
    try:
        capture = archive.captures.since(item.digest, item.at)
    except DamagedError:
        found.damaged.append(item.url)
        return None
    if capture is None:
        return None
    try:
        return item, await read_again(readers, archive.captures, capture, page_url=item.page_url, site=site)
    except ReadingError:
        return item, None
    except DamagedError:  # a further page of it
        found.damaged.append(item.url)
        return None


def _report(found: Reextraction, dry: bool) -> str:
    told = "would change" if dry else "changed"
    lines = [f"{found.read} versions read again by reader {READER_VERSION}; something {told} in {found.better} of them"]
    rows = [
        [name, str(gain.gained), str(gain.lost), str(gain.changed)]
        for name, gain in found.fields.items()
        if gain.gained + gain.lost + gain.changed
    ]
    if rows:
        lines += ["", table(["field", "gained", "lost", "changed"], rows)]
    for name, gain in found.fields.items():
        for url, kind, old, new in gain.examples:
            lines += ["", f"{name} {kind}: {url}", f"  - {_short(old)}", f"  + {_short(new)}"]
    if found.silent:
        lines += ["", f"{len(found.silent)} captures tell no story any more; their versions stay as they are:"]
        lines += [f"  {url}" for url in found.silent[:10]]
    if found.damaged:
        lines += ["", f"{len(found.damaged)} captures are damaged (see `scrapy verify`); their versions stay as well:"]
        lines += [f"  {url}" for url in found.damaged[:10]]
    return "\n".join(lines)


def _short(value: Any) -> str:
    text = " ".join(", ".join(value).split() if isinstance(value, list) else str(value).split())
    return text if len(text) <= 200 else f"{text[:140]} … {text[-50:]} ({len(text)} characters)"


def _as_dict(found: Reextraction) -> dict[str, Any]:
    fields = {
        name: {"gained": g.gained, "lost": g.lost, "changed": g.changed, "examples": g.examples}
        for name, g in found.fields.items()
        if g.gained + g.lost + g.changed
    }
    return {
        "reader": READER_VERSION,
        "read": found.read,
        "better": found.better,
        "fields": fields,
        "silent": found.silent,
        "damaged": found.damaged,
    }
