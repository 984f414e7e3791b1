"""How far the files of an import were read: what is under way, and the place before which all is in the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.reading.partnames import stories_of
from newscrawl.urls import canonical, near_spellings
from newscrawl.warc import Position

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newscrawl.archive import Import
    from newscrawl.run import Run
    from newscrawl.warc import Page

__all__ = ["Held", "ReadFile", "nothing_found"]

TOLD = 5
"""Broken records of a file that the report names one by one."""


@dataclass(slots=True)
class ReadFile:
    """A file that is being read."""

    path: Path
    run: Run
    row: Import
    at: Position
    """The record behind the last one that was taken on."""
    open: dict[int, Position] = field(default_factory=dict)
    """Records that are under way, in the file's order."""
    problems: list[str] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    """What was passed over, and was to be."""
    _noted: bool = False
    _count: int = 0
    _faults: list[Position] = field(default_factory=list)
    """Places of broken records that are not noted yet."""
    _start: Position = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.at

    def take(self, position: Position) -> int:
        """A record's page goes on its way; its number."""
        self._count += 1
        self.open[self._count] = position
        return self._count

    def settle(self, number: int) -> None:
        """A page was handed to the archive, to be written with the next flush."""
        if self.open.pop(number, None) is not None:
            self.row.pages += 1
            self.note()

    def pass_over(self, number: int, what: str) -> None:
        """There is nothing to be done with a page that was taken; `what` it is, as the report counts it."""
        self.open.pop(number, None)
        self.passed[what] += 1

    @property
    def is_known(self) -> bool:
        """Whether it held nothing that is not known of it."""
        return self._start != (0, 0) and not self._count and not self.problems

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found in it, known or not."""
        return self._start == (0, 0) and not self._count and not self.passed

    def broken(self, position: Position, reason: str, path: Path | None = None) -> None:
        """A record that could not be read; of a folder the file at `path`."""
        if position == self._start != (0, 0) and self.row.broken:
            return  # where an earlier run ended, which has told of it
        self._faults.append(position)
        self.passed["records_broken"] += 1
        if len(self.problems) < TOLD:
            within = f", byte {position.within:,} of its gzip member" if position.within else ""
            what = f"{path}" if path else f"{self.path}: the record at byte {position.offset:,}{within}"
            self.problems.append(f"{what} was passed over: {reason}")

    def note(self) -> None:
        """Have the place noted in the transaction that writes what waits."""
        if not self._noted:
            self._noted = True
            self.run.archive.note(self._write)

    def _write(self) -> None:
        self._noted = False
        place = next(iter(self.open.values()), None)
        self.row.offset, self.row.within = place or self.at
        behind = [fault for fault in self._faults if place and fault > place]  # who goes on there meets them again
        self.row.broken += len(self._faults) - len(behind)
        self._faults = behind
        self.run.archive.imports.advance(self.row, at=self.run.clock.stamp())

    def report(self) -> list[str]:
        """What a person should know of it, a line each."""
        more = self.passed["records_broken"] - len(self.problems)
        return [*self.problems, f"{self.path}: {more} more were passed over"] if more > 0 else self.problems


def nothing_found(files: Sequence[Path], sites: Sequence[str]) -> str:
    """What a person should know where no page was found in any file."""
    what = f"no page of {', '.join(sites)}" if sites else "no page"
    where = f"{files[0]}" + (f" and {len(files) - 1} more" if len(files) > 1 else "")
    return (
        f"{what} was found in {where}: name WARC files with responses (those named .wet and .wat hold none), or a"
        " folder of saved pages"
    )


class Held:
    """A page that is not under way yet."""

    def __init__(self, page: Page, number: int) -> None:
        self.page = page
        self.number = number
        self.url = canonical(page.capture.url)
        self.urls = {self.url, canonical(page.same_as[0]) if page.same_as else self.url}
        for story in stories_of(self.url):  # of which it may be a further page
            self.urls.update(near_spellings(story))
