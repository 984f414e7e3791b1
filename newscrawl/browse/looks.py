"""How values look: filters of the templates. Pure.

Templates escape whatever they print; a filter that gives markup builds it from escaped parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup, escape

from newscrawl.browse.wordings import health, stamps, way

__all__ = ["FILTERS", "day", "marked", "moment", "paragraphs", "query", "web"]

_DAYS = "%A, %-d %B %Y"


def zone_of(name: str | None) -> ZoneInfo | None:
    """An IANA zone, where there is one of that name."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def parsed(stamp: str | None) -> datetime | None:
    """A time of the archive; a day alone is its midnight, without a zone."""
    try:
        return datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None


def moment(stamp: str | None, zone: str | None = None) -> str:
    """ "17 Apr 2024, 09:30": in the zone, where one is named and the time tells its own, else as it was written."""
    told = parsed(stamp)
    if told is None or stamp is None:
        return stamp or ""
    if len(stamp) == 10:
        return f"{told:%-d %b %Y}"
    if told.tzinfo is not None and (place := zone_of(zone)):
        told = told.astimezone(place)
    return f"{told:%-d %b %Y, %H:%M}"


def zone_name(stamp: str | None, zone: str | None = None) -> str:
    """Abbreviation of the zone in which `moment` tells a time: "EET", "UTC"; empty for a day."""
    told = parsed(stamp)
    if told is None or told.tzinfo is None:
        return ""
    return (told.astimezone(zone_of(zone) or told.tzinfo)).tzname() or ""


def day(stamp: str | None) -> str:
    """ "Wednesday, 17 April 2024"."""
    told = parsed((stamp or "")[:10])
    return f"{told:{_DAYS}}" if told else stamp or ""


def ago(stamp: str | None, now: datetime) -> str:
    """ "3 hours ago", up to two days; then the day."""
    told = parsed(stamp)
    if told is None:
        return ""
    seconds = (now - (told if told.tzinfo else told.replace(tzinfo=UTC))).total_seconds()
    for size, name in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            if name == "day" and count > 2:
                return f"{told:%-d %b %Y}"
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now" if seconds >= 0 else f"{told:%-d %b %Y}"


def web(url: str | None) -> str | None:
    """An address of the web that may be a link; None for any other scheme."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def marked(snippet: str | None) -> Markup:
    """A snippet of a search: what was found is between <mark> and </mark>."""
    text = str(escape(snippet or ""))
    return Markup(text.replace("\x02", "<mark>").replace("\x03", "</mark>"))  # noqa: S704 (escaped above)


def paragraphs(text: str | None) -> list[str]:
    """The paragraphs of a text of the archive."""
    return [part for part in (text or "").split("\n\n") if part.strip()]


def query(values: dict[str, Any], **changed: Any) -> str:
    """ "?site=a&page=2": values with some changed; what is empty is left out."""
    told = {name: value for name, value in {**values, **changed}.items() if value not in (None, "", False)}
    return "?" + urlencode(told, doseq=True, quote_via=quote_plus) if told else ""


def within(url: str, home: str) -> str:
    """A page of a site as its own readers call it, "/politics/"; one of another host with its host."""
    parts, own = urlsplit(url), urlsplit(home)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path or "/" if parts.netloc == own.netloc else parts.netloc + path


def breaking(address: str) -> Markup:
    """An address that may break behind its slashes and dots, and nowhere else of its own accord."""
    return Markup(re.sub(r"([/.])(?=[^/.])", r"\1<wbr>", str(escape(address))))  # noqa: S704 (escaped above)


def number(value: float | None) -> str:
    """ "12,345"."""
    return "" if value is None else f"{value:,.0f}"


FILTERS: dict[str, Callable[..., Any]] = {
    "ago": ago,
    "breaking": breaking,
    "day": day,
    "health": health,
    "marked": marked,
    "moment": moment,
    "number": number,
    "paragraphs": paragraphs,
    "query": query,
    "stamps": stamps,
    "way": way,
    "web": web,
    "within": within,
    "zone_name": zone_name,
}
