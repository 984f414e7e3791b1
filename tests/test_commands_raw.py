"""`scrapy raw`: a page as it came, under any of its addresses, at any time."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.items import Capture
from tests.commanding import is_plain
from tests.conftest import Scribe, an_article, at
from tests.crawling import ROOT, command, scrapy


def page(minute: int) -> bytes:
    return f"<html><h1>As of minute {minute}\xe9</h1>".encode("latin-1")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("raw") / "archive.db"
    archive = Archive(path)
    scribe = Scribe(archive)
    for minute, body in ((0, page(0)), (30, page(30)), (60, page(0))):  # edited, and edited back
        article = an_article("/a", headline=f"Council votes {body!r}", aliases=["https://example.org/short"])
        headers = [("Content-Type", "text/html"), ("X-Minute", str(minute))]
        kept = Capture(url="https://example.org/a", fetched_at=at(minute), http_status=200, headers=headers, body=body)
        scribe.read(article, minute, capture=kept)
    archive.close()
    return path


def raw(path: Path, *args: str) -> bytes:
    done = scrapy("raw", *args, archive=path)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.encode(errors="surrogateescape")


@pytest.mark.skipif(os.name != "posix", reason="a terminal is needed")
def test_on_a_terminal_a_page_commands_nothing(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.db")
    body = b"<h1>Pier \x1b]0;owned\x07 caf\xc3\xa9 \xc2\x9b31m</h1>"
    headers = [("X-Evil", "\x1b[2J")]
    kept = Capture(url="https://example.org/a", fetched_at=at(0), http_status=200, headers=headers, body=body)
    Scribe(archive).read(an_article("/a"), 0, capture=kept)
    archive.close()
    ours, its = os.openpty()
    run = command("raw", "--headers", "https://example.org/a", archive=tmp_path / "archive.db")
    subprocess.run(run, cwd=ROOT, stdout=its, stderr=its, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, check=True)
    os.close(its)
    told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "<h1>Pier  ]0;owned  café  31m</h1>" in told
    assert is_plain(told.replace("\r\n", "\n"))


def test_the_last_one_comes_byte_for_byte(path: Path) -> None:
    assert raw(path, "https://example.org/a") == page(0)


@pytest.mark.parametrize(
    ("moment", "minute"),
    [("2024-04-17T13:29:00+03:00", 0), ("2024-04-17T10:59:59", 30), ("2024-04-17", 60), ("1d", 60)],
)
def test_the_one_that_was_current_at_a_time(path: Path, moment: str, minute: int) -> None:
    head, _, body = raw(path, "https://example.org/short", "--at", moment, "--headers").partition(b"\r\n\r\n")
    assert head == f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Minute: {minute}".encode()
    assert body == page(minute % 60)


def test_all_of_them_are_listed(path: Path) -> None:
    lines = raw(path, "--list", "example.org/a").decode().splitlines()[2:]
    assert [line[:16] for line in lines] == ["2024-04-17 10:00", "2024-04-17 10:30", "2024-04-17 11:00"]


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (("https://example.org/b",), 1, "no capture of https://example.org/b is kept"),
        (("https://example.org/a", "--at", "2024-04-16"), 1, "first captured at 2024-04-17T10:00:00.000+00:00"),
        (("https://example.org/a", "--at", "yesterday"), 2, "--at: 'yesterday' is no time"),
    ],
)
def test_what_is_not_there_is_told_in_a_line(path: Path, args: tuple[str, ...], status: int, told: str) -> None:
    done = scrapy("raw", *args, archive=path)
    assert done.returncode == status
    assert told in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr and done.stdout == ""


def test_an_archive_without_captures_gets_no_file_of_them(tmp_path: Path) -> None:
    Archive(tmp_path / "archive.db", keep_raw=False).close()
    assert scrapy("raw", "https://example.org/a", archive=tmp_path / "archive.db").returncode == 1
    assert not (tmp_path / "archive.raw.db").exists()
    assert scrapy("raw", "https://example.org/a", archive=tmp_path / "none.db").returncode == 2
