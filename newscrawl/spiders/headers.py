"""Header fields of an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.robotsmeta import of_headers

if TYPE_CHECKING:
    from scrapy.http import Response

__all__ = ["header", "robots", "sent", "without"]


def header(response: Response, name: str) -> str | None:
    """A field's value; None where there is none."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def robots(response: Response, token: str) -> tuple[str, ...]:
    """What its X-Robots-Tag fields ask of the crawler of a name."""
    return of_headers((value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")), token)


_SECRET = frozenset(("authorization", "proxy-authorization", "cookie"))


def sent(response: Response, secret: frozenset[str]) -> list[tuple[str, str]]:
    """The header fields that were sent for an answer, without cookies, credentials and `secret` names."""
    headers = response.request.headers.items() if response.request else ()
    fields = [(name.decode("latin-1"), value.decode("latin-1")) for name, values in headers for value in values]
    return without(fields, secret | _SECRET)


def without(fields: list[tuple[str, str]], secret: frozenset[str]) -> list[tuple[str, str]]:
    """Header fields but for those of some names, in lower case."""
    return [(name, value) for name, value in fields if name.lower() not in secret]
