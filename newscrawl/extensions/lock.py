"""One run per site and archive. The lock is the system's: it is free again however its holder ends."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from newscrawl.exceptions import ArchiveError, SiteLockedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["SiteLocks"]


class SiteLocks:
    """The locks of some sites, held until released or until the process ends.

    Raises SiteLockedError, which names the holder, when another run has one of them.
    """

    def __init__(self, archive: Path, names: Sequence[str], since: str) -> None:
        self._held: list[FileLock] = []
        folder = archive.with_suffix(".locks")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in sorted(names):
                path = folder / (re.sub(r"[^\w.-]+", "_", name)[:100] + ".lock")
                lock = FileLock(path)
                try:
                    lock.acquire(timeout=0)
                except Timeout:
                    self.release()
                    raise SiteLockedError(
                        f"{name} is being crawled by another run ({_holder(path)}): "
                        "nothing done; wait for it to end, or stop it"
                    ) from None
                self._held.append(lock)
                path.write_text(f"process {os.getpid()}, since {since}")
        except OSError as error:
            self.release()
            raise ArchiveError(
                f"the folder {folder} cannot be written ({error}): make it writable for this user, "
                "or name another archive with -s ARCHIVE=FILE"
            ) from error

    def release(self) -> None:
        """Free all of them."""
        for lock in self._held:
            lock.release()
        self._held.clear()


def _holder(path: Path) -> str:
    try:
        return path.read_text() or "just started"
    except OSError:
        return "it does not say which"
