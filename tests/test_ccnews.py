"""A file in the form of CC-NEWS: what `benchmarks.ccnews` puts into it, and what a crawl of it makes of that."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ccnews
from newscrawl.urls import canonical
from newscrawl.warc import Page, Record, page_of, records
from tests.crawling import rows, scrapy, start, stop
from tests.warcforms import HTTP, answer, packed, record

STORIES = 60
TEXT = "Городской совет решил в среду, что паром будет ходить и зимой, как того требовали жители острова. "
RUSSIAN = f"""<!doctype html><html lang="ru"><head><meta charset="windows-1251"><title>Паром будет ходить зимой</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2024-04-18T09:00:00+03:00">
</head><body><article><h1>Паром будет ходить и зимой</h1>{f"<p>{TEXT * 3}</p>" * 5}</article></body></html>"""
KEPT = """
SELECT DISTINCT visits.url, at, http_status, bytes, outcome, reason, articles.url, headline, article_body, content_hash
FROM visits LEFT JOIN aliases ON aliases.url = visits.url LEFT JOIN articles ON articles.id = article_id
ORDER BY 1, 2
"""
"""Visits and what they led to; once each, since failures are tried again."""


def response(url: str, body: bytes, kind: str) -> bytes:
    return record("response", url, answer(body, [("Content-Type", kind)]), HTTP)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Stories of several sites and what stands between them; then a page in another charset than its answer says."""
    path = tmp_path_factory.mktemp("ccnews") / "CC-NEWS-20240418.warc.gz"
    saved = list(ccnews.demo_pages("small", 0))[: STORIES // 2]
    assert ccnews.write(path, saved, STORIES) == STORIES
    russian = response("https://novosti.test/parom-1234567", RUSSIAN.encode("cp1251"), "text/html; charset=utf-8")
    with path.open("ab") as file:
        file.write(packed([russian]))
    return path


@pytest.fixture(scope="module")
def crawled(made: Path) -> Path:
    """The archive of that file, read in one go."""
    archive = made.parent / "archive.db"
    done = scrapy("crawl", "warc", "-a", f"files={made}", archive=archive)
    assert (done.returncode, done.stderr) == (0, "")
    return archive


def found(path: Path) -> list[tuple[Record, Page | None]]:
    return [(one, page_of(one)) for one in records(path)]


def test_the_same_arguments_make_the_same_file(made: Path) -> None:
    saved = list(ccnews.demo_pages("small", 0))[: STORIES // 2]
    again = made.parent / "again.warc.gz"
    ccnews.write(again, saved, STORIES)
    assert made.read_bytes().startswith(again.read_bytes())


def test_a_file_holds_what_such_files_hold(made: Path) -> None:
    told = found(made)
    kinds = Counter(one.type for one, _ in told)
    assert told[0][0].type == "warcinfo"
    assert (kinds["request"], kinds["metadata"]) == (STORIES, STORIES // 20)
    pages = [page for one, page in told if page and one.type == "response"]
    assert Counter(page.capture.http_status for page in pages) == {200: len(pages) - 6, 301: 3, 404: 3}
    assert (sum(page.media for page in pages), sum(page.cut for page in pages)) == (6, 3)
    hosts = {page.capture.url.split("/")[2] for page in pages}
    assert {"newsroom.test", "newsroom-1.test", "gazette.test", "gazette-1.test"} <= hosts


def test_each_story_of_a_file_is_another_one(made: Path) -> None:
    saved = list(ccnews.demo_pages("small", 0))[:2]
    turns = [ccnews.told_anew(saved[0], turn) for turn in range(8)]
    assert turns[0] == saved[0]
    assert len({url for url, _ in turns}) == len({body for _, body in turns}) == 8
    sites = Counter(url.split("/")[2] for url, _ in turns)
    assert sorted(sites.values()) == [1, 1, 2, 4]
    assert all(url.encode() in body for url, body in turns)  # each names its own address


def test_a_crawl_keeps_each_story_once_and_says_what_became_of_the_rest(crawled: Path) -> None:
    assert rows(crawled, "SELECT count(*), count(DISTINCT url) FROM articles") == [(STORIES + 1, STORIES + 1)]
    assert rows(crawled, "SELECT count(*) FROM pages WHERE state = 'pending'") == [0]
    counts = json.loads(rows(crawled, "SELECT counts FROM runs")[0])
    assert counts["articles_new"] == STORIES + 1
    assert (counts["records_media"], counts["redirected"], counts["gone"]) == (6, 3, 3)
    assert counts["records_known"] == 3  # under a campaign's address
    cut = rows(crawled, "SELECT outcome, reason FROM visits WHERE url LIKE '%/cut/%'")
    assert cut == [("failed", "the answer was cut short")] * 3
    assert rows(crawled, "SELECT count(*) FROM pages WHERE url LIKE '%/broken/%' AND state = 'done'") == [3]


def test_a_page_says_itself_in_which_charset_it_is(crawled: Path) -> None:
    sql = "SELECT headline, in_language, article_body FROM articles WHERE site = 'novosti.test'"
    headline, language, body = rows(crawled, sql)[0]
    assert (headline, language) == ("Паром будет ходить и зимой", "ru")
    assert TEXT.strip() in body


def test_a_damaged_member_costs_itself_alone(made: Path, crawled: Path, tmp_path: Path) -> None:
    whole = found(made)
    stories = [number for number, (_, page) in enumerate(whole) if page and len(page.capture.body) > 5_000]
    number = stories[STORIES // 2]
    begin, end = whole[number][0].position.offset, whole[number + 1][0].position.offset
    data = bytearray(made.read_bytes())
    middle = (begin + end) // 2
    data[middle : middle + 40] = bytes(40)
    path, archive = tmp_path / "damaged.warc.gz", tmp_path / "archive.db"
    path.write_bytes(data)
    assert scrapy("crawl", "warc", "-a", f"files={path}", archive=archive).returncode == 4
    (problem,) = json.loads(rows(archive, "SELECT problems FROM runs")[0])
    assert f"the record at byte {begin:,}" in problem and "its gzip data is damaged" in problem
    lost = canonical(whole[number][0].url)
    kept = [row for row in rows(crawled, KEPT) if row[0] != lost]
    assert [row for row in rows(archive, KEPT) if row[0] != lost] == kept


def test_killed_half_way_and_resumed_it_gives_what_an_undisturbed_crawl_gave(
    made: Path, crawled: Path, tmp_path: Path
) -> None:
    archive = tmp_path / "archive.db"
    command: tuple[Any, ...] = ("crawl", "warc", "-a", f"files={made}")
    for _ in range(3):
        run = start(*command, "-s", "READER_PROCESSES=1", archive=archive)
        before, deadline = _place(archive), time.monotonic() + 60
        while run.poll() is None and _place(archive) == before and time.monotonic() < deadline:
            time.sleep(0.02)
        stop(run)
    assert scrapy(*command, archive=archive).returncode == 0
    assert _place(archive) == made.stat().st_size
    assert rows(archive, KEPT) == rows(crawled, KEPT)


def _place(archive: Path) -> int:
    """How far the file was read."""
    try:
        return int(rows(archive, "SELECT coalesce(max(offset), 0) FROM imports")[0]) if archive.exists() else 0
    except Exception:  # noqa: BLE001 - the tables are being made
        return 0
