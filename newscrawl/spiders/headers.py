"""Header fields of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.reading.sniff import charset

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["charset", "header", "sent"]


def header(response: Response, name: str) -> str | None:
    """A field's value; None where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


_SECRET = ("authorization", "proxy-authorization", "cookie")


def sent(response: Response) -> list[tuple[str, str]]:
    """The header fields that were sent for an answer, without cookies and credentials."""
    headers = response.request.headers.items() if response.request else ()
    return [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in headers
        if name.decode("latin-1").lower() not in _SECRET
        for value in values
    ]
