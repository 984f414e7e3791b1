"""A subscriber's login goes to its own site alone, and is kept and told nowhere."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscrawl.exceptions import ArgumentError
from newscrawl.login import Login, read
from newscrawl.site import Site
from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, serve

SITE = Site(name="example", home="https://www.example.org/", domains=("example.org",))
MAGIC = "# Netscape HTTP Cookie File\n"
SECRET = "S3CRETS3CRET"


def cookie(domain: str = ".example.org", *, secure: bool = True, expires: float = 0, name: str = "session") -> str:
    below = "TRUE" if domain.startswith(".") else "FALSE"
    return "\t".join([domain, below, "/", str(secure).upper(), f"{expires:.0f}", name, SECRET]) + "\n"


def put(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_no_files_no_login(tmp_path: Path) -> None:
    assert read(tmp_path, SITE) is None


def test_cookies_as_browsers_export_them(tmp_path: Path) -> None:
    later = int(time.time()) + 86_400
    lines = ["# a comment\n\n", cookie(), "#HttpOnly_" + cookie("www.example.org", expires=later, name="key")]
    put(tmp_path / "example.cookies.txt", MAGIC + "".join(lines) + cookie(".other.org"))
    login = read(tmp_path, SITE)
    assert login
    assert [(c.domain, c.name, c.value, c.secure, c.expires) for c in login.cookies] == [
        (".example.org", "session", SECRET, True, None),  # 0 means: until the browser is closed
        ("www.example.org", "key", SECRET, True, later),
    ]
    assert not login.problem
    assert SECRET not in repr(login)


def test_expired_cookies_are_told(tmp_path: Path) -> None:
    put(tmp_path / "example.cookies.txt", MAGIC + cookie(expires=1713366420) + cookie(expires=1, name="other"))
    login = read(tmp_path, SITE)
    assert login
    assert login.problem.startswith(f"the cookies in {tmp_path}/example.cookies.txt expired on 2024-04-17: log in")


def test_header_fields(tmp_path: Path) -> None:
    put(tmp_path / "example.headers", f"# mine\n\nAuthorization: Bearer {SECRET}\r\nX-Key:  a b \n")
    login = read(tmp_path, SITE)
    assert login
    assert login.headers == (("Authorization", f"Bearer {SECRET}"), ("X-Key", "a b"))


@pytest.mark.parametrize(
    ("url", "fits"),
    [
        ("https://example.org/a", True),
        ("https://news.example.org/a", True),
        ("http://example.org/a", False),
        ("https://example.org.evil.test/a", False),
        ("https://evil.test/?https://example.org/", False),
        ("https://example.org@evil.test/", False),
    ],
)
def test_header_fields_go_to_the_site_by_https_alone(url: str, fits: bool) -> None:
    assert Login(site=SITE).fits(url) is fits


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("example.cookies.txt", SECRET, "holds no cookies in Netscape's format"),
        ("example.cookies.txt", MAGIC + SECRET, "holds no cookies in Netscape's format"),
        ("example.cookies.txt", MAGIC + f".example.org\tTRUE\t/\tTRUE\tsoon\ta\t{SECRET}\n", "holds no cookies"),
        ("example.cookies.txt", MAGIC, "holds no cookie of example.org"),
        ("example.cookies.txt", MAGIC + cookie(".other.org"), "holds no cookie of example.org"),
        ("example.headers", f"Authorization Bearer {SECRET}", "line 1 of"),
        ("example.headers", f"X-Key: {SECRET}\x00", "line 1 of"),
        ("example.headers", f"# mine\nCookie: {SECRET}", "line 2 of"),
        ("example.headers", "\n", "holds no header field"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, text: str, words: str) -> None:
    path = put(tmp_path / name, text)
    with pytest.raises(ArgumentError, match=words) as raised:
        read(tmp_path, SITE)
    assert str(path) in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("name", ["example.cookies.txt", "example.headers"])
def test_files_that_others_can_read_are_refused(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / name, MAGIC + cookie(), mode=0o640)
    with pytest.raises(ArgumentError, match=f"chmod 600 {path}"):
        read(tmp_path, SITE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_no_file_raises_anything_else(tmp_path: Path, text: str) -> None:
    for name, start in (("example.cookies.txt", MAGIC), ("example.headers", "")):
        path = tmp_path / name
        path.write_bytes((start + text).encode("utf-8", "surrogatepass"))
        path.chmod(0o600)
        try:
            read(tmp_path, SITE)
        except ArgumentError as error:
            assert len(str(error).splitlines()) == 1
        path.unlink()


STORY = (
    "<!doctype html><html lang=en>"
    '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{0}"}}</script>'
    "<title>{0}</title><article><h1>{0}</h1>"
    "<time datetime=2024-04-17T09:00:00Z>April 17</time><p>The council of Harbour County voted on Monday to rebuild the"
    " old pier, which a storm took in the autumn.</p><p>Work begins in the spring, the mayor said after the vote, and"
    " will take two years. The ferry goes on from the other quay for as long.</p></article>"
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


def story(headline: str, **headers: str) -> Answer:
    return Answer(STORY.format(headline).encode(), headers={**HTML, **headers})


def test_a_login_reaches_its_own_site_and_nothing_else(tmp_path: Path) -> None:
    """Two sites in one run; one has a login, links and redirects to the other; ~/.netrc is not read."""
    sites, archive, addresses = tmp_path / "sites", tmp_path / "archive.db", tmp_path / "addresses.txt"
    sites.mkdir()
    with serve() as mine, serve("127.0.0.2") as other:
        there = f"http://127.0.0.2:{other.port}"
        mine.pages["/robots.txt"] = other.pages["/robots.txt"] = Answer(b"")
        mine.pages["/news/1"] = story("For subscribers alone", **{"Set-Cookie": f"next={SECRET}; Path=/"})
        mine.pages["/news/2"] = Answer(b"", 302, {"Location": f"{there}/news/moved"})
        other.pages["/news/3"] = story("For everybody")
        addresses.write_text(f"{mine.home}news/1\n{mine.home}news/2\n{there}/news/3\n")
        put(sites / f"{mine.host}.cookies.txt", MAGIC + cookie("127.0.0.1", secure=False))
        put(sites / f"{mine.host}.headers", f"X-Key: {SECRET}\nAuthorization: Bearer {SECRET}\n")
        args = ("-a", f"urls={addresses}", "-s", f"SITES={sites}", "-L", "DEBUG", "-s", "COOKIES_DEBUG=1", *HASTE)
        done = scrapy("crawl", "news", *args, archive=archive)
    assert done.returncode == 0, done.stderr
    assert sorted(rows(archive, "SELECT headline FROM articles")) == ["For everybody", "For subscribers alone"]
    first = dict(mine.headers)["/news/1"]
    assert first["cookie"] == f"session={SECRET}"
    assert (first["x-key"], first["authorization"]) == (SECRET, f"Bearer {SECRET}")
    assert other.headers
    assert [value for _, headers in other.headers for value in headers.values() if SECRET in value] == []
    assert SECRET not in done.stdout + done.stderr
    with closing(sqlite3.connect(archive.with_suffix(".raw.db"))) as raw:
        dump = "\n".join(raw.iterdump())
    assert "captures" in dump
    for kept in (dump.encode(), archive.read_bytes(), archive.with_suffix(".raw.db").read_bytes()):
        assert SECRET.encode() not in kept
        assert b"Set-Cookie" not in kept


def test_an_expired_login_makes_a_run_unhealthy(tmp_path: Path) -> None:
    with serve() as site:
        site.pages["/robots.txt"] = Answer(b"")
        site.pages["/news/1"] = story("For subscribers alone")
        put(tmp_path / f"{site.host}.cookies.txt", MAGIC + cookie("127.0.0.1", expires=1713366420))
        (tmp_path / "urls").write_text(f"{site.home}news/1")
        args = ("-a", f"urls={tmp_path}/urls", "-s", f"SITES={tmp_path}", *HASTE)
        done = scrapy("crawl", "news", *args, archive=tmp_path / "archive.db")
    assert done.returncode == 4
    assert "expired on 2024-04-17" in done.stdout
