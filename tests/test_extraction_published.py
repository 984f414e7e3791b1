"""Publication and change told apart, in data and in print that may contradict each other."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newscrawl.extraction import Document, examine, extract
from newscrawl.items import Article
from newscrawl.site import Site

VISIT = datetime(2026, 4, 22, 14, 0, tzinfo=UTC)
TEXT = (
    "<p>The council voted on Monday to close the old pier, and the mayor said that work was to begin in spring.</p>" * 4
)
URL = "https://example.org/news/council-votes-to-close-the-old-pier"
BERLIN = Site(name="example.org", home="https://example.org/", domains=("example.org",), time_zone="Europe/Berlin")


def read(printed: str = "", url: str = URL, lang: str = "en", head: str = "", **data: str) -> Article:
    script = json.dumps({"@type": "NewsArticle", "headline": "Council votes", **data}) if data else "{}"
    page = (
        f"<html lang='{lang}'><head><meta property='og:type' content='article'>{head}"
        f"<script type='application/ld+json'>{script}</script></head><body><article>"
        f"<h1>Council votes to close the old pier</h1>{printed}{TEXT}</article></body></html>"
    )
    article = extract(page, url, fetched_at=VISIT, site=BERLIN)
    assert article is not None
    return article


def test_midnight_in_the_data_gives_way_to_the_time_that_is_printed() -> None:
    article = read("<p class='date'>17.04.2026, 15:07 Uhr</p>", lang="de", datePublished="2026-04-17T00:00:00+02:00")
    assert (article.date_published, article.date_precision) == ("2026-04-17T15:07:00+02:00", "minute")
    assert article.date_published_raw == "17.04.2026, 15:07 Uhr"


def test_the_day_by_the_headline_counts_where_a_trail_prints_the_headline_as_well() -> None:
    trail = "<div>News</div><div>Council votes to close the old pier</div><div class='date'>22 April 2026, 09:00</div>"
    menu = "".join(f"<div>Part {n} of the site</div>" for n in range(50))
    page = (
        f"<html><head><title>Council votes to close the old pier</title></head><body>{trail}{menu}"
        f"<h1>Council votes to close the old pier</h1><div class='date'>17 April 2026, 15:07</div>{TEXT}</body></html>"
    )
    article = extract(page, URL, site=BERLIN)
    assert article is not None
    assert article.date_published == "2026-04-17T15:07:00+02:00"


def test_midnight_in_the_data_is_a_day() -> None:
    article = read(datePublished="2026-04-17T00:00:00+02:00")
    assert (article.date_published, article.date_precision) == ("2026-04-17T00:00:00+02:00", "day")
    assert article.date_published_raw == "2026-04-17T00:00:00+02:00"


@pytest.mark.parametrize("placeholder", ["1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00", "0001-01-01", "0"])
def test_a_field_that_nobody_filled_in_is_no_date(placeholder: str) -> None:
    article = read("<p class='date'>17 April 2026, 15:07</p>", datePublished=placeholder)
    assert article.date_published == "2026-04-17T15:07:00+02:00"


def test_the_time_of_the_page_s_making_is_not_that_of_publication() -> None:
    article = read("<p class='date'>Published 17 April 2026, 15:07</p>", datePublished="2026-04-22T13:58:11Z")
    assert article.date_published == "2026-04-17T15:07:00+02:00"
    fresh = read("<p class='date'>Published 22 April 2026, 15:57</p>", datePublished="2026-04-22T13:57:11Z")
    assert fresh.date_published == "2026-04-22T13:57:11+00:00"


def test_print_and_address_together_outvote_the_data() -> None:
    url = "https://example.org/2024/02/03/council-votes"
    article = read("<p class='date'>3 February 2024</p>", url=url, datePublished="2026-01-05T10:00:00Z")
    assert (article.date_published or "")[:10] == "2024-02-03"


def test_a_date_of_change_alone_is_no_date_of_publication() -> None:
    article = read(dateModified="2026-04-20T10:00:00Z")
    assert (article.date_published, article.date_modified) == (None, "2026-04-20T10:00:00+00:00")


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("<p class=byline>Updated: April 17, 2026, 15:07</p>", "2026-04-17T15:07:00+02:00"),
        ("<p class=meta><time class=updated datetime='2026-04-17T15:07:00+02:00'>Friday 3:07pm</time></p>",
         "2026-04-17T15:07:00+02:00"),
    ],
)  # fmt: skip
def test_a_change_that_is_the_only_date_in_print_dates_the_story(printed: str, iso: str) -> None:
    article = read(printed, author="Ann Lee")
    assert article.date_published == iso
    assert article.provenance["date_published"].startswith("html, last change")
    assert read(printed, datePublished="2026-04-16T10:00:00Z").date_published == "2026-04-16T10:00:00+00:00"


@pytest.mark.parametrize(
    "printed",
    [
        "<time class='entry-date published updated' datetime='2026-04-17T15:07:00+02:00'>April 17, 2026</time>",
        "<p><a href=/x><time class=updated datetime='2026-04-18T10:00:00+02:00'>April 18, 2026</time>"
        "<time class='entry-date published' datetime='2026-04-17T15:07:00+02:00'>April 17, 2026</time></a></p>",
        "<ul><li><time datetime='2026-04-17T15:07:00+02:00'>04.17.26</time></li></ul>",
        "<p><time data-published='2026-04-17 13:07:00Z'>4 hours ago</time></p>",
    ],
)
def test_what_a_time_tells_programs_wins_over_its_words(printed: str) -> None:
    date = read(printed).date_published
    assert date is not None
    assert datetime.fromisoformat(date) == datetime(2026, 4, 17, 13, 7, tzinfo=UTC)


def test_what_a_list_tells_of_the_story_is_no_date_of_it() -> None:
    assert read("<ul><li>The old pier was opened on August 14, 1935</li></ul>", author="Ann Lee").date_published is None


def test_a_date_to_come_is_none() -> None:
    article = read("<p class='date'>17 April 2026, 15:07</p>", datePublished="2027-04-17T13:07:00Z")
    assert article.date_published == "2026-04-17T15:07:00+02:00"


PAIRS = [
    ("<p>Published: 17 April 2026, 15:07 | Updated: 18 April 2026, 10:00</p>", "en"),
    ("<p>Updated: 18 April 2026, 10:00 | Published: 17 April 2026, 15:07</p>", "en"),
    ("<p>Last updated on 18 April 2026, 10:00. First published on 17 April 2026, 15:07</p>", "en"),
    ("<div>Updated <time>18 April 2026, 10:00</time></div>"
     "<div>Published <time>17 April 2026, 15:07</time></div>", "en"),
    ("<p><span>Updated:</span> <time datetime='2026-04-18T10:00:00+02:00'>18 Apr</time></p>"
     "<p><time datetime='2026-04-17T15:07:00+02:00'>17 Apr</time></p>", "en"),
    ("<p>Aktualisiert am 18.04.2026, 10:00 Uhr</p><p>Veröffentlicht am 17.04.2026, 15:07 Uhr</p>", "de"),
    ("<p>Publié le 17/04/2026 à 15h07, mis à jour le 18/04/2026 à 10h00</p>", "fr"),
    ("<p>Publicado el 17 de abril de 2026 a las 15:07. Actualizado el 18 de abril de 2026 a las 10:00</p>", "es"),
    ("<p>17/04/2026 15h07 - Atualizado 18/04/2026 10h00</p>", "pt-BR"),
    ("<p>Julkaistu 17.4.2026 15.07 Päivitetty 18.4.2026 10.00</p>", "fi"),
    ("<p>Publicerad 17 april 2026 kl 15.07</p><p>Uppdaterad 18 april 2026 kl 10.00</p>", "sv"),
    ("<p>17 апреля 2026, 15:07. Обновлено 18 апреля 2026, 10:00</p>", "ru"),
    ("<p>Giriş: 17.04.2026 15:07 Güncelleme: 18.04.2026 10:00</p>", "tr"),
    ("<p>تاريخ النشر: 17 أبريل 2026 15:07</p><p>آخر تحديث: 18 أبريل 2026 10:00</p>", "ar"),
    ("<p>입력 2026.04.17 15:07 수정 2026.04.18 10:00</p>", "ko"),
    ("<p>2026年4月17日 15:07（2026年4月18日 10:00 更新）</p>", "ja"),
    ("<p>最終更新：2026年4月18日 10:00</p><p>公開日：2026年4月17日 15:07</p>", "ja"),
    ("<p>เผยแพร่: 17 เม.ย. 2569 15:07 ปรับปรุง: 18 เม.ย. 2569 10:00</p>", "th"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "lang"), PAIRS)
def test_publication_and_change_side_by_side(printed: str, lang: str) -> None:
    article = read(printed, lang=lang)
    assert article.date_published == "2026-04-17T15:07:00+02:00"


@pytest.mark.parametrize(
    ("printed", "lang"), [pair for pair in PAIRS if "<time" not in pair[0] and "年4月17日 15" not in pair[0]]
)
def test_a_change_that_is_printed_alone_is_kept(printed: str, lang: str) -> None:
    article = read(printed, lang=lang)
    assert (article.date_modified, article.provenance["date_modified"]) == (
        "2026-04-18T10:00:00+02:00",
        "html, zone of the site",
    )


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("<span class='timestamp'>vor 2 Stunden</span>", "2026-04-22T14:00:00+02:00"),
        ("<time>gestern, 18:20 Uhr</time>", "2026-04-21T18:20:00+02:00"),
        ("<p class='post-date'>17. April, 15:07 Uhr</p>", "2026-04-17T15:07:00+02:00"),
        ("<p>Veröffentlicht vor 3 Tagen</p>", "2026-04-19T00:00:00+02:00"),
    ],
)
def test_a_date_that_is_told_from_the_visit(printed: str, iso: str) -> None:
    article = read(printed, lang="de")
    assert article.date_published == iso


def test_one_line_may_tell_of_publication_and_change_in_one_element() -> None:
    line = "<time datetime='2024-04-17T08:00:00Z'>Posted: Apr 17, 2024 4:00 AM EDT | Last Updated: April 18</time>"
    assert read(f"<p>{line}</p>").date_published == "2024-04-17T08:00:00+00:00"


def test_the_time_of_a_teaser_dates_another_story() -> None:
    teaser = "<div><h4><a href=/old-bridge>An old bridge of the village</a></h4><p><time>2016-02-27</time></p></div>"
    assert read(15 * TEXT + teaser, articleSection="Local").date_published is None


def test_how_long_a_film_may_be_seen_is_no_date_of_the_story() -> None:
    printed = "<p>02:57 min. Verfügbar bis 06.05.2024.</p><p>Stand: 22.04.2024, 06:00 Uhr</p>"
    assert str(read(printed, lang="de", articleSection="Land").date_published).startswith("2024-04-22T06:00")


def test_the_only_time_of_a_page_is_its_story_s_also_in_a_rail() -> None:
    assert (
        str(read("<aside><time class='publish-date'>17 April 2024</time></aside>").date_published)[:10] == "2024-04-17"
    )


def test_posts_and_comments_have_dates_of_their_own() -> None:
    post = (
        "<blockquote><p>A post of somebody</p><time datetime='2018-03-12T19:30:12Z'>12 March 2018</time></blockquote>"
    )
    comment = "<div class='comment_default'><p><time>2018-03-14 10:12</time></p></div>"
    assert read(15 * TEXT + post + comment, articleSection="Local").date_published is None


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("<h2 class='date-header'>Friday, December 23, 2016</h2>", "2016-12-23"),
        ("<aside class=who><span>17 April 2024, 15:07</span> by Jane Doe</aside>", "2024-04-17T15:07"),
        ("<div>2019</div><div>09/07</div><div>19:02</div>", "2019-09-07T19:02"),
        (f"<p>Sept. 23, 2015 -- {TEXT[3:]}", "2015-09-23"),
        (f"<p>(23.09.2015) At last: {TEXT[3:]}", "2015-09-23"),
        (f"<p>OLDTOWN, Sept. 23, 2015 (AP) — {TEXT[3:]}", "2015-09-23"),
        (15 * TEXT + "<p>来源：读者 时间：2015-09-23 14:34</p>", "2015-09-23T14:34"),
        (15 * TEXT + "<p class=submitted>Sent by jd on 23 September 2015 - 18:55</p>", "2015-09-23T18:55"),
    ],
)
def test_where_a_day_may_be_printed(printed: str, iso: str) -> None:
    assert str(read(printed, articleSection="Local").date_published).startswith(iso)


def test_a_day_with_which_a_story_begins_may_be_told_by_it() -> None:
    printed = f"<p>On 3 March 2021 — a day of rain — {TEXT[3:]}"
    assert read(printed, articleSection="Local").date_published is None


def test_a_day_of_something_else_behind_a_story_does_not_date_it() -> None:
    assert read(15 * TEXT + "<p>Release Date: 23 September 2015</p>", articleSection="Local").date_published is None


def test_two_days_behind_a_story_are_those_of_others() -> None:
    printed = 15 * TEXT + "<p class=date>23 September 2015</p><p class=date>24 September 2015</p>"
    assert read(printed, articleSection="Local").date_published is None


def test_a_day_at_the_end_of_the_title() -> None:
    title = "<title>Council votes to close the old pier – Example – 17.04.2024</title>"
    assert str(read(head=title, articleSection="Local", lang="de").date_published)[:10] == "2024-04-17"


def test_the_masthead_s_day_of_today_is_not_the_story_s() -> None:
    menu = "".join(f"<p>{name}</p>" for name in ("News", "Sport", "Weather", "Letters", "Shop"))
    data = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "An old pier"}</script>'
    masthead = f"<p class=date>Wednesday, 22 April 2026</p>{menu}"
    article = extract(f"<html lang=en>{data}<body>{masthead}<h1>An old pier is to be closed</h1>{TEXT}", URL)
    assert article is not None
    assert article.date_published is None


@pytest.mark.parametrize(
    "masthead",
    [
        "<header><a href='/'>Daily</a><time>Wednesday, April 22, 2026</time><nav><a href='/w'>World</a></nav></header>",
        "<header><div>Wednesday, April 22, 2026</div><nav><a href='/w'>World</a></nav></header>",
        "<time>Wednesday, April 22, 2026</time><p>Weather</p><p>Harbour</p><p>Tides</p><p>Ferries</p>",
    ],
)
def test_the_day_of_today_in_a_masthead_is_not_the_storys(masthead: str) -> None:
    page = (
        f"<html lang='en'><body>{masthead}<main><h1>Council votes to close the old pier</h1>"
        f"<div>Ann Lee | 15 April 2025, 14:52</div>{TEXT}</main></body></html>"
    )
    article = extract(page, URL, fetched_at=VISIT, site=BERLIN)
    assert article is not None
    assert article.date_published == "2025-04-15T14:52:00+02:00"


def test_a_day_that_is_called_that_of_publication_outdoes_the_times_of_posts() -> None:
    posts = "".join(
        f"<div class='post'><time datetime='2026-04-21T1{n}:00Z'>1{n}:00</time><h3>Post {n}</h3>{TEXT[:120]}</p></div>"
        for n in range(3)
    )
    page = (
        "<html lang='en'><body><main><h1>Council votes to close the old pier</h1>"
        f"<div>Published Apr. 20, 2026 at 9:36 AM</div>{posts}{TEXT}</main></body></html>"
    )
    found = extract(page, URL, fetched_at=VISIT, site=BERLIN)
    assert found is not None and found.date_published == "2026-04-20T09:36:00+02:00"


def test_dates_of_cards_that_a_link_covers_are_other_stories() -> None:
    cards = "".join(
        f"<section><article class='c'><a href='/a/{n}' aria-label='Fire in the hills, part {n}'></a>"
        f"<h3>Fire in the hills, part {n}</h3><time datetime='2026-04-21T0{n}:00Z'>Apr. 21</time></article></section>"
        for n in range(1, 4)
    )
    page = (
        f"<html lang='en'><body><main><h1>Council votes to close the old pier</h1><div><span>Posted: </span>"
        f"Jan 03, 2025 3:48 PM</div>{TEXT}</main>{cards}</body></html>"
    )
    found = extract(page, URL, fetched_at=VISIT, site=BERLIN)
    assert found is not None and found.date_published == "2025-01-03T15:48:00+01:00"


def test_a_footer_before_the_text_tells_byline_and_day_as_drupal_writes_it() -> None:
    footer = "<footer class=node__meta>By Jane Doe <span>17 April 2024 - 15:07</span></footer>"
    teaser = f"<article><h3><a href='/b'>A bridge</a></h3>{footer.replace('17', '3')}<p>{TEXT}</p></article>"
    page = f"<h1>Council votes to close the old pier</h1>{{}}<div><article>{footer}{TEXT}</article></div>"
    for before in ("", teaser):
        article = extract(f"<html lang=en><body>{page.format(before)}</body></html>", URL, site=BERLIN)
        assert article is not None
        assert (article.date_published, article.authors) == ("2024-04-17T15:07:00+02:00", ["Jane Doe"])


def test_when_a_story_is_on_the_air_is_not_when_it_was_published() -> None:
    air = "<p>Dieses Thema im Programm: Radio Eins | 18.04.2024 | 06:00 Uhr</p>"
    article = read(f"<p>Stand: 17.04.2024 | 15:07 Uhr</p>{TEXT}{air}", lang="de", articleSection="Local")
    assert article.date_published == "2024-04-17T15:07:00+02:00"
    assert "Radio Eins" not in article.article_body


@pytest.mark.parametrize(
    "printed",
    [
        "<button><p>입력 2026.04.17 15:07</p></button>",
        f"<div><aside><div>17.04.2026 um 15:07</div><div>von Jane Doe</div></aside>{TEXT}</div>",
    ],
)
def test_dates_in_buttons_and_in_the_margin_of_the_text_count(printed: str) -> None:
    assert (read(printed, lang="ko" if "입" in printed else "de").date_published or "")[:16] == "2026-04-17T15:07"


@pytest.mark.parametrize(
    "printed",
    [
        f"<div><aside><h3><a href='/b'>Fire in the hills</a></h3>17.04.2026</aside>{TEXT}</div>",
        "<button>Play 17.04.2026 15:07</button>",
    ],
)
def test_the_dates_of_other_margins_and_buttons_do_not_count(printed: str) -> None:
    byline = "<p class='author'>Jane Doe</p>"
    article = read(byline + printed, "https://example.org/2026/04/10/council-votes-to-close-the-old-pier", "de")
    assert (article.date_published or "")[:10] == "2026-04-10"


def test_the_last_line_of_an_old_blog_dates_its_story() -> None:
    filed = (
        "<div>This entry was posted by <a href='/author/jane'>Jane Doe</a> on Friday, April 17th, 2026 at 3:15 pm"
        " and is filed under <a href='/harbour'>Harbour</a>. You can follow any responses through a feed.</div>"
    )
    assert (read(f"{TEXT}{filed}").date_published or "")[:10] == "2026-04-17"


def test_a_time_element_long_before_the_date_in_the_data_tells_publication() -> None:
    printed = "<time datetime='2026-04-13T09:00:00+02:00'>13.04.2026, 09:00</time>"
    assert read(printed, datePublished="2026-04-17T15:07:11").date_published == "2026-04-13T09:00:00+02:00"
    near = printed.replace("13T09:00:00", "17T09:00:00").replace("13.04", "17.04")
    assert read(near, datePublished="2026-04-17T15:07:11+02:00").date_published == "2026-04-17T15:07:11+02:00"


@pytest.mark.parametrize("told", ["2018-03-01T00:00:00+01:00", "2018-03-01", "2018-03-01T11:20:00+01:00"])
def test_the_date_of_a_template_gives_way_where_the_address_and_the_page_agree(told: str) -> None:
    url = "https://example.org/2026/04/17/council-votes-to-close-the-old-pier"
    printed = "<p class='date'>17.04.2026, 15:07 Uhr</p>"
    assert read(printed, url, "de", datePublished=told).date_published == "2026-04-17T15:07:00+02:00"
    assert (read(printed, lang="de", datePublished=told).date_published or "")[:10] == "2018-03-01"


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        (
            "<p>Posted by <b>Jane Roe</b> at <abbr title='2026-04-17T05:11:00-05:00'>5:11 AM</abbr></p>",
            "2026-04-17T05:11:00-05:00",
        ),
        (
            "<cite>By Jane Roe – <abbr title='2026-04-17T01:40:40Z'>1 hr 4 mins ago</abbr></cite>",
            "2026-04-17T01:40:40+00:00",
        ),
        (
            "<div>Harbour <abbr title='World Health Organization'>WHO</abbr>, 17 April 2026</div>",
            "2026-04-17T00:00:00+02:00",
        ),
        (
            "<div><span class='updated hide'>2026-04-19T17:27:31+02:00</span><span>17 April 2026</span> | Pier</div>",
            "2026-04-17T00:00:00+02:00",
        ),
        ("<div><span class='updated'>17 April 2026</span></div>", "2026-04-17T00:00:00+02:00"),
    ],
)
def test_dates_as_microformats_write_them(printed: str, iso: str) -> None:
    assert read(printed).date_published == iso


def test_a_last_line_in_german_and_an_address_with_a_section_between_its_numbers() -> None:
    line = (
        "<div>Dieser Artikel wurde am 17. April 2026 um 14:48 von Jane Roe geschrieben und unter dem Stichwort Hafen,"
    )
    line += " in die Kategorie Pier eingeordnet. Kommentare können per Feed verfolgt werden.</div>"
    assert read(f"{TEXT}{line}", lang="de").date_published == "2026-04-17T14:48:00+02:00"
    url = "https://example.org/2026/POLITICS/04/17/council.pier/index.html"
    assert (read(url=url).date_published or "")[:10] == "2026-04-17"


def test_the_day_by_the_headline_outdoes_the_times_of_comments_behind_the_story() -> None:
    comments = "".join(
        f"<div><b>Reader {n}</b> <time datetime='2026-04-19T1{n}:00:00Z'>April 19</time><p>A pier!</p></div>"
        for n in range(3)
    )
    page = f"<h1>Council votes</h1><div class='m'>April 17, 2026</div>{TEXT}<div class='k'>{comments}</div>"
    article = extract(f"<html><body>{page}</body></html>", URL, fetched_at=VISIT, site=BERLIN)
    assert article is not None
    assert (article.date_published or "")[:10] == "2026-04-17"


def test_the_day_of_an_event_below_the_headline_does_not_outdo_an_earlier_time() -> None:
    article = read("<p>Concert: 20 April 2026, Harbour Hall</p><time datetime='2026-04-17T15:07:00Z'>17 April</time>")
    assert (article.date_published or "")[:10] == "2026-04-17"


@pytest.mark.parametrize(
    ("printed", "lang"),
    [
        ("Ultimo aggiornamento: 19 aprile 2026 Pubblicato: 17 aprile 2026", "it"),
        ("Aktualizacja: 19.04.2026, Publikacja: 17.04.2026", "pl"),
    ],
)
def test_publication_behind_a_change_in_one_line(printed: str, lang: str) -> None:
    assert (read(f"<div>{printed}</div>", lang=lang).date_published or "")[:10] == "2026-04-17"


@pytest.mark.parametrize(
    ("printed", "lang", "day"),
    [
        ("<div class='x'>3 days ago</div>", "en", "2026-04-19"),
        ("<div class='x'><span>By Jane Doe</span></div><div>vor 3 Tagen</div>", "de", "2026-04-19"),
        ("<div class='x'>Hier à 10h12</div>", "fr", "2026-04-21"),
        ("<div class='x'>3日前</div>", "ja", "2026-04-19"),
    ],
)
def test_a_moment_told_from_the_visit_counts_alone_in_its_line(printed: str, lang: str, day: str) -> None:
    assert (read(printed, lang=lang).date_published or "")[:10] == day


@pytest.mark.parametrize(
    "printed",
    [
        "<div><h3><a href='/fire'>Fire in the hills</a></h3><div>3 days ago</div></div>",
        "<p>The mayor fell ill 3 days ago</p>",
    ],
)
def test_a_moment_in_a_teaser_or_a_sentence_dates_nothing(printed: str) -> None:
    page = f"<html><body><h1>Council votes to close the old pier</h1>{printed}{TEXT}</body></html>"
    assert examine(Document.parse(page, URL), fetched_at=VISIT)[0].date_published is None
