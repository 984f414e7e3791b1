"""Which days a run wants."""

from __future__ import annotations

from datetime import date

import pytest

from newscrawl.window import Window, zone_of


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
