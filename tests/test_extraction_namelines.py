"""Bylines without a word for it beside the date, and with the rarer words for it."""

from __future__ import annotations

import pytest

from newscrawl.extraction.article import examine
from newscrawl.extraction.authors import credits_of
from newscrawl.extraction.document import Document

TEXT = "".join(
    f"<p>The council voted on Monday, {n} to one, to close the old pier for good in spring.</p>" * 2 for n in "93"
)


def authors(lines: str, lang: str = "en", head: str = "", end: str = "") -> list[str]:
    top = f"<html lang='{lang}'><head>{head}</head><body><h1>Council closes the pier</h1>{lines}"
    page = f"{top}<div>{TEXT}{end}</div></body></html>"
    return examine(Document.parse(page, "https://example.org/pier"))[0].authors


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Jane Doe in Washington and John Smith in London", ["Jane Doe", "John Smith"]),
        (
            "Jane Doe in Brussels, John Smith in Berlin and Ann Lee in Rome",
            ["Jane Doe", "John Smith", "Ann Lee"],
        ),
        ("Jane Doe Political correspondent", ["Jane Doe"]),
        ("Jane Doe, à Bruxelles", ["Jane Doe"]),
        ("Juana Pérez, Juan Gómez e Isabel Ruiz", ["Juana Pérez", "Juan Gómez", "Isabel Ruiz"]),
        ("Анна Иванова и Пётр Сидоров", ["Анна Иванова", "Пётр Сидоров"]),
        ("Анна Иванова, корреспондент", ["Анна Иванова"]),
        ("Harbour Hall, Port Ann", []),
        ("Featured on Boston.com, in the news and Patch Somerville", []),
        ("<a href='/a'>Port Ann</a> and <a href='/b'>Tern Narrows</a>", []),
        ("Share Post E-mail Print", []),
    ],
)
def test_a_line_of_names_by_the_date_signs_without_by(line: str, names: list[str]) -> None:
    assert authors(f"<div>{line}</div><div>May 5, 2012</div>") == names


@pytest.mark.parametrize(
    ("byline", "language", "names"),
    [
        ("By Jane Doe of The Harbour Times", "en", ["Jane Doe"]),
        ("Guest post by Jane Doe", "en", ["Jane Doe"]),
        ("Words: Jane Doe. Pictures: John Smith", "en", ["Jane Doe"]),
        ("By Jane Doe. Translated by John Smith.", "en", ["Jane Doe"]),
        ("Von Jane Doe (Text) und John Smith (Fotos)", "de", ["Jane Doe"]),
        ("Von Jane Doe und John Smith, Berlin", "de", ["Jane Doe", "John Smith"]),
        ("Aus Berlin berichtet Jane Doe", "de", ["Jane Doe"]),
        ("Aus Kiew berichten Jane Doe und John Smith", "de", ["Jane Doe", "John Smith"]),
        ("Protokoll: Jane Doe", "de", ["Jane Doe"]),
        ("Un reportage de Jane Doe", "fr", ["Jane Doe"]),
        ("Chronique de Jane Doe", "fr", ["Jane Doe"]),
        ("Por: Juana Pérez Corresponsal", "es", ["Juana Pérez"]),
        ("dalla nostra corrispondente Maria Rossi", "it", ["Maria Rossi"]),
        ("a cura di Maria Rossi", "it", ["Maria Rossi"]),
        ("Door onze redacteur Jan de Vries", "nl", ["Jan de Vries"]),
        ("Аутор: Ана Петровић", "sr", ["Ана Петровић"]),
    ],
)
def test_the_rarer_words_of_bylines(byline: str, language: str, names: list[str]) -> None:
    assert credits_of([byline], language=language).people == names
    assert authors(f"<div>{byline}</div><div>May 5, 2012</div>", language) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<a href='/author/jane-doe'><img src='/j.jpg' alt='Jane Doe'></a> <a href='/author/jane-doe'>Jane Doe</a>"
         " <span>Political Reporter</span>", ["Jane Doe"]),
        ("By Jane Doe <a href='#'>Follow</a>", ["Jane Doe"]),
        ("By Jane Doe <a href='mailto:jane@example.org'>Email the author</a>", ["Jane Doe"]),
        ("By <button>Share</button>", []),
        ("<i itemprop='author'>Jane Doe</i> and <i itemprop='author'>John Smith</i>", ["Jane Doe", "John Smith"]),
    ],
)  # fmt: skip
def test_what_stands_around_a_name_is_no_part_of_it(line: str, names: list[str]) -> None:
    assert authors(f"<div>{line}</div><div>May 5, 2012</div>") == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("<meta name='DC.creator' content='Doe, Jane'>", ["Jane Doe"]),
        ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>",
         ["Jane Doe"]),
        ("<meta name='twitter:label1' content='Reading time'><meta name='twitter:data1' content='Jane Doe'>", []),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":["Jane Doe","Ann Lee"]}}</script>',
         ["Jane Doe", "Ann Lee"]),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"<b>Jane Doe</b>"}}</script>',
         ["Jane Doe"]),
    ],
)  # fmt: skip
def test_names_in_the_page_s_data(head: str, names: list[str]) -> None:
    assert authors("", head=head) == names


def test_a_byline_with_by_behind_the_story_signs_it() -> None:
    assert authors("<div>May 5, 2012</div>", end="<p>By Jane Doe</p>") == ["Jane Doe"]


def test_the_word_before_a_day_is_nobody_s_name() -> None:
    assert authors("<p>Effective May 5, 2012</p>") == []
    assert credits_of(["By Theresa May, 5 May 2012"]).people == ["Theresa May"]
