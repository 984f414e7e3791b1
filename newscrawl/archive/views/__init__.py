"""What the reading room shows: each module has what one of its pages asks of an archive, and writes nothing."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database

from newscrawl.exceptions import TooLongError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Limit", "ask"]

P = ParamSpec("P")
T = TypeVar("T")

_STEP = 5_000
"""Steps of SQLite's machine, about half a millisecond, between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a view may take."""

    seconds: float
    """On the clock."""
    work: float = inf
    """Seconds that its thread itself works: about the same when the machine is busy."""


def ask(
    conn: sqlite3.Connection,
    view: Callable[Concatenate[Database, P], T],
    limit: Limit,
    /,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a view answers, of one state of the archive. Raises TooLongError where that takes longer than a limit."""
    conn.execute("BEGIN")
    end, worked = time.monotonic() + limit.seconds, time.thread_time() + limit.work
    conn.set_progress_handler(lambda: time.monotonic() > end or time.thread_time() > worked, _STEP)
    try:
        return view(Database(conn), *args, **kwargs)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
            raise TooLongError(limit.seconds) from error
        raise
    finally:
        conn.set_progress_handler(None, 0)
        conn.execute("ROLLBACK")  # nothing was written
