"""The further pages of a story that is told on several, one after the other: "/slug/2", "story_2.html", "?page=2"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from newscrawl.extraction.text import count_words, key
from newscrawl.items import Article
from newscrawl.reading.addresses import PAGE_WORDS
from newscrawl.reading.anchors import Anchor
from newscrawl.urls import PAGE_NAMES, canonical

__all__ = ["FURTHER_PART", "further_parts", "join", "part_number"]

FURTHER_PART = "a further page of the story itself"
_WORD = f"(?:{PAGE_WORDS}|part|teil)"
_QUERY = re.compile(rf"(?:^|&)(?:{PAGE_NAMES})=(\d{{1,2}})(?=&|$)")
_FOLDER = re.compile(rf"/(?:{_WORD}[/_-]?)?(\d{{1,2}})/?$")
_FILE = re.compile(rf"[_,.-](?:{_WORD}[_-]?)?(\d{{1,2}})(?=\.[a-z]{{2,5}}$|/?$)")
_SHORTEST = 3
"""Characters of a path that may be a story's."""
_ENDING = re.compile(r"\.[A-Za-z]{2,5}$")
_ELSEWHERE = frozenset(("comments", "footer", "label", "share"))


def part_number(url: str, story: str) -> int:
    """Which page of the story at the address `story` another address is: 1 for its own; 0: none of its pages."""
    if _bare(url) == (own := _bare(story)):
        return 1
    return next((number for base, number in _parted(url) if base == own), 0)


def further_parts(links: Iterable[Anchor], story: str) -> dict[str, int]:
    """The further pages of the story at an address among a page's links, and which ones they are.

    Links to comments, and to places inside of pages, lead to no part of the text.
    """
    stem = _ENDING.sub("", urlsplit(story).path.rstrip("/"))
    if len(stem) < _SHORTEST:
        return {}
    likely = [link.url for link in links if stem in link.url and not link.fragment and link.region not in _ELSEWHERE]
    return {url: number for url in dict.fromkeys(likely) if (number := part_number(url, story)) > 1}


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


def _bare(url: str) -> str:
    """An address without what one page may be told by or not: scheme, last slash."""
    return canonical(url).partition("://")[2].rstrip("/")


def _parted(url: str) -> Iterator[tuple[str, int]]:
    """The stories of which an address may be a further page, and which one."""
    parts = urlsplit(canonical(url))
    path, query = parts.path, parts.query
    if found := _QUERY.search(query):
        rest = (query[: found.start()] + query[found.end() :]).strip("&")
        yield f"{parts.netloc}{path}".rstrip("/") + (f"?{rest}" if rest else ""), int(found[1])
    behind = f"?{query}" if query else ""
    low = path.lower()
    if found := _FOLDER.search(low):
        yield f"{parts.netloc}{path[: found.start()]}{behind}".rstrip("/"), int(found[1])
    if found := _FILE.search(low):
        yield f"{parts.netloc}{path[: found.start()]}{path[found.end() :]}{behind}".rstrip("/"), int(found[1])
