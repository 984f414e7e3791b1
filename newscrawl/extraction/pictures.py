"""Pictures of pages that mark nothing: which one is the story's, and the words that stand with it."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newscrawl.extraction.text import clean

__all__ = ["beside_picture", "is_blank", "is_small", "lead_pictures"]

_AWAY = frozenset(["nav", "aside", "footer", "noscript"])
_SMALL = re.compile(
    r"(?:^|[\s_-])(?:avatar|author|logo|icon|byline|badge|emoji|pixel|spacer|sponsor|ad|comments?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NO_PICTURE = re.compile(
    r"(?:^|[_.-])(?:placeholder|spacer|blank|pixel|transparent|preload(?:er)?|zoom-in|icon)(?:[_.-]|$)", re.IGNORECASE
)
"""Names of files that stand in a picture's place."""
_CLIMB = 12
"""Elements around the headline that are tried for the one that holds the story."""
_MUCH = 500
"""Characters of class words that are looked at."""
_LONGEST = 320
"""Characters of a caption at most; more is a paragraph."""


def lead_pictures(root: HtmlElement, most: int | None = None) -> list[HtmlElement]:
    """Pictures behind the headline and inside the story's element, without portraits, logos and decoration.

    `most`: an element with more characters than this holds the story for certain.
    """
    head = next(root.iter("h1"), None)
    if head is None:
        return []
    place = head
    for _ in range(_CLIMB):
        above = place.getparent()
        if above is None or above.tag in ("body", "html") or len(list(islice(place.iter("p", "br"), 3))) == 3:
            break
        if most is not None and len(place.text_content()) > most:
            break
        place = above
    found: list[HtmlElement] = []
    behind = False
    for picture in islice(place.iter("h1", "img"), 200):
        behind = behind or picture is head
        if not behind or picture.tag == "h1" or not _is_large(picture):
            continue
        if not any(a.tag in _AWAY for a in picture.iterancestors()) and not is_small(picture):
            found.append(picture)
    return found


def is_blank(address: str) -> bool:
    """Whether an address is that of a file which stands in a picture's place until a script knows better."""
    return _NO_PICTURE.search(address.split("?")[0].rpartition("/")[2]) is not None


def is_small(picture: HtmlElement) -> bool:
    """Whether a picture is a portrait, a logo or decoration, by its width and by the names of what holds it."""
    if (width := re.match(r"\d{1,5}", picture.get("width") or "")) and int(width.group()) < 150:
        return True
    near = [picture, *islice(picture.iterancestors(), 3)]
    return any(_names_small(f"{e.get('class') or ''} {e.get('id') or ''}"[:_MUCH]) for e in near)


@lru_cache(maxsize=2_048)
def _names_small(names: str) -> bool:
    """Whether class words and an id are those of a portrait, a logo or decoration."""
    return _SMALL.search(names) is not None


def _is_large(picture: HtmlElement) -> bool:
    address = picture.get("src") or picture.get("data-src") or ""
    width = re.match(r"\d{1,5}", picture.get("width") or "")
    return bool(address) and not address.startswith("data:") and not (width and int(width.group()) < 150)


def beside_picture(picture: HtmlElement) -> tuple[str, str | None] | None:
    """The caption and its credit that stand in one box with a picture and nothing else."""
    box = picture.getparent()
    for _ in range(4):
        if box is None or box.tag in ("a", "p", "body", "html", "article", "main", "li"):
            return None
        text = clean(" ".join(box.itertext()))
        if text:
            break
        box = box.getparent()
    else:
        return None
    if box is None or len(text) > _LONGEST or next(box.iter("p", "h1", "h2", "h3", "a", "li"), None) is not None:
        return None
    parts = [e for e in box.iter("span", "i", "em", "small", "div", "cite") if clean(e.text_content())]
    last = clean(parts[-1].text_content()) if parts else ""
    if last and last != text and text.endswith(last) and len(last) < 90:
        return text[: -len(last)].strip(), last
    return text, None
