"""The threads in which the archive is asked: what takes long has its own, so that no story waits for it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Lane", "Threads"]

T = TypeVar("T")


class Lane(Enum):
    """What is asked; the value is how many threads do that. (Datasette's tables and queries have those of
    Datasette.)"""

    PAGES = "pages", 2
    """Stories, versions, front pages, sites, captures: milliseconds."""
    SEARCH = "search", 2
    """Whatever looks for words or counts what was found: up to a second."""
    NUMBERS = "numbers", 2
    """Plots of everything: seconds."""


class Threads:
    """The threads of a reading room; one begins when it is first needed."""

    def __init__(self) -> None:
        self._pools = {lane: ThreadPoolExecutor(lane.value[1], lane.value[0]) for lane in Lane}

    async def run(self, lane: Lane, function: Callable[[], T]) -> T:
        """What a function answers, called in one of the lane's threads."""
        return await asyncio.get_running_loop().run_in_executor(self._pools[lane], function)
