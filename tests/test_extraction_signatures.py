"""Who signs behind the story."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract

TEXT = "".join(
    f"<p>The {who} voted on Monday to close the old pier, and the mayor said that work was to begin in spring.</p>"
    for who in ("council", "harbour board", "county", "neighbours of the bay")
)
JAPANESE = "".join(
    f"<p>{who}によると、総事業費は約5億円で、国の補助金を活用する。「早く決めてほしかった」との声も上がっている。</p>"
    for who in ("市", "県", "住民", "警察")
)


def read(text: str, lang: str = "en") -> tuple[list[str], str]:
    page = (
        f"<html lang={lang}><head><meta property='og:type' content='article'></head><body><table><tr><td>"
        f"<h1>Council votes to close the old pier</h1><p>17 April 2024</p>{text}<hr><b>Other stories of this issue</b>"
        "<ul><li><a href='/b'>The bridge is open again</a><li><a href='/c'>A ferry for the bay</a>"
        "<li><a href='/d'>Rain and wind until Sunday</a></ul></table>"
    )
    article = extract(page, "https://example.org/article.php?id=77")
    assert article is not None
    return article.authors, article.article_body


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p align=right><b><i>Jane Doe</i></b></p>", ["Jane Doe"]),
        ("<p style='text-align: right'>Jane Doe</p>", ["Jane Doe"]),
        ("<p><em>Jane Doe</em></p>", ["Jane Doe"]),
        ("<p align=right><a href='/next'>Next Story</a></p>", []),
        ("<p align=right>17 April 2024</p>", []),
        ("<p><b>It was cold.</b></p>", []),
        ("<p><b>Mehr zu Jane Doe</b></p>", []),
    ],
)
def test_a_line_set_apart_behind_the_story_that_holds_names_alone(line: str, authors: list[str]) -> None:
    found, body = read(TEXT + line)
    assert found == authors
    assert "Jane" not in body


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("（佐藤健一）", ["佐藤健一"]),
        ("（社会部・佐藤健一）", ["佐藤健一"]),
        ("【佐藤健一】", ["佐藤健一"]),
        ("（共同）", []),
        ("（敬称略）", []),
        ("（随時掲載）", []),
    ],
)
def test_brackets_that_end_a_japanese_story(end: str, authors: list[str]) -> None:
    assert read(JAPANESE.removesuffix("</p>") + end + "</p>", "ja")[0] == authors


def test_headline_trail_and_day_in_one_block_are_no_text() -> None:
    top = "Home &gt; News<br><font size=5><b>Council votes to close the old pier</b></font><br>19 April 2024<br><br>"
    page = f"<title>Council votes to close the old pier :: Example</title><body><table><tr><td>{top}{TEXT}</table>"
    article = extract(page, "https://example.org/news/12000.shtml")
    assert article is not None
    assert article.article_body.startswith("The council voted")
    assert article.date_published is not None
    assert article.date_published.startswith("2024-04-19")
