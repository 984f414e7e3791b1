"""Errors a user can meet. Each message is one line and names its cure."""

from __future__ import annotations

from typing import Literal

__all__ = [
    "ArchiveError",
    "ArgumentError",
    "DamagedError",
    "ErasedError",
    "NewscrawlError",
    "ReadingError",
    "SiteError",
    "SiteLockedError",
    "StoppedError",
    "TooLongError",
    "UnaskedError",
]


class NewscrawlError(Exception):
    """The base of every error that newscrawl raises on purpose."""


class ArgumentError(NewscrawlError):
    """A spider argument or setting that cannot be used (exit status 2)."""


class ArchiveError(NewscrawlError):
    """The archive cannot be opened, read or written."""


class DamagedError(ArchiveError):
    """A capture that does not unpack to what was kept; the others are as they were."""


class ErasedError(NewscrawlError):
    """A story was taken down, and stays so."""


class SiteLockedError(NewscrawlError):
    """Another run of the same site holds its lock (exit status 3)."""


class SiteError(NewscrawlError):
    """A file in `sites/` that does not describe a site."""


class ReadingError(NewscrawlError):
    """A page that could not be read; the message becomes the ledger's reason."""


class StoppedError(NewscrawlError):
    """The run is ending, and a page under way was cut off: its row stays as it was."""


class UnaskedError(NewscrawlError):
    """A page that is not asked, or not again, in this run; the message becomes the ledger's reason."""

    def __init__(self, reason: str, *, outcome: Literal["failed", "skipped"] = "failed", retry: bool = False) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.retry = retry


class TooLongError(NewscrawlError):
    """A question to the archive that was given up, since it takes too long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"this takes longer than {seconds:g} seconds: ask for one site, or for fewer days")
