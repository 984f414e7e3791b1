"""What is asked of the reading room: pages by name, each with some addresses, and what it may take."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sqlite_utils import Database

from benchmarks.browse.texts import word

__all__ = ["Question", "questions"]

_PAGE, _SEARCH = 300, 1_000
"""Milliseconds: front page, articles, versions, front pages of a day and sites; search, facets and plots."""


@dataclass(frozen=True)
class Question:
    """A page."""

    name: str
    bar: int
    """Milliseconds that it may take."""
    addresses: list[str]


def questions(db: Database) -> list[Question]:
    """The pages, with addresses that an archive of benchmarks/browse has."""
    top = db.execute("SELECT max(id) FROM articles").fetchone()[0]
    some = [top * n // 23 + 1 for n in range(1, 23)]
    sites = [row[0] for row in db.execute("SELECT name FROM sites ORDER BY id")]
    where = "FROM articles WHERE status != 'erased' AND id % 97 < 11"
    edited = _ids(db, f"SELECT id {where} AND revision_count > 2 ORDER BY id DESC LIMIT 20")
    copies = _ids(db, "SELECT cluster_id FROM articles WHERE cluster_id != id AND id % 97 = 0 LIMIT 20")
    live = _ids(db, "SELECT id FROM articles WHERE kind = 'liveblog' ORDER BY id DESC LIMIT 20")
    days = [f"{2016 + n % 9}-{n % 12 + 1:02}-{n % 27 + 1:02}" for n in range(20)]
    fronts = [f"/fronts/{quote(site)}?at={day}T17:00" for day, site in zip(days, sites * 2, strict=True)]
    asked = {
        "rare word": [word(50_000 + n) for n in range(5)], "word": [word(5_000 + n) for n in range(5)],
        "frequent word": [word(400 + n) for n in range(5)], "common word": [word(20 + n) for n in range(5)],
        "the commonest": [word(n) for n in range(5)],
        "two words": [f"{word(900 + n)} {word(70 + n)}" for n in range(5)],
        "phrase": [f'"{word(n)} {word(n + 1)}"' for n in range(5)],
        "prefix": [f"{word(1000 + n)[:5]}*" for n in range(5)],
        "nothing asked": [""],
    }  # fmt: skip
    narrow = [{"site": site, "since": "2019-01-01", "until": "2021-06-30"} for site in sites[:5]]
    found = [Question(f"search: {name}", _SEARCH, [f"/search?{urlencode({'q': w})}" for w in words])
             for name, words in asked.items()]  # fmt: skip
    return [
        Question("front", _PAGE, ["/"]),
        Question("front: one site", _PAGE, [f"/?site={quote(site)}" for site in sites]),
        Question("front: a section", _PAGE, [f"/?{urlencode({'site': s, 'section': 'Opinion'})}" for s in sites]),
        Question("front: a day", _PAGE, [f"/?since={day}&until={day}" for day in days]),
        Question("changes", _PAGE, ["/changes", *(f"/changes?site={quote(site)}" for site in sites)]),
        Question("sites", _PAGE, ["/sites"]),
        Question("site", _PAGE, [f"/sites/{quote(site)}" for site in sites]),
        Question("article", _PAGE, [f"/stories/{n}" for n in some]),
        Question("article: edited", _PAGE, [f"/stories/{n}" for n in edited]),
        Question("article: copies", _PAGE, [f"/stories/{n}" for n in copies]),
        Question("article: live", _PAGE, [f"/stories/{n}" for n in live]),
        Question("versions", _PAGE, [f"/stories/{n}/versions" for n in edited]),
        Question("fronts", _PAGE, ["/fronts"]),
        Question("front page of a day", _PAGE, fronts),
        *found,
        Question("search: site and days", _SEARCH, [f"/search?{urlencode({'q': word(300), **w})}" for w in narrow]),
        Question("search: newest", _SEARCH, [f"/search?{urlencode({'q': word(300 + n), 'sort': 'newest'})}"
                                             for n in range(5)]),
        Question("search: versions", _SEARCH, [f"/search?{urlencode({'q': word(300 + n), 'versions': '1'})}"
                                               for n in range(5)]),
        Question("numbers", _SEARCH, ["/numbers"]),
        Question("numbers: one site", _SEARCH, [f"/numbers?site={quote(site)}" for site in sites]),
        Question("table of articles", _SEARCH, ["/archive/articles", "/archive/articles?_sort=id"]),
    ]  # fmt: skip


def _ids(db: Database, sql: str) -> list[int]:
    return [row[0] for row in db.execute(sql)]
