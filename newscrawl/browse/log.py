"""What the reading room says in its terminal: nothing, but for a line of each thing that should not have happened."""

from __future__ import annotations

import logging
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newscrawl.printing import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["quieter", "to_terminal"]


class _Line(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """The message, and of an error what it is and where it was raised."""
        told = record.getMessage().strip()
        if record.exc_info and (error := record.exc_info[1]):
            frames = traceback.extract_tb(error.__traceback__)
            where = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
            told += f" ({type(error).__name__}: {error}{where})"
        return plain(f"newscrawl: {told}")


@contextmanager
def to_terminal() -> Iterator[None]:
    """Have errors told on standard error, each in a line, and no more."""
    root, handler = logging.getLogger(), logging.StreamHandler()
    before = root.level
    handler.setFormatter(_Line())
    root.addHandler(handler)
    root.setLevel(logging.ERROR)  # uvicorn and asyncio warn of readers who left and of what is no HTTP
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def quieter() -> None:
    """Say nothing of answers that are cut off, from now on: the end is wanted."""
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
