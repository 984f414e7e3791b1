"""Where a newsroom probably is: language, country and time zone, guessed from its address and its pages. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from newscrawl.countries import chief_zone, country_of, zones_of

__all__ = ["Place", "guess"]

_SPOKEN_IN = {
    "ja": "JP", "ko": "KR", "da": "DK", "sv": "SE", "nb": "NO", "nn": "NO", "no": "NO", "fi": "FI", "is": "IS",
    "lt": "LT", "lv": "LV", "et": "EE", "pl": "PL", "cs": "CZ", "sk": "SK", "hu": "HU", "bg": "BG", "he": "IL",
    "th": "TH", "vi": "VN", "uk": "UA", "ka": "GE", "hy": "AM", "lb": "LU", "ga": "IE", "tr": "TR", "id": "ID",
    "hi": "IN", "ne": "NP", "si": "LK",
}  # fmt: skip
"""Languages whose newsrooms are nearly all in one country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What is guessed, and why in words; None where nothing speaks for anything."""

    language: str | None = None
    """BCP 47 tag."""
    language_why: str = ""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    country_why: str = ""
    time_zone: str | None = None
    """IANA name."""
    time_zone_why: str = ""


def guess(host: str, languages: Iterable[str | None], moments: Sequence[datetime]) -> Place:
    """`languages` as the pages tell them; `moments`: dates that pages gave with an offset of their own."""
    language = next((tag for tag, _ in Counter(tag for tag in languages if tag).most_common(1)), None)
    country, why = _country(host, language)
    zone, zone_why = _zone(country, moments)
    return Place(
        language=language,
        language_why="as its pages say" if language else "",
        country=country,
        country_why=why,
        time_zone=zone,
        time_zone_why=zone_why,
    )


def _country(host: str, language: str | None) -> tuple[str | None, str]:
    if code := country_of(host):
        return code, f"its address ends in .{host.partition(':')[0].rpartition('.')[2].lower()}"
    base, *others = (language or "").split("-")
    region = next((part.upper() for part in others if len(part) == 2 and zones_of(part.upper())), None)
    if region and region != "US":  # what most programs write where nobody chose
        return region, f"its pages say {language}"
    if base.lower() in _SPOKEN_IN:
        return _SPOKEN_IN[base.lower()], f"its pages say {language}"
    return None, ""


def _zone(country: str | None, moments: Sequence[datetime]) -> tuple[str | None, str]:
    if country is None:
        return None, ""
    zones = zones_of(country)
    local = [moment for moment in moments if moment.utcoffset()]  # nearly every site can write UTC
    fitting = [zone for zone in zones if all(_fits(zone, moment) for moment in local)]
    chief = chief_zone(country)
    zone = chief if chief in fitting else next(iter(fitting), None)
    if zone is None:
        return None, ""
    if local:
        return zone, f"a zone of {country} that fits its articles' times ({local[0]:%Y-%m-%d} at {_offset(local[0])})"
    return zone, f"the zone of {country}" if len(zones) == 1 else f"where most people of {country} live"


def _fits(zone: str, moment: datetime) -> bool:
    return moment.astimezone(ZoneInfo(zone)).utcoffset() == moment.utcoffset()


def _offset(moment: datetime) -> str:
    minutes = (moment.utcoffset() or timedelta()) // timedelta(minutes=1)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
