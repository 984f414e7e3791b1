"""Addresses that hold another one, to send the reader back to: those of logins, and of pages that ask for consent."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from newscrawl.urls import host_of, path_of

__all__ = ["leads_back"]


def leads_back(target: str, page: str) -> bool:
    """Whether the query of the address `target` holds that of `page`, or its path, quoted up to twice."""
    path, asked = path_of(page), urlsplit(target).query
    query = unquote(unquote(asked))
    if len(path) > 1:
        return path in query
    # (The path of a front page, "/", stands in most queries; as all that a parameter says, in those alone.)
    return f"://{host_of(page)}" in query or any(unquote(value) == path for _, value in parse_qsl(asked))
