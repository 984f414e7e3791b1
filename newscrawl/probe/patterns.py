"""Patterns of a site's addresses, learnt from those that its front page, feeds and sitemaps name. Pure.

What such a pattern calls an article is asked as one, so it has to be sure: it rests on a number, a date, a key or a
slug of several words, and matches no address that is known to be something else. A pattern is put together from the
pieces below and from words of letters, digits, "-" and "_" alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from newscrawl.urls import canonical, host_of, path_of

__all__ = ["Pattern", "article_patterns", "listing_pattern"]

_FEWEST = 2
"""Stories from which a form of addresses is one."""
_LEAST = 0.05
"""Part of the stories from which it is worth a pattern."""
_MOST = 4
"""Patterns of one site."""
_SECTIONS = 40
_ANY = "[^/?]+"
_SLUG = r"(?:[^/?_-]+[_-]){3,}[^/?]*"
_NUMBER = r"\d{3,}"
_END = r"/?(?:\?|$)"
_WORD = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_FILE = re.compile(r"\.(?:s?html?|php|aspx?|jspx?|ece|cfm|story|do)$", re.ASCII)
_ID = re.compile(r"(?:^|&)(\w*(?:id|no|article|story|p))=(\d{3,})(?=&|$)", re.ASCII)

# What a part of a path is -> the piece of a pattern for it. The first that matches the whole part wins.
_PIECES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{form})\Z", re.ASCII), piece)
    for form, piece in (
        (r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", "[0-9a-f-]{36}"),
        (r"(?:19|20)\d\d-\d\d?-\d\d?", r"\d{4}-\d\d?-\d\d?"),
        (r"(?:19|20)\d\d-\d\d-\d\d-.+", rf"\d{{4}}-\d\d-\d\d-{_ANY}"),
        (r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])", r"\d{8}"),
        (r"(?:19|20)\d\d", r"\d{4}"),
        (r"\d{1,2}", r"\d{1,2}"),
        (r"\d{3,}", _NUMBER),
        (r"[a-z]{1,8}\d{4,}|[a-z]{1,2}[-_]\d{4,}", r"[a-z]+[-_]?\d{4,}"),
        (r".*-\d\.\d{4,}", rf"{_ANY}-\d\.\d{{4,}}"),
        (r".*[-_,.~!]\d{4,}", rf"{_ANY}[-_,.~!]\d{{4,}}"),
        (r".*[-_,.~!][a-z]{1,4}[-_.]?\d{4,}", rf"{_ANY}[-_,.~!][a-z]{{1,4}}[-_.]?\d{{4,}}"),
        (r"\d{4,}[-_,.].*", rf"\d{{4,}}[-_,.]{_ANY}"),
        (r".*-(?=[0-9a-f]*\d)[0-9a-f]{8,}", rf"{_ANY}-(?=[a-f]*\d)[0-9a-f]{{8,}}"),
        (r".*-(?=[A-Za-z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{8,}", rf"{_ANY}-(?=[A-Z]*\d)[A-Z0-9]{{8,}}"),
        (r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{10,}", r"(?=[A-Za-z]*\d)[A-Za-z0-9]{10,}"),
    )
)
_IS_SLUG = re.compile(rf"(?:{_SLUG})\Z")
_WEAK = (r"\d{4}", r"\d{1,2}")
"""Pieces that tell something with others of their kind alone: a year and a month."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A form of addresses."""

    regex: str
    """As `Site.articles` holds it."""
    count: int
    """Stories whose addresses it matches and no pattern before it."""
    share: float
    """Part of all stories that are."""
    example: str
    """One of them."""


def article_patterns(stories: Iterable[str], others: Iterable[str]) -> list[Pattern]:
    """What the addresses of these stories have in common, and those of other pages have not; the most usual first."""
    urls = {canonical(url): path_of(canonical(url)) for url in stories}
    known = {path_of(canonical(url)) for url in others} - set(urls.values())
    forms: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for path in dict.fromkeys(urls.values()):
        if form := _form(path):
            forms[form].append(path)
    chosen: list[Pattern] = []
    left = dict(urls)
    ranked = sorted(forms.items(), key=lambda item: (-len(item[1]), item[0]))
    for form, paths in ranked:
        if len(paths) < _FEWEST or len(chosen) >= _MOST:
            break
        regex = next((regex for regex in _candidates(form, paths) if not _matches(regex, known)), None)
        if regex is None:
            continue
        mine = [url for url, path in left.items() if re.search(regex, path)]
        if len(mine) < max(_FEWEST, _LEAST * len(urls)):
            continue
        chosen.append(Pattern(regex, len(mine), len(mine) / len(urls), mine[0]))
        left = {url: path for url, path in left.items() if url not in mine}
    return sorted(chosen, key=lambda pattern: -pattern.count)


def listing_pattern(sections: Iterable[str], home: str, articles: Sequence[Pattern]) -> str | None:
    """One pattern of these sections' addresses; None where none can be told from an article's by its path.

    Patterns see no host, so that sections of other hosts than the front page's are left out.
    """
    host, front = host_of(home), path_of(canonical(home))
    paths = dict.fromkeys(path_of(canonical(url)) for url in sections if host_of(url) == host)
    words = [
        path.strip("/")
        for path in paths
        if path not in ("/", front)
        and all(_WORD.fullmatch(part) for part in path.strip("/").split("/"))
        and not any(re.search(pattern.regex, path) for pattern in articles)
    ]
    if not words:
        return None
    named = "|".join(re.escape(word).replace(r"\-", "-") for word in dict.fromkeys(words[:_SECTIONS]))
    return f"^/(?:{named}){_END}"


def _form(path: str) -> tuple[str, ...]:
    """The pieces of a path from the first one that tells something; empty where none does.

    The part in front of that stands first, as a word, or as "" where there is none.
    """
    address, _, query = path.partition("?")
    parts = address.strip("/").split("/")
    ending = _FILE.search(parts[-1])
    if ending:
        parts[-1] = parts[-1][: ending.start()]
    pieces = [_piece(part) for part in parts]
    first = next((n for n, piece in enumerate(pieces) if piece), None)
    told = [piece or _ANY for piece in pieces[first:]] if first is not None else []
    if told and all(piece in (*_WEAK, _ANY) for piece in told) and told[:2] != [_WEAK[0], _WEAK[1]]:
        told = []
    if any(piece not in (_SLUG, _ANY) for piece in told):
        told = [_ANY if piece == _SLUG else piece for piece in told]
    tail = re.escape(ending[0]) if ending else ""
    key = _ID.search(query)
    if key:
        return ("", *(told or [_ANY]), tail, rf"\?(?:.*&)?{key[1]}=\d{{3,}}")
    return ("", *told, tail, _END) if told else ()


def _piece(part: str) -> str:
    """The piece of a pattern for a part of a path; empty for a word that tells nothing."""
    for form, piece in _PIECES:
        if form.match(part):
            return piece
    return _SLUG if _IS_SLUG.match(part) else ""


def _candidates(form: tuple[str, ...], paths: Collection[str]) -> Iterator[str]:
    """Patterns of a form, the most general first: without and with the word in front that all have in common.

    A number alone is better off with that word; a slug alone is nothing without it: tags and topics have those, too.
    """
    *pieces, tail, end = form[1:]
    core = "/" + "/".join(pieces) + tail + end
    before = {_before(path, len(pieces)) for path in paths}
    word = next(iter(before)) if len(before) == 1 else ""
    with_word = [f"/{word}{core}"] if word else []
    told = set(pieces) - {_ANY}
    if told <= {_SLUG} and end == _END:
        yield from with_word
    elif told <= {_NUMBER} and not tail:
        yield from [*with_word, core]
    else:
        yield from [core, *with_word]


def _before(path: str, depth: int) -> str:
    parts = path.partition("?")[0].strip("/").split("/")[:-depth]
    return parts[-1] if parts and _WORD.fullmatch(parts[-1]) else ""


def _matches(regex: str, paths: Collection[str]) -> bool:
    found = re.compile(regex)
    return any(found.search(path) for path in paths)
