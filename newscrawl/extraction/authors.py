"""Who wrote a story: people, and the agencies that are told apart from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.text import fold, squeeze

__all__ = ["Credits", "read_names"]

_BY = re.compile(
    r"^\s*(?:(?:written|reported|posted|story|text|texte|texto|testo|words|published|erstellt|verfasst)\s{1,3})?"
    r"(?:by|von|vom|par|por|di|da|door|av|af|od|autor(?:in|es|a)?|auteur|author|text|texte|fra|skrevet av|szerző|автор|"
    r"przez|napsal|tekst|oleh|ni|na|yazan|بقلم)\s{0,3}[:：]?\s{1,3}",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\s*(?:by|von|par|por|autor(?:in|es)?|author|text|texte|redaktion|foto|bron|kilde|منبع|文|記者|记者|作者|责任编辑|编辑)\s{0,2}[:：]\s*",
    re.IGNORECASE,
)
_JOINTS = re.compile(
    r"\s{0,3}(?:[;|•·]|,(?!\s{0,2}(?:Jr|Sr|PhD|MD|II|III)\b)|/|\s&\s|\s(?:and|und|et|y|och|og|ja|en|with|mit|med|и|та|ve|na)\s)\s{0,3}",
    re.IGNORECASE,
)
_ITALIC_E = re.compile(r"\s(?:e|i|a)\s(?=[A-ZÀ-Þ])")
"""The "and" of Italian, Portuguese, Catalan and the Slavic languages, safe between capitals alone."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_WEB = re.compile(r"(?:https?://|www\.)\S{1,300}|@\w{2,40}", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:staff|senior|chief|contributing|special|political|foreign|sports?|business|news|managing|associate|assistant|guest|deputy|lead)?\s?"
    r"(?:reporter|writer|editor|correspondent|journalist|columnist|redakteur(?:in)?|redaktor(?:in)?|journaliste|periodista|"
    r"reportero|reportera|giornalista|korrespondent(?:in)?|photographer|producer|contributor|fotograf|bureau chief|"
    r"ansvarlig|journalista|jornalista|volontär(?:in)?|autor(?:in)?)\b.{0,80}$",
    re.IGNORECASE,
)
_KOREAN = re.compile(r"\s?(?:기자|특파원|인턴기자|선임기자|논설위원)(?:\s.{0,20})?$")
_AGENCY = re.compile(
    r"^(?:the\s)?(?:ap|afp|dpa|upi|apa|sid|efe|ansa|aap|pa|ntb|ritzau|tt|stt|anp|belga|lusa|tass|ria novosti|interfax|xinhua|"
    r"kyodo(?: news)?|jiji(?: press)?|yonhap(?: news agency)?|pti|ani|ians|antara|bernama|cp|reuters|thomson reuters|bloomberg(?: news)?|"
    r"associated press|canadian press|press association|pa media|agence france[ -]presse|deutsche presse[ -]agentur|europa press|"
    r"keystone[ -]sda|sda|apn|pap|čtk|ctk|mti|tanjug|hina|sta|anadolu(?: agency)?|iha|dha|aa|unian|ukrinform|epd|kna|afp-sid|presse canadienne|"
    r"bang showbiz|cnn|cnn wire|wire services?|news agencies|agencies|agencias?|agenturen|nyt|new york times news service|"
    r"washington post news service|tribune news service|getty images)$"
)
_AGENCY_WORDS = re.compile(r"\b(?:press agency|news agency|newswire|news wire|wire service|press association|nachrichtenagentur|agence de presse|agencia|agentur)\b")
_DIGIT = re.compile(r"\d")
_MAX_NAME = 70


class Credits:
    """People and organisations that a page names as the story's authors."""

    def __init__(self) -> None:
        self.people: list[str] = []
        self.agencies: list[str] = []
        self.house: list[str] = []
        """The newsroom's own name where it signs itself."""
        self.all: list[str] = []
        """All of them, in order."""


def read_names(values: Iterable[str], *, site_names: Iterable[str] = (), organisations: Iterable[str] = ()) -> Credits:
    """The names in these bylines. `organisations` are names that the page itself calls organisations."""
    credits = Credits()
    ours = {fold(name) for name in site_names if name}
    companies = {fold(name) for name in organisations}
    seen: set[str] = set()
    for value in values:
        for name in _split(value, companies):
            key = fold(name)
            if not key or key in seen:
                continue
            seen.add(key)
            if _is_house(key, ours):
                credits.house.append(name)
            elif _AGENCY.match(key) or _AGENCY_WORDS.search(key) or key in companies:
                credits.agencies.append(name)
            else:
                credits.people.append(name)
            credits.all.append(name)
    return credits


def _is_house(key: str, ours: set[str]) -> bool:
    solid = key.replace(" ", "")
    return key in ours or any(solid == o.replace(" ", "") for o in ours)


def _split(value: str, whole: set[str]) -> list[str]:
    """The single names of one byline."""
    text = squeeze(value)[:400]
    if fold(text) in whole:
        return [text]
    text = _WEB.sub(" ", _EMAIL.sub(" ", text))
    text = _BY.sub("", _LABEL.sub("", text))
    pieces = [p for piece in _JOINTS.split(text) for p in _ITALIC_E.split(piece)]
    names = []
    for piece in pieces:
        name = _clean(piece)
        if name:
            names.append(name)
    return names


def _clean(piece: str) -> str:
    """One name without roles, brackets and marks; empty if it is none."""
    name = re.sub(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]", " ", piece)
    name = _KOREAN.sub("", _BY.sub("", name.strip()))
    stripped = _ROLE.sub("", name)
    name = stripped if stripped.strip() else ("" if len(name.split()) < 2 or name.islower() else name)
    name = squeeze(name).strip(" ,;:.-–—|/\\'\"<>*_").strip()
    if not name or len(name) > _MAX_NAME or _DIGIT.search(name) or len(name.split()) > 7:
        return ""
    if not any(c.isalpha() for c in name):
        return ""
    return name
