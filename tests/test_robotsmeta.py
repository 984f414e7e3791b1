"""noindex, noarchive and nofollow: read, recorded, told, and obeyed where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.robotsmeta import of_headers, of_metas
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, serve


def story(name: str, head: str = "", **headers: str) -> Answer:
    text = "".join(
        f"<p>Paragraph {n} of {name} tells at length what the council of Harbour said.</p>" for n in range(8)
    )
    html = (
        f"<html><head><title>Pier</title><meta property='og:type' content='article'>{head}</head><body><article>"
        f"<h1>Council votes to rebuild the pier of {name}</h1><p>By Ann Lee</p>"
        f"<time datetime='2024-04-17T10:00:00Z'>17 April</time>{text}</article>"
        f"<a href='/news/after-{name}'>What else the council of Harbour said about {name}</a></body></html>"
    )
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8", **headers})


def crawl(tmp_path: Path, *args: str) -> tuple[Site, str]:
    stories = {
        "/news/free": story("free", "<meta name='robots' content='index, follow, max-image-preview:large'>"),
        "/news/meta": story("meta", "<meta name=ROBOTS content='NoIndex, nofollow'>"),
        "/news/header": story("header", **{"X-Robots-Tag": "otherbot: noindex, newscrawl: noarchive"}),
        "/news/ours": story("ours", "<meta name='newscrawl' content='none'>"),
        "/news/theirs": story("theirs", "<meta name='googlebot' content='noindex'>"),
    }
    links = "".join(f"<li><h3><a href='{p}'>A headline of seven words about {p}</a></h3></li>" for p in stories)
    front = Answer(f"<html><body><main><h1>Front</h1><ul>{links}</ul></main></body></html>".encode())
    with serve() as site:
        site.pages |= {"/": front, **stories}
        command = ("crawl", "news", "-a", f"url={site.home}", *HASTE, *args)
        done = scrapy(*command, archive=tmp_path / "archive.db")
    assert (done.returncode, done.stderr) == (0, "")
    return site, done.stdout


def last_words(tmp_path: Path, sql: str) -> set[str]:
    return {url.rpartition("/")[2] for url in rows(tmp_path / "archive.db", sql)}


def test_what_pages_ask_of_robots_is_recorded_and_told(tmp_path: Path) -> None:
    _, out = crawl(tmp_path)
    sql = "SELECT replace(url, rtrim(url, replace(url, '/', '')), ''), robots_meta FROM pages WHERE robots_meta NOTNULL"
    told = dict(rows(tmp_path / "archive.db", sql))
    assert told == {"meta": "noindex,nofollow", "header": "noarchive", "ours": "none"}
    assert rows(tmp_path / "archive.db", "SELECT count(*) FROM articles") == [5]
    assert "    3  articles say noindex or noarchive, e.g. http://127.0.0.1:" in out


def test_what_pages_ask_of_robots_is_obeyed_where_that_is_asked_for(tmp_path: Path) -> None:
    site, out = crawl(tmp_path, "-s", "ROBOTS_META_OBEY=1")
    assert last_words(tmp_path, "SELECT url FROM articles") == {"free", "theirs"}
    sql = "SELECT reason, due_at FROM pages WHERE state = 'skipped' AND reason LIKE 'its page%' ORDER BY reason"
    says = [(f"its page says {word}", None) for word in ("noarchive", "noindex", "none")]
    assert rows(tmp_path / "archive.db", sql) == says
    followed = {path for path in site.paths() if "after" in path}
    assert followed == {"/news/after-free", "/news/after-header", "/news/after-theirs"}
    assert "say noindex or noarchive" not in out
    urls = "SELECT count(*) FROM captures WHERE url LIKE '%/news/meta' OR url LIKE '%/news/header'"
    assert rows(tmp_path / "archive.raw.db", urls) == [0]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["noindex"], ("noindex",)),
        (["NOARCHIVE, nofollow", "noindex"], ("noindex", "noarchive", "nofollow")),
        (["otherbot: noindex, nofollow"], ()),
        (["otherbot: noindex, newscrawl: noarchive, nofollow"], ("noarchive", "nofollow")),
        (["NewsCrawl: none"], ("none",)),
        (["unavailable_after: 25 Jun 2010 15:00:00 PST, noindex"], ("noindex",)),
        (["max-snippet:20, max-image-preview: large, noarchive"], ("noarchive",)),
        (["", ",,", ":", "index, follow"], ()),
    ],
)
def test_headers(values: list[str], found: tuple[str, ...]) -> None:
    assert of_headers(values, "newscrawl") == found


def test_metas() -> None:
    metas = {"robots": ["NoIndex , follow", "noarchive"], "newscrawl": ["nofollow"], "googlebot": ["noai"]}
    assert of_metas(metas, "NewsCrawl") == ("noindex", "noarchive", "nofollow")
    assert of_metas(metas) == ("noindex", "noarchive")
    assert of_metas({}) == ()
