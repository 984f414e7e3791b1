"""What an address alone tells."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.reading.addresses import date_in, file_type, page_number, shape
from newscrawl.reading.chores import chore, is_house
from newscrawl.reading.twins import twin_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
word = st.from_regex(r"\A[a-z]{2,9}\Z")


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
def test_every_real_article_looks_like_one() -> None:
    lines = (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    shapes = {url: shape(url)[0] for url in (json.loads(line)["url"] for line in lines)}
    assert {url for url, found in shapes.items() if found != "article"} == set()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "front"),
        ("world", "section"),
        ("news/world/", "section"),
        ("about-us", "section"),
        ("world/index.html", "section"),
        ("world?page=3", "page"),
        ("world/page/2/", "page"),
        ("tag/foreign-affairs", "label"),
        ("author/jane-smith/", "label"),
        ("autor/juan-perez.html", "label"),
        ("2024/10/", "dates"),
        ("archive/2023-10-04", "dates"),
        ("2024", "dates"),
        ("file/report.pdf", "file"),
        ("topics/politics", "label"),
        ("themen/politik/bundestag-streitet-ueber-neues-gesetz-12345678.html", "article"),
        ("wahl/2024/so-stimmten-die-parteien-im-bundestag-ab", "article"),
        ("news/article/A2026012914320005196", "article"),
        ("de/some/a-65464327", "article"),
        ("?id=1234567", "article"),
        ("story.php?id=12345", "article"),
        ("fr/node/412", "article"),
    ],
)
def test_shapes(path: str, expected: str) -> None:
    assert shape(f"https://example.org/{path}")[0] == expected


@given(st.lists(word, min_size=5, max_size=9), word)
def test_a_slug_of_many_words_is_a_story(words: list[str], section: str) -> None:
    found = shape(f"https://example.org/{section}/{'-'.join(words)}")
    assert found[0] == "article"
    assert found[1] >= 3


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y%m%d"]), word)
def test_a_date_in_an_address_is_found(day: date, form: str, section: str) -> None:
    assert date_in(f"https://example.org/{section}/{day.strftime(form)}/some-words-here") == day.isoformat()


@given(st.integers(2, 9999), st.sampled_from(["?page={}", "/page/{}", "/page/{}/", "?p={}&x=1", "/seite/{}"]))
def test_numbered_pages(number: int, form: str) -> None:
    assert page_number("https://example.org/world" + form.format(number)) == number


@given(st.text(max_size=80))
def test_no_address_is_too_strange(rest: str) -> None:
    url = "https://example.org/" + rest
    shape(url)
    date_in(url)
    page_number(url)
    file_type(url)
    twin_of(url, "https://example.org/", frozenset())


@pytest.mark.parametrize("url", ["https://x.org/2023/13/45/a", "https://x.org/20230230/a", "https://x.org/1.2050625"])
def test_impossible_days_are_none(url: str) -> None:
    assert date_in(url) is None


OWN = "https://example.org/world/a-story-of-old-times-12345"


@pytest.mark.parametrize(
    "url",
    [
        f"{OWN}?outputType=amp",
        f"{OWN}?print=1",
        f"{OWN}/amp",
        f"{OWN}/amp/",
        f"{OWN}/print",
        "https://example.org/amp/world/a-story-of-old-times-12345",
        "https://example.org/print/world/a-story-of-old-times-12345",
        "https://example.org/print/1966",
        "https://example.org/print/node/1966",
    ],
)
def test_twins_name_their_story(url: str) -> None:
    assert twin_of(url, OWN, frozenset()) == OWN


def test_what_a_print_page_s_query_says_besides_is_no_story_s() -> None:
    story = "https://example.org/index.php/world/12-a-story-of-old-times"
    twin = f"{story}?page=&print=1&tmpl=component"
    assert twin_of(twin, "https://example.org/index.php/world", {story, twin}) == story
    other = "https://example.org/index.php?id=12&print=1"
    assert twin_of(other, "https://example.org/", {"https://example.org/index.php", other}) == other.partition("&")[0]


@pytest.mark.parametrize(
    "url",
    [
        OWN,
        "https://example.org/print/",
        "https://example.org/print/todays-edition",
        "https://example.org/blueprint",
        "https://example.org/camp/2024?utm_campaign=amplify",
        OWN + "?p=2",
    ],
)
def test_other_addresses_are_no_twins(url: str) -> None:
    assert twin_of(url, "https://example.org/", frozenset()) is None


@pytest.mark.parametrize(
    "path",
    [
        "/Index.HTML", "/Wetter.PHP?Page=3", "/News/2024-MAY-17/A-Story-Of-Five-Words", "/TAG/Pier", "/Politik/Page/4",
        "/Archive/2024/May/", "/NEWS/8C7A1B2C-1234-5678-9ABC-DEF012345678", "/Suche/?Q=pier", "/Login",
        "/a?StoryID=12345", "/FEED/", "/World/RSS.XML", "/a-story-of-five-words/Kommentare",
        "/Impressum", "/View?Print=1",
    ],
)  # fmt: skip
def test_capitals_tell_nothing(path: str) -> None:
    asked = [f"https://example.org{spelt}" for spelt in (path, path.lower())]
    for tell in (shape, page_number, date_in, file_type, chore):
        assert tell(asked[0]) == tell(asked[1])
    assert is_house(path) == is_house(path.lower())
    assert (twin_of(asked[0], OWN, frozenset()) is None) == (twin_of(asked[1], OWN, frozenset()) is None)


def test_a_query_of_any_length_is_read_in_linear_time() -> None:
    began = time.process_time()
    for n in range(50):
        shape(f"https://example.org/?id={'1' * 1_900}~{n}")
    assert time.process_time() - began < 1.5
