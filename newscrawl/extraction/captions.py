"""The lead picture: its address, its caption and whom it is credited to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from newscrawl.extraction.blocks import Outline
from newscrawl.extraction.jsonld import strings
from newscrawl.extraction.metadata import Metadata
from newscrawl.extraction.text import fold, squeeze
from newscrawl.extraction.vocabulary import is_credit, role_of
from newscrawl.urls import absolute

__all__ = ["Picture", "lead_picture", "split_credit"]

_BRACKETED = re.compile(r"^(?P<caption>.*\S)\s*[(\[](?P<credit>[^()\[\]]{2,120})[)\]]\s*\.?$", re.DOTALL)
_LABELLED = re.compile(
    r"^(?P<caption>.*?)\s*[|/–—-]?\s*(?:\b(?:photo(?:graph)?|foto|image|bild|picture|credit|fotograf|crédit|photograph|quelle|source|"
    r"photo credit|image credit|bildquelle|bildnachweis|crédit photo|créditos?|fotografía|kuva|фото)\s?(?:by|von|par|por)?\s?[:：]|©|\(c\))"
    r"\s*(?P<credit>[^|]{2,120})$",
    re.IGNORECASE | re.DOTALL,
)
_CREDIT_WORDS = re.compile(
    r"\b(?:AP|AFP|Reuters|Getty|dpa|EPA|Photo|Foto|Image|Press|Shutterstock|iStock|Handout|Courtesy|via|Images?|Agency|News|File)\b|/|©", re.IGNORECASE
)


@dataclass(slots=True)
class Picture:
    """The lead picture as a page shows it."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    sources: dict[str, str] | None = None


def lead_picture(metadata: Metadata, outline: Outline, headline: str) -> Picture:
    """The picture at the story's head."""
    picture = Picture(sources={})
    assert picture.sources is not None
    document = metadata.document
    for value, source in [
        *((v, "json-ld") for v in _images(metadata.node.get("image"))),
        *((v, "microdata") for v in metadata.props("image")),
        *((v, "opengraph") for k in ("og:image", "og:image:url", "og:image:secure_url") for v in document.meta.get(k, ())),
        *((v, "meta") for k in ("twitter:image", "twitter:image:src", "thumbnail") for v in document.meta.get(k, ())),
        *((v, "html") for v in document.tree.xpath("//link[@rel='image_src']/@href")[:1]),
    ]:
        url = absolute(document.base_url, str(value))
        if url:
            picture.url = url
            picture.sources["image_url"] = source
            break
    found = _caption(outline, headline)
    if found is not None:
        caption, credit = _words(found)
        if caption and fold(caption) != fold(headline):
            picture.caption = caption
            picture.sources["image_caption"] = "html"
        if credit:
            picture.credit = credit
            picture.sources["image_credit"] = "html"
    else:
        for image in _flat(metadata.node.get("image")):
            caption = next(iter(strings(image.get("caption")) or strings(image.get("description"))), None)
            credit = next(iter(strings(image.get("creditText")) or strings(image.get("author"))), None)
            if caption:
                picture.caption, inner = split_credit(squeeze(caption))
                picture.credit = inner
                picture.sources["image_caption"] = "json-ld"
            if credit:
                picture.credit = _bare(squeeze(credit))
            if picture.credit:
                picture.sources["image_credit"] = "json-ld"
            if caption or credit:
                break
    return picture


def split_credit(text: str) -> tuple[str | None, str | None]:
    """A caption and its credit: "A view. (AP Photo/Jo Doe)" -> ("A view.", "AP Photo/Jo Doe")."""
    text = once(text)
    match = _BRACKETED.match(text)
    if match and (_CREDIT_WORDS.search(match["credit"]) or match["caption"].rstrip().endswith((".", "!", "?", "”", '"'))):
        return _strip(match["caption"]), _bare(match["credit"])
    match = _LABELLED.match(text)
    if match and len(match["credit"].split()) <= 12:
        return _strip(match["caption"]) or None, _bare(match["credit"])
    return text or None, None


def once(text: str) -> str:
    """A text that is printed twice in a row, once."""
    words = text.split()
    half = len(words) // 2
    if half > 2 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return " ".join(words[:half])
    return text


def _strip(text: str) -> str:
    return squeeze(text).strip(" |–—").strip()


def _bare(text: str) -> str | None:
    """A credit without brackets and its label."""
    text = squeeze(text).strip(" ()[]|–—-.:;,")
    match = _LABELLED.match(text)
    if match and not match["caption"]:
        text = match["credit"].strip(" ()[]")
    return text or None


def _caption(outline: Outline, headline: str) -> Any:
    """The element of the first caption that stands near the story's head."""
    limit = None
    wanted = fold(headline)
    first = None
    for block in outline.blocks:
        if block.kind == "h" and fold(block.text) == wanted and limit is None:
            limit = block.index
        if first is None and block.good and not outline.flags(block) and (limit is not None):
            first = block.index
    for node in outline.nodes:
        if not node.caption or node.size < 8:
            continue
        if any(outline.nodes[i].flag and not outline.nodes[i].caption for i in outline.ancestors(node.index)):
            continue
        element = node.element
        if element.tag == "figure" and next(element.iter("figcaption"), None) is None and not _has_caption(element):
            pass
        index = next((b.index for b in outline.blocks if b.node >= node.index), None)
        if index is not None and limit is not None and index < limit - 12:
            continue
        if first is not None and index is not None and index > first + 12:
            return None
        return element
    return None


def _has_caption(element: Any) -> bool:
    return any(role_of(e.get("class") or "").caption for e in element.iter() if isinstance(e.tag, str) and e.get("class"))


def _words(element: Any) -> tuple[str | None, str | None]:
    """Caption and credit inside an element."""
    inner = next(element.iter("figcaption"), None) if element.tag == "figure" else None
    if inner is not None:
        element = inner
    credits: list[str] = []
    rest: list[str] = []

    def walk(node: Any, depth: int) -> None:
        if not isinstance(node.tag, str) or node.tag in ("script", "style", "noscript", "button", "svg") or depth > 60:
            return
        names = f"{node.get('class', '')} {node.get('itemprop', '')}"
        if node is not element and is_credit(names):
            text = squeeze(" ".join(node.itertext()))
            if text:
                credits.append(text)
            return
        if node.text:
            rest.append(node.text)
        for child in node:
            if isinstance(child.tag, str) and child.tag in ("p", "div", "br", "li", "figcaption"):
                rest.append("\n")
            walk(child, depth + 1)
            if child.tail:
                rest.append(child.tail)

    walk(element, 0)
    lines: list[str] = []
    for line in map(squeeze, "".join(rest).split("\n")):
        line = once(line)
        if line and line not in lines:
            lines.append(line)
    caption, credit = split_credit(" ".join(lines)) if lines else (None, None)
    if credits:
        found = _bare(credits[0])
        if credit and found and fold(found) != fold(credit) and caption:
            caption = " ".join(lines)  # the brackets held something else
        credit = found or credit
    return caption, credit


def _images(value: Any) -> list[str]:
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str):
            found.append(item)
        elif isinstance(item, dict):
            found += strings(item.get("url") or item.get("contentUrl") or item.get("@id"))
    return found[:5]


def _flat(value: Any) -> list[dict[str, Any]]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)]
