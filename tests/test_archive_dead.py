"""Families of addresses that are not there, one after the other."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from newscrawl.archive.dead import _MANY, Dead
from newscrawl.items import Visit
from tests.conftest import at

FIRST: Any = {"visit_count": 0}
LATER: Any = {"visit_count": 1}


def note(dead: Dead, number: int, outcome: str = "gone", row: sqlite3.Row = FIRST) -> None:
    visit = Visit(url=f"https://example.org/matter/{number}", at=at(0), outcome=outcome)  # type: ignore[arg-type]
    dead.note("example.org", visit, row)


def is_dead(dead: Dead) -> bool:
    return dead.holds("example.org", "https://example.org/matter/9999")


def test_a_family_is_dead_once_many_of_it_in_a_row_were_not_there() -> None:
    dead = Dead()
    for number in range(_MANY):
        assert not is_dead(dead)
        note(dead, number)
    assert is_dead(dead)
    assert not dead.holds("example.net", "https://example.org/matter/9999")
    assert not dead.holds("example.org", "https://example.org/news/9999")
    note(dead, _MANY, "read")
    assert not is_dead(dead)


@pytest.mark.parametrize(("outcome", "row"), [("failed", FIRST), ("skipped", FIRST), ("gone", LATER)])
def test_what_fails_and_what_was_there_before_says_nothing_of_its_family(outcome: str, row: Any) -> None:
    dead = Dead()
    for number in range(2 * _MANY):
        note(dead, number, outcome, row)
    assert not is_dead(dead)
