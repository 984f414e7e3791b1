"""Names of people, agencies and newsrooms out of bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from newscrawl.extraction.text import clean, key, unique

__all__ = ["Credits", "credits_of", "is_agency", "is_person_like", "people"]

_AGENCIES = frozenset(
    [
        "ap",
        "apnews",
        "associatedpress",
        "theassociatedpress",
        "afp",
        "agencefrancepresse",
        "reuters",
        "thomsonreuters",
        "dpa",
        "dpainfocom",
        "afpsid",
        "sidafp",
        "deutschepresseagentur",
        "canadianpress",
        "thecanadianpress",
        "lapressecanadienne",
        "pressecanadienne",
        "cp",
        "pa",
        "pamedia",
        "pressassociation",
        "efe",
        "ansa",
        "apa",
        "kna",
        "epd",
        "sid",
        "bloomberg",
        "bloombergnews",
        "upi",
        "unitedpressinternational",
        "xinhua",
        "tass",
        "interfax",
        "rianovosti",
        "ptinews",
        "pti",
        "pressstrustofindia",
        "ians",
        "ani",
        "aap",
        "keystonesda",
        "sda",
        "ats",
        "ntb",
        "ritzau",
        "tt",
        "stt",
        "belga",
        "anp",
        "lusa",
        "mti",
        "čtk",
        "ctk",
        "pap",
        "tanjug",
        "hina",
        "anadoluagency",
        "anadolu",
        "kyodo",
        "kyodonews",
        "jiji",
        "jijipress",
        "yonhap",
        "yonhapnewsagency",
        "yonhapnews",
        "cna",
        "europapress",
        "cnnwire",
        "cnn",
        "共同通信",
        "時事通信",
        "연합뉴스",
        "뉴시스",
        "agenturen",
        "agencies",
        "newsagencies",
        "wireservices",
        "wireservice",
        "agencias",
        "agences",
        "getty",
        "gettyimages",
        "nytimesnewsservice",
        "newyorktimesnewsservice",
        "tribunenewsservice",
    ]  # fmt: skip
)
_AGENCY_WORDS = re.compile(
    r"\b(?:press agency|news agency|news service|newswire|news wire|wire service|press association|"
    r"nachrichtenagentur|agence de presse|agencia de noticias|agenzia)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^(?:(?:written|reported|story|article|words|posted|published|text|texte|texto|analysis|review|"
    r"opinion|ein\s\w{3,20}|skrevet)\s{1,3}){0,2}"
    r"(?:by|von|vom|par|por|di|door|av|af|przez|от|автор)\s{0,3}[:：]?\s{1,3}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:by|von|par|por|autor(?:en|in|a|es|/autorin)?|autorin/autor|auteure?s?|authors?|text|texte|"
    r"texto|bron|kilde|redacción|szerző|автор|文|記者|记者|作者|責任編輯|责任编辑|责编|编辑|取材|執筆)"
    r"\s{0,2}[:：|]\s{0,3}|^(?:autorin/autor|autor/-?in|autor/autorin)\s",
    re.IGNORECASE,
)
_JOINTS = re.compile(
    r"\s{0,3}(?:,(?!\s{0,2}(?:jr|sr|phd|md|ii|iii)\b)|[;、，]|\||\n|[•·]|/|\s(?:and|und|et|y|och|og|&|"
    r"ja|with|mit|avec|con|met|и|та|ve|na)\s)\s{0,3}",
    re.IGNORECASE,
)
_SHORT_AND = re.compile(r"\s(?:e|i|a|en)\s(?=[A-ZÀ-ÞŁŠŽČ])")
"""The "and" of Italian, Portuguese, Polish, Czech and Dutch: safe before a capital alone."""
_BRACKETS = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{2,80}|(?:https?:|www\.)\S{1,300}|(?<!\w)@\w{2,40}", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|staff|writer|journalist(?:in)?|journaliste|periodista|"
    r"giornalista|redakteur(?:in)?|redaktion|redacción|"
    r"korrespondent(?:in)?|columnist|contributor|producer|desk|team|bureau|chief|managing|newsroom|"
    r"politics|business|sports?|news|"
    r"photographer|fotograf|editorial|reporters|writers|volontär(?:in)?|gastautor(?:in)?|specialist|"
    r"director|head of)\b",
    re.IGNORECASE,
)
_LEADING_ROLE = re.compile(
    r"^(?:staff|senior|chief|contributing|special|political|foreign|sports?|business|"
    r"news)?\s{0,2}(?:reporter|writer|editor|correspondent|"
    r"journalist(?:in)?|redakteur(?:in)?|korrespondent(?:in)?)\s{1,3}(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_CUT = re.compile(r",?\s(?:in|for|at|für|pour|para)\s(?=[A-ZÀ-Þ])")
"""What stands behind the names: "By Jane Doe for The Example"."""
_KOREAN = re.compile(r"\s?(?:기자|특파원|인턴기자|선임기자|논설위원)(?=$|\s)")
_DASH = re.compile(r"\s[-–—|]\s")
_DATED = re.compile(r"(?<=[\w.])[\s,]+(?=\d{1,2}(?:st|nd|rd|th)?[\s.,/:-].*\d|\d{4}-\d\d)")
_DATE_WORD = re.compile(
    r"(?<![\s,|–-])[\s,|–-]+(?:on|am|le|el|il|updated|published|posted|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed"
    r"|thu|fri|sat|sun)[a-z]*)[.,]?$",
    re.IGNORECASE,
)
_JUNK = re.compile(r"https?:|www\.|@|\d|[<>{}=]")
_SMALL = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "y",
        "e",
        "i",
        "af",
        "zu",
        "ter",
        "ten",
        "du",
        "des",
    ]  # fmt: skip
)


@dataclass(slots=True)
class Credits:
    """Whom bylines name."""

    people: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    house: list[str] = field(default_factory=list)
    """The newsroom itself, where it signs."""
    order: list[str] = field(default_factory=list)
    """People and agencies in the order of the byline."""


def is_agency(name: str) -> bool:
    """Whether a name is a news agency's."""
    return key(name) in _AGENCIES or bool(_AGENCY_WORDS.search(name))


def people(names: Iterable[str], site_names: Iterable[str] = ()) -> tuple[list[str], str | None]:
    """The people and the first agency in these bylines."""
    found = credits_of(names, site_names)
    return found.people, found.agencies[0] if found.agencies else None


def credits_of(names: Iterable[str], site_names: Iterable[str] = (), organisations: Iterable[str] = ()) -> Credits:
    """Everybody in these bylines; `organisations` are names that the page itself calls those of organisations."""
    site_names = list(site_names)
    own = {key(name) for name in site_names if name}
    domains = [name.lower() for name in site_names if "." in name and " " not in name]
    companies = {key(name) for name in organisations}
    found = Credits()
    for raw in names:
        whole = clean(raw)
        parts = [whole] if key(whole) in companies else _split(whole)
        ours = any(site in bracket.lower() for bracket in _BRACKETS.findall(whole) for site in domains)
        for part in parts:
            if ours or _is_own(part, own) or any(site in part.lower() for site in domains):
                found.house.append(part)
            elif is_agency(part) or key(part) in companies:
                found.agencies.append(part)
                found.order.append(part)
            elif not found.house or found.people or is_person_like(part) or not part.isascii():
                found.people.append(part)  # behind the newsroom's name stand places, and people
                found.order.append(part)
    found.people, found.order = unique(found.people), unique(found.order)
    found.agencies, found.house = unique(found.agencies), unique(found.house)
    return found


def is_person_like(name: str) -> bool:
    """Whether words look like a person's name: two to four of them, each with a capital, nothing else."""
    words = name.split()
    if not 2 <= len(words) <= 4 or len(name) > 45 or _JUNK.search(name) or _ROLE.search(name):
        return False
    if any(w.endswith(".") and len(w) > 5 for w in words[:-1]):
        return False  # a motto: "Independent. Honest."
    solid = [w for w in words if w.lower() not in _SMALL]
    return len(solid) >= 2 and all(
        w[0].isupper() and w.strip(".'’-").replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        for w in solid
    )


def _is_own(name: str, own: set[str]) -> bool:
    """Whether a name is the newsroom's: its own, or its own with "Redaktion", "Staff" or a department beside it."""
    bare = key(name)
    if bare in own:
        return True
    for other in own:
        if (
            len(other) >= 3
            and (bare.startswith(other) or bare.endswith(other))
            and (_ROLE.search(name) or name.isupper())
        ):
            return True
        if len(other) >= 5 and (
            bare.startswith(other) or other.startswith(key(name.split()[0])) and len(key(name.split()[0])) >= 6
        ):
            return True
    words = name.split()
    return len(words) <= 3 and any(_ROLE.fullmatch(w.strip(".-")) for w in words) and not is_agency(name)


def _before_date(text: str) -> str:
    """A byline without the date behind it: "By Jane Doe 11 April 2024 21:47"."""
    dated = _DATED.search(text)
    if dated is None:
        return text
    text = text[: dated.start()]
    while len(_BY.sub("", text).split()) > 2 and (word := _DATE_WORD.search(text)):  # "Theresa May" keeps her name
        text = text[: word.start()]
    return text


def _split(raw: str) -> list[str]:
    """The single names of one byline."""
    if len(raw) > 400:
        return []
    text = clean(_ADDRESS.sub(" ", _BRACKETS.sub(" ", raw)))
    text = _CUT.split(_BY.sub("", _LABEL.sub("", _before_date(text))))[0]
    names = []
    pieces = [p for piece in _JOINTS.split(text) for p in _SHORT_AND.split(piece)]
    for i, piece in enumerate(pieces):
        name = _DASH.split(_LEADING_ROLE.sub("", _KOREAN.sub("", _BY.sub("", piece.strip(" .,:;|/–—-")))))[0]
        name = clean(name).strip(" .,:;|/–—-*_\"“”«»'")
        if (
            not name
            or _JUNK.search(name)
            or len(name) > 60
            or len(name.split()) > 6
            or not any(c.isalpha() for c in name)
        ):
            continue
        if i and _ROLE.search(name) and not is_agency(name):
            continue  # "Jane Doe, Senior Reporter"
        names.append(name)
    return names
