"""Raw pages in the reading room: found under every address, shown tame, and nothing in them reaches anywhere."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from lxml import html

from newscrawl.archive import Archive
from newscrawl.archive.captures import payload_digest
from newscrawl.browse.pages.captures import FRAMED, PRINTED, file_name, form
from newscrawl.browse.security import CAPTURE_POLICY, POLICY
from newscrawl.browse.server import reading_room
from newscrawl.items import Capture
from tests.capturedpages import PNG, address_of, fill, hostile, page
from tests.conftest import Scribe, an_article, at

EVIL = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, empty: Path) -> Datasette:
    return reading_room(fill(tmp_path_factory.mktemp("captures"), empty, EVIL))


def get(room: Datasette, address: str) -> Any:
    return asyncio.run(room.client.get(address))


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content)


def words(answer: Any) -> str:
    return words_of(tree(answer).find(".//main"))


def test_the_captures_of_a_story_are_found_under_all_its_addresses(room: Datasette) -> None:
    answer = get(room, "/stories/1/raw")
    rows = tree(answer).cssselect("table.captures tbody tr")
    found = [(row.find(".//a").get("href"), "version" in words_of(row) and words_of(row)) for row in rows]
    assert [address for address, _ in found] == [
        address_of(page("Two")), address_of(hostile(EVIL)), address_of(page("One")),
    ]  # fmt: skip
    assert "version 2" in str(found[0][1]) and "no version" in str(found[1][1]) and "version 1" in str(found[2][1])


def words_of(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_a_capture_leads_to_its_story_and_tells_its_headers(room: Datasette) -> None:
    answer = get(room, address_of(page("One")))
    assert answer.headers["content-security-policy"] == POLICY
    told = words(answer)
    assert "Council votes to rebuild pier : version 1" in told
    assert "X-Evil <script>alert(1)</script>" in told
    frame = tree(answer).find(".//iframe")
    assert frame.get("sandbox") == "" and frame.get("src") == address_of(page("One"), "/page")


def test_a_captured_page_is_served_apart_from_all_that_is_ours(room: Datasette) -> None:
    answer = get(room, address_of(hostile(EVIL), "/page"))
    assert answer.headers["content-security-policy"] == CAPTURE_POLICY
    assert answer.headers["content-security-policy"].startswith("sandbox;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Caf\u00e9 words" in answer.content.decode()
    assert b"<iframe" not in answer.content.lower() and b"<link" not in answer.content.lower()


def test_a_source_is_printed_as_it_stands_there(room: Datasette) -> None:
    answer = get(room, address_of(hostile(EVIL), "/source"))
    assert answer.headers["content-security-policy"] == POLICY
    source = tree(answer).find(".//pre")
    assert "Caf\u00e9 words" in words_of(source) and not list(source.iter("script", "iframe"))
    assert "<iframe src=" in words_of(source)


def test_a_very_large_page_is_shown_when_it_is_asked_for_and_its_source_is_cut(room: Datasette) -> None:
    large = page("w" * (FRAMED + 10))
    answer = get(room, address_of(large))
    assert tree(answer).find(".//iframe") is None
    assert "may make your browser slow" in words(answer)
    source = get(room, address_of(large, "/source"))
    assert "more characters are in the" in words(source) and len(source.text) < PRINTED + 10_000


def test_what_is_no_page_can_be_downloaded_alone(room: Datasette) -> None:
    file = b"%PDF-1.7 \x00\x01"
    assert "This is no page and no text" in words(get(room, address_of(file)))
    assert get(room, address_of(file, "/page")).status_code == 404
    assert get(room, address_of(file, "/source")).status_code == 404
    answer = get(room, address_of(file, "/download"))
    assert answer.content == file
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="example.org-20240417T1007-{payload_digest(file)[7:19]}"'
    )


def test_a_feed_is_text_and_a_picture_is_one_whatever_it_is_called(room: Datasette) -> None:
    assert get(room, address_of(b"<rss>items</rss>", "/page")).status_code == 404
    assert "<rss>items</rss>" in words(get(room, address_of(b"<rss>items</rss>", "/source")))
    assert f'src="/pictures/{payload_digest(PNG)}"' in get(room, address_of(PNG)).text
    assert get(room, address_of(PNG, "/download")).headers["content-disposition"].endswith('.png"')


def test_names_of_files_are_harmless() -> None:
    evil = Capture(url='https://ex"\r\nX: y.org/../', fetched_at=at(0), http_status=200, headers=[], body=b"")
    assert set(file_name(evil, "sha256:" + "0" * 64)) <= set("abcdefghijklmnopqrstuvwxyz0123456789T.-")
    assert form(evil) == "file"


def test_what_was_never_captured_is_told(room: Datasette, tmp_path: Path, empty: Path) -> None:
    assert get(room, f"/captures/sha256:{'0' * 64}").status_code == 404
    assert get(room, "/captures/sha256:no").status_code == 404
    shutil.copy(empty / "archive.db", tmp_path)
    archive = Archive(tmp_path / "archive.db", keep_raw=False)
    Scribe(archive).read(an_article())
    archive.close()
    without = reading_room(tmp_path / "archive.db")
    assert "keeps no raw pages" in get(without, "/stories/1/raw").text
    assert get(without, f"/captures/sha256:{'0' * 64}").status_code == 404
