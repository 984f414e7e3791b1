"""Pages that tell only how long ago a story was published: another count is no other date."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Scribe, an_article

FIRST = "2024-04-17T09:00:00+00:00"
DAY = 24 * 60


def told(iso: str, words: str, precision: str, source: str) -> dict[str, Any]:
    dates = {"date_published": iso, "date_published_raw": words, "date_precision": precision}
    return {**dates, "provenance": {"date_published": source}}


@pytest.mark.parametrize(
    ("iso", "words", "precision", "unit", "minute"),
    [
        ("2024-04-17T08:36:00+00:00", "1 hour ago", "minute", "hours", 36),
        ("2024-04-18T00:00:00+00:00", "2 days ago", "day", "days", 3 * DAY),
        ("2024-04-11T00:00:00+00:00", "1 week ago", "day", "weeks", DAY),
        ("2024-04-23T00:00:00+00:00", "2 weeks ago", "day", "weeks", 20 * DAY),
    ],
)
def test_another_count_of_a_storys_age_is_no_other_date(
    scribe: Scribe, iso: str, words: str, precision: str, unit: str, minute: int
) -> None:
    """The first look tells the moment best: of days and weeks a page counts those that are full."""
    scribe.read(an_article(**told(FIRST, "1 hour ago", "minute", "html, hours ago")), 0)
    later = an_article(**told(iso, words, precision, f"html, {unit} ago"))
    assert scribe.read(later, minute) == "unchanged"
    dates = scribe.all("SELECT date_published, date_published_raw, date_precision FROM articles")
    assert dates == [(FIRST, "1 hour ago", "minute")]


def test_a_span_that_cannot_mean_the_known_date_tells_another_one(scribe: Scribe) -> None:
    """The story was published anew."""
    scribe.read(an_article(**told(FIRST, "1 hour ago", "minute", "html, hours ago")), 0)
    anew = an_article(**told("2024-04-20T09:55:00+00:00", "5 minutes ago", "minute", "html, minutes ago"))
    assert scribe.read(anew, 3 * DAY) == "changed"


def test_an_edit_beside_a_span_keeps_the_known_date(scribe: Scribe) -> None:
    scribe.read(an_article(**told(FIRST, "1 hour ago", "minute", "html, hours ago")), 0)
    later = told("2024-04-17T08:36:00+00:00", "2 hours ago", "minute", "html, hours ago")
    assert scribe.read(an_article(headline="Council votes again", **later), 36) == "changed"
    assert scribe.all("SELECT date_published, changed_fields FROM revisions") == [
        (FIRST, "[]"),
        (FIRST, '["headline"]'),
    ]
