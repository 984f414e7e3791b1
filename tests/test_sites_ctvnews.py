"""CTV News through its description: a real page of the first layout, and both shapes of addresses."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from newscrawl.reading import Reading
from newscrawl.reading.read import read
from newscrawl.sites.ctvnews import site

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.fixture(scope="module")
def page() -> tuple[dict[str, str], Reading]:
    if not CORPUS.exists():
        pytest.skip("the corpus is not here")
    lines = (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = next(case for case in map(json.loads, lines) if "CTVNews" in case["id"])
    return truth, read(gzip.decompress((CORPUS / truth["page"]).read_bytes()), truth["url"], site=site)


def test_the_real_page_gives_its_truth_word_for_word(page: tuple[dict[str, str], Reading]) -> None:
    truth, reading = page
    assert reading.kind == "article"
    assert reading.article is not None
    assert reading.article.article_body == truth["article_body"]
    assert reading.article.headline == "Snooze cruise: Study sees future for hibernating astronauts"
    assert reading.article.date_published == "2019-11-18T08:22:00-05:00"


def test_the_rails_of_the_real_page_are_read(page: tuple[dict[str, str], Reading]) -> None:
    rails: dict[str, list[str]] = {}
    for teaser in page[1].teasers:
        rails.setdefault(teaser.rail, []).append(teaser.headline)
    assert rails["MOST READ"][0] == "32 arrested at Indian call centre that targeted Canadians"
    assert len(rails["MOST READ"]) == 6
    assert len(rails["More News from Sci-Tech"]) == 6
    assert rails["POLITICS"][0] == "Trudeau shaking up his cabinet, several ministers getting new portfolios"


def test_the_amp_and_mobile_twins_are_skipped_with_a_reason(page: tuple[dict[str, str], Reading]) -> None:
    skipped = [found.skip for found in page[1].found if found.skip and "twin" in found.skip]
    assert len(skipped) == 2


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/world/some-slug-1.2050625", "article"),
        ("/world/article/some-slug/", "article"),
        ("/politics", "section"),
        ("/world/", "section"),
    ],
)
def test_both_shapes_of_addresses(path: str, kind: str) -> None:
    html = f"<main><div><a href='{path}'>Some words</a></div></main>"
    (found,) = read(html.encode(), "https://www.ctvnews.ca/", site=site).found
    assert found.kind == kind


@pytest.mark.parametrize(
    "path", ["/search-results/x", "/content/a", "/redirect/b", "/mobile/world/some-slug-1.2050625"]
)
def test_what_robots_txt_forbids_is_skipped(path: str) -> None:
    (found,) = read(f"<p><a href='{path}'>Some words</a>".encode(), "https://www.ctvnews.ca/", site=site).found
    assert found.skip == "the site's description says so"
