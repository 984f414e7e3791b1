"""The frame of the reading room: what every page of it has."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from datasette.app import Datasette

from newscrawl.archive import Archive
from newscrawl.browse.security import POLICY
from newscrawl.browse.server import reading_room


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    path: Path = tmp_path_factory.mktemp("room") / "archive.db"
    Archive(path).close()
    return reading_room(path)


@pytest.mark.parametrize("address", ["/", "/archive", "/archive/articles.json", "/nowhere", "/assets/base.css"])
def test_every_answer_forbids_what_is_not_ours(room: Datasette, address: str) -> None:
    answer = asyncio.run(room.client.get(address))
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_an_address_that_is_no_page_is_told_without_a_traceback(
    room: Datasette, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = asyncio.run(room.client.get("/nowhere"))
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert capsys.readouterr() == ("", "")


def test_an_order_by_no_column_is_told_without_a_traceback(
    room: Datasette, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = asyncio.run(room.client.get("/archive/articles?_sort=nothing"))
    assert answer.status_code == 400
    assert "Cannot sort table by nothing" in answer.text
    assert (capsys.readouterr(), caplog.records) == (("", ""), [])


def test_nothing_can_be_written(room: Datasette) -> None:
    answer = asyncio.run(room.client.get("/archive.json?sql=delete+from+articles"))
    assert answer.status_code == 400
    answer = asyncio.run(room.client.get("/archive.json?sql=select+1"))
    assert answer.json()["rows"] == [[1]]
