"""What the reading room shows: each module has what one of its pages asks of an archive, and writes nothing."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from newscrawl.exceptions import TooLongError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ask"]

P = ParamSpec("P")
T = TypeVar("T")

_STEP = 5_000
"""Steps of SQLite's machine, about half a millisecond, between two looks at the clock."""


def ask(
    conn: sqlite3.Connection,
    view: Callable[Concatenate[Database, P], T],
    seconds: float,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a view answers, of one state of the archive. Raises TooLongError where that takes longer than some
    seconds."""
    end = time.monotonic() + seconds
    conn.set_progress_handler(lambda: time.monotonic() > end, _STEP)
    conn.execute("BEGIN")
    try:
        return view(Database(conn), *args, **kwargs)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise TooLongError(seconds) from error
        raise
    finally:
        conn.set_progress_handler(None, 0)
        conn.execute("ROLLBACK")  # nothing was written
