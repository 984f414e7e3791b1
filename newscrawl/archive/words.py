"""What a person types into a search, as queries of the full-text indexes. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from newscrawl.archive.scripts import is_foreign, parted

__all__ = ["Match", "matches"]

_TERM = re.compile(r'(?<!\S)(-?)"([^"]*)"?(\*?)|(\S+)')
_TYPED = str.maketrans("\x00“”„‟«»", ' """"""')
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,}$")
MOST = 100
"""Words of a query; what is more than that is not looked for."""


@dataclass(frozen=True, slots=True)
class Match:
    """A query of one index. An article is found by any of the matches that a search consists of."""

    parted: bool
    """Asks `revisions_fts_parted`, else the index of current or of all words."""
    words: str
    """FTS5 query."""
    unless: str | None = None
    """FTS5 query of `revisions_fts_parted`: what it finds is left out."""

    @property
    def begins(self) -> bool:
        """Whether beginnings of words are looked for."""
        return '"*' in self.words


@dataclass(frozen=True, slots=True)
class _Term:
    text: str
    prefix: bool
    foreign: bool

    def query(self, in_parted: bool) -> str:
        return f'"{parted(self.text) if in_parted else self.text}"' + "*" * self.prefix


def matches(words: str) -> list[Match]:
    """The queries for what a person typed; none where nothing of it can be looked for.

    Every word has to occur; `"a phrase"` as it stands, `pref*` as the beginning of a word, `-word` nowhere, and of
    `one OR two` either. Everything else is words or white space, so that nothing typed can be an error of syntax.
    """
    groups, without = _parse(words)
    if not groups:
        return []
    plain_groups = [[term for term in group if not term.foreign] for group in groups]
    plain = _either([term for term in without if not term.foreign], in_parted=False)
    found = []
    if all(plain_groups):
        unless = _either([term for term in without if term.foreign], in_parted=True)
        found.append(Match(False, _all(plain_groups, plain, in_parted=False), unless or None))
    if any(term.foreign for group in groups for term in group):
        # An article with any such word stands in that index, with all its words.
        found.append(Match(True, _all(groups, _either(without, in_parted=True), in_parted=True)))
    return found


def _parse(words: str) -> tuple[list[list[_Term]], list[_Term]]:
    """Words that have to occur, each with its alternatives, and words that must not."""
    text = unicodedata.normalize("NFC", words.translate(_TYPED).encode("utf-8", "ignore").decode())
    groups: list[list[_Term]] = []
    without: list[_Term] = []
    either = False
    for minus, phrase, star, word in _TERM.findall(text)[:MOST]:
        if word == "OR":
            either = bool(groups)
            continue
        no = bool(minus) or (word.startswith("-") and len(word) > 1)
        term = _term(phrase or word.removeprefix("-"), bool(star) or word.endswith("*"))
        if term is None:
            continue
        if no:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    return groups, without


def _term(text: str, prefix: bool) -> _Term | None:
    text = text.replace('"', " ").strip("* \t\r\n")
    foreign = is_foreign(text)
    if not any(unicodedata.category(char)[0] in ("LNM" if foreign else "LN") for char in text):
        return None
    # Korean particles stick to the word that they follow; one syllable alone begins too many words.
    return _Term(text, prefix or _HANGUL.search(text) is not None, foreign)


def _either(terms: list[_Term], *, in_parted: bool) -> str:
    return " OR ".join(term.query(in_parted) for term in terms)


def _all(groups: list[list[_Term]], without: str, *, in_parted: bool) -> str:
    query = " AND ".join(f"({_either(group, in_parted=in_parted)})" for group in groups)
    return f"({query}) NOT ({without})" if without else query
