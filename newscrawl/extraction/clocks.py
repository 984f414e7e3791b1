"""Times of day and zones in the words of newsrooms."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newscrawl.late import late

__all__ = ["Clock", "find_clock", "offset_of"]

_MINUTES = {
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "HNE": -300, "HAE": -240, "HNA": -240, "HAA": -180,
    "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150, "BST": 60, "WEST": 60,
    "WET": 0, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "МСК": 180,
    "SAST": 120, "TRT": 180, "GST": 240, "PKT": 300, "NPT": 345, "WIB": 420, "ICT": 420, "WITA": 480, "WIT": 540,
    "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "MYT": 480, "PHT": 480, "AEST": 600, "AEDT": 660, "ACST": 570,
    "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780, "WAT": 60, "CAT": 120, "EAT": 180, "IDT": 180, "IRST": 210,
    "BRT": -180, "ART": -180, "CLT": -240, "CLST": -180, "COT": -300, "PET": -300, "GMT": 0, "UTC": 0, "UT": 0,
}  # fmt: skip
"""Minutes east of UTC of the zones' names."""
_AMERICAN = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "Eastern": "America/New_York", "Pacific": "America/Los_Angeles",
}  # fmt: skip
"""Names that leave open whether it is summer."""
_SHARED: dict[str, tuple[tuple[str, str, int], ...]] = {
    "IST": (("Asia/Jerusalem", "he", 120), ("Asia/Tel_Aviv", "he", 120), ("Europe/Dublin", "ga", 60)),
    "BST": (("Asia/Dhaka", "bn", 360),),
    "CST": (("Asia/", "zh", 480),),
    "AST": (("Asia/", "ar", 180),),
    "PST": (("Asia/Manila", "fil", 480), ("Asia/Karachi", "ur", 300)),
}
"""Names that several countries use: the zone (or its beginning) and the language of those beside the usual one."""
_INDIA = 330
_NAMES = "|".join(sorted([*_MINUTES, *_AMERICAN, "IST"], key=len, reverse=True))
_ZONE = re.compile(rf"\(?(?<![^\W\d_])({_NAMES})(?!\w)(?:\s?([+-])\s?(\d{{1,2}})(?::?(\d{{2}}))?(?!\d))?")
_NUMERIC = re.compile(r"^\s?\(?([+-])(\d{2}):?(\d{2})?(?!\d)")

_PM = (
    r"午後|오후|下午|晚上|傍晚|μ\.?\s?μ\.?|مساء[ًا]?|م(?![^\W\d_])|ب\.?\s?ظ|بعد از ظهر|पीएम|পিএম|பிற்பகல்|ptg"
    r"|CH(?!\w)"
)
_AM = (
    r"午前|오전|上午|凌晨|早上|清晨|π\.?\s?μ\.?|صباح[ًا]?|ص(?![^\W\d_])|ق\.?\s?ظ|एएम|এএম|முற்பகல்|pagi"
    r"|SA(?!\w)"
)
_CLOCK = late(
    r"(?<![\d.:/])(?:(?P<early>午前|오전|上午|凌晨|早上|清晨)|(?P<late>午後|오후|下午|晚上|傍晚|中午))?\s?"
    r"(?P<hour>[01]?\d|2[0-4])(?:\s?(?::\s?|\.|h|H|Uhr|uur|klo|時|时|시|点|點)\s?(?P<minute>[0-5]\d|(?<=[時时시点點\s])\d)(?!\d|[./]\d)"
    r"(?::(?P<second>[0-5]\d)(?!\d)|\s?[分분])?"
    r"|(?P<full>\s?(?:Uhr|uur|h(?![^\W\d_])|時(?!間)|时|시(?!간)|点|點))(?!\d))?"
    rf"(?!\d)\s?(?:(?P<am>a\.?\s?m\b\.?|{_AM})|(?P<pm>p\.?\s?m\b\.?|{_PM}))?",
    re.IGNORECASE,
)


class Clock(NamedTuple):
    """A time of day in a line."""

    hour: int
    minute: int
    second: int | None
    """None where the line tells none."""
    end: int
    """Where it ends."""


def find_clock(text: str, start: int, end: int) -> Clock | None:
    """The first time of day in a part of a text."""
    for match in _CLOCK.finditer(text, max(0, start), max(0, end)):
        early, late = match["early"] or match["am"], match["late"] or match["pm"]
        if match["minute"] is None and not (early or late or match["full"]):
            continue
        if match["minute"] is None and not match["full"] and (match["am"] or match["pm"] or "x")[0] in "مصCS":
            continue  # "17 م" is a year's letter, and "7 CH" nothing
        hour = int(match["hour"])
        if late and hour < 12:
            hour += 12
        elif early and hour == 12:
            hour = 0
        if hour <= 24:
            second = int(match["second"]) if match["second"] else None
            return Clock(hour % 24, int(match["minute"] or 0), second, match.end())
    return None


def offset_of(text: str, zone: str | None = None, language: str = "") -> tzinfo | None:
    """The zone that these words name, "EDT" or "GMT+2"; `zone` and `language` of the site tell India's IST from
    Israel's."""
    if numeric := _NUMERIC.match(text):
        return _fixed((int(numeric[2]) * 60 + int(numeric[3] or 0)) * (-1 if numeric[1] == "-" else 1))
    match = _ZONE.search(text)
    if not match:
        return None
    name = match[1]
    if name in _AMERICAN:
        return ZoneInfo(_AMERICAN[name])
    if name == "IST" or name in _SHARED:
        minutes = _shared(name, zone, language)
        if minutes is None:
            return None
        if isinstance(minutes, str):
            return ZoneInfo(minutes)
    else:
        minutes = _MINUTES[name]
    if match[2]:
        minutes += (int(match[3]) * 60 + int(match[4] or 0)) * (-1 if match[2] == "-" else 1)
    return _fixed(minutes)


def _shared(name: str, zone: str | None, language: str) -> int | str | None:
    """Minutes east of UTC of a name that several countries use; the zone itself where it has a summer time."""
    for place, tongue, minutes in _SHARED[name]:
        if zone and zone.startswith(place):
            return zone if name == "IST" else minutes
        if not zone and language[:2] == tongue:
            return "Asia/Jerusalem" if name == "IST" and tongue == "he" else minutes
    return _INDIA if name == "IST" else _MINUTES[name]


def _fixed(minutes: int) -> tzinfo | None:
    if minutes == 0:
        return UTC
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 1440 else None
