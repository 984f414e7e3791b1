"""Says where in the showcase the stories are that show something."""

from __future__ import annotations

from collections.abc import Iterator

from sqlite_utils import Database

__all__ = ["guide"]

_SHOWN = (
    ("a quiet headline, a figure, a paragraph deleted, then a correction", "headline LIKE '%Tern Narrows ferry%'"),
    ("a live blog with entries, one of them edited", "kind = 'liveblog'"),
    ("a headline test that flips back", "headline LIKE 'Mariners lose the final%'"),
    ("a figure in the headline corrected", "headline LIKE 'Ashbury Lake’s tap water%'"),
    ("two edits, the second with a correction", "headline LIKE 'A ladder for eels%'"),
    ("an edit that was taken back", "headline LIKE 'We should all be slower%'"),
    ("vanished, and stays away", "headline LIKE 'The quiet fortune%'"),
    ("vanished for three days, came back without its last lines", "headline LIKE 'The nurse who drives%'"),
    ("moved to another address", "headline LIKE 'Sable Point light goes dark%'"),
    ("taken down: a tombstone", "status = 'erased'"),
    ("vanished", "status = 'gone' ORDER BY id LIMIT 8"),
    ("moved", "id IN (SELECT article_id FROM events WHERE event = 'moved')"),
    ("restored", "id IN (SELECT article_id FROM events WHERE event = 'restored')"),
    ("leads three copies of a wire story",
     "id IN (SELECT cluster_id FROM articles GROUP BY 1 HAVING count(DISTINCT site) > 2) LIMIT 5"),
    ("most versions", "status = 'live' ORDER BY revision_count DESC, id LIMIT 12"),
    ("Arabic, with versions", "in_language LIKE 'ar%' ORDER BY revision_count DESC, id LIMIT 3"),
    ("Japanese, with versions", "in_language LIKE 'ja%' ORDER BY revision_count DESC, id LIMIT 3"),
    ("Greek, with versions", "in_language LIKE 'el%' ORDER BY revision_count DESC, id LIMIT 3"),
    ("French, out of reach since a wall went up", "status = 'unreachable' ORDER BY id LIMIT 3"),
)  # fmt: skip
"""What a story shows, and which it is."""


def guide(db: Database) -> Iterator[str]:
    """A line for each of them."""
    yield "An archive of seven invented papers, 19 March to 17 April 2024, six runs a day (UTC 4, 7, 10, 13, 17, 21)."
    yield "No run on 3 April. pelicanbaypost.example prints nothing after 8 April (monitor: quiet); lavigie.example"
    yield "refuses its stories from 16 April, noon, on (monitor: refused). Everything lies in the past: what asks for"
    yield '"today" has to ask for the archive\'s own last day.'
    for words, where in _SHOWN:
        yield f"\n{words}:"
        sql = f"SELECT id, site, status, revision_count, headline FROM articles WHERE {where}"
        for row in db.conn.execute(sql):
            yield f"  {row[0]:>4}  {row[1]}  {row[2]}, {row[3]} versions  {row[4]}"
