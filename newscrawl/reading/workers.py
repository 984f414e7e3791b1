"""Reading in worker processes, so that the crawl never waits for a page and no page can bring it down.

Each worker has a pipe of its own and a thread that serves it: it takes a page, sends it, and waits for the answer for
as long as a page may take. Whatever goes wrong is thus known to be that page's fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import count
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from newscrawl.exceptions import ReadingError, StoppedError
from newscrawl.items import Kind
from newscrawl.reading import spawning
from newscrawl.reading.reading import Reading
from newscrawl.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ReaderPool"]

TRIES = 2
"""Readers that a page may cost: one may have been killed from outside."""
TIDY = 64
"""Pages after which a reader looks for garbage. Reading leaves hardly any; looking for it as often as Python does takes
a tenth of the time."""


@dataclass(slots=True)
class _Page:
    """A page to be read."""

    body: bytes
    url: str
    arguments: dict[str, Any]
    site: Site
    reading: Future[Reading] = field(default_factory=Future)


class _DeadError(Exception):
    """A worker that ended without an answer."""


class ReaderPool:
    """Worker processes that read pages.

    A page that takes too long, or that kills its readers, costs itself alone: `read` raises a `ReadingError` whose
    words say so, and the other pages are read on. The workers are spawned, so they hold none of the crawl's files and
    locks, and they end with the process that started them, however that ends.
    """

    def __init__(self, *, workers: int = 1, timeout: float = 30.0, memory: int | None = 3 * 1024**3) -> None:
        """`workers`: how many there may be; `timeout`: seconds that one page may take; `memory`: bytes of address space
        for one worker, None for any."""
        self._count = workers
        self._timeout = timeout
        self._memory = memory
        self._pages: SimpleQueue[_Page | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: set[_Worker] = set()
        self._lock = threading.RLock()
        self._closed = False

    def start(self) -> None:
        """Start a worker, without waiting for it. The others come when pages wait."""
        with self._lock:
            if not self._closed and not self._threads:
                self._employ(self._hire())

    async def read(
        self,
        body: bytes,
        url: str,
        *,
        page_url: str | None = None,
        encoding: str | None = None,
        content_type: str | None = None,
        fetched_at: datetime | None = None,
        hint: Kind | None = None,
        token: str = "",
        follow: bool = True,
        site: Site,
    ) -> Reading:
        """`newscrawl.reading.read` in a worker; the arguments are the same.

        Raises `ReadingError`, or `StoppedError` where the readers were closed meanwhile.
        """
        arguments = {
            "page_url": page_url,
            "encoding": encoding,
            "content_type": content_type,
            "fetched_at": fetched_at,
            "hint": hint,
            "token": token,
            "follow": follow,
        }
        self.start()
        page = _Page(body, url, arguments, site)
        with self._lock:
            if self._closed:
                raise StoppedError("the readers have been closed")
            self._pages.put(page)
            # A worker costs half a second and its memory: a crawl that asks a page a second needs one alone.
            if len(self._threads) < min(self._count, self._pages.qsize()):
                self._employ(None)
        return await asyncio.wrap_future(page.reading)

    def close(self) -> None:
        """End the workers at once; pages still being read are given up."""
        with self._lock:
            self._closed = True
            for worker in self._workers:
                worker.kill()
            for _ in self._threads:
                self._pages.put(None)
        for thread in self._threads:
            thread.join()

    def _employ(self, worker: _Worker | None) -> None:
        thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, worker: _Worker | None) -> None:
        """Read pages in a worker, and in another one where that is lost."""
        while (page := self._pages.get()) is not None:
            if not page.reading.set_running_or_notify_cancel():
                continue
            error: Exception = ReadingError("the reader died on this page")
            for _ in range(TRIES):
                try:
                    worker = worker or self._hire()
                    page.reading.set_result(worker.read(page, self._timeout))
                    break
                except _DeadError:
                    self._dismiss(worker)
                    worker = None
                except TimeoutError:
                    self._dismiss(worker)
                    worker = None
                    error = ReadingError(f"reading took longer than {self._timeout:g} s")
                    break
                except Exception as other:  # noqa: BLE001 - whatever it is, the page is told
                    error = other
                    break
            if not page.reading.done():
                page.reading.set_exception(StoppedError("the readers have been closed") if self._closed else error)
        self._dismiss(worker)

    def _hire(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise StoppedError("the readers have been closed")
            worker = _Worker(self._memory)
            self._workers.add(worker)
            return worker

    def _dismiss(self, worker: _Worker | None) -> None:
        if worker:
            with self._lock:
                self._workers.discard(worker)
            worker.end()


class _Worker:
    """A process that reads, seen from the crawl."""

    def __init__(self, memory: int | None) -> None:
        context = spawning.context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, _read, memory), name="reader", daemon=True)
        self._process.start()
        theirs.close()
        self._ready = False
        self._told: Site | None = None

    def read(self, page: _Page, timeout: float) -> Reading:
        """Raises _DeadError, TimeoutError, and ReadingError with what the reader says went wrong."""
        try:
            if not self._ready:
                self._pipe.recv()  # loading the reader is not the page's time
                self._ready = True
            # What is known of a site may be larger than a page: it is told once.
            news = None if page.site is self._told else page.site
            self._pipe.send((page.body, page.url, page.arguments, news))
            self._told = page.site
            if not self._pipe.poll(timeout):
                raise TimeoutError
            answer: Reading | str = self._pipe.recv()
        except TimeoutError:
            raise
        except (OSError, EOFError) as error:
            raise _DeadError from error
        if isinstance(answer, str):
            raise ReadingError(answer)
        return answer

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def end(self) -> None:
        """End the process and free what it took."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()


# --- inside a worker ------------------------------------------------------------------------------------------------


def _work(pipe: Connection, read: Callable[..., Reading], memory: int | None) -> None:
    """Answer each page with its reading, or with what went wrong in words, until nobody asks any more."""
    _begin(memory)
    pipe.send(None)
    site: Site | None = None
    with contextlib.suppress(OSError, EOFError):
        for number in count(1):
            body, url, arguments, news = pipe.recv()
            site = news or site
            _answer(pipe, partial(read, body, url, {**arguments, "site": site}))
            if number % TIDY == 0:
                gc.collect()


def _answer(pipe: Connection, read: Callable[[], Reading]) -> None:
    """Send a reading, or what went wrong in words. What cannot be sent whole is not sent in part."""
    try:
        pipe.send(_read_or_told(read))
    except OSError:
        raise  # nobody listens any more
    except Exception as error:  # noqa: BLE001 - a reading that is too large, say
        pipe.send(_told(error))


def _read_or_told(read: Callable[[], Reading]) -> Reading | str:
    try:
        return read()
    except Exception as error:  # noqa: BLE001 - whatever went wrong in here, it is this page's fault alone
        return _told(error)


def _told(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "reading took more memory than a reader may use"
    words = " ".join(f"{type(error).__name__}: {' '.join(str(error).split())[:200]}".split()).rstrip(":")
    return f"reading failed: {words}"


def _begin(memory: int | None) -> None:
    """Set up a worker: how much it may use, that it ends with its parent, and the reader, before a page's time runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # dies at once, also in the middle of C code
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if memory is not None:
        with contextlib.suppress(ImportError, OSError, ValueError):
            import resource  # not on every system

            _, hard = resource.getrlimit(resource.RLIMIT_AS)
            limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    # The first page that is read loads a good deal more than the module names.
    _read(b"<p>", "http://host.test/", {"site": Site(name="host.test", home="http://host.test/")})
    gc.freeze()  # what is loaded by now stays
    gc.disable()


def _end_with(sentinel: int) -> None:
    """Wait until the parent is gone, even by SIGKILL, and go too."""
    wait([sentinel])
    os._exit(0)


def _read(body: bytes, url: str, arguments: dict[str, Any]) -> Reading:
    from newscrawl.reading.read import read  # only a worker needs it; `_begin` loads it, once for all pages

    return read(body, url, **arguments)
