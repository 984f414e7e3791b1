"""Moments that a page tells from the reader's own: "3 hours ago", "gestern, 18:20 Uhr"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

from newscrawl.extraction.clocks import find_clock
from newscrawl.extraction.digits import bare
from newscrawl.late import late

__all__ = ["is_relative", "relative"]

_UNITS = {
    "second": (
        "seconds? secs? sekunden? secondes? segundos? secondi seconden sekunder? sekuntia sekund\\w* секунд\\w* saniye "
        "ثوان ثانية ثانیه שניות सेकंड সেকেন্ড giây detik"
    ),
    "minute": (
        "minutes? mins? minuten minutos? minuti minuter minutter minuuttia minut\\w* perc\\w* mínútu\\w* minūt\\w* "
        "minuč\\w* мин\\w* хвилин\\w* λεπτ\\w* dakika دقائق دقيقة دقیقه דקות דקה मिनट মিনিট நிமிட\\w* నిమిషాల\\w* "
        "phút menit minit منٹ dakk?ika"
    ),
    "hour": (
        "hours? hrs? h stunden? std heures? hor[ae]s? ora ore uur uren timmar timme timer? tuntia tunti godzin\\w* "
        "godz hodin\\w* órá\\w* sat\\w* ur\\w* valand\\w* stund\\w* tund\\w* klukku\\w* час\\w* сат\\w* годин\\w* "
        "ώρ\\w* saat ساعات ساعة ساعت שעות שעה घंटे घंटा ঘণ্টা ঘন্টা மணிநேர\\w* గంటల\\w* giờ jam گھنٹے saa masaa"
    ),
    "day": (
        "days? d tage?n? jours? j días? dias? dies giorn[oi] dagen dag dagar dage dager päivää dni dzień dnů dny dňami "
        "nap\\w* zile zi dan\\w* dien\\w* päev\\w* dögum дн\\w* дан\\w* ден\\w* день ημέρ\\w* μέρ\\w* gün "
        "أيام ايام يوم روز ימים दिन দিন நாட்கள\\w* రోజుల\\w* ngày hari siku دن"
    ),
    "week": (
        "weeks? wochen? semaines? semanas? settiman\\w* weken veckor? uger? uker? viikkoa viikko tygodni\\w* týdn\\w* "
        "týžd\\w* недел\\w* тижн\\w* hafta أسابيع أسبوع هفته שבועות सप्ताह সপ্তাহ tuần minggu setmanes"
    ),
}
_AGO_WORDS = (
    "ago|vor|hace|il y a|ha|há|atras|fa|geleden|sedan|siden|sitten|temu|pred|назад|тому|once|منذ|قبل|پیش|"
    r"לפני|पहले|আগে|முன்பு|முன்|క్రితం|trước|truoc|(?:yang )?lalu|πριν|acum|преди|prije|pre|pries|pirms|tagasi|siðan|"
    r"sidan|iliyopita|iliopita|ezelott|пре|پہلے|perce|oraja|napja"
)
_AGO = re.compile(rf"(?<!\w)(?:{bare(_AGO_WORDS)})(?!\w)|{bare('前|전|ที่แล้ว|ที่ผ่านมา|ก่อน')}")
_ONE = (
    "an?|one|einer?|einem|une?|un[oa]?|uma?|een|ett?|en|ei|yhden|jedn\\w*|egy|o|один|одну|одна|bir|یک|एक|এক|satu|"
    "se|sat|jednu"
)
_DUALS = {"ساعتين": ("hour", 2), "دقيقتين": ("minute", 2), "يومين": ("day", 2), "أسبوعين": ("week", 2),
          "שעתיים": ("hour", 2), "יומיים": ("day", 2), "ساعة": ("hour", 1), "יום": ("day", 1), "שעה": ("hour", 1),
          "годину": ("hour", 1), "час": ("hour", 1), "sejam": ("hour", 1)}  # fmt: skip
_TODAY = (
    "today|heute|aujourd'?hui|aujourd’hui|hoy|hoje|oggi|vandaag|idag|i dag|tanaan|dzisiaj|dzis|dnes|ma|azi|днес|"
    "сегодня|сьогодні|σημερα|bugun|اليوم|امروز|היום|आज|আজ|இன்று|నేడు|ఈరోజు|วันนี้|hom nay|hari ini|오늘|tana|"
    "siandien|sodien|danas|avui|leo|آج|i dag|danes"
)
_YESTERDAY = (
    "yesterday|gestern|hier|ayer|ontem|ieri|gisteren|igar|i gar|eilen|wczoraj|vcera|tegnap|вчера|вчора|χθες|χτες|dun|"
    "أمس|امس|ديروز|دیروز|אתמול|बीते कल|গতকাল|நேற்று|నిన్న|เมื่อวาน(?:นี้)?|hom qua|kemarin|semalam|eile|vakar|"
    "jucer|juce|ahir|jana|i gær|vceraj"
)
_NOW = re.compile(
    r"^(?:just now|gerade eben|a l'instant|ahora mismo|刚刚|剛剛|방금|たった今|только что|agora mesmo|az once)$"
)
_CJK = "(?P<cjk>今天|今日|昨天|昨日|오늘|어제)"
_DAY = late(rf"(?<!\w)(?:(?P<today>{bare(_TODAY)})|(?P<yesterday>{bare(_YESTERDAY)}))(?!\w)|{_CJK}")
_CJK_DAYS = {"今天": 0, "今日": 0, "오늘": 0, "昨天": 1, "昨日": 1, "어제": 1}
_LONGEST_ALONE = 25
"""Characters of a line that is such a moment alone."""
_LONGEST = 60
"""Characters of a line that may be such a moment."""

Precision = Literal["second", "minute", "day"]
Told = tuple[datetime, Precision, str]
"""A moment, and "hours ago" where a count of that unit told it: it may lie that much earlier."""


_CJK_UNITS = {
    "秒": "second", "초": "second", "分钟": "minute", "分鐘": "minute", "分": "minute", "분": "minute", "นาที": "minute",
    "小时": "hour", "小時": "hour", "時間": "hour", "시간": "hour", "ชั่วโมง": "hour",
    "天": "day", "日": "day", "일": "day", "วัน": "day", "週間": "week", "周": "week", "주": "week",
}  # fmt: skip
"""Units of scripts that write no spaces, the longer ones first."""


def _pattern() -> re.Pattern[str]:
    units = "|".join(f"(?P<{unit}>{'|'.join(bare(words).split())})" for unit, words in _UNITS.items())
    count = rf"(?:(?P<count>\d{{1,3}})|(?<!\w)(?P<one>{bare(_ONE)}))"
    whole = bare("|".join(_CJK_UNITS))
    return late(rf"{count}\s{{0,2}}(?:{units})(?![^\W\d_])|(?P<cut>\d{{1,3}})\s?(?P<cjk>{whole})")


_SPAN = _pattern()
_LENGTHS = {"second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1),
            "day": timedelta(days=1), "week": timedelta(weeks=1)}  # fmt: skip


def is_relative(text: str) -> bool:
    """Whether a line is such a moment and little else: "3 hours ago", "gestern, 18:20 Uhr"."""
    words = bare(text)
    begins = words[:1].isdigit() or _DAY.match(words) or _AGO.match(words)
    return len(text) <= _LONGEST_ALONE and bool(begins) and bool(_DAY.search(words) or _AGO.search(words))


def relative(text: str, now: datetime) -> Told | None:
    """The moment that a short line tells from `now`, on the same clock; None for any other line."""
    if len(text) > _LONGEST:
        return None
    words = bare(text)
    if _NOW.match(words.strip()):
        return now.replace(second=0, microsecond=0), "minute", ""
    if named := _DAY.search(words):
        back = _CJK_DAYS.get(named["cjk"], 0) if named["cjk"] else int(named["yesterday"] is not None)
        return _on_day(text, now, back)
    if not _AGO.search(words):
        return None
    unit, count = _span(words)
    if not unit:
        return None
    then = now - count * _LENGTHS[unit]
    if unit in ("day", "week"):
        return then.replace(hour=0, minute=0, second=0, microsecond=0), "day", f"{unit}s ago"
    return then.replace(second=0, microsecond=0), "minute", f"{unit}s ago"


def _span(words: str) -> tuple[str, int]:
    """Unit and number of a span of time; an empty unit where there is none."""
    for match in _SPAN.finditer(words):
        if match["cjk"]:
            return next(unit for word, unit in _CJK_UNITS.items() if bare(word) == match["cjk"]), int(match["cut"])
        unit = next(u for u in _UNITS if match[u])
        return unit, int(match["count"] or 1)
    for word, (unit, count) in _DUALS.items():
        if bare(word) in words.split():
            return unit, count
    return "", 0


def _on_day(text: str, now: datetime, back: int) -> Told | None:
    day = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=back)
    clock = find_clock(text, 0, len(text))
    if clock is None:
        return None  # "Today" is a word of headlines, too
    at = day.replace(hour=clock.hour, minute=clock.minute)
    return (at, "minute", "") if at <= now else None
