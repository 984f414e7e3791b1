"""What is under way, and when there is enough of a family of addresses."""

from __future__ import annotations

from newscrawl.doors import Due
from newscrawl.underway import CROWD, UnderWay


def due(url: str, kind: str = "article") -> Due:
    return Due(url, url, kind, 300, 0, None, None)  # type: ignore[arg-type]


def test_a_family_is_crowded_until_one_of_it_told_a_story() -> None:
    under_way = UnderWay()
    for number in range(CROWD):
        assert not under_way.is_crowded("https://example.org/trap/99")
        under_way.add(due(f"https://example.org/trap/{number}"))
    assert under_way.is_crowded("https://example.org/trap/99")
    assert not under_way.is_crowded("https://example.org/news/99")
    under_way.note_story("https://example.org/trap/0")
    assert not under_way.is_crowded("https://example.org/trap/99")


def test_what_is_written_makes_room_for_others_of_its_family() -> None:
    under_way = UnderWay()
    for number in range(CROWD):
        under_way.add(due(f"https://example.org/trap/{number}"))
    under_way.remove("https://example.org/trap/0")
    under_way.remove("https://example.org/never-handed-out")
    assert not under_way.is_crowded("https://example.org/trap/99")
    assert list(under_way) == ["https://example.org/trap/1"]
    under_way.add(due("https://example.org/trap/2"))
    assert under_way.is_crowded("https://example.org/trap/99")


def test_pictures_alone_lead_to_nothing() -> None:
    under_way = UnderWay()
    under_way.add(due("https://example.org/pier.jpg", "image"))
    assert under_way
    assert not under_way.has_pages
    under_way.add(due("https://example.org/news/pier"))
    under_way.remove("https://example.org/pier.jpg")
    assert under_way.has_pages
