"""A description that is written from what a site says is data, whatever the site says."""

from __future__ import annotations

import ast
import io
import tokenize
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl import sites
from newscrawl.exceptions import SiteError
from newscrawl.probe.checking import as_check_text
from newscrawl.probe.patterns import Pattern
from newscrawl.probe.places import Place
from newscrawl.probe.saving import check_target, pages_of, save_page, save_site
from newscrawl.probe.stored import check, load
from newscrawl.probe.survey import Way
from newscrawl.probe.writing import description
from tests.smallsite import HOME, PAGES, STORIES, article, look, toured

DAY = date(2026, 11, 26)
SEEN = look(PAGES)
EVIL = [
    '"""', "'''", '"', "'", "\\", '\\"', "\n", "\r", "\x0c", "\x85", "\u2028", "\0", "{x}", "%s", "#", "),", "\ud800",
    "\u202e", "\nimport os\n", "coding: utf-7", "+ACI-", "-*- coding: utf-16 -*-", '"); import os; x=("', "é", "日本",
]  # fmt: skip
WORDS = st.lists(st.sampled_from(EVIL) | st.text(max_size=4), max_size=5).map("".join)


def values(source: str) -> dict[str, Any]:
    """The fields of a description; fails where it holds anything but an import and literals."""
    docstring, imported, assigned = ast.parse(source).body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(ast.literal_eval(docstring.value), str)
    assert ast.unparse(imported) == "from newscrawl.site import Site"
    assert isinstance(assigned, ast.Assign)
    call = assigned.value
    assert isinstance(call, ast.Call)
    assert (ast.unparse(call.func), call.args) == ("Site", [])
    return {str(keyword.arg): ast.literal_eval(keyword.value) for keyword in call.keywords}


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_nothing_that_a_site_says_becomes_code(title: str, url: str, zone: str, pattern: str, told: str) -> None:
    seen = replace(
        SEEN,
        title=title,
        url=url,
        domains=[url, title],
        place=Place(
            language=zone, language_why=told, country=title, country_why=zone, time_zone=zone, time_zone_why=told
        ),
        patterns=[Pattern(pattern, 1, 1.0, url), Pattern(told, 1, 1.0, title)],
        listings=pattern or None,
        feeds=[Way(url=url, told=told, good=True)],
        browser=[told],
    )
    source = description(seen, "example", DAY).encode("utf-8")
    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    assert encoding == "utf-8"
    fields = values(source.decode())
    assert (fields["name"], fields["home"], fields["domains"]) == ("example", url, (url, title))
    assert fields["articles"] == (pattern, told)
    assert fields.get("time_zone", "") == zone


def test_a_description_is_readable_and_says_where_it_is_from() -> None:
    source = description(SEEN, "example", DAY)
    assert max(map(len, source.splitlines())) <= 120
    for words in (
        "2026-11-26",
        'home="https://news.example.ca/",  # its title: The Example',
        "# A guess: a zone of CA that fits its articles' times",
        r'r"/[^/?]+[-_,.~!]\d{4,}/?(?:\?|$)",',
        r'listings=(r"^/(?:world|local)/?(?:\?|$)",),',
        "# /rss.xml (an RSS feed with 8 entries",
    ):
        assert words in source, words


def test_where_nothing_is_known_the_file_says_what_to_write() -> None:
    seen = look({"/": "<html><body>nothing</body></html>"})
    source = description(replace(seen, place=Place()), "example", DAY)
    assert '# time_zone="Europe/Berlin",' in source
    assert set(values(source)) == {"name", "home", "domains"}


def saved(folder: Path, name: str = "example", **options: Any) -> list[Path]:
    tour, _ = toured(options.pop("pages", PAGES), described=sites.load(folder)[0])
    return save_site(tour, options.pop("seen", SEEN), name, folder, force=options.get("force", False))


def test_a_site_is_saved_with_its_front_page_and_stories_and_found_again(tmp_path: Path) -> None:
    written = [str(path.relative_to(tmp_path)) for path in saved(tmp_path)]
    assert written[:2] == ["example.py", "pages/example/front.json"]
    assert len(written) == 5
    described, warnings = sites.load(tmp_path)
    assert warnings == []
    assert described["example"].time_zone == "America/Halifax"
    pages = load(pages_of(tmp_path, "example"))
    assert {page.expected["kind"] for page in pages} == {"front", "article"}


def test_stories_that_could_not_be_read_are_stored_and_fail_their_check(tmp_path: Path) -> None:
    pages = {**PAGES, **dict.fromkeys(STORIES, "<html><body><p>Nothing to read.</body></html>")}
    written = saved(tmp_path, pages=pages, seen=look(pages))
    assert len(written) == 5
    for seen in (look(pages), replace(look(pages), patterns=[])):
        source = description(seen, "example", DAY)
        assert "TO DO: 0 of 3 stories that were asked could be read." in source
        assert "enough for most sites" not in source
    site = sites.load(tmp_path)[0]["example"]
    stories = [page for page in load(pages_of(tmp_path, "example")) if page.asked_as == "article"]
    assert len(stories) == 3
    for page in stories:
        compared = check(page, site)
        assert [(c.name, c.ok) for c in compared][:2] == [("kind", False), ("headline", False)]
        assert not any(c.ok for c in compared)
    text = as_check_text("example", check(stories[0], site))
    assert "correct `articles` and `layouts` in the description" in " ".join(text.split())
    assert "  WRONG  headline          not filled in yet: write into its .json what stands on the page" in text


def test_what_a_description_told_of_addresses_is_kept_where_nothing_better_is_seen() -> None:
    source = description(replace(SEEN, patterns=[], articles=("^/x",), matched=3), "example", DAY)
    assert values(source)["articles"] == ("^/x",)
    assert "no form" not in source


def test_a_page_that_is_stored_by_itself_and_could_not_be_read_fails_its_check(tmp_path: Path) -> None:
    saved(tmp_path)
    tour, _ = toured({"/odd": "<html><body><p>Nothing to read.</body></html>"}, "/odd")
    save_page(tour.stops[0], "example", tmp_path, force=False)
    (page,) = (
        page for page in load(pages_of(tmp_path, "example")) if page.name.startswith("page") or "odd" in page.name
    )
    assert not any(c.ok for c in check(page, sites.load(tmp_path)[0]["example"]))


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    saved(tmp_path)
    mine = tmp_path / "example.py"
    mine.write_text(mine.read_text().replace("Halifax", "Toronto"))
    with pytest.raises(SiteError, match=r"example\.py is there already: --force writes it anew"):
        saved(tmp_path)
    with pytest.raises(SiteError, match="this site is described as example: `scrapy crawl example` archives it"):
        saved(tmp_path, "other")
    with pytest.raises(SiteError, match="ctvnews is a site that newscrawl brings along"):
        saved(tmp_path, "ctvnews")
    assert "Toronto" in mine.read_text()
    saved(tmp_path, force=True)
    assert "Halifax" in mine.read_text()


def test_a_description_that_could_not_be_used_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="lies outside domains"):
        saved(tmp_path, seen=replace(SEEN, url="https://elsewhere.example/"))
    assert list(tmp_path.iterdir()) == []


def test_a_page_is_added_once_and_corrections_of_it_are_kept(tmp_path: Path) -> None:
    saved(tmp_path)
    tour, _ = toured(PAGES, STORIES[7])
    path = save_page(tour.stops[0], "example", tmp_path, force=False)
    assert path.parent == tmp_path / "pages" / "example"
    with pytest.raises(SiteError, match="has this page already: --force stores it anew"):
        save_page(tour.stops[0], "example", tmp_path, force=False)
    assert save_page(tour.stops[0], "example", tmp_path, force=True) == path


def test_a_page_needs_a_site_that_is_described(tmp_path: Path) -> None:
    tour, _ = toured({STORIES[0]: article(0)}, STORIES[0])
    with pytest.raises(SiteError, match="there is no site example: describe it first"):
        save_page(tour.stops[0], "example", tmp_path, force=False)


@pytest.mark.parametrize("name", ["", "../x", "a/b", "news", "warc", "_x", ".x", "a b", "a\nb", "'"])
def test_a_name_that_is_no_file_or_spider_is_refused(name: str) -> None:
    with pytest.raises(SiteError) as error:
        check_target(name)
    assert "\n" not in str(error.value)


def test_hostile_titles_make_a_description_that_loads(tmp_path: Path) -> None:
    evil = 'A """title""" \\ \'x\'\r\n"); import os; os.system("x") #\u2028coding: utf-7'
    pages = {**PAGES, "/": PAGES["/"].replace("The Example", evil.replace('"', "&quot;"))}
    saved(tmp_path, pages=pages, seen=look(pages))
    described, warnings = sites.load(tmp_path)
    assert warnings == []
    assert described["example"].home == HOME
