"""Days that teasers show. Only what cannot be misread: a wrong hint would hide a story from `since` and `until`."""

from __future__ import annotations

import re
from datetime import date, datetime

__all__ = ["printed", "stamp"]

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_ASIAN = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s?[年년./]\s?(\d{1,2})\s?[月월./]\s?(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(20\d\d|19\d\d)(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|\.|er|º)?\s(?:de\s)?([^\W\d_]{3,10})\.?,?\s(?:de\s)?(20\d\d|19\d\d)(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,10})\.?\s(\d{1,2})(?:st|nd|rd|th)?,\s?(20\d\d|19\d\d)(?!\d)")
# The first letters that tell a month in English, German, French, Spanish, Italian, Portuguese, Dutch and Nordic.
_STARTS = {
    1: ("jan", "ene", "gen"),
    2: ("feb", "fev", "fév"),
    3: ("mar", "mär", "maa", "mrt"),
    4: ("apr", "abr", "avr"),
    5: ("may", "mai", "mei", "maj", "mag"),
    6: ("jun", "juin", "giu"),
    7: ("jul", "juil", "lug"),
    8: ("aug", "ago", "aoû", "aou"),
    9: ("sep", "set"),
    10: ("oct", "okt", "ott", "out"),
    11: ("nov",),
    12: ("dec", "dez", "déc", "dic"),
}


def stamp(text: str) -> str | None:
    """A machine's date or time as ISO 8601; its day alone where it has no zone; None for anything else."""
    text = text.strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        found = _ISO.search(text)
        return _day(found[1], int(found[2]), found[3]) if found else None
    if len(text) <= 10 or moment.tzinfo is None:
        return moment.date().isoformat()
    return moment.isoformat()


def printed(text: str) -> str | None:
    """The day that a text names in full, as an ISO 8601 date; None for none."""
    if not any(map(str.isdigit, text)):
        return None
    if found := _ISO.search(text) or _ASIAN.search(text):
        return _day(found[1], int(found[2]), found[3])
    if found := _DOTTED.search(text):
        return _day(found[3], int(found[2]), found[1])
    if (found := _DAY_FIRST.search(text)) and (month := _month(found[2])):
        return _day(found[3], month, found[1])
    if (found := _MONTH_FIRST.search(text)) and (month := _month(found[1])):
        return _day(found[3], month, found[2])
    return None


def _month(word: str) -> int | None:
    word = word.lower()
    return next((month for month, starts in _STARTS.items() if word.startswith(starts)), None)


def _day(year: str, month: int, day: str) -> str | None:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
