"""Stored pages: written, corrected by a person, read again, compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newscrawl.exceptions import SiteError
from newscrawl.probe.checking import check_site
from newscrawl.probe.stored import Compared, StoredPage, check, expectation, load, store
from newscrawl.site import Layout, Site
from tests.test_probe import FRONT, PAGE, SITE, STORY, URL

AT = "2024-04-18T09:00:00+00:00"
ARTICLE = StoredPage(url=URL, body=PAGE.encode(), fetched_at=AT, content_type="text/html; charset=utf-8")


def expected(page: StoredPage, **changes: Any) -> StoredPage:
    told = {**expectation(page, SITE), **changes}
    return StoredPage(
        url=page.url, body=page.body, fetched_at=page.fetched_at, content_type=page.content_type, expected=told
    )


def wrong(results: list[Compared]) -> list[str]:
    return [result.name for result in results if not result.ok]


def test_what_is_written_down_of_an_article_is_what_a_person_can_see_on_it() -> None:
    assert expectation(ARTICLE, SITE) == {
        "kind": "article",
        "headline": "Council votes to rebuild pier",
        "authors": ["Ann Lee"],
        "date_published": "2024-04-17T10:00:00+00:00",
        "description": None,
        "first_paragraph": STORY[0],
        "last_paragraph": STORY[-1],
        "paragraphs": 6,
        "word_count": sum(len(line.split()) for line in STORY),
    }


def test_what_is_not_filled_in_yet_is_wrong_and_null_is_what_a_page_does_not_have() -> None:
    assert wrong(check(expected(ARTICLE, headline="", description=""), SITE)) == ["headline", "description"]
    assert wrong(check(expected(ARTICLE, description=None), SITE)) == []


def test_of_a_front_page_its_teasers_are_written_down() -> None:
    front = StoredPage(url="https://news.example/", body=FRONT.encode(), fetched_at=AT)
    told = expectation(front, SITE)
    assert (told["kind"], told["teasers"]) == ("front", 5)
    assert told["first_teasers"][1] == "https://news.example/2024/04/17/story-number-1-of-the-day"


def test_a_stored_page_comes_back_as_it_was_and_is_read_as_expected(tmp_path: Path) -> None:
    path = store(expected(ARTICLE), tmp_path)
    assert path.name == "council-votes-to-rebuild-pier.json"
    (page,) = load(tmp_path)
    assert page.body == PAGE.encode()
    assert wrong(check(page, SITE)) == []


def test_a_corrected_expectation_fails_until_the_description_is_corrected() -> None:
    page = expected(ARTICLE, last_paragraph=STORY[2], paragraphs=3)
    assert wrong(check(page, SITE)) == ["last_paragraph", "paragraphs"]
    site = Site(
        name=SITE.name,
        home=SITE.home,
        domains=SITE.domains,
        layouts=(Layout(body=".story-body", remove=("p:nth-of-type(n+4)",)),),
    )
    page = expected(ARTICLE, last_paragraph=STORY[2])
    assert "last_paragraph" in wrong(check(page, SITE))
    assert "last_paragraph" not in wrong(check(page, site))


def test_the_same_moment_in_another_zone_and_other_white_space_are_no_difference() -> None:
    page = expected(ARTICLE, date_published="2024-04-17T12:00:00+02:00", headline="Council  votes to\nrebuild pier")
    assert wrong(check(page, SITE)) == []


def test_any_field_of_an_article_and_the_headings_of_rails_can_be_expected() -> None:
    page = expected(ARTICLE, article_body="\n\n".join(STORY), rails=["Top stories"])
    assert wrong(check(page, SITE)) == ["rails"]
    front = StoredPage(
        url="https://news.example/", body=FRONT.encode(), fetched_at=AT, expected={"rails": ["Top stories"]}
    )
    assert wrong(check(front, SITE)) == []


def test_fields_of_an_article_are_missing_on_a_page_that_is_none() -> None:
    front = StoredPage(
        url="https://news.example/", body=FRONT.encode(), fetched_at=AT, expected={"kind": "article", "headline": "X"}
    )
    assert [result.read for result in check(front, SITE)] == ["front", None]


def test_pages_of_the_same_name_get_numbers_and_the_same_page_its_place(tmp_path: Path) -> None:
    other = StoredPage(url=URL.replace("/17/", "/18/"), body=b"<p>", fetched_at=AT)
    for page in (ARTICLE, other, ARTICLE):
        store(page, tmp_path)
    assert [page.name for page in load(tmp_path)] == [
        "council-votes-to-rebuild-pier",
        "council-votes-to-rebuild-pier-2",
    ]


@pytest.mark.parametrize(
    "url", ["https://a.example/../../etc/passwd", "https://a.example/%2e%2e%2f%00;rm -rf", "https://a.example/?x=/../y"]
)
def test_no_address_leads_out_of_the_folder(url: str, tmp_path: Path) -> None:
    path = store(StoredPage(url=url, body=b"<p>", fetched_at=AT), tmp_path / "pages")
    assert path.resolve().parent == tmp_path / "pages"


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("{", "is not JSON in UTF-8"),
        ("[]", "it holds no object"),
        ('{"fetched_at": "2024-01-01", "expected": {}}', "url=None is not a web address"),
        ('{"url": "https://a.example/", "expected": {}}', "fetched_at=None is not a time"),
        ('{"url": "https://a.example/", "fetched_at": "2024-01-01"}', "expected holds no object"),
        (
            '{"url": "https://a.example/", "fetched_at": "2024-01-01", "expected": {"headlin": ""}}',
            "there is no field 'headlin'; there are kind",
        ),
        (
            '{"url": "https://a.example/", "fetched_at": "2024-01-01", "expected": {}, "asked_as": "page"}',
            "asked_as='page' is not allowed; write one of front",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_a_line_with_its_cure(told: str, line: str, tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"")
    (tmp_path / "x.json").write_text(told, encoding="utf-8")
    with pytest.raises(SiteError) as error:
        load(tmp_path)
    assert line in str(error.value)
    assert "\n" not in str(error.value)


def test_pages_of_a_bundled_site_are_checked_too(tmp_path: Path) -> None:
    page = StoredPage(
        url="https://www.ctvnews.ca/", body=FRONT.encode(), fetched_at=AT, expected={"kind": "front", "teasers": 5}
    )
    store(page, tmp_path / "ctvnews")
    assert wrong(check_site("ctvnews", tmp_path / "none", bundled=tmp_path)) == []
    with pytest.raises(SiteError, match="ctvnews has no stored pages"):
        check_site("ctvnews", tmp_path / "none", bundled=tmp_path / "none")


def test_a_page_without_its_other_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps({}), encoding="utf-8")
    with pytest.raises(SiteError, match=r"a stored page is two files, x\.html and x\.json"):
        load(tmp_path)
