"""Reading in worker processes, so that the crawl never waits for a page and no page can bring it down."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import threading
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from multiprocessing.connection import wait
from typing import Any

from pebble import ProcessExpired, ProcessPool

from newscrawl.exceptions import ReadingError, StoppedError
from newscrawl.items import Kind
from newscrawl.reading import spawning
from newscrawl.reading.reading import Reading
from newscrawl.site import Site

__all__ = ["ReaderPool"]


class ReaderPool:
    """Worker processes that read pages.

    A page that takes too long, or that kills its reader, costs itself alone: `read` raises a `ReadingError` whose words
    say so, and the other pages are read on. The workers are spawned, so they hold none of the crawl's files and locks,
    and they end with the process that started them, however that ends.
    """

    def __init__(self, *, workers: int = 1, timeout: float = 30.0, memory: int | None = 3 * 1024**3) -> None:
        """`timeout`: seconds that one page may take; `memory`: bytes of address space for one worker, None for any."""
        self._workers = workers
        self._timeout = timeout
        self._memory = memory
        self._pool: ProcessPool | None = None
        self._lock = threading.Lock()
        self._closed = False

    def start(self) -> None:
        """Start the workers, without waiting for them."""
        for _ in range(self._workers):
            self._schedule(os.getpid)

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
            "site": site,
        }
        for last in (False, True):
            try:
                return await self._ask(body, url, arguments)
            except FutureTimeoutError as error:
                raise ReadingError(f"reading took longer than {self._timeout:g} s") from error
            except ProcessExpired as error:
                raise ReadingError("the reader died on this page") from error
            except (asyncio.CancelledError, CancelledError, ReadingError, StoppedError):
                raise
            except MemoryError as error:
                raise ReadingError("reading took more memory than a reader may use") from error
            except BrokenProcessPool as error:
                # No page can be named as the cause: a worker was killed from outside, or died before it told which
                # page it had. One more try with new workers; a page that kills them again is told so.
                if last:
                    raise ReadingError("the reader died on this page") from error
            except Exception as error:  # noqa: BLE001 - whatever went wrong in there, it is this page's fault alone
                raise ReadingError(_one_line(error)) from error
        raise AssertionError("unreachable")

    async def _ask(self, body: bytes, url: str, arguments: dict[str, Any]) -> Reading:
        try:
            reading: Reading = await asyncio.wrap_future(self._schedule(_read, body, url, arguments))
        except BaseException as error:
            if self._closed:  # however a pool fails that is being closed
                raise StoppedError("the readers have been closed") from error
            raise
        return reading

    def close(self) -> None:
        """End the workers at once; pages still being read are given up."""
        with self._lock:
            self._closed = True
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()

    def _schedule(self, function: Any, *args: Any) -> Any:
        """A future of `function(*args)` in a worker; a pool that broke is replaced."""
        with self._lock:
            if self._closed:
                raise StoppedError("the readers have been closed")
            if self._pool is not None:
                try:
                    return self._pool.schedule(function, args=args, timeout=self._timeout)
                except RuntimeError:  # pebble: the pool broke
                    broken, self._pool = self._pool, None
                    threading.Thread(target=_discard, args=(broken,), daemon=True).start()
            self._pool = ProcessPool(
                max_workers=self._workers,
                initializer=_begin,
                initargs=(self._memory,),
                context=spawning.context(),
            )
            return self._pool.schedule(function, args=args, timeout=self._timeout)


def _discard(pool: ProcessPool) -> None:
    """Free what a broken pool still holds."""
    with contextlib.suppress(Exception):
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _one_line(error: Exception) -> str:
    words = " ".join(str(error).split())[:200]
    return f"reading failed: {type(error).__name__}: {words}" if words else f"reading failed: {type(error).__name__}"


# --- inside a worker ------------------------------------------------------------------------------------------------


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
    import newscrawl.reading.read  # noqa: F401 - only a worker needs it


def _end_with(sentinel: int) -> None:
    """Wait until the parent is gone, even by SIGKILL, and go too."""
    wait([sentinel])
    os._exit(0)


def _read(body: bytes, url: str, arguments: dict[str, Any]) -> Reading:
    from newscrawl.reading.read import read  # loaded by `_begin`, once for all pages

    return read(body, url, **arguments)
