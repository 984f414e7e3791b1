"""Print, AMP and mobile twins: the same story at another address, for paper or for small screens."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from newscrawl.reading.addresses import shape

__all__ = ["twin_of"]

# One of them stands in every twin's address, and none behind a letter: most that hold "amp" speak of a campaign.
_WORDS = re.compile(r"(?<![^\W_])(?:amp|print|druck|imprim)|//(?:m|mobile?|wap|touch)\.")
_PARTS = ("amp", "print", "druck", "imprim", "//m", "//wap", "//touch")
"""A quick look before `_WORDS`."""
_HOST = re.compile(
    r"^(https?://)(?P<twin>m|mobile?|amp|wap|touch|print)\.(?P<main>[^/]+\.[^/.]+)(?P<path>/.*)?$", re.IGNORECASE
)
_QUERY = re.compile(
    r"(?<=[?&])(?:outputtype=amp|amp(?:=(?:1|true|on)?)?|print(?:=(?:1|true|yes|y|on|print)?)?|printable=\w+|view=(?:print|amp)"
    r"|(?:output|format|mode|layout|version)=(?:print|amp)|druck(?:version|ansicht)?(?:=\w*)?|imprimir(?:=\w*)?)(?=&|$)&?",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?:/(?:amp|print|amphtml|druckversion|druckansicht|imprimer|imprimir)(?:\.html?)?/?|(?<=\w)[._-](?:amp|print)(?=\.s?html?$)|\.amp)$|(?<=\w)\.amp(?=\.s?html?$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"/(?:node/)?\d+/?")
_FIRST = re.compile(
    r"^(https?://[^/]+)/(?:amp|print|amphtml|druckversion|druckansicht|drucken|imprimer|imprimir)(?=/)", re.IGNORECASE
)


def twin_of(url: str, own: str, known: AbstractSet[str]) -> str | None:
    """The story's address, where `url` is its print or AMP twin; None for any other.

    `own` is the page's address and `known` those it links to: a folder of that name (a newspaper's print edition, say)
    makes a twin only where the other address is one of them.
    """
    if not _may_be_twin(url):
        return None
    if (found := _HOST.match(url)) is not None:
        scheme, host = own.partition("://")[0], own.partition("://")[2].partition("/")[0]
        if host.startswith(found["twin"] + "."):
            return None  # the site itself is a mobile one
        if host.endswith("." + found["main"]):
            return f"{scheme}://{host}{found['path'] or '/'}"
        return f"{found[1]}{found['main']}{found['path'] or '/'}"
    if "?" in url and (found := _QUERY.search(url)):
        rest = (url[: found.start()] + url[found.end() :]).rstrip("?&")
        plain = rest.partition("?")[0]
        # "?tmpl=component&print=1": what else the query says is the twin's, too.
        return plain if rest not in known and plain != own and plain in known and shape(plain)[0] == "article" else rest
    if (found := _LAST.search(url)) is not None:
        rest = url[: found.start()] + url[found.end() :]
        story = rest.rstrip("/")
        if story.count("/") > 2 and (story.count("/") > 3 or story == own.rstrip("/")):
            return own if story == own.rstrip("/") else rest
    if (found := _FIRST.match(url)) is not None:
        rest = found[1] + url[found.end() :]
        if _NUMBER.fullmatch(url, found.end()) and shape(own)[0] == "article":
            return own  # "/print/123" on the page of node 123
        own_path = own.partition("://")[2].partition("/")[2].rstrip("/")
        if own_path and rest.rstrip("/").endswith("/" + own_path):
            return own
        if rest.rstrip("/") != found[1] and rest in known:
            return rest
    return None


@lru_cache(maxsize=8192)  # menus and teasers lead to the same addresses on page after page
def _may_be_twin(url: str) -> bool:
    low = url.lower()
    return any(map(low.__contains__, _PARTS)) and _WORDS.search(low) is not None
