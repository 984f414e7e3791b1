"""The inline markup of stories: `[words](address)` is a link, `*words*` is emphasis. To HTML, and to plain text."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["attribute", "plain", "slug", "text", "to_html"]

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


def slug(value: str) -> str:
    """Nine words of a headline as an address has them: ASCII, lower case, hyphens."""
    ascii_only = unicodedata.normalize("NFKD", value.replace("’", "")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower())[:9])
