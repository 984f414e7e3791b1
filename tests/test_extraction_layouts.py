"""Site descriptions: which layout a page has, and that its selectors win over the general reader."""

from __future__ import annotations

from datetime import date

import pytest

from newscrawl.extraction import Document, extract
from newscrawl.extraction.layouts import choose_layout
from newscrawl.items import Article
from newscrawl.site import Layout, Site

URL = "https://paper.example/2024/05/02/a-bridge-reopens-after-nine-months"
TEXT = (
    "The bridge over the Wend reopened on Thursday morning, nine months after a barge had struck its middle pier, "
    "and the first lorries crossed it before the mayor had cut the ribbon."
)
PAGE = f"""<html lang="en"><head><title>A bridge reopens | The Paper</title></head><body class="story2024">
<div class="t">A bridge reopens, and lorries do not wait</div><h1>The Paper</h1>
<div class="lead">Nine months after the barge.</div><span class="who">Ada Brook</span> <span class="who">Tom Weir</span>
<i class="when">2 May 2024 07:30</i><b class="desk">Region</b>
<div class="pic"><img src="/p.jpg"><u>Lorries on the bridge</u> <s>(J. Ford)</s></div>
<div class="copy"><p>{TEXT}</p><p class="box">Buy the printed paper at the kiosk beside the bridge, every morning.</p>
<p>{TEXT.replace("Thursday", "the second")}</p></div>
<div class="copy"><p>{TEXT.replace("bridge", "ferry")}</p></div></body></html>"""
LAYOUT = Layout(
    headline=".t", description=".lead", body=".copy", remove=(".box",), authors=".who", date_published=".when",
    section=".desk", image_caption=".pic u", image_credit=".pic s",
)  # fmt: skip


def site(*layouts: Layout) -> Site:
    return Site(name="paper", home="https://paper.example/", time_zone="Europe/Berlin", layouts=layouts)


def read(*layouts: Layout) -> Article:
    article = extract(PAGE, URL, site=site(*layouts))
    assert article is not None
    return article


def chosen(day: date | None, *layouts: Layout) -> Layout | None:
    return choose_layout(Document.parse(PAGE, URL), site(*layouts), day)


def test_selectors_win_and_say_so() -> None:
    article = read(LAYOUT)
    assert article.headline == "A bridge reopens, and lorries do not wait"
    assert article.description == "Nine months after the barge."
    assert article.authors == ["Ada Brook", "Tom Weir"]
    assert article.date_published == "2024-05-02T07:30:00+02:00"
    assert article.article_section == "Region"
    assert (article.image_caption, article.image_credit) == ("Lorries on the bridge", "J. Ford")
    for name in ("headline", "description", "article_body", "authors", "article_section", "image_caption"):
        assert article.provenance[name] == "site", name
    assert article.provenance["date_published"].startswith("site")


def test_every_body_element_is_read_without_what_is_removed() -> None:
    paragraphs = read(LAYOUT).article_body.split("\n\n")
    assert paragraphs == [TEXT, TEXT.replace("Thursday", "the second"), TEXT.replace("bridge", "ferry")]


def test_an_empty_selector_and_one_that_finds_nothing_leave_the_field_to_the_reader() -> None:
    article = read(Layout(headline=".t", body=".nowhere", authors=".nobody"))
    assert article.headline == "A bridge reopens, and lorries do not wait"
    assert TEXT in article.article_body
    assert article.provenance["article_body"] == "html"


@pytest.mark.parametrize("selector", ["div[", "::::", "p:has("])
def test_a_selector_that_is_no_css_finds_nothing(selector: str) -> None:
    assert TEXT in read(Layout(headline=selector, body=selector)).article_body


OLD, NEWER, TODAY = Layout(valid_until=date(2019, 12, 31)), Layout(valid_until=date(2022, 6, 30)), Layout(headline="h1")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 1, 1), OLD),
        (date(2019, 12, 31), OLD),
        (date(2020, 1, 1), NEWER),
        (date(2022, 6, 30), NEWER),
        (date(2022, 7, 1), TODAY),
        (None, TODAY),
    ],
)
def test_a_dated_layout_holds_until_its_last_day(day: date | None, expected: Layout) -> None:
    assert chosen(day, OLD, NEWER, TODAY) is expected


def test_looks_win_over_dates() -> None:
    seen = Layout(match="body.story2024", valid_until=date(1999, 1, 1))
    unseen = Layout(match="body.story1999")
    assert chosen(date(2015, 1, 1), OLD, unseen, seen, TODAY) is seen
    assert chosen(date(2015, 1, 1), unseen, OLD, TODAY) is OLD


def test_no_layout_fits() -> None:
    assert chosen(date(2023, 1, 1), OLD, NEWER) is None
    assert chosen(date(2023, 1, 1), Layout(match="body.story1999")) is None
    assert chosen(date(2023, 1, 1)) is None
    assert choose_layout(Document.parse(PAGE, URL), None, None) is None
