"""The countries that hosts' names tell, and their time zones.

Which zones a country has is told by the zone.tab of the IANA's data base, as the package tzdata brings it along.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

__all__ = ["CHIEF", "chief_zone", "country_of", "zones_of"]

_NO_COUNTRY = {"EU", "TV", "IO", "ME", "CO", "FM", "AI", "LY", "GG", "TO", "CC", "WS", "LA", "SU", "AC"}
"""Top-level domains of two letters that are used all over the world."""
_CODES = {"UK": "GB"}
CHIEF = {
    "AU": "Australia/Sydney", "BR": "America/Sao_Paulo", "CA": "America/Toronto", "CD": "Africa/Kinshasa",
    "GL": "America/Nuuk", "KZ": "Asia/Almaty", "MN": "Asia/Ulaanbaatar", "RU": "Europe/Moscow", "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}  # fmt: skip
"""Where most live, in countries whose first zone in zone.tab is another one."""


def country_of(host: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) in whose top-level domain a host is; None for names used all over the world."""
    *_, second, last = ["", "", *host.partition(":")[0].upper().split(".")]
    code = _CODES.get(last, last)
    return code if code in _zones() and (last not in _NO_COUNTRY or second == "COM") else None


def zones_of(country: str) -> list[str]:
    """The IANA zones of a country; none for what is none."""
    return _zones().get(country, [])


def chief_zone(country: str) -> str:
    """The zone in which most of a country live."""
    return CHIEF.get(country) or _zones()[country][0]


@cache
def _zones() -> dict[str, list[str]]:
    """Country -> its zones."""
    zones: dict[str, list[str]] = {}
    text = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones.setdefault(country, []).append(zone)
    return zones
