"""The bundled sites: addresses are what a description says, dates have its zone, captured pages are read no worse."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from newscrawl.extraction import extract
from newscrawl.items import Article
from newscrawl.reading.read import read
from newscrawl.sites import find, load
from newscrawl.sites.check import check
from tests.siteaddresses import ADDRESSES, Addresses

SITES, _ = load()
CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

every_site = pytest.mark.parametrize("name", sorted(SITES))


@pytest.mark.parametrize(("name", "addresses"), ADDRESSES.items(), ids=[*ADDRESSES])
def test_stories_sections_and_useless_pages_are_told_apart_by_their_addresses(name: str, addresses: Addresses) -> None:
    site = SITES[name]
    paths = (*addresses.stories, *addresses.sections, *addresses.useless)
    links = "".join(f'<p><a href="{path}">Some words</a>' for path in paths)
    found = read(f"<main>{links}</main>".encode(), site.home, site=site, hint="front").found
    kinds = {x.url.removeprefix(site.home): "useless" if x.skip else x.kind for x in found}
    expected = {
        **dict.fromkeys(addresses.stories, "article"),
        **dict.fromkeys(addresses.sections, "section"),
        **dict.fromkeys(addresses.useless, "useless"),
    }
    assert kinds == {path.lstrip("/"): kind for path, kind in expected.items()}


def test_every_site_has_addresses() -> None:
    assert {*ADDRESSES} == {*SITES} - {"ctvnews"}  # it has tests of its own


@every_site
def test_a_description_is_sound_and_its_addresses_lead_to_it(name: str) -> None:
    site = SITES[name]
    assert check(site).name == name
    assert find(site.home, SITES) is site
    assert re.fullmatch(r"[A-Z]{2}", site.country or "")
    assert re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", site.language or "")


def test_other_languages_of_a_house_are_other_sites() -> None:
    assert find("https://fr.euronews.com/culture", SITES).name == "euronews_fr"
    assert find("https://de.euronews.com/", SITES).name == "euronews.com"


@every_site
def test_a_date_without_an_offset_has_the_zone_of_the_site(name: str) -> None:
    site = SITES[name]
    body = "<p>" + "The bridge at the old harbour is open again, and the ferry rests. " * 12
    head = '<meta property="article:published_time" content="2024-07-01T12:00:00">'
    article = extract(f"<html><head>{head}</head><article><h1>A bridge is open</h1>{body}", f"{site.home}x", site=site)
    assert article is not None
    expected = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo(site.time_zone or ""))
    assert article.date_published == expected.isoformat()


# --- the pages that the descriptions were made from ------------------------------------------------------------------


def _captured() -> list[dict[str, str]]:
    if not CORPUS.exists():
        return []
    lines = (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [case for case in map(json.loads, lines) if find(case["url"], SITES).name in SITES]


def _score(case: dict[str, str], article: Article | None) -> tuple[float, bool, bool]:
    """How much of the truth a reading holds: body (F1 of its words), day, authors."""
    if article is None:
        return 0.0, False, False
    truth, told = (Counter(re.findall(r"\w+", text)) for text in (case["article_body"], article.article_body))
    body = 2 * sum((truth & told).values()) / max(1, sum(truth.values()) + sum(told.values()))
    day = (article.date_published or "")[:10] == (case["date_published"] or "")[:10]
    return round(body, 3), day, article.authors == (case["authors"] or [])


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in _captured()])
def test_a_captured_page_is_read_no_worse_than_without_the_description(case: dict[str, str]) -> None:
    page, url = gzip.decompress((CORPUS / case["page"]).read_bytes()), case["url"]
    reading = read(page, url, site=find(url, SITES), hint="article")
    described, general = _score(case, reading.article), _score(case, extract(page, url))
    assert reading.kind == "article"
    assert all(one >= other for one, other in zip(described, general, strict=True)), (described, general)
