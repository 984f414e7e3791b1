"""Sections whose links carry a key that changes with each view are one listing."""

from __future__ import annotations

import pytest

from newscrawl.archive.parameters import PROOFS
from newscrawl.items import Found
from tests.conftest import Scribe
from tests.test_archive_ledger import frontier

DAY = 24 * 60


def look(scribe: Scribe, path: str, minute: int, first: int = 0) -> None:
    """A run looks at a section that shows five stories."""
    scribe.found(path, kind="section")
    shown = [(f"https://example.org/a-story-of-number-{n}", "") for n in range(first, first + 5)]
    scribe.visit(path, minute, kind="section", shown=shown)


def waiting(scribe: Scribe, minute: int) -> list[str]:
    return sorted(frontier(scribe, minute))


def test_sections_with_a_changing_key_are_looked_at_without_it(scribe: Scribe) -> None:
    """Each run found four more of them, and all runs after it looked at all of these."""
    for number in range(PROOFS + 1):
        look(scribe, f"/sport/?rnd=48213{number}", number)
    assert waiting(scribe, DAY) == ["/sport/"]
    menu = [Found(url="https://example.org/culture/?rnd=77812301", kind="section")]
    scribe.visit("/", DAY, kind="front", found=menu)
    assert waiting(scribe, DAY) == ["/culture/", "/sport/"]


@pytest.mark.parametrize("values", [("4", "5", "6", "7"), ("20240517", "20240518", "20240519", "20240520")])
def test_numbers_of_sections_and_days_are_no_keys(scribe: Scribe, values: tuple[str, ...]) -> None:
    """Those that have no story yet may show the same list."""
    for number, value in enumerate(values):
        look(scribe, f"/list/?of={value}", number)
    assert not scribe.all("SELECT name FROM parameters")


def test_a_key_that_told_two_lists_apart_is_none(scribe: Scribe) -> None:
    look(scribe, "/list/?of=1028440", 0)
    look(scribe, "/list/?of=1028441", 1, first=10)
    for number in range(2, PROOFS + 3):
        look(scribe, f"/list/?of=102844{number}", number, first=10)
    assert scribe.all("SELECT name, telling > 0 FROM parameters") == [("?of", 1)]
    assert scribe.row("/list/?of=1028440")["state"] == "done"


def test_lists_of_other_days_are_not_compared(scribe: Scribe) -> None:
    for number in range(PROOFS + 1):
        look(scribe, f"/sport/?rnd=48213{number}", number * DAY, first=5 * number)
    assert not scribe.all("SELECT name FROM parameters")
