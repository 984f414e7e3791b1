"""Pages that print that the rest of their story is for subscribers."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.walls import says_walled

LEAD = "The ferry to Gull Island sails again on Thursday, the harbour master said, after a storm had kept it…"


def free(box: str, head: str = "", paragraphs: int = 1) -> bool | None:
    page = (
        f"<html lang=en><head>{head}<meta property='article:published_time' content='2026-04-17T08:00:00+02:00'>"
        "<meta property=og:type content=article></head><body><main><article><h1>Ferry to Gull Island sails again</h1>"
        f"{''.join(f'<p>{LEAD} {n} times.</p>' for n in range(paragraphs))}{box}</article></main></body></html>"
    )
    article = extract(page, "https://example.org/news/ferry-to-gull-island-sails-again")
    assert article is not None
    assert "ubscri" not in article.article_body
    return article.is_accessible_for_free


BOX = "<div class=gate><h3>This article is for subscribers</h3><p><a href=/join>Join now</a></p></div>"


def test_a_short_text_above_a_wall_is_not_free() -> None:
    assert free(BOX) is False


def test_a_long_text_says_nothing_of_it_and_data_are_believed() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>'
    assert free(BOX, paragraphs=14) is None
    assert free("") is None
    assert free(BOX, data) is True


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading", "Sign in to read the full story", "This story is only for our members",
        "Contenido exclusivo para suscriptores.", "Article réservé aux abonnés", "Nur für Abonnenten",
        "Contenuto riservato agli abbonati", "Exclusivo para assinantes", "Dit artikel is alleen voor abonnees",
    ],
)  # fmt: skip
def test_walls_of_many_languages_are_known(line: str) -> None:
    assert says_walled(line)


@pytest.mark.parametrize("line", ["Already a subscriber? Log in", "Scroll to continue reading", "The council met."])
def test_what_any_page_may_say_is_no_wall(line: str) -> None:
    assert not says_walled(line)
