"""Folders of saved pages, in the forms in which others write them, give the stories of the pages."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.exceptions import ArgumentError
from newscrawl.spiders.arguments import Arguments
from newscrawl.warc import saved_pages
from tests.crawling import rows, scrapy

MTIME = 1_600_000_000
STORY = (
    '<!DOCTYPE html>\n{comment}<html lang=en><head><script type="application/ld+json">{{"@type": "NewsArticle",'
    ' "headline": "{headline}"}}</script><title>{headline}</title>{head}</head><body><article><h1>{headline}</h1>'
    "<time datetime=2024-04-17T09:00:00Z>April 17</time><p>The council of Harbour County voted on Monday to rebuild the"
    " old pier, which a storm took in the autumn.</p><p>Work begins in the spring, the mayor said after the vote, and"
    " will take two years. The ferry goes on from the other quay for as long.</p></article>"
)


def story(headline: str = "Pier", *, head: str = "", comment: str = "") -> bytes:
    return STORY.format(headline=headline, head=head, comment=comment).encode()


def put(path: Path, body: bytes | str, mtime: float = MTIME) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    os.utime(path, (mtime, mtime))
    return path


def one(folder: Path) -> tuple[str, str]:
    """Address and time of the folder's one page."""
    (saved,) = saved_pages(folder)
    assert saved.page, saved.fault
    return saved.page.capture.url, saved.page.capture.fetched_at


def stamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def canonical(url: str) -> str:
    return f'<link href="{url}" rel="canonical">'


def test_news_please(tmp_path: Path) -> None:
    """Its JSON file tells the address and the time, in UTC without saying so."""
    page = put(tmp_path / "data/2024/04/17/example.org/news_pier_1713366420.html", story(head=canonical("/x")))
    notes = {"url": "https://www.example.org/news/pier?id=1", "date_download": "2024-04-17 15:07:01", "title": "Pier"}
    put(page.with_name(page.name + ".json"), json.dumps(notes))
    assert one(tmp_path) == ("https://www.example.org/news/pier?id=1", "2024-04-17T15:07:01.000+00:00")


def test_news_please_without_its_json(tmp_path: Path) -> None:
    put(tmp_path / "2024/04/17/example.org/news_pier_1713366420.html", story(head=canonical("https://example.org/1")))
    assert one(tmp_path) == ("https://example.org/1", "2024-04-17T15:07:00.000+00:00")


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("www.example.org/news/pier.html", "https://www.example.org/news/pier.html"),
        ("www.example.org/news/pier/index.html", "https://www.example.org/news/pier/"),
        ("www.example.org/index.html", "https://www.example.org/"),
        ("www.example.org/news/index.html?page=2", "https://www.example.org/news/?page=2"),
        ("www.example.org/story?id=7", "https://www.example.org/story?id=7"),
        ("mirror/www.example.org:8080/tags/asp.net/Hafen am Süd", "https://www.example.org:8080/tags/asp.net/Hafen%20am%20S%C3%BCd"),
    ],
)  # fmt: skip
def test_wget(tmp_path: Path, path: str, url: str) -> None:
    put(tmp_path / path, story())
    assert one(tmp_path) == (url, stamp(MTIME))


def test_a_folder_below_that_of_a_host(tmp_path: Path) -> None:
    put(tmp_path / "www.example.org/news/pier.html", story())
    assert one(tmp_path / "www.example.org/news")[0] == "https://www.example.org/news/pier.html"


@pytest.mark.parametrize(
    ("path", "head", "url"),
    [
        ("a.html", canonical("https://example.org/1?a=1&amp;b=2"), "https://example.org/1?a=1&b=2"),
        ("a.html", "<meta property='og:url' content='https://example.org/2'>", "https://example.org/2"),
        ("a.html", canonical("https://example.org/"), "https://example.org/"),
        ("a.html.gz", canonical("https://example.org/1"), "https://example.org/1"),
        ("example.org/a.html", canonical("/news/1"), "https://example.org/news/1"),
        ("example.org/a.html", canonical("https://example.org/"), "https://example.org/a.html"),
        ("example.org/a.html", canonical("https://elsewhere.net/1"), "https://example.org/a.html"),
        ("example.org/a.html", f"<!-- {canonical('https://example.org/old')} -->", "https://example.org/a.html"),
    ],
)
def test_the_pages_own_word(tmp_path: Path, path: str, head: str, url: str) -> None:
    body = story(head=head)
    put(tmp_path / path, gzip.compress(body) if path.endswith("gz") else body)
    assert one(tmp_path)[0] == url


@pytest.mark.parametrize(
    ("comment", "url", "at"),
    [
        ("saved from url=(0031)https://www.example.org/news/1 ", "https://www.example.org/news/1", stamp(MTIME)),
        ("\n Page saved with SingleFile \n url: https://example.org/a?b=1 \n saved date: Wed Apr 17 2024 17:07:00"
         " GMT+0200 (Central European Summer Time)\n", "https://example.org/a?b=1", "2024-04-17T15:07:00.000+00:00"),
        (" Mirrored from www.example.org/1 by HTTrack Website Copier/3.x [XR&CO'2014], Wed, 17 Apr 2024 15:07:00 GMT ",
         "http://www.example.org/1", "2024-04-17T15:07:00.000+00:00"),
    ],
)  # fmt: skip
def test_comments_of_whoever_saved_it(tmp_path: Path, comment: str, url: str, at: str) -> None:
    put(tmp_path / "a.html", story(comment=f"<!--{comment}-->", head=canonical("https://example.org/other")))
    assert one(tmp_path) == (url, at)


def test_what_is_no_page_is_passed_over_and_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "mine/style.css", "p { color: red }")
    put(tmp_path / "mine/example.org/story", "Just text")
    (tmp_path / "mine/link.html").symlink_to(put(tmp_path / "other/secret.html", story()))
    (tmp_path / "mine/links").symlink_to(tmp_path / "other")
    assert list(saved_pages(tmp_path / "mine")) == []


def test_a_page_without_an_address_is_told(tmp_path: Path) -> None:
    path = put(tmp_path / "a.html", story())
    put(tmp_path / "a.html.json", "[" * 100_000)
    (saved,) = saved_pages(tmp_path)
    assert (saved.path, saved.page) == (path, None)
    assert "nothing tells its address" in saved.fault


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(head=st.text(), comment=st.text(), notes=st.text() | st.from_regex(r'\{"url": "https://[^"]*"\}'))
def test_whatever_a_file_holds(tmp_path: Path, head: str, comment: str, notes: str) -> None:
    body = f"<html><!--saved from url=(1){comment}--><link rel=canonical href='{head}'>"
    body += f"<meta property=og:url content={head}>"
    (tmp_path / "a.html").write_bytes(body.encode("utf-8", "surrogatepass"))
    (tmp_path / "a.html.json").write_bytes(notes.encode("utf-8", "surrogatepass"))
    (saved,) = saved_pages(tmp_path)
    assert saved.page or saved.fault


def test_a_folder_stands_for_the_warc_files_in_it(tmp_path: Path) -> None:
    warc = put(tmp_path / "snapshots/1/warc/1.warc.gz", b"")
    put(tmp_path / "snapshots/1/singlefile.html", story())
    plain = put(tmp_path / "pages/a.html", story()).parent
    found = Arguments.parse({"files": f"{tmp_path / 'snapshots'},{plain}"}, ("files",)).files
    assert found == (warc, plain)
    with pytest.raises(ArgumentError, match="there is no file or folder"):
        Arguments.parse({"files": str(tmp_path / "nothing")}, ("files",))
    old = put(tmp_path / "snapshots/2/old.arc.gz", b"")  # can be read by nobody as it is: said, not passed over
    packed = put(tmp_path / "snapshots/2/packed.warc.zst", b"")
    assert Arguments.parse({"files": str(tmp_path / "snapshots")}, ("files",)).files == (warc, old, packed)


def test_a_folder_at_home_is_found_whatever_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    page = put(tmp_path / "data/a.html", story())
    assert Arguments.parse({"files": "~/data"}, ("files",)).files == (page.parent,)


def test_a_folder_is_imported_once(tmp_path: Path) -> None:
    """Two forms and a file that nothing is known of; the second run finds all but that in the archive."""
    folder, archive = tmp_path / "old", tmp_path / "archive.db"
    page = put(folder / "news-please/pier_1713366420.html", story("A pier for the harbour"))
    put(
        page.with_name(page.name + ".json"),
        json.dumps({"url": "https://example.org/1", "date_download": "2024-04-17 15:07:00"}),
    )
    put(folder / "wget/example.org/news/2.html", story("A bridge over the narrows"))
    put(folder / "lost.html", story())
    done = scrapy("crawl", "warc", "-a", f"files={folder}", archive=archive)
    assert done.returncode == 4
    assert f"{folder}/lost.html was passed over: nothing tells its address" in done.stdout
    assert rows(archive, "SELECT url, headline, first_seen FROM articles ORDER BY 1") == [
        ("https://example.org/1", "A pier for the harbour", "2024-04-17T15:07:00.000+00:00"),
        ("https://example.org/news/2.html", "A bridge over the narrows", stamp(MTIME)),
    ]
    (folder / "lost.html").unlink()
    assert scrapy("crawl", "warc", "-a", f"files={folder}", archive=archive).returncode == 0
    assert rows(archive, "SELECT json_extract(counts, '$.records_known') FROM runs") == [None, 2]
    assert rows(archive, "SELECT count(*) FROM revisions") == [2]
