"""Commands on an archive's memory, run as a user does: what they print, what they change, how they end."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import zstandard

from newscrawl.archive import Archive
from newscrawl.archive.captures import Captures
from newscrawl.archive.connection import open_raw
from newscrawl.demo.newsroom import build
from newscrawl.demo.server import serve
from tests.conftest import BODY, Scribe, an_article
from tests.crawling import HASTE, rows, scrapy

PIER = "https://example.org/news/pier"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a story in three versions, one of them twice, and one that nobody edited."""
    path = tmp_path_factory.mktemp("edited") / "archive.db"
    archive = Archive(path, keep_raw=False)
    scribe = Scribe(archive)
    scribe.read(an_article("/news/ferry", headline="Ferry", article_body="The ferry sails.\n\nIt is late."), 0)
    scribe.read(an_article(), 1)
    scribe.read(an_article(article_body=BODY.replace("spring", "<b>autumn</b>")), 5)
    scribe.read(an_article(), 9)
    scribe.read(an_article(headline="Council scraps pier", correction="It was no vote."), 15)
    archive.close()
    return path


def test_changes_tells_edits_and_events_the_newest_first(edited: Path) -> None:
    done = scrapy("changes", "--since", "2024-01-01", "--json", archive=edited)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(change["event"], change["fields"], change["detail"]) for change in told] == [
        ("edited", ["headline", "correction"], None),
        ("corrected", [], "It was no vote."),
        ("reverted", [], "version 1 again: article_body"),
        ("edited", ["article_body"], None),
    ]
    text = scrapy("changes", "--since", "2024-01-01", archive=edited).stdout
    assert "2024-04-17 10:15  edited    Council scraps pier (version 3)\n    https://example.org/news/pier" in text
    assert "nothing changed since" in scrapy("changes", archive=edited).stdout
    wrong = scrapy("changes", "--since", "soon", archive=edited)
    assert (wrong.returncode, "Traceback" in wrong.stderr) == (2, False)


def test_diff_shows_the_words_of_two_versions(edited: Path) -> None:
    text = scrapy("diff", PIER, "1", "2", archive=edited).stdout
    assert "\n- version 1, seen 2024-" in text
    assert "\n+ version 3, the current one, seen 2024-" in scrapy("diff", PIER, archive=edited).stdout
    assert "article_body:\n  …\n  Work begins in the [-spring-]{+<b>autumn</b>+}." in text
    told = json.loads(scrapy("diff", "2", "--json", archive=edited).stdout)
    assert (told["old"]["number"], told["new"]["number"]) == (2, 3)
    assert told["fields"]["correction"] == [[{"op": "insert", "text": "It was no vote."}]]
    page = scrapy("diff", PIER, "1", "2", "--html", archive=edited).stdout
    assert "<ins>&lt;b&gt;autumn&lt;/b&gt;</ins>" in page


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("https://example.org/news/ferry",), 0, "has one version, nothing to compare"),
        (("https://example.org/nowhere",), 2, "the archive has no story"),
        ((PIER, "7"), 2, "there is no version 7; the story has versions 1 to 3"),
        ((PIER, "x"), 2, "versions are numbers"),
    ],
)
def test_diff_says_what_there_is_not(edited: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    done = scrapy("diff", *arguments, archive=edited)
    assert done.returncode == status
    assert words in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


TOLD = "SELECT * FROM articles ORDER BY id"
VERSIONS = "SELECT * FROM revisions ORDER BY id"


def test_reextract_reads_again_what_another_reader_read(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve(build("small")) as served:
        scrapy("crawl", "news", "-a", "url=http://gazette.test/", *HASTE, archive=archive, proxy=served.proxy_url)
    before = rows(archive, TOLD), rows(archive, VERSIONS)
    assert before[0]
    with closing(sqlite3.connect(archive)) as db, db:
        for table in ("articles", "revisions"):
            db.execute(
                f"UPDATE {table} SET reader_version = '0', authors = '[]', article_body = 'Sign in.', content_hash = ''"
            )
    dirty = rows(archive, TOLD)
    told = json.loads(scrapy("reextract", "--dry-run", "--json", archive=archive).stdout)
    assert rows(archive, TOLD) == dirty
    assert told["read"] == told["fields"]["article_body"]["changed"] == len(before[1])
    assert told["fields"]["authors"]["gained"] > 0
    text = scrapy("reextract", archive=archive).stdout
    assert f"{len(before[1])} versions read again" in text
    assert (rows(archive, TOLD), rows(archive, VERSIONS)) == before
    again = scrapy("reextract", archive=archive).stdout
    assert again.startswith("0 versions read again")


def test_reextract_and_import_know_what_the_archive_knows_of_a_site(tmp_path: Path) -> None:
    path, pages = tmp_path / "archive.db", tmp_path / "pages.warc.gz"
    scrapy("crawl", "demo", archive=path)
    before = rows(path, TOLD), rows(path, VERSIONS)
    assert any(day.endswith("-03:00") for day in rows(path, "SELECT date_published FROM articles"))
    told = json.loads(scrapy("reextract", "--all", "--json", archive=path).stdout)
    assert (told["read"], told["better"]) == (len(before[1]), 0)
    scrapy("export", str(pages), archive=path)
    done = scrapy("crawl", "warc", "-a", f"files={pages}", "-a", "revisit=all", archive=path)
    assert (done.returncode, "0 changed" in done.stdout or "nothing new" in done.stdout) == (0, True)
    assert rows(path, VERSIONS) == before[1]


def test_erase_leaves_nothing_to_be_found(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with serve(build("small")) as served:
        scrapy("crawl", "news", "-a", "url=http://gazette.test/", *HASTE, archive=path, proxy=served.proxy_url)
        url, body = rows(path, "SELECT url, article_body FROM articles WHERE headline LIKE 'Goat%'")[0]
        words = max(body.split("\n\n"), key=len)[:60].encode()
        assert words in raw_bytes(tmp_path)
        assert scrapy("erase", url, archive=path).returncode == 2
        done = scrapy("erase", url, "--reason", "on request", archive=path)
        assert (done.returncode, done.stderr) == (0, "")
        assert f"not asked any more: {url}" in done.stdout
        assert words not in raw_bytes(tmp_path)
        again = ("-a", "revisit=all", *HASTE)
        scrapy("crawl", "news", "-a", "url=http://gazette.test/", *again, archive=path, proxy=served.proxy_url)
    assert words not in raw_bytes(tmp_path)
    assert rows(path, "SELECT status, revision_count FROM articles WHERE url = ?", url) == [("erased", 0)]
    refused = scrapy("retry", url, archive=path)
    assert (refused.returncode, "was erased" in refused.stderr) == (2, True)


def raw_bytes(folder: Path) -> bytes:
    """All that the files of an archive hold, compressed pages and dictionaries unpacked."""
    held = [file.read_bytes() for file in folder.iterdir() if file.is_file()]
    captures = Captures(open_raw(folder / "archive.db"))
    digests = rows(folder / "archive.raw.db", "SELECT payload_digest FROM captures")
    held += [capture.body for capture in map(captures.get, digests) if capture]
    held += [zstandard.ZstdDecompressor().decompress(c) for c in rows(folder / "archive.raw.db", DICTIONARIES)]
    captures.db.close()
    return b"".join(held)


DICTIONARIES = "SELECT content FROM dictionaries"
