"""One row for every page, however its address is spelt; the hosts of a newsroom; parameters that tell nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.migrations import APPLICATION_ID
from newscrawl.archive.parameters import PROOFS
from newscrawl.archive.schema import FIRST
from newscrawl.items import Found
from newscrawl.reasons import ELSEWHERE
from tests.conftest import Scribe, an_article
from tests.test_archive_ledger import frontier

STORY = "https://example.org/world/a-story"


def story(url: str, **how: object) -> Found:
    return Found(url=url, kind="article", **how)  # type: ignore[arg-type]


def states(scribe: Scribe, like: str = "%") -> dict[str, tuple[str, str | None]]:
    found = scribe.all("SELECT url, state, reason FROM pages WHERE url LIKE ?", like)
    return {url: (state, reason) for url, state, reason in found}


@pytest.mark.parametrize(
    "twin", [f"{STORY}/", "https://www.example.org/world/a-story", "https://example.org/World/A-Story"]
)
def test_another_spelling_of_a_known_address_is_not_asked(scribe: Scribe, twin: str) -> None:
    scribe.visit("/", kind="front", found=[story(STORY), story(twin)])
    assert frontier(scribe) == ["/world/a-story"]
    assert states(scribe)[twin] == ("skipped", f"another spelling of {STORY}")


def test_another_spelling_is_asked_where_the_first_is_not_there(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[story(STORY), story(f"{STORY}/")])
    scribe.visit("/world/a-story", 1, outcome="gone", http_status=404, reason="HTTP 404")
    assert frontier(scribe, 1) == ["/world/a-story/"]


def test_the_target_of_a_redirect_is_asked_though_it_is_another_spelling(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[story(STORY)])
    target = f"{STORY}/"
    scribe.visit("/world/a-story", 1, outcome="redirected", http_status=301, redirects_to=target, found=[story(target)])
    assert frontier(scribe, 1) == ["/world/a-story/"]


def test_on_a_page_s_own_host_its_own_scheme_counts(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[story("http://example.org/world/a-story"), story("http://example.org:80/b")])
    assert frontier(scribe) == ["/world/a-story", "http://example.org:80/b"]


def test_hosts_are_followed_where_the_menu_of_the_front_page_leads(scribe: Scribe) -> None:
    sport, shop, blog = (f"https://{name}.example.org/a-story-of-it" for name in ("sport", "shop", "blog"))
    scribe.visit("/world/", kind="section", found=[story(sport), story(shop), story(blog)])
    assert {reason for _, reason in states(scribe, "%a-story-of-it").values()} == {ELSEWHERE}
    hosts = ["sport.example.org", "shop.example.org"]
    scribe.visit("/", 1, kind="front", hosts=hosts, found=[story("https://blog.example.org/announced")])
    assert frontier(scribe, 1) == [sport, "https://blog.example.org/announced"]
    assert states(scribe, "%a-story-of-it")[shop] == ("skipped", ELSEWHERE)


def test_a_host_that_a_section_moved_to_is_followed(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[Found(url="https://example.org/sport/", kind="section")])
    target = Found(url="https://sport.example.org/", kind="section")
    scribe.visit("/sport/", 1, outcome="redirected", http_status=301, redirects_to=target.url, found=[target])
    scribe.visit("/world/", 2, kind="section", found=[story("https://sport.example.org/a")])
    assert frontier(scribe, 2) == ["https://sport.example.org/", "https://sport.example.org/a"]


def told(scribe: Scribe, number: int, query: str, canonical_query: str = "") -> None:
    path = f"/world/story-{number}"
    scribe.read(
        an_article(
            f"{path}?{query}",
            url=f"https://example.org{path}{canonical_query}",
            canonical_url=f"https://example.org{path}{canonical_query}",
            headline=f"Story {number}",
            article_body=f"The words of story {number}, told at length.",
        )
    )


def test_a_parameter_that_canonical_links_leave_out_is_learnt(scribe: Scribe) -> None:
    waiting = story("https://example.org/world/story-9?origin=rail")
    scribe.visit("/", kind="front", found=[waiting])
    for number in range(PROOFS):
        assert states(scribe, "%story-9%") == {waiting.url: ("pending", None)}
        told(scribe, number, "origin=rail")
    plain = "https://example.org/world/story-9"
    assert states(scribe, "%story-9%") == {
        waiting.url: ("skipped", f"the same page as {plain}"),
        plain: ("pending", None),
    }
    scribe.visit("/", 5, kind="front", found=[story("https://example.org/world/story-10?origin=menu&id=3")])
    assert frontier(scribe, 5, revisit="none") == ["/world/story-9", "/world/story-10?id=3"]


def test_a_parameter_that_one_story_keeps_tells_stories_apart(scribe: Scribe) -> None:
    told(scribe, 0, "id=1", "?id=1")
    for number in range(1, 2 * PROOFS):
        told(scribe, number, "id=1")
    scribe.visit("/", 5, kind="front", found=[story("https://example.org/world/story-99?id=7")])
    assert "/world/story-99?id=7" in frontier(scribe, 5, revisit="none")


def test_a_careless_canonical_link_teaches_nothing(scribe: Scribe) -> None:
    for number in range(2 * PROOFS):
        scribe.read(
            an_article(
                f"/story.php?id={number}",
                url="https://example.org/story.php",
                canonical_url="https://example.org/story.php",
                headline=f"Quite another story {number}",
                article_body=" ".join(f"word{number}-{n}" for n in range(60)),
            )
        )
    assert scribe.all("SELECT count(*) FROM articles") == [2 * PROOFS]
    scribe.visit("/", 5, kind="front", found=[story("https://example.org/story.php?id=99")])
    assert "/story.php?id=99" in frontier(scribe, 5, revisit="none")


def test_a_parameter_of_one_script_is_none_of_another(scribe: Scribe) -> None:
    for number in range(PROOFS):
        url = f"https://example.org/story.php?id={number}"
        article = an_article(
            f"/story.php?id={number}&section=a", url=url, canonical_url=url, headline=f"Story {number}"
        )
        article.article_body = f"The words of story {number}, told at length."
        scribe.read(article)
    scribe.visit("/", 5, kind="front", found=[Found(url="https://example.org/feed.php?section=a", kind="feed")])
    assert frontier(scribe, 5, revisit="none") == ["/feed.php?section=a"]


def test_completeness_counts_a_story_once(scribe: Scribe) -> None:
    scribe.read(an_article("/news/pier"))
    scribe.read(an_article("/news/pier?ref=x", url="https://example.org/news/pier"))
    scribe.visit(
        "/", 1, kind="front", found=[story("https://example.org/undated"), story(STORY, date_hint="2024-04-16")]
    )
    scribe.visit("/undated", 2, outcome="gone", http_status=404, kind="article")
    day = "2024-04-17"
    assert scribe.archive.runs.completeness(1) == [
        ("example.org", day, 1, 1, 0, 0, 0, 0),
        ("example.org", "before", 1, 0, 0, 0, 0, 1),
        ("example.org", "no day", 1, 0, 0, 0, 1, 0),
        ("example.org", "all", 3, 1, 0, 0, 1, 1),
    ]
    assert scribe.archive.runs.completeness(7, "other.net") == []


def test_an_archive_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(FIRST)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name, applied_at)")
        db.execute("INSERT INTO _sqlite_migrations VALUES (1, 'newscrawl', 'm001_first_schema', '2024')")
        db.execute(
            "INSERT INTO pages (site, url, discovered_at) VALUES ('example.org', 'https://example.org/A/', '2024')"
        )
        db.commit()
    archive = Archive(path)
    row = archive.db.conn.execute("SELECT bare, family FROM pages").fetchone()
    assert tuple(row) == ("example.org/a", "example.org/A/")
    archive.close()


def test_notices_with_the_same_words_do_not_cost_a_site_its_ids(scribe: Scribe) -> None:
    for number in range(6):
        words = "This page is not shown in your region." if number > 1 else f"The words of story {number}."
        scribe.read(
            an_article(f"/view.php?id={number}", headline="Notice" if number > 1 else f"S{number}", article_body=words)
        )
    scribe.visit("/", 5, kind="front", found=[story("https://example.org/view.php?id=99")])
    assert "/view.php?id=99" in frontier(scribe, 5, revisit="none")


def test_what_another_spelling_is_worth_the_one_that_waits_is_worth(scribe: Scribe) -> None:
    scribe.visit("/map.xml", kind="sitemap", found=[story(f"{STORY}/", deep=True, priority=260)])
    assert frontier(scribe) == []
    scribe.visit("/", 1, kind="front", found=[story(STORY, priority=600)])
    assert frontier(scribe, 1) == ["/world/a-story/"]
    assert scribe.row("/world/a-story/")["priority"] == 600


def test_another_spelling_is_asked_where_robots_txt_forbids_the_first(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[story(STORY), story("https://www.example.org/world/a-story")])
    scribe.visit("/world/a-story", 1, outcome="skipped", http_status=None, reason="robots.txt forbids it")
    assert frontier(scribe, 1) == ["https://www.example.org/world/a-story"]


def test_what_a_redirect_says_is_not_there_is_looked_at_again(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", found=[story(STORY)])
    scribe.visit("/world/a-story", 1, outcome="gone", http_status=302, reason="redirects to /maintenance", retry=True)
    row = scribe.row("/world/a-story")
    assert (row["state"], row["due_at"]) == ("gone", "2024-04-18T10:01:00.000+00:00")
