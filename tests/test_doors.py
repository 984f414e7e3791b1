"""The two doors between a run and the archive: narrow, and wide enough for another engine."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo.newsroom import build
from newscrawl.demo.server import serve
from newscrawl.urls import canonical
from tests.crawling import ROOT, python
from tests.test_layers import FILES, imports, room_of

NEWSROOM = build("small")
FRONT = "http://gazette.test/"


def crawl(*broken: str) -> dict[str, Any]:
    """What the engine of memoryengine.py holds after a crawl of a newsroom."""
    with serve(NEWSROOM) as served:
        process = python("-m", "tests.memoryengine", FRONT, *broken, proxy=served.proxy_url)
        out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


def test_a_crawl_with_another_engine_behind_the_doors_finds_and_reads_every_story() -> None:
    told = crawl()
    truth = {canonical(story.url): [story.headline, story.article_body] for story in NEWSROOM.truth("gazette.test")}
    assert told["stories"] == truth
    assert told["left"] == []
    assert told["waiting"] == 0
    assert told["error"] == ""


@pytest.mark.parametrize(("door", "error"), [("due", "the frontier broke"), ("flush", "the storage broke")])
def test_a_door_that_fails_ends_the_run_and_is_its_error(door: str, error: str) -> None:
    assert crawl(door)["error"] == error


def test_the_doors_know_nothing_of_what_stands_behind_them() -> None:
    path = ROOT / "newscrawl" / "doors.py"
    names = {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    assert imports(path) <= {"__future__", "dataclasses", "typing"} | {
        f"{module}.{name}"
        for module, name in (
            ("__future__", "annotations"),
            ("dataclasses", "dataclass"),
            ("dataclasses", "field"),
            ("typing", "TYPE_CHECKING"),
            ("typing", "Literal"),
            ("typing", "Protocol"),
        )
    }
    assert not {"Database", "Connection", "Cursor", "Row"} & names


RUN = ("scheduler", "pipelines", "middlewares", "spiders", "extensions", "run")
"""Rooms of a run."""


@pytest.mark.parametrize(
    "path", [path for path in FILES if room_of(path) in RUN], ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_of_a_run_reaches_for_the_database(path: Path) -> None:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    assert not {node.attr for node in nodes if isinstance(node, ast.Attribute)} & {"db", "conn", "execute"}
