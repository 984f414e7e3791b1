"""Addresses that hold another one, to send the reader back to: those of logins, and of pages that ask for consent."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from newscrawl.urls import host_of, path_of

__all__ = ["leads_back"]


def leads_back(target: str, page: str) -> bool:
    """Whether the query of the address `target` holds that of `page`, or its path, quoted up to twice."""
    path = path_of(page)
    query = unquote(unquote(urlsplit(target).query))
    # (The path of a front page, "/", stands in most queries.)
    return path in query if len(path) > 1 else f"://{host_of(page)}" in query
