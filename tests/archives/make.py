"""Makes a small archive of each schema that was ever released: what an archive looked like before the next migration.

usage: python -m tests.archives.make [m001 m002 …]

A few stories of the bundled newsroom are crawled, edited and crawled again; of what the archive then holds, each
schema gets what it has tables and columns for. Run it for a schema when it is released, and keep the file: later code
may not be able to make it again.
"""

from __future__ import annotations

import gzip
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from newscrawl.archive.connection import raw_path
from newscrawl.archive.migrations import APPLICATION_ID, archive_migrations
from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.demo.server import serve
from tests.crawling import HASTE, scrapy

FOLDER = Path(__file__).parent
HOME = "http://newsroom.test/"
EDITED = "The ferry comes home, after all"
CRAWL = ("crawl", "news", "-a", f"url={HOME}", *HASTE)

KEPT = """
CREATE TEMP TABLE kept AS SELECT id FROM articles
    WHERE id IN (SELECT article_id FROM live_entries) OR revision_count > 1 OR id <= 5;
DELETE FROM pages WHERE article_id IS NOT NULL AND article_id NOT IN kept OR state = 'pending';
DELETE FROM visits WHERE url NOT IN (SELECT url FROM pages);
DELETE FROM teasers WHERE article_url NOT IN (SELECT url FROM aliases WHERE article_id IN kept);
DELETE FROM articles WHERE id NOT IN kept;
"""


def crawl_twice(archive: Path) -> None:
    """Archive the newsroom, edit its first story, and look again."""
    newsroom: Newsroom = build("small")
    with serve(newsroom) as server:
        done = scrapy(*CRAWL, "-s", "CRAWL_CLOCK=2024-04-17T21:00:00+00:00", archive=archive, proxy=server.proxy_url)
        assert done.returncode == 0, done.stderr
        newsroom.edit(newsroom.truth("newsroom.test")[0].url, headline=EDITED)
        again = ("-a", "revisit=all", "-s", "CRAWL_CLOCK=2024-04-18T09:00:00+00:00")
        done = scrapy(*CRAWL, *again, archive=archive, proxy=server.proxy_url)
        assert done.returncode == 0, done.stderr


def tables(conn: sqlite3.Connection, schema: str) -> dict[str, list[str]]:
    """Tables that hold rows of their own, and their columns."""
    sql = (
        f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table' AND name NOT LIKE '%!_fts%' ESCAPE '!'"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE '!_%' ESCAPE '!'"
    )
    names = [row[0] for row in conn.execute(sql)]
    return {
        name: [row[1] for row in conn.execute(f"SELECT * FROM pragma_table_info('{name}', '{schema}')")]
        for name in names
    }


def prune(source: Path) -> None:
    """Leave a few stories, and what belongs to them."""
    with closing(sqlite3.connect(source)) as conn:
        conn.executescript(KEPT)
        for table, columns in tables(conn, "main").items():
            for name in {"article_id", "other_id"} & set(columns) if table != "pages" else ():
                conn.execute(f"DELETE FROM {table} WHERE {name} NOT IN kept")
        conn.commit()


def make(source: Path, target: Path, last: str) -> None:
    """An archive whose schema is that of the migrations up to `last`, with the source's rows."""
    later = [name for name in archive_migrations.names if name[:4] > last]
    with closing(sqlite3.connect(target, isolation_level=None)) as conn:
        archive_migrations.apply(conn, stop_before=later)
        conn.execute(f"PRAGMA application_id={APPLICATION_ID}")
        conn.execute("ATTACH ? AS source", (str(source),))
        known = tables(conn, "source")
        for table, columns in tables(conn, "main").items():
            shared = ", ".join(name for name in columns if name in known.get(table, ()))
            if shared:
                conn.execute(f"INSERT INTO main.{table} ({shared}) SELECT {shared} FROM source.{table}")
        conn.execute("DETACH source")
        conn.execute("VACUUM")


def main(wanted: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "archive.db"
        crawl_twice(source)
        prune(source)
        with closing(sqlite3.connect(raw_path(source), isolation_level=None)) as conn:
            conn.execute("ATTACH ? AS archive", (str(source),))
            conn.execute("DELETE FROM captures WHERE payload_digest NOT IN (SELECT capture_digest FROM revisions)")
            conn.execute("DELETE FROM sightings WHERE payload_digest NOT IN (SELECT payload_digest FROM captures)")
            conn.execute("VACUUM")
        for name in [name[:4] for name in archive_migrations.names]:
            if not wanted or name in wanted:
                made = Path(folder) / f"{name}.db"
                make(source, made, name)
                pack(made, FOLDER / f"{name}.db.gz")
        pack(raw_path(source), FOLDER / f"{archive_migrations.names[-1][:4]}.raw.db.gz")


def pack(path: Path, target: Path) -> None:
    target.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))
    print(f"{target.name}: {target.stat().st_size:,} bytes")  # noqa: T201


def unpack(name: str, folder: Path) -> Path:
    """Put the archive of a schema, and the captures that were made with it or last before it, into a folder."""
    archive = folder / "archive.db"
    archive.write_bytes(gzip.decompress((FOLDER / f"{name}.db.gz").read_bytes()))
    raw = max(path for path in FOLDER.glob("m???.raw.db.gz") if path.name[:4] <= name)
    raw_path(archive).write_bytes(gzip.decompress(raw.read_bytes()))
    return archive


if __name__ == "__main__":
    main(sys.argv[1:])
