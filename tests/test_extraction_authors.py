"""Names out of bylines, and the places where a page tells them."""

from __future__ import annotations

import pytest

from newscrawl.extraction import extract
from newscrawl.extraction.agencies import is_agency
from newscrawl.extraction.article import examine
from newscrawl.extraction.authors import credits_of, is_person_like, people
from newscrawl.extraction.document import Document

BYLINES = [
    ("By Jane Doe", ["Jane Doe"]),
    ("By Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
    ("Von Felix Schröder und Jörg Soldwisch", ["Felix Schröder", "Jörg Soldwisch"]),
    ("Par Zoé Lacroix et Anne-Marie de la Tour", ["Zoé Lacroix", "Anne-Marie de la Tour"]),
    ("Di Maria Rossi e Luca Bianchi", ["Maria Rossi", "Luca Bianchi"]),
    ("Jane Doe, Senior Political Reporter", ["Jane Doe"]),
    ("Jane Doe / Journalist", ["Jane Doe"]),
    ("Jane Doe jane.doe@example.org", ["Jane Doe"]),
    ("Jane Doe (Ottawa)", ["Jane Doe"]),
    ("Staff reporter Jane Doe", ["Jane Doe"]),
    ("By Jane Doe for The Example", ["Jane Doe"]),
    ("Martin Luther King, Jr.", ["Martin Luther King, Jr"]),
    ("구현모 기자", ["구현모"]),
    ("责编：牛镛、岳弘彬", ["牛镛", "岳弘彬"]),
    ("https://www.example.org/authors/jane", []),
    ("@janedoe", []),
    ("", []),
]


@pytest.mark.parametrize(("byline", "names"), BYLINES)
def test_people_of_a_byline(byline: str, names: list[str]) -> None:
    assert credits_of([byline]).people == names


def test_the_place_behind_an_agency_is_nobody() -> None:
    assert people(["AFP, MANILA"]) == ([], "AFP")
    assert people(["Reuters, Ann Lee"]) == (["Ann Lee"], "Reuters")


def test_agencies_and_the_newsroom_are_told_apart_from_people() -> None:
    found = credits_of(["By Jane Doe and The Canadian Press", "Example Staff"], ["Example"])
    assert (found.people, found.agencies, found.house) == (["Jane Doe"], ["The Canadian Press"], ["Example Staff"])


@pytest.mark.parametrize("name", ["AP", "The Associated Press", "dpa", "AFP", "Xinhua", "Coastal News Agency"])
def test_agencies(name: str) -> None:
    assert is_agency(name)


@pytest.mark.parametrize("words", ["Local News", "Breaking", "june 2024", "Staff Writer", "A Very Long Line Of Words"])
def test_words_that_are_no_name(words: str) -> None:
    assert not is_person_like(words)


BODY = "<p>The council of Harbour County voted on Monday to rebuild the old pier, which a storm had taken away.</p>" * 3
URL = "https://www.example.org/local/council-votes-to-rebuild-the-pier-1.234567"


def page(head: str = "", byline: str = "") -> str:
    return (
        f"<html lang=en><head><title>Council votes to rebuild the old pier</title>{head}</head><body><article>"
        f"<h1>Council votes to rebuild the old pier</h1>{byline}<time datetime=2024-04-17T06:00:00Z>April 17</time>"
        f"<div class=body>{BODY}<p>Work on the pier begins in the spring, the county said in a statement.</p></div>"
        "</article></body></html>"
    )


def json_ld(author: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": '
        f'"Council votes to rebuild the old pier", "publisher": {{"name": "Example"}}, "author": {author}}}</script>'
    )


@pytest.mark.parametrize(
    ("head", "byline", "authors", "agency", "source"),
    [
        (json_ld('{"@type": "Person", "name": "Jane Doe"}'), "", ["Jane Doe"], None, "json-ld"),
        (json_ld('[{"name": "Jane Doe"}, {"name": "John Smith"}]'), "", ["Jane Doe", "John Smith"], None, "json-ld"),
        (json_ld('{"@type": "Organization", "name": "Reuters"}'), "", [], "Reuters", None),
        (json_ld('{"name": "Example"}'), '<p class="byline">By Jane Doe</p>', ["Jane Doe"], None, "html"),
        ('<meta name="author" content="Jane Doe">', "", ["Jane Doe"], None, "meta"),
        ("", "<p>By Jane Doe and The Canadian Press</p>", ["Jane Doe"], "The Canadian Press", "html"),
        ("", "<div>By <a rel=author href=/a/1>Jane Doe</a> and Jo Smith</div>", ["Jane Doe", "Jo Smith"], None, "html"),
    ],
)  # fmt: skip
def test_where_a_page_tells_its_authors(
    head: str, byline: str, authors: list[str], agency: str | None, source: str | None
) -> None:
    article = extract(page(head, byline), URL)
    assert article is not None
    assert (article.authors, article.agency) == (authors, agency)
    assert article.provenance.get("authors") == source


@pytest.mark.parametrize(
    "byline",
    [
        "By Ada Finch 11 April 2024 21:47",
        "By Ada Finch April 11, 2024",
        "By Ada Finch on Thursday, April 11, 2024",
        "By Ada Finch 2024-04-11",
        "By Ada Finch 11.04.2024, 9:47",
        "Ada Finch Updated 3:15 p.m. on 11 April",
    ],
)
def test_a_date_behind_a_name_is_no_part_of_it(byline: str) -> None:
    assert credits_of([byline]).people == ["Ada Finch"]


def test_a_name_that_is_a_month_s_stays() -> None:
    assert credits_of(["By Theresa May 11 April 2024"]).people == ["Theresa May"]


@pytest.mark.parametrize("name", ["Owen Marsh", "Hugo Sato", "Ana Sofia Martinez", "Ann Marie Friedman"])
@pytest.mark.parametrize("date", ["11 April 2024", "April 11, 2024", "Thurs. 11 April 2024"])
def test_a_name_that_begins_like_a_month_or_a_weekday_stays(name: str, date: str) -> None:
    assert credits_of([f"By Ada Finch and {name} {date}"]).people == ["Ada Finch", name]


@pytest.mark.parametrize(
    "byline",
    [
        "Posted on March 3, 2020 by Ada Finch",
        "Wednesday March 4, 2020 11:44 am PST by Ada Finch",
        "4. März 2020 von Ada Finch",
        "by Ada Finch@adafinch Mar 4, 2020, 4:08pm EST",
        "By Ada Finch Published in Harbour March 4, 2020 2:24 pm",
        "Ada FinchAda Finch",
        "Ada Finch adafinch",
        "More stories by Ada Finch",
        "\N{BUST IN SILHOUETTE}by Ada Finch",
        "Ada Finch Senior Politics Editor",
    ],
)
def test_dates_handles_and_links_around_a_name_are_no_part_of_it(byline: str) -> None:
    assert credits_of([byline]).people == ["Ada Finch"]


@pytest.mark.parametrize("byline", ["Oct 13, 2016", "Wednesday January 18, 2017", "By"])
def test_dates_and_labels_alone_are_nobody(byline: str) -> None:
    assert credits_of([byline]).people == []


@pytest.mark.parametrize("byline", ["王小明2024-04-17 14:27:02", "[王小明，Example]", "文●王小明／Example編集部"])
def test_an_eastern_name_stands_alone(byline: str) -> None:
    found = credits_of([byline], ["Example"])
    assert (found.people, len(found.house)) == (["王小明"], int("Example" in byline))


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jane Doe, Ann Lee, and Jo Smith", ["Jane Doe", "Ann Lee", "Jo Smith"]),
        ("Autor/in: Jana Krug", ["Jana Krug"]),
        ("Autor: Jana Krug | Artikel veröffentlicht am 16.12.2012", ["Jana Krug"]),
        ("VON Jana Krug IN Mode", ["Jana Krug"]),
        ("Jana Krug For Example.com", ["Jana Krug"]),
        ("Jana Krug, HARBOUR TODAY", ["Jana Krug"]),
        ("Jana Krug, The Harbour Tribune and Sea Radio", ["Jana Krug"]),
        ("Jana Krug + Ann Lee", ["Jana Krug", "Ann Lee"]),
        ("Guest essay by Jana Krug", ["Jana Krug"]),
        ("As told to Jana Krug", ["Jana Krug"]),
        ("About Jana Krug", ["Jana Krug"]),
        ("Par Jana Krug Publié le 3 mars 2020 à 10h00", ["Jana Krug"]),
        ("By Jana Krug Last updated: March 3, 2023", ["Jana Krug"]),
        ("Submitted on Mon, 2019-01-21 13:49", []),
    ],
)
def test_lists_labels_and_remarks(byline: str, names: list[str]) -> None:
    assert credits_of([byline]).people == names


def test_a_newsroom_with_an_and_in_its_name_is_one() -> None:
    found = credits_of(["Harbour & Sea"], ["Harbour & Sea"])
    assert (found.people, found.house) == ([], ["Harbour & Sea"])


def test_a_company_is_the_newsroom_and_no_person() -> None:
    assert credits_of(["Harbour Media Inc."]).people == []


BYLINE = (
    "<p itemscope itemprop=author itemtype='https://schema.org/Person'>By <span itemprop=name>Jane Do<i>e</i></span>, "
    "<span itemprop=name>Ann Lee</span> for <b itemscope><b itemprop=name>The Example</b></b></p>"
)
SIGNED = "<p>By <a rel=author href=/a/1>Jane Doe</a></p><p>Illustration by <a rel=author href=/a/3>Jo Smith</a></p>"
OTHER = "<div><h3>Ferry sails again</h3><a rel=author href=/a/2>Ann Lee</a></div>"
LONG = "The harbour's oldest pier will be closed in spring, and what is built in its place is to be told to all in May."
CAPTION = "<figure><figcaption>The pier</figcaption></figure><p class=caption>A second picture of it.</p><p>Harbour</p>"
TWO = "".join(f"<div class=w><p class=author__name>{name}</p></div>" for name in ("Jane Doe", "Ann Lee"))
BOXES = "<ul><li><div class=author>By Jane Doe</div><p>Follow</p></li><li><div class=author>Ann Lee</div></li></ul>"


@pytest.mark.parametrize(
    ("byline", "behind", "authors"),
    [
        (f"<div itemscope itemtype='https://schema.org/NewsArticle'>{BYLINE}</div>", "", ["Jane Doe", "Ann Lee"]),
        (SIGNED, OTHER, ["Jane Doe"]),
        (BOXES, "", ["Jane Doe", "Ann Lee"]),
        ("<p>5 min<span class=author_name>By Jane Doe</span><span>2024-04-17 06:00</span></p>", "", ["Jane Doe"]),
        ("<div>Jane Doe, @janedoe</div>", "", ["Jane Doe"]),
        ("<div class=css-1a-Byline>Jane Doe</div>", "", ["Jane Doe"]),
        ("<p class=firma>Jane Doe | Harbour</p><p class=foto>Ann Lee.</p>", "", ["Jane Doe"]),
        ("<li class=post-Author>小林さくら</li>", "", ["小林さくら"]),
        # a name that leads to an author's page
        ("<p>Harbour</p><div><a href=/author/jane-doe>Jane Doe</a> | Harbour</div><p>2 May</p>", "", ["Jane Doe"]),
        ("<div><a href=/av/jane-doe><p>Jane Doe</p></a></div>", "", ["Jane Doe"]),
        (
            "<div><a href=/authors/1>Jane Doe</a>Ferries</div><div><a href=/authors/2>Ann Lee</a></div>",
            "",
            ["Jane Doe", "Ann Lee"],
        ),
        ("<p>On the radio: <a href=/profile/jane-doe>Jane Doe</a></p>", "", []),
        ("<p class=author>Harbour</p><p><a href=/autor/jane-doe>Jane Doe</a></p>", "", ["Jane Doe"]),
        # a byline below a long standfirst and pictures
        (f"<p>{LONG}</p>{CAPTION}<div class=byline>Jane Doe</div>", "", ["Jane Doe"]),
        ("<div>Harbour | 5 hours ago | <span>Written by Jane Doe</span></div>", "", ["Jane Doe"]),
        ("<div class=caption>The pier. <span>By Jane Doe</span></div>", "", []),
        # parts that are told apart by their looks alone
        (
            "<div class=byline><b>Jane Doe</b> <b>Ann Lee</b> <b>Jo Smith</b></div>",
            "",
            ["Jane Doe", "Ann Lee", "Jo Smith"],
        ),
        ("<div class=authors><b>Jane Doe</b><i>Reporter</i></div>", "", ["Jane Doe"]),
        ("<div class=author-box><b>Jane Doe</b> Deputy Director of Harbour News</div>", "", ["Jane Doe"]),
        (TWO, "", ["Jane Doe", "Ann Lee"]),
        ("<a rel=author href=/a/1><h4>Jane Doe</h4><h5>Redakteurin</h5></a>", "", ["Jane Doe"]),
        ("<p class='byline caption'>Audio</p>", "", []),
        ("<div class=authors><b>Jane Doe</b><i>Updated: 2 May</i><p>4 min</p></div>", "", ["Jane Doe"]),
        ("<ul><li class=Author-authorName>Jane Doe</li></ul>", "", ["Jane Doe"]),
        ("<div class=byline>By <b>Jane Doe</b><i>on 2 May 2024</i></div>", "", ["Jane Doe"]),
        ("<div class=byline>Jane Doe 7 hours ago</div>", "", ["Jane Doe"]),
        ("<div class=link-attribution>by Harbour Boxes</div>", "", []),
        ("", "<div class=comment-form-author>Name (required)</div>", []),
        ("<a rel=author href=/>All posts by Example</a>", "", ["Example"]),
    ],
)
def test_all_authors_of_the_story_and_none_of_another_one(byline: str, behind: str, authors: list[str]) -> None:
    article, _ = examine(Document.parse(page("", byline).replace("</article>", f"{behind}</article>"), URL))
    assert article.authors == authors


def test_the_byline_is_looked_for_at_the_h1_not_where_a_menu_names_the_story() -> None:
    menu = "<div><h3>Council votes to rebuild the old pier</h3>" + "<p><a href=/b>Ferry sails</a></p>" * 60 + "</div>"
    article = extract(page("", "<p>By Jane Doe</p>").replace("<article>", f"{menu}<article>"), URL)
    assert article is not None
    assert article.authors == ["Jane Doe"]


def test_a_byline_below_the_headline_wins_over_one_of_a_menu_above() -> None:
    menu = "<div><p>Ferry sails again</p><p class=byline>By Jo Smith</p></div>"
    article = extract(page("", "<p class=byline>By Jane Doe</p>").replace("<article>", f"{menu}<article>"), URL)
    assert article is not None
    assert article.authors == ["Jane Doe"]


def test_the_outlet_that_stands_behind_the_headline_in_the_title_is_the_newsroom() -> None:
    story = page("", "<p>By <a rel=author href=/a/1>Harbour Times</a></p>").replace(
        "</title>", " - Harbour Times</title>"
    )
    titled = story.replace("<div class=body>", f"<div class=body><p><b>Jane Doe</b></p><p>{LONG} {LONG}</p>")
    assert examine(Document.parse(titled, URL))[0].authors == ["Jane Doe"]


@pytest.mark.parametrize(
    ("behind", "authors"),
    [("<p class=document_authors>Jane Doe</p></div>", ["Jane Doe"]), ("</div><p class=author>Ann Lee</p>", [])],
)
def test_a_signature_behind_the_story_is_its_own_and_one_in_another_box_is_not(behind: str, authors: list[str]) -> None:
    long = f"<p>{LONG} {LONG}</p>" * 4
    signed = page().replace("a statement.</p></div>", f"a statement.</p>{long}{behind}")
    assert examine(Document.parse(signed, URL))[0].authors == authors


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        (
            "<p>By <a rel=author href=/a/1>Jane Doe</a> and <a rel=author href=/a/2>Ann Lee</a></p>",
            ["Jane Doe", "Ann Lee"],
        ),
        ("<p class=byline>By Jane Doe and Ann Lee</p>", ["Jane Doe", "Ann Lee"]),
        ("<p class=byline>By Ann Lee and Jo Smith</p>", ["Jane Doe"]),
    ],
)
def test_a_meta_that_tells_the_first_author_alone_gives_way_to_the_whole_byline(
    byline: str, authors: list[str]
) -> None:
    told = page('<meta name="author" content="Jane Doe">', byline)
    assert examine(Document.parse(told, URL))[0].authors == authors


@pytest.mark.parametrize(
    "byline",
    [
        "Von Jens Petersen mit Material von dpa",
        "Jens Petersen, mit Informationen von dpa",
        "Von Jens Petersen (mit dpa-Material)",
        "Von Jens Petersen mit Agenturmaterial von dpa",
        "Jens Petersen, con información de dpa",
    ],
)
def test_what_came_from_an_agency_is_no_further_author(byline: str) -> None:
    found = credits_of([byline])
    assert (found.people, found.agencies) == (["Jens Petersen"], ["dpa"])
