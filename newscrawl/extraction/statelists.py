"""The paragraphs of a story that a page's scripts hold as a list, one by one, as editors of rich text write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from newscrawl.extraction.text import ends

__all__ = ["MOST", "listed_paragraphs"]

_KEYS = ("content", "text", "value", "html", "body", "data", "copy", "paragraph")
"""Under which a paragraph's words stand."""
_TYPES = ("type", "_type", "nodeType", "__typename", "kind", "name")
_FOREIGN = re.compile(
    r"(?:^|[^a-z])ads?(?:$|[^a-z])|advert|image|picture|photo|video|audio|gallery|embed|social|related|promo|newsletter"
    r"|teaser|link|comment|author|tag",
    re.IGNORECASE,
)
"""Types of what stands between paragraphs."""
_OTHERS = frozenset(("headline", "title", "url", "href", "slug", "username", "author"))
"""What teasers and comments have, and no paragraph."""
_MARKUP = re.compile(r"</?[a-z][^<>]*>|&#?\w{2,8};", re.IGNORECASE)
_ASSIGNED = re.compile(r"[=(]\s{0,3}(?=[{\[])")
_MOST_ASSIGNED = 12
_FEWEST, _LEAST = 2, 300
"""Paragraphs of a story, and its characters, at least."""
_STORIES = 5
"""Stories of a script that are read."""
_SENTENCE = 40
_DEPTH = 30
MOST = 100_000
"""Things in a page's data that are looked at, those in lists in lists again."""


def listed_paragraphs(script: str, room: list[int]) -> list[str]:
    """The longest stories among the lists of a script's data, as HTML.

    `room`: how many things may be looked at yet, of all scripts (`MOST`); it becomes less.
    """
    stories: dict[str, int] = {}
    for data in _data(script) if room[0] > 0 else ():
        for items in _lists(data, _DEPTH, room):
            for key in _KEYS:
                found = [piece for item in items for piece in _pieces(item, key, _DEPTH, room)]
                told = [text for tag, text in found if tag == "p" and _is_sentence(text)]
                if len(told) >= _FEWEST and (length := sum(map(len, told))) > _LEAST:
                    stories["".join(f"<{tag}>{_html(text)}</{tag}>" for tag, text in found)] = length
    return sorted(stories, key=lambda story: -stories[story])[:_STORIES]


def _data(script: str) -> Iterator[Any]:
    """The data in a script: it is nothing else, or it sets variables to them."""
    script = script.strip()
    try:
        yield json.loads(script, strict=False)
        return
    except (ValueError, RecursionError):
        pass
    decoder, at = json.JSONDecoder(strict=False), 0
    for _ in range(_MOST_ASSIGNED):
        match = _ASSIGNED.search(script, at)
        if match is None:
            return
        try:
            data, at = decoder.raw_decode(script, match.end())
            yield data
        except (ValueError, RecursionError):
            at = match.end()


def _lists(data: Any, depth: int, room: list[int]) -> Iterator[list[dict[str, Any]]]:
    """Lists of things that may be paragraphs."""
    room[0] -= 1
    if depth == 0 or room[0] < 0:
        return
    if isinstance(data, list):
        items = [item for item in data if isinstance(item, dict)]
        if len(items) >= _FEWEST and 2 * sum(not _OTHERS.isdisjoint(item) for item in items) < len(items):
            yield items
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(inner, (dict, list)):
            yield from _lists(inner, depth - 1, room)


def _pieces(item: dict[str, Any], key: str, depth: int, room: list[int]) -> list[tuple[str, str]]:
    """What an item of such a list says: tag and text of each of its paragraphs."""
    kind = next((item[name] for name in _TYPES if isinstance(item.get(name), str)), "")
    room[0] -= 1
    if depth == 0 or room[0] < 0 or _FOREIGN.search(kind):
        return []
    tag = "h2" if "head" in kind.lower() else "p"
    if isinstance(words := item.get(key), str):
        return [(tag, words)] if words.strip() else []
    found: list[tuple[str, str]] = []
    for inner in item.values():
        parts = inner if isinstance(inner, list) else [inner]
        pieces = [_pieces(part, key, depth - 1, room) for part in parts if isinstance(part, dict)]
        texts = [text for piece in pieces for _, text in piece]
        if _is_one_text(texts):
            found.append((tag, "".join(texts)))
        else:
            found += [("li" if "list" in kind.lower() else inside, text) for piece in pieces for inside, text in piece]
    return found


def _is_one_text(texts: list[str]) -> bool:
    """Whether texts are parts of one: a blank stands where one of them ends and the next begins."""
    return len(texts) > 1 and any(
        one[-1:].isspace() or other[:1].isspace() for one, other in zip(texts, texts[1:], strict=False)
    )


def _is_sentence(text: str) -> bool:
    bare = _MARKUP.sub("", text).strip()
    return len(bare) >= _SENTENCE and ends(bare)


def _html(text: str) -> str:
    return text if _MARKUP.search(text) else escape(text, quote=False)
