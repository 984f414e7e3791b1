"""What one page gave."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    canonical_url: str | None = None
    """What the page names as its canonical address, believed or not."""
    robots: tuple[str, ...] = ()
    """What its metas ask of robots, for all or for ours: "noindex", "noarchive", …"""
