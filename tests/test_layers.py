"""The arrows between the rooms, as README's architecture section draws them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "newscrawl"

GROUND = {
    "cleaning",
    "cores",
    "countries",
    "doors",
    "encoding",
    "exceptions",
    "items",
    "knowledge",
    "late",
    "login",
    "moments",
    "notthere",
    "pagenumbers",
    "printing",
    "reasons",
    "rendering",
    "rests",
    "robotsmeta",
    "site",
    "suffixes",
    "underway",
    "urls",
    "waysback",
    "window",
    "wording",
    "__init__",
}
ALLOWED = {
    "cleaning": {"items"},
    "cores": set(),
    "countries": set(),
    "doors": set(),
    "encoding": set(),
    "exceptions": set(),
    "items": set(),
    "comparing": GROUND | {"archive"},
    "knowledge": set(),
    "late": set(),
    "login": {"exceptions", "site", "urls"},
    "moments": set(),
    "notthere": {"late"},
    "pagenumbers": set(),
    "printing": set(),
    "reasons": set(),
    "rendering": {"exceptions"},
    "rests": set(),
    "robotsmeta": set(),
    "site": {"knowledge"},
    "suffixes": set(),
    "underway": {"urls"},
    "urls": {"site", "suffixes"},
    "waysback": {"urls"},
    "window": set(),
    "wording": set(),
    "warc": GROUND,
    "extraction": GROUND,
    "reading": GROUND | {"extraction"},
    "sites": GROUND | {"extraction", "reading"},
    "archive": GROUND | {"settings"},
    "export": GROUND | {"archive", "warc"},
    "run": GROUND | {"archive"},
    "settingscheck": GROUND | {"settings"},
    "scheduler": GROUND | {"archive", "run"},
    "pipelines": GROUND | {"archive", "run"},
    "monitors": {"printing", "reasons"},
    "extensions": GROUND | {"archive", "monitors", "run", "settingscheck"},
    "resolver": GROUND,
    "handler": GROUND | {"run"},
    "failures": GROUND,
    "middlewares": GROUND | {"failures", "resolver", "run"},
    "demo": GROUND,
    "spiders": GROUND | {"failures", "reading", "sites", "warc", "demo", "probe", "settingscheck"},
    "probe": GROUND | {"extraction", "reading", "sites"},
    "browse": GROUND | {"archive", "comparing", "export"},
    "commands": GROUND
    | {
        "archive",
        "browse",
        "comparing",
        "export",
        "probe",
        "reading",
        "run",
        "settings",
        "settingscheck",
        "sites",
        "spiders",
    },
    "settings": {"__init__", "cores"},
    "__init__": set(),
}
PURE = {
    "cleaning",
    "countries",
    "encoding",
    "knowledge",
    "extraction",
    "reading",
    "archive",
    "browse",
    "underway",
    "urls",
    "waysback",
    "window",
    "items",
    "site",
    "suffixes",
    "exceptions",
    "export",
    "login",
    "late",
    "moments",
    "notthere",
    "printing",
    "reasons",
    "rendering",
    "monitors",
    "rests",
    "robotsmeta",
    "sites",
    "probe",
    "demo",
    "warc",
}
"""Rooms that know no Scrapy (parsel alone)."""


def room_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports when it runs; imports for type checkers alone do not count."""
    names: set[str] = set()
    todo: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            todo += node.orelse
            continue
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
        todo += ast.iter_child_nodes(node)
    return names


FILES = sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_follow_the_arrows(path: Path) -> None:
    room = room_of(path)
    reached = {name.split(".")[1] for name in imports(path) if name.startswith("newscrawl.")}
    reached &= {room_of(file) for file in FILES}
    assert reached - ALLOWED[room] - {room} == set()


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) in PURE], ids=str)
def test_rooms_below_the_spiders_know_no_scrapy(path: Path) -> None:
    assert not {name for name in imports(path) if name.split(".")[0] in ("scrapy", "twisted")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_stands_in_the_archive_alone(path: Path) -> None:
    if room_of(path) != "archive":
        assert not {name for name in imports(path) if name.split(".")[0] in ("sqlite3", "sqlite_utils")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_a_reader_bears(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450
