"""Reading in worker processes: a page costs itself alone, and nothing outlives the crawl."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from newscrawl.exceptions import NewscrawlError
from newscrawl.items import Article, Found, Link, Teaser
from newscrawl.reading import Reading, inside, workers
from newscrawl.reading.workers import ReaderPool
from newscrawl.site import Site

SITE = Site(name="example.org", home="https://example.org/", domains=("example.org",))
PAGE = (
    b"<html><title>Front</title><main><h3><a href='/news/a-story-of-five-words-1234567'>A story of five words</a></h3>"
)


class _Litter:
    count = 0

    def __init__(self) -> None:
        _Litter.count += 1
        self.own: Any = None

    def __del__(self) -> None:
        _Litter.count -= 1


def _all_told() -> Reading:
    """A reading in which every field of what it holds by the dozen has a value of its own."""
    found: dict[str, Any] = {field.name: f"{field.name} of an address" for field in fields(Found)}
    teaser: dict[str, Any] = {field.name: f"{field.name} of a teaser" for field in fields(Teaser)}
    return Reading(
        kind="article",
        reason="why",
        article=Article(url="https://example.org/a", links=[Link("https://example.org/b", "words")]),
        teasers=[Teaser(**teaser), Teaser(listing_url="1", article_url="2", headline="3")],
        found=[Found(**found), Found(url="https://example.org/c", deep=True)],
        hosts=["example.org"],
        robots=("noindex",),
    )


def _hang(body: bytes, url: str, arguments: dict[str, Any]) -> Any:
    if body == b"hang":
        while True:
            pass
    if body == b"slow":
        time.sleep(0.3)
    if body == b"die":
        os._exit(7)
    if body == b"eat":
        return bytearray(64 * 1024**3)
    if body.startswith(b"echo"):
        return Reading(kind="other", reason="", title=body.decode())
    if body == b"all":
        return _all_told()
    if body == b"raise":
        raise ValueError("two\nlines")
    if body == b"litter":
        litter = _Litter()
        litter.own = litter
        return Reading(kind="other", reason="", title=str(_Litter.count))
    if body == b"site":
        return Reading(kind="other", reason="", title=arguments["site"].name)
    if body.startswith(b"once "):
        flag = Path(body[5:].decode())
        if not flag.exists():
            flag.touch()
            os._exit(7)
        return Reading(kind="other", reason="", title="at last")
    return _read(body, url, arguments)


_read = inside.read


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    monkeypatch.setattr(inside, "read", _hang)
    readers = ReaderPool(workers=2, timeout=2.0)
    readers.start()
    yield readers
    readers.close()


def _outcomes(pool: ReaderPool, *bodies: bytes) -> list[str]:
    async def all_of_them() -> list[Any]:
        reads = (pool.read(body, "https://example.org/", site=SITE, content_type="text/html") for body in bodies)
        return await asyncio.gather(*reads, return_exceptions=True)

    return [str(r) if isinstance(r, NewscrawlError) else r.title for r in asyncio.run(all_of_them())]


def test_a_page_is_read_as_in_this_process(pool: ReaderPool) -> None:
    assert _outcomes(pool, PAGE) == ["Front"]


def test_a_hung_page_costs_itself_alone(pool: ReaderPool) -> None:
    assert _outcomes(pool, PAGE, b"hang", PAGE, PAGE, PAGE) == [
        "Front",
        "reading took longer than 2 s",
        "Front",
        "Front",
        "Front",
    ]


def test_a_page_that_kills_its_reader_costs_itself_alone(pool: ReaderPool) -> None:
    assert _outcomes(pool, PAGE, b"die", PAGE, PAGE) == ["Front", "the reader died on this page", "Front", "Front"]
    assert _outcomes(pool, PAGE) == ["Front"]


def test_a_page_whose_reader_dies_is_given_to_another_one(pool: ReaderPool, tmp_path: Path) -> None:
    assert _outcomes(pool, b"once " + bytes(tmp_path / "flag")) == ["at last"]


def test_pages_and_answers_that_are_larger_than_a_pipe_holds_pass_each_other(pool: ReaderPool) -> None:
    large = b"echo" * 1_000_000
    assert _outcomes(pool, *[large] * 6) == [large.decode()] * 6


def test_a_page_that_cannot_be_sent_costs_itself_alone_and_no_answer_goes_to_another_page() -> None:
    async def all_of_them(pool: ReaderPool) -> list[Any]:
        hints: list[Any] = [None, lambda: None, None, None, lambda: None, None]
        reads = (
            pool.read(b"<title>%d</title>" % number, "https://example.org/", site=SITE, hint=hint)
            for number, hint in enumerate(hints)
        )
        return await asyncio.gather(*reads, return_exceptions=True)

    pool = ReaderPool(workers=1)
    try:
        answers = asyncio.run(all_of_them(pool))
    finally:
        pool.close()
    assert [getattr(answer, "title", type(answer)) for answer in answers if isinstance(answer, Reading)] == list("0235")
    assert [number for number, answer in enumerate(answers) if isinstance(answer, Exception)] == [1, 4]


def test_a_reading_arrives_as_it_was_sent(pool: ReaderPool) -> None:
    asked = pool.read(b"all", "https://example.org/", site=SITE)

    async def read() -> Reading:
        return await asked

    assert asyncio.run(read()) == _all_told()


def test_each_page_is_read_with_what_is_known_of_its_own_site(pool: ReaderPool) -> None:
    async def all_of_them() -> list[str]:
        sites = [replace(SITE, name=name) for name in ("one", "two")]
        asked = [sites[number] for number in (0, 0, 1, 0, 1, 1, 1, 0)]
        reads = (pool.read(b"site", "https://example.org/", site=site) for site in asked)
        return [reading.title for reading in await asyncio.gather(*reads)]

    assert asyncio.run(all_of_them()) == ["one", "one", "two", "one", "two", "two", "two", "one"]


def test_garbage_does_not_pile_up_in_a_reader(pool: ReaderPool) -> None:
    alive = [int(title) for title in _outcomes(pool, *[b"litter"] * 6 * inside.TIDY)]
    assert inside.TIDY - 1 <= max(alive) <= inside.TIDY


def test_another_reader_is_started_where_the_others_had_no_rest_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "read", _hang)
    monkeypatch.setattr(workers, "BUSY", 0.3)
    monkeypatch.setattr(workers, "cores", lambda: 8)
    readers = ReaderPool(workers=3)

    async def at_once(*bodies: bytes, pause: float) -> None:
        """Read pages, each asked for a while after the one before."""
        reads = []
        for body in bodies:
            reads.append(asyncio.create_task(readers.read(body, "https://example.org/", site=SITE)))
            await asyncio.sleep(pause)
        await asyncio.gather(*reads)

    try:
        before = set(_children(os.getpid()))
        _outcomes(readers, PAGE)
        asyncio.run(at_once(*[PAGE] * 5, pause=0.2))  # longer than BUSY in all, but the reader rests between them
        assert len(set(_children(os.getpid())) - before) == 1
        asyncio.run(at_once(*[b"slow"] * 15, pause=0.1))
        assert len(set(_children(os.getpid())) - before) == 3
    finally:
        readers.close()


def test_no_other_reader_is_started_where_the_processors_have_enough_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside, "read", _hang)
    monkeypatch.setattr(workers, "BUSY", 0.3)
    monkeypatch.setattr(workers, "cores", lambda: 2)
    monkeypatch.setattr(workers, "process_time", time.monotonic)  # whatever else the machine is about just now
    readers = ReaderPool(workers=2)

    async def while_at_work() -> None:
        """Have pages read in a process that has much to do itself."""
        reads = []
        for _ in range(8):
            reads.append(asyncio.create_task(readers.read(b"slow", "https://example.org/", site=SITE)))
            until = time.monotonic() + 0.1
            while time.monotonic() < until:
                pass
            await asyncio.sleep(0)
        await asyncio.gather(*reads)

    try:
        before = set(_children(os.getpid()))
        asyncio.run(while_at_work())
        assert len(set(_children(os.getpid())) - before) == 1
    finally:
        readers.close()


def test_an_error_is_told_in_one_line(pool: ReaderPool) -> None:
    assert _outcomes(pool, b"raise") == ["reading failed: ValueError: two lines"]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded where the system can")
def test_a_page_that_eats_memory_costs_itself_alone(pool: ReaderPool) -> None:
    assert _outcomes(pool, b"eat", PAGE) == ["reading took more memory than a reader may use", "Front"]


def test_readers_killed_from_outside_are_replaced(pool: ReaderPool) -> None:
    assert _outcomes(pool, PAGE) == ["Front"]
    for child in _children(os.getpid()):
        os.kill(child, signal.SIGKILL)
    assert _outcomes(pool, PAGE, PAGE) == ["Front", "Front"]


def test_a_closed_pool_says_so_and_leaves_no_process() -> None:
    readers = ReaderPool(workers=1)
    readers.start()
    started = time.monotonic()
    readers.close()
    assert time.monotonic() - started < 3
    assert _outcomes(readers, PAGE) == ["the readers have been closed"]


CRAWL = """
import asyncio, sys
from newscrawl.reading.workers import ReaderPool
from newscrawl.site import Site
async def main():
    pool = ReaderPool(workers=2)
    pool.start()
    site = Site(name="example.org", home="https://example.org/", domains=("example.org",))
    pool._employ(pool._hire())  # a second one, however quickly the first reads
    await asyncio.gather(*(pool.read(b"<p>x", "https://example.org/", site=site) for _ in range(4)))
    print("ready", flush=True)
    await asyncio.sleep(60)
asyncio.run(main())   # without `if __name__ == "__main__"`, as in the script `scrapy`
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the process tree from /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_reader_outlives_a_crawl_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "crawl.py"
    script.write_text(CRAWL)
    crawl = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert crawl.stdout is not None
    assert crawl.stdout.readline() == "ready\n"
    family = _children(crawl.pid)
    assert len(family) == 2, "multiprocessing started one more"
    crawl.send_signal(how)
    crawl.wait(timeout=10)
    crawl.stdout.close()
    deadline = time.monotonic() + 5
    while any(_alive(child) for child in family):
        assert time.monotonic() < deadline, "a reader outlived its crawl"
        time.sleep(0.05)


_OTHERS = ("tests.zygote",)
"""Words of command lines: processes that the tests start beside the readers."""


def _children(pid: int) -> list[int]:
    """The readers that `pid` started, from /proc."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        child = int(stat.parent.name)
        if int(text.rpartition(")")[2].split()[1]) == pid and not any(word in _command(child) for word in _OTHERS):
            found.append(child)
    return found


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
