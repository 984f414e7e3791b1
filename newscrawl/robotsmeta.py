"""What a page asks of crawlers: `<meta name="robots">` and the header X-Robots-Tag. Pure functions of words.

Neither is a standard; this is what search engines document: directives are parted by commas, case aside; those that
name a crawler hold for that one beside those for all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["RESTRICTIONS", "of_headers", "of_metas", "product_token"]

RESTRICTIONS = ("noindex", "noarchive", "nofollow", "none", "nosnippet", "noimageindex", "noai", "noimageai")
"""Directives that restrict; `none` is `noindex, nofollow`. Others ("index", "max-snippet:-1") are not of interest."""
_VALUED = {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
"""Directives with a value: what stands in front of their colon names no crawler."""


_NAME = re.compile(r"\s*(?:\*|[A-Za-z][\w-]*)\s*")
"""What can name a crawler: no part of a date."""


def product_token(user_agent: str) -> str:
    """The name of a crawler in its User-Agent: what stands before the version (RFC 9309, section 2.2.1).

    "Mozilla/5.0 (compatible; mytown-archive/1.0; +https://…)" is "mytown-archive".
    """
    compatible = re.match(r"\s*Mozilla/[^(]*\(compatible;\s*([^\s/;,()]+)", user_agent, re.IGNORECASE)
    named = compatible or re.match(r"\s*([^\s/;,()]+)", user_agent)
    return named[1] if named else ""


def of_metas(metas: Mapping[str, Sequence[str]], token: str = "") -> tuple[str, ...]:
    """Restrictions in the metas of a page (name in lower case -> contents): for all robots, and for ours."""
    words = [
        word for name in ("robots", token.lower()) for content in metas.get(name, ()) for word in content.split(",")
    ]
    return _restrictions(words)


def of_headers(values: Iterable[str], token: str = "") -> tuple[str, ...]:
    """Restrictions in X-Robots-Tag headers: "noindex", and of "otherbot: noindex, ourbot: noarchive" what is ours."""
    words = []
    for value in values:
        mine = True
        for part in value.split(","):
            name, colon, rest = part.partition(":")
            if colon and _NAME.fullmatch(name) and name.strip().lower() not in _VALUED:
                mine, part = name.strip().lower() in ("robots", "*", token.lower()), rest
            if mine:
                words.append(part)
    return _restrictions(words)


def _restrictions(words: Iterable[str]) -> tuple[str, ...]:
    said = {word.strip().lower() for word in words}
    return tuple(word for word in RESTRICTIONS if word in said)
