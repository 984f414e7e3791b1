"""Captured pages: WARC files of any writer give what crawling gave, once."""

from __future__ import annotations

import dataclasses
import gzip
import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newscrawl.archive import Archive
from newscrawl.demo.newsroom import build
from newscrawl.export import warc
from newscrawl.spiders.demo import SITES
from newscrawl.urls import canonical
from tests.crawling import STORIES, rows, scrapy, start, stop
from tests.warcforms import HTTP, answer, ccnews, chunked, heritrix, packed, record, sha1, wget

NEWSROOM = "newsroom.test"
LATER = "2024-04-19T06:00:00Z"
PROFILE = "http://netpreserve.org/warc/1.0/revisit/"


def pages(host: str, size: str = "small") -> list[tuple[str, list[tuple[str, str]], bytes]]:
    newsroom = build(size)
    found = []
    for story in newsroom.truth(host):
        given = newsroom.answer(host, story.url.removeprefix(f"http://{host}"), {})
        headers = [(n, v) for n, v in given.headers if n.lower() not in ("content-length", "content-encoding")]
        found.append((story.url, headers, given.body))
    return found


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Files of three writers, with broken records, and records that say that nothing changed, read in one run."""
    folder = tmp_path_factory.mktemp("forms")
    mine, others = pages(NEWSROOM), pages("gazette.test")
    host, (last, headers, body) = f"http://{NEWSROOM}", mine[39]
    same, not_modified = (
        ("WARC-Profile", PROFILE + name) for name in ("identical-payload-digest", "server-not-modified")
    )
    refers = [("WARC-Refers-To-Target-URI", mine[3][0]), ("WARC-Refers-To-Date", "2024-04-18T06:00:00Z")]
    digest = ("WARC-Payload-Digest", sha1(chunked(gzip.compress(mine[20][2], mtime=0), 700)))
    more = [
        record("response", last, answer(body[:3000], headers), HTTP, ("WARC-Truncated", "time")),
        record("response", last, answer(body, headers), HTTP, date=LATER),
        record("response", f"{host}/moved", answer(b"", [("Location", mine[0][0])], "301 Moved"), HTTP),
        record("response", f"{host}/missing", answer(b"<h1>Not found", [], "404 Not Found"), HTTP),
        record("response", f"{host}/liar", answer(b"no gzip", [("Content-Encoding", "gzip")]), HTTP),
        record("response", f"{host}/garbled", b"no HTTP", HTTP),
        record("revisit", mine[20][0], b"", same, digest, date=LATER),  # its payload stands in another file
        record("revisit", f"{host}/print", answer(b""), same, *refers, date=LATER),  # in the archive
        record("revisit", mine[4][0], b"", not_modified, date=LATER),  # a page that is known
        record("revisit", f"{host}/unknown", answer(b""), same, date=LATER),
    ]
    files = {
        "wget.warc.gz": packed(wget(mine[:15])) + packed(wget(mine[15:16]))[:-300],
        "heritrix.warc": b"".join(heritrix(mine[15:39])),
        "ccnews.warc.gz": packed(ccnews(others)),
        "more.warc.gz": packed(more),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    archive = folder / "archive.db"
    given = ",".join(str(folder / name) for name in files)
    done = scrapy("crawl", "warc", "-a", f"files={given}", archive=archive)
    return {"archive": archive, "done": done, "folder": folder, "mine": mine, "others": others, "files": given}


def test_every_form_gives_the_stories_of_the_sites(imported: dict[str, Any]) -> None:
    archive = imported["archive"]
    found = rows(archive, "SELECT url, site, first_seen FROM articles ORDER BY url")
    assert {url for url, *_ in found} == {canonical(url) for url, *_ in imported["mine"] + imported["others"]}
    late = canonical(imported["mine"][39][0])
    assert {when for url, _, when in found if url != late} == {"2024-04-18T06:00:00.000+00:00"}
    assert rows(archive, "SELECT name FROM sites ORDER BY 1") == ["gazette.test", NEWSROOM]
    assert rows(archive, "SELECT count(*) FROM pages WHERE state = 'pending'") == [0]
    counts = json.loads(rows(archive, "SELECT counts FROM runs")[0])
    assert counts["articles_new"] == 60
    assert (counts["records_media"], counts["records_broken"], counts["records_unresolved"]) == (1, 2, 1)


def test_what_is_broken_is_named_and_the_run_is_unhealthy(imported: dict[str, Any]) -> None:
    assert imported["done"].returncode == 4
    assert "Traceback" not in imported["done"].stderr
    first, second = json.loads(rows(imported["archive"], "SELECT problems FROM runs")[0])
    assert "wget.warc.gz: the record at byte" in first and "it is cut off" in first
    assert "more.warc.gz: the record at byte" in second and "it holds no HTTP answer" in second
    assert first in imported["done"].stdout


def test_other_answers_close_their_rows(imported: dict[str, Any]) -> None:
    archive = imported["archive"]
    assert rows(archive, "SELECT state FROM pages WHERE url LIKE '%/missing'") == ["gone"]
    assert rows(archive, "SELECT state, reason FROM pages WHERE url LIKE '%/liar'") == [
        ("done", "no story, and no list of stories: no headline")
    ]
    assert rows(archive, "SELECT count(*) FROM aliases WHERE url LIKE '%/moved'") == [1]
    late = canonical(imported["mine"][39][0])
    told = rows(archive, "SELECT at, outcome, reason FROM visits WHERE url = ? ORDER BY id", late)
    assert told[0] == ("2024-04-18T06:00:00.000+00:00", "failed", "the answer was cut short")
    assert told[1][:2] == ("2024-04-19T06:00:00.000+00:00", "new")


def test_revisits_are_visits_of_pages_that_are_as_they_were(imported: dict[str, Any]) -> None:
    archive, mine = imported["archive"], imported["mine"]
    sql = "SELECT outcome FROM visits WHERE url = ? AND at = '2024-04-19T06:00:00.000+00:00'"
    assert rows(archive, sql, canonical(mine[20][0])) == ["unchanged"]
    assert rows(archive, sql, "http://newsroom.test/print") == ["unchanged"]
    assert rows(archive, sql, canonical(mine[4][0])) == ["not_modified"]
    assert rows(archive, sql, "http://newsroom.test/unknown") == []
    assert rows(archive, "SELECT count(*) FROM pages WHERE url LIKE '%/unknown'") == [0]
    alias = rows(
        archive, "SELECT articles.url FROM aliases JOIN articles ON id = article_id WHERE aliases.url LIKE '%/print'"
    )
    assert alias == [canonical(mine[3][0])]


def test_read_again_a_file_costs_nothing_and_one_that_was_replaced_is_read(imported: dict[str, Any]) -> None:
    archive = imported["archive"]
    before = rows(archive, "SELECT count(*) FROM visits")
    extra = record("response", "http://newsroom.test/late", answer(b"<h1>Not here", [], "410 Gone"), HTTP)
    path = imported["folder"] / "heritrix.warc"
    path.write_bytes(extra + path.read_bytes())
    done = scrapy("crawl", "warc", "-a", f"files={imported['files']}", archive=archive)
    assert done.returncode == 0
    assert done.stderr.count("was read whole before") == 3
    (now,) = rows(archive, "SELECT count(*) FROM visits")
    assert now == before[0] + 1
    assert json.loads(rows(archive, "SELECT counts FROM runs ORDER BY id")[-1])["records_known"] == 24
    assert rows(archive, "SELECT state FROM pages WHERE url LIKE '%/late'") == ["gone"]


def test_what_is_written_in_a_burst_is_known_to_the_record_behind_it(tmp_path: Path) -> None:
    """A page told twice is read once, and a revisit may follow at once on the page that it means."""
    path, archive = tmp_path / "news.warc", tmp_path / "archive.db"
    story, *others = pages(NEWSROOM)[:8]
    refers = [("WARC-Refers-To-Target-URI", story[0]), ("WARC-Refers-To-Date", "2024-04-18T06:00:00Z")]
    same = ("WARC-Profile", PROFILE + "identical-payload-digest")
    response = record("response", story[0], answer(story[2], story[1]), HTTP)
    later = record("revisit", f"http://{NEWSROOM}/print", answer(b""), same, *refers, date=LATER)
    path.write_bytes(b"".join([*ccnews(others), response, response, later]))
    done = scrapy("crawl", "warc", "-a", f"files={path}", archive=archive)
    assert done.returncode == 0
    counts = json.loads(rows(archive, "SELECT counts FROM runs")[0])
    assert (counts["pages"], counts["records_known"]) == (9, 1)
    assert rows(archive, "SELECT outcome FROM visits WHERE url LIKE '%/print'") == ["unchanged"]


def test_captures_are_written_in_bursts(tmp_path: Path) -> None:
    path, archive = tmp_path / "news.warc.gz", tmp_path / "archive.db"
    path.write_bytes(packed(ccnews(pages(NEWSROOM))))
    Archive(archive).close()
    with closing(sqlite3.connect(archive)) as db:
        db.execute("CREATE TABLE bursts (at)")
        db.execute("CREATE TRIGGER burst AFTER UPDATE ON imports BEGIN INSERT INTO bursts VALUES (new.read_at); END")
    assert scrapy("crawl", "warc", "-a", f"files={path}", archive=archive).returncode == 0
    assert rows(archive, "SELECT count(*) FROM articles") == [40]
    assert rows(archive, "SELECT count(*) FROM bursts")[0] < 20


def test_only_the_wanted_sites_are_read(tmp_path: Path) -> None:
    path, archive = tmp_path / "news.warc.gz", tmp_path / "archive.db"
    path.write_bytes(packed([*ccnews(pages("gazette.test")[:5]), *ccnews(pages(NEWSROOM)[:3])]))
    done = scrapy("crawl", "warc", "-a", f"files={path}", "-a", f"sites={NEWSROOM}", archive=archive)
    assert done.returncode == 0
    assert rows(archive, "SELECT site, count(*) FROM articles GROUP BY 1") == [(NEWSROOM, 3)]


def test_an_import_that_finds_no_page_says_so(tmp_path: Path) -> None:
    archive, text = (
        tmp_path / "archive.db",
        record("conversion", f"http://{NEWSROOM}/1", b"A storm", ("Content-Type", "text/plain")),
    )
    wet, news = tmp_path / "a.warc.wet.gz", tmp_path / "news.warc.gz"
    wet.write_bytes(packed([text]))
    news.write_bytes(packed(ccnews(pages(NEWSROOM)[:2])))
    done = scrapy("crawl", "warc", "-a", f"files={wet}", archive=archive)
    assert done.returncode == 4
    assert f"no page was found in {wet}: name WARC files with responses" in done.stdout
    done = scrapy("crawl", "warc", "-a", f"files={wet},{news}", "-a", "sites=www.example.org", archive=archive)
    assert done.returncode == 4
    assert f"no page of www.example.org was found in {wet} and 1 more" in done.stdout
    done = scrapy("crawl", "warc", "-a", f"files={wet},{news}", "-a", f"sites=http://{NEWSROOM}/", archive=archive)
    assert (done.returncode, rows(archive, "SELECT count(*) FROM articles")) == (0, [2])


def test_a_killed_import_goes_on_at_its_record(tmp_path: Path) -> None:
    path, archive = tmp_path / "news.warc.gz", tmp_path / "archive.db"
    stories = pages(NEWSROOM, "medium")[:120]
    path.write_bytes(packed(ccnews(stories)))
    run = start("crawl", "warc", "-a", f"files={path}", "-s", "READER_PROCESSES=1", archive=archive)
    deadline, places = time.monotonic() + 60, [0]
    while places == [0] and time.monotonic() < deadline:
        time.sleep(0.02)
        try:
            places = rows(archive, "SELECT coalesce(max(offset), 0) FROM imports") if archive.exists() else [0]
        except Exception:  # noqa: BLE001, S112 - the tables are being made
            continue
    stop(run)
    (place,) = rows(archive, "SELECT offset FROM imports")
    assert 0 < place < path.stat().st_size
    stored = rows(archive, "SELECT count(*) FROM visits")[0]
    assert 0 < stored < len(stories)
    assert scrapy("crawl", "warc", "-a", f"files={path}", archive=archive).returncode == 0
    assert rows(archive, "SELECT count(*), count(DISTINCT url), min(at), max(at) FROM visits") == [
        (len(stories), len(stories), *["2024-04-18T06:00:00.000+00:00"] * 2)
    ]
    assert rows(archive, "SELECT count(*) FROM articles") == [len(stories)]
    assert rows(archive, "SELECT offset, pages FROM imports") == [(path.stat().st_size, len(stories))]


REVISIONS = """
SELECT url, number, revisions.first_seen, revisions.headline, revisions.article_body, revisions.authors,
    revisions.content_hash, capture_digest
FROM revisions JOIN articles ON articles.id = article_id ORDER BY 1, 2
"""


def test_a_crawl_that_was_exported_gives_the_same_archive(tmp_path: Path) -> None:
    crawled, again, path = tmp_path / "crawled.db", tmp_path / "again.db", tmp_path / "news.warc.gz"
    assert scrapy("crawl", "demo", archive=crawled).returncode == 0
    archive = Archive(crawled, write=False)
    assert archive.captures
    assert warc.write(archive, path) == 62
    described = tmp_path / "sites"  # what the bundled newsrooms' spider knows of them: their time zones
    described.mkdir()
    for site in SITES:
        fields = {f.name: getattr(site, f.name) for f in dataclasses.fields(site) if getattr(site, f.name)}
        text = ", ".join(f"{name}={value!r}" for name, value in fields.items())
        name = site.name.partition(".")[0]
        (described / f"{name}.py").write_text(f"from newscrawl.site import Site\n\nsite = Site({text})\n")
    done = scrapy("crawl", "warc", "-a", f"files={path}", "-s", f"SITES={described}", archive=again)
    assert (done.returncode, done.stderr) == (0, "")
    for sql in (STORIES, REVISIONS, "SELECT url, article_id IS NOT NULL FROM aliases ORDER BY 1"):
        assert rows(again, sql) == rows(crawled, sql)
    copy = Archive(again, write=False)
    assert copy.captures
    for sighting in archive.captures.all_sightings():
        mine, theirs = archive.captures.get(sighting.digest), copy.captures.get(sighting.digest)
        assert mine and theirs
        assert (theirs.url, theirs.fetched_at, theirs.kind, theirs.headers) == (
            mine.url, mine.fetched_at, mine.kind, mine.headers
        )  # fmt: skip
    archive.close()
    copy.close()
