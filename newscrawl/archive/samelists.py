"""Listings at one path that show the same stories, whatever one parameter of their query says: `/sport/?rnd=48213`."""

from __future__ import annotations

import re
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from newscrawl.items import Visit

__all__ = ["SameLists"]

_KEY = re.compile(r"(?!(?:19|20)\d\d-?[01]\d(?:-?[0-3]\d)?\Z)(?=\D*\d)[\w.-]{6,}")
"""A value that may be made anew for each link: no short number, which names a section, and no day."""
_FEWEST = 3
"""Stories of a list that tells anything."""
_TOGETHER = timedelta(hours=1)
"""Lists that were read further apart may differ for what was published between."""
_MOST, _MOST_OF_PATH = 1_000, 4
"""Paths that are remembered, the latest, and lists of one."""


class SameLists:
    """What the listings of this run with a query showed."""

    def __init__(self) -> None:
        self._lists: OrderedDict[str, dict[str, tuple[datetime, list[str]]]] = OrderedDict()

    def compare(self, visit: Visit) -> tuple[str, bool] | None:
        """Take in a look at a listing. Where another one at its path differs in one parameter alone: its name, and
        whether it tells nothing (both show the same list) or something (they show next to nothing in common)."""
        shown = list(dict.fromkeys(url for url, _ in visit.shown))
        path, mark, query = visit.url.partition("?")
        if visit.kind != "section" or not mark or len(shown) < _FEWEST:
            return None
        at, verdict = datetime.fromisoformat(visit.at), None
        others = self._lists.setdefault(path, {})
        self._lists.move_to_end(path)
        for other, (then, list_) in others.items():
            name = _one_key(query, other)
            if name is None or abs(at - then) > _TOGETHER:
                continue
            if shown == list_:
                verdict = name, True
            elif 2 * len(set(shown) & set(list_)) < len(shown):
                verdict = name, False
                break
        others[query] = at, shown
        if len(others) > _MOST_OF_PATH:
            others.pop(next(iter(others)))
        if len(self._lists) > _MOST:
            self._lists.popitem(last=False)
        return verdict


def _one_key(query: str, other: str) -> str | None:
    """The only parameter in which two queries differ, where both give it a key."""
    one, two = parse_qsl(query, True), parse_qsl(other, True)
    if len(one) != len(two):
        return None
    apart = [(mine, theirs) for mine, theirs in zip(one, two, strict=True) if mine != theirs]
    if len(apart) != 1 or apart[0][0][0] != apart[0][1][0]:
        return None
    (name, value), (_, other_value) = apart[0]
    return name if _KEY.fullmatch(value) and _KEY.fullmatch(other_value) else None
