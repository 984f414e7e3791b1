"""Endless calendars, facets, sort orders, paginations that repeat: families of addresses that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscrawl.urls import canonical, family

if TYPE_CHECKING:
    from newscrawl.archive.ledger import Ledger
    from newscrawl.archive.store import Page

__all__ = ["BUDGET", "Families"]

BUDGET = 12
"""Pages in a row that show no story which an earlier page of their family did not show."""


@dataclass(slots=True)
class _Family:
    seen: set[int] = field(default_factory=set)
    """Hashes of the addresses of stories that its pages showed in this run."""
    barren: int = 0
    """Pages in a row that showed nothing else."""


class Families:
    """Watches what families of listings yield in this run, and gives up those that yield nothing more.

    What is expected to be an article is asked in any case: a page that cannot be read today is no trap.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._known: dict[tuple[str, str], _Family] = {}

    def note(self, page: Page) -> None:
        """Take in one visit (call it inside a transaction)."""
        visit = page.visit
        if visit.outcome != "read" or visit.kind not in ("section", "other") or page.article is not None:
            return
        key = (page.site.name, family(visit.url))
        known = self._known.setdefault(key, _Family())
        shown = {hash(canonical(f.url)) for f in visit.found if f.kind == "article" and not f.skip}
        if shown - known.seen:
            known.barren = 0
            known.seen |= shown
            return
        known.barren += 1
        if known.barren == BUDGET:
            self._ledger.give_up(*key, visit.at)
