"""Stories that are told on several pages are one story in the archive, with the text of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.items import Capture, Visit
from newscrawl.reading import Reading
from newscrawl.spiders.parts import MOST_BYTES, PartedStory
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, serve

HTML = {"Content-Type": "text/html; charset=utf-8"}
STORY = "/2024/04/17/council-votes-to-close-the-old-pier"
FORMS = {"folder": "/{}", "file": "-{}", "query": "?page={}"}


def text(part: int, edited: str = "") -> list[str]:
    return [f"Sentence {n} of part {part} tells at length what the council decided{edited}." for n in range(8)]


def part(number: int, of: int, form: str, edited: str = "") -> Answer:
    pager = "".join(
        f"<a href='{STORY}{form.format(n) if n > 1 else ''}'>{n}</a>" for n in range(1, of + 1) if n != number
    )
    html = (
        "<!doctype html><html lang='en'><head><title>Council votes to close the old pier</title>"
        "<meta property='og:type' content='article'></head><body><article><h1>Council votes to close the old pier</h1>"
        "<p class='byline'>By Ann Lee</p><time datetime='2024-04-17T10:00:00Z'>17 April 2024</time>"
        + "".join(f"<p>{line}</p>" for line in text(number, edited))
        + f"<nav class='pages'>{pager}</nav></article></body></html>"
    )
    return Answer(html.encode(), headers=HTML)


def put(site: Site, form: str, of: int = 3) -> None:
    front = f"<html><body><main><h2><a href='{STORY}'>Council votes to close the old pier</a></h2></main></body></html>"
    site.pages["/"] = Answer(front.encode(), headers=HTML)
    for number in range(1, of + 1):
        site.pages[STORY + (form.format(number) if number > 1 else "")] = part(number, of, form)


def crawl(site: Site, archive: Path, *args: str) -> int:
    return scrapy("crawl", "news", "-a", f"url={site.home}", *HASTE, *args, archive=archive).returncode


def body(archive: Path) -> list[str]:
    return rows(archive, "SELECT article_body FROM articles")


WHOLE = "\n\n".join([*text(1), *text(2), *text(3)])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_story_on_three_pages_is_one_with_the_text_of_all(tmp_path: Path, form: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, form)
        assert crawl(site, archive) == 0
        pages = [STORY, STORY + form.format(2), STORY + form.format(3)]
        assert [path for path in site.paths() if path.startswith("/2024")] == pages
        assert crawl(site, archive, "-a", "revisit=all") == 0
    assert body(archive) == [WHOLE]
    assert rows(archive, "SELECT outcome FROM visits WHERE url LIKE '%pier'") == ["new", "unchanged"]
    skipped = rows(
        archive, "SELECT count(*) FROM pages WHERE state = 'skipped' AND reason LIKE 'a further page of the%'"
    )
    assert skipped == [2]
    assert rows(archive, "SELECT count(*) FROM aliases WHERE url LIKE '%/2024/%'") == [3]


def test_an_edit_on_a_further_page_is_a_version_of_the_story(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        site.pages[f"{STORY}/3"] = part(3, 3, "/{}", edited=" at last")
        crawl(site, archive, "-a", "revisit=all")
    assert rows(archive, "SELECT count(*) FROM revisions") == [2]
    assert body(archive)[0].endswith("decided at last.")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b"", 404), [WHOLE.partition("\n\nSentence 0 of part 2")[0]]),
        (Answer(b"", 302, {"Location": "/"}), [WHOLE.partition("\n\nSentence 0 of part 2")[0]]),
        (Answer(b"", 403), [WHOLE.partition("\n\nSentence 0 of part 2")[0]]),
        (Answer(b"", 500), []),
    ],
    ids=["not there", "redirects", "is refused", "fails"],
)
def test_a_further_page_that_is_not_there_ends_a_story_and_one_that_fails_leaves_it_to_the_next_run(
    tmp_path: Path, answer: Answer, told: list[str]
) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        site.pages[f"{STORY}/2"] = answer
        crawl(site, archive, "-s", "RETRY_TIMES=0")
        assert body(archive) == told
        if not told:
            reason = rows(archive, "SELECT reason FROM pages WHERE url LIKE '%pier' AND state = 'failed'")[0]
            assert "a further page of the story failed" in reason
            put(site, "/{}")
            later = datetime.now(UTC) + timedelta(days=2)
            crawl(site, archive, "-s", f"CRAWL_CLOCK={later.isoformat(timespec='seconds')}")
            assert body(archive) == [WHOLE]


def test_a_failing_page_takes_nothing_from_a_known_story(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "?page={}")
        crawl(site, archive)
        site.pages[f"{STORY}?page=3"] = Answer(b"", 503)
        crawl(site, archive, "-a", "revisit=all", "-s", "RETRY_TIMES=0", "-s", "REFUSAL_REST=1")
    assert body(archive) == [WHOLE]
    assert rows(archive, "SELECT count(*) FROM revisions") == [1]


def test_further_pages_behind_a_wall_take_nothing_from_a_known_story(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        site.pages[f"{STORY}/2"] = Answer(b"", 403)
        crawl(site, archive, "-a", "revisit=all")
    assert body(archive) == [WHOLE]
    assert rows(archive, "SELECT is_accessible_for_free FROM articles") == [0]


def test_each_page_is_captured_when_it_came(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        site.pages[f"{STORY}/2"] = replace(part(2, 3, "/{}"), seconds=0.3)
        crawl(site, archive)
    raw = archive.with_suffix(".raw.db")
    times = rows(raw, "SELECT fetched_at FROM captures WHERE url LIKE '%pier%' ORDER BY url")
    assert len(times) == 3
    assert times == sorted(set(times))
    assert rows(raw, "SELECT DISTINCT kind FROM captures WHERE url LIKE '%pier%'") == ["article"]


@pytest.mark.parametrize("moment", ["2024-0{}-17", "2024-04-17T1{}:00:00Z"], ids=["months", "one day"])
def test_a_series_whose_addresses_are_numbered_is_no_story_on_several_pages(tmp_path: Path, moment: str) -> None:
    archive = tmp_path / "archive.db"
    paths = [f"/police-report{number}/" for number in ("", "-2", "-3")]
    with serve() as site:
        site.pages["/"] = Answer(f"<main><h2><a href='{paths[0]}'>Police report</a></h2></main>".encode(), headers=HTML)
        for number, path in enumerate(paths, 1):
            others = "".join(f"<a rel='next' href='{other}'>Police report</a>" for other in paths if other != path)
            lines = "".join(f"<p>{line}</p>" for line in text(number))
            told = moment.format(number)
            head = f"<h1>Police report</h1><p class='byline'>By Ann Lee</p><time datetime='{told}'></time>"
            html = f"<meta property='og:type' content='article'><article>{head}{lines}</article><nav>{others}</nav>"
            site.pages[path] = Answer(html.encode(), headers=HTML)
        crawl(site, archive, "-a", "backfill=1")
    assert sorted(body(archive)) == ["\n\n".join(text(number)) for number in (1, 2, 3)]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_captured_pages_of_a_story_are_one_story(tmp_path: Path, form: str) -> None:
    archive, copy, file = tmp_path / "archive.db", tmp_path / "copy.db", tmp_path / "pages.warc.gz"
    with serve() as site:
        put(site, form)
        crawl(site, archive)
    assert scrapy("export", str(file), archive=archive).returncode == 0
    for _ in range(2):
        assert scrapy("crawl", "warc", "-a", f"files={file}", "-a", "revisit=all", archive=copy).returncode == 0
        assert body(copy) == [WHOLE]
    assert rows(copy, "SELECT count(*) FROM revisions") == [1]
    assert rows(copy, "SELECT count(*) FROM aliases") == [3]
    told = rows(copy, "SELECT reason FROM pages WHERE state = 'skipped'")
    assert [reason.partition(" http")[0] for reason in told] == ["a further page of the story"] * 2


@pytest.mark.parametrize("answer", [lambda before: part(2, 2, "?page={}"), lambda before: Answer(b"x" * 99)])
def test_captures_are_read_again_with_their_further_pages(tmp_path: Path, answer: Callable[[int], Answer]) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "?page={}", of=2)
        site.pages[f"{STORY}?page=2"] = answer
        crawl(site, archive)
    before = body(archive)
    assert scrapy("reextract", "--all", archive=archive).returncode == 0
    assert body(archive) == before
    assert rows(archive, "SELECT count(*) FROM revisions") == [1]


def versions(archive: Path) -> list[tuple[int, str]]:
    return rows(archive, "SELECT number, article_body FROM revisions ORDER BY number")


def read_again(archive: Path) -> list[tuple[int, str]]:
    """The versions after `scrapy reextract`."""
    assert scrapy("reextract", "--all", archive=archive).returncode == 0
    return versions(archive)


def test_edits_of_a_further_page_alone_are_read_again_each_with_its_own(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        for edited in (" at last", " once more"):  # the first page is the same, byte by byte
            site.pages[f"{STORY}/3"] = part(3, 3, "/{}", edited=edited)
            crawl(site, archive, "-a", "revisit=all")
    before = versions(archive)
    assert [text[-10:] for _, text in before] == ["l decided.", "d at last.", "once more."]
    assert read_again(archive) == before


def test_a_page_that_was_not_there_is_not_read_into_the_version_before(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        site.pages[f"{STORY}/2"] = Answer(b"", 404)
        crawl(site, archive)
        put(site, "/{}")
        crawl(site, archive, "-a", "revisit=all")
    before = versions(archive)
    assert [number for number, _ in before] == [1, 2]
    assert read_again(archive) == before


def test_an_edit_of_a_further_page_is_seen_where_the_first_one_says_304(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")

        def first(before: int) -> Answer:
            known = site.headers[-1][1].get("if-none-match") == '"x"'
            return Answer(b"", 304) if known else replace(part(1, 3, "/{}"), headers={**HTML, "ETag": '"x"'})

        site.pages[STORY] = first
        crawl(site, archive)
        site.pages[f"{STORY}/3"] = part(3, 3, "/{}", edited=" at last")
        crawl(site, archive, "-a", "revisit=all")
    assert body(archive)[0].endswith("decided at last.")


@pytest.mark.parametrize("day", ["2024-04-17", "2024-04-18"], ids=["the next picture", "another story"])
def test_a_story_whose_second_page_tells_nothing_of_it_is_asked_by_its_validators(tmp_path: Path, day: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}", of=2)

        def first(before: int) -> Answer:
            known = site.headers[-1][1].get("if-none-match") == '"x"'
            return Answer(b"", 304) if known else replace(part(1, 2, "/{}"), headers={**HTML, "ETag": '"x"'})

        site.pages[STORY] = first
        site.pages[f"{STORY}/2"] = Answer(part(1, 2, "/{}").body.replace(b"2024-04-17", day.encode()), headers=HTML)
        crawl(site, archive)
        crawl(site, archive, "-a", "revisit=all")
    assert rows(archive, "SELECT outcome FROM visits WHERE url LIKE '%pier'") == ["new", "not_modified"]


@pytest.mark.parametrize("form", ["/{}", "?page={}"])
def test_a_further_page_that_redirects_to_itself_with_a_slash_is_followed(tmp_path: Path, form: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, form)
        for number in (2, 3):
            path = STORY + form.format(number)
            slash = path.replace("?", "/?") if "?" in path else f"{path}/"
            site.pages[slash] = site.pages[path]
            site.pages[path] = Answer(b"", 301, {"Location": slash})
        crawl(site, archive)
        assert body(archive) == [WHOLE]
        assert len([path for path in site.paths() if path.startswith("/2024")]) == 5
        scrapy("reextract", "--all", archive=archive)
        assert body(archive) == [WHOLE]


def test_further_pages_that_redirect_to_each_other_end(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        site.pages[f"{STORY}/2"] = Answer(b"", 302, {"Location": f"{STORY}/2/"})
        site.pages[f"{STORY}/2/"] = Answer(b"", 302, {"Location": f"{STORY}/2"})
        crawl(site, archive)
        assert site.paths().count(f"{STORY}/2") == 1
    assert body(archive) == ["\n\n".join(text(1))]


def at(days: float) -> tuple[str, str]:
    """The setting for a run that many days from now."""
    return "-s", f"CRAWL_CLOCK={(datetime.now(UTC) + timedelta(days=days)).isoformat(timespec='seconds')}"


PROVENANCE = "SELECT json_extract(provenance, '$.article_body') FROM articles"


def test_a_further_page_that_fails_for_ever_costs_a_story_that_page_and_no_more(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        site.pages[f"{STORY}/3"] = Answer(b"", 500)
        for day in range(5):
            crawl(site, archive, "-a", "revisit=all", "-s", "RETRY_TIMES=0", *at(day))
        there = "\n\n".join([*text(1), *text(2)])
        assert body(archive) == [there]
        assert rows(archive, PROVENANCE) == ["html, 2 pages, not whole"]
        visits = rows(archive, "SELECT outcome FROM visits WHERE url LIKE '%pier' ORDER BY at")
        assert visits[:3] == ["failed", "failed", "new"]
        assert set(visits[3:]) == {"unchanged"}
        put(site, "/{}")
        crawl(site, archive, "-a", "revisit=all", *at(6))
    assert body(archive) == [WHOLE]
    assert rows(archive, "SELECT count(*) FROM revisions") == [1]  # nobody edited it
    assert rows(archive, PROVENANCE) == ["html, 3 pages"]
    scrapy("reextract", "--all", archive=archive)
    assert body(archive) == [WHOLE]


def test_a_known_story_keeps_its_text_while_a_further_page_fails_and_its_headline_is_followed(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        first = part(1, 3, "/{}")
        site.pages[STORY] = replace(first, body=first.body.replace(b"<h1>Council votes", b"<h1>Council decides"))
        site.pages[f"{STORY}/2"] = Answer(b"", 500)
        for day in range(1, 5):
            crawl(site, archive, "-a", "revisit=all", "-s", "RETRY_TIMES=0", *at(day))
    assert rows(archive, "SELECT headline, article_body FROM revisions ORDER BY number") == [
        ("Council votes to close the old pier", WHOLE),
        ("Council decides to close the old pier", WHOLE),
    ]
    assert rows(archive, "SELECT status FROM articles") == ["live"]
    assert rows(archive, PROVENANCE) == ["html, 3 pages"]


@pytest.mark.parametrize("status", [403, 500])
def test_a_version_whose_further_pages_were_not_to_be_had_keeps_its_text_when_it_is_read_again(
    tmp_path: Path, status: int
) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        first = part(1, 3, "/{}")
        site.pages[STORY] = replace(first, body=first.body.replace(b"<h1>Council votes", b"<h1>Council decides"))
        site.pages[f"{STORY}/2"] = Answer(b"", status)
        crawl(site, archive, "-a", "revisit=all", "-s", "RETRY_TIMES=0", *at(1))
    assert versions(archive) == [(1, WHOLE), (2, WHOLE)]
    assert read_again(archive) == [(1, WHOLE), (2, WHOLE)]
    assert rows(archive, PROVENANCE) == ["html, 3 pages"]


def test_a_further_page_that_robots_txt_forbids_leaves_what_is_known(tmp_path: Path) -> None:
    archive, later = tmp_path / "archive.db", tmp_path / "later.db"
    with serve() as site:
        put(site, "/{}")
        crawl(site, archive)
        site.pages["/robots.txt"] = Answer(f"User-agent: *\nDisallow: {STORY}/2\n".encode())
        crawl(site, archive, "-a", "revisit=all", *at(2))
        crawl(site, later)
    assert body(archive) == [WHOLE]
    assert body(later) == ["\n\n".join(text(1))]
    assert rows(later, PROVENANCE) == ["html, not whole"]


def test_a_story_asks_no_more_pages_than_memory_holds() -> None:
    reading = Reading(kind="article", reason="", next_part="http://x.test/story/2")
    capture = Capture(url="http://x.test/story", fetched_at="", http_status=200, headers=[], body=b"")
    for size, asked in ((MOST_BYTES, "http://x.test/story/2"), (MOST_BYTES + 1, None)):
        visit = Visit(url="http://x.test/story", at="", outcome="read", bytes=size)
        assert PartedStory(visit, reading, capture).next(reading) == asked
