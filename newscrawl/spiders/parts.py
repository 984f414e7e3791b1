"""Stories that are told on several pages, on their way to the last one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.moments import same_moment
from newscrawl.urls import by_scheme_of, canonical, host_of, near_spellings

if TYPE_CHECKING:
    from newscrawl.items import Article, Capture, Visit
    from newscrawl.reading import Reading

__all__ = ["MOST", "PartedStory", "Parts"]

MOST = 30
"""Pages of a story that are asked at most."""
MOST_BYTES = 32 * 1024 * 1024
"""Bytes of a story's pages, from which on no more are asked: they wait in memory for the last one."""
_TRIES = 3
"""Stories of a host whose second page tells nothing new, after which no more are looked at: they are of comments."""


@dataclass(slots=True)
class PartedStory:
    """A story of which some pages have been read."""

    visit: Visit
    """The visit of its first page, which is the story's."""
    reading: Reading
    """What that page says, with the text of those behind it."""
    capture: Capture
    """That page as it came, with those behind it."""
    asked: set[str] = field(default_factory=set)
    """Addresses of further pages, in canonical form."""
    alone: bool = False
    """Whether its second page was read and tells nothing of it: the next picture of a gallery, another story."""

    def add(self, reading: Reading, capture: Capture) -> bool:
        """Take in a further page; whether it told anything new."""
        from newscrawl.reading.parts import join  # late: few runs meet such a story, and it brings the reader along

        first = self.reading.article
        assert first is not None
        self.visit.bytes += len(capture.body)
        self.alone = not self.capture.parts
        if reading.article and not _is_together(first, reading.article):
            for found in self.reading.found:  # "/police-report-2/" is next week's
                if canonical(found.url) == canonical(capture.url):
                    found.kind, found.skip = "article", None
            return False
        if reading.article is None or not join(first, reading.article):
            return False
        self.capture.parts.append(capture)
        self.alone = False
        first.aliases.append(capture.url)
        source = first.provenance.get("article_body", "html").partition(",")[0]
        first.provenance["article_body"] = f"{source}, {len(self.capture.parts) + 1} pages"
        known = {found.url for found in self.reading.found}
        self.reading.found += [found for found in reading.found if found.url not in known]
        return True

    def end_at_wall(self) -> None:
        """Its further pages are refused: what was read is its beginning, and `archive.walls` knows what that means."""
        assert self.reading.article
        self.reading.article.is_accessible_for_free = False
        self.reading.article.provenance["is_accessible_for_free"] = "a further page is refused"

    def next(self, reading: Reading) -> str | None:
        """The page to ask after one that was read; None where that was the last."""
        url = reading.next_part
        return self._unasked(by_scheme_of(self.capture.url, url)) if url else None

    def moved(self, url: str, target: str) -> str | None:
        """The page to ask where a further one redirects to another spelling of its address, "/slug/2" to "/slug/2/"."""
        return self._unasked(target) if target in near_spellings(url) else None

    def _unasked(self, url: str) -> str | None:
        key = canonical(url)
        if key in self.asked or len(self.asked) + 1 >= MOST or self.visit.bytes > MOST_BYTES:
            return None
        self.asked.add(key)
        return url


def _is_together(first: Article, part: Article) -> bool:
    alike = first.provenance.get("date_published") == part.provenance.get("date_published")
    return same_moment(first.date_published, part.date_published, alike=alike)


class Parts:
    """What a run has seen of the further pages of stories."""

    def __init__(self) -> None:
        self._empty: Counter[str] = Counter()
        self._told: set[str] = set()

    def are_told(self, url: str) -> bool:
        """Whether the stories of a host may go on on further pages."""
        host = host_of(url)
        return host in self._told or self._empty[host] < _TRIES

    def saw(self, url: str, *, fresh: bool) -> None:
        """Note whether a second page told anything new."""
        if fresh:
            self._told.add(host_of(url))
        else:
            self._empty[host_of(url)] += 1
