"""Pictures of stories: recorded with them, and with KEEP_IMAGES fetched and kept, once, after everything else."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.connection import immediate, raw_path
from newscrawl.archive.erasing import captures_of, erase
from newscrawl.archive.verify import Verification
from newscrawl.items import Article, Image
from newscrawl.reading.sniff import picture_form
from tests.conftest import BODY, Scribe, an_article, at
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(200)) * 4
JPEG = b"\xff\xd8\xff\xe0" + b"a picture of a pier " * 60
WORDS = (
    "The council of Harbour County voted on Monday to rebuild the old pier, six years after a storm took half of it.",
    "Work begins in the spring, said the mayor, who had promised a new pier when she was elected for the first time.",
    "Fishermen who had landed their catch at the ferry terminal since then welcomed the vote with a row of horns.",
)


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (PNG, "PNG"), (JPEG, "JPEG"), (b"GIF89a...", "GIF"), (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "WebP"),
        (b"\x00\x00\x00\x20ftypavif", "AVIF"), (b"<?xml version='1.0'?>\n<!-- made -->\n<svg xmlns=''>", "SVG"),
        (b"<html><svg>", None), (b"", None), (b"RIFF\x10\x00\x00\x00WAVE", None), (b"<?xml " + b"<!--" * 9_000, None),
    ],
)  # fmt: skip
def test_a_picture_is_told_by_its_first_bytes(body: bytes, form: str | None) -> None:
    assert picture_form(body) == form


def pictured(*images: Image) -> Article:
    article = an_article()
    article.images = list(images)
    return article


def test_pictures_are_recorded_with_their_story_and_none_is_lost(scribe: Scribe) -> None:
    lead, pier = Image("https://cdn.net/lead.jpg?w=9#x", "The pier.", "Ann Lee"), Image("https://example.org/pier.jpg")
    scribe.read(pictured(lead, pier), 0)
    scribe.read(pictured(Image("https://example.org/new.jpg"), Image(lead.url, "The old pier.")), 1)
    assert scribe.all("SELECT url, position, caption, credit, payload_digest FROM images ORDER BY url") == [
        ("https://cdn.net/lead.jpg?w=9", 2, "The old pier.", "Ann Lee", None),
        ("https://example.org/new.jpg", 1, None, None, None),
        ("https://example.org/pier.jpg", 2, None, None, None),
    ]
    assert scribe.all("SELECT url FROM pages WHERE kind = 'image'") == []  # nobody wants their bytes


def test_a_takedown_forgets_pictures_that_no_other_story_shows(scribe: Scribe) -> None:
    scribe.read(pictured(Image("https://example.org/a.jpg"), Image("https://example.org/b.jpg")))
    other = an_article("/other", headline="Another", article_body="Of something else. " * 20)
    other.images = [Image("https://example.org/b.jpg")]
    scribe.read(other)
    with immediate(scribe.archive.db):
        scribe.archive.db.conn.execute("UPDATE images SET payload_digest = 'of ' || url")
    assert captures_of(scribe.archive, "https://example.org/news/pier") == ["of https://example.org/a.jpg"]
    erase(scribe.archive.db, "https://example.org/news/pier", at=at(9), reason="asked")
    assert scribe.all("SELECT article_id, url FROM images") == [(2, "https://example.org/b.jpg")]


def test_a_picture_that_was_fetched_is_that_of_every_story_that_shows_it(scribe: Scribe) -> None:
    scribe.read(pictured(Image("https://example.org/a.jpg")))
    scribe.archive.db.execute("UPDATE images SET payload_digest = 'of a'")
    other = an_article("/other", headline="Another", article_body="Of something else. " * 20)
    other.images = [Image("https://example.org/a.jpg")]
    scribe.read(other, 1)
    assert scribe.all("SELECT article_id, payload_digest FROM images ORDER BY 1") == [(1, "of a"), (2, "of a")]
    assert captures_of(scribe.archive, "https://example.org/news/pier") == []


def test_the_pictures_of_two_articles_that_are_one_are_its(scribe: Scribe) -> None:
    new = "https://example.org/local/pier"
    scribe.read(pictured(Image("https://example.org/a.jpg"), Image("https://example.org/b.jpg")))
    moved = an_article("/local/pier", article_body=f"{BODY}\n\nThe vote was close.")
    moved.images = [Image("https://example.org/b.jpg"), Image("https://example.org/c.jpg")]
    scribe.read(moved, 1)
    scribe.archive.db.execute("UPDATE images SET payload_digest = 'of ' || url WHERE url NOT LIKE '%/a.jpg'")
    scribe.visit("/news/pier", 2, outcome="redirected", http_status=301, redirects_to=new)
    assert scribe.all("SELECT id, url FROM articles") == [(1, new)]
    assert scribe.all("SELECT url, payload_digest FROM images ORDER BY url") == [
        ("https://example.org/a.jpg", None),
        ("https://example.org/b.jpg", "of https://example.org/b.jpg"),
        ("https://example.org/c.jpg", "of https://example.org/c.jpg"),
    ]


def story(*images: str) -> Answer:
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Council votes to rebuild the pier"}
    facts |= {"author": "Ann Lee", "datePublished": "2024-04-17T09:00:00+00:00", "image": images[0]}
    caption = "Picture number {} of the old pier. (Ann Lee/Reuters)"
    figures = "".join(
        f"<figure><img src='{url}'><figcaption>{caption.format(place)}</figcaption></figure>"
        for place, url in enumerate(images, 1)
    )
    body = WORDS[0].join(("<p>", "</p>")) + figures + "".join(f"<p>{words}</p>" for words in WORDS[1:])
    html = (
        f"<!doctype html><title>{facts['headline']}</title>"
        f"<script type='application/ld+json'>{json.dumps(facts)}</script>"
        f"<body><article><h1>{facts['headline']}</h1>{body}</article>"
    )
    return Answer(html.encode(), headers={"Content-Type": "text/html; charset=utf-8"})


HOME, CDN = "http://pier-news.com/", "http://pictures.cdn-of-many.net/"
FETCHED = "SELECT url, position, payload_digest IS NOT NULL FROM images ORDER BY position"


def crawl(site: Site, archive: Path, *options: str) -> list[str]:
    """Crawl through a proxy that is all hosts; the addresses that were asked, robots.txt aside."""
    before = len(site.asked)
    proxy = f"http://{site.host}"
    done = scrapy("crawl", "news", "-a", f"url={HOME}", *HASTE, *options, archive=archive, proxy=proxy)
    assert (done.returncode, done.stderr) == (0, "")
    return [f"http://{name}" for name, _ in site.asked[before:] if not name.endswith("/robots.txt")]


def test_pictures_are_fetched_once_after_all_pages_from_any_host_by_its_rules(tmp_path: Path) -> None:
    archive, keep = tmp_path / "archive.db", ("-s", "KEEP_IMAGES=1", "-s", "IMAGE_MAXSIZE=50000")
    names = ("lead.jpg", "forbidden/pier.png", "letter.jpg", "large.jpg", "gone.jpg", "works.png")
    urls = [f"{CDN}{name}" for name in names]
    with serve() as site:
        site.pages = {
            "/": page("/news/pier"),
            "/news/pier": story(*urls),
            "/robots.txt": Answer(b"User-agent: *\nDisallow: /forbidden/\n"),
            "/lead.jpg": Answer(JPEG, headers={"Content-Type": "text/plain"}),  # the bytes decide
            "/forbidden/pier.png": Answer(PNG),
            "/letter.jpg": Answer(b"<html>Dear Sir or Madam", headers={"Content-Type": "image/jpeg"}),
            "/large.jpg": Answer(JPEG * 100),
            "/works.png": Answer(PNG),
        }
        assert not set(crawl(site, archive)) & set(urls)
        assert rows(archive, FETCHED) == [(url, place, 0) for place, url in enumerate(urls, 1)]
        site.pages["/"] = page("/news/pier", "/news/dam")
        site.pages["/news/dam"] = story(f"{CDN}dam.png")
        asked = crawl(site, archive, *keep)
        pictures = [url for url in asked if url.startswith(CDN)]
        assert asked.index(f"{HOME}news/dam") < asked.index(pictures[0])
        assert sorted(pictures) == sorted({*urls, f"{CDN}dam.png"} - {f"{CDN}forbidden/pier.png"})
        assert not set(crawl(site, archive, *keep)) & set(urls)
    states = dict(rows(archive, "SELECT url, state || ': ' || reason FROM pages WHERE kind = 'image'"))
    told = [states[url].split(":")[0] for url in urls]
    assert told == ["done", "skipped", "skipped", "failed", "gone", "done"], states
    kept = [bool(held) for url, _, held in rows(archive, FETCHED) if url in urls]
    assert kept == [state == "done" for state in told]
    (caption,) = rows(archive, f"SELECT caption, credit FROM images WHERE url = '{urls[1]}'")
    assert caption == ("Picture number 2 of the old pier.", "Ann Lee/Reuters")
    sizes = rows(
        raw_path(archive), "SELECT uncompressed_bytes FROM captures WHERE url LIKE '%.jpg' OR url LIKE '%.png'"
    )
    assert sorted(sizes) == sorted([len(JPEG), len(PNG)])
    assert list(Verification(archive)) == []


def test_pictures_on_private_addresses_are_not_asked(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site, serve() as private:
        private.pages["/lead.jpg"] = Answer(JPEG)
        site.pages = {"/": page("/news/pier"), "/news/pier": story(f"http://{private.host}/lead.jpg")}
        options = (*HASTE, "-s", "KEEP_IMAGES=1")
        assert scrapy("crawl", "news", "-a", f"url={site.home}", *options, archive=archive).returncode == 0
        assert private.asked == []
    (row,) = rows(archive, "SELECT state, reason FROM pages WHERE kind = 'image'")
    assert row[0] in ("skipped", "failed")
    assert "private" in row[1] or "not public" in row[1], row


def test_a_lost_picture_is_found(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "archive.db")) as archive:
        Scribe(archive).read(pictured(Image("https://example.org/a.jpg")))
        archive.db.execute("UPDATE images SET payload_digest = 'sha256:0'")
        (found,) = Verification(tmp_path / "archive.db")
    assert (found.check, found.where) == ("captures", "images of article 1 (https://example.org/a.jpg)")


def test_pictures_without_raw_pages_are_wrong_usage(tmp_path: Path) -> None:
    done = scrapy("crawl", "demo", "-s", "KEEP_IMAGES=1", "-s", "KEEP_RAW=0", archive=tmp_path / "archive.db")
    assert done.returncode == 2
    assert "set KEEP_RAW as well" in done.stderr.splitlines()[-1]
