"""The search: what was found, how it spreads, and ways to narrow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newscrawl.archive.search import RANKED
from newscrawl.archive.views.facets import Facets, facets
from newscrawl.archive.views.found import Results, last_visit, results, site_names, something
from newscrawl.archive.views.mentions import WALKED, last_version
from newscrawl.archive.views.question import Question
from newscrawl.browse.answering import Request, Response, ask, page
from newscrawl.browse.asked import FILTERS, Asked, asked
from newscrawl.browse.looks import query

if TYPE_CHECKING:
    from datasette.app import Datasette
    from sqlite_utils import Database

__all__ = ["search"]

SIZE = 20
"""Results on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the archive says to a search, all of one state of it."""

    results: Results
    facets: Facets
    sites: list[str]
    last: int
    """Key of the version that the archive saw last."""
    suggestions: list[tuple[str, dict[str, str]]]
    """Where nothing was found: what would be, in words, and its parameters."""


async def search(datasette: Datasette, request: Request) -> Response:
    """A page of what was found."""
    wanted = asked(request, await ask(datasette, last_visit))
    answer = await ask(datasette, _answer, wanted)
    pages = -(-_reachable(answer, wanted) // SIZE)
    return await page(
        datasette,
        request,
        "search.html",
        asked=wanted,
        q=wanted.words,
        answer=answer,
        ranked=RANKED,
        chips=[(FILTERS[name], value, query(wanted.values, **{name: None})) for name, value in wanted.narrowed.items()],
        pages=pages,
        first=(wanted.page - 1) * SIZE + 1,
    )


def _answer(db: Database, wanted: Asked) -> Answer:
    found = results(db, wanted.question, wanted.order, limit=SIZE, offset=(wanted.page - 1) * SIZE)
    return Answer(
        results=found,
        facets=facets(db, wanted.question),
        sites=site_names(db),
        last=last_version(db),
        suggestions=[] if found or wanted.page > 1 else _suggestions(db, wanted),
    )


def _reachable(answer: Answer, wanted: Asked) -> int:
    """How many of those found can be paged through."""
    if wanted.order == "newest":
        return answer.facets.found
    return min(answer.facets.found, RANKED if wanted.order == "best" else WALKED)


def _suggestions(db: Database, wanted: Asked) -> list[tuple[str, dict[str, str]]]:
    """Searches near to one that found nothing, which find something."""
    near: list[tuple[str, dict[str, str], Question]] = []
    values, question = wanted.values, wanted.question
    if question.words and not question.ever:
        ever = Question(words=question.words, selection=question.selection, ever=True)
        near.append(("in earlier versions", {**values, "versions": "1"}, ever))
    if question.words and (begun := _begun(question.words)) != question.words:
        prefixed = Question(words=begun, selection=question.selection, ever=question.ever)
        near.append((f"words that begin so: {begun}", {**values, "q": begun}, prefixed))
    if question.words and len(question.words.split()) > 1:
        either = " OR ".join(question.words.split())
        loose = Question(words=either, selection=question.selection, ever=question.ever)
        if '"' not in either and " OR OR " not in either and "-" not in either:
            near.append(("any of the words", {**values, "q": either}, loose))
    if wanted.narrowed:
        free = Question(words=question.words, ever=question.ever)
        near.append(("without filters", {n: v for n, v in values.items() if n not in FILTERS}, free))
    return [(name, told) for name, told, other in near if something(db, other)]


def _begun(words: str) -> str:
    """The same words as the beginnings of words."""
    if '"' in words:
        return words
    return " ".join(word if word == "OR" or word.startswith("-") else word.rstrip("*") + "*" for word in words.split())


def told(wanted: Asked) -> str:
    """A search in words: 'harbour ferry, Site a.example'."""
    parts: list[Any] = [wanted.words] if wanted.words else []
    parts += [f"{FILTERS[name].lower()} {value}" for name, value in wanted.narrowed.items()]
    return ", ".join(parts) or "everything"
