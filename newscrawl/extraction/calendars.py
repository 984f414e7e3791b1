"""Years and days of calendars beside the Gregorian one, as newsrooms print them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from newscrawl.late import late

__all__ = ["gregorian_years", "jalali"]

_ERA = re.compile(r"(令和|平成|昭和)\s?(元|\d{1,2})年")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
_REPUBLIC = re.compile(r"(?:中華)?民[國国]\s?(\d{2,3})\s?年")
_BUDDHIST = re.compile(r"(?<!\d)(2[45]\d{2})(?!\d)")
_BUDDHIST_SHORT = re.compile(r"(?<=[\u0e01-\u0e4e.\s/])([67]\d)(?=\s|$)(?!\s?[:.]\d)")
_THAI = re.compile("[\u0e01-\u0e2e\u0e81-\u0eae]|B\\.?E\\.?")
_BUDDHIST_LABEL = re.compile(r"พ\.\s?ศ\.\s?|B\.?E\.?\s?(?=2[45]\d\d)|ค\.\s?ศ\.\s?")
_HIJRI_MONTHS = (
    "محرم|صفر|ربيع الأول|ربيع الاول|ربيع الآخر|ربيع الثاني|جمادى الأولى|جمادى الاولى|جمادى الآخرة|جمادى الثانية|رجب|"
    "شعبان|رمضان|شوال|ذو القعدة|ذي القعدة|ذو الحجة|ذي الحجة"
)
_HIJRI = late(rf"\d{{1,2}}\s(?:من\s)?(?:{_HIJRI_MONTHS})(?:,)?\s1[34]\d\d\s?(?:هـ|ه|هجري[ةا]?)?|1[34]\d\d\s?هـ")


def gregorian_years(text: str) -> str:
    """A line with the years of Japanese eras, of the Chinese republic and of the Buddhist calendar as Gregorian ones,
    and without dates of the Hijri calendar that stand beside Gregorian ones."""
    if text.isascii():
        return text
    if "年" in text:
        text = _ERA.sub(lambda m: f"{_ERAS[m[1]] + (1 if m[2] == '元' else int(m[2]))}年", text)
        text = _REPUBLIC.sub(lambda m: f"{int(m[1]) + 1911}年", text)
    if _THAI.search(text):
        text = _BUDDHIST_LABEL.sub("", text)
        text, count = _BUDDHIST.subn(lambda m: str(int(m[1]) - 543), text)
        if not count and not re.search(r"(?:19|20)\d\d", text):
            text = _BUDDHIST_SHORT.sub(lambda m: str(1957 + int(m[1])), text)
    return _HIJRI.sub(" ", text) if "هـ" in text or " 14" in text or " 13" in text else text


def jalali(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Persian calendar (years 1300 to 1500); None for no day of it."""
    if not (1300 <= year <= 1500 and 1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return None
    # The arithmetic calendar of 33 years, right for these centuries: 1 Farvardin 1300 is 21 March 1921.
    days = 365 * (year - 1300) + sum(_is_leap(y) for y in range(1300, year))
    days += (month - 1) * 31 - max(0, month - 7) + day - 1
    return date(1921, 3, 21) + timedelta(days=days)


def _is_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)
