"""The front page, changes, sites and tables of the reading room, asked in-process."""

from __future__ import annotations

import asyncio
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from datasette.app import Datasette

from newscrawl.archive import Archive
from newscrawl.browse.cells import cell
from newscrawl.browse.columns import COLUMNS, TABLES
from newscrawl.browse.looks import breaking, within
from newscrawl.browse.server import reading_room
from tests.readingroom import DIGEST, stocked

DOCS = (Path(__file__).parent.parent / "docs" / "archive.md").read_text(encoding="utf-8")
PAGES = [
    "/", "/changes", "/changes?day=2024-04-11", "/changes?site=a.example&kind=edited", "/changes?day=0001-01-01",
    "/changes?day=9999-12-31", "/changes?page=99", "/sites", "/sites/a.example", "/sites/b.example", "/archive",
    "/archive?_show_hidden=1", "/archive/articles", "/archive/articles/7", "/archive/articles?headline__contains=storm",
    "/archive/articles?_facet=site", "/archive/articles?_where=id>1", "/archive/events", "/archive/completeness",
    "/archive?sql=select+headline+from+articles", "/archive?sql=select+:x&x=1", "/archive?sql=selec",
]  # fmt: skip


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    path: Path = tmp_path_factory.mktemp("front") / "archive.db"
    stocked(path)
    return reading_room(path)


@pytest.fixture(scope="module")
def get(room: Datasette) -> Any:
    return lambda address, **more: asyncio.run(room.client.get(address, **more))


class Tags(HTMLParser):
    """Tags and attributes of a page, and its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("address", PAGES)
def test_pages_hold_nothing_that_the_policy_forbids(get: Any, address: str) -> None:
    answer = get(address)
    assert answer.status_code in (200, 400)
    tags = Tags(answer.text).tags
    assert not [tag for tag, attrs in tags if tag == "style" or (tag == "script" and "src" not in attrs)]
    for tag, attrs in tags:
        assert not [name for name in attrs if name == "style" or name.startswith("on")], (tag, attrs)
        target = attrs.get("href") or attrs.get("src") or ""
        assert re.match(r"https?://|/|\?|#|$", target), target
        assert tag not in ("img", "script", "link") or not target.startswith("http")


@pytest.mark.parametrize("address", PAGES)
def test_pages_have_one_main_heading_labels_and_ids_that_are_unique(get: Any, address: str) -> None:
    tags = Tags(get(address).text).tags
    assert sum(tag == "h1" for tag, _ in tags) == 1
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = {attrs.get("for") for tag, attrs in tags if tag == "label"}
    for tag, attrs in tags:
        if tag in ("input", "select", "textarea") and attrs.get("type") != "hidden":
            assert attrs.get("id") in labelled or attrs.get("aria-label"), (tag, attrs)


def test_the_front_page_shows_what_is_new_changed_vanished_and_ill(get: Any) -> None:
    text = get("/").text
    assert "Wednesday, 17 April 2024" in text
    assert "also at a.example" in text
    assert "What changed today" in text
    assert "<del>two</del><ins>three</ins>" in text
    assert "Last seen 8 Apr 2024, 09:00; missing first 9 Apr 2024, 05:00; confirmed 08:00 UTC." in text
    assert "1 finding" in text
    assert "8 articles" not in text
    assert "7 articles in 9 versions" in text


def test_an_archive_without_a_story_says_what_to_do(empty: Path) -> None:
    text = asyncio.run(reading_room(empty / "archive.db").client.get("/")).text
    assert "Nothing has been archived yet" in text
    assert "scrapy crawl demo" in text


def test_changes_without_a_day_are_those_of_the_last_day_that_had_any(get: Any) -> None:
    text = get("/changes?site=b.example").text
    assert "Tuesday, 9 April 2024" in text
    assert 'href="/stories/2"' in text
    text = get("/changes").text
    assert 'href="/stories/1/versions?from=1&amp;to=2"' in text
    assert 'href="/changes?day=2024-04-11"' in text


@pytest.mark.parametrize("asked", ["day=x", "day=9999-12-31", "kind=eaten", "page=0", "page=x", "site=nowhere.example"])
def test_what_cannot_be_asked_of_changes_is_told_in_a_line(get: Any, asked: str) -> None:
    answer = get(f"/changes?{asked}")
    assert answer.status_code == 400
    assert "This cannot be asked" in answer.text
    assert get(f"/changes.json?{asked}").json()["ok"] is False


def test_changes_as_json_tell_the_words(get: Any) -> None:
    told = get("/changes.json?day=2024-04-17").json()
    assert (told["day"], told["earlier"], told["later"]) == ("2024-04-17", "2024-04-11", None)
    change = told["changes"][0]
    assert change["kinds"] == ["edited", "corrected"]
    assert {"op": "insert", "text": "three"} in change["words"]
    assert change["shown_at"] == "/stories/1/versions?from=1&to=2"


def test_the_feed_of_changes_is_rss_with_lasting_guids_and_is_sent_once(get: Any) -> None:
    answer = get("/changes.rss?site=a.example")
    assert answer.headers["content-type"].startswith("application/rss+xml")
    items = ET.fromstring(answer.content).findall("channel/item")
    assert [item.findtext("guid") for item in items] == [
        "newscrawl:1:edited:2024-04-17T08:00:00.000+00:00",
        "newscrawl:8:erased:2024-04-11T08:00:00.000+00:00",
    ]
    assert items[0].findtext("link") == "http://localhost/stories/1/versions?from=1&to=2"
    assert "<ins>three</ins>" in (items[0].findtext("description") or "")
    assert "<script" not in (items[1].findtext("description") or "")
    again = get("/changes.rss?site=a.example", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_site_is_told_with_its_findings_and_leads_to_search(get: Any) -> None:
    text = get("/sites/a.example").text
    assert "no new story for 9 days" in text
    assert 'href="/search?site=a.example&amp;section=Harbour"' in text
    assert 'href="/search?site=a.example&amp;author=Ann+Lee"' in text
    assert 'href="/fronts/a.example?listing=https%3A%2F%2Fa.example%2Fharbour%2F"' in text
    assert 'href="javascript:' not in text
    assert get("/sites/nowhere.example").status_code == 404


def test_sites_of_a_path_or_a_port_have_pages(archive: Archive) -> None:
    for name in ("example.org/atlantic", "127.0.0.1:8000"):
        archive.db.execute("INSERT INTO sites (name, home, domains) VALUES (?, 'https://x.example/', '[]')", (name,))
    room = reading_room(Path(archive.path))
    links = re.findall(r'href="(/sites/[^"#]+)"', asyncio.run(room.client.get("/sites")).text)
    for link in links:
        assert asyncio.run(room.client.get(link)).status_code == 200
    assert len(set(links)) == 2


@pytest.mark.parametrize("name", ["versions", "plugins", "settings", "threads", "databases", "metadata", "actor"])
def test_pages_on_the_machine_are_closed(get: Any, name: str) -> None:
    for address in (f"/-/{name}", f"/-/{name}.json"):
        assert get(address).status_code == 404
    assert get("/_memory").status_code == 404


def test_the_tables_tell_what_they_hold(get: Any) -> None:
    assert "The current version of every story." in get("/archive").text
    assert "as a reader of the page sees it" in get("/archive/articles").text
    assert 'href="/stories/5"' in get("/archive/articles/5").text
    assert '<a href="/stories/5">The newest of all</a>' in get("/archive/articles").text
    assert "The newest of all" in get("/archive/articles?_col=headline").text


def test_columns_are_described_in_the_words_of_the_docs(archive: Archive) -> None:
    plain = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", DOCS).replace("`", "")
    for table, columns in COLUMNS.items():
        for name, words in columns.items():
            assert f"| {words}" in plain, (table, name)
    known = {table.name for table in archive.db.tables} | {view.name for view in archive.db.views}
    assert archive.captures is not None
    known |= {table.name for table in archive.captures.db.tables}
    assert set(TABLES) <= known


@pytest.mark.parametrize(
    ("value", "column", "table", "markup"),
    [
        ("<b>", "headline", "articles", "&lt;b&gt;"),
        ("javascript:alert(1)", "url", "articles", "javascript:alert(1)"),
        ('https://x.example/"><b>', "url", None, "https://x.example/&#34;&gt;&lt;b&gt;</a>"),
        (7, "article_id", "events", '<a href="/stories/7">7</a>'),
        (b"\x00\x01", "body", "captures", "2 bytes"),
        (DIGEST, "capture_digest", "revisions", f'<a href="/captures/{DIGEST}">'),
        ({"value": 7, "label": "<b>"}, "article_id", "events", '<a href="/stories/7">&lt;b&gt;</a>'),
    ],
)
def test_cells_are_markup_of_ours_and_text_of_others(value: Any, column: str, table: str | None, markup: str) -> None:
    assert markup in str(cell(value, column, table))


def test_without_a_picture_the_front_page_is_columns_of_text(get: Any) -> None:
    page = get("/").text
    assert '<div class="newsprint">' in page
    assert '<div class="beside">' not in page


def test_a_title_counts_one_as_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    stocked(path)
    archive = Archive(path)
    archive.db.conn.execute("UPDATE articles SET site = 'a.example'")
    archive.db.conn.execute("UPDATE articles SET status = 'erased' WHERE id != 1")
    archive.db.conn.execute("DELETE FROM sites WHERE name = 'b.example'")
    archive.close()
    page = asyncio.run(reading_room(path).client.get("/")).text
    assert "<title>newscrawl: 1 article of 1 site</title>" in page
    assert 'placeholder="Search 1 article"' in page


def test_a_site_calls_its_pages_as_its_readers_do(get: Any) -> None:
    page = get("/sites/a.example").text
    assert ">/<wbr>harbour/</a>" in page
    assert "<h1>a.<wbr>example</h1>" in page


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://a.example/", "/"),
        ("https://a.example", "/"),
        ("https://a.example/politics/?page=2", "/politics/?page=2"),
        ("https://blog.a.example/x", "blog.a.example/x"),
    ],
)
def test_pages_of_a_site_are_told_without_its_host(url: str, told: str) -> None:
    assert within(url, "https://a.example/") == told


def test_addresses_break_behind_slashes_and_dots_and_are_escaped() -> None:
    assert breaking("b.example/<i>//x.") == "b.<wbr>example/<wbr>&lt;i&gt;//<wbr>x."


def test_the_newest_of_several_zones_are_told_in_utc_first(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    stocked(path)
    archive = Archive(path)
    archive.db.conn.execute("UPDATE sites SET time_zone = 'Europe/London' WHERE name = 'b.example'")
    archive.close()
    ask = reading_room(path).client.get
    page = " ".join(re.sub("<[^>]+>", "", asyncio.run(ask("/search?order=newest")).text).split())
    assert "16 Apr 2024, 10:00 UTC (11:00 BST)" in page
    assert "16 Apr 2024, 09:00 UTC (12:00 EEST)" in page
    page = " ".join(re.sub("<[^>]+>", "", asyncio.run(ask("/search?order=newest&site=b.example")).text).split())
    assert "16 Apr 2024, 11:00 BST" in page
