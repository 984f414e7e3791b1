"""What families of addresses give, and when they are given up: listings of real newsrooms are not."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from newscrawl.archive.ends import page_of_watched
from newscrawl.archive.families import BUDGET, QUARTER_BUDGET, Families
from newscrawl.doors import Page
from newscrawl.items import Found, Visit
from tests.conftest import Scribe, an_article, at
from tests.test_archive_ledger import frontier


def listing(scribe: Scribe, path: str, stories: list[str], *, rail: str = "", minute: int = 0, **visit: object) -> None:
    """A visit to a listing that shows these stories, and leads to a next page where `following` names one."""
    found = [Found(url=f"https://example.org{story}", kind="article", priority=300) for story in stories]
    if following := visit.pop("following", None):
        found.append(Found(url=f"https://example.org{following}", kind="section", deep=True))
    shown = [(f.url, rail) for f in found if f.kind == "article"]
    scribe.visit(path, minute, kind="section", found=found, shown=shown, **visit)


def states(scribe: Scribe, like: str) -> set[str]:
    return set(scribe.all("SELECT state FROM pages WHERE url LIKE ?", like))


def test_sections_that_show_nothing_new_are_watched_on(scribe: Scribe) -> None:
    names = [f"/section/{word}" for word in ("world", "local", "arts", "sports", "money", "food", "books", "health")]
    scribe.visit("/", kind="front", found=[Found(url=f"https://example.org{n}", kind="section") for n in names])
    for look in range(2 * QUARTER_BUDGET):
        for name in names:
            listing(scribe, name, [], minute=look)
    assert scribe.all("SELECT count(*) FROM pages WHERE kind = 'section' AND due_at IS NOT NULL AND NOT deep") == [8]
    scribe.visit("/", 40, kind="front", found=[Found(url="https://example.org/section/new", kind="section")])
    assert "/section/new" in frontier(scribe, 40)


def test_a_section_that_shows_nothing_new_does_not_cost_the_stories_below_it(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/politics", kind="section")])
    for look in range(2 * BUDGET):
        listing(scribe, "/politics", [], minute=look)
    listing(scribe, "/politics", ["/politics/government-resigns-after-vote"], minute=12)
    assert frontier(scribe, 12) == ["/politics/government-resigns-after-vote"]


def test_pages_of_a_listing_go_on_though_its_heading_stands_on_other_pages(scribe: Scribe) -> None:
    for section in ("sport", "culture", "world", "business"):
        for n in range(2):
            shown = [(f"https://example.org/{section}/latest-{n}-{m}", "Latest") for m in range(5)]
            scribe.read(
                an_article(f"/{section}/story-{n}", headline=f"{section} {n}", article_body=f"{section} {n}."),
                shown=shown,
            )
    for page in range(2, 4 * BUDGET):
        stories = [f"/politics/story-{page}-{n}" for n in range(12)]
        listing(
            scribe,
            f"/politics?page={page}",
            stories,
            rail="Latest",
            further=page,
            following=f"/politics?page={page + 1}",
        )
    assert states(scribe, f"%page={4 * BUDGET}") == {"pending"}


def test_what_stands_on_every_page_gives_nothing(scribe: Scribe) -> None:
    for section in ("sport", "culture", "world", "business"):
        shown = [(f"https://example.org/{section}/read-{m}", "Most read") for m in range(5)]
        scribe.read(an_article(f"/{section}/story", headline=section, article_body=f"{section} told."), shown=shown)
    for day in range(1, 3 * BUDGET):
        stories = [f"/world/story-{day}-{n}" for n in range(5)]
        listing(scribe, f"/weather/{day}/", stories, rail="Most read", following=f"/weather/{day + 1}/")
    assert states(scribe, f"%/weather/{3 * BUDGET}/") == {"skipped"}


def test_a_pagination_that_shows_its_last_page_again_is_given_up_at_once(scribe: Scribe) -> None:
    last = [f"/world/story-{n}" for n in range(10)]
    for page in (2, 3, 4):
        stories = last if page > 2 else [f"/world/other-{n}" for n in range(10)]
        listing(scribe, f"/world/?page={page}", stories, further=page, following=f"/world/?page={page + 1}")
    assert states(scribe, "%page=5") == {"skipped"}


def test_pages_that_a_query_tells_apart_go_on_while_each_shows_something_new(scribe: Scribe) -> None:
    for page in range(1, 5 * BUDGET):
        stories = [f"/news/view.html?id={page}{n}00" for n in range(10)]
        query = f"/list.html?page={page}&sc=S1N1"
        listing(scribe, query, stories, further=page, following=f"/list.html?page={page + 1}&sc=S1N1")
    assert states(scribe, f"%page={5 * BUDGET}&%") == {"pending"}


def test_pages_of_sections_that_a_query_names_go_on_though_what_they_show_is_known(scribe: Scribe) -> None:
    sections = [f"/list.php?cat={n}" for n in range(1, 9)]
    known = [f"/story.php?id={n}00" for n in range(100)]
    scribe.visit("/", kind="front", found=[Found(url=f"https://example.org{s}", kind="section") for s in sections])
    for section in sections:
        listing(scribe, section, known, following=f"{section}&page=2")
    for section in sections:  # all of the first pages were archived day by day
        number = section.rpartition("=")[2]
        second, third = (f"/list.php?cHash={n}b{number}&cat={number}&page={n}" for n in (2, 3))  # TYPO3 sums them up
        listing(scribe, second, known[int(number) * 10 :][:10], following=third)
        listing(scribe, f"{section}&page=2", known[int(number) * 10 :][:10], following=f"{section}&page=3")
    assert states(scribe, "%page=3") == {"pending"}
    for n in range(9):
        facet = f"/search.php?colour={n}"
        scribe.found(f"{facet}&page=2", kind="section", deep=True)
        listing(scribe, f"{facet}&page=2", known[:10], following=f"{facet}&page=3")
    assert states(scribe, "%colour=8&page=3") == {"skipped"}


def test_each_section_that_a_query_names_ends_by_itself(scribe: Scribe) -> None:
    sections = [f"/list.php?cat={n}" for n in range(1, 2 * BUDGET)]
    scribe.visit("/", kind="front", found=[Found(url=f"https://example.org{s}", kind="section") for s in sections])
    for page in range(2, 9):
        for section in sections:  # all show the same, and the first one ends with page 3
            number = min(page, 3) if section == sections[0] else page
            stories = [f"/story.php?id={number}0{n}" for n in range(10)]
            if states(scribe, f"%{section}&page={page}") != {"skipped"}:
                listing(scribe, f"{section}&page={page}", stories, following=f"{section}&page={page + 1}")
    assert states(scribe, f"%{sections[0]}&page=9") <= {"skipped"}
    assert [states(scribe, f"%{section}&page=9") for section in sections[1:]] == [{"pending"}] * (len(sections) - 1)


def test_sections_that_go_on_by_a_cursor_are_walked_past_what_is_known(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/sport/", kind="section")])
    known = [Found(url=f"https://example.org/sport/story-{n}", kind="article") for n in range(100)]
    scribe.visit("/archive", kind="section", found=known)
    for at_ in range(100, 0, -10):
        stories = [f"/sport/story-{n}" for n in range(at_ - 10, at_)]
        listing(scribe, f"/sport/?before={at_}", stories, following=f"/sport/?before={at_ - 10}")
    assert states(scribe, "%before=0") == {"pending"}
    for n in range(3 * BUDGET):
        if states(scribe, f"%before=-{n}") != {"skipped"}:
            listing(scribe, f"/sport/?before=-{n}", [], following=f"/sport/?before=-{n + 1}")
    assert states(scribe, f"%before=-{3 * BUDGET - 1}") <= {"skipped"}


def test_a_listing_of_what_is_never_a_story_ends_though_each_page_shows_something_new(scribe: Scribe) -> None:
    for page in range(2, 40):
        path, following = f"/market/?page={page}", f"/market/?page={page + 1}"
        if page > 2 and states(scribe, f"%{path}") == {"skipped"}:
            break
        advertisements = [f"/market/ad/used-car-for-sale-{page}{n:02}" for n in range(10)]
        listing(scribe, path, advertisements, further=page, following=following)
        for advertisement in advertisements:
            if states(scribe, f"%{advertisement}") == {"pending"}:
                scribe.visit(advertisement, kind="other")
    assert page <= 2 + 2 * BUDGET


def test_stories_of_other_days_than_were_asked_for_are_stories(scribe: Scribe) -> None:
    stories = [Found(url=f"https://example.org/politics/story-{n}", kind="article") for n in range(4 * QUARTER_BUDGET)]
    scribe.visit("/", kind="front", found=stories)
    for n in range(2 * QUARTER_BUDGET):
        url = f"https://example.org/politics/story-{n}"
        visit = Visit(url=url, at=at(1), outcome="read", http_status=200, kind="article")
        page = Page(
            site=scribe.site, run_id=scribe.run_id, visit=visit, rejected="published 2020", outside="2020-05-01"
        )
        scribe.archive.settle(page)
        scribe.archive.flush()
    assert len(frontier(scribe)) == 2 * QUARTER_BUDGET


def test_days_of_an_archive_go_on_though_the_latest_show_stories_that_are_known(scribe: Scribe) -> None:
    for day in range(3 * QUARTER_BUDGET, 0, -1):
        story = f"/news/story-of-day-{day}"
        scribe.read(an_article(story, headline=f"Story {day}", article_body=f"What happened on day {day}."))
        listing(scribe, f"/archive/2024/03/{day:02}", [story], following=f"/archive/2024/03/{day - 1:02}")
    assert states(scribe, "%/archive/2024/03/00") == {"pending"}


def test_days_of_a_calendar_that_show_no_stories_are_given_up(scribe: Scribe) -> None:
    for day in range(1, 3 * QUARTER_BUDGET):
        concerts = [f"/events/2024/03/{day:02}/concert-{n}/" for n in range(3)]
        listing(scribe, f"/events/2024/03/{day:02}/", concerts, following=f"/events/2024/03/{day + 1:02}/")
        for concert in concerts:
            scribe.visit(concert, kind="other")
    assert states(scribe, f"%/events/2024/03/{3 * QUARTER_BUDGET}/") == {"skipped"}


def test_days_of_a_weekly_go_on_through_a_summer_break(scribe: Scribe) -> None:
    days = [date(2024, 9, 20) - timedelta(n) for n in range(100)]
    for n, (day, before) in enumerate(pairwise(days)):
        printed = day.isoweekday() == 4 and day.month != 8
        stories = [f"/news/story-of-{day}"] if printed else []
        listing(scribe, f"/archive/{day:%Y/%m/%d}/", stories, following=f"/archive/{before:%Y/%m/%d}/", minute=n)
        if printed:
            scribe.read(an_article(stories[0], headline=f"Of {day}", article_body=f"What was new on {day}."))
    assert states(scribe, f"%/archive/{days[-1]:%Y/%m/%d}/") == {"pending"}


def test_years_of_an_archive_that_show_months_alone_give_what_these_show(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[])
    for year in range(2024, 2000, -1):
        months = [f"/archive/{year}/{month:02}/" for month in (12, 6)]
        found = [Found(url=f"https://example.org{month}", kind="section", deep=True) for month in months]
        found.append(Found(url=f"https://example.org/archive/{year - 1}/", kind="section", deep=True))
        scribe.visit(f"/archive/{year}/", kind="other", found=found)
        for month in months:
            listing(scribe, month, [f"/story/of{month.replace('/', '-')}{n}" for n in range(3)], further=2)
    assert states(scribe, "%/archive/2000/") == {"pending"}


def test_issues_go_on_though_their_numbers_look_like_those_of_stories(scribe: Scribe) -> None:
    for issue in range(1840, 1800, -1):
        stories = [f"/article/ferry-returns-to-the-island-in-week-{issue}-{n}" for n in range(4)]
        found = [Found(url=f"https://example.org{path}", kind="article", priority=300) for path in stories]
        found.append(Found(url=f"https://example.org/nummer/{issue - 1}/", kind="article", priority=200))
        scribe.visit(f"/nummer/{issue}/", kind="section", found=found, shown=[(f.url, "") for f in found[:-1]])
    assert states(scribe, "%/nummer/1800/") == {"pending"}


def test_most_read_is_furniture_where_all_stories_have_addresses_alike(scribe: Scribe) -> None:
    read = [f"https://example.org/story/much-read-{n}" for n in range(60)]
    for n in range(12):
        shown = [(url, "Most read") for url in read[n : n + 5]]
        scribe.read(an_article(f"/story/number-{n}", headline=f"Story {n}", article_body=f"Told {n}."), shown=shown)
    for day in range(1, 3 * QUARTER_BUDGET):
        stories = [url.removeprefix("https://example.org") for url in read[2 * day : 2 * day + 5]]
        listing(scribe, f"/weather/{day}/", stories, rail="Most read", following=f"/weather/{day + 1}/")
    assert states(scribe, f"%/weather/{3 * QUARTER_BUDGET}/") == {"skipped"}


def test_the_end_of_a_pagination_costs_no_page_before_it(scribe: Scribe) -> None:
    def page(number: int, following: int) -> None:
        stories = [f"/world/story-{min(number, 40)}-{n}" for n in range(10)]
        listing(scribe, f"/world/?page={number}", stories, further=number, following=f"/world/?page={following}")

    named = [Found(url=f"https://example.org/world/?page={n}", kind="section", deep=True) for n in (2, 40)]
    scribe.visit("/world/", kind="section", found=named)
    page(2, 3)
    for number in (40, 41):  # "Last", and what follows it
        page(number, number + 1)
    assert states(scribe, "%page=42") == {"skipped"}
    assert states(scribe, "%page=3") == {"pending"}
    for number in range(3, 40):
        page(number, number + 1)
    assert states(scribe, "%/world/story-39-%") == {"pending"}


def test_what_leads_to_another_site_never_passes_for_stories_however_many_runs_it_took(scribe: Scribe) -> None:
    def lead_away(*paths: str) -> None:
        scribe.found(*paths, priority=300)
        for path in paths:
            scribe.visit(path, outcome="skipped", http_status=302, retry=True)

    for run in range(BUDGET):  # each ends before any budget is spent
        lead_away(*(f"/out/{run}{number}" for number in range(BUDGET - 1)))
        scribe.archive.store._discoveries.families = Families(scribe.archive.db)
    lead_away(*(f"/out/9{number}" for number in range(BUDGET)))
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/out/4711", kind="article", priority=300)])
    assert states(scribe, "%/out/4711") == {"skipped"}


@pytest.mark.parametrize("order", ["orderby=date&", "sort=newest&sort_dir=desc&"])
def test_further_pages_that_name_their_order_are_pages_of_the_section(scribe: Scribe, order: str) -> None:
    """A backfill after daily runs ended at the third page of known stories."""
    scribe.found("/world/", kind="section")
    url = f"https://example.org/world/?{order}paged=2"
    assert page_of_watched(scribe.archive.db, "example.org", url) == ("https://example.org/world/", 2)
