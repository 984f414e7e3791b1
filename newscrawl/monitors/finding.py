"""What a monitor found, and how it is told in a line."""

from __future__ import annotations

import shlex
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from newscrawl.printing import plain

__all__ = ["Finding", "span"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that a person should look at."""

    site: str
    """Name of the site; empty: it concerns the whole run."""
    monitor: str
    """Name of the monitor, as docs/health.md lists them."""
    text: str
    """What is the matter, with the figure."""
    usual: str = ""
    """What is usual at this site: "0 to 10 %"."""
    examples: list[str] = field(default_factory=list)
    """Addresses, three at most."""
    since_run: int = 0
    """The first of the runs in a row that found it."""
    since: str = ""
    """When that run ended: ISO 8601, UTC."""

    newest: str = ""
    """Of a site that has gone quiet: when its newest story was published."""

    def as_json(self) -> dict[str, Any]:
        """For the archive."""
        return asdict(self)

    def line(self, now: str) -> str:
        """One line, with the command to look closer."""
        told = self.text if self.site in self.text else f"{self.site}: {self.text}"
        if self.usual:
            told += f" (usual here: {self.usual})"
        if self.since and self.since < now:
            told += f"; since run {self.since_run}, {_span(self.since, now)}"
        if self.examples:
            urls = [plain(url) for url in self.examples]
            told += "" if urls[0] in self.text else f"; e.g. {' '.join(urls)}"
            told += f"; look closer: scrapy probe {shlex.quote(urls[0])}"
        return plain(told)


def _span(since: str, now: str) -> str:
    hours = (datetime.fromisoformat(now) - datetime.fromisoformat(since)).total_seconds() / 3600
    return span(hours)


def span(hours: float) -> str:
    """A time in words: "5 hours", "3 days"."""
    if hours < 1:
        count, unit = round(hours * 60), "minute"
    elif hours < 48:
        count, unit = round(hours), "hour"
    else:
        count, unit = round(hours / 24), "day"
    return f"{count} {unit}{'' if count == 1 else 's'}"
