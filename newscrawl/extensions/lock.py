"""One run per site and archive. The lock is the system's: it is free again however its holder ends."""

from __future__ import annotations

import json
import os
import re
import socket
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from newscrawl.exceptions import ArchiveError, SiteLockedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["SiteLocks"]

_TRIES = 5
"""Looks at a lock's file, a moment apart, until it names its holder: it was taken just now, or that one is dead."""


class SiteLocks:
    """The locks of some sites, held until released or until the process ends.

    Raises SiteLockedError, which names the holder, when another run has one of them.
    """

    def __init__(self, archive: Path, names: Sequence[str]) -> None:
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
                    raise SiteLockedError(f"{name} is being crawled by another run ({_holder(path)}") from None
                self._held.append(lock)
                path.write_text(json.dumps(_me()))
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


def _me() -> dict[str, Any]:
    """Who holds a lock: real time, whatever the run's clock."""
    return {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _holder(path: Path) -> str:
    """Who holds a lock since when, and what to do: the second half of a sentence."""
    for _ in range(_TRIES):
        try:
            told = json.loads(path.read_text())
            process, host, since = int(told["process"]), str(told["host"]), datetime.fromisoformat(told["since"])
        except (OSError, ValueError, KeyError, TypeError):  # nothing yet, or, on Windows, not for us to read
            told = None
        if told and (host != socket.gethostname() or _lives(process)):
            place = "" if host == socket.gethostname() else f" on {host}"
            return (
                f"process {process}{place}, since {since:%Y-%m-%d %H:%M} UTC{_duration(since)}): "
                f"nothing done; wait for it to end, or stop it{place or f' with `kill {process}`'}"
            )
        time.sleep(0.1)
    return "it does not say which): nothing done; wait for it to end"


def _lives(process: int) -> bool:
    """Whether a process of this machine is there; what a killed run left in the file names one that is not."""
    if os.name != "posix":  # os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _duration(since: datetime) -> str:
    """For how long that is, where the clocks agree."""
    passed = datetime.now(UTC) - since
    minutes = int(passed / timedelta(minutes=1))
    if passed < timedelta(0):
        return ""
    if minutes < 1:
        return ", for less than a minute"
    if minutes < 120:
        return f", for {minutes} minute{'' if minutes == 1 else 's'}"
    hours = minutes // 60
    return f", for {hours} hours" if hours < 48 else f", for {hours // 24} days"
