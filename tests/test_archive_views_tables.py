"""The page of all tables asks how many rows they have, and must not wait for the answer."""

from __future__ import annotations

import pytest

from newscrawl.archive.views import tables
from tests.conftest import Scribe, an_article


def test_rows_are_counted_up_to_a_number(scribe: Scribe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MANY", 2)
    for name in "abc":
        scribe.read(an_article(f"/{name}", headline=f"Story {name}"))
    scribe.archive.db.conn.execute('CREATE TABLE "od""d" (x)')
    found = tables.counts(scribe.archive.db, ["visits"])
    assert (found["articles"], found["runs"], found["visits"], found['od"d']) == (None, 1, None, 0)
