"""What one page gave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from newscrawl.items import Article, Found, Kind, Teaser

__all__ = ["Reading"]


@dataclass(slots=True, kw_only=True)
class Reading:
    """Everything that a page says, as plain data that travels between processes."""

    kind: Kind
    """What the page turned out to be."""
    reason: str
    """Why it is taken for that, in words that a person understands."""
    article: Article | None = None
    """The story, where the page tells one."""
    teasers: list[Teaser] = field(default_factory=list)
    """Stories that the page announces, in reading order."""
    found: list[Found] = field(default_factory=list)
    """Every address that the page leads to, once."""
    hosts: list[str] = field(default_factory=list)
    """Hosts of the newsroom that a front page's menu leads to."""
    further: int = 0
    """The number of the listing's page that its address names; 0: it names none."""
    title: str = ""
    """Words of `<title>`."""
    headline: str = ""
    """Words of the first heading."""
    text: str = ""
    """The beginning of its text, as far as one could be told from the furniture."""
    next_part: str | None = None
    """Address of the page on which the story goes on."""
    part_of: str | None = None
    """Address of the story of which this seems to be a further page, by its own address and a link back."""
    canonical_url: str | None = None
    """What the page names as its canonical address, believed or not."""
    robots: tuple[str, ...] = ()
    """What its metas ask of robots, for all or for ours: "noindex", "noarchive", …"""

    def __reduce__(self) -> tuple[Callable[..., Reading], tuple[Any, ...]]:
        """What travels: addresses and teasers as tuples, for an object of each costs twice as much on both sides."""
        told = dict(zip(_NAMES, _VALUES(self), strict=True))
        told |= {"found": [*map(_FOUND, self.found)], "teasers": [*map(_TEASER, self.teasers)]}
        return _arrived, (told,)


_NAMES = tuple(field.name for field in fields(Reading))
_VALUES, _FOUND, _TEASER = (attrgetter(*(field.name for field in fields(kind))) for kind in (Reading, Found, Teaser))


def _arrived(told: dict[str, Any]) -> Reading:
    """A reading as it was before it was sent."""
    told["found"] = [
        Found(url=url, kind=kind, priority=priority, deep=deep, date_hint=hint, date_first=first, skip=skip)
        for url, kind, priority, deep, hint, first, skip in told["found"]
    ]
    told["teasers"] = [
        Teaser(
            listing_url=listing,
            article_url=url,
            headline=headline,
            rail=rail,
            description=description,
            label=label,
            position=position,
            date_hint=hint,
        )
        for listing, url, headline, rail, description, label, position, hint in told["teasers"]
    ]
    return Reading(**told)
