"""The inside of a worker process: pages in, readings out, until nobody asks any more."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from functools import partial
from itertools import count
from multiprocessing.connection import wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from newscrawl.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from newscrawl.reading.reading import Reading

__all__ = ["read", "work"]

TIDY = 64
"""Pages after which a reader looks for garbage. Reading leaves hardly any; looking for it as often as Python does takes
a tenth of the time."""


def work(pipe: Connection, read: Callable[..., Reading], memory: int) -> None:
    """Answer each page with its reading, or with what went wrong in words, until nobody asks any more.

    `memory`: bytes of address space that may be used.
    """
    _begin(memory)
    pipe.send(None)
    site: Site | None = None
    pages: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, pages), daemon=True).start()
    with contextlib.suppress(OSError):
        for number in count(1):
            page = pages.get()
            if page is None:
                return
            (url, arguments, news), body = page
            site = news or site
            _answer(pipe, partial(read, body, url, {**arguments, "site": site}))
            if number % TIDY == 0:
                gc.collect()


def _receive(pipe: Connection, pages: SimpleQueue[Any]) -> None:
    """Take pages off the pipe while others are read: whoever sends the next one must not wait for it, who may have to
    be sent an answer first."""
    try:
        while True:
            pages.put((pipe.recv(), pipe.recv_bytes()))
    except Exception:  # noqa: BLE001 - the crawl is gone, or a page is too large to be taken: this process ends
        pages.put(None)


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


def _begin(memory: int) -> None:
    """Set up a worker: how much it may use, that it ends with its parent, and the reader, before a page's time runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # dies at once, also in the middle of C code
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    gc.disable()  # nothing that is loaded is garbage
    # The first page that is read loads a good deal more than the module names.
    read(b"<p>", "http://host.test/", {"site": Site(name="host.test", home="http://host.test/")})
    gc.freeze()  # what is loaded by now stays


def _end_with(sentinel: int) -> None:
    """Wait until the parent is gone, even by SIGKILL, and go too."""
    wait([sentinel])
    os._exit(0)


def read(body: bytes, url: str, arguments: dict[str, Any]) -> Reading:
    from newscrawl.reading.read import read as read_page  # only a worker needs it; `_begin` loads it, once for all

    return read_page(body, url, **arguments)
