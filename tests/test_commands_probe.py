"""`scrapy probe` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.crawling import scrapy
from tests.rawsite import answer, serve_raw
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
