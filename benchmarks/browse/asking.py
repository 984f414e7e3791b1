"""Asks the reading room, in its own process, and takes the time."""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.browse.questions import Question
from newscrawl.browse.server import reading_room

__all__ = ["Times", "first", "times"]


@dataclass(frozen=True)
class Times:
    """What a page took, in milliseconds."""

    status: set[int]
    median: float
    worst: float
    slowest: str
    """The address of the worst."""
    kilobytes: float


async def _ask(room: Any, address: str) -> tuple[int, float, int]:
    began = time.perf_counter()
    answer = await room.client.get(address)
    return answer.status_code, (time.perf_counter() - began) * 1000, len(answer.content)


def times(archive: Path, asked: list[Question], rounds: int) -> list[Times]:
    """All pages, one request after the other, so many times; the first round, which fills caches, does not count."""

    async def run() -> list[Times]:
        room = reading_room(archive)
        await room.invoke_startup()
        return [await _times(room, question, rounds) for question in asked]

    return asyncio.run(run())


async def _times(room: Any, question: Question, rounds: int) -> Times:
    await _ask(room, question.addresses[0])
    every = [(*await _ask(room, address), address) for _ in range(rounds) for address in question.addresses]
    slow = max(every, key=lambda one: one[1])
    return Times(
        {one[0] for one in every}, statistics.median(one[1] for one in every), slow[1], slow[3],
        max(one[2] for one in every) / 1000,
    )  # fmt: skip


def first(archive: Path, address: str) -> float:
    """Milliseconds of the first page that a process answers (a fresh one is needed for each)."""

    async def run() -> float:
        room = reading_room(archive)
        await room.invoke_startup()
        return (await _ask(room, address))[1]

    return asyncio.run(run())
