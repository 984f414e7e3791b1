"""Names of months, times of day and zones in the words of newsrooms: what needs no library to read."""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta, timezone

__all__ = ["find_clock", "month_of", "offset_of"]

_NAMES = (
    "january jan januar janvier janv enero ene gennaio gen janeiro januari stycznia leden ledna tammikuuta "
    "januarie ocak january января янв ιανουαριου",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari lutego unora helmikuuta "
    "februarie subat февраля фев φεβρουαριου",
    "march mar marz maerz mars marzo março marco maart marca brezna maaliskuuta martie mart марта мар μαρτιου",
    "april apr avril avr abril abr aprile kwietnia dubna huhtikuuta aprilie nisan апреля апр απριλιου",
    "may mai mayo maggio mag maio mei maj maja kvetna toukokuuta mayis мая μαιου",
    "june jun juni juin junio giugno giu junho czerwca cervna kesakuuta iunie haziran июня июн ιουνιου",
    "july jul juli juillet juil julio luglio lug julho lipca cervence heinakuuta iulie temmuz июля июл ιουλιου",
    "august aug aout agosto ago augustus augusti sierpnia srpna elokuuta agustos августа авг αυγουστου",
    "september sep sept septembre septiembre settembre set setembro wrzesnia zari syyskuuta septembrie eylul "
    "сентября сен сент σεπτεμβριου",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika rijna lokakuuta octombrie "
    "ekim октября окт οκτωβριου",
    "november nov novembre noviembre novembro listopada listopadu marraskuuta noiembrie kasim ноября ноя νοεμβριου",
    "december dec dezember dez decembre diciembre dic dicembre dezembro december grudnia prosince joulukuuta "
    "decembrie aralik декабря дек δεκεμβριου",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}

_MINUTES = {
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150, "BST": 60, "WEST": 60,
    "WET": 0, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120,
    "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480, "NZST": 720,
    "NZDT": 780, "WAT": 60, "EAT": 180, "GMT": 0, "UTC": 0,
}  # fmt: skip
"""Minutes east of UTC of the zones' names. IST is not among them: it is India's, Israel's and Ireland's."""
_ZONE = re.compile(r"\(?\b(" + "|".join(_MINUTES) + r")\b(?:([+-])(\d{1,2})(?::?(\d{2}))?(?!\d))?")

_CLOCK = re.compile(
    r"(?<![\d.:/])(?P<east>午前|午後|오전|오후|上午|下午)?\s?(?P<hour>[01]?\d|2[0-4])"
    r"(?:\s?(?::|\.|h|Uhr|時|时|시|点)\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d|[./]\d))?(?!\d)\s?(?P<half>[ap]\.?\s?m\b\.?)?",
    re.IGNORECASE,
)


def find_clock(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The first time of day in a part of a text: hour, minute, and where it ends."""
    for match in _CLOCK.finditer(text, max(0, start), max(0, end)):
        if match["minute"] is None and match["half"] is None:
            continue
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        half = (match["half"] or match["east"] or "").lower()
        if half in ("午後", "오후", "下午") or half.startswith("p"):
            hour += 12 if hour < 12 else 0
        elif half.startswith("a") and hour == 12:
            hour = 0
        if hour <= 24:
            return hour % 24, minute, match.end()
    return None


def month_of(word: str) -> int | None:
    """Number of the month, 1 to 12, that a word names in one of some twenty languages."""
    key = word.casefold().rstrip(".")
    if key in _MONTHS:
        return _MONTHS[key]
    bare = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
    return _MONTHS.get(bare)


def offset_of(text: str) -> timezone | None:
    """The zone that these words begin with, "EDT" or "GMT+2"."""
    match = _ZONE.search(text)
    if not match:
        return None
    minutes = _MINUTES[match[1]]
    if match[2]:
        minutes += (int(match[3]) * 60 + int(match[4] or 0)) * (-1 if match[2] == "-" else 1)
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < 1440 else None
