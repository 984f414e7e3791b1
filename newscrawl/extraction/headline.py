"""The story's headline as a reader of the page sees it."""

from __future__ import annotations

from typing import Any

from newscrawl.extraction.blocks import Outline
from newscrawl.extraction.metadata import Metadata, Value
from newscrawl.extraction.text import fold, likeness, squeeze

__all__ = ["Headline", "find_headline"]


class Headline:
    """The headline, the other one for search engines or sharing, and where they stood."""

    def __init__(self, text: str = "", source: str = "", element: Any = None, alternative: Value | None = None) -> None:
        self.text = text
        self.source = source
        self.element = element
        self.alternative = alternative


def find_headline(metadata: Metadata, outline: Outline) -> Headline:
    """The visible headline: the `<h1>` that the page's own data knows, else a lone one, else what the data says."""
    told = [Value(metadata.without_site(v.text), v.source) for v in metadata.headlines]
    told = [v for v in told if v.text]
    ours = {fold(n) for n in metadata.site_names}
    best: tuple[float, str, Any] | None = None
    candidates = _candidates(metadata)
    for position, (element, text, level) in enumerate(candidates):
        key = fold(text)
        if not key or key in ours or len(text) > 400:
            continue
        score = max((_agreement(key, text, v.text) for v in told), default=0.0)
        score += {"h1": 0.5, "h2": 0.1}.get(level, 0.0) - 0.01 * position
        if level != "h1" and score < 0.9:
            continue
        if best is None or score > best[0]:
            best = (score, text, element)
    if best and (best[0] >= 0.75 or not told or sum(level == "h1" for _, _, level in candidates) == 1 and best[0] >= 0.5):
        text, source = best[1], "html"
        element = best[2]
    elif told:
        text, source, element = told[0].text, told[0].source, None
        if source == "title":
            source = "html, title"
    else:
        return Headline()
    other = next((v for v in told if v.source != "title" and fold(v.text) != fold(text) and not _is_part(v.text, text)), None)
    return Headline(text, source, element, other)


def _candidates(metadata: Metadata) -> list[tuple[Any, str, str]]:
    found = []
    for element in metadata.document.tree.iter("h1", "h2"):
        level = element.tag
        if level == "h2" and len(found) > 30:
            break
        text = squeeze(" ".join(_visible(element)))
        if text:
            found.append((element, text, level))
        if len(found) > 60:
            break
    for element in metadata.microdata.get("headline", ()):
        if element.tag not in ("meta", "h1", "h2"):
            found.append((element, squeeze(" ".join(_visible(element))), "h2"))
    return found


def _visible(element: Any) -> list[str]:
    """The texts of a heading, with a gap where a line breaks and none elsewhere."""
    pieces: list[str] = []

    def walk(node: Any, depth: int) -> None:
        if node.text:
            pieces.append(node.text)
        for child in node:
            if isinstance(child.tag, str) and child.tag not in ("script", "style", "svg", "button", "noscript") and depth < 40:
                if child.tag in ("br", "div", "p", "h1", "h2", "h3"):
                    pieces.append("\n")
                walk(child, depth + 1)
                if child.tag in ("div", "p"):
                    pieces.append("\n")
            if child.tail:
                pieces.append(child.tail)

    walk(element, 0)
    return ["".join(pieces)]


def _agreement(key: str, text: str, told: str) -> float:
    other = fold(told)
    if key == other:
        return 1.0
    if not other:
        return 0.0
    if key in other or other in key:
        shorter, longer = sorted((len(key), len(other)))
        return 0.6 + 0.4 * shorter / longer
    return 0.9 * likeness(text, told)


def _is_part(one: str, other: str) -> bool:
    a, b = fold(one), fold(other)
    return a in b or b in a
