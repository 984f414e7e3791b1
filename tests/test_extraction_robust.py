"""Any bytes give an Article or None, and in time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction import Document, extract
from newscrawl.items import Article

URL = "https://news.example/2024/05/a-story-of-some-length"
PIECES = [
    "<p>",
    "</p>",
    "<div>",
    "<br>",
    "<h1>",
    "text. ",
    "<table><tr><td>",
    "<a href='//[bad'>",
    "\x00",
    "&#xD800;",
    "<meta charset=x>",
    "é",
]
MONSTERS = {
    "nothing": b"",
    "NULs": b"\x00" * 1_000,
    "nested": b"<div>" * 100_000 + b"x",
    "nested inline": b"<b>" * 100_000 + b"x",
    "line breaks": b"<br>" * 1_000_000,
    "attribute": b'<div class="' + b"a-b " * 2_000_000 + b'">x</div>',
    "json": b'<script type="application/ld+json">' + b"[" * 500_000 + b"</script>",
    "deep json": b'<script type="application/ld+json">{"@type":' + b'{"a":' * 100_000 + b"</script>",
    "open scripts": b"<script>" * 500_000,
    "paragraphs": b"<h1>H</h1>" + b"<p>Some words of a story that never ends.</p>" * 100_000,
    "lines": b"<h1>H</h1>" + b"a<br><br>" * 400_000,
    "captions": b"<h1>H</h1>" + (b'<div class="caption">' * 180 + b"w" + b"</div>" * 180) * 500,
    "tables": b"<h1>H</h1>" + (b"<table><tr><td>" * 60 + b"x" + b"</table>" * 60) * 800,
    "links": b"<h1>H</h1><ul>" + b"<li><a href=/x>y</a>" * 60_000,
    "mojibake": b"<h1>H</h1><p>" + "Ã©".encode() * 2_000_000,
}


@given(st.binary(max_size=3_000))
@settings(max_examples=60, deadline=None)
def test_any_bytes(body: bytes) -> None:
    assert isinstance(extract(body, URL), Article | None)


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join) | st.text(max_size=500))
@settings(max_examples=80, deadline=None)
def test_any_markup(body: str) -> None:
    assert isinstance(extract(body, URL), Article | None)


@pytest.mark.parametrize("name", MONSTERS)
def test_monsters_are_read_in_time(name: str) -> None:
    start = time.perf_counter()
    assert isinstance(extract(MONSTERS[name], URL), Article | None)
    assert time.perf_counter() - start < 6  # 2 s on a machine of its own


def test_lone_surrogates() -> None:
    assert Document.parse("\ud800<p>x\udc00</p>", URL).tree.text_content() == "\ufffdx\ufffd"


def test_the_tree_is_left_alone() -> None:
    import lxml.html

    document = Document.parse("<h1>A</h1><p>Some words.</p><figure><figcaption>C</figcaption></figure>", URL)
    before = lxml.html.tostring(document.tree)
    from newscrawl.extraction import extract_document

    extract_document(document)
    assert lxml.html.tostring(document.tree) == before
