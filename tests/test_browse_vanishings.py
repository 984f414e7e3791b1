"""A story that vanished: the interval is told in one zone, in the order of time."""

from __future__ import annotations

import pytest

from newscrawl.archive.presence import parted
from newscrawl.archive.views.story import Happening
from newscrawl.archive.views.vanishing import Vanishing
from newscrawl.browse.vanishings import between, line, looks

SEEN, MISSED, SURE = "2024-04-16T04:02:35+00:00", "2024-04-16T17:02:26+00:00", "2024-04-16T21:02:30+00:00"
GONE = Vanishing(last_seen=SEEN, missing=MISSED, confirmed=SURE, reason="HTTP 404: not there")


def test_the_looks_are_told_in_one_zone() -> None:
    assert looks(GONE) == "Last seen 16 Apr 2024, 04:02; missing first 17:02; confirmed 21:02 UTC."
    told = "Last seen 16 Apr 2024, 01:02; missing first 14:02; confirmed 18:02 ADT."
    assert looks(GONE, "America/Halifax") == told
    assert between(GONE, "America/Halifax") == "between 16 Apr 2024, 01:02 and 14:02, confirmed at 18:02 ADT"
    assert looks(GONE, "Asia/Tokyo") == (
        "Last seen 16 Apr 2024, 13:02; missing first 17 Apr 2024, 02:02; confirmed 06:02 JST."
    )


def test_what_is_not_known_is_not_told() -> None:
    bare = Vanishing(last_seen=None, missing=None, confirmed=SURE, reason="")
    assert looks(bare) == "Confirmed 16 Apr 2024, 21:02 UTC."
    assert between(bare) == "before 16 Apr 2024, 21:02 UTC"
    twice = Vanishing(last_seen=None, missing=MISSED, confirmed=SURE, reason="")
    assert between(twice) == "before 16 Apr 2024, 17:02, confirmed at 21:02 UTC"


def test_a_zone_that_changes_between_two_looks_is_told_with_each() -> None:
    gone = Vanishing(
        last_seen="2024-03-10T04:00:00+00:00", missing="2024-03-10T12:00:00+00:00", confirmed=SURE, reason=""
    )
    assert between(gone, "America/Halifax") == (
        "between 10 Mar 2024, 00:00 AST and 09:00, confirmed at 16 Apr 2024, 18:02 ADT"
    )


def test_the_line_of_time_is_in_the_order_of_time() -> None:
    gone = Happening(at=SURE, event="gone", detail=None, number=None, fields=[], vanishing=GONE)
    points = line("2024-04-14T13:02:26+00:00", SEEN, [gone])
    assert [(point.words, point.at) for point in points[1:3]] == [
        ("Last seen", SEEN), ("Missing for the first time", MISSED),
    ]  # fmt: skip
    assert points[3].happening is gone


@pytest.mark.parametrize(
    ("detail", "told"),
    [
        (f"HTTP 404: not there; not there since {MISSED}", ("HTTP 404: not there", MISSED)),
        ("HTTP 404", ("HTTP 404", None)),
        ("HTTP 404; not there since Tuesday", ("HTTP 404; not there since Tuesday", None)),
        ("HTTP 404; not there since 2024-04-16", ("HTTP 404; not there since 2024-04-16", None)),
        ("", ("", None)),
    ],
)
def test_the_event_is_read_as_it_was_written(detail: str, told: tuple[str, str | None]) -> None:
    assert parted(detail) == told
