"""Bylines without the dates that stand before the names, or behind them."""

from __future__ import annotations

import re

from newscrawl.extraction.creditwords import BY
from newscrawl.extraction.months import month_of
from newscrawl.late import late

__all__ = ["from_by", "without_date", "without_eastern_date"]

_DATED = re.compile(r"(?<=[\w.])[\s,،]+(?=\d{1,2}(?:st|nd|rd|th)?[\s.,/:-].*\d|\d{4}-\d\d)")
_AT = re.compile(r"(?<=\w)\s(?:at|@|um|kl)$", re.IGNORECASE)
"""Before a time of day: "Posted by Jane Doe at 5:11 PM"."""
_DATE_WORD = re.compile(
    r"(?:^|(?<![\s,|–-])[\s,|–-]+)(?:le\s(?:lun|mar|mer|jeu|ven|sam|dim)|on|am|le|el|il|last|first|updated|modified|published|posted"
    r"|publiée?|mise?|à|jour|veröffentlicht|aktualisiert|publicado|actualizado|pubblicato|aggiornato"
    r"|(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*)"
    r"|в|от|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت)[.,:،]?$",
    re.IGNORECASE,
)
_FILED = re.compile(r"(?<=\w)[\s,|–-]+(?:published|posted|updated|filed)\s(?:in|on|at|under)\s.*$", re.IGNORECASE)
_AGO = late(
    r"(?<=\w)[\s,|·•–-]+(?:(?:vor|il y a|hace|há|for)\s)?(?:\d{1,3}|an?)\s?(?:m|h|d|min(?:ute)?[sn]?|minut[oi]s?|hrs?"
    r"|hours?|days?|weeks?|months?|years?|stunden?|tag(?:en?)?|heures?|jours?|horas?|d[ií]as?|ore|giorni|timer)"
    r"(?:\s(?:ago|siden|fa|atrás))?$",
    re.IGNORECASE,
)
"""How long ago: "Jane Doe 7 hours"."""
_FROM_BY = re.compile(r"[\s|,·•–-](?:by|von|par|por|di|door|av|af|oleh)\s(?=\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_BESIDE_DATES = re.compile(
    r"(?:(?:mon|tues?|wednes|wed|thurs?|thu|fri|satur|sat|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|posted|published|created|written|on|at|the|st|nd|rd|th|am|um|le|à|el"
    r"|a|p|m|pm|uhr|h|de|[ecmp][sd]?t|gmt|utc|bst|ist|cest?|年|月|日)",
    re.IGNORECASE,
)
"""Words that stand in dates beside the months' names."""
_LONGEST_DATE = 60
_EASTERN_DATE = late(
    r"\s*(?:19|20)\d{2}\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?(?:\s?\d{1,2}\s?[:時时点]\s?\d{1,2}(?::\d{2}|分)?)?\s*"
)


def from_by(text: str) -> str:
    """A byline that begins with its date from the "by" on: "Posted on March 3, 2020 by Jane Doe"."""
    match = _FROM_BY.search(text, 0, _LONGEST_DATE)
    if match is None or not any(c.isdigit() for c in text[: match.start()]):
        return text
    dated = all(_is_of_date(word) for word in _WORD.findall(text[: match.start()]))
    return text[match.start() + 1 :] if dated else text


def without_date(text: str) -> str:
    """A byline without the date behind it: "By Jane Doe 11 April 2024 21:47". Empty where it is a date alone."""
    text = _AGO.sub("", _FILED.sub("", text))
    dated = _DATED.search(text)
    if dated is None:
        return text
    own = text[: dated.start()].split()
    if len(own) == 2 and dated[0].isspace() and month_of(own[1]) is not None and not BY.match(text):
        return ""  # "Effective May 5, 2024"
    text = _AT.sub("", text[: dated.start()])
    while len(BY.sub("", text).split()) > 2 and (word := _DATE_WORD.search(text)):  # "Theresa May" keeps her name
        if word["name"] and not _is_of_date(word["name"]):  # "and Owen Marsh", "Ana Sofía Martínez": people
            break
        text = text[: word.start()]
    return "" if all(_is_of_date(word) for word in _WORD.findall(BY.sub("", text))) else text


def _is_of_date(word: str) -> bool:
    return _BESIDE_DATES.fullmatch(word) is not None or month_of(word) is not None


def without_eastern_date(text: str) -> str:
    """A byline without the date that is written right behind it, or before it: "王小明2024-04-17 14:27"."""
    parts = _EASTERN_DATE.split(text)
    return next((part for part in parts if part and part[-1] not in ":："), "")  # behind a colon: the date's label
