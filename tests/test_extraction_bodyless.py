"""Pages that leave out what HTML lets them leave out."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract

TEXT = "".join(f"<p>Paragraph {n} tells at length what the council said of the old pier.</p>" for n in range(8))
STORY = f"<h1>Council votes to rebuild the pier</h1><p>By Ann Lee</p><time datetime='2024-04-17'>17 April</time>{TEXT}"


@pytest.mark.parametrize(
    "page",
    [
        f"<!doctype html><title>Pier</title><article>{STORY}</article>",
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Pier</title><main>{STORY}</main>",
        f"<!doctype html><head><title>Pier</title></head><article>{STORY}</article>",
        f"<TITLE>Pier</TITLE><BODY><ARTICLE>{STORY}</ARTICLE>",
    ],
)
def test_a_page_without_the_tags_of_its_body_is_read(page: str) -> None:
    article = extract(page, "https://example.org/news/council-votes-to-rebuild-the-pier")
    assert article
    assert (article.headline, article.authors) == ("Council votes to rebuild the pier", ["Ann Lee"])
    assert article.article_body.startswith("Paragraph 0 tells")
    assert article.article_body.count("\n\n") == 7
