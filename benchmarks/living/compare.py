"""What an archive holds, but for ids, digests and the moments within a visit: killed runs must end where others do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks.living.truth import Truth, even
from benchmarks.living.verdict import Verdict

__all__ = ["differences", "snapshot"]

_TABLES = {
    "articles": "SELECT url, headline, description, article_body, authors, article_section, date_published_utc,"
                " image_caption, correction, status, revision_count, content_hash, first_seen AS at1, last_seen AS at2,"
                " changed_at AS at3 FROM articles",
    "revisions": "SELECT a.url, number, r.headline, r.article_body, changed_fields, r.content_hash,"
                 " r.first_seen AS at1, r.last_seen AS at2 FROM revisions r JOIN articles a ON a.id = article_id",
    "events": "SELECT a.url, event, at AS at1 FROM events JOIN articles a ON a.id = article_id",
    "aliases": "SELECT b.url, a.url FROM aliases b JOIN articles a ON a.id = article_id",
    "clusters": "SELECT a.url, c.url FROM articles a LEFT JOIN articles c ON c.id = a.cluster_id",
    "pages": "SELECT url, site, kind, state, redirects_to FROM pages"
             " WHERE url NOT GLOB '*newscrawl-asks*' AND url NOT GLOB '*ads.test*'"
             " AND url NOT GLOB '*[?]t=*' AND url NOT GLOB '*[?]ref=*'",
}  # fmt: skip


def snapshot(archive: Path, truth: Truth) -> dict[str, list[tuple[str, ...]]]:
    """Rows by table; moments become the number of their visit."""
    made: dict[str, list[tuple[str, ...]]] = {}
    with closing(sqlite3.connect(archive)) as db:
        for table, sql in _TABLES.items():
            cursor = db.execute(sql)
            names = [column[0] for column in cursor.description]
            made[table] = sorted(
                tuple(
                    str(truth.visit(value)) if name.startswith("at") else even(str(value))
                    for name, value in zip(names, row, strict=True)
                )
                for row in cursor
            )
        stays = db.execute("SELECT listing_url, rail, article_url, headline, first_seen, last_seen FROM teasers")
        shown = set()
        for *place, first, last in stays:
            low, high = truth.visit(first), truth.visit(last)
            assert low is not None and high is not None, place
            shown |= {(*map(even, place), str(visit)) for visit in truth.listings[place[0]] if low <= visit <= high}
        made["teasers"] = sorted(shown)
    return made


def differences(
    undisturbed: dict[str, list[tuple[str, ...]]], killed: dict[str, list[tuple[str, ...]]], verdict: Verdict
) -> None:
    """Tell of each row that only one of two archives has."""
    for table, rows in undisturbed.items():
        one, other = set(rows), set(killed[table])
        for lost, name in ((one - other, "only undisturbed"), (other - one, "only killed")):
            for row in sorted(lost):
                verdict.miss(f"{table}, {name}", row[0], " | ".join(part[:70] for part in row[1:]))
        twice = len(killed[table]) - len(rows)
        verdict.measure(f"{table}: rows lost or made by kills", len(one ^ other) + abs(twice), len(rows), most=0)
