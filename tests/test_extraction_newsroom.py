"""Every page of the bundled newsrooms is read as the newsrooms know it, in all layouts."""

from __future__ import annotations

import pytest

from newscrawl.demo.newsroom import Newsroom, build
from newscrawl.extraction import extract
from newscrawl.reading.read import read
from newscrawl.site import Site

FIELDS = (
    "headline", "alternative_headline", "description", "article_body", "authors", "agency", "article_section",
    "keywords", "date_published", "date_modified", "date_precision", "image_url", "image_caption",
    "image_credit", "dateline",
    "in_language", "is_accessible_for_free", "correction", "kind",
)  # fmt: skip
HOSTS = ("newsroom.test", "gazette.test")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return build("medium")


def site_of(newsroom: Newsroom, host: str) -> Site:
    zone = newsroom.design(host).time_zone
    return Site(name=host, home=newsroom.home(host), domains=(host,), time_zone=zone)


def body_at(newsroom: Newsroom, host: str, url: str) -> bytes:
    return newsroom.answer(host, url.partition(host)[2], {}).body


@pytest.mark.parametrize("host", HOSTS)
def test_every_field_equals_the_truth(newsroom: Newsroom, host: str) -> None:
    site = site_of(newsroom, host)
    for truth in newsroom.truth(host):
        article = extract(body_at(newsroom, host, truth.url), truth.url, site=site)
        assert article is not None, (truth.url, truth.layout)
        wrong = {
            name: (getattr(truth, name), getattr(article, name))
            for name in FIELDS
            if (getattr(truth, name) or None) != (getattr(article, name) or None)
        }
        assert not wrong, (truth.url, truth.layout, wrong)


@pytest.mark.parametrize("host", HOSTS)
def test_stories_are_told_from_furniture(newsroom: Newsroom, host: str) -> None:
    site = site_of(newsroom, host)
    for truth in newsroom.truth(host):
        assert read(body_at(newsroom, host, truth.url), truth.url, site=site).kind == "article", truth.url
    for url in newsroom.furniture(host):
        assert read(body_at(newsroom, host, url), url, site=site).kind != "article", url
        assert extract(body_at(newsroom, host, url), url, site=site) is None, url
