"""The inline markup of stories: `[words](address)` is a link, `*words*` is emphasis. To HTML, and to plain text."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["attribute", "links_of", "plain", "slug", "text", "to_html"]

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_EMPHASIS = re.compile(r"\*([^*\n]+)\*")


def text(value: str) -> str:
    """`value` as the text of an element."""
    return html.escape(value, quote=False)


def attribute(value: str) -> str:
    """`value` as an attribute in double quotes."""
    return html.escape(value, quote=True)


def to_html(value: str) -> str:
    """Inline markup as HTML."""
    escaped = html.escape(value, quote=False)
    linked = _LINK.sub(lambda m: f'<a href="{m[2].replace(chr(34), "&quot;")}">{m[1]}</a>', escaped)
    return _EMPHASIS.sub(r"<em>\1</em>", linked)


def plain(value: str) -> str:
    """Inline markup as the words a reader sees."""
    return _EMPHASIS.sub(r"\1", _LINK.sub(r"\1", value))


def links_of(value: str) -> list[tuple[str, str]]:
    """(words, address) of each link."""
    return [(m[1], m[2]) for m in _LINK.finditer(value)]


def slug(value: str, words: int = 9) -> str:
    """Words of a headline as an address has them: ASCII, lower case, hyphens."""
    ascii_only = unicodedata.normalize("NFKD", value.replace("’", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower())[:words])
