"""What the reading room's server says beside its pages: methods, errors, what may be kept by whom."""

from __future__ import annotations

import asyncio
import logging
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.browse.security import CAPTURE_POLICY
from newscrawl.browse.server import reading_room
from tests.capturedpages import PNG, address_of, captured, fill, page

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>'
KEPT = (f"/pictures/{payload_digest(PNG)}", address_of(page("One"), "/page"), address_of(page("One"), "/download"))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Path:
    made = fill(tmp_path_factory.mktemp("manners"), empty, "http://127.0.0.1:9")
    archive = Archive(made)
    assert archive.captures is not None
    archive.captures.keep([captured(SVG, "/drawing", 10, headers=[("Content-Type", "image/svg+xml")])])
    archive.close()
    return made


@pytest.fixture(scope="module")
def room(path: Path) -> Datasette:
    return reading_room(path)


def ask(room: Datasette, address: str, method: str = "GET", **options: Any) -> Any:
    return asyncio.run(room.client.request(method, address, **options))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_what_would_not_read_is_refused(room: Datasette, method: str) -> None:
    for address in ("/stories/1", "/archive/articles.json", "/assets/base.css", "/nowhere"):
        answer = ask(room, address, method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert ask(room, "/stories/1", "HEAD").status_code == 200


@pytest.mark.parametrize("address", KEPT)
def test_what_was_kept_is_asked_for_anew_each_time_and_sent_once(room: Datasette, address: str) -> None:
    answer = ask(room, address)
    assert answer.headers["cache-control"] == "no-cache"
    again = ask(room, address, headers={"if-none-match": f'"other", W/{answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == CAPTURE_POLICY


def test_what_was_taken_down_is_gone_for_who_had_it(path: Path, tmp_path: Path) -> None:
    for file in path.parent.glob("archive*.db"):
        shutil.copy(file, tmp_path)
    room = reading_room(tmp_path / "archive.db")
    tags = {address: ask(room, address).headers["etag"] for address in KEPT}
    archive = Archive(tmp_path / "archive.db")
    assert archive.captures is not None
    archive.captures.erase([payload_digest(PNG), payload_digest(page("One"))])
    archive.close()
    for address, tag in tags.items():
        assert ask(room, address, headers={"if-none-match": tag}).status_code == 404


def test_no_page_is_shown_from_a_cache_unasked(room: Datasette) -> None:
    for address in ("/", "/stories/1", "/stories/1/raw", "/search.json", "/archive/articles.json"):
        assert ask(room, address).headers["cache-control"] == "no-cache", address


def test_a_drawing_with_scripts_is_served_as_one_that_runs_nothing(room: Datasette) -> None:
    answer = ask(room, f"/pictures/{payload_digest(SVG)}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == CAPTURE_POLICY
    assert ask(room, address_of(SVG, "/page")).status_code == 404


def test_a_query_that_takes_too_long_is_told_in_plain_text(room: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "sql_time_limit_ms", 20)
    endless = "with recursive n(i) as (select 1 union all select i+1 from n) select max(i) from n"
    for kind in (".json", ""):
        answer = ask(room, f"/archive{kind}", params={"sql": endless})
        assert answer.status_code == 503
        assert "this query takes longer than 3 seconds" in answer.text
        assert "textarea style" not in answer.text and "&lt;p&gt;" not in answer.text


@pytest.mark.parametrize("address", ["/", "/stories/1", "/archive/articles.json?_sort=headline&_nofacet=1"])
def test_damage_is_a_page_and_one_line_in_the_terminal(
    path: Path, tmp_path: Path, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    content = bytearray(path.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    (tmp_path / "archive.db").write_bytes(content)
    answer = ask(reading_room(tmp_path / "archive.db"), address)
    assert answer.status_code == 500
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    told = record.getMessage()
    assert told.startswith(f"{address.partition('?')[0]} cannot be shown: the archive ")
    assert "scrapy verify" in told and "\n" not in told and record.exc_info is None
