"""What the police ask of witnesses by way of the paper: the story's last sentence, though it calls to the reader."""

from __future__ import annotations

import re

__all__ = ["asks_witnesses"]

_WITNESSES = re.compile(
    r"\b(?:any(?:one|body|\w* information)|witness|information|zeug|hinweis|témoin|toute personne|inform[aà]|testi[gm]"
    r"|testemunh|getuig|vittne|vitne|vidne|świad|очевид|свид|свід|szemtanú|μάρτυρ|πληροφορ)"
)
_POLICE = re.compile(
    r"\b(?:polic|políc|poliz|politi|polis|sheriff|detective|det\.|investigat|crime ?stoppers|rcmp|troopers?\b|gendarm"
    r"|enquêteur|carabinier|guardia civil|krim?inal|kripo|полиц|поліц|rendőr|αστυνομ|any(?:one|body) with information)"
)


def asks_witnesses(text: str) -> bool:
    """Whether a line, in lower case, asks who knows something of a crime to tell those who look into it."""
    return _WITNESSES.search(text) is not None and _POLICE.search(text) is not None
