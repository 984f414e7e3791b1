"""What a reader asked with an address of /search. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from newscrawl.archive.selection import Selection
from newscrawl.archive.views.found import Order
from newscrawl.archive.views.question import Question
from newscrawl.exceptions import ArgumentError
from newscrawl.moments import day_or_moment

if TYPE_CHECKING:
    from datetime import date, datetime

    from newscrawl.browse.answering import Request

__all__ = ["FILTERS", "Asked", "asked"]

FILTERS = {
    "site": "Site",
    "section": "Section",
    "author": "Author",
    "language": "Language",
    "status": "Status",
    "since": "From",
    "until": "To",
}
"""What narrows a search: parameter -> its name on the page."""
LONGEST = 500
"""Characters of what is looked for, and of each filter."""
_PAGES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A search as its address tells it."""

    values: dict[str, str]
    """Parameters that make the question, in one order: the same search has the same address."""
    question: Question
    order: Order
    page: int
    """From 1."""

    @property
    def words(self) -> str:
        """What was typed."""
        return self.values.get("q", "")

    @property
    def here(self) -> dict[str, str]:
        """Parameters of the page, where it stays in this order."""
        return self.values if self.order == _usual(self.question) else {**self.values, "order": self.order}

    @property
    def narrowed(self) -> dict[str, str]:
        """The filters alone."""
        return {name: value for name, value in self.values.items() if name in FILTERS}


def asked(request: Request, now: datetime) -> Asked:
    """What an address asks; `now`: the moment from which "1d" counts. Raises ArgumentError."""
    told = {name: (request.args.get(name) or "").strip() for name in ("q", *FILTERS, "versions", "order", "page")}
    for name, value in told.items():
        if len(value) > LONGEST:
            raise ArgumentError(f"{name} has {len(value):,} characters: {LONGEST} are enough")
    values = {name: told[name] for name in ("q", *FILTERS) if told[name]}
    if told["versions"] not in ("", "0") and told["q"]:
        values["versions"] = "1"
    selection = Selection(
        since=_day("since", told["since"], now),
        until=_day("until", told["until"], now),
        **{name: told[name] or None for name in ("site", "section", "author", "status", "language")},
    )
    question = Question(words=told["q"] or None, selection=selection, ever="versions" in values)
    return Asked(values=values, question=question, order=_order(told["order"], question), page=_page(told["page"]))


def _day(name: str, text: str, now: datetime) -> date | datetime | None:
    try:
        return day_or_moment(text, now) if text else None
    except ValueError as error:
        raise ArgumentError(f"{name}: {error}") from error


def _usual(question: Question) -> Order:
    return "newest" if question.words is None else "best"


def _order(text: str, question: Question) -> Order:
    orders: dict[str, Order] = {name: name for name in get_args(Order)}
    if text and text not in orders:
        raise ArgumentError(f"there is no order {text!r}: best, newest or archived")
    if not text or (text == "best" and question.words is None):
        return _usual(question)
    return orders[text]


def _page(text: str) -> int:
    if not text:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= _PAGES):
        raise ArgumentError(f"there is no page {text!r}: pages are numbered from 1 on")
    return int(text)
