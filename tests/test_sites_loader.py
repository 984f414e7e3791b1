"""Described sites: what a file may say, and what is said of a file that cannot be used."""

# ruff: noqa: E501 - one case a line

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.exceptions import ArgumentError
from newscrawl.sites import find, load
from newscrawl.urls import in_site

GOOD = """
from newscrawl.site import Layout, Rail, Site
site = Site(name="example", home="https://www.example.org/", domains=("example.org",), {more})
"""


def _write(folder: Path, name: str, more: str = "") -> None:
    (folder / name).write_text(GOOD.replace("{more}", more), encoding="utf-8")


def test_bundled_sites_are_there_without_a_folder(tmp_path: Path) -> None:
    sites, warnings = load(tmp_path / "absent")
    assert "ctvnews" in sites
    assert warnings == []
    assert load(None)[0] == sites


@pytest.mark.skipif(os.name != "posix", reason="modes tell nothing here")
@pytest.mark.parametrize("what", ["example.py", "."])
def test_what_anyone_may_write_to_is_not_run(tmp_path: Path, what: str) -> None:
    _write(tmp_path, "example.py", 'language=open("ran", "w").name')
    (tmp_path / what).chmod(0o777)
    sites, (warning,) = load(tmp_path)
    assert "example" not in sites
    assert f"anyone on this machine may write to it, and it is run: chmod o-w {tmp_path}" in warning
    assert not Path("ran").exists()


def test_a_file_of_the_user_is_a_site(tmp_path: Path) -> None:
    _write(tmp_path, "example.py", 'time_zone="Europe/Berlin", articles=[r"/\\d+$"], rails=[Rail(container=".box")]')
    sites, warnings = load(tmp_path)
    assert warnings == []
    assert sites["example"].articles == (r"/\d+$",)
    assert list(tmp_path.iterdir()) == [tmp_path / "example.py"], "loading writes nothing beside the file"


def test_a_file_of_the_user_wins_over_the_bundled_one(tmp_path: Path) -> None:
    text = 'from newscrawl.site import Site\nsite = Site(name="ctvnews", home="https://www.ctvnews.ca/politics")\n'
    (tmp_path / "ctvnews.py").write_text(text)
    sites, warnings = load(tmp_path)
    assert warnings == []
    assert sites["ctvnews"].home == "https://www.ctvnews.ca/politics"
    assert sites["ctvnews"].domains == ("ctvnews.ca",)


@pytest.mark.parametrize(
    ("text", "fault", "cure"),
    [
        ("site = Site(", "line 1 is not valid Python", "correct it there"),
        ("from nowhere import thing", "No module named 'nowhere'", "from newscrawl.site import"),
        ("x = 1", "describes no site", "site = Site("),
        ("site = 3", "`site` is a int", "site = Site("),
        ("\n1 / 0", "line 2: division by zero", "correct it there"),
        ("raise SystemExit", "SystemExit", "correct it there"),
        (GOOD.replace("{more}", "colour=1"), "colour", "correct it there"),
        (GOOD.replace("{more}", 'articles=r"/\\d+"'), "articles is a single value", "articles=("),
        (GOOD.replace("{more}", "articles=(3,)"), "is not a list of texts", "articles=("),
        (GOOD.replace("{more}", 'ignore=("(",)'), "is not a regular expression", "correct it"),
        (GOOD.replace("{more}", 'layouts=(Layout(body="div["),)'), "layout 1: body='div[' is not a CSS selector", "correct"),
        (GOOD.replace("{more}", 'layouts=(Layout(body=3),)'), "layout 1: body=3 is not text", "in quotes"),
        (GOOD.replace("{more}", 'layouts=(Layout(valid_until="2024"),)'), "is not a day", "date(2024, 10, 31)"),
        (GOOD.replace("{more}", 'rails=(Rail(container=""),)'), "rail 1 has no container", "selector"),
        (GOOD.replace("{more}", 'rails=Rail(container=".x")'), "rails is a single value", "rails=("),
        (GOOD.replace("{more}", 'time_zone="Mars/Base"'), "time_zone='Mars/Base' is not known", "IANA"),
        (GOOD.replace("{more}", "time_zone=3"), "time_zone=3 is not text", "in quotes"),
        (GOOD.replace("{more}", 'front_pages=("https://other.net/",)'), "lies outside domains", "add its domain"),
        (GOOD.replace('"example",', '"news",').replace("{more}", ""), "a spider of newscrawl itself", "another name"),
        (GOOD.replace('"example",', '"a b",').replace("{more}", ""), "cannot be a spider's name", "letters"),
        (GOOD.replace('"https://www', '"www').replace("{more}", ""), "is not a web address", "https://"),
        (GOOD.replace('("example.org",)', '("https://example.org",)').replace("{more}", ""), "is not a domain", "'example.org'"),
        ("\x00", "source code string cannot contain null bytes", ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_one_line_with_fault_and_cure(tmp_path: Path, text: str, fault: str, cure: str) -> None:
    _write(tmp_path, "good.py")
    (tmp_path / "broken.py").write_text(text, encoding="utf-8")
    sites, warnings = load(tmp_path)
    assert "example" in sites
    assert len(warnings) == 1
    assert "\n" not in warnings[0]
    assert warnings[0].startswith(str(tmp_path / "broken.py"))
    assert fault in warnings[0]
    assert cure in warnings[0]


def test_bytes_that_are_no_text_are_one_line_too(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_bytes(b'site = "\xff"')
    warnings = load(tmp_path)[1]
    assert len(warnings) == 1
    assert "utf-8" in warnings[0].lower()


@pytest.mark.parametrize(
    ("url", "name", "domains"),
    [
        ("https://www.example.org/", "example.org", ("example.org",)),
        ("https://news.example.co.uk", "example.co.uk", ("example.co.uk",)),
        ("https://www.example.org/atlantic/", "example.org/atlantic", ("example.org/atlantic",)),
        ("https://example.org/en/world", "example.org/en/world", ("example.org/en/world",)),
        ("https://example.org/index.html", "example.org", ("example.org",)),
        ("https://example.org/en/index.php?x=1", "example.org/en", ("example.org/en",)),
        ("https://example.org/?lang=en", "example.org", ("example.org",)),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000", ("127.0.0.1:8000",)),
        ("http://[::1]:8000/x/", "[::1]:8000/x", ("[::1]:8000/x",)),
        ("http://newsroom.test/", "newsroom.test", ("newsroom.test",)),
        ("http://newsroom.test:80/", "newsroom.test", ("newsroom.test",)),
    ],
)
def test_a_site_that_nobody_described(url: str, name: str, domains: tuple[str, ...]) -> None:
    site = find(url, {})
    assert (site.name, site.domains, site.home) == (name, domains, url)
    assert in_site(url, site) or "index" in url


def test_a_page_of_a_host_that_nobody_described() -> None:
    site = find("https://www.example.org/world/a-story-1.2345678?x=1", {}, start=False)
    assert (site.name, site.domains, site.home) == ("example.org", ("example.org",), "https://www.example.org/")


def test_any_address_of_a_described_site_finds_it() -> None:
    sites, _ = load(None)
    assert find("https://www.ctvnews.ca/world", sites) is sites["ctvnews"]
    assert find("http://atlantic.ctvnews.ca/", sites) is sites["ctvnews"]
    assert find("https://notctvnews.ca/", sites).name == "notctvnews.ca"


def test_the_users_own_description_wins_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(
        "from newscrawl.site import Site\nsite = Site(name='mine', home='https://www.ctvnews.ca/')\n"
    )
    sites, warnings = load(tmp_path)
    assert warnings == []
    assert find("https://www.ctvnews.ca/world", sites).name == "mine"


def test_the_closest_description_wins(tmp_path: Path) -> None:
    for name, domain in (("whole", "example.org"), ("atlantic", "example.org/atlantic")):
        (tmp_path / f"{name}.py").write_text(
            "from newscrawl.site import Site\n"
            f"site = Site(name={name!r}, home='https://{domain}/', domains=({domain!r},))\n"
        )
    sites, warnings = load(tmp_path)
    assert warnings == []
    assert find("https://example.org/atlantic/a-story", sites).name == "atlantic"
    assert find("https://example.org/world", sites).name == "whole"


@pytest.mark.parametrize("url", ["", "example.org", "ftp://example.org/", "https://", "javascript:void(0)"])
def test_what_is_no_web_address_is_told_so(url: str) -> None:
    with pytest.raises(ArgumentError, match="write it in full"):
        find(url, {})


@given(st.from_regex(r"\A[a-z]{1,8}(/[a-z-]{1,8}){0,3}/?\Z"))
def test_a_start_address_belongs_to_its_own_site(path: str) -> None:
    url = f"https://example.org/{path}"
    assert in_site(url, find(url, {}))


@pytest.mark.parametrize(
    ("url", "zone"),
    [
        ("https://www.example.jp/news/", "Asia/Tokyo"),
        ("https://example.co.uk/", "Europe/London"),
        ("https://example.ru/", "Europe/Moscow"),
        ("https://example.com/", None),
        ("https://example.tv/", None),
        ("http://127.0.0.1:8000/", None),
        ("http://newsroom.test:8000/", None),
    ],
)
def test_a_site_that_nobody_described_is_in_the_zone_of_its_country(url: str, zone: str | None) -> None:
    assert find(url, {}).time_zone == zone
