"""A story of six sentences, another one, and what is read from a page made of them."""

from __future__ import annotations

from newscrawl.extraction import Document, examine

STORY = [f"Sentence {n} tells at some length what the council of Harbour County decided on Monday." for n in range(6)]
OTHER = [f"Paragraph {n} is of another story, about a fire in the hills that nobody saw on Sunday." for n in range(6)]
HEADLINE = "Council decides on the pier"
TEXT = "\n\n".join(STORY)


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(page: str) -> str:
    html = f"<html><head><title>{HEADLINE}</title></head><body>{page}</body></html>"
    article, _ = examine(Document.parse(html, "https://example.org/2024/04/17/council-decides-on-the-pier"))
    return article.article_body
