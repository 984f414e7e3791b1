"""The reading room when much is asked of it at once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from newscrawl.archive import Archive
from newscrawl.archive.views import numbers as figures
from newscrawl.browse import remembering
from newscrawl.browse.pages import search as searchpage
from newscrawl.browse.server import reading_room
from tests.conftest import Scribe, an_article

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")


@pytest.fixture
def path(archive: Archive) -> Path:
    scribe = Scribe(archive)
    for number, year in enumerate(YEARS):
        text = f"Text {year} of its own. " * 20
        scribe.read(an_article(f"/{year}", article_body=text, date_published=f"{year}-04-17T06:00:00-03:00"), number)
    (name,) = scribe.all("SELECT file FROM pragma_database_list WHERE name = 'main'")
    return Path(name)


@pytest.fixture
def room(path: Path) -> Datasette:
    return reading_room(path)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Numbers and facets, which are not told before this event."""
    event = threading.Event()

    def slow(view: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **kwargs: Any) -> Any:
            assert event.wait(20)
            return view(*args, **kwargs)

        return asked

    for module, name in ((figures, "coverage"), (figures, "lengths"), (searchpage, "facets")):
        monkeypatch.setattr(module, name, slow(getattr(module, name)))
    yield event
    event.set()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """An entry for each time that numbers are worked out."""
    calls: list[int] = []
    own = figures.lengths

    def lengths(db: Any, site: str | None) -> Any:
        calls.append(1)
        return own(db, site)

    monkeypatch.setattr(figures, "lengths", lengths)
    return calls


def test_a_story_waits_for_no_numbers_and_no_facets(room: Datasette, held: threading.Event) -> None:
    async def ask() -> None:
        heavy = [f"/numbers?year={year}" for year in YEARS] + [f"/search?q=text+{year}" for year in YEARS]
        waiting = [asyncio.ensure_future(room.client.get(address)) for address in heavy]
        await asyncio.sleep(0.05)
        for address in ("/stories/1", "/", "/stories/1/versions", "/fronts", "/archive/articles.json"):
            answer = await asyncio.wait_for(room.client.get(address), 15)
            assert answer.status_code == 200
        assert not any(one.done() for one in waiting[: len(YEARS)])
        held.set()
        assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {200}

    asyncio.run(ask())


def test_the_same_numbers_are_worked_out_once_and_kept_until_the_archive_changes(
    room: Datasette, archive: Archive, counted: list[int]
) -> None:
    async def ask(times: int = 1) -> set[str]:
        answers = await asyncio.gather(*(room.client.get("/numbers") for _ in range(times)))
        return {answer.text for answer in answers}

    first = asyncio.run(ask(5))
    assert (len(first), len(counted)) == (1, 1)
    assert asyncio.run(ask()) == first
    assert len(counted) == 1
    Scribe(archive).read(an_article("/more", article_body="Quite another text. " * 30), 100)
    assert asyncio.run(ask()) != first
    assert len(counted) == 2


def test_what_is_kept_is_bounded_and_errors_are_not_kept(
    room: Datasette, monkeypatch: pytest.MonkeyPatch, counted: list[int]
) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)

    async def ask(address: str) -> int:
        return int((await room.client.get(address)).status_code)

    for year in ("2019", "2020", "2021", "2021", "2020", "2019"):
        assert asyncio.run(ask(f"/numbers?year={year}")) == 200
    assert len(counted) == 4
    for _ in range(2):
        assert asyncio.run(ask("/numbers?year=1066")) == 400
        assert asyncio.run(ask("/numbers?site=nowhere.example")) == 404


def test_who_leaves_takes_no_numbers_away_from_others(
    room: Datasette, held: threading.Event, counted: list[int]
) -> None:
    async def ask() -> int:
        first = asyncio.ensure_future(room.client.get("/numbers"))
        second = asyncio.ensure_future(room.client.get("/numbers"))
        await asyncio.sleep(0.05)
        first.cancel()
        await asyncio.sleep(0)
        held.set()
        return int((await second).status_code)

    assert asyncio.run(ask()) == 200
    assert len(counted) == 1
