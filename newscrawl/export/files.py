"""Files that are there whole or not at all."""

from __future__ import annotations

import gzip
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path, *, pack: bool = True, sync: bool = True) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its name when all is written; one of that name is replaced then.

    `pack`: a name that ends with `.gz` has it packed. `sync`: have it on the disk before it takes its name. Until then
    it stands beside as `.NAME.PID.part`; only a kill leaves that behind. Raises OSError.
    """
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        part.unlink(missing_ok=True)
        with part.open("xb") as file:  # what another user put there in a folder of all is not written to
            if pack and path.name.lower().endswith(".gz"):
                # Without a name and a time in it, the same articles make the same file.
                with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=file, mtime=0) as packed:
                    yield cast("IO[bytes]", packed)
            else:
                yield file
            if sync:
                file.flush()
                os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
