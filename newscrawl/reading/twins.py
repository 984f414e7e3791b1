"""Print and AMP twins: the same story at another address, for paper or for small screens."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

__all__ = ["twin_of"]

_WORDS = re.compile("amp|print|druck|imprim", re.IGNORECASE)  # one of them stands in every twin's address
_QUERY = re.compile(
    r"(?<=[?&])(?:outputtype=amp|amp(?:=(?:1|true|on)?)?|print(?:=(?:1|true|yes|y|on|print)?)?|printable=\w+|view=(?:print|amp)"
    r"|(?:output|format|mode|layout|version)=(?:print|amp)|druck(?:version|ansicht)?(?:=\w*)?|imprimir(?:=\w*)?)(?=&|$)&?",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:/(?:amp|print|amphtml|druckversion|druckansicht|imprimer|imprimir)(?:\.html?)?/?|(?<=\w)[._-](?:amp|print)(?=\.s?html?$)|\.amp)$|(?<=\w)\.amp(?=\.s?html?$)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(https?://[^/]+)/(?:amp|print|amphtml)(?=/)", re.IGNORECASE)


def twin_of(url: str, own: str, known: AbstractSet[str]) -> str | None:
    """The story's address, where `url` is its print or AMP twin; None for any other.

    `own` is the page's address and `known` those it links to: a folder of that name (a newspaper's print edition, say)
    makes a twin only where the other address is one of them.
    """
    if not _WORDS.search(url):
        return None
    if "?" in url and (found := _QUERY.search(url)):
        return (url[: found.start()] + url[found.end() :]).rstrip("?&")
    if (found := _LAST.search(url)) is not None:
        rest = url[: found.start()] + url[found.end() :]
        story = rest.rstrip("/")
        if story.count("/") > 2 and (story.count("/") > 3 or story == own.rstrip("/")):
            return own if story == own.rstrip("/") else rest
    if (found := _FIRST.match(url)) is not None:
        rest = found[1] + url[found.end() :]
        if rest.rstrip("/") != found[1] and (rest in known or rest.rstrip("/") == own.rstrip("/")):
            return rest
    return None
