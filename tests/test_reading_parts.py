"""Stories that are told on several pages: which addresses are their pages, and one text of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import Article, Image, Link
from newscrawl.reading.partnames import part_number, stories_of
from newscrawl.reading.parts import join
from newscrawl.reading.read import read
from newscrawl.site import Site

STORY = "https://www.example.org/local/council-votes-to-close-the-old-pier"
SITE = Site(name="example.org", home="https://www.example.org/", domains=("example.org",))


@pytest.mark.parametrize(
    ("further", "story"),
    [
        (f"{STORY}/2", STORY),
        (f"{STORY}/2/", f"{STORY}/"),
        (f"{STORY}/page/2/", f"{STORY}/"),
        (f"{STORY}/seite-2", STORY),
        (f"{STORY}?page=2", STORY),
        (f"{STORY}?id=7&p=2", f"{STORY}?id=7"),
        (f"{STORY}_2.html", f"{STORY}.html"),
        (f"{STORY}-2.html", f"{STORY}.html"),
        (f"{STORY},2.html", f"{STORY}.html"),
        (f"{STORY}-seite-2.html", f"{STORY}.html"),
        (f"{STORY}-page2", STORY),
        ("http://www.example.org/A/2024/04/17/AB12_2.shtml", "https://www.example.org/A/2024/04/17/AB12.shtml"),
    ],
)
def test_addresses_of_further_pages(further: str, story: str) -> None:
    assert part_number(further, story) == 2
    assert part_number(story, story) == 1


def test_the_stories_of_which_an_address_may_be_a_further_page() -> None:
    assert stories_of(f"{STORY}/2") == [STORY]
    assert stories_of(f"{STORY}/1") == []
    assert stories_of("https://www.example.org/2") == []  # the front page is none


@pytest.mark.parametrize(
    "other",
    [
        f"{STORY}/comments",
        f"{STORY}-again",
        f"{STORY}/2/print",
        "https://www.example.org/local/2",
        "https://other.example/local/council-votes-to-close-the-old-pier/2",
        f"{STORY}?page=two",
        f"{STORY}?page=123",
        f"{STORY}2",
    ],
)
def test_other_addresses_are_none(other: str) -> None:
    assert part_number(other, STORY) == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_addresses_can_be_asked(one: str, other: str) -> None:
    assert part_number(f"https://e.org/{one}", f"https://e.org/{other}") in range(1000)
    assert part_number(f"https://e.org/{one}", f"https://e.org/{one}") == 1


def lines(first: int, last: int) -> list[str]:
    return [f"Sentence {n} tells at some length what the council decided on Monday night." for n in range(first, last)]


def page(text: list[str], pager: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text)
    byline = "<p class='byline'>By Ann Lee</p><time datetime='2024-04-17T10:00Z'></time>"
    head = f"<h1>Council votes to close the pier</h1>{byline}"
    form = "<meta property='og:type' content='article'>"
    return f"<html>{form}<body><article>{head}{body}{pager}</article></body></html>".encode()


def test_a_page_tells_which_one_follows_it_and_asks_none_of_them_as_a_page_of_its_own() -> None:
    pager = "".join(f"<a href='{STORY}/{n}'>{n}</a> " for n in (3, 2)) + f"<a href='{STORY}/2#comments'>2 comments</a>"
    first = read(page(lines(0, 9), pager), STORY, site=SITE, hint="article")
    assert first.next_part == f"{STORY}/2"
    assert {found.skip for found in first.found if found.url.startswith(f"{STORY}/")} == {
        "a further page of the story itself"
    }
    second = read(page(lines(9, 11), pager), f"{STORY}/2", page_url=STORY, site=SITE, hint="article")
    assert second.next_part == f"{STORY}/3"
    assert second.article is not None
    third = read(page(lines(11, 12), pager), f"{STORY}/3", page_url=STORY, site=SITE, hint="article")
    assert (third.kind, third.next_part) == ("article", None)


def test_a_page_read_by_itself_tells_of_which_story_it_may_be_a_further_one() -> None:
    back = f"<a href='{STORY}'>1</a> <a href='{STORY}/3'>3</a>"
    assert read(page(lines(9, 19), back), f"{STORY}/2", site=SITE, hint="article").part_of == STORY
    assert read(page(lines(9, 19), ""), f"{STORY}/2", site=SITE, hint="article").part_of is None
    assert read(page(lines(0, 9), back), STORY, site=SITE, hint="article").part_of is None


@pytest.mark.parametrize(
    "link",
    [
        f"<a href='{STORY}?page=2#comments'>older comments</a>",
        f"<div id='comments'><a href='{STORY}?page=2'>older</a></div>",
        f"</article><footer><a href='{STORY}/2'>2</a></footer>",
    ],
)
def test_pages_of_comments_are_no_further_pages(link: str) -> None:
    assert read(page(lines(0, 9), link), STORY, site=SITE, hint="article").next_part is None


def test_the_text_of_a_further_page_stands_behind_the_first_once() -> None:
    first = Article(url=STORY, headline="Pier", article_body="One.\n\nTwo.", links=[Link("https://e.org/a", "a")])
    second = Article(
        url=STORY,
        headline="Pier",
        article_body="Pier\n\nTwo.\n\nThree.",
        links=[Link("https://e.org/a", "a"), Link("https://e.org/b", "b")],
        images=[Image("https://e.org/i.jpg")],
        correction="It was three.",
    )
    assert join(first, second)
    assert first.article_body == "One.\n\nTwo.\n\nThree."
    assert (first.word_count, first.correction) == (3, "It was three.")
    assert [link.url for link in first.links] == ["https://e.org/a", "https://e.org/b"]
    assert [image.url for image in first.images] == ["https://e.org/i.jpg"]
    assert not join(first, second)
    assert first.article_body == "One.\n\nTwo.\n\nThree."
