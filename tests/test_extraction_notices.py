"""Pages that leave out what HTML lets them leave out, or put a notice in front of the story."""

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


def test_a_long_notice_in_front_of_the_story_hides_neither_date_nor_byline() -> None:
    notice = "".join(
        f"<p>Notice {n}: {'we and our partners keep what you allow us to keep on your device, ' * 4}</p>"
        for n in range(4)
    )
    page = f"""<!doctype html><html lang="de"><title>Pier</title><body><div>{notice}</div>
        <div><h1>Rat stimmt f\u00fcr neuen Pier</h1><div>Von Ann Lee</div>
        <span>18. November 2024, 16:52 Uhr</span>{TEXT}</div>"""
    article = extract(page, "https://example.org/rat-stimmt-fuer-neuen-pier-123456")
    assert article
    assert (article.date_published, article.authors) == ("2024-11-18T16:52:00+00:00", ["Ann Lee"])
