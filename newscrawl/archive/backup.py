"""A consistent copy of an archive and its captures, while crawls may be writing."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from newscrawl.archive.connection import BUSY_SECONDS, raw_path
from newscrawl.archive.copies import copy, pinned, put, room_for
from newscrawl.archive.readonly import is_readonly, reader
from newscrawl.exceptions import ArchiveError

if TYPE_CHECKING:
    from newscrawl.archive.findings import Progress

__all__ = ["backup"]


def backup(
    path: Path, target: Path, *, raw: bool = True, force: bool = False, progress: Progress | None = None
) -> list[Path]:
    """Copy an archive, and with `raw` its captures, to `target` and the file of captures that belongs to that name.

    Both files are as they were at one moment. They are checked before they get their names, so a copy that is killed,
    or whose disk is full, leaves nothing under these. `force`: replace what has these names. Returns the files
    written. Raises ArchiveError, which names the cure.
    """
    sources = {target: path}
    if raw and raw_path(path).exists():
        sources = {raw_path(target): raw_path(path), **sources}  # a kill between the names leaves captures too many
    folder = target.parent / f".{target.name}.part"
    try:
        _may_write(path, target, sources, force)
        room_for([*reversed(sources.values())], target.parent)
        folder.mkdir(exist_ok=True)
        with FileLock(folder / "lock", timeout=0):
            try:
                _copy(path, sources, folder, progress or (lambda what, done, of: None))
                for name in sources:
                    put(folder / name.name, name)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except Timeout:
        raise ArchiveError(f"another backup to {target} is at work: wait for its end, or name another file") from None
    except (sqlite3.Error, OSError) as error:
        raise _cure(path, target, error) from error
    return list(reversed(sources))


def _may_write(path: Path, target: Path, names: dict[Path, Path], force: bool) -> None:
    """Raises ArchiveError where a name is taken."""
    own = {p.resolve() for p in (path, raw_path(path))}
    taken = [p for p in (target, raw_path(target)) if p.exists()]
    if target.is_dir():
        raise ArchiveError(f"{target} is a folder: name a file, {target / path.name}")
    if not target.parent.is_dir():
        raise ArchiveError(f"there is no folder {target.parent}: make it, or name another file")
    if {target.resolve(), raw_path(target).resolve()} & own:
        raise ArchiveError(f"{target} is the archive itself: name another file")
    if raw_path(target) in taken and raw_path(target) not in names:
        raise ArchiveError(f"{raw_path(target)} would not belong to this copy: name another file")
    if taken and not force:
        which, verb, pronoun = " and ".join(map(str, taken)), "exist", "them"
        if len(taken) == 1:
            verb, pronoun = "exists", "it"
        raise ArchiveError(f"{which} {verb}: name another file, or replace {pronoun} with --force")


def _copy(path: Path, sources: dict[Path, Path], folder: Path, progress: Progress) -> None:
    """Copies of the sources as they are at one moment, under their names in a folder of their own."""
    for leftover in folder.iterdir():  # of a backup that was killed
        if leftover.name != "lock":
            leftover.unlink()
    with ExitStack() as stack:
        # Whoever writes captures holds the archive's write lock; while it is ours, the two files fit together.
        with closing(reader(path, timeout=BUSY_SECONDS)) as lock:
            try:
                lock.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not is_readonly(error):
                    raise
            # (Where it may not be ours, the archive's moment is the earlier one: captures are committed first.)
            seen = {name: stack.enter_context(pinned(source)) for name, source in reversed(sources.items())}
        for name, conn in seen.items():
            copy(conn, folder / name.name, lambda done, of, name=name: progress(str(name), done, of))  # type: ignore[misc]
            conn.close()


def _cure(path: Path, target: Path, error: sqlite3.Error | OSError) -> ArchiveError:
    """The error as one line that says what to do."""
    text = str(error).lower()
    if "malformed" in text or "damaged" in text or "not a database" in text:
        return ArchiveError(f"no backup was made, for {path} is damaged ({error}): see `scrapy verify`")
    if "full" in text or "no space" in text or "quota" in text:
        return ArchiveError(f"the disk that holds {target} is full: free some space, or name a file on another disk")
    if "locked" in text or "busy" in text:
        return ArchiveError(f"another program keeps {path} locked: close it and run the same command again")
    return ArchiveError(
        f"the backup {target} cannot be written ({error}): name a file in a folder that you may write to"
    )
