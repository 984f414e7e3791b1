"""From bytes to text: the order of the WHATWG standard, and what news servers get wrong."""

from __future__ import annotations

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.extraction.document import Document
from newscrawl.extraction.mojibake import repair_mojibake

URL = "https://www.example.org/a/b"
WORDS = "Überraschung in Łódź: „Der Fluß“ steigt – 5 € für alle"
HTTP_EQUIV = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">'
EAST = "宮崎県で震度5弱、高知と宮崎に1メートルの津波注意報"
NORTH = "Söngur þjóðarinnar hljómaði við höfnina í gær; þar söfnuðust íbúar saman og ræddu framtíð bryggjunnar."


def page(words: str, head: str = "") -> str:
    return f"<html><head>{head}<title>x</title></head><body><h1>{words}</h1><p>{words}</p></body></html>"


def heading(document: Document) -> str:
    return str(document.tree.xpath("string(//h1)"))


@pytest.mark.parametrize(
    ("html", "header", "words"),
    [
        (page(WORDS).encode(), "utf-8", WORDS),
        (page(WORDS).encode(), None, WORDS),
        (codecs.BOM_UTF8 + page(WORDS).encode(), "iso-8859-1", WORDS),  # the mark is stronger than the header
        (codecs.BOM_UTF16_LE + page(WORDS).encode("utf-16-le"), "utf-8", WORDS),
        (page("Müller’s Café").encode("cp1252"), "iso-8859-1", "Müller’s Café"),  # a label of windows-1252
        (page("Müller’s Café", '<meta charset="latin1">').encode("cp1252"), None, "Müller’s Café"),
        (page("Přílet", HTTP_EQUIV).encode("cp1250"), None, "Přílet"),
        (page(EAST, "<meta charset=shift_jis>").encode("shift_jis"), None, EAST),
        (page(EAST, "<meta charset=utf-8>").encode("euc_jp"), "euc-jp", EAST),  # the header is stronger than the meta
        (page("促进航天技术更好惠及人民", "<meta charset=gb2312>").encode("gbk"), None, "促进航天技术更好惠及人民"),
        (page(EAST * 20).encode("shift_jis"), None, EAST * 20),  # told nowhere: detected
        (page(NORTH).encode("cp1252"), None, NORTH),  # detected as a charset of DOS, which the web never had
        (page(WORDS).encode(), "iso-8859-1", WORDS),  # valid UTF-8 is UTF-8, whatever the header says
        (page(WORDS).encode(), "no-such-charset", WORDS),
    ],
)  # fmt: skip
def test_the_text_is_read_in_the_right_encoding(html: bytes, header: str | None, words: str) -> None:
    assert heading(Document.parse(html, URL, header)) == words


def test_mojibake_is_repaired_where_that_is_certain() -> None:
    broken = "It’s a café".encode().decode("cp1252")
    assert heading(Document.parse(page(broken), URL)) == "It’s a café"
    assert (
        repair_mojibake("<p>SÃO PAULO, São Tomé, Ångström, Nürnberg</p>".encode()).decode()
        == "<p>SÃO PAULO, São Tomé, Ångström, Nürnberg</p>"
    )


@pytest.mark.parametrize(
    "html", [b"", b"\x00", b"\x00\xff\xfe", b"<", b"<!--", b"<?xml", b"<html", "\ud83d", "\x00<p>\ud800a", " \n"]
)
def test_scraps_give_a_document(html: bytes | str) -> None:
    document = Document.parse(html, URL)
    assert document.tree.tag == "html" or document.tree.tag
    assert (document.title, document.json_ld, document.canonical_url) == ("", [], None)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "gb18030", "iso-2022-jp", "x"]))
def test_any_bytes_give_a_document(html: bytes, header: str | None) -> None:
    document = Document.parse(html, URL, header)
    assert isinstance(document.title, str)
    assert isinstance(document.meta, dict)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "text",
        "<b><i>" * 50_000 + "text",
        "<p>" + "word " * 1_000_000,
        f'<p title="{"x" * 5_000_000}">text</p>',
        '<script type="application/ld+json">' + '{"a":' * 50_000 + "</script>",
        '<script type="application/ld+json">' + "[" * 200_000 + "</script>",
        "<table><tr><td>" * 20_000,
    ],
    ids=["deep", "deep inline", "long", "attribute", "json", "json list", "tables"],
)
def test_hostile_pages_give_a_document_soon(html: str) -> None:
    start = time.perf_counter()
    document = Document.parse(html.encode(), URL)
    assert document.json_ld is not None
    assert time.perf_counter() - start < 4  # 2 s on an idle machine


def test_json_ld_is_flattened_and_slips_are_repaired() -> None:
    texts = [
        '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "a",}]}',
        '[{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "b"}}]',
        '<!-- {"@type": "Article", "headline": "line\nbreak"} -->',
    ]
    html = "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)
    nodes = Document.parse(html, URL).json_ld
    assert [n.get("headline") for n in nodes if "headline" in n] == ["a", "b", "line\nbreak"]


def test_addresses_and_language() -> None:
    document = Document.parse(
        '<html lang="de_AT"><head><base href="/base/"><link rel="Canonical" href="story?a=1">'
        "</head><body></body></html>",
        URL,
    )
    assert document.base_url == "https://www.example.org/base/"
    assert document.canonical_url == "https://www.example.org/base/story?a=1"
    assert document.language == "de-AT"


def test_where_the_header_lies_the_page_s_own_word_counts() -> None:
    page = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź, příliš žluťoučký</p></body></html>"
    assert "Łódź, příliš žluťoučký" in Document.parse(page.encode("iso-8859-2"), URL, "utf-8").text


@pytest.mark.parametrize("beside", ["", "“Fire” — “Ice” — «Été»"])
def test_quotes_that_were_pasted_into_a_page_of_another_charset_are_read(beside: str) -> None:
    story = "<p>It’s the union’s pier, the mayor’s aide said in Tétrault’s boat: “No” – and that’s that</p>"
    page = f"<html><body>{story}<p>©{beside}</p></body></html>".encode().replace("’".encode(), b"\x92")
    assert "It’s the union’s pier, the mayor’s aide said in Tétrault’s boat" in Document.parse(page, URL, "utf-8").text


def test_a_character_that_was_cut_is_one_that_is_not_known() -> None:
    page = "<html><body><p>The mayor’s aide, été “x” and…".encode()[:-1] + b"</p></body></html>"
    assert "and\ufffd" in Document.parse(page, URL, "utf-8").text


def test_a_page_in_chinese_that_is_called_utf_8_is_not() -> None:
    text = "市议会周一投票决定重建旧码头，市长说工程将于春季开始，居民对此表示欢迎。" * 8
    page = f"<html><body><p>{text}</p></body></html>".encode("gb18030")
    assert text in Document.parse(page, URL, "utf-8").text
