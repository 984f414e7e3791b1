"""Any bytes give an Article or None, in time and within memory."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.demo.newsroom import build
from newscrawl.extraction import Document, extract, extract_document
from newscrawl.extraction.attributes import with_few_attributes
from newscrawl.extraction.state import _quoted
from newscrawl.items import Article
from tests.monsters import MONSTERS, URL, measure

SECONDS = 2 * 3
"""2 s on a machine of its own: one that runs other tests beside has its caches and its clock shared."""
MEGABYTES = 300
PIECES = [
    "<p>", "</p>", "<div>", "<br>", "<h1>", "text. ", "<table><tr><td>", "<a href='//[bad'>", "\x00", "&#xD800;",
    "<meta charset=x>", "é", "<script type=application/ld+json>", '{"@type":"NewsArticle","headline":', "[1e999,",
    "</script>", "<time datetime=", "<figcaption>", "<div class=byline>By ", "\ud800",
]  # fmt: skip


def pages() -> list[bytes]:
    """Whole pages of the bundled newsrooms, one of each layout."""
    newsroom = build("small")
    layouts = {
        (host, truth.layout): truth.url for host in ("newsroom.test", "gazette.test") for truth in newsroom.truth(host)
    }
    return [newsroom.answer(host, url.partition(host)[2], {}).body for (host, _), url in layouts.items()]


PAGES = pages()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A page of a newsroom with some of its bytes flipped, cut off, moved, doubled or mixed with another page's."""
    page = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        begin = draw(st.integers(0, len(page)))
        end = min(len(page), begin + draw(st.integers(0, 4_000)))
        piece = page[begin:end]
        how = draw(st.sampled_from(["flip", "cut", "drop", "move", "repeat", "shuffle", "mix", "noise"]))
        if how == "flip" and piece:
            page = page[:begin] + bytes([page[begin] ^ draw(st.integers(1, 255))]) + page[begin + 1 :]
        elif how == "cut":
            page = page[:end]
        elif how == "drop":
            page = page[:begin] + page[end:]
        elif how == "move":
            page = page[:begin] + page[end:] + piece
        elif how == "repeat":
            page = page[:begin] + piece * draw(st.integers(2, 30)) + page[end:]
        elif how == "shuffle":
            tags = draw(st.permutations(piece.split(b"<")[:40]))
            page = page[:begin] + b"<".join(tags) + page[end:]
        elif how == "mix":
            page = page[:begin] + draw(st.sampled_from(PAGES))[begin:]
        else:
            page = page[:begin] + draw(st.binary(max_size=40)) + page[begin:]
    return page


@given(st.binary(max_size=3_000))
@settings(max_examples=60)
def test_any_bytes(body: bytes) -> None:
    assert isinstance(extract(body, URL), Article | None)


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join) | st.text(max_size=500))
@settings(max_examples=80)
def test_any_markup(body: str) -> None:
    assert isinstance(extract(body, URL), Article | None)


@given(mutated())
@settings(max_examples=120)
def test_any_damage_to_a_page(page: bytes) -> None:
    assert isinstance(extract(page, URL), Article | None)


@pytest.mark.parametrize("name", MONSTERS)
def test_no_page_costs_more_than_it_may(name: str) -> None:
    seconds, megabytes, came = measure([name])[name]
    assert came == "read"
    assert seconds < SECONDS
    assert megabytes < MEGABYTES


def test_attributes_that_are_too_many_are_cut_off() -> None:
    tag = f"<p {' '.join(f'a{n}' for n in range(2_000))}>"
    source = with_few_attributes(f"<h1>A</h1>{tag}text</p>".encode())
    assert source.endswith(b">text</p>")
    assert source.count(b" a") == 501


def test_long_attributes_are_left_alone() -> None:
    page = f"<div data-state='{'{a: 1} ' * 2_000}' class=b>text</div>".encode()
    assert with_few_attributes(page) == page


def test_a_script_is_searched_for_long_strings_alone() -> None:
    long = 'a\\"b ' * 80
    assert list(_quoted(f'x = "short"; y = "{long}"; z = "{long}')) == [long]
    assert list(_quoted(f'it\'s 5" or {"more " * 80}" and "{long}"')) == [f" or {'more ' * 80}", long]


def test_lone_surrogates() -> None:
    assert Document.parse("\ud800<p>x\udc00</p>", URL).tree.text_content() == "\ufffdx\ufffd"


def test_the_tree_is_left_alone() -> None:
    document = Document.parse("<h1>A</h1><p>Some words.</p><figure><figcaption>C</figcaption></figure>", URL)
    before = lxml.html.tostring(document.tree)
    extract_document(document)
    assert lxml.html.tostring(document.tree) == before
