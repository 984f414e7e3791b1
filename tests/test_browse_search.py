"""The search of the reading room: its page, files of what was found, feeds, and searches kept in the browser."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from math import inf
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import Archive, views
from newscrawl.archive import search as searching
from newscrawl.archive.export import COLUMNS, records
from newscrawl.archive.views import Limit
from newscrawl.browse.pages import search as searchpage
from newscrawl.browse.pages import search_files
from newscrawl.browse.server import reading_room
from newscrawl.exceptions import TooLongError
from tests.conftest import Scribe, an_article

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(1)> "quoted"'


@pytest.fixture(scope="module")
def scribe(tmp_path_factory: pytest.TempPathFactory) -> Scribe:
    """Three sailing ferries, of which one was edited in and one has stolen; a pier; a headline full of markup."""
    scribe = Scribe(Archive(tmp_path_factory.mktemp("search") / "archive.db"))
    english = {"in_language": "en-CA", "authors": ["Ann Alder"], "article_section": "News"}
    scribe.read(an_article("/one", headline="The first ferry", article_body="A ferry sails. He stole it.", **english))
    scribe.read(an_article("/two", headline="=1+1", article_body="Nothing sails.", authors=["Bob"]), 1)
    scribe.read(an_article("/three", headline="A pier", article_body="No boat.", date_published=None), 2)
    scribe.read(an_article("/four", headline=HOSTILE, article_body=f"A ferry sails {HOSTILE}", in_language='x"><b>'), 3)
    scribe.read(an_article("/one", headline="The first ferry", article_body="A ferry sails.", **english), 10)
    scribe.read(an_article("/two", headline="=1+1", article_body="A ferry sails.", authors=["Bob"]), 11)
    scribe.archive.db.conn.execute("UPDATE articles SET status = 'gone' WHERE id = 3")
    scribe.archive.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return scribe


@pytest.fixture(scope="module")
def room(scribe: Scribe) -> Datasette:
    (path,) = scribe.all("SELECT file FROM pragma_database_list WHERE name = 'main'")
    return reading_room(Path(path))


def ask(room: Datasette, address: str, **options: Any) -> Any:
    return asyncio.run(room.client.get(address, **options))


def shown(room: Datasette, address: str) -> str:
    answer = ask(room, address)
    assert answer.status_code == 200
    return str(answer.text)


def found(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'<h3[^>]*><a href="/stories/(\d+)">', text)]


# --- the page --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", [4, 2, 1, 3]),
        ("?q=", [4, 2, 1, 3]),
        ("?q=ferry&order=newest", [4, 2, 1]),
        ("?q=ferry&order=archived", [2, 4, 1]),
        ("?q=ferry+-script&author=ann", [1]),
        ("?q=stole", []),
        ("?q=stole&versions=1", [1]),
        ("?section=NEWS&language=en", [1]),
        ("?status=gone", [3]),
        ("?since=2024-04-18", []),
        ("?since=1d&until=2024-04-17&site=example.org", [4, 2, 1]),
        ("?site=nowhere.example", []),
    ],
)
def test_a_search_is_an_address(room: Datasette, query: str, ids: list[int]) -> None:
    assert found(shown(room, f"/search{query}")) == ids


def test_filters_in_force_can_be_taken_away_one_by_one(room: Datasette) -> None:
    text = shown(room, "/search?q=ferry&section=News&language=en")
    assert '<a class="chip on" href="/search?q=ferry&amp;language=en">' in text
    assert '<a class="chip on" href="/search?q=ferry&amp;section=News">' in text
    assert '<a class="chip" href="/search?q=ferry">Remove all</a>' in text
    assert '<input type="hidden" name="language" value="en">' in text


def test_facets_and_bars_narrow_and_keep_the_rest(room: Datasette, scribe: Scribe) -> None:
    text = shown(room, "/search?q=ferry&order=newest")
    assert 'href="/search?q=ferry&amp;order=newest&amp;author=Ann+Alder"' in text
    assert "<svg" not in text.partition('class="found')[2]  # a single day is no picture
    scribe.archive.db.conn.execute("UPDATE articles SET date_published = '2024-04-15T10:00:00+00:00' WHERE id = 1")
    text = shown(room, "/search?q=ferry&order=newest")
    assert text.count('href="/search?q=ferry&amp;order=newest&amp;since=2024-04-15&amp;until=2024-04-15"') == 2
    scribe.archive.db.conn.execute("UPDATE articles SET date_published = '2024-04-17T06:00:00-03:00' WHERE id = 1")


def test_a_version_that_said_it_is_linked_with_the_one_that_does_not(room: Datasette) -> None:
    text = shown(room, "/search?q=stole&versions=1")
    assert "no longer" in text
    assert '<a href="/stories/1/versions?from=1&amp;to=2">' in text
    assert '<a href="/stories/2/versions?from=1&amp;to=2">' in shown(room, "/search?q=ferry&versions=1")


@pytest.mark.parametrize(
    ("query", "suggested"),
    [
        ("?q=stole", "/search?q=stole&amp;versions=1"),
        ("?q=ferri+sai", None),
        ("?q=fer+sai", "/search?q=fer%2A+sai%2A"),
        ("?q=ferry+zebra", "/search?q=ferry+OR+zebra"),
        ("?q=ferry&site=nowhere.example", '/search?q=ferry"'),
        ("?q=%22ferry+boat%22", None),
    ],
)
def test_where_nothing_is_found_what_is_near_is_suggested(room: Datasette, query: str, suggested: str | None) -> None:
    text = shown(room, f"/search{query}")
    assert "Nothing found" in text
    near = re.findall('<ul class="near">(.*?)</ul>', text)
    assert (suggested in near[0]) if suggested else not near


def test_pages_follow_each_other_and_end(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchpage, "SIZE", 2)
    assert found(shown(room, "/search?q=ferry&order=newest&page=2")) == [1]
    assert 'href="/search?q=ferry&amp;order=newest"' in shown(room, "/search?q=ferry&order=newest&page=2")
    answer = ask(room, "/search?q=ferry&page=3")
    assert answer.status_code == 404
    assert "There is no page 3." in answer.text
    assert '<a href="/search?q=ferry&amp;page=2">To the last, page 2</a>' in answer.text
    assert "Nothing found" not in answer.text


def test_what_cannot_be_counted_in_time_is_shown_all_the_same(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searchpage, "COUNTING", Limit(seconds=2.0, work=-1.0))
    monkeypatch.setattr(views, "_STEP", 1)
    monkeypatch.setattr(searchpage, "SIZE", 2)
    text = shown(room, "/search?q=ferry&order=newest")
    assert found(text) == [4, 2]
    assert "cannot be counted in time" in text
    assert 'rel="next" href="/search?q=ferry&amp;order=newest&amp;page=2"' in text
    text = shown(room, "/search?q=ferry&order=newest&page=2")
    assert found(text) == [1] and 'rel="next"' not in text
    assert "Nothing found" in shown(room, "/search?q=nothing")


@pytest.mark.parametrize("rest", ["", "&versions=1", "&order=archived", "&order=newest&versions=1"])
def test_beginnings_of_words_are_told_as_the_words_are(room: Datasette, rest: str) -> None:
    for word in ("ferry", "stole", "sails"):
        whole, begun = (shown(room, f"/search?q={q}{rest}") for q in (word, word + "*"))
        assert found(whole) == found(begun)
        told = [re.findall("<mark>.*", text) for text in (whole, begun)]
        assert told[0] == told[1]
        assert told[0] or not found(whole)


def test_where_common_words_are_cut_the_page_says_so(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "RANKED", 2)
    assert "These words are common" in shown(room, "/search?q=ferry")
    assert "3 stories" in shown(room, "/search?q=ferry")


def test_nothing_of_an_article_becomes_markup(room: Datasette) -> None:
    for query in ("?q=ferry", "?q=script", "?language=x%22%3E%3Cb%3E", f"?q={quote(HOSTILE)}", "?q=ferry&versions=1"):
        text = shown(room, f"/search{query}")
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>" not in text
    assert " style=" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize(
    "query",
    ["?since=yesterday", "?order=worst", "?page=0", "?page=-1", "?page=９", "?page=9999999999", f"?q={'a' * 501}"],
)
@pytest.mark.parametrize("page", ["", ".csv", ".json", ".rss"])
def test_what_cannot_be_asked_is_told_in_a_line(room: Datasette, page: str, query: str) -> None:
    answer = ask(room, f"/search{page}{query}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_sixty_kilobytes_are_too_much(room: Datasette) -> None:
    assert ask(room, f"/search?q={'%22a' * 15_000}").status_code == 400


PIECES = st.sampled_from(
    ['"', "*", "-", "OR", "AND", "NEAR(", ")", "^", ":", "\x00", "\x02", "習", "🛶", "ferry", " ", "%", "(a+)+$", "'"]
)


@settings(max_examples=8)
@given(
    st.lists(PIECES, min_size=4, max_size=24).map("".join) | st.text(max_size=30),
    st.sampled_from(["", ".rss", ".jsonl"]),
)
def test_nothing_that_is_typed_is_an_error(room: Datasette, words: str, page: str) -> None:
    typed = quote(words.encode("utf-8", "replace"))
    assert ask(room, f"/search{page}?q={typed}&author={typed}&section={typed}&versions=1").status_code == 200


# --- files -----------------------------------------------------------------------------------------------------------


def test_files_hold_all_that_was_found(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_files, "CHUNK", 2)
    answer = ask(room, "/search.csv?q=ferry")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="newscrawl-ferry.csv"'
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["id"] for line in lines] == ["1", "2", "4"]
    assert lines[1]["headline"] == "'=1+1"  # no formula
    assert answer.content.count(b"\xef\xbb\xbf") == 1
    records = ask(room, "/search.json?q=ferry").json()
    assert [record["id"] for record in records] == [1, 2, 4]
    assert list(records[0]) == list(COLUMNS)
    assert [json.loads(line) for line in ask(room, "/search.jsonl?q=ferry").text.splitlines()] == records
    assert [record["id"] for record in ask(room, "/search.json").json()] == [1, 2, 3, 4]


def test_files_of_nothing_are_files(room: Datasette) -> None:
    assert ask(room, "/search.json?q=zebra").json() == []
    assert ask(room, "/search.jsonl?q=zebra").text == ""
    assert ask(room, "/search.csv?q=zebra").content.decode("utf-8-sig").strip() == ",".join(COLUMNS)


def test_a_file_is_of_the_versions_too_where_these_were_searched(room: Datasette) -> None:
    assert [record["id"] for record in ask(room, "/search.json?q=stole&versions=1").json()] == [1]


def stream(room: Datasette, *, until: float) -> list[Any]:
    """What is sent of a file to a reader who goes away after so many messages."""
    sent: list[Any] = []
    enough = asyncio.Event()

    async def receive() -> dict[str, Any]:
        await enough.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if len(sent) >= until:
            enough.set()

    scope: dict[str, Any] = {"type": "http", "http_version": "1.1", "method": "GET", "path": "/search.jsonl"}
    scope |= {"raw_path": b"/search.jsonl", "query_string": b"", "scheme": "http", "headers": []}
    asyncio.run(room.app()(scope, receive, send))
    return sent


def test_a_reader_who_goes_away_ends_the_reading(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_files, "CHUNK", 1)
    assert sum(message.get("body", b"").count(b"\n") for message in stream(room, until=2)) < 4
    assert sum(message.get("body", b"").count(b"\n") for message in stream(room, until=inf)) == 4


def test_a_file_that_cannot_be_ended_is_not_sent_as_if_it_were_whole(
    room: Datasette, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(db: Any, wanted: Any) -> Any:
        if 1 in wanted:
            return records(db, wanted)
        raise TooLongError(5)

    monkeypatch.setattr(search_files, "CHUNK", 2)
    monkeypatch.setattr(search_files, "records", broken)
    sent = stream(room, until=inf)
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert sent[-1]["more_body"]
    assert "is broken off" in caplog.text
    assert "Traceback" not in caplog.text


# --- feeds -----------------------------------------------------------------------------------------------------------


def items(answer: Any) -> list[Any]:
    return ET.fromstring(answer.content).findall("channel/item")  # noqa: S314 (our own)


def test_every_search_is_a_feed_of_what_began_to_say_it(room: Datasette) -> None:
    assert '<link rel="alternate" type="application/rss+xml"' in shown(room, "/search?q=ferry")
    answer = ask(room, "/search.rss?q=ferry&site=example.org", headers={"host": "archive.test:8001"})
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    channel = ET.fromstring(answer.content).find("channel")  # noqa: S314
    assert channel is not None
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert own.attrib == {
        "href": "http://archive.test:8001/search.rss?q=ferry&site=example.org",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert channel.findtext("link") == "http://archive.test:8001/search?q=ferry&site=example.org&order=archived"
    assert [item.findtext("guid") for item in items(answer)] == [
        "newscrawl:example.org:2:6",  # edited in, last
        "newscrawl:example.org:4:4",
        "newscrawl:example.org:1:1",  # its later edit is no news
    ]
    assert items(answer)[0].findtext("pubDate") == "Wed, 17 Apr 2024 10:11:00 +0000"
    assert items(answer)[0].findtext("link") == "http://archive.test:8001/stories/2"
    assert channel.findtext("title") == "newscrawl: ferry, site example.org"
    assert "<title>newscrawl: ferry, in all versions</title>" in shown(room, "/search.rss?q=ferry&versions=1")
    told = items(answer)[1].findtext("description")
    assert "<mark>ferry</mark>" in told
    assert "<script" not in told  # HTML by the readers' understanding


def test_a_feed_is_sent_again_only_when_it_has_changed(room: Datasette) -> None:
    tag = ask(room, "/search.rss?q=ferry").headers["etag"]
    assert ask(room, "/search.rss?q=ferry", headers={"if-none-match": '"other"'}).status_code == 200
    assert ask(room, "/search.rss?q=sails", headers={"if-none-match": tag}).status_code == 200


def test_a_feed_of_nothing_is_a_feed(room: Datasette) -> None:
    assert items(ask(room, "/search.rss?q=zebra")) == []


def test_what_is_new_since_a_version_is_counted(room: Datasette) -> None:
    assert ask(room, "/search/count.json?q=ferry&after=4").json() == {"new": 1, "more": False, "last": 6}
    assert ask(room, "/search/count.json?q=ferry").json()["new"] == 3
    for wrong in ("-1", "x", "9" * 30):
        assert ask(room, f"/search/count.json?q=ferry&after={wrong}").status_code == 400
