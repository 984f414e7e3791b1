"""The pictures of a story: which they are, each once, with the words beneath them."""

from __future__ import annotations

import json

import pytest

from newscrawl.demo.newsroom import build
from newscrawl.extraction import extract
from newscrawl.items import Image

URL = "https://example.org/news/pier"
TEXT = (
    "<p>The council of Harbour County voted on Monday to rebuild the old pier, six years after a storm took it.</p>"
    "<p>Work begins in the spring, said the mayor, who had promised a new pier when she was elected first.</p>"
)
MORE = (
    "<p>Fishermen who had landed their catch at the ferry terminal since then welcomed the vote with their horns.</p>"
)


LEAD = "https://example.org/i/mayor-of-harbour-county.jpg"


def pictures(body: str, lead: str = LEAD) -> list[Image]:
    """The pictures of a story, but for the lead picture if it is none of the test's."""
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Council votes to rebuild the old pier",
    }
    facts |= {"author": "Ann Lee", "datePublished": "2024-04-17T09:00:00+00:00", "image": lead}
    head = f"<title>{facts['headline']}</title><script type='application/ld+json'>{json.dumps(facts)}</script>"
    story = f"<article><h1>{facts['headline']}</h1>{TEXT}{body}{MORE}</article>"
    article = extract(f"<!doctype html><html><head>{head}</head><body>{story}</body></html>", URL)
    assert article is not None
    return article.images[lead == LEAD :]


def test_an_empty_address_is_no_lead_picture() -> None:
    assert pictures("", lead="") == []


def test_the_lead_picture_comes_first_and_once_in_whatever_size() -> None:
    shown = '<figure><img src="/i/old-pier-1200x800.jpg"></figure><figure><img src="/i/new-pier.jpg"></figure>'
    found = pictures(shown, lead="https://example.org/i/old-pier-300x200.jpg")
    assert [image.url for image in found] == [
        "https://example.org/i/old-pier-300x200.jpg",
        "https://example.org/i/new-pier.jpg",
    ]


def test_a_caption_is_parted_from_its_credit() -> None:
    (found,) = pictures(
        '<figure><img src="a.jpg"><figcaption>The pier as it was. (Ann Lee/Reuters)</figcaption></figure>'
    )
    assert found == Image("https://example.org/news/a.jpg", "The pier as it was.", "Ann Lee/Reuters")


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="data:image/gif;base64,R0lGOD" data-src="/i/pier.jpg">',
        '<img srcset="/i/small.jpg 300w, /i/pier.jpg 1200w">',
        '<img src="/i/grey-placeholder.png" data-original="/i/pier.jpg">',
        '<a href="/i/pier-large.jpg"><img src="/i/pier.jpg"></a>',
        '<img src=" /i/pier.jpg\n">',
    ],
)
def test_the_address_is_that_of_the_picture(markup: str) -> None:
    assert [image.url for image in pictures(f"<figure>{markup}</figure>")] == ["https://example.org/i/pier.jpg"]


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/news/dam"><img src="/i/dam.jpg"></a>',
        '<div class="related"><img src="/i/dam.jpg"></div>',
        '<aside><img src="/i/dam.jpg"></aside>',
        '<div class="author"><img src="/i/ann-lee.jpg"></div>',
        '<img src="/i/rule.gif" width="1">',
        '<img src="data:image/gif;base64,R0lGOD">',
        '<img src="javascript:void(0)">',
        '<img src="http://[::1/a.jpg">',
        "<img>",
    ],
)
def test_decoration_portraits_and_teasers_are_none_of_the_storys(markup: str) -> None:
    assert pictures(markup) == []


def test_pictures_of_the_bundled_newsroom_are_found() -> None:
    newsroom = build("small")
    story = next(
        story for story in newsroom.truth("newsroom.test") if story.headline.startswith("After eleven winters")
    )
    page = newsroom.answer("newsroom.test", story.url.removeprefix("http://newsroom.test"), {})
    article = extract(page.body, story.url)
    assert article is not None
    assert [image.url.rpartition("/")[2] for image in article.images] == ["010-ferry.svg", "010-ferry-16.svg"]
    assert (article.images[0].caption, article.images[0].credit) == (story.image_caption, story.image_credit)


def test_a_page_full_of_pictures_costs_no_more_than_the_largest_gallery() -> None:
    assert len(pictures("".join(f"<figure><img src='/i/{n}/of-many.jpg?{n}'></figure>" for n in range(5000)))) <= 100


def caption(body: str) -> tuple[str | None, str | None]:
    """The lead picture's caption and credit of a story without data."""
    head = "<h1>Council votes to rebuild the old pier</h1><p>17 April 2024</p>"
    page = f"<!doctype html><html><body>{body.format(head=head, text=TEXT + MORE)}</body></html>"
    article = extract(page, "https://example.org/2024/04/17/council-votes-to-rebuild-the-old-pier")
    assert article is not None
    return article.image_caption, article.image_credit


@pytest.mark.parametrize(
    "box",
    [
        "<div class='widget'><img src='/a.png'><span class='caption'>Voted best paper by us</span></div>",
        "<div class='gh-MainNav'><p class='gh-MainNav_Caption'>Published by Jane Roe and others</p></div>",
        "<section class='Dialog Dialog--Top'><figure><figcaption>We earn by links.</figcaption></figure></section>",
        "<div id='cookie-bar'><span class='cli-necessary-caption'>Always enabled, always</span></div>",
        "<span class='ad-caption'>Advertisement:</span>",
        "<div class='caption'>Episode teaser image:</div>",
    ],
)
def test_captions_of_menus_rails_and_layers_are_not_the_story_s(box: str) -> None:
    assert caption("<div class='x'>" + box + "</div><main>{head}{text}</main>") == (None, None)


def test_a_box_with_the_headline_in_it_may_be_called_after_its_sidebar() -> None:
    figure = "<figure><img src='/p.jpg'><figcaption>The pier as it was.</figcaption></figure>"
    page = "<div class='wrap sidebar'><main>{head}" + figure + "{text}</main></div>"
    assert caption(page) == ("The pier as it was.", None)


SHOWN = "The pier as it was on the day before the storm, in the harbour of Port Ann."


@pytest.mark.parametrize(
    ("words", "credited"),
    [
        (f"<span class='off-screen'>Image caption</span> <span>{SHOWN}</span>", None),
        (f"<span>{SHOWN}</span><span>Ann Lee/Reuters</span>", "Ann Lee/Reuters"),
    ],
)
def test_labels_for_screen_readers_and_credits_in_an_element_of_their_own(words: str, credited: str | None) -> None:
    figure = f"<figure><img src='/p.jpg'><figcaption>{words}</figcaption></figure>"
    assert caption("<main>{head}" + figure + "{text}</main>") == (SHOWN, credited)
