"""Answers that take long are worked out once, and kept for as long as the archive stays as it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

__all__ = ["Remembered"]

MOST = 32
"""Answers that are kept, some 10 MB; of more, the oldest goes."""

Asked = tuple[str, ...]
State = tuple[tuple[int, ...], ...]


class Remembered:
    """Pages of one archive."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: State = ()
        self._kept: dict[Asked, str] = {}
        self._coming: dict[tuple[State, Asked], asyncio.Task[str]] = {}

    async def get(self, asked: Asked, work: Callable[[], Coroutine[Any, Any, str]]) -> str:
        """What was worked out before, is being worked out for somebody else, or is now, by `work`.

        Errors are not kept. It goes on when whoever asked first is gone.
        """
        state = self._now()
        if state != self._state:
            self._kept.clear()
            self._state = state
        if asked in self._kept:
            return self._kept[asked]
        task = self._coming.get((state, asked))
        if task is None:
            task = self._coming[state, asked] = asyncio.ensure_future(work())
            task.add_done_callback(lambda done: self._came(state, asked, done))
        return await asyncio.shield(task)

    def _came(self, state: State, asked: Asked, done: asyncio.Task[str]) -> None:
        del self._coming[state, asked]
        if done.cancelled() or done.exception() or state != self._state:
            return
        while len(self._kept) >= MOST:
            del self._kept[next(iter(self._kept))]
        self._kept[asked] = done.result()

    def _now(self) -> State:
        """Of the file and its log: another after each write, and where another file has taken its place."""
        return tuple(_stamp(file) for file in (self._path, Path(f"{self._path}-wal")))


def _stamp(file: Path) -> tuple[int, ...]:
    try:
        stat = file.stat()
    except OSError:
        return ()
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size
