"""When the scheduler writes what waits, and when it asks the ledger what comes next."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.settings import Settings

from newscrawl import archive as archives
from newscrawl import scheduler
from newscrawl.archive import Archive
from newscrawl.doors import Due
from newscrawl.items import Found, Visit
from newscrawl.pipelines.store import StorePipeline
from newscrawl.run import Clock, Run
from newscrawl.scheduler import LedgerScheduler
from newscrawl.window import Window
from tests.conftest import SITE, Scribe


class Desk:
    """A scheduler over an archive, with a spider whose pages are closed by hand."""

    def __init__(self, archive: Archive, scribe: Scribe) -> None:
        self.run = Run(archive=archive, sites=[SITE], clock=Clock(), id=scribe.run_id, since="2024-04-17T10:00")
        spider = SimpleNamespace(
            run=self.run, follow=True, backfill=False, revisit="due", window=Window(), request=self._request
        )
        downloader = SimpleNamespace(active=set(), slots={})
        crawler: Any = SimpleNamespace(
            spider=spider,
            settings=Settings({"CONCURRENT_REQUESTS_PER_DOMAIN": 16}),
            signals=SimpleNamespace(connect=lambda *_: None),
            stats=SimpleNamespace(inc_value=lambda _: None),
            engine=SimpleNamespace(downloader=downloader, _slot=None),
        )
        self.scheduler = LedgerScheduler(crawler)
        self.pipeline = StorePipeline(crawler)

    @staticmethod
    def _request(_: Any, due: Any) -> Request:
        return Request(due.href, meta={"page": due.url})

    def ask(self) -> str | None:
        request = self.scheduler.next_request()
        return request.url.rpartition("/")[2] if request else None

    def read(self, path: str, *found: str) -> None:
        """Close a page that led to others."""
        links = [Found(url=f"https://example.org/{name}", kind="section") for name in found]
        visit = Visit(
            url=f"https://example.org/{path}", at=self.run.clock.stamp(), outcome="read", kind="section", found=links
        )
        self.pipeline.process_item(visit)


@pytest.fixture
def desk(archive: Archive, scribe: Scribe) -> Desk:
    return Desk(archive, scribe)


def test_a_dry_frontier_has_pages_written_once_they_are_half_of_what_was_handed_out(desk: Desk, scribe: Scribe) -> None:
    scribe.found("/a", "/b/b", "/c/c/c", "/d/d/d/d", kind="section")
    assert {desk.ask() for _ in range(4)} == {"a", "b", "c", "d"}
    assert desk.ask() is None
    desk.read("a", "e")
    assert desk.ask() is None
    assert desk.run.archive.waiting == 1  # three are under way, which keeps everybody busy
    desk.read("b/b")
    assert desk.ask() == "e"
    assert not desk.run.archive.waiting


def test_a_full_burst_is_written_at_once_also_while_nothing_more_is_asked(
    desk: Desk, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "BURST", 3)
    scribe.found("/a", "/b/b", "/c/c/c", "/d/d/d/d", kind="section")
    assert None not in {desk.ask() for _ in range(4)}
    desk.read("a")
    desk.read("b/b")
    assert desk.run.archive.waiting == 2
    desk.read("c/c/c")
    assert desk.run.archive.waiting == 0


def test_what_leads_on_alone_is_written_at_once(desk: Desk, scribe: Scribe) -> None:
    scribe.found("/a", kind="section")
    assert desk.ask() == "a"
    desk.read("a", "b")
    assert desk.ask() == "b"


def test_a_ledger_that_had_nothing_is_asked_again_when_something_was_written_or_fell_due(
    desk: Desk, scribe: Scribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(scheduler, "monotonic", lambda: now[0])
    asked: list[str] = []
    due = desk.run.archive.due

    def counted(site: str, **how: Any) -> list[Due]:
        asked.append(site)
        return due(site, **how)

    monkeypatch.setattr(desk.run.archive, "due", counted)
    scribe.found("/a", kind="section")
    assert desk.ask() == "a"
    assert [desk.ask() for _ in range(5)] == [None] * 5
    assert len(asked) == 2
    desk.read("a", "b")
    assert desk.ask() == "b"
    assert len(asked) == 3
    assert not desk.scheduler.has_pending_requests()
    assert len(asked) == 4
    scribe.found("/c", kind="section")  # by another run of the archive
    assert desk.ask() is None
    now[0] += scheduler.TICK
    assert desk.ask() == "c"
