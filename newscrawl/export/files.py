"""Files that are there whole or not at all."""

from __future__ import annotations

import gzip
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

from newscrawl.exceptions import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["whole_file"]

_DATABASE = b"SQLite format 3\x00"


@contextmanager
def whole_file(path: Path, *, pack: bool = True, sync: bool = True) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name when all is written; one of that name is replaced then.

    `pack`: a name that ends with `.gz` has it packed. `sync`: have it on the disk before it takes its name. Until then
    it stands beside as `.NAME.PID.part`; only a kill leaves that behind. Pipes and devices are written to, and a
    symbolic link stays one. Raises OSError, and ArgumentError where a database has the name.
    """
    pack = pack and path.name.lower().endswith(".gz")
    if path.exists() and not path.is_file():
        with path.open("wb") as file, _packed(file, pack) as out:
            yield out
        return
    _spare_databases(path)
    path = path.resolve()
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:  # what another user put there in a folder of all is not written to
            with _packed(file, pack) as out:
                yield out
            if sync:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _packed(file: IO[bytes], pack: bool) -> Iterator[IO[bytes]]:
    if not pack:
        yield file
        return
    # Without a name and a time in it, the same articles make the same file.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as packed:
        yield cast("IO[bytes]", packed)


def _spare_databases(path: Path) -> None:
    """An archive that was named by mistake, or its only copy, would be gone."""
    if path.exists():
        with path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                raise ArgumentError(f"{path} is a database, and would be replaced: name another file")
