"""Names of people and agencies from bylines and structured data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.extraction.text import clean, key, unique

__all__ = ["is_agency", "people"]

_AGENCIES = frozenset(
    """ap apnews associatedpress theassociatedpress afp agencefrancepresse reuters dpa dpainfocom thecanadianpress canadianpress
    lapressecanadienne pa pamedia pressassociation efe ansa apa kna epd sid bloomberg bloombergnews upi xinhua tass interfax
    rianovosti ptinews pti ians ani aap keystonesda sda ntb ritzau belga anp lusa mti ctk pap anadoluagency
    kyodonews yonhap cna europapress cnnwire""".split()
)
_BY = re.compile(
    r"^(?:(?:written|reported|story|article|words|posted|published|text|analysis|review|opinion)\s+)?(?:by|von|par|por|di|door|av|af|przez|autor(?:en|in)?|auteurs?|author|text|от|автор)\b\s*:?\s+",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:,(?!\s*(?:jr|sr|phd|md|ph\.d)\b)|;|\||\n|\s(?:and|und|et|y|en|och|og|&|ja|with|mit)\s)\s*", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:reporter|editor|correspondent|staff|writer|journalist|redakteur\w*|redaktion\w*|korrespondent\w*|columnist|contributor|producer|journalistin|desk|team|bureau|chief|head|senior|deputy|managing|politics|business|sports?)\b",
    re.IGNORECASE,
)
_JUNK = re.compile(r"https?:|www\.|@|\d{3}|[<>{}=]")


def is_agency(name: str) -> bool:
    return key(name) in _AGENCIES


def people(names: Iterable[str], site_names: Iterable[str] = ()) -> tuple[list[str], str | None]:
    own = {key(name) for name in site_names if name}
    found: list[str] = []
    agency: str | None = None
    for raw in names:
        for part in _split(clean(raw)):
            if is_agency(part):
                agency = agency or part
            elif key(part) not in own:
                found.append(part)
    return unique(found), agency


def _split(raw: str) -> list[str]:
    raw = re.sub(r"\([^)]*\)|\[[^\]]*\]|\S+@\S+|https?:\S+", " ", raw)
    raw = _BY.sub("", clean(raw)).strip(" .,:;|/–—-")
    if len(raw) > 300:
        return []
    names = []
    for i, part in enumerate(_AND.split(raw)):
        part = re.split(r"\s[-–—/|]\s", _BY.sub("", part.strip(" .,:;|/–—-")))[0].strip()
        if not part or _JUNK.search(part) or len(part) > 60 or len(part.split()) > 6:
            continue
        if i and _ROLE.search(part):
            continue
        names.append(part)
    return names
