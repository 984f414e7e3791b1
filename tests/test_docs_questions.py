"""The questions of docs/archive.md, asked as they stand there of an archive whose answers are known."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.items import Article, Link
from newscrawl.site import Site
from tests.conftest import Scribe, a_teaser, an_article, at
from tests.test_docs import doc

HERE = Site(
    name="example.org", home="https://example.org/", domains=("example.org",), time_zone="America/Halifax"
)  # fmt: skip
FRONT = HERE.home
SECTION = doc("archive.md").split("## Ten questions")[1].split("\n## ")[0]
QUESTIONS = {
    int(number): (title, re.findall(r"```sql\n(.*?)```", text, re.DOTALL))
    for number, title, text in re.findall(r"^### (\d+)\. (.*?)\n(.*?)(?=^### |\Z)", SECTION, re.MULTILINE | re.DOTALL)
}

PARAMETERS = {"front": FRONT, "moment": at(4 * 60), "url": "https://example.org/pier"}

ANSWERS: dict[int, list[tuple[Any, ...]]] = {
    # The dam's story is of the 17th in Greenwich, of the 16th in Halifax; the fair's has a day alone.
    1: [("example.org", 2, "2024-04-17"), ("example.org", 1, "2024-04-16")],
    2: [("https://example.org/pier", 2, at(60), '["headline", "article_body"]')],
    3: [("example.org", "harbour.gov", 2), ("example.org", "other.net", 1)],
    4: [("example.org", "2024-04", 3, 33.3)],
    5: [(at(180), at(300), "The pier falls", "https://example.org/pier")],
    6: [("example.org", "2024-04", 4, 2, 0, 0, 1, 1, 50.0), ("example.org", None, 1, 0, 0, 1, 0, 0, 0.0)],
    7: [("https://example.org/dam", "A dam", "2024-04-16T22:30:00-03:00", at(300), f"404; not there since {at(120)}")],
    8: [("https://example.org/pier", "The pier fell", 3, 3.0)],
    9: [
        ("Old pier", "page", at(0), at(0), None),
        ("Pier is closed", "teaser", at(0), at(180), 1),
        ("New pier", "page", at(60), at(120), None),
        ("The pier fell", "page", at(180), at(300), None),
        ("The pier falls", "teaser", at(180), at(300), 1),
    ],
    10: [("example.org", 1, 1.0, 1.0)],
}


def a_story(path: str, **changes: Any) -> Article:
    url = f"https://example.org{path}"
    return an_article(path, url=url, **changes)


def pier(headline: str, body: str, **changes: Any) -> Article:
    links = [Link("https://harbour.gov/plan", "plan"), Link("https://www.example.org/dam", "dam")]
    return a_story("/pier", headline=headline, article_body=body, links=links, **changes)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An afternoon of example.org."""
    path = tmp_path_factory.mktemp("questions") / "archive.db"
    with closing(Archive(path)) as archive:
        scribe = Scribe(archive, HERE)
        scribe.found("/pier", "/dam", "/fair", "/soon", date_hint="2024-04-17")
        scribe.found("/lost")
        first = a_teaser("/pier", 1, headline="Pier is closed")
        scribe.visit("/", 0, kind="front", teasers=[first, a_teaser("/fair", 2)])
        scribe.read(pier("Old pier", "It was built long ago.\n\nIt stands."), 0)
        dam = a_story("/dam", headline="A dam", article_body="Water is held back. " * 9, agency="The Wire")
        dam.date_published, dam.links = "2024-04-16T22:30:00-03:00", [Link("http://harbour.gov", "the harbour")]
        scribe.read(dam, 1)
        fair = a_story("/fair", headline="A fair", article_body="There is a fair. " * 9, date_precision="day")
        fair.date_published, fair.links = "2024-04-17", [Link("https://other.net/?q=/", "fairs")]
        scribe.read(fair, 2)
        scribe.read(pier("New pier", "It was built lately.\n\nIt stands."), 60)
        scribe.visit("/", 60, kind="front", teasers=[first, a_teaser("/fair", 3)])
        told = {"date_modified": "2024-04-17T09:00:00-03:00"}
        scribe.read(pier("New pier", "It was built lately.\n\nIt leans.", **told), 120)
        fell = a_teaser("/pier", 1, headline="The pier falls")
        scribe.visit("/", 180, kind="front", teasers=[fell, a_teaser("/pier", 2, headline="Pier is closed")])
        scribe.read(pier("The pier fell", "It was built lately.\n\nIt fell.", correction="We said leans."), 180)
        scribe.visit("/dam", 120, outcome="gone", http_status=404, reason="404", retry=True)
        scribe.visit("/dam", 300, outcome="gone", http_status=404, reason="404", retry=True)
        scribe.visit("/lost", 1, outcome="failed", http_status=500, reason="500")
        scribe.read(pier("The pier fell", "It was built lately.\n\nIt fell.", correction="We said leans."), 300)
        scribe.visit("/", 300, kind="front", teasers=[fell])
    with closing(sqlite3.connect(path)) as conn:
        made: dict[str, Any] = {}
        for code in re.findall(r"```python\n(.*?)```", SECTION, re.DOTALL):
            exec(code, made)
        conn.create_function("local_day", 2, made["local_day"])
        yield conn


def test_there_are_ten_questions_with_an_answer_each() -> None:
    assert list(QUESTIONS) == list(ANSWERS) == list(range(1, 11))
    assert [len(blocks) for _, blocks in QUESTIONS.values()] == [1] * 10


@pytest.mark.parametrize("number", QUESTIONS, ids=[f"{number}-{title}" for number, (title, _) in QUESTIONS.items()])
def test_a_question_is_answered(number: int, asked: sqlite3.Connection) -> None:
    _, (sql,) = QUESTIONS[number]
    assert asked.execute(sql, PARAMETERS).fetchall() == ANSWERS[number]


def test_the_diagram_names_tables_that_exist(tmp_path: Path) -> None:
    diagram = doc("archive.md").split("```mermaid\n")[1].split("```")[0]
    named = {name for line in diagram.splitlines()[1:] for name in re.findall(r"^ +(\w+) \S+ (\w+) :", line)[0]}
    with closing(Archive(tmp_path / "archive.db")) as archive:
        assert archive.captures
        assert named <= {*archive.db.table_names(), *archive.captures.db.table_names()}
