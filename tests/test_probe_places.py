"""Language, country and time zone, guessed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from newscrawl.countries import CHIEF, zones_of
from newscrawl.probe.places import _SPOKEN_IN, guess


def zone(host: str, *moments: str, language: str | None = None) -> str | None:
    return guess(host, [language], [datetime.fromisoformat(m) for m in moments]).time_zone


@pytest.mark.parametrize(
    ("host", "language", "country"),
    [
        ("www.ctvnews.ca", "en", "CA"),
        ("a.example.co.uk:8080", "en", "GB"),
        ("x.com", "en-CA", "CA"),
        ("x.com", "en-US", None),
        ("x.com", "ja", "JP"),
        ("x.tv", "de", None),
        ("x.com.co", "es", "CO"),
        ("x.com", "sr-Latn-RS", "RS"),
        ("localhost", None, None),
        ("127.0.0.1:80", None, None),
    ],
)
def test_the_country_is_that_of_the_address_or_the_language(
    host: str, language: str | None, country: str | None
) -> None:
    assert guess(host, [language], []).country == country


@pytest.mark.parametrize(
    ("host", "moments", "expected"),
    [
        ("x.ca", [], "America/Toronto"),
        ("x.ca", ["2024-04-17T10:00-03:00"], "America/Halifax"),
        ("x.ca", ["2024-04-17T10:00-04:00", "2024-01-17T10:00-05:00"], "America/Toronto"),
        ("x.ca", ["2024-04-17T10:00+00:00"], "America/Toronto"),
        ("x.ca", ["2024-04-17T10:00+09:00"], None),
        ("x.de", ["2024-07-01T10:00+02:00"], "Europe/Berlin"),
        ("x.com", ["2024-07-01T10:00+02:00"], None),
    ],
)
def test_the_zone_is_one_of_the_country_that_fits_the_dates(
    host: str, moments: list[str], expected: str | None
) -> None:
    assert zone(host, *moments) == expected


def test_the_most_frequent_language_counts_and_a_guess_says_why() -> None:
    place = guess("x.ca", ["en", "fr-CA", "fr-CA", None], [datetime.fromisoformat("2024-04-17T10:00-04:00")])
    assert place.language == "fr-CA"
    assert place.time_zone_why == "a zone of CA that fits its articles' times (2024-04-17 at -04:00)"
    assert place.country_why == "its address ends in .ca"


def test_the_tables_name_zones_and_countries_that_exist() -> None:
    assert all(zone in zones_of(country) for country, zone in CHIEF.items())
    assert all(zones_of(country) for country in _SPOKEN_IN.values())
    assert all(ZoneInfo(zones_of(country)[0]) for country in CHIEF)
