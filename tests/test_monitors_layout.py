"""A redesign is known by class names, whatever a build tool appends to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.monitors.layout import class_words, is_redesigned, sketch

OLD = b"<article class=\"story-body\"><p class=para><h1 class='headline ArticleTitle__x7Yq2'></h1></article>"
NEW = b'<article class="entry"><p class="text-block"><h1 class="entry-name"></h1></article>'


def test_words_of_class_names_are_told_and_hashes_are_not() -> None:
    assert class_words(OLD) == {"story", "body", "para", "headline", "article", "title"}
    assert class_words(b'<p class="css-1q2w3e sc-4f5g StyledBox__root--ab12">') == {"css", "styled", "box", "root"}


def layouts(*pages: bytes) -> list[list[str]]:
    return [sketch([class_words(page)]) for page in pages]


def test_a_redesign_is_told_once() -> None:
    past = layouts(OLD, OLD, OLD)
    assert not is_redesigned(layouts(OLD)[0], past)
    assert is_redesigned(layouts(NEW)[0], past)
    assert is_redesigned([], past)
    assert not is_redesigned(layouts(NEW)[0], layouts(NEW, OLD, OLD, OLD))


def test_a_redesign_is_told_only_where_three_runs_agreed() -> None:
    assert not is_redesigned(layouts(NEW)[0], layouts(OLD, OLD))
    assert not is_redesigned(layouts(NEW)[0], layouts(OLD, b'<b class="quite-another make-here now">', OLD, OLD))


def test_words_that_few_pages_have_do_not_count() -> None:
    pages = [class_words(OLD), class_words(OLD), class_words(OLD) | {"gallery"}]
    assert set(sketch(pages)) == class_words(OLD)


@given(st.binary(max_size=300))
def test_any_bytes_have_words_or_none(body: bytes) -> None:
    assert all(word.isalpha() and word == word.lower() for word in class_words(b"<p class='" + body + b"'>"))


@given(st.sets(st.sampled_from([f"word{chr(97 + n)}{chr(98 + n)}" for n in range(24)]), min_size=3))
def test_a_layout_is_no_redesign_of_itself(words: set[str]) -> None:
    one = sketch([frozenset(words)])
    assert not is_redesigned(one, [one] * 5)
