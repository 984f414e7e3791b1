"""Live blogs: what is one, and its entries with their times."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newscrawl.extraction import extract
from newscrawl.items import Article
from newscrawl.site import Site

VISIT = datetime(2026, 4, 18, 9, 0, tzinfo=UTC)
BERLIN = Site(name="example.org", home="https://example.org/", domains=("example.org",), time_zone="Europe/Berlin")
NUMBERS = ("first", "second", "third", "fourth", "fifth")
INTRO = (
    "<p>Water has risen over the quays of the old town since the morning, and the mayor has called for volunteers.</p>"
)


def sentence(number: str) -> str:
    return f"The {number} bridge is closed, the police say, and buses go by the ring road until further notice."


def read(body: str, data: object = None, url: str = "https://example.org/news/flood-in-the-old-town-live") -> Article:
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>" if data else ""
    page = (
        "<html lang=en><head><meta property=og:type content=article>"
        f"<meta property='article:published_time' content='2026-04-17T08:00:00+02:00'>{script}</head><body><main>"
        f"<h1>Flood in the old town: all that happens</h1>{INTRO}{body}</main></body></html>"
    )
    article = extract(page, url, fetched_at=VISIT, site=BERLIN)
    assert article is not None
    return article


def printed(stamp: str, *, tag: str = "div", extra: str = "") -> str:
    hours = (12, 11, 10, 9, 8)
    return (
        "<section class=feed>"
        + "".join(
            f"<{tag} class='entry entry-{n}'>{stamp.format(h=hour)}<h3>Bridge {n} closed</h3>"
            f"<p>{sentence(number)}</p>{extra}</{tag}>"
            for n, (number, hour) in enumerate(zip(NUMBERS, hours, strict=True))
        )
        + "</section>"
    )


DATA = {
    "@type": "LiveBlogPosting",
    "headline": "Flood in the old town: all that happens",
    "datePublished": "2026-04-17T08:00:00+02:00",
    "author": {"@type": "Person", "name": "Ada Finch"},
    "liveBlogUpdate": [
        {"@type": "BlogPosting", "headline": f"Bridge {n} closed", "articleBody": f"<p>{sentence(number)}</p>",
         "datePublished": f"2026-04-17T{12 - n:02}:00:00+02:00", "author": {"@type": "Person", "name": "Jo Smith"}}
        for n, number in enumerate(NUMBERS)
    ],
}  # fmt: skip


def test_entries_of_the_page_s_data() -> None:
    article = read("<div id=app></div>", DATA)
    assert article.kind == "liveblog"
    first, last = article.live_entries[0], article.live_entries[-1]
    assert (first.headline, first.text) == ("Bridge 0 closed", sentence("first"))
    assert (first.date_published, first.authors) == ("2026-04-17T12:00:00+02:00", ["Jo Smith"])
    assert last.date_published == "2026-04-17T08:00:00+02:00"
    assert article.provenance["live_entries"] == "json-ld"


def test_entries_that_a_script_would_draw_stand_in_the_body() -> None:
    article = read("<div id=app></div>", DATA)
    for number in NUMBERS:
        assert article.article_body.count(sentence(number)) == 1
    assert article.article_body.startswith("Water has risen")


@pytest.mark.parametrize(
    "stamp",
    [
        "<time datetime='2026-04-17T{h:02}:00:00+02:00'>{h}:00</time>",
        "<time>{h:02}:00</time>",
        "<span class='entry__time'>{h}.00 Uhr</span>",
        "<div class=meta><span class=timestamp>17.04.2026, {h:02}:00</span></div>",
    ],
)
@pytest.mark.parametrize("tag", ["div", "article", "li"])
def test_entries_that_are_printed_where_no_data_call_it_a_live_blog(stamp: str, tag: str) -> None:
    article = read(f"<div class='liveblog'>{printed(stamp, tag=tag, extra='<button>Share</button>')}</div>")
    assert article.kind == "liveblog"
    assert [e.date_published for e in article.live_entries] == [
        f"2026-04-17T{hour:02}:00:00+02:00" for hour in (12, 11, 10, 9, 8)
    ]
    assert [(e.headline, e.text) for e in article.live_entries] == [
        (f"Bridge {n} closed", sentence(number)) for n, number in enumerate(NUMBERS)
    ]
    assert "Share" not in article.article_body
    assert [article.article_body.count(sentence(number)) for number in NUMBERS] == [1] * 5


def test_times_of_day_go_over_midnight() -> None:
    hours = ("01:10", "00:20", "23:40", "22:15")
    body = "".join(
        f"<div class=post><time>{hour}</time><p>{sentence(number)}</p></div>"
        for hour, number in zip(hours, NUMBERS, strict=False)
    )
    article = read(f"<div class=live-blog>{body}</div>")
    assert [e.date_published for e in article.live_entries] == [
        "2026-04-18T01:10:00+02:00",
        "2026-04-18T00:20:00+02:00",
        "2026-04-17T23:40:00+02:00",
        "2026-04-17T22:15:00+02:00",
    ]


@pytest.mark.parametrize(
    "make",
    [
        "<h3>{h} Uhr: Bridge {n} closed</h3><p>{text}</p>",
        "<p>+++ {h} Bridge {n} closed +++</p><p>{text}</p>",
        "<p><strong>{h} Uhr:</strong> {text}</p>",
    ],
)
def test_paragraphs_that_begin_with_a_time_are_entries(make: str) -> None:
    hours = ("12.05", "11.10", "10.30", "9.45", "8.15")
    body = "".join(
        make.format(h=hour, n=n, text=sentence(number))
        for n, (hour, number) in enumerate(zip(hours, NUMBERS, strict=True))
    )
    article = read(body, url="https://example.org/news/flood-liveticker-1234567")
    assert article.kind == "liveblog"
    assert [e.text for e in article.live_entries] == [sentence(number) for number in NUMBERS]
    assert article.live_entries[0].date_published == "2026-04-17T12:05:00+02:00"


TEASERS = "<ul class=news>" + "".join(
    f"<li><time datetime='2026-04-17T{h:02}:00:00+02:00'>{h}:00</time> <a href='/news/{h}-and-so-on-and-on'>"
    f"{sentence('other')}</a></li>"
    for h in range(8, 16)
) + "</ul>"  # fmt: skip
COMMENTS = "<div id=comments>" + "".join(
    f"<div class=item><time datetime='2026-04-17T{h:02}:00:00+02:00'>{h}:00</time><p>{sentence('wrong')}</p></div>"
    for h in range(8, 16)
) + "</div>"  # fmt: skip


@pytest.mark.parametrize("rest", [TEASERS, COMMENTS])
def test_teasers_and_comments_with_times_make_no_live_blog(rest: str) -> None:
    story = "".join(f"<p>{sentence(number)} {sentence(number)}</p>" for number in NUMBERS)
    article = read(story + rest, url="https://example.org/news/flood-in-the-old-town")
    assert (article.kind, article.live_entries) == ("article", [])


def test_an_entry_that_is_pinned_stands_once() -> None:
    article = read("<div></div>", {**DATA, "liveBlogUpdate": [DATA["liveBlogUpdate"][2], *DATA["liveBlogUpdate"]]})  # type: ignore[index]
    assert len(article.live_entries) == 5


@pytest.mark.parametrize("entries", [3, 5])
def test_the_printed_date_under_the_headline_dates_a_story_whose_entries_have_times(entries: int) -> None:
    feed = "".join(
        f"<div><time datetime='2026-04-17T{15 - n}:30:00+02:00'>{15 - n}:30</time><p>{sentence(NUMBERS[n])}</p></div>"
        for n in range(entries)
    )
    page = (
        "<html lang=en><body><table><tr><td><h1>Flood in the old town: all that happens</h1>"
        f"<font>By Ada Finch - 17 April 2026, 08:10 - read 35 times</font>{INTRO}{feed}</td></tr></table></body></html>"
    )
    article = extract(page, "https://example.org/story.php?id=4120", fetched_at=VISIT, site=BERLIN)
    assert article is not None
    assert article.date_published == "2026-04-17T08:10:00+02:00"
