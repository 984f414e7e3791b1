"""The archive: one SQLite file that remembers all that was ever seen. The only room with SQL; knows no Scrapy."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import TYPE_CHECKING

from newscrawl.archive import renaming
from newscrawl.archive.captures import Captures
from newscrawl.archive.clusters import Clusters
from newscrawl.archive.connection import cured, immediate, open_archive, open_raw
from newscrawl.archive.discoveries import Discoveries
from newscrawl.archive.health import Health, Seen
from newscrawl.archive.hosts import Hosts
from newscrawl.archive.images import Images
from newscrawl.archive.imports import Import, Imports
from newscrawl.archive.learning import Learning
from newscrawl.archive.ledger import Ledger
from newscrawl.archive.rests import HostRests
from newscrawl.archive.revisit import Schedule
from newscrawl.archive.robots import RobotsFiles
from newscrawl.archive.runs import Runs
from newscrawl.archive.store import Store
from newscrawl.doors import Due, Page, Revisit, Written
from newscrawl.items import Found, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from contextlib import AbstractContextManager

    from sqlite_utils import Database

    from newscrawl.items import Capture
    from newscrawl.site import Site
    from newscrawl.window import Window

__all__ = ["Archive", "Import", "Schedule", "Seen"]

BURST = 32
"""Pages written together. The crawl stands still meanwhile: readers must not run out of pages. More gain little."""
BURST_BYTES = 4 * 1024 * 1024
"""Bytes of pages written together: heavy ones, with more links and longer texts, take longer each."""
HEAVY = 192 * 1024
"""Mean bytes of a burst's pages from which their compression is worth a thread: of pages of 100 KB, what two threads
that take turns lose is more (a tenth of the run) than what they gain; of pages of 290 KB they gain a tenth."""


class Archive:
    """An open archive, with pages waiting to be written in one burst.

    Several processes may hold the same file open; each write is one short transaction. Raises ArchiveError, which
    names the cure, where the file cannot be opened or written.
    """

    def __init__(
        self,
        path: Path,
        *,
        keep_raw: bool = True,
        keep_images: bool = False,
        write: bool = True,
        schedule: Schedule | None = None,
    ) -> None:
        self.path = path
        self.db: Database = open_archive(path, write=write)
        self.captures = Captures(open_raw(path, write=write)) if keep_raw else None
        discoveries = Discoveries(self.db)
        self.ledger = Ledger(self.db, discoveries)
        self.images = Images(self.db, keep=keep_images and keep_raw)
        self.hosts = Hosts(self.db)
        self.store = Store(self.db, discoveries, self.hosts, schedule or Schedule())
        self.clusters = Clusters(self.db)
        self.runs = Runs(self.db)
        self.health = Health(self.db, raw=self.captures.db if self.captures else None)
        self.learning = Learning(self.db)
        self.robots = RobotsFiles(self.db)
        self.rests = HostRests(self.db)
        self.imports = Imports(self.db)
        self._waiting: list[Page] = []
        self._notes: list[Callable[[], None]] = []
        self._waiting_bytes = 0

    # The door `Frontier`: the ledger's methods, with the cure where the file cannot be read or written.

    def begin(self, site: str, *, now: str, before: str, deep: bool, articles: bool) -> None:
        """`Ledger.begin`, for pages and their pictures."""
        with self.cured():
            self.ledger.begin(site, now=now, before=before, deep=deep, articles=articles)
            self.images.plan(site, now)

    def start(self, site: str, found: Found, *, at: str, before: str, again: bool = False) -> Due | None:
        """`Ledger.start`."""
        with self.cured():
            return self.ledger.start(site, found, at=at, before=before, again=again)

    def due(
        self,
        site: str,
        *,
        now: str,
        deep: bool,
        revisit: Revisit,
        limit: int,
        window: Window,
        closed: Collection[str] = (),
    ) -> list[Due]:
        """`Ledger.frontier`, with pictures where they are kept."""
        with self.cured():
            return self.ledger.frontier(
                site,
                now=now,
                deep=deep,
                revisit=revisit,
                limit=limit,
                window=window,
                closed=closed,
                images=self.images.keep,
            )

    def left(self, site: str, *, now: str, deep: bool, revisit: Revisit, limit: int, window: Window) -> int:
        """`Ledger.left`."""
        with self.cured():
            return self.ledger.left(site, now=now, deep=deep, revisit=revisit, limit=limit, window=window)

    def kinds(self, urls: Collection[str]) -> dict[str, str]:
        """`Ledger.kinds`."""
        with self.cured():
            return self.ledger.kinds(urls)

    # The door `Storage`.

    def settle(self, page: Page) -> None:
        """Take a page to be written with the next flush."""
        if self.captures is None:
            page.visit.capture = None
        self._waiting.append(page)
        self._waiting_bytes += page.visit.bytes

    def note(self, write: Callable[[], None]) -> None:
        """Take something small that is no page, to be written with the next flush."""
        self._notes.append(write)

    @property
    def waiting(self) -> int:
        """Pages and notes taken and not yet written."""
        return len(self._waiting) + len(self._notes)

    @property
    def full(self) -> bool:
        """Whether so much waits that it should be written now."""
        return len(self._waiting) >= BURST or self._waiting_bytes >= BURST_BYTES

    def flush(self) -> list[Written]:
        """Write the waiting pages, all in one transaction.

        Captures are committed just before the revisions that name them; a kill in between leaves an orphan at most.
        On an error nothing is written and the pages wait on.
        """
        if not self.waiting:
            return []
        try:
            with self.cured(), immediate(self.db), self._keeping() as keep:
                for note in self._notes:
                    note()
                written = []
                for page in self._waiting:
                    written.append(self._write(page))
                    if capture := written[-1].capture:
                        keep(capture)
                self.clusters.place_some(2 * BURST)
        except BaseException:
            self.store.undone()
            raise
        self._waiting.clear()
        self._notes.clear()
        self._waiting_bytes = 0
        return written

    def place_rest(self, seconds: float, stopped: Callable[[], bool] = bool) -> bool:
        """Look for copies of the articles that still wait for that, for so long at most; whether none is left.

        `stopped` tells whether to leave it at that.
        """
        until = monotonic() + seconds
        while monotonic() < until and not stopped():
            with self.cured(), immediate(self.db):
                if not self.clusters.place_some(2 * BURST):
                    return True
        return False

    # What a run's other parts need.

    def cured(self) -> AbstractContextManager[None]:
        """Turns SQLite's errors into ArchiveError, which names the cure."""
        return cured(self.path)

    def former_names(self, site: Site) -> list[str]:
        """Names under which the archive holds a site from before it was described."""
        return renaming.former_names(self.db, site)

    def rename(self, old: str, new: str) -> None:
        """Let all that it holds of a site be that of another name (writes, in one transaction)."""
        renaming.rename(self.db, old, new)

    @contextmanager
    def _keeping(self) -> Iterator[Callable[[Capture], None]]:
        """Keeps captures, committed at the end: heavy ones in a thread that compresses them while pages are written."""
        if self.captures is None:
            yield lambda _: None
            return
        if self._waiting_bytes < HEAVY * len(self._waiting):
            found: list[Capture] = []
            yield found.append
            self.captures.keep(found)
            return
        coming: SimpleQueue[Capture | None] = SimpleQueue()
        with ThreadPoolExecutor(1) as pool:
            kept = pool.submit(self.captures.keep, iter(coming.get, None))
            try:
                yield coming.put
            finally:
                coming.put(None)
            kept.result()

    def _write(self, page: Page) -> Written:
        """Write one page; one that cannot be stored costs itself alone, and its row says why."""
        conn = self.db.conn
        conn.execute("SAVEPOINT page")
        try:
            written = self.store.write(page)
            self.images.after(page, written)
        except (ValueError, TypeError, OverflowError, sqlite3.IntegrityError, sqlite3.ProgrammingError) as error:
            conn.execute("ROLLBACK TO page")
            self.store.undone()
            reason = f"could not be stored: {error}".encode("ascii", "replace").decode()
            visit = Visit(url=page.visit.url, at=page.visit.at, outcome="failed", reason=reason)
            written = self.store.write(Page(site=page.site, run_id=page.run_id, visit=visit))
        conn.execute("RELEASE page")
        return written

    def close(self) -> None:
        """Close the files. Pages still waiting are not written: flush first."""
        for db in (self.db, self.captures.db if self.captures else None):
            if db is not None:
                db.close()
