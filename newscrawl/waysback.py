"""Addresses that hold another one, to send the reader back to: those of logins, and of pages that ask for consent."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from newscrawl.urls import host_of, path_of

__all__ = ["leads_back"]


def leads_back(target: str, page: str) -> bool:
    """Whether the query of an address holds another one, or its path, however often it is quoted."""
    path = path_of(page)
    query = unquote(unquote(urlsplit(target).query))
    if path_of(target) == path and host_of(target) == host_of(page):
        return False
    return path in query if len(path) > 1 else f"://{host_of(page)}" in query
