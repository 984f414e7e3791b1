"""Where a story was filed, as its first paragraph begins: in the ways of newsrooms and news agencies."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.extraction.agencies import agencies_in
from newscrawl.late import late

__all__ = ["dateline", "dateline_agency"]

_UPPER = "A-ZÀ-ÞĀ-ŽΑ-ΩΆΈΉΊΌΎΏА-ЯЁЂЃЄІЇЈЉЊЋЌЎЏҐ"
_PLACE = rf"[{_UPPER}][\w.'’À-ž-]{{0,30}}"
_PLACES = (
    rf"{_PLACE}(?:[ ]{_PLACE}|[ ](?:do|da|de|del|di|la|le|of|on|sur|am|der|el|al|an|upon)[ ]{_PLACE}){{0,3}}"
    rf"(?:,[ ]?(?!\d|[^\W\d_]{{3,5}}\.[ ]\d){_PLACE}(?:[ ]{_PLACE}){{0,2}}){{0,2}}"
)
_DAY = (
    r"(?:,?[ ](?:le[ ])?(?:\d{1,2}\.?[ ](?:de[ ])?[^\W\d_]{3,12}\.?|[^\W\d_]{3,9}\.?[ ]\d{1,2}"
    r"|\d{4}\.[ ][^\W\d_]{3,12}[ ]\d{1,2}\.)"
    r"(?:,?[ ](?:de[ ])?\d{4})?)"
)
_AGENCY = r"(?:\s{0,2}\((?P<agency>[^()\d]{2,30})\)|\.?[ ]/(?P<slashed>[^/]{2,20})/)"
_WESTERN = re.compile(
    rf"^(?:\((?P<before>[^()\d]{{2,20}})\)\s?[-–—]\s)?(?P<place>{_PLACES})(?P<day>{_DAY})?{_AGENCY}?"
    r"[.,]{0,2}\s?(?P<dash>--?|[–—]|:(?=\s)|\.(?=\s)|\|(?=\s))(?:\s|$)(?P<rest>.?)"
)
_SITE = re.compile(r",\s[\w-]{2,30}\.\w{2,4}$")
_BRACKETED = re.compile(
    r"^[(（\[［【]\s?(?P<place>[^\s()（）\[\]【】=＝／/]{1,12})\s?[=＝]\s?(?P<agency>[^()（）\[\]【】]{2,14})[)）\]］】]"
)
_EASTERN = (
    late(
        r"^[【（(](?P<place>[\u3040-\u30ff\u3400-\u9fff]{2,8}?)(?P<agency>共同|時事|ロイター|AFP|AP)[^】）)]{0,8}[】）)]"
    ),
    late(
        r"^[（(【]?(?P<agency>新华社|中新社|中新网|新華社|法新社|路透社|美联社|共同社)(?:记者.{2,12}?)?(?P<place>[\u3400-\u9fff·]{2,10})\d{1,2}月\d{1,2}日[电電]"
    ),
    late(
        r"^[（(]?(?P<agency>中央社)?記者(?P<name>[\u3400-\u9fff]{3}|[\u3400-\u9fff]{2})(?P<place>[\u3400-\u9fff]{2,3})\d{1,2}日(?:專)?電"
    ),
)
_UNCASED = re.compile(
    r"^(?P<place>[\u0590-\u06ff\u0900-\u0dff][^\s:,-]{1,20}(?:\s[^\s:,()-]{1,15})?)"
    r"(?:\s?\((?P<agency>[^()\d]{2,30})\)\s?[-–—:]|\s[-–—]\s(?P<behind>[^\s:,]{2,20}(?:\s[^\s:,]{1,15})?)\s?[:،]|(?P<colon>:)\s)"
)
_NO_PLACES = frozenset(
    """update updated breaking exclusive watch listen live correction faq video photos opinion analysis explainer q
    a poll covid nato un eu usa uk nfl nba mlb nhl fifa uefa ceo pm note editor's interview review recap
    quiz gallery alert just eilmeldung exklusiv ticker liveticker kommentar analyse interview vídeo última
    hora en vivo urgente direct vivo exclusif vidéo commentaire срочно молния видео sommaire résumé fotos
    bilder""".split()  # noqa: SIM905
)


_FIRST_WORDS = frozenset(
    """NEW SAN SANTA SÃO SANTO KUALA HONG TEL LOS LAS ABU BUENOS CAPE PORT ADDIS EL LA ST SRI PHNOM RIO MEXICO DAR HO
    FORT LAKE MOUNT NORTH SOUTH EAST WEST PANAMA KANSAS SALT GUATEMALA KUWAIT VATICAN BANDAR NUEVA""".split()  # noqa: SIM905
)
"""First words of places that have two: in front of a colon, other words in capitals are a label."""


def dateline(text: str) -> str | None:
    """Where a story was filed: "MOSCOW - Russian …", "Halskov, Denmark — The …", "（東京＝共同）…".

    Places in capitals, and such with an agency or a day behind them, are sure; others count with a capital or a
    quotation mark behind the dash.
    """
    found = _read(text[:160])
    return found[0] if found else None


def dateline_agency(text: str) -> str | None:
    """The agency that stands with the place: "BERLIN (dpa) - …"."""
    found = _read(text[:160])
    return next(iter(agencies_in(found[1])), None) if found and found[1] else None


@lru_cache(maxsize=256)
def _read(text: str) -> tuple[str, str] | None:
    """The place and the words in its bracket."""
    if not text.isascii():
        for pattern in (_BRACKETED, *(_EASTERN if max(text) >= "\u3040" else ())):
            if match := pattern.match(text):
                return match["place"], match["agency"] or ""
        if match := _UNCASED.match(text):
            agency = match["agency"] or match["behind"] or ""
            return (match["place"], agency) if match["colon"] or agencies_in(agency) else None
    match = _WESTERN.match(text)
    return _western(match, text) if match else None


def _western(match: re.Match[str], text: str) -> tuple[str, str] | None:
    place = _SITE.sub("", match["place"]).strip(" ,")
    agency = match["agency"] or match["slashed"] or match["before"] or ""
    before, _, last = place.rpartition(" ")
    if not agency and last.isupper() and agencies_in(last):
        place, agency = before, last  # "New York CNN — …"
    first = place.split(",")[0]
    if not first or first.lower().split()[0].split("-")[0].strip(":.") in _NO_PLACES:
        return None
    capitals = first.upper() == first and len(first) > 2
    sure = capitals and len(first) > 3 or bool(agency) or bool(match["day"])
    if match["dash"] in ":|":
        sole = capitals and len(first) >= 5 and (" " not in first or first.split()[0] in _FIRST_WORDS)
        return (place, agency) if sole or match["agency"] else None
    if match["dash"] == ".":
        return (place, agency) if agency or match["day"] and capitals else None
    rest = match["rest"]
    sentence = bool(rest) and (rest.isupper() or rest in "\"“„«'‘")
    spaced = text[match.end("place") : match.end("place") + 1].isspace()
    if sure or capitals or sentence and len(place) <= 40 and spaced:
        return place, agency
    return None
