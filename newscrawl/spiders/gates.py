"""Pages that a site puts before others: they set a cookie and send the reader back to where he wanted to go."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from newscrawl.urls import canonical, path_of

__all__ = ["Gates"]


class Gates:
    """Which of a run's redirects lead through a gate, and which gates stay shut: they want a login, or a click."""

    def __init__(self) -> None:
        self._shut: set[str] = set()

    def may_pass(self, target: str, page: str) -> bool:
        """Whether a redirect's target is a gate before a page: it is told where to come back to, and was not shut."""
        return _is_told(target, page) and _gate(target) not in self._shut

    def has_shut(self, url: str, page: str) -> bool:
        """Whether what was answered for a page is a gate that sends nobody back."""
        if canonical(url) == page or not _is_told(url, page):
            return False
        self._shut.add(_gate(url))
        return True


def _gate(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _is_told(target: str, page: str) -> bool:
    """Whether the query of an address holds the path of another one, however often it is quoted."""
    path = path_of(page)
    query = urlsplit(target).query
    return len(path) > 1 and path_of(target) != path and path in unquote(unquote(query))
