"""Addresses behind which no story is, told by the address; and pages that say "not found" with a good conscience."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.items import Found, Missing
from newscrawl.notthere import says_not_there
from newscrawl.reading.chores import chore, is_house
from newscrawl.reading.missing import is_missing, is_nowhere, leads_nowhere, missing, nowhere, says_missing
from newscrawl.reading.read import read
from newscrawl.reading.reading import Reading
from newscrawl.site import Site

SITE = "https://www.example.org"
SLUG = "council-votes-to-rebuild-the-pier-1234567"


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/?s=ferry", "a search page"),
        ("/search/ferry/page/2/", "a search page"),
        ("/suche?ressort=politik", "a search page"),
        ("/news/search?q=ferry", "a search page"),
        ("/login?return=/a", "a page of the reader's account"),
        ("/cart", "a page of the reader's account"),
        ("/wp-json/wp/v2/posts", "a page for machines"),
        (f"/world/{SLUG}/?replytocom=12", "readers' comments"),
        (f"/world/{SLUG}/comment-page-2/", "readers' comments"),
        (f"/world/{SLUG}/kommentare", "readers' comments"),
        (f"/world/{SLUG}/?share=facebook", "a form to share a page"),
        (f"/world/{SLUG}/attachment/image-1/", "a page of one picture"),
        ("/galeria/carnaval/foto/12/", "a page of one picture"),
        ("/world/?orderby=views", "another order of a listing"),
        ("/world?view=list", "another view of a listing"),
        ("/anzeige/so-sparen-sie", "an advertisement"),
    ],
)
def test_chores_are_told_by_their_address(path: str, what: str) -> None:
    assert chore(SITE + path) == what


@pytest.mark.parametrize(
    "path",
    [
        f"/world/{SLUG}",
        "/world/the-search-for-the-lost-ferry",
        "/meinung/kommentare/",
        "/section.php?s=local",
        "/news/register-of-interests-opened-to-the-public",
        "/2024/04/17/login-data-of-thousands-stolen/",
        "/article?id=12345",
        "/world/?page=2",
        "/photo/harbour-in-the-morning-light",
        "/business/jobs-report-beats-forecasts",
        "/?p=12345",
        "/?q=node/12345",
        "/index.php?q=content/mayor-resigns-after-vote",
        "/index.php?s=/Home/Article/detail/id/4711.html",
        "/news/articleView.html?idxno=123456&keyword=abc",
        "/read.php?sort=politics&no=123456",
        "/recherche/covid-une-etude-de-l-inserm-revele-tout-123456",
        "/search/2024/05/02/rescuers-resume-search-for-missing-hikers/",
        "/cricket/91234/england-v-australia-first-test-2023-live/report",
        "/watchlist/the-ten-best-films-of-the-year-so-far-2024-123456",
    ],
)
def test_what_may_be_a_page_to_read_is_no_chore(path: str) -> None:
    assert chore(SITE + path) is None


@given(st.text(max_size=300))
def test_any_address_may_be_asked_about(text: str) -> None:
    chore(f"{SITE}/{text}")
    is_house(f"/{text}")


def found(path: str) -> Found:
    return Found(url=SITE + path, kind="article")


def test_what_cannot_exist_is_the_sister_of_a_story_once_for_each_host() -> None:
    stories = [
        found(f"/world/{SLUG}.html"),
        found("/b/other"),
        Found(url="https://sport.example.org/a/", kind="article"),
    ]
    made = nowhere(stories, known=())
    assert [f.url.replace(SITE, "") for f in made] == [
        "/world/newscrawl-asks-for-what-is-not-there-404.html",
        "https://sport.example.org/newscrawl-asks-for-what-is-not-there-404/",
    ]
    assert all(is_nowhere(f.url) for f in made)
    assert nowhere(stories, known=("www.example.org", "sport.example.org")) == []


@pytest.mark.parametrize(
    ("asked", "folder"),
    [
        ("/article/1581/the-mayor-speaks", "/article/0000"),
        ("/news/c4ngk17zz9/the-mayor-speaks/", "/news/c0ngk00zz0"),
        ("/2024/05/20/1581/the-mayor-speaks", "/2024/05/20/0000"),
        ("/n1/2024/0520/the-mayor-speaks", "/n1/2024/0520"),
        ("/2024-05-20/the-mayor-speaks", "/2024-05-20"),
    ],
)
def test_what_cannot_exist_has_no_story_s_key(asked: str, folder: str) -> None:
    (made,) = nowhere([found(asked)], known=())  # many a site shows the story whatever slug stands behind its key
    assert made.url.startswith(f"{SITE}{folder}/newscrawl-asks")


def page(title: str, headline: str, text: str) -> Reading:
    return Reading(kind="other", reason="", title=title, headline=headline, text=text)


SORRY = "Sorry, the page that you look for is not here any more. These stories may please you instead."


def test_a_soft_404_is_known_by_its_title_heading_and_text() -> None:
    known = missing(page("Not found | Daily", "Oops", SORRY), 200)
    assert is_missing(page("Not found | Daily", "Oops", SORRY + " Really."), f"{SITE}/world/dead", known)
    assert not is_missing(page("Council votes | Daily", "Council votes", SORRY), f"{SITE}/a", known)
    assert not is_missing(page("Not found | Daily", "Oops", "Quite another story " * 9), f"{SITE}/a", known)


def test_a_page_without_text_is_not_taken_for_the_one_for_nothing() -> None:
    known = missing(page("Daily", "", ""), 200)
    assert not is_missing(page("Daily", "", ""), f"{SITE}/politics", known)


@pytest.mark.parametrize(
    "path", ["/legal/government/court-rules-on-map", "/category/apps/", "/magazine/2019/03/contact"]
)
def test_sections_are_no_pages_about_the_publisher(path: str) -> None:
    assert not is_house(path)


def test_an_honest_404_teaches_no_look() -> None:
    assert not is_missing(page("", "", ""), f"{SITE}/a", Missing(http_status=404))


def test_an_address_that_the_page_repeats_does_not_hide_it() -> None:
    made = nowhere([found("/world/a")], known=())[0].url.rpartition("/")[2]
    known = missing(page(f"{made} was not found", "Oops", SORRY), 200)
    assert is_missing(page("dead-link was not found", "Oops", SORRY), f"{SITE}/world/dead-link", known)


def test_a_redirect_to_where_everything_leads_that_is_not_there_is_known() -> None:
    known = Missing(http_status=302, redirects_to=f"{SITE}/404")
    assert leads_nowhere(f"{SITE}/404?from=/world/dead", known)
    assert not leads_nowhere(f"{SITE}/world/new-address", known)
    assert not leads_nowhere(f"{SITE}/404", Missing(http_status=404))


@pytest.mark.parametrize(
    "title",
    [
        "Page not found - The Daily Tern", "This article is no longer available - Merrow Herald", "404 | Herald",
        "Error 404", "Seite nicht gefunden", "Página no encontrada – El Semanario", "Page introuvable | Le Courrier",
        "Sorry, we can’t find that page", "Sorry, that page cannot be found",
        "We could not find the article you are looking for",
        "Страница не найдена", "ページが見つかりません", "Sidan kunde inte hittas",
    ],
)  # fmt: skip
def test_a_title_may_say_that_nothing_is_there(title: str) -> None:
    assert says_not_there(title)


@pytest.mark.parametrize(
    "title", ["Highway 404 closed after crash", "Missing hiker found", "Ferry found adrift - Daily", "The lost page"]
)
def test_a_headline_is_no_such_title(title: str) -> None:
    assert not says_not_there(title)


HOUSE = Site(name="example.org", home=f"{SITE}/", domains=("example.org",))
SORRY_PAGE = (
    "<html lang='en'><head><title>Page not found | The Tern</title></head><body><main>"
    "<h1>Sorry, we can’t find that page</h1>"
    "<p>The page you are looking for may have been moved or deleted. Have a look at our best stories.</p>{}"
    "</main></body></html>"
)
TEASED = "".join(
    f"<article><a href='/a/{n}' aria-label='Fire in the hills {n}'></a><h3>Fire in the hills {n}</h3><p>Nobody saw the"
    f" fire number {n} in the hills on Sunday, the council says in a report of its own.</p>"
    f"<time datetime='2026-04-2{n}T10:00Z'>Apr. 2{n}</time></article>"
    for n in range(1, 7)
)


@pytest.mark.parametrize("path", [f"/story/{SLUG}.html", f"/2026/04/19/{SLUG}"])
def test_a_page_that_says_in_title_and_heading_that_nothing_is_there_is_no_story(path: str) -> None:
    assert says_missing(read(SORRY_PAGE.format(TEASED).encode(), SITE + path, hint="article", site=HOUSE))


def test_a_story_that_is_dated_in_its_data_may_be_about_pages_that_are_not_there() -> None:
    line = "<p>For {} years the words have met readers of number {} everywhere, and nobody minds.</p>"
    html = SORRY_PAGE.format("".join(line.format(n, n) for n in range(9)))
    dated = "<meta property='article:published_time' content='2026-04-19T10:00Z'></head>"
    assert not says_missing(read(html.replace("</head>", dated).encode(), f"{SITE}/story/{SLUG}.html", site=HOUSE))


@pytest.mark.parametrize(
    ("own", "path", "what"),
    [
        ("/world/", "/world/?orderby=date&paged=2", None),
        ("/world/?orderby=date&paged=2", "/world/?orderby=date&paged=3", None),
        ("/world/?page=2", "/world/?page=2&sort=title", "another order of a listing"),
        ("/world/", "/world/?page=1&sort=title", "another order of a listing"),
        ("/", "/world/?page=2&sort=title", "another order of a listing"),
    ],
)
def test_further_pages_may_name_the_order_of_their_listing(own: str, path: str, what: str | None) -> None:
    """The link of such a section to its next page was the only one, and was never followed."""
    assert chore(SITE + path, SITE + own) == what


def test_a_page_whose_heading_says_that_it_is_not_there_is_so_whatever_stories_it_shows() -> None:
    """They are other ones every day: its stories were never gone."""
    heading = "This article is no longer available"
    known = missing(page("Not available | Daily", heading, "The harbour. " * 9), 200)
    assert is_missing(
        page("Not available | Daily", heading, "A storm closed the ferry. " * 9), f"{SITE}/world/{SLUG}", known
    )
    assert not is_missing(page("Council votes | Daily", heading, "A storm. " * 9), f"{SITE}/world/{SLUG}", known)
