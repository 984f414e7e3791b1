"""Reading in worker processes, so that the crawl never waits for a page and no page can bring it down.

Each worker has a pipe of its own and a thread that serves it: it sends the worker a page and the one after, so that the
worker never waits for the crawl, and waits for the first one's answer for as long as a page may take. Whatever goes
wrong is thus known to be that page's fault.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from queue import Empty, SimpleQueue
from time import monotonic, process_time
from typing import Any

from newscrawl.cores import cores
from newscrawl.exceptions import ReadingError, StoppedError
from newscrawl.items import Kind
from newscrawl.reading import inside, spawning
from newscrawl.reading.reading import Reading
from newscrawl.site import Site

__all__ = ["ReaderPool"]

TRIES = 2
"""Readers that a page may cost: one may have been killed from outside."""
HELD = 2
"""Pages that a worker has: the one that it reads, and the next."""
BUSY = 1.0
"""Seconds without a moment's rest for a worker, after which another is worth its start (half a second) and memory."""
SPARE = 0.5
"""Processors that the crawl and its workers must leave idle for another worker: where two cores fetch, write and read,
a third process takes turns with the one that all wait for (a seventh of a run's time)."""
MEMORY = 3 * 1024**3
"""Bytes of address space for one worker."""


@dataclass(slots=True)
class _Page:
    """A page to be read."""

    body: bytes
    url: str
    arguments: dict[str, Any]
    site: Site
    reading: Future[Reading] = field(default_factory=Future)
    deaths: int = 0
    """Readers that it has cost."""


class _DeadError(Exception):
    """A worker that ended without an answer."""


class ReaderPool:
    """Worker processes that read pages.

    A page that takes too long, or that kills its readers, costs itself alone: `read` raises a `ReadingError` whose
    words say so, and the other pages are read on. The workers are spawned, so they hold none of the crawl's files and
    locks, and they end with the process that started them, however that ends.
    """

    def __init__(self, *, workers: int = 1, timeout: float = 30.0) -> None:
        """`workers`: how many there may be; `timeout`: seconds that one page may take."""
        self._count = workers
        self._timeout = timeout
        self._pages: SimpleQueue[_Page | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._workers: set[_Worker] = set()
        self._lock = threading.RLock()
        self._closed = False
        self._resting = 0  # workers that have nothing to do
        self._rested = 0.0  # when one of them last got something to do again, or was hired (monotonic)
        self._worked = 0.0  # processor time of this process until then

    def start(self) -> None:
        """Start a worker, without waiting for it. The others come when it cannot keep up."""
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
            wanted = len(self._threads) < self._count and not self._resting and not self._pages.empty()
            self._pages.put(page)
            if wanted and self._is_worth_another():
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

    def _is_worth_another(self) -> bool:
        """Whether the workers had no rest for a while, and left a processor to another."""
        unrested = monotonic() - self._rested
        if unrested <= BUSY:
            return False
        own = (process_time() - self._worked) / unrested
        return cores() - len(self._threads) - own >= SPARE

    def _go_on(self) -> None:
        """The workers have had a rest, or there is another one."""
        self._rested, self._worked = monotonic(), process_time()

    def _employ(self, worker: _Worker | None) -> None:
        self._go_on()
        thread = threading.Thread(target=self._serve, args=(worker,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, worker: _Worker | None) -> None:
        """Read pages in a worker, and in another one where that is lost."""
        held: deque[_Page] = deque()
        more = True
        while more or held:
            with contextlib.suppress(Empty):
                while more and len(held) < HELD:
                    page = self._next(wait=not held)
                    if page is None:
                        more = False
                    elif page.reading.set_running_or_notify_cancel():
                        held.append(page)
            if held:
                worker = self._read_first(held, worker)
        self._dismiss(worker)

    def _next(self, *, wait: bool) -> _Page | None:
        """The next page, None at the end. Raises Empty where there is none now."""
        try:
            return self._pages.get_nowait()
        except Empty:
            if not wait:
                raise
        with self._lock:
            self._resting += 1
        page = self._pages.get()
        with self._lock:
            self._resting -= 1
            self._go_on()
        return page

    def _read_first(self, held: deque[_Page], worker: _Worker | None) -> _Worker | None:
        """Have the first of the held pages read; the worker that goes on, None where it was lost."""
        page = held[0]
        error: Exception
        try:
            worker = worker or self._hire()
            reading = worker.read(held, self._timeout)
        except _DeadError:
            self._dismiss(worker)
            worker = None
            page.deaths += 1
            if page.deaths < TRIES:
                return None
            error = ReadingError("the reader died on this page")
        except TimeoutError:
            self._dismiss(worker)
            worker = None
            error = ReadingError(f"reading took longer than {self._timeout:g} s")
        except ReadingError as told:
            error = told
        except Exception as other:  # noqa: BLE001 - whatever it is, the page is told
            self._dismiss(worker)  # what comes out of its pipe next may be another page's
            worker = None
            error = other
        else:
            held.popleft()
            page.reading.set_result(reading)
            return worker
        held.popleft()
        page.reading.set_exception(StoppedError("the readers have been closed") if self._closed else error)
        return worker

    def _hire(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise StoppedError("the readers have been closed")
            worker = _Worker()
            self._workers.add(worker)
            return worker

    def _dismiss(self, worker: _Worker | None) -> None:
        if worker:
            with self._lock:
                self._workers.discard(worker)
            worker.end()


class _Worker:
    """A process that reads, seen from the crawl."""

    def __init__(self) -> None:
        context = spawning.context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=inside.work, args=(theirs, inside.read, MEMORY), name="reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self._ready = False
        self._told: Site | None = None
        self._sent = 0  # pages that it has

    def read(self, held: deque[_Page], timeout: float) -> Reading:
        """The reading of the first of the held pages, while the others are sent for later.

        Raises _DeadError, TimeoutError, and ReadingError with what the reader says went wrong.
        """
        try:
            if not self._ready:
                self._pipe.recv()  # loading the reader is not the page's time
                self._ready = True
            for page in islice(held, self._sent, None):
                # What is known of a site may be larger than a page: it is told once.
                news = None if page.site is self._told else page.site
                try:
                    self._pipe.send((page.url, page.arguments, news))
                    self._pipe.send_bytes(page.body)  # not packed, which would copy it here and there
                except OSError:
                    raise
                except Exception:  # it cannot be packed: nothing was sent, and its own turn will tell
                    if page is held[0]:
                        raise
                    break
                self._told = page.site
                self._sent += 1
            if not self._pipe.poll(timeout):
                raise TimeoutError
            answer: Reading | str = self._pipe.recv()
            self._sent -= 1
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
