"""Finds that change nothing are not written again, and the ledger is the same as if they were."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.erasing import erase
from newscrawl.archive.repeats import Repeats
from newscrawl.doors import Page
from newscrawl.items import Found, Visit
from tests.conftest import SITE, Scribe, an_article, at

MENU = [Found(url=f"https://example.org/{name}/", kind="section", priority=400) for name in ("world", "sport", "arts")]
PATHS = ("/a", "/a/", "/A", "/world/", "/world", "/story?ref=1", "/story", "/b", "/c?page=2")
OUTCOMES: tuple[Any, ...] = ("read", "read", "read", "read", "gone", "failed", "redirected", "skipped")
HINTS = (None, None, "2024-04-01", "2024-04-16")


def written(scribe: Scribe, path: str, found: list[Found], **how: Any) -> int:
    """How many addresses a visit to a page had written into the ledger."""
    statements: list[str] = []
    scribe.archive.db.conn.set_trace_callback(statements.append)
    scribe.visit(path, found=found, **how)
    scribe.archive.db.conn.set_trace_callback(None)
    return sum("INSERT INTO pages" in statement for statement in statements)


def test_what_every_page_shows_is_written_once(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=MENU)
    scribe.found("/two")
    assert written(scribe, "/two", MENU) == 0


def test_what_was_visited_meanwhile_is_not_written_again(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=MENU)
    scribe.visit("/world/", kind="section")
    scribe.found("/two")
    assert written(scribe, "/two", MENU) == 0


def test_what_a_better_find_made_nearer_is_not_written_again(scribe: Scribe) -> None:
    scribe.visit("/", found=[Found(url="https://example.org/a", priority=1, deep=True)])
    scribe.visit("/one", found=[Found(url="https://example.org/a", priority=7)])
    scribe.found("/two")
    assert written(scribe, "/two", [Found(url="https://example.org/a", priority=1, deep=True)]) == 0


def test_what_is_new_of_a_known_address_is_written(scribe: Scribe) -> None:
    for path in ("/", "/one"):
        scribe.visit(path, found=[Found(url="https://example.org/a", priority=1, deep=True)])
    scribe.visit("/two", found=[Found(url="https://example.org/a", priority=7)])
    row = scribe.row("/a")
    assert (row["priority"], row["deep"]) == (7, 0)


def test_an_address_that_was_forgotten_meanwhile_is_found_anew(scribe: Scribe, tmp_path: Path) -> None:
    for path in ("/", "/one", "/two"):
        scribe.visit(path, found=MENU)
    other = Archive(tmp_path / "archive.db")  # `scrapy forget`, in a process of its own
    other.ledger.forget(MENU[0].url)
    other.close()
    scribe.visit("/three", found=MENU)
    assert scribe.row("/world/")["discovered_from"] == "https://example.org/three"


def test_another_spelling_is_asked_once_the_page_is_gone(scribe: Scribe) -> None:
    scribe.visit("/a/", kind="article")
    for path in ("/one", "/two", "/three"):
        scribe.visit(path, found=[Found(url="https://example.org/a")])
    assert scribe.row("/a")["state"] == "skipped"
    scribe.visit("/a/", minute=1, outcome="gone", http_status=404)
    scribe.visit("/four", found=[Found(url="https://example.org/a")])
    assert scribe.row("/a")["state"] == "pending"


def test_what_one_page_tells_twice_is_taken_in_its_order(scribe: Scribe) -> None:
    first, then = (
        Found(url="https://example.org/world/", kind="section", date_hint=f"2024-04-{day:02}") for day in (1, 9)
    )
    for path in ("/one", "/two", "/three"):
        scribe.visit(path, found=[first])
    scribe.visit("/four", found=[then, first])
    assert scribe.row("/world/")["date_hint"] == "2024-04-01"


def test_a_burst_that_failed_is_written_again(scribe: Scribe, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    scribe.visit("/", kind="front")
    for path in ("one", "two"):
        visit = Visit(url=f"https://example.org/{path}", at=at(1), outcome="read", found=MENU)
        scribe.archive.settle(Page(site=SITE, run_id=scribe.run_id, visit=visit))
    with monkeypatch.context() as patched:
        patched.setattr(scribe.archive.clusters, "place_some", fail)
        with pytest.raises(MemoryError):
            scribe.archive.flush()
    scribe.archive.flush()
    assert scribe.row("/world/")["discovered_from"] == "https://example.org/one"


def a_find(chance: random.Random) -> Found:
    return Found(
        url="https://" + chance.choice(("", "", "www.")) + "example.org" + chance.choice(PATHS),
        kind=chance.choice(("article", "article", "section", "other", "front")),
        priority=chance.choice((0, 100, 300, 500)),
        deep=chance.random() < 0.4,
        date_hint=chance.choice(HINTS),
        skip="an advertisement" if chance.random() < 0.15 else None,
    )


def a_page(chance: random.Random, run_id: int, minute: int) -> Page:
    url = "https://example.org" + chance.choice(PATHS)
    found = [a_find(random.Random(chance.randrange(40))) for _ in range(chance.randrange(8))]
    visit = Visit(url=url, at=at(minute), outcome="read", found=found, http_status=200, retry=chance.random() < 0.5)
    visit.outcome = chance.choice(OUTCOMES)
    visit.kind = chance.choice(("article", "section", "other"))
    page = Page(site=SITE, run_id=run_id, visit=visit)
    if visit.outcome == "redirected":
        visit.redirects_to = "https://example.org" + chance.choice(PATHS)
    elif visit.outcome == "read" and visit.kind == "article":
        path = url.removeprefix("https://example.org")
        page.article = an_article(path, headline=f"Story {path}", article_body=f"Body of {path}. " * 9)
    return page


def meddle(chance: random.Random, archive: Archive, other: Archive, minute: int) -> None:
    """What else changes the ledger: start addresses of a run, and commands in another process."""
    url = "https://example.org" + chance.choice(PATHS)
    what = chance.randrange(5)
    if what == 0:
        archive.start(SITE.name, Found(url=url, kind="front"), at=at(minute), before=at(minute - 1))
    elif what == 1 and url not in archive.ledger._discoveries.erased:
        other.ledger.forget(url)
    elif what == 2 and url not in archive.ledger._discoveries.erased:
        other.ledger.retry(at=at(minute), url=url)
    elif what == 3:
        archive.ledger.begin(SITE.name, now=at(minute), before=at(minute), deep=True, articles=True)
    elif chance.random() < 0.1:
        erase(other.db, url, at=at(minute), reason="a court's order")


def a_life(folder: Path, seed: int) -> tuple[list[tuple[Any, ...]], int]:
    """The ledger after many finds and visits, and how many finds were not written."""
    archive, other = (Archive(folder / "archive.db", keep_raw=False) for _ in range(2))
    run_id, _ = archive.runs.start("news", [SITE], at(0))
    chance = random.Random(seed)
    left_out = 0
    less = archive.store._discoveries.repeats.less

    def counted(site: str, finds: Any, depth: int) -> Any:
        nonlocal left_out
        fresh = less(site, finds, depth)
        left_out += len(finds) - len(fresh)
        return fresh

    archive.store._discoveries.repeats.less = counted  # type: ignore[method-assign]
    for minute in range(1, 80):
        if chance.random() < 0.15:
            meddle(chance, archive, other, minute)
        for _ in range(chance.randrange(4)):
            archive.settle(a_page(chance, run_id, minute))
        archive.flush()
    rows = [tuple(row) for row in archive.db.conn.execute("SELECT * FROM pages ORDER BY id")]
    archive.close()
    other.close()
    return rows, left_out


@pytest.mark.parametrize("seed", range(8))
def test_the_ledger_is_the_same_as_if_every_find_were_written(
    seed: int, tmp_path: Path, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("with", "without"):
        shutil.copytree(empty, tmp_path / name)
    rows, left_out = a_life(tmp_path / "with", seed)
    monkeypatch.setattr(Repeats, "less", lambda _self, _site, finds, _depth: finds)
    assert rows == a_life(tmp_path / "without", seed)[0]
    assert left_out
