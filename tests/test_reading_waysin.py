"""Ways into a site that its pages do not link to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from newscrawl.items import Found
from newscrawl.reading.addresses import date_in
from newscrawl.reading.waysin import archive_at


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        ("/2024/04/17/", "/2022/03/09/"),
        ("/archive/2024-4-7", "/archive/2022-3-9"),
        ("/archiv/2024/12/", "/archiv/2022/03/"),
        ("/paper/20240417", "/paper/20220309"),
        ("/2022/03/01/", None),
        ("/2024/04/17/ferry-is-back/", None),
    ],
)
def test_an_archive_is_entered_at_the_last_day_that_is_wanted(shown: str, wanted: str | None) -> None:
    day = date_in(f"https://example.org{shown}") or "2024-12-01"
    found = Found(url=f"https://example.org{shown}", kind="section", deep=True, date_hint=day, date_first=day)
    (*pages,) = archive_at([found], date(2022, 3, 9))
    assert [f.url for f in pages] == ([f"https://example.org{wanted}"] if wanted else [])
    assert all(f.deep and f.date_hint == "2022-03-09" for f in pages)
    assert not archive_at([replace(found, skip="a day that is still to come"), replace(found, deep=False)], date.min)
