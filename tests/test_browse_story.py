"""The page of a story: what it tells, and what it does not let happen."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from lxml import html

from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.archive.connection import immediate
from newscrawl.archive.erasing import erase
from newscrawl.browse import body
from newscrawl.browse.pages.story import source_in_words
from newscrawl.browse.server import reading_room
from newscrawl.items import Article, Capture, Image, Link, LiveEntry
from newscrawl.site import Site
from tests.conftest import BODY, Scribe, a_teaser, an_article, at
from tests.hostilepages import LINE_NOISE

SITE = Site(name="example.org", home="https://example.org/", domains=("example.org",), time_zone="America/Halifax")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 4
LONG = " ".join(f"Ferry{n} berths{n} near{n} pier{n}." for n in range(60))
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)><style>*{display:none}</style>{{7*7}}'


def ferry(**changes: Any) -> Article:
    """A story with everything."""
    values: dict[str, Any] = {
        "headline": "The ferry comes home",
        "alternative_headline": "Ferry returns: timetable",
        "description": "After eleven winters.",
        "article_body": f"PIER - {LONG}\n\nWhat comes next\n\n{LONG} Again.",
        "authors": ["Ann Lee", "Bo Ek"],
        "agency": "Northern Press",
        "dateline": "PIER",
        "article_section": "Local & Sea",
        "keywords": ["ferry", "boats"],
        "in_language": "en-CA",
        "date_modified": "2024-04-17T08:00:00-03:00",
        "date_published_raw": "Wednesday, 6 a.m.",
        "date_precision": "second",
        "is_accessible_for_free": False,
        "correction": "It is fifty-two kilometres.",
        "links": [
            Link("https://example.org/other?utm_source=x", "an older report"),
            Link("https://elsewhere.net/a", "elsewhere"),
            Link("javascript:alert(1)", "a trap"),
        ],
        "images": [
            Image("https://cdn.net/lead.png", "The boat.", "Cy Dow"),
            Image("https://cdn.net/two.png", "The wharf.", None),
            Image("https://cdn.net/three.png", "The road, not kept.", None),
        ],
        "provenance": {"headline": "html", "authors": "json-ld", "date_published": "html, zone of site"},
    }
    return an_article("/ferry", **{**values, **changes})


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Datasette:
    folder = tmp_path_factory.mktemp("stories")
    for file in empty.iterdir():
        shutil.copy(file, folder)
    archive = Archive(folder / "archive.db")
    _write(Scribe(archive, SITE))
    archive.close()
    return reading_room(folder / "archive.db")


def _write(scribe: Scribe) -> None:
    """1 the ferry, 2 what it links to, 3 its copy, 4 vanished, 5 taken down, 6 live blog, 7 Arabic, 8 hostile."""
    scribe.found("/", kind="front")
    scribe.visit("/", kind="front", teasers=[a_teaser("/ferry", headline="Ferry at last", rail="Top")])
    scribe.read(an_article("/other", headline="An older report", article_body="Of something else. " * 20))
    scribe.read(ferry(correction=None, headline="Ferry to return"), 1)
    scribe.visit("/", 30, kind="front", teasers=[a_teaser("/ferry", 4, headline="The ferry comes home")])
    scribe.read(ferry(), 60)
    scribe.read(an_article("/copy", headline="Boat returns", article_body=f"{LONG}\n\n{LONG} Again."), 61)
    scribe.read(an_article("/lost", headline="A lost story", article_body="It was here. " * 20), 62)
    scribe.read(an_article("/erased", headline="A secret", article_body="Nobody may read this. " * 20), 63)
    hours = [(hour, f"2024-04-17T0{hour}:00:00-03:00") for hour in (6, 5)]
    entries = [LiveEntry(text=f"Entry {n} says\n\nmuch.", headline=f"Hour {n}", date_published=t) for n, t in hours]
    words = "The storm is here.\n\nHour 6\n\nEntry 6 says\n\nmuch.\n\nHour 5\n\nEntry 5 says\n\nmuch."
    scribe.read(an_article("/live", headline="Storm", kind="liveblog", article_body=words, live_entries=entries), 64)
    scribe.read(
        an_article("/live", headline="Storm", kind="liveblog", article_body=words, live_entries=entries[:1]), 70
    )
    arabic = {"headline": "آخر صانع عود", "article_body": "يصنع كريم الأعواد منذ عام.\n\n" * 4, "in_language": "ar"}
    scribe.read(an_article("/oud", **arabic), 65)
    scribe.read(an_article("/evil", headline="Evil", article_body="To be replaced. " * 20), 66)
    ids = dict(scribe.all("SELECT url, id FROM articles"))
    db, captures = scribe.archive.db, scribe.archive.captures
    assert captures is not None
    picture = Capture(url="https://cdn.net/lead.png", fetched_at=at(2), http_status=200, headers=[], body=PNG)
    captures.keep([picture])
    erase(db, "https://example.org/erased", at=at(80), reason="asked by <the> person")
    with immediate(db):
        sql = (
            "UPDATE images SET payload_digest = ? WHERE url IN ('https://cdn.net/lead.png', 'https://cdn.net/two.png')"
        )
        db.conn.execute(sql, (payload_digest(PNG),))
        db.conn.execute("UPDATE articles SET status = 'gone' WHERE id = ?", (ids["https://example.org/lost"],))
        db.conn.execute(
            "INSERT INTO events (article_id, at, event, detail) VALUES (?, ?, 'gone', 'HTTP 404')",
            (ids["https://example.org/lost"], at(75)),
        )
        _make_hostile(db.conn, ids["https://example.org/evil"])


def _make_hostile(conn: Any, story: int) -> None:
    """Every field holds what must not run; the text is 5 MB, and there are 10,000 links."""
    noise = EVIL + LINE_NOISE["NUL"] + LINE_NOISE["bidi"]
    row = conn.execute("SELECT * FROM articles WHERE id = ?", (story,)).fetchone()
    kept = {"id", "cluster_id", "revision_id", "revision_count", "word_count", "status", "is_accessible_for_free"}
    kept |= {"first_seen", "last_seen", "changed_at", "authors", "keywords", "provenance", "article_body"}
    texts = sorted(set(row.keys()) - kept - {"url", "page_url", "claimed_url"})
    sets = ", ".join(f"{name} = :noise" for name in texts)
    values = {
        "noise": noise,
        "list": json.dumps([noise, "\ud800", "javascript:alert(1)"]),
        "sources": json.dumps({"headline": noise, noise: "html"}),
        "id": story,
        "body": f"{noise}\n\n" + "w" * 1_000_000 + "\n\n" + "<b onclick=alert(1)>word</b> " * 145_000,
        "url": "javascript:alert(document.domain)//",
    }
    conn.execute(
        f"UPDATE articles SET {sets}, authors = :list, keywords = :list, provenance = :sources, article_body = :body,"
        " url = :url, page_url = :url, claimed_url = :url WHERE id = :id",
        values,
    )
    links = [
        (story, f"javascript:alert({n})" if n % 2 else f"https://example.org/{n}{EVIL}", noise) for n in range(10_000)
    ]
    conn.executemany("INSERT INTO links (article_id, url, text) VALUES (?, ?, ?)", links)
    conn.execute(
        "INSERT INTO images (article_id, url, position, caption, credit, payload_digest) VALUES (?, ?, 1, ?, ?, ?)",
        (story, "javascript:alert(1)", noise, noise, f"sha256:{EVIL}"),
    )
    conn.execute("INSERT INTO events (article_id, at, event, detail) VALUES (?, ?, 'moved', ?)", (story, at(90), noise))


def get(room: Datasette, address: str) -> Any:
    return asyncio.run(room.client.get(address))


def number(room: Datasette, headline: str) -> int:
    rows = get(room, "/archive/articles.json?_shape=array&_size=50").json()
    return next(int(row["id"]) for row in rows if row["headline"].startswith(headline))


def tree(room: Datasette, headline: str) -> Any:
    return html.fromstring(get(room, f"/stories/{number(room, headline)}").content)


def words(found: Any) -> str:
    return " ".join(" ".join(found.itertext()).split())


def test_a_story_tells_all_that_the_page_said_of_it(room: Datasette) -> None:
    page = tree(room, "The ferry")
    text = words(page.find(".//article"))
    for told in (
        "Ferry returns: timetable", "After eleven winters.", "Northern Press", "PIER", "Local & Sea",
        "It is fifty-two kilometres.", "behind a paywall", "Wednesday, 6 a.m.", "ferry", "boats",
    ):  # fmt: skip
        assert told in text
    assert words(page.find(".//h1")).startswith("The ferry comes home")
    assert "17 Apr 2024, 06:00 ADT (09:00 UTC)" in text
    links = {a.get("href") for a in page.iter("a")}
    assert {"/search?author=Ann+Lee", "/search?author=Bo+Ek"} <= links
    assert "/search?site=example.org&section=Local+%26+Sea" in links


def test_a_story_tells_where_each_value_came_from_to_eyes_and_ears(room: Datasette) -> None:
    page = tree(room, "The ferry")
    marks = {mark.get("aria-label"): mark for mark in page.cssselect(".why")}
    mark = marks["Where this came from: time of publication"]
    assert words(page.get_element_by_id(mark.get("aria-describedby"))) == (
        "Time of publication: from the page as it is printed, zone of site"
    )
    assert page.get_element_by_id(mark.get("href")[1:]) is not None
    assert source_in_words("json-ld") == "the page's data for machines (JSON-LD)"
    assert source_in_words("something new") == "something new"


def test_only_kept_pictures_are_shown_and_none_is_fetched_from_the_site(room: Datasette) -> None:
    page = tree(room, "The ferry")
    own = f"/pictures/{payload_digest(PNG)}"
    assert [image.get("src") for image in page.iter("img")] == [own, own]
    assert "The road, not kept." in words(page.find(".//article"))


def test_links_lead_to_the_archive_where_it_has_the_story(room: Datasette) -> None:
    page = tree(room, "The ferry")
    found = {words(a): a for a in page.cssselect(".links a")}
    assert found["an older report"].get("href") == f"/stories/{number(room, 'An older')}"
    assert found["elsewhere"].get("rel") == "noreferrer noopener nofollow"
    assert set(found) == {"an older report", "elsewhere"}


def test_the_margin_tells_where_a_story_stood_what_it_was_called_and_who_else_has_it(room: Datasette) -> None:
    story = number(room, "The ferry")
    margin = tree(room, "The ferry").cssselect("aside.margin")[0]
    text = words(margin)
    assert "2 versions" in text and "Version 2 : headline, correction" in text
    assert "Front page the lead" in text
    assert "30 minutes" not in text  # two stays of one look each
    assert "Ferry at last" in text and "Ferry to return" in text
    assert "Boat returns" in text and "% the same" in text
    assert len(margin.cssselect("svg rect")) == 2
    links = [a.get("href") for a in margin.iter("a")]
    assert {f"/stories/{story}/versions", f"/stories/{story}/raw", f"/archive/articles/{story}.json"} <= set(links)
    assert f"/stories/{story}/versions?from=1&to=2" in links
    assert "https://web.archive.org/web/20240417110000/https://example.org/ferry" in links
    assert any(link.startswith("/fronts/example.org?listing=https%3A%2F%2Fexample.org%2F&at=") for link in links)


def test_a_vanished_story_says_so_and_keeps_its_text(room: Datasette) -> None:
    text = words(tree(room, "A lost"))
    assert "This story vanished from its site between 17 Apr 2024, " in text
    assert "It was here." in text


def test_a_story_that_was_taken_down_is_a_tombstone_with_the_reason(room: Datasette) -> None:
    rows = get(room, "/archive/articles.json?_shape=array&status=erased").json()
    answer = get(room, f"/stories/{rows[0]['id']}")
    assert answer.status_code == 410
    assert "asked by &lt;the&gt; person" in answer.text
    assert "secret" not in answer.text
    assert get(room, f"/stories/{rows[0]['id']}.md").status_code == 410


def test_a_number_without_a_story_is_no_page(room: Datasette) -> None:
    assert get(room, "/stories/999999").status_code == 404
    assert get(room, "/stories/999999999999999999").status_code == 404
    assert get(room, "/stories/999999/raw").status_code == 404


def test_a_live_blog_is_a_line_of_entries_and_tells_which_the_page_dropped(room: Datasette) -> None:
    page = tree(room, "Storm")
    assert words(page.cssselect(".body")[0]) == "The storm is here."
    entries = page.cssselect(".live li")
    assert [words(entry.find("h3")) for entry in entries] == ["Hour 6", "Hour 5"]
    assert "no longer on the page" in words(entries[1]) and "no longer" not in words(entries[0])


def test_a_text_has_its_language_and_its_direction(room: Datasette) -> None:
    page = tree(room, "آخر")
    assert page.cssselect("h1[lang=ar][dir=auto]") and page.cssselect(".body[lang=ar]")
    assert all(p.get("dir") == "auto" for p in page.cssselect(".body p"))


def test_a_story_is_there_as_markdown(room: Datasette) -> None:
    answer = get(room, f"/stories/{number(room, 'The ferry')}.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "# The ferry comes home" in answer.text


def test_a_hostile_story_is_text_and_nothing_else(room: Datasette) -> None:
    answer = get(room, f"/stories/{number(room, chr(34))}")
    assert answer.status_code == 200
    page: Any = html.fromstring(answer.content)
    assert {script.get("src", "").split("?")[0] for script in page.iter("script")} == {
        "/assets/theme.js", "/assets/base.js", "/assets/story.js",
    }  # fmt: skip
    assert not list(page.iter("style", "iframe", "object", "form", "base"))[1:]  # the search box is a form
    for element in page.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
            href = element.get("href") or element.get("src") or "/"
            assert href.startswith(("/", "#", "https://")) and "\x00" not in href
    assert "49" not in words(page.find(".//h1"))
    assert len(page.cssselect(".links li")) == 200
    assert "more characters" in words(page.cssselect(".fold > summary")[0])


def test_no_paragraph_is_made_a_heading_by_a_guess_and_nothing_is_dropped() -> None:
    parts = [LONG, "What comes next", LONG, "She said so.", "The end"]
    assert body.laid_out("\n\n".join(parts)).shown == parts


def test_what_nobody_reads_in_one_sitting_is_folded_and_not_lost() -> None:
    text = "\n\n".join(["w" * 50_000] * 8)
    told = body.laid_out(text)
    assert told.shown and told.folded
    assert sum(len(block) for block in [*told.shown, *told.folded]) == 400_000
    assert max(len(block) for block in told.shown) <= 20_000


def test_a_word_without_end_is_shown_in_pieces_and_other_scripts_are_left_alone() -> None:
    assert body.blocks("w" * 1_000) == ["w" * 400, "w" * 400, "w" * 200]
    assert body.blocks("港" * 1_000) == ["港" * 1_000]
    assert body.blocks(f"{LONG}\n\n\n\nx") == [LONG, "x"]


def test_what_stands_around_the_entries_of_a_live_blog_stays() -> None:
    assert body.without(f"{BODY}\n\nOne\n\nTwo", ["One\n\nTwo"]) == BODY


CORRECTED = "It is\n fifty-two kilometres."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("One.\n\nCorrection: It is fifty-two kilometres.", ("One.", True)),
        ("One.\n\n訂正：It is fifty-two kilometres.\n", ("One.", True)),
        ("One.\n\nIt is fifty-two  kilometres.", ("One.", True)),
        ("It is fifty-two kilometres.", ("", True)),
    ],
)
def test_a_correction_that_ends_the_text_is_marked_there(text: str, told: tuple[str, bool]) -> None:
    assert body.parted(text, CORRECTED) == told


@pytest.mark.parametrize(
    "text",
    [
        "One.\n\nCorrection: It is fifty-two kilometres. Or so.",
        "One.\n\nCorrection: It is fifty-two kilometres.\n\nTwo.",
        "One.\n\nThe mayor said it. It is fifty-two kilometres.",
        "One.\n\nCorrection: It is fifty-three kilometres.",
        "",
    ],
)
def test_a_text_that_does_not_surely_end_with_its_correction_is_left_as_it_is(text: str) -> None:
    assert body.parted(text, CORRECTED) == (text, False)
    assert body.parted(text, None) == body.parted(text, " ") == (text, False)
