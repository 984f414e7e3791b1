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
    cpu: float
    """The median of what this process itself worked: about the same when other programs are busy."""
    slowest: str
    """The address of the worst."""
    kilobytes: float


@dataclass(frozen=True)
class _Answer:
    address: str
    status: int
    wall: float
    cpu: float
    size: int


async def _ask(room: Any, address: str) -> _Answer:
    began, worked = time.perf_counter(), time.process_time()
    answer = await room.client.get(address)
    took = [(now - then) * 1000 for now, then in ((time.perf_counter(), began), (time.process_time(), worked))]
    return _Answer(address, answer.status_code, took[0], took[1], len(answer.content))


def times(archive: Path, asked: list[Question], rounds: int) -> list[Times]:
    """All pages, one request after the other, so many times; the first round, which fills caches, does not count."""

    async def run() -> list[Times]:
        room = reading_room(archive)
        await room.invoke_startup()
        return [await _times(room, question, rounds) for question in asked]

    return asyncio.run(run())


async def _times(room: Any, question: Question, rounds: int) -> Times:
    await _ask(room, question.addresses[0])
    every = [await _ask(room, address) for _ in range(rounds) for address in question.addresses]
    slow = max(every, key=lambda one: one.wall)
    return Times(
        {one.status for one in every}, statistics.median(one.wall for one in every), slow.wall,
        statistics.median(one.cpu for one in every), slow.address, max(one.size for one in every) / 1000,
    )  # fmt: skip


def first(archive: Path, address: str) -> float:
    """Milliseconds of the first page that a process answers (a fresh one is needed for each)."""

    async def run() -> float:
        room = reading_room(archive)
        await room.invoke_startup()
        return (await _ask(room, address)).wall

    return asyncio.run(run())
