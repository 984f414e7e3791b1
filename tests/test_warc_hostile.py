"""A WARC file from a stranger: whatever it says, nothing is asked of the network, and every page in it has a row."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newscrawl.warc import BrokenError, page_of, records
from tests.crawling import rows, scrapy
from tests.hostile import STORY, answers, feed_answers, sitemap_answers
from tests.hostilepages import mutants
from tests.rawsite import serve_raw
from tests.warcforms import HTTP, answer, record


def test_a_length_of_other_digits_is_no_length(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    block = answer(STORY, [("Content-Length", "²³")]).decode().encode("latin-1")
    path.write_bytes(record("response", "https://example.org/", block, HTTP))
    (page,) = map(page_of, records(path))
    assert page
    assert not page.cut


@pytest.mark.parametrize("url", ["http://[::bad/x", "http://x.org:99999/", "http://", f"https://x.org/{'a' * 9_000}"])
def test_an_address_that_is_none_costs_its_own_record_alone(tmp_path: Path, url: str) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record("response", url, answer(STORY), HTTP))
    with pytest.raises(BrokenError, match="its address is none that can be asked"):
        list(map(page_of, records(path)))


def test_a_password_in_an_address_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record("response", "http://bob:secret@x.org/", answer(STORY), HTTP))
    (page,) = map(page_of, records(path))
    assert page
    assert page.capture.url == "http://x.org/"


def test_hostile_answers_from_a_file_ask_nothing_and_none_is_lost(tmp_path: Path) -> None:
    archive, files = tmp_path / "archive.db", [tmp_path / name for name in ("a.warc", "b.warc", "c.warc.gz")]
    with serve_raw() as site:
        home = f"http://127.0.0.1:{site.port}"
        pages = {**answers(), **feed_answers("/etc/passwd"), **sitemap_answers("/etc/passwd")}
        told = {
            home + path: page
            for path, page in list(pages.items())[::2]
            if isinstance(page, bytes) and len(page) < 1_000_000
        }
        good = record("response", f"{home}/good", answer(STORY, [("Content-Type", "text/html")]), HTTP)
        files[0].write_bytes(b"".join(record("response", url, page, HTTP) for url, page in told.items()))
        files[1].write_bytes(b"".join(spoilt for _, spoilt in mutants(good * 3, 60, seed=5)))
        packed = [gzip.compress(spoilt) for _, spoilt in mutants(good, 40, seed=6)]
        files[2].write_bytes(b"".join([*packed, *(spoilt for _, spoilt in mutants(gzip.compress(good), 40, seed=7))]))
        done = scrapy("crawl", "warc", "-a", f"files={','.join(map(str, files))}", archive=archive, timeout=300)
    assert (done.returncode, done.stderr) == (4, "")
    assert not site.asked
    found = {url: (state, reason) for url, state, reason in rows(archive, "SELECT url, state, reason FROM pages")}
    missing = {url: record("response", url, told[url], HTTP) for url in told.keys() - found.keys()}
    lost = {url for url, made in missing.items() if not is_passed_over(made, tmp_path)}
    assert lost == set()
    assert len(found) > 200
    assert scrapy("verify", archive=archive).returncode == 0


def is_passed_over(made: bytes, folder: Path) -> bool:
    """Whether the reader of records says that one tells no page: a picture or script, or broken, which is reported."""
    (folder / "one.warc").write_bytes(made)
    try:
        pages = map(page_of, records(folder / "one.warc"))
        return all(page is None or page.media or page.capture.http_status == 304 for page in pages)
    except BrokenError:
        return True
