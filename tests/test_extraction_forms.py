"""Galleries and films, and the words that stand with pictures."""

from __future__ import annotations

import json

import pytest

from newscrawl.extraction.article import examine
from newscrawl.extraction.captions import Caption, lead_caption, split_credit
from newscrawl.extraction.document import Document
from newscrawl.items import Article

CAPTIONS = [
    f"Visitors look at the {name} from the bridge, which was opened to everybody for the first time on Monday."
    for name in ("harbour", "old mill", "lighthouse", "fish market", "north quay")
]


def read(body: str, data: object = None, head: str = "") -> Article:
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    head += f"<title>The town from above</title>{script}"
    page = f"<html lang=en><head>{head}</head><body><main>{body}</main></body></html>"
    return examine(Document.parse(page, "https://example.org/2026/the-town-from-above-1234567"))[0]


def figures(extra: str = "") -> str:
    return "".join(
        f"<figure><img src='/{n}.jpg'><figcaption>{c}{extra}</figcaption></figure>" for n, c in enumerate(CAPTIONS)
    )


HEAD = "<h1>The town from above</h1>"
INTRO = "<p>On Monday the town opened its new bridge, and hundreds came.</p>"


def test_many_pictures_with_captions_and_hardly_any_text_are_a_gallery() -> None:
    article = read(HEAD + INTRO + figures(" <span class='credit'>Photo: Ada Finch</span>"))
    assert article.kind == "gallery"
    body = article.article_body
    assert [body.count(c) for c in CAPTIONS] == [1] * 5
    assert [body.index(c) for c in CAPTIONS] == sorted(body.index(c) for c in CAPTIONS)
    assert body.startswith("On Monday the town opened")
    assert "Ada Finch" not in body


def test_a_gallery_that_the_data_tell_has_the_captions_of_the_data_where_none_is_printed() -> None:
    pictures = [{"@type": "ImageObject", "url": f"/{n}.jpg", "caption": c} for n, c in enumerate(CAPTIONS)]
    article = read(HEAD + INTRO, {"@type": "ImageGallery", "headline": "The town from above", "image": pictures})
    assert article.kind == "gallery"
    assert article.article_body.split("\n\n")[1:] == CAPTIONS


def test_a_story_with_many_pictures_is_an_article() -> None:
    text = "".join(f"<p>{c} It took {n} years to build, and {n} more to pay for it, as the town's books show.</p>"
                   for n, c in enumerate((*CAPTIONS, *reversed(CAPTIONS)), 2))  # fmt: skip
    short = "".join(
        f"<figure><img src=/{n}.jpg><figcaption>The bridge, number {n}.</figcaption></figure>" for n in range(5)
    )
    article = read(HEAD + text + short)
    assert article.kind == "article"
    assert "The bridge, number" not in article.article_body


def test_captions_of_teasers_make_no_gallery() -> None:
    teasers = "".join(f"<a href=/story-{n}><figure><img src=/{n}.jpg><figcaption>{c}</figcaption></figure></a>"
                      for n, c in enumerate(CAPTIONS))  # fmt: skip
    assert read(HEAD + INTRO + teasers).kind == "article"


PLAYER = "<div class=video><p>This video can not be played</p><p>Volume 90%</p><p>0:00 / 1:23</p></div>"
FILM = "The pilot goes out to the buoy every spring, and every spring the same whale is there and lets him come near."


@pytest.mark.parametrize("typed", [True, False])
def test_the_text_of_a_film_is_its_description_and_not_the_player_s_words(typed: bool) -> None:
    data = {
        "@type": "VideoObject",
        "name": "The town from above",
        "headline": "The town from above",
        "description": FILM,
    }
    head = (
        ""
        if typed
        else f"<meta property='og:type' content='video.other'><meta property='og:description' content='{FILM}'>"
    )
    article = read(HEAD + PLAYER, data if typed else None, head)
    assert (article.kind, article.article_body) == ("video", FILM)


def test_a_caption_that_says_nothing_of_the_picture_is_none() -> None:
    boring = ("Tous droits réservés", "All rights reserved.", "© Copyright", "03:07 Min.", "Von Ada Finch 09.09.2025")
    for words in boring:
        assert lead_caption([Caption(words, None)]) == (None, None)
    assert lead_caption([Caption("Alle Rechte vorbehalten", None), Caption(CAPTIONS[0], "Copyright")]) == (
        CAPTIONS[0],
        None,
    )
    assert lead_caption([Caption("Service Games Shop Tickets", None, of_story=False)]) == (None, None)


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The bridge on Monday. (Photo by Ada Finch/AP)", "The bridge on Monday.", "Ada Finch/AP"),
        ("The bridge on Monday. Foto: Ada Finch", "The bridge on Monday.", "Ada Finch"),
        ("Мост в понедельник Фото: Иван Иванов", "Мост в понедельник", "Иван Иванов"),
        ("The bridge - Ada Finch/Copyright 2026 The AP. All rights reserved.", "The bridge", "Ada Finch"),
        ("The bridge on Monday. © Ada Finch", "The bridge on Monday.", "Ada Finch"),
    ],
)
def test_caption_and_credit_in_one_line(printed: str, caption: str, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    ("told", "printed", "section"),
    [
        ("news_news", "<ul class=breadcrumb><li><a href=/>Home</a><li><a href='/2026/'>World</a></ul>", "World"),
        ("politics", "<ul class=breadcrumb><li><a href='/2026/'>Politics</a></ul>", "Politics"),
        ("sport-fussball", "<ul class=breadcrumb><li><a href='/2026/'>Fußball</a></ul>", "Fußball"),
        ("Arts", "<ul class=breadcrumb><li><a href='/2026/'>Elsewhere</a></ul>", "Arts"),
        ("Sport,Football,Premier League", "", "Sport"),
        ("My&#x20;Europe", "", "My Europe"),
        ("news_news", "", "news_news"),
        ("", "<ul class=breadcrumb><li><a href='/en'>Startseite</a><li><a href='/en/'>World</a></ul>", "World"),
        ("", "<ul class=breadcrumb><li><a href='/en'>www.example.org</a></ul>", None),
        ("", "<a href='/2026/'>2026</a>", None),
    ],
)
def test_a_section_is_a_name_that_people_read(told: str, printed: str, section: str | None) -> None:
    data = {"@type": "NewsArticle", "headline": "The town from above", "articleSection": told}
    assert read(printed + HEAD + INTRO, data).article_section == section


def test_a_part_that_is_not_free_makes_the_story_one_that_is_not() -> None:
    data = {"@type": "NewsArticle", "headline": "The town from above",
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False"}}  # fmt: skip
    assert read(HEAD + INTRO, data).is_accessible_for_free is False


def test_keywords_are_parted_by_the_commas_of_every_script() -> None:
    assert read(HEAD + INTRO, head="<meta name=keywords content='桟橋、市議会，工事'>").keywords == [
        "桟橋",
        "市議会",
        "工事",
    ]
