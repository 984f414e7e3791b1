"""Days of an archive that are chosen, clicked or asked for in a form, and not linked."""

from __future__ import annotations

from datetime import date

import pytest

from newscrawl.extraction.document import Document
from newscrawl.reading.jumps import jumps

HOME = "https://example.org"
TODAY = date(2024, 5, 2)
MENU = (
    "<select name='archive-dropdown' onchange='document.location.href=this.value'><option value=''>Month</option>"
    f"<option value='{HOME}/2024/05/'>May 2024</option><option value='{HOME}/2024/04/'>April</option>"
    "<option value='/topics/ferry'>Ferry</option></select>"
)
CELLS = (
    "<table><td data-href='/archive/2024/05/01/'>1</td>"
    "<td onclick=\"window.location.href='/archive/2024/05/02/'\">2</td>"
    "<td data-url='/election-2024/results'>x</td></table>"
)
DATE = "<form action='/archive/'><input type=hidden name=s value=all><input type=date name=date min=2024-04-30></form>"
CHOICES = (
    "<form action='/archive/' method=get><select name=year><option>2023</option><option>2024</option></select>"
    "<select name=month><option value=04>April</option><option value=05>May</option></select>"
    "<select name=day><option>1</option><option>2</option><option>30</option></select><button>Go</button></form>"
)
SEARCH = "<form action='/search'><input name=q><input type=date name=from></form>"
YEARS = "<form action='/archive/'><select name=year><option value=2024>2024</option></select></form>"
LOGIN = "<form action='/login' method=post><input type=date name=born></form>"


def found(body: str, path: str = "/archive/") -> list[str]:
    url = f"{HOME}{path}"
    return [
        one.removeprefix(HOME) for one in jumps(Document.parse(f"<html><body>{body}</body></html>", url, None), TODAY)
    ]


@pytest.mark.parametrize(
    ("body", "led"),
    [
        (MENU, ["/2024/05/", "/2024/04/"]),
        (CELLS, ["/archive/2024/05/01/", "/archive/2024/05/02/"]),
        (DATE, ["/archive/?s=all&date=2024-05-02", "/archive/?s=all&date=2024-05-01"]),
        (CHOICES, ["/archive/?year=2024&month=05&day=2", "/archive/?year=2024&month=05&day=1"]),
        (SEARCH + LOGIN, []),
        (YEARS, []),
    ],
)
def test_where_menus_cells_and_forms_lead(body: str, led: list[str]) -> None:
    assert found(body) == led


def test_a_form_on_a_day_s_page_leads_to_the_day_before_as_far_as_it_goes() -> None:
    assert found(DATE, "/archive/?date=2024-05-01") == ["/archive/?s=all&date=2024-04-30"]
    assert found(DATE, "/archive/?date=2024-04-30") == []
    assert found(CHOICES, "/archive/?year=2024&month=05&day=1") == ["/archive/?year=2024&month=04&day=30"]
    assert found(CHOICES, "/archive/?year=2024&month=04&day=30") == []  # it has no choice for the 29th
    assert found(DATE, "/archive/?year=1&month=1&day=1") == []  # there is no day before
