"""The page's JSON-LD: parsed, repaired where that is safe, and flattened into a list of nodes."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

__all__ = ["read_json_ld", "strings", "types_of"]

_MAX_NODES = 2_000
_MAX_REPAIR = 150_000
"""Characters of all scripts that are given to the repairer at most; it is slow on rubbish."""
_NESTED = ("@graph", "mainEntity", "mainEntityOfPage", "subjectOf", "hasPart", "review")
"""Properties whose values are nodes in their own right."""
_OPENING = re.compile(r"<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[")
_CLOSING = re.compile(r"(?:-->|(?://|/\*)?\s{0,9}\]\]>\s{0,9}(?:\*/)?)$")
_CLOSING_LENGTH = 40
"""Characters of a wrapper's end at most."""
_DECODER = json.JSONDecoder(strict=False)
"""Line breaks may stand in its strings."""
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def read_json_ld(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Every node of these scripts, in order: of a single object, a list, `@graph` and nested main entities."""
    nodes: list[dict[str, Any]] = []
    repairer = _Repairer()
    for text in texts:
        for node in _flatten(_load(text, repairer)):
            nodes.append(node)
            if len(nodes) >= _MAX_NODES:
                return nodes
    return nodes


class _Repairer:
    """Reads broken JSON, as long as there is not too much of it."""

    def __init__(self) -> None:
        self._room = _MAX_REPAIR

    def load(self, text: str) -> Any:
        """The JSON as it was probably meant; None where that cannot be told."""
        self._room -= len(text)
        # Too deep or too long is not a slip of the pen.
        if self._room < 0 or not text.startswith(("{", "[")) or text.count("[") + text.count("{") > 3_000:
            return None
        import json_repair

        try:
            return json_repair.loads(text)
        except (ValueError, RecursionError, IndexError, KeyError, TypeError, AttributeError):
            return None


def _load(text: str, repairer: _Repairer) -> Any:
    """The parsed JSON; None where it cannot be read."""
    text = text.strip().lstrip("\ufeff").rstrip(";")
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        pass
    text = _unwrapped(text)
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text) if "&quot;" in text else ""):
        try:
            return _DECODER.decode(attempt)
        except (ValueError, RecursionError):
            continue
    return repairer.load(text)


def _unwrapped(text: str) -> str:
    """A script without the comment or CDATA section around it."""
    end = _CLOSING.search(text, max(0, len(text) - _CLOSING_LENGTH))
    text = text[: end.start()] if end else text
    begin = _OPENING.match(text)
    return text[begin.end() if begin else 0 :].strip()


def _flatten(data: Any) -> Iterator[dict[str, Any]]:
    """The nodes of a parsed script, the outer ones first."""
    queue = [data]
    seen = 0
    while queue and seen < 4 * _MAX_NODES:
        seen += 1
        item = queue.pop(0)
        if isinstance(item, list):
            queue[:0] = item[:_MAX_NODES]
        elif isinstance(item, dict):
            if "@type" in item or "headline" in item:
                yield item
            queue[:0] = [item[key] for key in _NESTED if isinstance(item.get(key), (dict, list))]


def types_of(node: dict[str, Any]) -> set[str]:
    """The node's types without the vocabulary's address: {"NewsArticle"}."""
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return {str(v).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for v in values if isinstance(v, str)}


def strings(value: Any) -> list[str]:
    """The words that a value holds: of a string, a list of them, or nodes with a name."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("name") or item.get("@value") or item.get("text")
        if isinstance(item, list):
            item = item[0] if item else None
        if isinstance(item, (str, int, float)) and not isinstance(item, bool) and (words := str(item).strip()):
            found.append(words)
    return found
