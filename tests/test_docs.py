"""docs/ tells every setting, argument, command, table, column, stat and exit status."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from newscrawl import settings
from newscrawl.archive import Archive
from newscrawl.items import Visit
from newscrawl.spiders.arguments import Arguments

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def doc(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in vars(settings) if name.isupper()])
def test_settings_are_documented(name: str) -> None:
    assert f"`{name}`" in doc("settings.md")


@pytest.mark.parametrize("name", list(Arguments.__dataclass_fields__))
def test_spider_arguments_are_documented(name: str) -> None:
    told = [line.split("|")[1] for line in doc("settings.md").splitlines() if line.count("|") > 3]
    assert any(f"`{name}`" in cell for cell in told)


def test_tables_and_columns_are_documented(archive: Archive) -> None:
    assert archive.captures is not None
    text = doc("archive.md")
    for db in (archive.db, archive.captures.db):
        for table in db.tables:
            if table.name.startswith(("_", "sqlite_")) or "_fts_" in table.name:  # FTS5 keeps its own
                continue
            assert f"`{table.name}`" in text
            for column in table.columns:
                assert f"`{column.name}`" in text, f"{table.name}.{column.name}"


@pytest.mark.parametrize("path", sorted((ROOT / "newscrawl" / "commands").glob("[a-z]*.py")), ids=lambda p: p.stem)
def test_commands_stand_in_the_readme(path: Path) -> None:
    assert f"scrapy {path.stem}" in README


def test_stats_are_documented() -> None:
    visits = doc("archive.md").split("## `visits`")[1].split("##")[0]
    for outcome in {"new", "changed", "unchanged", *get_args(get_type_hints(Visit)["outcome"])} - {"read"}:
        assert f"`{outcome}`" in visits
        assert f"`archive/page_count/{outcome}`" in doc("running.md")


PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]


def prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(page: Path) -> set[str]:
    """What a page's headings are called in links, as code hosts make it of them."""
    headings = re.findall(r"^#+ +(.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_pages_and_headings_that_are_there(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", prose(page)):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_dropped_parameters_are_documented() -> None:
    from newscrawl.urls import TRACKING, without_session

    tracking, keys = doc("settings.md").split("## What is dropped from addresses")[1].split("Keys of a visit")
    listed = re.findall(r"`([\w*]+)`", tracking)
    assert listed
    for name in listed:
        assert TRACKING.match(name.replace("*", "medium")), name
    for name in re.findall(r"`([\w.*]+)`", keys.split(", behind a path")[0]):
        assert without_session(f"https://x.org/?{name.replace('*', 'AB')}=k3y0f16orm0re4you") == "https://x.org/", name
