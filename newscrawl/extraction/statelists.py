"""The paragraphs of a story that a page's scripts hold as a list, one by one, as editors of rich text write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from itertools import islice
from typing import Any

from newscrawl.extraction.text import ends

__all__ = ["MOST", "listed_paragraphs", "script_data"]

_KEYS = ("content", "text", "value", "html", "body", "data", "copy", "paragraph")
"""Under which a paragraph's words stand."""
_WORDS = re.compile(rf'"(?:{"|".join(_KEYS)})"\s{{0,3}}:\s{{0,3}}"[^"]{{30}}')
"""Words under one of them: most scripts have none, and are not taken apart."""
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
_ASSIGNED = re.compile(r"[=(]\s{0,3}(?=[{\[]|(?<=parse\()\s{0,3}\")")
"""Where data begin, or the string of `JSON.parse("…")`."""
_MOST_ASSIGNED = 12
_FEWEST, _LEAST = 2, 300
"""Paragraphs of a story, and its characters, at least."""
_STORIES = 5
"""Stories of a script that are read."""
_SENTENCE = 40
_DEPTH = 30
MOST = 100_000
"""Things in a page's data that are looked at, those in lists in lists again."""


_Piece = tuple[str, str]
"""Tag and text of a paragraph."""
_Said = dict[str, list[_Piece]]
"""What a thing says under each of the keys."""


def listed_paragraphs(script: str, room: list[int]) -> list[str]:
    """The longest stories among the lists of a script's data, as HTML.

    `room`: how many things may be looked at yet, of all scripts (`MOST`); it becomes less.
    """
    stories: dict[str, int] = {}
    worth = room[0] > 0 and sum(1 for _ in islice(_WORDS.finditer(script), _FEWEST)) == _FEWEST
    for data in script_data(script) if worth else ():
        _walk([data], _DEPTH, room, stories)
    return sorted(stories, key=lambda story: -stories[story])[:_STORIES]


def script_data(script: str) -> Iterator[Any]:
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
            yield json.loads(data, strict=False) if isinstance(data, str) else data
        except (ValueError, RecursionError):
            at = match.end()


def _walk(
    things: list[Any], depth: int, room: list[int], stories: dict[str, int]
) -> list[tuple[dict[str, Any], _Said]]:
    """The things in a list and what they say. Where that is a story, it is added to `stories`, with its length."""
    said: list[tuple[dict[str, Any], _Said]] = []
    for thing in things if depth else ():
        if isinstance(thing, dict):
            said.append((thing, _said(thing, depth, room, stories)))
        elif isinstance(thing, list):
            _walk(thing, depth - 1, room, stories)
    if len(said) >= _FEWEST and 2 * sum(not _OTHERS.isdisjoint(thing) for thing, _ in said) < len(said):
        for key in _KEYS:
            pieces = [piece for _, told in said for piece in told.get(key, ())]
            sentences = [text for tag, text in pieces if tag == "p" and _is_sentence(text)]
            if len(sentences) >= _FEWEST and (length := sum(map(len, sentences))) > _LEAST:
                stories["".join(f"<{tag}>{_html(text)}</{tag}>" for tag, text in pieces)] = length
    return said


def _said(thing: dict[str, Any], depth: int, room: list[int], stories: dict[str, int]) -> _Said:
    """What a thing says: the words under a key, else what the things inside of it say under that key."""
    room[0] -= 1
    if room[0] < 0:
        return {}
    kind = next((thing[name] for name in _TYPES if isinstance(thing.get(name), str)), "")
    said: _Said = {}
    for inner in thing.values():
        if isinstance(inner, (dict, list)):
            _join(_walk(inner if isinstance(inner, list) else [inner], depth - 1, room, stories), kind, said)
    if _FOREIGN.search(kind):
        return {}
    for key in _KEYS:
        if isinstance(words := thing.get(key), str):
            said[key] = [(_tag(kind), words)] if words.strip() else []
    return said


def _join(parts: list[tuple[dict[str, Any], _Said]], kind: str, said: _Said) -> None:
    """Add what the things in one value of a thing of a `kind` say to what it says itself."""
    for key in {key for _, told in parts for key in told}:
        pieces = [piece for _, told in parts for piece in told.get(key, ())]
        texts = [text for _, text in pieces]
        if _is_one_text(texts):
            pieces = [(_tag(kind), "".join(texts))]
        elif "list" in kind.lower():
            pieces = [("li", text) for text in texts]
        said.setdefault(key, []).extend(pieces)


def _tag(kind: str) -> str:
    return "h2" if "head" in kind.lower() else "p"


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
