"""The story's headline among a page's headings, titles and data."""

from __future__ import annotations

import pytest

from newscrawl.extraction.document import Document
from newscrawl.extraction.headlines import headline
from newscrawl.extraction.metadata import story_node

NAME = '<meta property="og:site_name" content="The Example">'


def read(body: str, head: str = "") -> tuple[str, str | None]:
    document = Document.parse(f"<html><head>{NAME}{head}</head><body>{body}</body></html>", "https://example.org/a")
    found, other = headline(document, story_node(document))
    return (found[0] if found else ""), other


def test_a_heading_in_the_trail_is_not_the_visible_headline() -> None:
    head = (
        '<title>Power cut Berlin: how safe is our grid?</title><script type="application/ld+json">'
        '{"@type":"NewsArticle","headline":"Lights out, trains halted: how safe is the grid?"}</script>'
    )
    trail = "<nav><ul><li><a href='/'>Home</a></li><li><h1>Power cut Berlin: how safe is our grid?</h1></li></ul></nav>"
    printed = "<article><h2>Lights out, trains halted: how safe is the grid?</h2><p>Text.</p></article>"
    assert read(trail + printed, head) == (
        "Lights out, trains halted: how safe is the grid?",
        "Power cut Berlin: how safe is our grid?",
    )


def test_where_the_first_rank_is_for_machines_alone_the_first_sentence_of_the_second_is_the_headline() -> None:
    head = "<title>Power cut Berlin: how safe is our grid?</title>"
    trail = "<nav><ul><li><h1>Power cut Berlin: how safe is our grid?</h1></li></ul></nav>"
    printed = "<h2>Lights out, trains halted in the capital</h2>"
    assert read(trail + printed, head)[0] == "Lights out, trains halted in the capital"
    story = f"<p>{'The lights went out on Monday. ' * 9}</p>"
    assert read(trail + story + printed, head)[0] == "Power cut Berlin: how safe is our grid?"


def test_the_only_heading_of_a_trail_is_better_than_none() -> None:
    assert read("<ul class='breadcrumb'><li><h1>The council votes for the pier</h1></li></ul>")[0] == (
        "The council votes for the pier"
    )


def test_a_heading_that_links_elsewhere_is_no_rival_of_the_headline() -> None:
    head = "<title>Heat: old trams as a risk - The Example</title>" + '<meta property="og:title" content="Trams melt">'
    body = "<h1>How roads and rails get ready for summer</h1><p>Text</p><h1><a href='/saxony'>More from Saxony</a></h1>"
    assert read(body, head)[0] == "How roads and rails get ready for summer"


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span class='dachzeile'>Slaughter</span> <span class='headline'>The hard trade with death</span></h1>",
        "<h1><span class='article-kicker'>EXCLUSIVE</span>The hard trade with death</h1>",
        "<h1><small class='overline'>Liveticker:</small> The hard trade with death</h1>",
    ],
)
def test_a_kicker_inside_the_heading_is_no_part_of_the_headline(heading: str) -> None:
    assert read(heading, "<title>Is sausage an illusion? | The Example</title>")[0] == "The hard trade with death"


def test_a_kicker_that_the_page_itself_counts_to_the_headline_stays() -> None:
    head = '<meta property="og:title" content="Bomber is back: Coach asks for patience">'
    heading = "<h1><span class='kicker'>Bomber is back</span><span>: </span><span>Coach asks for patience</span></h1>"
    assert read(heading, head)[0] == "Bomber is back: Coach asks for patience"


def test_words_that_markup_divides_stay_whole_and_boxes_stay_apart() -> None:
    assert read("<h1><span class='drop'>T</span>okyo counts the votes again</h1>")[0] == "Tokyo counts the votes again"
    assert read("<h1>Mayor resigns<br>after the vote</h1>")[0] == "Mayor resigns after the vote"
    assert (
        read("<h1>首相<ruby>岸田<rp>(</rp><rt>きしだ</rt><rp>)</rp></ruby>氏が会見で説明した</h1>")[0]
        == "首相岸田氏が会見で説明した"
    )


def test_the_section_between_headline_and_site_goes_too() -> None:
    head = (
        "<title>여야 합의 불발… 외연 확장 부담 커졌다-정치ㅣ보기일보</title>"
        '<meta property="article:section" content="정치">'
        '<meta property="og:title" content="여야 합의 불발… 외연 확장 부담 커졌다-정치ㅣ보기일보">'
    )
    assert read("<p>본문</p>", head)[0] == "여야 합의 불발… 외연 확장 부담 커졌다"


def test_a_meta_for_the_headline_is_asked_where_none_is_printed() -> None:
    head = '<title>Votes counted-politics : The Example</title><meta name="headline" content="Votes are counted again">'
    assert read("<p>Text</p>", head)[0] == "Votes are counted again"


def test_a_headline_in_the_data_has_no_name_of_the_site() -> None:
    data = '{"@type":"NewsArticle","headline":"Votes are counted - The Example"}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert read("<h1>Votes are counted</h1>", head) == ("Votes are counted", None)


def test_a_headline_that_is_cut_off_is_no_alternative() -> None:
    head = '<meta property="og:title" content="Votes are counted again in the...">'
    assert read("<h1>Votes are counted again in the old town hall</h1>", head)[1] is None


def test_a_heading_for_screen_readers_gives_way_to_one_that_is_seen() -> None:
    head = '<meta property="og:title" content="Votes are counted again">'
    body = "<h1 class='sr-only'>Votes counted: live election result 2026</h1><h2>Votes are counted again</h2><p>x</p>"
    assert read(body, head)[0] == "Votes are counted again"


def test_a_lower_heading_that_the_data_name_wins_over_the_rubric_s() -> None:
    head = (
        "<title>Why is the pier red? - Harbour Notes - The Example</title>"
        '<meta property="og:title" content="The old reason why the pier is red">'
    )
    body = "<h1>Harbour Notes: the pier and its people</h1><h2>The old reason why the pier is red</h2><p>x</p>"
    assert read(body, head)[0] == "The old reason why the pier is red"


def test_a_title_with_its_section_behind_it_shows_the_heading() -> None:
    head = "<title>The old pier of the harbour is red_Local_Harbour Daily</title>"
    assert read("<h2>The old pier of the harbour is red</h2>", head)[0] == "The old pier of the harbour is red"


def test_headings_of_a_word_or_two_are_no_rivals_of_the_headline() -> None:
    body = "<h1>Why all the harbour now talks of paint</h1><p>x</p><h1>Comments</h1><h1>Related stories</h1>"
    assert read(body, "<title>The pier is red</title>")[0] == "Why all the harbour now talks of paint"


def test_a_heading_that_leads_to_the_front_page_is_the_site_s_name() -> None:
    logo = "<h1><a href='/'>Harbour Blog</a></h1>"
    for title in (
        "Harbour Blog » Why is the pier of the harbour red?",
        "Why is the pier of the harbour red? › Harbour Blog",
    ):
        assert read(f"{logo}<p>x</p>", f"<title>{title}</title>")[0] == "Why is the pier of the harbour red?"


def test_a_heading_may_be_linked_with_its_own_page() -> None:
    body = "<h2><a href='https://example.org/a'>The pier is red</a></h2><h2><a href=/b>The ferry is red</a></h2>"
    assert read(body, "<title>The pier is red - Harbour - Blog</title>")[0] == "The pier is red"


def test_the_line_that_the_title_begins_with_is_the_headline_where_no_heading_is() -> None:
    title = "<title>Village opens a bridge of oak-Local_Example Gazette</title>"
    printed = "<p>Village opens</p><div class=big>Village opens a bridge of oak</div><p>Some text of the story.</p>"
    assert read(printed, title)[0] == "Village opens a bridge of oak"


def test_the_heading_that_the_title_ends_with_is_the_headline() -> None:
    title = "<title>Example Weekly: Village opens a bridge of oak</title>"
    assert read("<h3>Village opens a bridge of oak</h3><p>Some text.</p>", title)[0] == "Village opens a bridge of oak"


def test_a_heading_with_which_the_title_begins_wins_over_the_site_s_name() -> None:
    title = "<title>動画：村に新しい橋が開通し多くの人が祝う 写真1枚 国際ニュース：Example News</title>"
    headings = "<h1 class=logo>国際ニュース：Example News</h1><h1>動画：村に新しい橋が開通し多くの人が祝う</h1>"
    assert read(headings, title)[0] == "動画：村に新しい橋が開通し多くの人が祝う"


def test_a_space_before_a_colon_is_markup_s_alone_or_written_so() -> None:
    assert read("<h1><span>Le phare du vieux port : les pêcheurs votent</span></h1>")[0] == (
        "Le phare du vieux port : les pêcheurs votent"
    )
    assert read("<h1><b>Oldtown </b><span>: the pier is to be closed</span></h1>")[0] == (
        "Oldtown: the pier is to be closed"
    )


LONG = "<p>" + "The council voted on Monday to close the old pier, and the mayor said that work begins in spring. " * 2
SIDE = "<h3>Most read today at our paper</h3><ul><li><a href='/b'>The bridge is open again</a></ul>"


@pytest.mark.parametrize(
    "heading",
    [
        "<h2>Old pier is to close in spring</h2><p>17.04.2024</p>",
        "<td>Home &gt; News<br><font size=5><b>Old pier is to close in spring</b></font><br>17 April 2024<br>",
    ],
)
@pytest.mark.parametrize(
    "title",
    ["The Harbour Weekly", "Old pier is to close in spring :: The Harbour Weekly of Oldtown and its Bay", ""],
)
def test_without_a_first_heading_the_one_over_the_text_counts(heading: str, title: str) -> None:
    assert read(f"{SIDE}{heading}{LONG}", f"<title>{title}</title>")[0] == "Old pier is to close in spring"


def test_a_title_that_the_page_prints_is_its_headline_also_beside_a_sub_heading() -> None:
    body = f"<div>Old pier is to close in spring</div>{LONG}<h2>What becomes of the ferry now</h2>{LONG}"
    assert read(body, "<title>Old pier is to close in spring</title>")[0] == "Old pier is to close in spring"


def test_the_sites_name_behind_a_full_width_colon_or_a_quotation_is_no_part_of_the_headline() -> None:
    assert read(
        f"<h2>大雨で小学校の校舎に被害 東海岸市</h2>{LONG}",
        "<title>大雨で小学校の校舎に被害 東海岸市：例の新聞</title>",
    )[0] == ("大雨で小学校の校舎に被害 東海岸市")
    assert read(LONG, "<title>Mayor: «The pier is to return»  | The Example</title>")[0] == (
        "Mayor: «The pier is to return»"
    )


def test_a_title_ends_before_the_site_s_name_whatever_slogan_follows_it() -> None:
    title = "<title>Council votes for the pier | The Example – All the news of the coast, day and night</title>"
    assert read("<p>Text.</p>", title)[0] == "Council votes for the pier"
    pointed = "<title>Council votes for the pier &lsaquo; Harbour Watch of Oldtown and its Bay</title>"
    assert read(f"<p>Council votes for the pier</p>{LONG}<h2>The magazine of our society</h2>{LONG}", pointed)[0] == (
        "Council votes for the pier"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><span class='k'>Local news</span> Council closes the old pier</h1>",
        "<h1><small>Local news</small><br>Council closes the old pier</h1>",
        "<h1>Council closes the old pier <small>The mayor is not amused at all</small></h1>",
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        "<title>Council closes the old pier – Local – Example</title>",
        "<title>Council closes the old pier « Example</title>",
        "<title>Pier</title><meta property='og:title' content='Council closes the old pier'>",
    ],
)
def test_what_stands_in_an_element_of_its_own_beside_the_told_headline_is_no_part_of_it(
    heading: str, head: str
) -> None:
    assert read(heading, head)[0] == "Council closes the old pier"
