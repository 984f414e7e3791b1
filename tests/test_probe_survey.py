"""What a probe asks of a site, what it makes of it, and how that looks."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from newscrawl import sites
from newscrawl.probe.lines import _columns
from newscrawl.probe.screen import as_object, as_screen, ending
from newscrawl.probe.survey import survey
from newscrawl.probe.tour import MOST, Stop, Tour
from newscrawl.site import Site
from tests.smallsite import AT, HOME, PAGES, STORIES, article, front, look, toured

EMPTY = "<html><head><title>App</title></head><body><div id='root'></div><script src='/app.js'></script></body></html>"


def test_a_front_page_leads_to_a_handful_of_pages_of_every_kind() -> None:
    tour, asked = toured(PAGES)
    assert tour.is_listing
    assert sorted(asked) == sorted(
        ["/", "/sitemap.xml", "/map-2024-04.xml", "/rss.xml", "/world/", STORIES[0], STORIES[1], STORIES[2]]
    )


def test_an_article_is_asked_alone() -> None:
    tour, asked = toured(PAGES, STORIES[0])
    assert (tour.is_listing, asked) == (False, [STORIES[0]])


def test_a_section_of_a_site_that_nobody_described_is_a_front_page_of_its_own() -> None:
    tour, asked = toured(PAGES, "/world/")
    assert tour.is_listing
    assert tour.site.domains == ("example.ca/world",)
    assert not [path for path in asked if path.startswith("/local")]


def test_a_section_of_a_described_site_is_a_page_of_it() -> None:
    site = Site(name="example", home=HOME, domains=("example.ca",))
    tour, asked = toured(PAGES, "/world/", described={"example": site})
    assert (tour.is_listing, asked) == (False, ["/world/"])


def test_the_maps_of_robots_txt_are_asked_the_news_first_and_never_more_than_a_dozen_pages() -> None:
    maps = tuple(f"{HOME}map{n}.xml" for n in range(30)) + (f"{HOME}news-sitemap.xml",)
    _, asked = toured({**PAGES, "/news-sitemap.xml": PAGES["/sitemap.xml"]}, sitemaps=maps)
    assert "/news-sitemap.xml" in asked
    assert sum(path.endswith(".xml") and "map" in path for path in asked) <= 3
    assert len(asked) <= MOST


def test_a_front_page_without_stories_is_helped_by_feed_and_sitemap() -> None:
    _, asked = toured({**PAGES, "/": EMPTY, "/feed/": PAGES["/rss.xml"]})
    assert sum(path in STORIES for path in asked) == 3


def test_a_front_page_that_answers_elsewhere_is_one() -> None:
    site = sites.find(HOME, {})
    tour = Tour(site=site, described={}, whole=site, start=HOME)
    body = PAGES["/"].encode()
    found = tour.add(
        Stop(kind="article", url=f"{HOME}en/home", body=body, http_status=200, content_type=None, fetched_at=AT)
    )
    assert (tour.stops[0].reading.kind, tour.site.domains) == ("front", ("example.ca",))
    assert any(f.kind == "article" for f in found)


def test_a_front_page_alone_leads_nowhere() -> None:
    site = sites.find(HOME, {})
    tour = Tour(site=site, described={}, whole=site, start=HOME, alone=True)
    stop = Stop(kind="article", url=HOME, body=PAGES["/"].encode(), http_status=200, content_type=None, fetched_at=AT)
    assert tour.add(stop) == []


def test_links_to_other_sites_are_not_asked() -> None:
    page = front({"Top": ["https://far.example/a-story-of-the-day-12345"] * 4})
    _, asked = toured({"/": page})
    assert asked == ["/", "/sitemap.xml", "/feed/"]


def test_what_is_seen_is_told() -> None:
    seen = look(PAGES)
    assert [(r.heading, r.count) for r in seen.rails] == [("Top stories", 4), ("World", 2)]
    assert seen.sections == [f"{HOME}world/", f"{HOME}local/"]
    assert [(way.url, way.good) for way in seen.feeds] == [(f"{HOME}rss.xml", True)]
    assert [way.url for way in seen.sitemaps] == [f"{HOME}sitemap.xml", f"{HOME}map-2024-04.xml"]
    assert seen.sitemaps[0].oldest == "2024-01-01"
    assert [(p.regex, p.share) for p in seen.patterns] == [(r"/[^/?]+[-_,.~!]\d{4,}/?(?:\?|$)", 1.0)]
    assert seen.robots == "forbids 4 of 9 addresses seen; names no delay"
    assert (seen.place.language, seen.place.country, seen.place.time_zone) == ("en-CA", "CA", "America/Halifax")
    assert len([r for r in seen.read if r.article]) == 3
    assert seen.browser == []


def test_the_cost_counts_what_every_run_asks_and_the_stories() -> None:
    cost = look(PAGES).cost
    # robots.txt, the front page, 2 sections, the feed, the sitemap and the 2 newest that it names; 8 stories
    assert (cost.first, cost.hourly) == (1 + 1 + 2 + 1 + 1 + 2 + 8, 1 + 2 + 1 + 1 + 2)
    assert cost.minutes(cost.first) == pytest.approx(16 / 60)
    slow = replace(cost, latency=3.0)
    assert slow.minutes(20) == pytest.approx(1)


def test_a_delay_that_robots_txt_wants_counts() -> None:
    tour, _ = toured(PAGES)
    seen = survey(tour, delay=1.0, crawl_delay=10.0, robots=lambda url: True, has_rules=True)
    assert seen.robots == "allows all that was seen; wants 10 s between requests"
    assert "about 16 requests, 3 minutes (one every 10 s, as its robots.txt wants it)" in as_screen(seen)
    assert survey(tour, delay=1.0, crawl_delay=0.0, robots=None, has_rules=False).robots.startswith("not asked")


def test_stories_below_another_path_do_not_count() -> None:
    menu = "<a href='/world/rss.xml'>RSS</a>"
    pages = {**PAGES, "/world/": front({"World": STORIES[::2]}, menu=menu), "/world/rss.xml": PAGES["/rss.xml"]}
    seen = look(pages, "/world/")
    assert seen.stories == len(STORIES[::2])
    assert (seen.name, seen.domains) == ("example.ca/world", ["example.ca/world"])


def test_the_screen_is_one() -> None:
    lines = as_screen(look(PAGES)).splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    for words in (
        "[Top stories] 4: What",
        "2: /world/, /local/",
        "/rss.xml: an RSS feed with 8 entries",
        "100% /[^/?]+",
    ):
        assert words in text
    assert "a browser     not needed" in text
    assert "about 16 requests" in text


def test_a_large_site_is_still_one_screen() -> None:
    rails = {f"Rail {n} " + "news " * 9: [f"/a/story-of-the-day-{n}{m}345" for m in range(9)] for n in range(40)}
    menu = "".join(f"<a href='/section-{n}/'>Section {n}</a>" for n in range(60))
    pages = {"/": front(rails, menu=menu, title="News " * 200), "/a/story-of-the-day-00345": article(1)}
    lines = as_screen(look(pages)).splitlines()
    assert len(lines) <= 45
    assert max(sum(map(_columns, line)) for line in lines) <= 100


def test_a_site_that_a_script_fills_in_needs_a_browser() -> None:
    seen = look({"/": EMPTY})
    assert seen.browser == ["the front page shows 0 teasers and 0 links to stories or sections"]
    assert "a browser     needed, it seems: the front page shows 0 teasers" in as_screen(seen)
    seen = look({**PAGES, **dict.fromkeys(STORIES, EMPTY)})
    assert seen.browser == ["3 of 3 stories have no text without JavaScript"]


def test_doubts_about_stories_are_counted() -> None:
    doubtful = article(0).replace("-03:00", "").replace('"Ann Lee"', '""')
    text = as_screen(look({**PAGES, STORIES[0]: doubtful}))
    assert "  doubt       its date names no zone (that of its address is assumed): 1 of 3" in text
    assert "  doubt       no author or agency: 1 of 3" in text


def test_one_headline_for_all_stories_is_a_doubt() -> None:
    same = {path: re.sub("Story [0-9]", "The Harbour News", article(n)) for n, path in enumerate(STORIES)}
    assert "all of them have one headline" in as_screen(look({**PAGES, **same}))
    assert "one headline" not in as_screen(look(PAGES))


def test_a_site_of_which_no_story_could_be_read_ends_with_what_to_do() -> None:
    seen = look({**PAGES, **dict.fromkeys(STORIES, EMPTY)})
    told = ending(seen)
    assert "None of the stories that were asked could be read" in told
    assert "--save NAME" in told and f"scrapy probe {HOME.rstrip('/')}{STORIES[0]}" in told
    assert "crawl news" not in told and "crawl news" in ending(look(PAGES))
    assert "`layouts` of example.py" in ending(seen, "example")
    assert "scrapy crawl example" not in ending(seen, "example")
    assert "scrapy crawl example" in ending(look(PAGES), "example")


def test_a_command_with_an_address_can_be_typed_as_it_stands() -> None:
    stories = [f"/?page=news&id={n}" for n in range(3)]
    pages = {"/": front({"": [url.replace("&", "&amp;") for url in stories]}), **dict.fromkeys(stories, EMPTY)}
    assert f"scrapy probe '{HOME}?" in ending(look(pages))


def test_where_no_story_came_or_none_was_found_the_ending_says_that_and_names_no_description() -> None:
    dead = ending(look({path: page for path, page in PAGES.items() if path not in STORIES}))
    assert "why none of their pages could be had" in dead and "layouts" not in dead
    assert "No story was found" in ending(look({"/": EMPTY}))


def test_addresses_that_a_description_tells_are_counted_by_its_patterns() -> None:
    pages = {"/": front({"Top": [f"/n/{word}" for word in ("pier", "ferry", "mill", "cat")]})}
    site = Site(name="example", home=HOME, domains=("example.ca",), articles=("^/n/(?:pier|ferry|mill)",))
    text = as_screen(look(pages, described={"example": site}))
    assert "addresses     3 of 4 stories that were seen match `articles` of its description" in text
    assert "no form" not in text


def test_a_story_that_could_not_be_had_is_told() -> None:
    pages = {path: page for path, page in PAGES.items() if path != STORIES[1]}
    assert f"not read: {STORIES[1]}: HTTP 404: not there" in as_screen(look(pages))


def test_what_a_site_says_cannot_command_the_terminal() -> None:
    evil = "\x1b[31m\x07Title\u202e\x9b2J\r\nX"
    pages = {"/": front({evil: STORIES[:3]}, title=evil), STORIES[0]: article(0).replace("Story 0", f"Story {evil}")}
    seen = look(pages)
    for text in (as_screen(seen), "".join(as_screen(seen).split("\n"))):
        assert not {"\x1b", "\x07", "\u202e", "\x9b", "\r"} & set(text)


def test_json_holds_everything() -> None:
    told = json.loads(json.dumps(as_object(look(PAGES))))
    assert told["patterns"][0]["share"] == 1.0
    assert told["read"][0]["article"]["headline"] == "Story 0 of a long day"
    assert told["cost"]["minutes_first"] == 0.3
