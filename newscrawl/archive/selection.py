"""Which articles are wanted, as SQL: one language for search and export."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = ["EVERYTHING", "Selection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked of an article beside its words; what was erased is never wanted."""

    site: str | None = None
    """Name of its site."""
    section: str | None = None
    """Its section, whatever the case."""
    author: str | None = None
    """Part of an author's name; neither case nor diacritics matter."""
    since: date | datetime | None = None
    """First day of publication, as the page tells it, or a moment with its zone. What has no date is left out."""
    until: date | datetime | None = None
    """Last day of publication, or the last moment."""
    status: str | None = None
    """`live`, `unreachable` or `gone`."""
    language: str | None = None
    """BCP 47: "en" for English of every country, "en-CA" for that of Canada."""

    def conditions(self, db: Database) -> tuple[str, dict[str, Any]]:
        """A condition on `articles` and the values of its parameters. Makes the function that compares authors known
        to the connection."""
        tests, values = ["articles.status != 'erased'"], dict[str, Any]()
        if self.site is not None:
            tests.append("articles.site = :site")
            values["site"] = _sound(self.site)
        if self.section is not None:
            tests.append("articles.article_section = :section COLLATE NOCASE")
            values["section"] = _sound(self.section)
        for name, sign, end in (("since", ">=", self.since), ("until", "<=", self.until)):
            if isinstance(end, datetime):
                tests.append(f"articles.date_published_utc {sign} :{name}")
                values[name] = end.astimezone(UTC).isoformat()
            elif end is not None:
                tests.append(f"substr(articles.date_published, 1, 10) {sign} :{name}")
                values[name] = end.isoformat()
        if self.status is not None:
            tests.append("articles.status = :status")
            values["status"] = _sound(self.status)
        if self.language is not None:
            # "." is what follows "-"; a range, for LIKE would take signs of the name for its own.
            tests.append(
                "(articles.in_language = :language COLLATE NOCASE OR articles.in_language > :language || '-'"
                " COLLATE NOCASE AND articles.in_language < :language || '.' COLLATE NOCASE)"
            )
            values["language"] = _sound(self.language)
        if self.author is not None:
            db.conn.create_function("newscrawl_signs", 2, _signs, deterministic=True)
            tests.append("newscrawl_signs(articles.authors, :author)")  # last: the others cost less
            values["author"] = _folded(_sound(self.author))
        return " AND ".join(tests), values


EVERYTHING = Selection()
"""All that was not erased."""


def _sound(text: str) -> str:
    """Text that SQLite takes: bytes of a command line that are no UTF-8 become question marks."""
    return text.encode("utf-8", "replace").decode()


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


@lru_cache(maxsize=100_000)
def _signs(authors: str, name: str) -> bool:
    """Whether one of the authors (JSON) has a name with that part."""
    return any(name in _folded(author) for author in json.loads(authors))
