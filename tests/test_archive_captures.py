"""Captures: each payload once, compressed by what a site's pages have in common, and erased without a trace."""

from __future__ import annotations

import hashlib
import json
import random
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard

from newscrawl.archive import Archive
from newscrawl.archive.captures import Captures, payload_digest
from newscrawl.archive.connection import open_raw, raw_path
from newscrawl.archive.dictionaries import CATCH_UP, MOST_BYTES, PAGES, make_content, unpack_content
from newscrawl.archive.renewal import FIRST
from newscrawl.archive.schema import RAW_FIRST
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Capture
from tests.conftest import Scribe, an_article
from tests.crawling import python

# Nothing of a page can be compressed, so that it stands in any compressed form as it is, unless another page has it.
TEMPLATE = random.Random(1).randbytes(12_000)
REDESIGN = random.Random(2).randbytes(12_000)


def page(number: int, template: bytes = TEMPLATE) -> bytes:
    """A page of a site: its template, and a story of its own that nothing else has."""
    return b"<html>" + template + b"<p>" + secret(number) + b"</p></html>"


def secret(number: int) -> bytes:
    """What this page alone says."""
    return random.Random(1000 + number).randbytes(300)


def capture(number: int, body: bytes | None = None, **changes: object) -> Capture:
    values = {
        "url": f"https://www.example.org/news/{number}",
        "fetched_at": f"2024-04-17T{number // 60 % 24:02}:{number % 60:02}:00.000+00:00",
        "http_status": 200,
        "headers": [("Content-Type", "text/html"), ("Content-Encoding", "gzip")],
        "body": page(number) if body is None else body,
    }
    return Capture(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def captures(archive: Archive) -> Captures:
    assert archive.captures is not None
    return archive.captures


def count(captures: Captures, table: str, where: str = "1") -> int:
    return int(captures.db.conn.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


def stored(captures: Captures) -> int:
    """Bytes of all captures and dictionaries."""
    sql = "SELECT coalesce(sum(length(body)), 0) + (SELECT coalesce(sum(length(content)), 0) FROM dictionaries)"
    return int(captures.db.conn.execute(sql + " FROM captures").fetchone()[0])


def assert_whole(captures: Captures, numbers: range, template: bytes = TEMPLATE) -> None:
    for number in numbers:
        body = page(number, template)
        found = captures.get(payload_digest(body))
        assert found is not None and found.body == body


def test_a_capture_comes_back_as_it_was_kept(captures: Captures) -> None:
    kept = capture(
        1,
        kind="front",
        ip_address="2001:db8::1",
        protocol="HTTP/1.1",
        request_headers=[("User-Agent", "newscrawl"), ("Accept", "*/*")],
    )
    captures.keep([kept])
    assert captures.get(payload_digest(kept.body)) == kept
    assert captures.get("sha256:unknown") is None


def test_what_was_sent_is_stored_once(captures: Captures) -> None:
    captures.keep(capture(n, request_headers=[("Accept", "*/*")]) for n in range(5))
    assert count(captures, "requests") == 1


@pytest.mark.parametrize("together", [1, 50])
def test_pages_of_a_site_are_compressed_by_what_they_share(captures: Captures, together: int) -> None:
    for start in range(0, 50, together):
        captures.keep(capture(n) for n in range(start, start + together))
    alone = sum(len(zstandard.compress(page(n))) for n in range(50))
    assert stored(captures) < alone / 5
    assert count(captures, "captures", "dictionary_id IS NULL") == 0
    assert_whole(captures, range(50))


def test_a_dictionary_outlives_the_process(tmp_path: Path) -> None:
    for n in range(12):
        archive = Archive(tmp_path / "archive.db")
        assert archive.captures
        archive.captures.keep([capture(n)])
        assert_whole(archive.captures, range(n + 1))
        archive.close()
    with closing(Captures(open_raw(tmp_path / "archive.db")).db) as db:
        assert db.conn.execute("SELECT count(*) FROM captures WHERE dictionary_id IS NULL").fetchone()[0] == 0


def test_few_pages_or_pages_without_anything_in_common_get_no_dictionary(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(FIRST - 1))
    captures.keep(capture(n, random.Random(n).randbytes(5_000), url=f"https://other.test/{n}") for n in range(100, 140))
    assert count(captures, "dictionaries") == 0


def test_front_pages_have_a_dictionary_of_their_own(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(4))
    captures.keep(capture(n, page(n, REDESIGN), url="https://www.example.org/") for n in range(10, 14))
    captures.keep(capture(n, page(n, REDESIGN), kind="front", url="https://example.org/today") for n in range(14, 16))
    rows = captures.db.conn.execute("SELECT site, kind FROM dictionaries ORDER BY kind").fetchall()
    assert [tuple(row) for row in rows] == [("example.org", "article"), ("example.org", "front")]
    assert count(captures, "captures", "kind = 'front' AND dictionary_id = 2") == 6


def test_a_redesign_brings_a_new_dictionary_and_the_old_one_stays(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(20))
    before = count(captures, "dictionaries")
    for n in range(100, 112):
        captures.keep([capture(n, page(n, REDESIGN))])
    assert count(captures, "dictionaries") == before + 1
    assert count(captures, "captures", f"dictionary_id = {before + 1} AND length(body) > 4000") == 0
    assert_whole(captures, range(20))
    assert_whole(captures, range(100, 112), REDESIGN)


def test_a_redesign_between_two_runs_is_met_as_well(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(20))
    before = count(captures, "dictionaries")
    for start in range(100, 112, 3):
        again = Captures(captures.db)  # the next run
        again.keep(capture(n, page(n, REDESIGN)) for n in range(start, start + 3))
    assert count(captures, "dictionaries") == before + 1
    assert count(captures, "captures", "rowid > 20 AND length(body) > 4000") == 0


def test_a_site_that_stays_as_it_is_gets_no_further_dictionaries(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(150))
    assert count(captures, "dictionaries") <= 2


def test_a_dictionary_is_bounded(captures: Captures) -> None:
    huge = [f"{n}".encode() * MOST_BYTES for n in range(3)]
    content, used = make_content(huge)
    assert (len(content), used) == (MOST_BYTES, 1)
    content, used = make_content([page(n) for n in range(PAGES + 5)])
    assert used == PAGES and content.endswith(page(0)) and content.startswith(page(PAGES - 1))


def test_captures_of_old_are_compressed_anew(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path, keep_raw=False).close()
    with closing(sqlite3.connect(raw_path(path))) as db:  # as the first version wrote it
        db.executescript(RAW_FIRST)
        db.execute("PRAGMA application_id=0x6E657773")
        db.execute("CREATE TABLE _sqlite_migrations (migration_set TEXT, name TEXT, applied_at TEXT)")
        db.execute("INSERT INTO _sqlite_migrations VALUES ('newscrawl.raw', 'm001_first_raw_schema', '')")
        for n in range(40):
            c = capture(n)
            db.execute(
                "INSERT INTO captures VALUES (?, ?, ?, 200, ?, ?, NULL, ?)",
                (
                    payload_digest(c.body),
                    c.url,
                    c.fetched_at,
                    json.dumps(c.headers),
                    zstandard.compress(c.body),
                    len(c.body),
                ),
            )
        db.commit()
    archive = Archive(path)
    assert archive.captures
    assert_whole(archive.captures, range(40))
    before = stored(archive.captures)
    archive.captures.keep(capture(n) for n in range(40, 40 + 40 // CATCH_UP + 30))
    assert count(archive.captures, "captures", "dictionary_id IS NULL") == 0
    assert stored(archive.captures) < before / 3
    assert_whole(archive.captures, range(60))
    archive.close()


def test_the_same_payload_is_stored_once_and_every_sighting_told(captures: Captures) -> None:
    body = page(1)
    captures.keep([capture(1, body), capture(1, body)])  # the same record read twice is no further sighting
    captures.keep([capture(5, body, url="https://www.example.org/copy", headers=[("X-Cache", "hit")])])
    captures.keep([capture(9, body)])
    captures.keep([capture(9, body)])
    assert (count(captures, "captures"), count(captures, "sightings")) == (1, 2)
    seen = captures.sightings(["https://www.example.org/news/1"], [payload_digest(body)])
    assert [(s.fetched_at[11:16], s.first) for s in seen] == [("00:01", True), ("00:05", False), ("00:09", False)]
    copy = captures.seen(seen[1])
    assert copy is not None
    assert (copy.url, copy.headers, copy.body) == ("https://www.example.org/copy", [("X-Cache", "hit")], body)
    assert [s.fetched_at for s in captures.all_sightings()] == [s.fetched_at for s in seen]


# -- takedowns --------------------------------------------------------------------------------------------------------


def parts(number: int) -> list[bytes]:
    """Pieces of a secret, of which one at least does not stand across two pages of the file."""
    return [secret(number)[start : start + 20] for start in range(0, 300, 20)]


def on_disk(path: Path) -> bytes:
    return b"\0".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())


def everything(captures: Captures, path: Path) -> bytes:
    """All bytes of the files, and all that can be decompressed out of them."""
    found = [on_disk(path)]
    for row in captures.db.conn.execute("SELECT content FROM dictionaries"):
        found.append(unpack_content(row["content"]))
    for row in captures.db.conn.execute("SELECT * FROM captures"):
        found.append(captures.dictionaries.decompress(row))
    for digest in captures.db.conn.execute("SELECT payload_digest FROM captures"):
        found.append(repr(captures.get(digest[0])).encode())
    return b"\0".join(found)


def test_an_erased_page_leaves_no_byte(archive: Archive, captures: Captures) -> None:
    for n in range(30):
        captures.keep([capture(n)])
    captures.keep([capture(99, page(2), url="https://www.example.org/secret-copy")])
    sources = json.loads(captures.db.conn.execute("SELECT sources FROM dictionaries").fetchone()[0])
    erased = [number for number in range(30) if payload_digest(page(number)) in sources[:2]] + [2, 25]
    assert erased[0] not in (2, 25)
    files = on_disk(archive.path)
    assert all(any(part in files for part in parts(number)) for number in erased)
    assert captures.erase([payload_digest(page(n)) for n in erased]) == len(set(erased))
    after = everything(captures, archive.path)
    for number in erased:
        assert captures.get(payload_digest(page(number))) is None
        assert not any(part in after for part in parts(number))
    assert b"secret-copy" not in after
    for number in set(range(30)) - set(erased):
        assert_whole(captures, range(number, number + 1))
    assert captures.erase([payload_digest(page(n)) for n in erased]) == 0
    captures.keep(capture(n) for n in range(200, 220))
    assert_whole(captures, range(200, 220))


def test_a_takedown_of_all_that_a_dictionary_was_made_from(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(12))
    sources = json.loads(captures.db.conn.execute("SELECT sources FROM dictionaries ORDER BY id").fetchone()[0])
    captures.erase(sources)
    left = [n for n in range(12) if payload_digest(page(n)) not in sources]
    assert left
    for n in left:
        assert_whole(captures, range(n, n + 1))
    captures.erase([payload_digest(page(n)) for n in left])
    assert count(captures, "captures") + count(captures, "dictionaries") == 0
    captures.keep(capture(n) for n in range(50, 60))
    assert_whole(captures, range(50, 60))


def test_a_dictionary_of_old_that_is_made_anew_does_not_become_the_current_one(captures: Captures) -> None:
    captures.keep(capture(n) for n in range(20))
    captures.keep(capture(n, page(n, REDESIGN)) for n in range(100, 120))
    current = captures.dictionaries.current(("example.org", "article"))
    (first,) = captures.db.conn.execute("SELECT sources FROM dictionaries ORDER BY id LIMIT 1").fetchone()
    captures.erase(json.loads(first)[:1])
    assert captures.dictionaries.current(("example.org", "article")) == current


def test_another_run_notices_that_its_dictionary_was_replaced(archive: Archive, captures: Captures) -> None:
    captures.keep(capture(n) for n in range(10))
    other = Captures(open_raw(archive.path))
    sources = json.loads(captures.db.conn.execute("SELECT sources FROM dictionaries").fetchone()[0])
    other.erase(sources[:1])
    captures.keep(capture(n) for n in range(20, 30))
    assert_whole(other, range(20, 30))
    assert_whole(captures, range(20, 30))
    other.db.close()


def test_a_takedown_says_so_while_another_program_holds_the_old_pages(archive: Archive, captures: Captures) -> None:
    captures.keep(capture(n) for n in range(10))
    captures.db.conn.execute("PRAGMA busy_timeout=50")
    with closing(sqlite3.connect(raw_path(archive.path), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM captures").fetchone()
        with pytest.raises(ArchiveError, match="another program is reading it"):
            captures.erase([payload_digest(page(1))])
    captures.erase([payload_digest(page(1))])
    assert secret(1) not in everything(captures, archive.path)


KILLED = """
import os, sys
from pathlib import Path
from newscrawl.archive import Archive, shredding
from newscrawl.archive.captures import payload_digest
from tests.test_archive_captures import capture, page

archive = Archive(Path(sys.argv[1]))
archive.captures.keep(capture(n) for n in range(60))
shredding.BATCH = 5
move, done = shredding._move, []

def dies(*args):
    done.append(1)
    if len(done) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)
    return move(*args)

shredding._move = dies
archive.captures.erase([payload_digest(page(n)) for n in range(4)])
"""


@pytest.mark.parametrize("after", [1, 3])
def test_a_takedown_that_is_killed_loses_no_other_page_and_goes_on(tmp_path: Path, after: int) -> None:
    path = tmp_path / "archive.db"
    process = python("-c", KILLED, str(path), str(after))
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    archive = Archive(path)
    assert archive.captures
    assert_whole(archive.captures, range(4, 60))
    archive.captures.erase([payload_digest(page(n)) for n in range(4)])
    assert_whole(archive.captures, range(4, 60))
    after_all = everything(archive.captures, path)
    assert not any(secret(n) in after_all for n in range(4))
    archive.close()


def test_a_page_is_hashed_once(scribe: Scribe, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed, sha256 = [], hashlib.sha256

    def counted(data: bytes = b"") -> Any:
        hashed.append(data)
        return sha256(data)

    monkeypatch.setattr(hashlib, "sha256", counted)
    scribe.read(an_article("/story"), capture=capture(1))
    assert hashed.count(page(1)) == 1
    monkeypatch.undo()
    assert scribe.all("SELECT capture_digest FROM revisions") == [payload_digest(page(1))]
    assert scribe.archive.captures and scribe.archive.captures.get(payload_digest(page(1)))
