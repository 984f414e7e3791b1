"""`scrapy probe` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scrapy.exceptions import UsageError

from newscrawl import sites
from newscrawl.commands.probe import Command
from newscrawl.probe.saving import save_site
from tests.commanding import run
from tests.crawling import HASTE, rows, scrapy
from tests.rawsite import answer, serve_raw
from tests.smallsite import HOME, MENU, PAGES, STORIES, front, look, toured
from tests.test_probe import PAGE, STORY

ROBOTS = answer(b"User-agent: *\nDisallow: /private", "Content-Type: text/plain")


def test_a_page_is_asked_once_and_nothing_is_written(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve_raw() as site:
        site.pages = {"/robots.txt": ROBOTS, "/news/1": answer(PAGE.encode(), "X-Robots-Tag: noindex")}
        url = f"http://127.0.0.1:{site.port}/news/1"
        done = scrapy("probe", "--json", url, "-s", "DOWNLOAD_DELAY=0", archive=archive)
    told = json.loads(done.stdout)
    assert (done.returncode, told["url"], told["http_status"], told["kind"]) == (0, url, 200, "article")
    assert told["article"]["article_body"] == "\n\n".join(STORY)
    assert told["robots"] == ["noarchive", "noindex"]
    assert site.asked == {"/robots.txt": 1, "/news/1": 1}
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_within_the_site_is_followed(tmp_path: Path) -> None:
    with serve_raw() as site:
        site.pages = {"/robots.txt": ROBOTS, "/news/1": answer(PAGE.encode())}
        site.pages["/old"] = answer(b"", "Location: /news/1", status="301 Moved Permanently")
        url = f"http://127.0.0.1:{site.port}"
        done = scrapy("probe", f"{url}/old", "-s", "DOWNLOAD_DELAY=0", archive=tmp_path / "a.db")
    assert done.stdout.startswith(f"{url}/news/1\n")


@pytest.mark.parametrize(("path", "why"), [("/private/1", "robots.txt forbids it"), ("/none", "HTTP 404: not there")])
def test_a_page_that_cannot_be_had_ends_with_one_line(path: str, why: str, tmp_path: Path) -> None:
    with serve_raw() as site:
        site.pages = {"/robots.txt": ROBOTS, "/private/1": answer(PAGE.encode())}
        url = f"http://127.0.0.1:{site.port}{path}"
        done = scrapy("probe", url, "-s", "DOWNLOAD_DELAY=0", archive=tmp_path / "a.db")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"newscrawl: {url}: {why}\n")


def test_a_file_is_read_with_the_address_that_is_given(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    done = scrapy("probe", str(file), "--url", "https://other.example/news/1", archive=tmp_path / "a.db")
    assert done.returncode == 0
    assert done.stdout.startswith("https://other.example/news/1\n")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["none.html"], "there is no file none.html; an address begins with https://"),
        (["http://"], "http:// is not a web address: write it as https://example.org/1"),
        (["https://a.example/", "--url", "https://a.example/"], "--url is for a page in a file"),
    ],
    ids=["file", "address", "both"],
)
def test_wrong_usage_ends_with_a_line_that_says_so(args: list[str], line: str, tmp_path: Path) -> None:
    done = scrapy("probe", *args, archive=tmp_path / "a.db")
    assert done.returncode == 2
    assert line in done.stdout + done.stderr


EVIL = "</title> \"\"\" ''' \\ \r\n); import os; os.system('touch pwned') # coding: utf-7"


def test_a_front_page_is_a_site_that_can_be_saved_checked_and_crawled_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = f"SITES={tmp_path / 'sites'}"
    with serve_raw() as site:
        home = f"http://127.0.0.1:{site.port}/"
        evil = front({EVIL.replace("</title>", ""): STORIES[:4]}, title=EVIL.replace("<", "&lt;"), menu=MENU)
        for path, page in {**PAGES, "/": evil}.items():
            site.pages[path] = answer(page.replace(HOME, home).encode())
        seen = scrapy("probe", home, "--save", "example", *HASTE, "-s", mine, archive=tmp_path / "a.db")
        assert (seen.returncode, seen.stderr) == (0, "")
        assert "about " in seen.stdout
        assert f"wrote {tmp_path / 'sites' / 'example.py'}" in seen.stdout
        assert sum(site.asked.values()) <= 13
        assert max(site.asked.values()) == 1
        done = scrapy("crawl", "example", *HASTE, "-s", mine, archive=tmp_path / "a.db")
    assert done.returncode == 0
    assert len(rows(tmp_path / "a.db", "SELECT url FROM articles WHERE site = 'example'")) == len(STORIES)
    assert not (tmp_path / "pwned").exists()
    assert check(tmp_path / "sites") == 0
    assert capsys.readouterr().out.endswith("example: 30 of 30 fields as expected, on 4 pages\n")


def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "sites"
    tour, _ = toured(PAGES, described=sites.load()[0])
    save_site(tour, look(PAGES), "example", folder, force=False)
    return folder


def check(folder: Path, *args: str) -> int:
    command = Command()
    return run(command, "--check", *args, archive=folder / "a.db", SITES=str(folder))


def test_a_correction_that_is_not_read_yet_is_shown_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = saved(tmp_path)
    page = next((folder / "pages" / "example").glob("a-story*.json"))
    told = json.loads(page.read_text())
    headline = told["expected"]["headline"]
    told["expected"]["headline"] = "A better headline"
    page.write_text(json.dumps(told))
    assert check(folder) == 1
    out = capsys.readouterr().out
    assert "  WRONG  headline          expected A better headline\n" in out
    assert f"                           read     {headline}\n" in out
    assert out.endswith("example: 29 of 30 fields as expected, on 4 pages\n")
    assert check(folder, "example", "--json") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["field"] for line in lines if not line["ok"]] == ["headline"]


@pytest.mark.parametrize(
    ("url", "line"),
    [(HOME, "example.py is there already: --force writes it anew"), (HOME + STORIES[0][1:], "has this page already")],
)
def test_what_is_there_is_told_before_anything_is_asked(url: str, line: str, tmp_path: Path) -> None:
    folder = saved(tmp_path)
    with pytest.raises(UsageError) as error:
        run(Command(), url, "--save", "example", archive=tmp_path / "a.db", SITES=str(folder))
    assert line in str(error.value)


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["--check", "none"], "there is no site none; `scrapy list` shows them"),
        (["--check", "ctvnews", "--save", "x"], "--check takes names of sites, and --json"),
        (["--check"], "has stored pages: scrapy probe ADDRESS --save NAME"),
        (["https://a.example/", "--save", "../x"], "cannot be a spider's name"),
        (["https://a.example/", "--force"], "--force is for --save"),
        (["page.html", "--save", "x"], "--save asks for a page by its address"),
    ],
)
def test_wrong_usage_of_save_and_check_says_so_before_anything_is_asked(
    args: list[str], line: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError) as error:
        run(Command(), *args, archive=tmp_path / "a.db", SITES=str(tmp_path / "sites"))
    assert line in str(error.value)


def test_a_broken_stored_page_or_description_is_one_line(tmp_path: Path) -> None:
    folder = saved(tmp_path)
    next((folder / "pages" / "example").glob("*.json")).write_text("{")
    with pytest.raises(UsageError, match="is not JSON in UTF-8") as error:
        check(folder)
    (folder / "example.py").write_text("site = ")
    with pytest.raises(UsageError, match="line 1 is not valid Python") as error:
        check(folder, "example")
    assert "\n" not in str(error.value)
