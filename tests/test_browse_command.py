"""`scrapy browse` as its user meets it, and what the reading room's server does for those who ask."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.backup import backup
from newscrawl.browse import files
from newscrawl.browse.server import Service, reading_room
from newscrawl.commands.browse import can_open
from tests.archives.make import EDITED, unpack
from tests.crawling import HASTE, scrapy, start, stop
from tests.hostile import STORY
from tests.mannered import Answer, page, serve
from tests.press import Newsstand

OPEN = "The reading room is open at "
ALL = "/archive/articles.json?_shape=array&_size=max"
GONE = ALL + "&status=erased"
PAGED = "/archive/visits.json?_size=5"


def copied(newsstand: Newsstand, folder: Path) -> Path:
    """A copy of the archive that may be changed."""
    for file in newsstand.path.parent.iterdir():
        shutil.copy(file, folder)
    return folder / newsstand.path.name


def begun(process: subprocess.Popen[str]) -> int:
    """The port that a command says it serves on."""
    assert process.stdout
    line = process.stdout.readline()
    assert line.startswith(OPEN), line
    return int(line.partition("127.0.0.1:")[2].partition("/")[0])


def get(port: int, path: str, *, address: str = "127.0.0.1", **headers: str) -> tuple[int, str]:
    """Status and text of an answer."""
    connection = HTTPConnection(address, port, timeout=30)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


@contextlib.contextmanager
def running(archive: Path, host: str) -> Iterator[Service]:
    service, ready = Service(archive, host=host, port=0), threading.Event()
    thread = threading.Thread(target=service.run, args=(ready.set,))
    thread.start()
    try:
        assert ready.wait(30)
        yield service
    finally:
        service.stop()
        thread.join()


def test_a_damaged_archive_is_told_as_soon_as_it_is_opened(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(b"no archive" * 1000)
    with running(path, "127.0.0.1") as service:
        (record,) = caplog.records
        assert "/ cannot be shown: the archive " in record.getMessage()
        assert get(port_of(service), "/")[0] == 500


@pytest.fixture(scope="module")
def local(newsstand: Newsstand) -> Iterator[Service]:
    """A reading room for this machine alone."""
    with running(newsstand.path, "127.0.0.1") as service:
        yield service


def port_of(service: Service) -> int:
    return int(service.address.rstrip("/").rpartition(":")[2])


def leave_halfway(port: int, path: str) -> None:
    """Ask for something and go away while it is told."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        line.recv(10)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # what is on its way is thrown away


def test_it_serves_beside_a_crawl_and_a_takedown_and_shows_a_backup_that_is_put_back(
    newsstand: Newsstand, tmp_path: Path
) -> None:
    """Quiet all the while, whoever hangs up, speaks no HTTP or asks too slowly; and Ctrl-C ends it well."""
    archive = copied(newsstand, tmp_path)
    process = start("browse", "--no-open", "--port", "0", archive=archive)
    try:
        port = begun(process)
        with serve() as site:
            site.pages = {"/": page("/one"), "/one": Answer(STORY, headers={"Content-Type": "text/html"}, seconds=0.2)}
            crawl = start("crawl", "news", "-a", f"url={site.home}", *HASTE, archive=archive)
            while crawl.poll() is None:
                assert get(port, ALL)[0] == 200
            told = crawl.communicate()
        assert (crawl.returncode, told[1]) == (0, ""), told
        url = f"{site.home}one"
        assert url in get(port, ALL)[1]
        backup(archive, tmp_path / "copy.db")

        with (
            socket.create_connection(("127.0.0.1", port)) as slow,
            socket.create_connection(("127.0.0.1", port)) as odd,
        ):
            slow.sendall(b"GET / HTTP/1.1\r\nHost: loc")
            odd.sendall(b"\x16\x03\x01\x00\xff no HTTP\r\n\r\n")
            for path in ("/archive/articles.csv?_stream=on", "/assets/plot.js", "/"):
                leave_halfway(port, path)
            assert get(port, "/archive.json?sql=select+nothing")[0] == 400
            assert scrapy("erase", url, "--reason", "on request", archive=archive).returncode == 0
            assert f'"url": "{url}"' in get(port, GONE)[1]

            (tmp_path / "copy.db").replace(archive)
            assert f'"url": "{url}"' not in get(port, GONE)[1]
            assert stop(process, signal.SIGINT) == ("", "")
        assert process.returncode == 0
    finally:
        process.kill()


def test_a_service_manager_ends_it_well_and_an_old_archive_is_brought_forward(tmp_path: Path) -> None:
    archive = unpack("m001", tmp_path)
    process = start("browse", "--no-open", "--port", "0", archive=archive)
    try:
        assert EDITED in get(begun(process), ALL)[1]
        out, err = stop(process, signal.SIGTERM)
        assert (process.returncode, out) == (0, "")
        assert "as it was before it is kept as" in err
        assert err.count("\n") == 1
    finally:
        process.kill()


@pytest.fixture
def unserved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that is open and ends at once."""
    monkeypatch.setattr(Service, "run", lambda self, ready: ready())


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--port", "TAKEN"), "Address already in use"),
        (("--port", "65536"), "there is no port 65536: name one from 0"),
        (("--host", "nohost.invalid"), "cannot listen on nohost.invalid port 8001"),
        (("--host", ""), "cannot listen on"),
        (("archive.db",), "browse takes no arguments"),
    ],
)
def test_where_it_cannot_listen_it_says_so(newsstand: Newsstand, args: tuple[str, ...], words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = scrapy("browse", "--no-open", *(port if a == "TAKEN" else a for a in args), archive=newsstand.path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("unserved")
@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "there is no archive"), (b"notes", "move it away"), ("not ours", "another program")],
)
def test_what_is_no_archive_is_told_in_a_line(tmp_path: Path, content: bytes | str | None, words: str) -> None:
    path = tmp_path / "archive.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content:
        with contextlib.closing(sqlite3.connect(path)) as db:
            db.execute("CREATE TABLE visits (url)")
    done = scrapy("browse", "--no-open", "--port", "0", archive=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_its_extra_it_says_what_to_install(newsstand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("newscrawl.browse")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    done = scrapy("browse", "--no-open", archive=newsstand.path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("pip install -e '.[browse]'\n")


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8001", 200), ("127.0.0.1", 200), ("[::1]:8001", 200), ("LOCALHOST.", 200), ("evil.example", 421),
     ("127.0.0.1.evil.example", 421), ("192.168.1.2:8001", 421), ("", 421), ("localhost:8001@evil.example", 421)],
)  # fmt: skip
def test_a_name_of_the_web_that_leads_to_this_machine_is_not_answered(local: Service, host: str, status: int) -> None:
    assert get(port_of(local), "/assets/icon.svg", Host=host)[0] == status


def test_links_lead_to_where_a_proxy_was_asked(local: Service) -> None:
    asked = {"X_Forwarded_Host": "news.example.org", "X_Forwarded_Proto": "https"}
    assert "https://news.example.org/archive/visits.json?_size=5&_next=" in get(port_of(local), PAGED, **asked)[1]
    asked["X_Forwarded_Host"] = "news.example.org/path?'"
    assert f"https://127.0.0.1:{port_of(local)}/archive/" in get(port_of(local), PAGED, **asked)[1]


def test_it_listens_on_ipv6(newsstand: Newsstand) -> None:
    with running(newsstand.path, "::1") as service:
        assert service.address.startswith("http://[::1]:")
        assert get(port_of(service), "/assets/icon.svg", address="::1")[0] == 200


@pytest.mark.usefixtures("unserved")
def test_that_everybody_can_read_it_is_told(newsstand: Newsstand) -> None:
    for host in ("0.0.0.0", "::"):
        done = scrapy("browse", "--no-open", "--host", host, "--port", "0", archive=newsstand.path)
        assert done.returncode == 0
        assert "whoever reaches this machine can read the whole archive" in done.stderr
        assert done.stderr.count("\n") == 1
    assert scrapy("browse", "--no-open", "--port", "0", archive=newsstand.path).stderr == ""


@pytest.mark.parametrize(
    ("environment", "browser", "opened"),
    [
        ({"DISPLAY": ":0"}, webbrowser.BackgroundBrowser("xdg-open"), True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, webbrowser.Chrome("chromium"), True),
        ({"DISPLAY": ":0"}, webbrowser.GenericBrowser("www-browser"), False),
        ({"DISPLAY": ":0"}, webbrowser.Elinks("elinks"), False),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"}, webbrowser.BackgroundBrowser("xdg-open"), False),
        ({}, webbrowser.BackgroundBrowser("xdg-open"), False),
    ],
)
def test_no_browser_is_opened_in_the_terminal_nor_at_the_far_end(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], browser: webbrowser.BaseBrowser, opened: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert can_open() is opened


def test_captures_that_a_crawl_begins_to_keep_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    Archive(path, keep_raw=False).close()
    room = reading_room(path)
    assert files.captures(room) is None
    Archive(path).close()
    assert files.captures(room) is not None
