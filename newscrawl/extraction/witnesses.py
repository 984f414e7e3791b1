"""What the police ask of witnesses by way of the paper: the story's last sentence, though it calls to the reader."""

from __future__ import annotations

import re

__all__ = ["asks_witnesses"]

_WITNESSES = re.compile(
    r"\b(?:any(?:one|body|\w* information)|witness|information|zeug|hinweis|témoin|toute personne|inform[aà]|testi[gm]"
    r"|testemunh|getuig|vittne|vitne|vidne|świad|очевид|свид|свід|szemtanú|μάρτυρ|πληροφορ)"
)
_POLICE = re.compile(
    r"\b(?:polic(?!y|ies)|políc|poliz|politi|polis|sheriff|detective|det\.|investigat(?:or|ing)|crime ?stoppers|rcmp"
    r"|troopers?\b|gendarm"
    r"|enquêteur|carabinier|guardia civil|krim?inal|kripo|полиц|поліц|rendőr|αστυνομ|any(?:one|body) with information)"
)
_NEWSROOM = re.compile(
    r"\b(?:us|our|uns|unser\w*|nous|notre|nos|nuestr\w+|redaktion|rédaction|redacci[oó]n|redazione|redactie|newsroom"
    r"|reporters?|journalist\w*|editors?|investigative)\b"
)
"""Who asks for tips in a paper's own name: "Do you have information? Write to our police reporter"."""


def asks_witnesses(text: str) -> bool:
    """Whether a line, in lower case, asks who knows something of a crime to tell those who look into it."""
    asks = _WITNESSES.search(text) is not None and _POLICE.search(text) is not None
    return asks and _NEWSROOM.search(text) is None
