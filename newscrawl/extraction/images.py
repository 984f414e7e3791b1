"""The pictures of a story: the lead picture, and those that stand in its text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newscrawl.extraction.captions import credit_of, says_something, split_credit
from newscrawl.extraction.document import Document
from newscrawl.extraction.pictures import is_blank, is_small
from newscrawl.extraction.text import clean
from newscrawl.items import Article, Image
from newscrawl.urls import absolute

__all__ = ["images"]

_MOST = 100
"""Pictures of a story at most: more than the largest galleries have."""
_LOOKED_AT = 400
"""Pictures in the story's element that are looked at."""
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-srcset", "srcset")
"""Where pages keep the address of a picture that a script loads."""
_AWAY = frozenset(("nav", "aside", "footer", "noscript", "header", "button", "form"))
_ENLARGED = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b|^#|^javascript:|gallery|lightbox", re.IGNORECASE)
"""Addresses by which a picture leads to itself."""
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:related|teasers?|promos?|recommend\w*|more|newsletter|social|share)(?:$|[\s_-])", re.IGNORECASE
)
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|\d{3,4}w?|scaled|large|medium|small)$", re.IGNORECASE)
_MUCH = 500
"""Characters of class words that are looked at."""
_LONGEST = 1_200
"""Characters of a caption at most."""


def images(document: Document, article: Article, holder: HtmlElement | None) -> list[Image]:
    """The story's pictures in the order of the page, the lead picture first, each once in whatever size.

    `holder`: the element that holds the text, where it is known; it is left as it is.
    """
    found: dict[str, Image] = {}
    if article.image_url:
        lead = Image(url=article.image_url, caption=article.image_caption, credit=article.image_credit)
        found[_same(lead.url)] = lead
    for element in islice(holder.iter("img"), _LOOKED_AT) if holder is not None else ():
        url = _address(element, document.base_url)
        if len(found) >= _MOST or url is None or _same(url) in found or not _is_story_s(element, holder):
            continue
        caption, credit = _caption(element)
        found[_same(url)] = Image(url=url, caption=caption, credit=credit)
    return list(found.values())


def _same(url: str) -> str:
    """What the addresses of one picture in several sizes have in common: host and file, without marks of a size."""
    parts = urlsplit(url)
    stem, dot, ending = parts.path.rpartition("/")[2].removesuffix(".webp").rpartition(".")
    if not dot or len(ending) > 5 or len(stem) < 8:  # "1.jpg", or a number behind a script
        return f"{parts.netloc}{parts.path}?{parts.query}"
    return f"{parts.netloc} {_SIZE.sub('', stem)}"


def _address(element: HtmlElement, base: str) -> str | None:
    own = element.get("src") or ""
    for value in (own, *(element.get(name) or "" for name in _LAZY)):
        # (Of a `srcset` the last one, which is the largest as a rule.)
        address = value if value is own or "," not in value or " " not in value else value.rpartition(",")[2]
        address = address.strip().split(" ")[0]
        if address and not address.startswith("data:") and not is_blank(address) and (url := absolute(base, address)):
            return url
    return None


def _is_story_s(element: HtmlElement, holder: HtmlElement | None) -> bool:
    """Whether a picture is one of the story, and no decoration, portrait or teaser."""
    if is_small(element):
        return False
    for above in islice(element.iterancestors(), 30):
        if above is holder:
            return True
        if above.tag in _AWAY or (above.tag == "a" and not _ENLARGED.search(above.get("href") or "#")):
            return False
        if _names_others(f"{above.get('class') or ''} {above.get('id') or ''}"[:_MUCH]):
            return False
    return True


@lru_cache(maxsize=2_048)
def _names_others(names: str) -> bool:
    """Whether class words and an id are those of a box that leads to other stories."""
    return _OTHERS.search(names) is not None


def _caption(element: HtmlElement) -> tuple[str | None, str | None]:
    """Caption and credit of a picture in a figure."""
    figure = next((above for above in islice(element.iterancestors(), 6) if above.tag == "figure"), None)
    words = next(figure.iter("figcaption"), None) if figure is not None else None
    text = clean(" ".join(islice(words.itertext(), 300))) if words is not None else ""
    if not text or len(text) > _LONGEST:
        return None, None
    caption, credit = split_credit(text)
    return (caption if says_something(caption) else None), credit_of(credit)
