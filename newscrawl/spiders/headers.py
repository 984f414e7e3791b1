"""Header fields of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["charset", "header"]


def header(response: Response, name: str) -> str | None:
    """A field's value; None where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def charset(content_type: str | None) -> str | None:
    """The charset of a Content-Type (RFC 9110, section 8.3.2)."""
    for part in (content_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value:
            return value.strip().strip("\"'")
    return None
