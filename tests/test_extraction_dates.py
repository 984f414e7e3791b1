"""Dates as newsrooms print them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.dates import day_in, looks_dated, read_date

VISIT = datetime(2026, 12, 1, 12, tzinfo=UTC)

MACHINE = [
    ("2024-04-17T15:07:00-04:00", "2024-04-17T15:07:00-04:00", "second"),
    ("2024-04-17T15:07:00.123Z", "2024-04-17T15:07:00+00:00", "second"),
    ("2024-04-17T15:07+0200", "2024-04-17T15:07:00+02:00", "minute"),
    ("2024-04-30 16:00:34 +02:00", "2024-04-30T16:00:34+02:00", "second"),
    ("20240417T150700Z", "2024-04-17T15:07:00+00:00", "second"),
    ("1713366420", "2024-04-17T15:07:00+00:00", "second"),
    ("Wed, 17 Apr 2024 15:07:00 +0200", "2024-04-17T15:07:00+02:00", "second"),
    ("2024-04-17", "2024-04-17T00:00:00+00:00", "day"),
    ("2024-04-17 15:07:00Europe/Madrid", "2024-04-17T15:07:00+02:00", "second"),
    ("2024-04-17T15:07:00+01:00[Africa/Lagos]", "2024-04-17T15:07:00+01:00", "second"),
    ("2024-04-17 15:07 America/Argentina/Buenos_Aires", "2024-04-17T15:07:00-03:00", "minute"),
    ("2024-04-17 15:07 Harbour/County", "2024-04-17T15:07:00+00:00", "minute"),
    ("2024-04-17EDT15:07:00", "2024-04-17T15:07:00-04:00", "second"),
    ("2024-04-17T15:07:00+0200Z", "2024-04-17T15:07:00+02:00", "second"),
]
PRINTED = [
    ("Published Wednesday, April 17, 2024 3:07PM EDT", "en-CA", "2024-04-17T15:07:00-04:00", "minute"),
    ("April 17, 2024, 12:07 a.m.", "en", "2024-04-17T00:07:00+00:00", "minute"),
    ("June 30, 2026 - 4.34pm", "en-AU", "2026-06-30T16:34:00+00:00", "minute"),
    ("17:41 JST, October 13, 2024", "en", "2024-10-13T17:41:00+09:00", "minute"),
    ("Stand: 22.04.2024, 06:00 Uhr", "de", "2024-04-22T06:00:00+00:00", "minute"),
    ("28. März 2023, 05:00 Uhr", "de", "2023-03-28T05:00:00+00:00", "minute"),
    ("06.01.2026, Lesezeit 5 Min.", "de", "2026-01-06T00:00:00+00:00", "day"),
    ("Publié le 30 août 2023 à 14h52", "fr", "2023-08-30T14:52:00+00:00", "minute"),
    ("17 de abril de 2024 a las 15:07 h", "es", "2024-04-17T15:07:00+00:00", "minute"),
    ("11.2.2025 Uppfært 12.2.2025 7:25", "is", "2025-02-11T00:00:00+00:00", "day"),
    ("5. helmikuuta 2024 klo 14.30", "fi", "2024-02-05T14:30:00+00:00", "minute"),
    ("17 апреля 2024", "ru", "2024-04-17T00:00:00+00:00", "day"),
    ("2024 10/13 17:41", "zh", "2024-10-13T17:41:00+00:00", "minute"),
    ("2024年10月13日 17時41分", "ja", "2024-10-13T17:41:00+00:00", "minute"),
    ("입력 2026.07.12 오후 2:09", "ko", "2026-07-12T14:09:00+00:00", "minute"),
    ("१७ अप्रैल २०२४", "hi", "2024-04-17T00:00:00+00:00", "day"),
    ("17 أبريل 2024", "ar", "2024-04-17T00:00:00+00:00", "day"),
    ("17 เมษายน 2567", "th", "2024-04-17T00:00:00+00:00", "day"),
    ("17 April 2024 15:07 UTC+05:30", "en", "2024-04-17T15:07:00+05:30", "minute"),
    ("Wed, 17 Apr 2024 15:07:00 GMT+0200", "en", "2024-04-17T15:07:00+02:00", "second"),
    ("Publié le 17 avril 2024 à 16 h 05 HAE", "fr-CA", "2024-04-17T16:05:00-04:00", "minute"),
    ("17. Jänner 2024, 15:07", "de-AT", "2024-01-17T15:07:00+00:00", "minute"),
    ("17 de setiembre del 2024", "es-PE", "2024-09-17T00:00:00+00:00", "day"),
    ("17 Qershor 2024", "sq", "2024-06-17T00:00:00+00:00", "day"),
    ("17 красавіка 2024", "be", "2024-04-17T00:00:00+00:00", "day"),
    ("17 აპრილი, 2024", "ka", "2024-04-17T00:00:00+00:00", "day"),
    ("Ապրիլի 17, 2024", "hy", "2024-04-17T00:00:00+00:00", "day"),
    ("2024 жылғы 17 сәуір", "kk", "2024-04-17T00:00:00+00:00", "day"),
    ("2024-yil 17-aprel", "uz", "2024-04-17T00:00:00+00:00", "day"),
    ("17 aprel 2024, 15:07", "az", "2024-04-17T15:07:00+00:00", "minute"),
    ("2024ko apirilaren 17an", "eu", "2024-04-17T00:00:00+00:00", "day"),
    ("Setyembre 17, 2024", "fil", "2024-09-17T00:00:00+00:00", "day"),
    ("17 ఏప్రిల్ 2024", "te", "2024-04-17T00:00:00+00:00", "day"),
    ("17 ಏಪ್ರಿಲ್ 2024", "kn", "2024-04-17T00:00:00+00:00", "day"),
    ("17 ഏപ്രില്‍ 2024", "ml", "2024-04-17T00:00:00+00:00", "day"),
    ("17 એપ્રિલ 2024", "gu", "2024-04-17T00:00:00+00:00", "day"),
    ("17 lip 2024", "pl", "2024-07-17T00:00:00+00:00", "day"),
]


@pytest.mark.parametrize(("text", "iso", "precision"), MACHINE)
def test_machine_readable_dates_keep_their_offset(text: str, iso: str, precision: str) -> None:
    moment = read_date(text)
    assert moment is not None
    assert (moment.iso, moment.precision, moment.raw) == (iso, precision, text)


@pytest.mark.parametrize(("text", "language", "iso", "precision"), PRINTED)
def test_dates_in_words(text: str, language: str, iso: str, precision: str) -> None:
    moment = read_date(text, language=language, fetched_at=VISIT)
    assert moment is not None
    assert (moment.iso, moment.precision, moment.raw) == (iso, precision, text)


@pytest.mark.parametrize(
    ("language", "day"),
    [("en-US", "2024-03-04"), ("en-CA", "2024-03-04"), ("en-GB", "2024-04-03"), ("fr", "2024-04-03")],
)
def test_the_order_of_day_and_month_is_the_languages(language: str, day: str) -> None:
    moment = read_date("03/04/2024", language=language)
    assert moment is not None
    assert moment.iso[:10] == day


@pytest.mark.parametrize(("month", "offset"), [("01", "-05:00"), ("07", "-04:00")])
def test_a_date_without_a_zone_gets_the_sites_with_its_summer_time(month: str, offset: str) -> None:
    moment = read_date(f"2024-{month}-17 15:07", zone="America/Toronto")
    assert moment is not None
    assert (moment.iso, moment.zone) == (f"2024-{month}-17T15:07:00{offset}", "zone of the site")


def test_a_date_without_any_zone_says_that_utc_was_assumed() -> None:
    moment = read_date("2024-04-17 15:07", zone="Nowhere/Land")
    assert moment is not None
    assert (moment.iso, moment.zone) == ("2024-04-17T15:07:00+00:00", "zone assumed UTC")


def test_relative_dates_refer_to_the_visit_and_mean_nothing_without_one() -> None:
    moment = read_date("2 hours ago", language="en", fetched_at=VISIT)
    assert moment is not None
    assert (moment.iso, moment.zone) == ("2026-12-01T10:00:00+00:00", "hours ago")
    assert read_date("2 hours ago", language="en") is None


@pytest.mark.parametrize(
    "text", ["", " ", "Local News", "Page 3 of 12", "Call 555-0199", "99/99/2024", "2024-13-45", "x" * 5_000]
)
def test_words_without_a_date(text: str) -> None:
    assert read_date(text) is None


def test_nothing_was_published_after_the_visit() -> None:
    assert read_date("2027-01-01T00:00:00Z", fetched_at=VISIT) is None
    # Fifteen o'clock at a place east of Greenwich that the page does not name: the day is sure, the hour is not.
    moment = read_date("2026-12-01 15:00", fetched_at=VISIT)
    assert moment is not None
    assert (moment.iso, moment.precision) == ("2026-12-01T00:00:00+00:00", "day")


@pytest.mark.parametrize("url", ["/2024/04/17/pier/", "/pier-2024-04-17.html", "/a/20240417/pier", "/2024/4/17/pier"])
def test_a_day_in_an_address(url: str) -> None:
    day = day_in(f"https://example.org{url}")
    assert day is not None
    assert day.isoformat() == "2024-04-17"


@pytest.mark.parametrize("url", ["/news/the-pier/2039026", "/news/pier-2024417"])
def test_a_number_in_an_address_is_no_day(url: str) -> None:
    assert day_in(f"https://example.org{url}") is None


@pytest.mark.parametrize(
    ("text", "language", "iso"),
    [
        ("Mon Aug 03 12:45:00 EDT 2015", "en-US", "2015-08-03T12:45:00-04:00"),
        ("Thu Dec  1 12:00:00 2016", "en", "2016-12-01T12:00:00+00:00"),
        ("الأحد، 04 آب/أغسطس 2013", "ar", "2013-08-04T00:00:00+00:00"),
        ("4 تشرين الأول/أكتوبر 2020", "ar", "2020-10-04T00:00:00+00:00"),
    ],
)
def test_dates_of_programs_and_months_by_two_names(text: str, language: str, iso: str) -> None:
    moment = read_date(text, language=language)
    assert moment is not None
    assert moment.iso == iso


@given(st.integers(200_000, 1_780_000_000), st.integers(-12, 14))
def test_what_is_written_in_iso_is_read_as_it_was(seconds: int, hours: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    sign = "-" if hours < 0 else "+"
    text = f"{at:%Y-%m-%dT%H:%M:%S}{sign}{abs(hours):02}:00"
    moment = read_date(text)
    assert moment is not None
    assert moment.iso == text


@given(st.text(max_size=80), st.sampled_from(["en", "de", "ja", "ar", None]))
def test_any_words_give_a_moment_of_the_past_or_nothing(text: str, language: str | None) -> None:
    moment = read_date(text, language=language, fetched_at=VISIT)
    assert moment is None or moment.when <= VISIT + timedelta(seconds=1)


def test_a_year_of_two_figures_behind_a_month_is_a_date() -> None:
    assert looks_dated("12 jan 23 | 5h27")
    assert not looks_dated("12 January")
