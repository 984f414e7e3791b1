"""What a page prints where the rest of its story is for subscribers."""

from __future__ import annotations

import re

from newscrawl.extraction.draft import Draft
from newscrawl.extraction.near import surroundings
from newscrawl.late import late

__all__ = ["put_wall", "says_walled"]

_SHORT = 200
"""Words of a text that may be a beginning alone."""
_LINE = 160
"""Characters of a line that may say so."""
_WALL = late(
    r"(?<!scroll )(?<!down )\bto (?:continue|keep|finish) reading\b"
    r"|\bto read (?:the (?:full|whole|rest)|this (?:article|story)|on\b|more of this)"
    r"|\b(?:this|the full|the rest of this) (?:article|story|content|page) is (?:\w+ ){0,2}(?:for|to) (?:\w+ ){0,2}"
    r"(?:subscribers|members)\b"
    r"|\bexclusiv[oa] para (?:\w+ ){0,2}(?:suscriptor|abonad|assinante|socios)|\bs[oó]lo para (?:suscriptor|abonad)"
    r"|\bpara (?:seguir|continuar) leyendo\b|\bpara continuar (?:lendo|a ler)\b"
    r"|\bréservée? (?:aux|à nos) abonnés\b|\bpour (?:lire la suite|continuer (?:à|la) lire|continuer la lecture)\b"
    r"|\bum (?:\w+ ){0,3}weiterzulesen\b|\bjetzt (?:\w+ ){0,2}weiterlesen\b|\bweiterlesen mit\b"
    r"|\bnur für abonnent|\b(?:exklusiv )?für abonnent(?:en|innen)\b"
    r"|\b(?:riservat[oa]|dedicat[oa]) agli abbonati\b|\bper continuare a leggere\b"
    r"|\bom (?:verder|dit artikel) te lezen\b|\b(?:alleen )?voor abonnees\b"
    r"|\bför prenumeranter\b|\bfor abonnenter\b|\bvain tilaajille\b|\bdla (?:abonentów|prenumeratorów|subskrybentów)\b"
    r"|\bпо подписке\b|\bдля подписчиков\b|\baboneler(?:e|imize) özel\b|有料会員|会員限定|订阅后|구독자 전용",
    re.IGNORECASE,
)
_STEMS = (
    "read", "subscribers", "members", "suscriptor", "abonad", "assinante", "socios", "leyendo", "continuar", "abonn",
    "lire", "lecture", "weiter", "abbonati", "leggere", "lezen", "prenumera", "tilaajille", "abonent", "subskrybent",
    "подпис", "abone", "会員", "订阅", "구독자",
)  # fmt: skip
"""One of them stands in every such line: to look for them takes a tenth of the time."""


def put_wall(draft: Draft) -> None:
    """Say that a short text is behind a paywall where the page prints it, and its data tell nothing."""
    article = draft.article
    if article.is_accessible_for_free is not None or article.word_count > _SHORT or not article.headline:
        return
    if any(says_walled(line.text) for line in surroundings(draft.document, article.headline).all):
        draft.put("is_accessible_for_free", False, "html")


def says_walled(line: str) -> bool:
    """Whether a line says that the rest is for subscribers."""
    if len(line) > _LINE:
        return False
    low = line.lower()
    return any(stem in low for stem in _STEMS) and _WALL.search(line) is not None
