"""Pages that a site puts before others: they set a cookie and send the reader back to where he wanted to go."""

from __future__ import annotations

from urllib.parse import urlsplit

from newscrawl.urls import canonical
from newscrawl.waysback import leads_back

__all__ = ["Gates"]


class Gates:
    """Which of a run's redirects lead through a gate, and which gates stay shut: they want a login, or a click."""

    def __init__(self) -> None:
        self._shut: set[str] = set()
        self._barred: set[str] = set()

    def may_pass(self, target: str, page: str) -> bool:
        """Whether a redirect's target is a gate before a page: it is told where to come back to, and was not shut."""
        return leads_back(target, page) and _gate(target) not in self._shut

    def has_shut(self, url: str, page: str) -> bool:
        """Whether what was answered for a page is a gate that sends nobody back. It is a page of its own at first: it
        may be the story's new one."""
        if canonical(url) == page or not leads_back(url, page):
            return False
        self._shut.add(_gate(url))
        return True

    def read(self, url: str, *, empty: bool) -> None:
        """Take in what a gate turned out to be. `empty`: it is no story, no listing, and no page that says that
        something is not there (some servers tell that page, too, what was asked)."""
        if (gate := _gate(url)) in self._shut and empty:
            self._barred.add(gate)

    def bars(self, target: str, page: str) -> bool:
        """Whether a redirect's target is a gate that is known to be shut, and to tell nothing."""
        return leads_back(target, page) and _gate(target) in self._barred


def _gate(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"
