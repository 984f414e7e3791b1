"""The further pages of a story that is told on several, one after the other: "/slug/2", "story_2.html", "?page=2"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from newscrawl.extraction.text import count_words, key
from newscrawl.items import Article
from newscrawl.reading.anchors import Anchor
from newscrawl.reading.partnames import part_number, stories_of

__all__ = ["FURTHER_PART", "first_part", "further_parts", "join"]

FURTHER_PART = "a further page of the story itself"
_SHORTEST = 3
"""Characters of a path that may be a story's."""
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_ELSEWHERE = frozenset(("comments", "footer", "label", "share"))


def further_parts(links: Iterable[Anchor], story: str) -> dict[str, int]:
    """The further pages of the story at an address among a page's links, and which ones they are.

    Links to comments, and to places inside of pages, lead to no part of the text.
    """
    stem = _ENDING.sub("", urlsplit(story).path.rstrip("/"))
    if len(stem) < _SHORTEST:
        return {}
    likely = [link.url for link in links if stem in link.url and not link.fragment and link.region not in _ELSEWHERE]
    return {url: number for url in dict.fromkeys(likely) if (number := part_number(url, story)) > 1}


def first_part(links: Iterable[Anchor], url: str) -> str | None:
    """The story of which the page at an address is a further one, where it links back to it."""
    for story in stories_of(url):
        stem = urlsplit(story).path
        if any(stem in link.url and not link.fragment and part_number(link.url, story) == 1 for link in links):
            return story
    return None


def join(article: Article, part: Article) -> bool:
    """Put the text of a further page behind a story's; whether it told anything that was not told before."""
    told = {key(line) for line in (*article.article_body.split("\n\n"), article.headline, article.description or "")}
    lines = [line for line in part.article_body.split("\n\n") if key(line) not in told]
    if not count_words(" ".join(lines)):
        return False
    text = "\n\n".join(lines)
    if article.plain_body is not None or part.plain_body is not None:
        plain = [line for line in (part.plain_body or part.article_body).split("\n\n") if key(line) not in told]
        article.plain_body = "\n\n".join((article.plain_body or article.article_body, *plain))
    article.article_body = f"{article.article_body}\n\n{text}".strip()
    article.word_count = count_words(article.article_body)
    article.correction = article.correction or part.correction
    linked, shown = {link.url for link in article.links}, {image.url for image in article.images}
    article.links += [link for link in part.links if link.url not in linked]
    article.images += [image for image in part.images if image.url not in shown]
    return True
