"""Times on a command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.moments import day_or_moment, iso, moment, of_field

NOW = datetime(2024, 4, 17, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("90s", NOW - timedelta(seconds=90)),
        ("30m", NOW - timedelta(minutes=30)),
        ("36h", NOW - timedelta(hours=36)),
        (" 1D ", NOW - timedelta(days=1)),
        ("2w", NOW - timedelta(days=14)),
        ("2024-04-17", date(2024, 4, 17)),
        ("2024-04-17T09:30", datetime(2024, 4, 17, 9, 30, tzinfo=UTC)),
        ("2024-04-17 09:30:05-03:00", datetime(2024, 4, 17, 12, 30, 5, tzinfo=UTC)),
        ("2024-04-17T09:30Z", datetime(2024, 4, 17, 9, 30, tzinfo=UTC)),
    ],
)
def test_days_times_and_spans_are_read(text: str, told: date | datetime) -> None:
    assert day_or_moment(text, NOW) == told
    assert type(day_or_moment(text, NOW)) is type(told)


def test_a_day_begins_at_midnight_in_utc() -> None:
    assert moment("2024-04-17", NOW) == datetime(2024, 4, 17, tzinfo=UTC)
    assert moment("1d", NOW.astimezone(timezone(timedelta(hours=9)))) == NOW - timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "1",
        "d",
        "-1d",
        "1.5h",
        "1d2h",
        "2024-02-30",
        "999999999w",
        "٣d",
        "0001-01-01T00+14:00",
        "\n",
    ],
)
def test_what_is_no_time_is_told_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="is no time: write 2024-04-17") as error:
        moment(text, NOW)
    assert "\n" not in str(error.value)


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,9}[smhdw]|[0-9-]{6,10}([T ][0-9:.+-]{0,12})?", fullmatch=True))
def test_nothing_typed_raises_anything_else(text: str) -> None:
    try:
        told = moment(text, NOW)
    except ValueError as error:
        assert "is no time" in str(error)
    else:
        assert told.utcoffset() == timedelta(0)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_time_that_is_written_is_read_back(told: datetime) -> None:
    assert moment(told.isoformat(), NOW) == told


def test_times_of_files_and_servers_are_utc_where_they_tell_no_offset() -> None:
    assert (
        iso("2024-04-17T09:30")
        == of_field(b"Wed, 17 Apr 2024 09:30:00 GMT")
        == datetime(2024, 4, 17, 9, 30, tzinfo=UTC)
    )
    assert [iso(text) for text in (None, "", "soon", 7)] == [None] * 4
    assert [of_field(value) for value in (None, b"", b"soon", b"\xff")] == [None] * 4
