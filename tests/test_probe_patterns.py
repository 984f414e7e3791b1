"""Patterns of article and section addresses, learnt from addresses alone."""

from __future__ import annotations

import re
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.probe.patterns import article_patterns, listing_pattern
from newscrawl.urls import canonical, path_of

HOST = "https://www.news.example"


def learnt(*stories: str, others: tuple[str, ...] = ()) -> list[str]:
    return [p.regex for p in article_patterns([HOST + s for s in stories], [HOST + o for o in others])]


@pytest.mark.parametrize(
    ("stories", "regex"),
    [
        (("/world/pier-opens-1.2050625", "/a/b/ferry-1.2050626"), r"/[^/?]+-\d\.\d{4,}/?(?:\?|$)"),
        (("/2024/04/17/pier/", "/2024/4/18/ferry-sails"), r"/\d{4}/\d{1,2}/\d{1,2}/[^/?]+/?(?:\?|$)"),
        (("/sport/pier-12345.html", "/news/ferry-54321.html"), r"/[^/?]+[-_,.~!]\d{4,}\.html/?(?:\?|$)"),
        (("/news/articles/c1abc2def3g", "/news/articles/clymn8zyrp9o"), r"/(?=[A-Za-z]*\d)[A-Za-z0-9]{10,}/?(?:\?|$)"),
        (("/article/379018", "/article/379019"), r"/article/\d{3,}/?(?:\?|$)"),
        (("/a/379018", "/b/379019"), r"/\d{3,}/?(?:\?|$)"),
        (
            ("/x/story/the-pier-opens-today", "/story/a-ferry-sails-at-six"),
            r"/story/(?:[^/?_-]+[_-]){3,}[^/?]*/?(?:\?|$)",
        ),
        (("/view.php?id=1234", "/view.php?a=1&id=1235"), r"/[^/?]+\.php\?(?:.*&)?id=\d{3,}"),
    ],
)
def test_a_form_of_addresses_becomes_a_pattern(stories: tuple[str, ...], regex: str) -> None:
    assert learnt(*stories) == [regex]


def test_the_most_usual_form_comes_first_and_shares_add_up() -> None:
    stories = [f"{HOST}/a/story-{10000 + n}" for n in range(6)] + [f"{HOST}/2024/04/0{n}/x" for n in range(1, 5)]
    patterns = article_patterns(stories, [])
    assert [p.count for p in patterns] == [6, 4]
    assert sum(p.share for p in patterns) == pytest.approx(1)
    assert patterns[0].example == stories[0]


def test_a_form_that_other_pages_have_too_needs_the_word_in_front() -> None:
    stories = ("/article/379018", "/article/379019")
    assert learnt(*stories, others=("/tag/12345",)) == [r"/article/\d{3,}/?(?:\?|$)"]
    assert learnt(*stories, others=("/tag/12345", "/article/12345")) == []
    dated = ("/news/2024/04/17/a", "/news/2024/04/18/b")
    assert learnt(*dated, others=("/tv/2024/04/17/x",)) == [r"/news/\d{4}/\d{1,2}/\d{1,2}/[^/?]+/?(?:\?|$)"]


@pytest.mark.parametrize(
    "stories",
    [
        ("/pier", "/ferry"),
        ("/2024", "/2023"),
        ("/a/1", "/a/2"),
        ("/only-one-story-here",),
        ("/a/the-pier-opens-today", "/b/a-ferry-sails-at-six"),
    ],
)
def test_words_slugs_and_years_alone_make_no_pattern(stories: tuple[str, ...]) -> None:
    assert learnt(*stories) == []


def test_sections_become_one_pattern_without_stories_and_other_hosts() -> None:
    articles = article_patterns([f"{HOST}/a-{n}" for n in (12345, 12346)], [])
    sections = [f"{HOST}/world/", f"{HOST}/world/europe", f"{HOST}/", "https://x.example/far", f"{HOST}/b-12345"]
    assert listing_pattern(sections, HOST + "/", articles) == r"^/(?:world|world/europe)/?(?:\?|$)"
    assert listing_pattern([f"{HOST}/w(o)rld/", f"{HOST}/%22"], HOST + "/", []) is None


PATHS = st.lists(st.text("ab1-_./?=&%()|\\\"'", max_size=12), min_size=1, max_size=4).map("/".join)


@given(st.lists(PATHS, max_size=12), st.lists(PATHS, max_size=6))
def test_patterns_compile_match_their_example_and_nothing_else_that_is_known(
    stories: list[str], others: list[str]
) -> None:
    urls = [f"{HOST}/{path}" for path in stories]
    known = {path_of(canonical(f"{HOST}/{path}")) for path in others} - {path_of(canonical(url)) for url in urls}
    for pattern in article_patterns(urls, [f"{HOST}/{path}" for path in others]):
        assert re.search(pattern.regex, path_of(pattern.example))
        assert not any(re.search(pattern.regex, path) for path in known)
    if regex := listing_pattern(urls, HOST + "/", []):
        re.compile(regex)


def test_no_address_makes_a_pattern_slow() -> None:
    stories = ("/a-b-c-d-1.20506", "/x/a-b-c-d-12345", "/a-b-c-d-e", "/a,12345.html", "/y-a-12345", "/2024/04/17/x")
    regexes = [regex for story in stories for regex in learnt(story, story + "9")]
    started = perf_counter()
    for regex in regexes:
        for hostile in ("-" * 1900, "a-" * 950, "/-1." * 470, "a-1" * 630, "1" * 1900):
            re.search(regex, "/" + hostile + "!")
    assert perf_counter() - started < 2
