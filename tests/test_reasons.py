"""Reasons that decide something later are written in one place, and looked for by their names."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newscrawl import reasons
from tests.test_layers import FILES, ROOT, room_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMED = {name: value for name in reasons.__all__ if isinstance(value := getattr(reasons, name), str)}
FROZEN = {"archive/healthschema.py"}
"""Migrations, which say what they said when they were released."""
THE_ARCHIVES_OWN = {"BARREN", "ELSEWHERE", "ERASED", "LOST", "SAME_PAGE", "SPELLING"}
"""Those that the archive writes; of others it only asks whether a page has them."""
COMPARED = re.compile(
    r"\breason\b\W{0,4}\s*(?:=|!=|<>|\bIS\b|\b(?:NOT )?(?:LIKE|IN|GLOB)\b)\s*\(?\s*'[^']", re.IGNORECASE
)
"""SQL that compares a reason with words of its own."""


def texts(tree: ast.AST) -> Iterator[str]:
    """All strings of a module but its docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def prose(tree: ast.AST) -> set[str]:
    """Strings that stand alone: docstrings of modules, functions, and of what is defined above them."""
    return {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_reason_that_decides_something_is_written_and_compared_by_its_name(path: Path) -> None:
    if path.name == "reasons.py" or str(path.relative_to(ROOT)) in FROZEN:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = set(texts(tree)) - prose(tree)
    # (A single word may mean anything.)
    assert not {text for text in told for words in NAMED.values() if " " in words and words.strip() in text}
    assert not {text for text in told if COMPARED.search(text)}
    begins = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and "reason" in ast.unparse(node.func)]
    literal = [node for node in begins if any(isinstance(arg, ast.Constant) for arg in node.args)]
    assert not [ast.unparse(node) for node in literal if "startswith" in ast.unparse(node.func)]


@pytest.mark.parametrize("name", NAMED)
def test_a_reason_that_is_looked_for_is_written_by_some_module(name: str) -> None:
    rooms = {room_of(path) for path in FILES if re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))}
    looking = {"reasons", "monitors"} if name in THE_ARCHIVES_OWN else {"reasons", "monitors", "archive"}
    assert rooms - looking


def test_no_reason_stands_in_another_but_that_of_all_redirects() -> None:
    pairs = {(one, other) for one in NAMED for other in NAMED if one != other and NAMED[one] in NAMED[other]}
    assert pairs == {("AWAY", "ANOTHER_SITE")}
