"""What is taken out of a page before it is parsed, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.extraction.markup import split

PIECES = ["<p>text</p>", "<script>", "</script>", "<SCRIPT type=a>", "</SCRIPT>", "<style>", "</style>", "<svg>",
          "</svg>", "<!--", "-->", "<svg/>", "<", ">", "'", '"', "<scripture>", "word"]  # fmt: skip


def parts(page: str) -> tuple[str, list[tuple[str, str]]]:
    markup, scripts = split(page.encode())
    return markup.decode(), [(script.type, script.text) for script in scripts]


def test_scripts_styles_drawings_and_comments_are_no_markup() -> None:
    page = (
        '<head><style>p{}</style><script type="application/ld+json">{"a": "<p>"}</script></head>'
        "<body><!-- <p>old</p> --><p>One <svg><title>icon</title></svg>two.</p></body>"
    )
    assert parts(page) == ("<head></head><body><p>One two.</p></body>", [("application/ld+json", '{"a": "<p>"}')])


def test_a_script_in_a_comment_is_no_script() -> None:
    assert parts("a<!-- <script>b()</script> -->c") == ("ac", [])


def test_a_comment_mark_in_a_script_hides_nothing() -> None:
    assert parts("a<script>x = '<!--'</script>b<p>c</p>")[0] == "ab<p>c</p>"


def test_capital_letters_make_no_difference() -> None:
    assert parts("a<SCRIPT TYPE='text/x'>b</SCRIPT>c<STYLE>d</STYLE>e") == ("ace", [("text/x", "b")])


@pytest.mark.parametrize("page", ["a<!-- b <p>c</p>", "a<svg><p>c</p>", "a<style><p>c</p>"])
def test_what_never_ends_is_left_to_the_parser(page: str) -> None:
    assert parts(page)[0] == page


def test_a_script_without_end_is_the_rest_of_the_page() -> None:
    assert parts("a<script>b<p>c</p>")[0] == "a"


@pytest.mark.parametrize("page", ["<scripture>a</scripture>", "<img src=\"data:image/svg+xml,<svg xmlns=''></svg>\">"])
def test_what_only_looks_like_a_part_stays(page: str) -> None:
    assert parts(page)[0] == page


def test_a_self_closed_element_holds_nothing() -> None:
    assert parts('a<script src="x.js" />b<svg/>c')[0] == "abc"


def test_the_shortest_comment_ends_at_once() -> None:
    assert parts("a<!-->b<p>c</p><!-- d -->e")[0] == "ab<p>c</p>e"


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_markup_is_what_stands_in_the_page_in_order(page: str) -> None:
    markup, scripts = parts(page)
    rest = iter(page)
    assert all(character in rest for character in markup)
    assert len(markup) + sum(len(text) for _, text in scripts) <= len(page)
