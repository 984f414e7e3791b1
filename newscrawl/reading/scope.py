"""What belongs to the site that a page is read for, by its description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from newscrawl.reading.addresses import parts
from newscrawl.site import Site
from newscrawl.urls import domain_of, in_site, path_of

__all__ = ["Scope"]

_ENDING = len(".shtml")
_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.IGNORECASE)


class Scope:
    """A site as seen from one of its pages."""

    def __init__(self, site: Site, *own: str | None, shortlinks: Iterable[str] = ()) -> None:
        """`own`: the addresses of the page itself: asked, answered; `shortlinks`: those that it goes by besides."""
        self._site = site
        self._own = {_bare(url) for url in (*own, *shortlinks) if url}
        self._hosts: dict[str, bool] = {}
        self._fronts = {_bare(url) for url in (site.home, *site.front_pages)}
        self._domain = domain_of(parts(own[0] or "")[0]) if own else ""
        self._shared = [
            (f"//{host}{path}", f"={path}" if len(path) > 3 else "\0")
            for host, path, _ in map(parts, filter(None, own))
        ]
        self._patterns = [
            (word, re.compile(pattern))
            for word, patterns in (("ignore", site.ignore), ("article", site.articles), ("listing", site.listings))
            for pattern in patterns
        ]

    def newsroom(self, url: str) -> bool:
        """Whether an address is of the same newsroom: of the site, or of a host of the same registrable domain."""
        host = parts(url)[0]
        known = self._hosts.get(host)
        if known is None:
            known = self._hosts[host] = domain_of(host) == self._domain or in_site(url, self._site)
        return known

    def inside(self, url: str) -> bool:
        """Whether an address belongs to the site itself."""
        return in_site(url, self._site)

    def is_own(self, url: str) -> bool:
        """Whether an address is the page's own."""
        return _bare(url) in self._own

    def is_front(self, url: str) -> bool:
        """Whether an address is one of the site's front pages."""
        return _bare(url) in self._fronts

    def is_share(self, url: str) -> bool:
        """Whether the query holds this page's own address: a link to share or mail the page, or to log in and return;
        on a foreign host, any address of this newsroom's."""
        query = parts(url)[2]
        if "/" not in query and "%2" not in query:
            return False
        text = unquote(unquote(query))
        if any(whole in text or text.endswith(path) or path + "&" in text for whole, path in self._shared):
            return True
        return not self.newsroom(url) and f"{self._domain}/" in text and "://" in text

    def ignored(self, url: str) -> str | None:
        """Why an address is never to be asked, where its description says so."""
        return "the site's description says so" if self.described(url) == "ignore" else None

    def described(self, url: str) -> Literal["ignore", "article", "listing"] | None:
        """What the site's description says of an address."""
        if self._patterns:
            path = path_of(url)
            for word, pattern in self._patterns:
                if pattern.search(path):
                    return word  # type: ignore[return-value]
        return None


@lru_cache(maxsize=8192)
def _bare(url: str) -> str:
    """An address without what does not tell pages apart here: scheme, www, fragment, index file, slash at the end."""
    host, path, query = parts(url)
    path = (_INDEX.sub("/", path) if "." in path[-_ENDING:] else path).rstrip("/")
    return f"{host.removeprefix('www.')}{path}" + (f"?{query}" if query else "")
