"""Which days a run wants."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.window import Window, days_from, zone_of


@pytest.mark.parametrize(
    ("published", "zone", "wanted"),
    [
        ("2026-05-31T23:00:00-04:00", None, False),
        ("2026-06-30T23:00:00-04:00", None, True),
        ("2026-05-31T23:00:00+00:00", "Europe/Berlin", True),
        ("2026-05-31T23:00:00-04:00", "America/Toronto", False),
        ("2026-06-01T00:30:00+00:00", "America/Toronto", False),
        (None, None, True),
    ],
)
def test_a_storys_day_is_that_of_its_site_or_else_as_it_tells_it(
    published: str | None, zone: str | None, wanted: bool
) -> None:
    assert Window(since=date(2026, 6, 1), until=date(2026, 6, 30)).holds(published, zone_of(zone)) == wanted


def test_the_first_and_the_last_day_there_are_bound_nothing() -> None:
    assert days_from(date.max, 2) == date.max
    assert days_from(date.min, -1) == date.min
    assert days_from(date(2024, 2, 28), 2) == date(2024, 3, 1)


@pytest.mark.parametrize("window", [Window(since=date.min), Window(until=date.max)])
def test_such_a_window_can_be_asked_for(tmp_path: Path, window: Window) -> None:
    archive = Archive(tmp_path / "archive.db")
    assert archive.due("example.org", now="2024", deep=True, revisit="due", limit=1, window=window) == []
    archive.close()
