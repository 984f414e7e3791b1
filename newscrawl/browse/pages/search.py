"""The search: what was found, how it spreads, and ways to narrow it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newscrawl.archive.search import RANKED
from newscrawl.archive.selection import EVERYTHING
from newscrawl.archive.views.facets import Count, Facets, facets
from newscrawl.archive.views.found import Order, Results, results, something
from newscrawl.archive.views.latest import now
from newscrawl.archive.views.mentions import WALKED, last_version
from newscrawl.archive.views.sites import names
from newscrawl.browse.answering import LIMIT, Lane, Limit, Request, Response, ask, ask_in, page
from newscrawl.browse.asked import FILTERS, Asked, asked
from newscrawl.browse.looks import query
from newscrawl.browse.series import series
from newscrawl.exceptions import TooLongError

if TYPE_CHECKING:
    from datasette.app import Datasette
    from sqlite_utils import Database

    from newscrawl.archive.views.question import Question

__all__ = ["search"]

SIZE = 20
"""Results on a page."""
COUNTING = Limit(seconds=2.0, work=0.4)
"""How long what was found may be counted; the page does not wait longer for it."""

ORDERS: dict[Order, str] = {"best": "Best", "newest": "Newest", "archived": "Last archived"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the archive says to a search, all of one state of it."""

    results: Results
    sites: list[str]
    last: int
    """Key of the version that the archive saw last."""
    suggestions: list[tuple[str, dict[str, str]]]
    """Where nothing was found: what would be, in words, and its parameters."""


async def search(datasette: Datasette, request: Request) -> Response:
    """A page of what was found."""
    wanted = asked(request, await ask(datasette, now))
    answer, counted = await asyncio.gather(
        ask_in(Lane.SEARCH, LIMIT, datasette, _answer, wanted), _counted(datasette, wanted.question)
    )
    pages = -(-_reachable(counted, wanted) // SIZE) if counted else 0
    beyond = wanted.page > 1 and not answer.results
    return await page(
        datasette,
        request,
        "search.html",
        status=404 if beyond else 200,
        asked=wanted,
        q=wanted.words,
        answer=answer,
        counted=counted,
        beyond=beyond,
        by_utc=wanted.order == "newest" and len({one.time_zone for one in answer.results}) > 1,
        full=len(answer.results) == SIZE,
        ranked=RANKED,
        chips=[(FILTERS[name], value, query(wanted.values, **{name: None})) for name, value in wanted.narrowed.items()],
        chart=series(counted.days, 0) if counted else None,
        facets=_facets(counted, wanted) if counted else [],
        orders=[(name, label) for name, label in ORDERS.items() if wanted.question.words or name != "best"],
        pages=pages,
        first=(wanted.page - 1) * SIZE + 1,
        walked=WALKED,
        title=told(wanted),
    )


def _answer(db: Database, wanted: Asked) -> Answer:
    found = results(db, wanted.question, wanted.order, limit=SIZE, offset=(wanted.page - 1) * SIZE)
    return Answer(
        results=found,
        sites=names(db),
        last=last_version(db),
        suggestions=[] if found or wanted.page > 1 else _suggestions(db, wanted),
    )


async def _counted(datasette: Datasette, question: Question) -> Facets | None:
    """What was found, counted; None where that cannot be done in time."""
    counting = ask_in(Lane.SEARCH, COUNTING, datasette, facets, question)
    try:
        return await asyncio.wait_for(counting, COUNTING.seconds)
    except (TooLongError, TimeoutError):
        return None


def _reachable(counted: Facets, wanted: Asked) -> int:
    """How many of those found can be paged through."""
    if wanted.order == "newest":
        return counted.found
    return min(counted.found, RANKED if wanted.order == "best" else WALKED)


def _facets(counted: Facets, wanted: Asked) -> list[tuple[str, str, list[Count]]]:
    """Parameter, heading and values of each facet that narrows further."""
    every = (
        ("site", "Sites", counted.sites),
        ("section", "Sections", counted.sections),
        ("author", "Authors", counted.authors),
        ("language", "Languages", counted.languages),
        ("status", "On their sites", counted.statuses),
    )
    return [
        (name, heading, values)
        for name, heading, values in every
        if name not in wanted.values and (len(values) > 1 or (values and values[0].number < counted.counted))
    ]


def _suggestions(db: Database, wanted: Asked) -> list[tuple[str, dict[str, str]]]:
    """Searches near to one that found nothing, which find something: in words, and their parameters."""
    values, question = wanted.values, wanted.question
    free = {name: value for name, value in values.items() if name not in FILTERS}
    near: list[tuple[str, dict[str, str], Question]] = []
    if question.words and not question.ever:
        near.append(("in earlier versions", {**values, "versions": "1"}, replace(question, ever=True)))
    for name, words in _other_words(question.words or ""):
        near.append((f"{name}: {words}", {**values, "q": words}, replace(question, words=words)))
    if wanted.narrowed:
        anywhere = replace(question, selection=EVERYTHING)
        near.append(("without the filters", free, anywhere))
        for name, words in _other_words(question.words or ""):
            near.append((f"{name}, without the filters: {words}", {**free, "q": words}, replace(anywhere, words=words)))
    return [(name, told) for name, told, other in near if something(db, other)]


def _other_words(words: str) -> list[tuple[str, str]]:
    """Looser words for a search of words alone."""
    typed = words.split()
    if '"' in words or "OR" in typed or any(word.startswith("-") for word in typed):
        return []
    begun = " ".join(word.rstrip("*") + "*" for word in typed)
    loose = [("words that begin so", begun)] if begun != words else []
    return loose + ([("any of the words", " OR ".join(typed))] if len(typed) > 1 else [])


def told(wanted: Asked) -> str:
    """A search in words: "harbour ferry, site a.example"."""
    parts: list[str] = [wanted.words] if wanted.words else []
    parts += ["in all versions"] if wanted.question.ever else []
    parts += [f"{FILTERS[name].lower()} {value}" for name, value in wanted.narrowed.items()]
    return ", ".join(parts) or "everything"
