"""One story at two addresses that both serve it."""

from __future__ import annotations

from tests.conftest import BODY, Scribe, an_article, at

NEW = "Pier will be rebuilt after all"
OTHER = "/news/pier-will-be-rebuilt-after-all"


def test_a_story_whose_old_address_gets_the_new_headline_later_is_one(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    scribe.read(an_article(OTHER, headline=NEW, article_body=BODY), 60)  # announced before the old page was due
    for minute in (120, 180):
        scribe.read(an_article(headline=NEW), minute)
        scribe.read(an_article(OTHER, headline=NEW), minute + 1)
    assert scribe.all("SELECT id, headline, status, revision_count, last_seen FROM articles") == [
        (1, NEW, "live", 2, at(181))
    ]
    assert scribe.all("SELECT number, headline, first_seen, last_seen FROM revisions ORDER BY number") == [
        (1, "Council votes to rebuild pier", at(0), at(0)),
        (2, NEW, at(60), at(181)),
    ]
    assert scribe.all("SELECT DISTINCT article_id FROM aliases UNION SELECT article_id FROM pages") == [1]
    assert scribe.all("SELECT event FROM events") == []


def test_pages_that_all_show_one_notice_stay_stories_of_their_own(scribe: Scribe) -> None:
    ferry = "A storm closed the ferry to Gull Island.\n\nIt is expected to sail again on Thursday."
    wall = {"headline": "We value your privacy", "article_body": "We and our partners store cookies on your device."}
    scribe.read(an_article(), 0)
    scribe.read(an_article("/news/ferry", headline="Ferry closed", article_body=ferry), 0)
    for path in ("/news/pier", "/news/ferry"):
        scribe.read(an_article(path, **wall), 60)
    assert scribe.all("SELECT count(*) FROM articles") == [2]


def test_a_story_whose_address_another_one_claims_is_a_story_of_its_own(scribe: Scribe) -> None:
    pier, taxes = "https://example.org/news/pier", "https://example.org/news/taxes"
    words = {
        "/news/pier": "The pier is to be rebuilt by spring.",
        "/news/taxes": "Taxes rise by a tenth in May, it says.",
    }
    for minute in (0, 1, 2, 3):  # a page that was made from a copy of another one's, canonical link included
        for path, claims in (("/news/taxes", pier), ("/news/pier", pier)):
            body = "\n\n".join([words[path]] * 3)
            scribe.read(an_article(path, url=claims, canonical_url=claims, headline=path, article_body=body), minute)
    told = scribe.all("SELECT page_url, headline, revision_count FROM articles ORDER BY id")
    assert told == [(taxes, "/news/taxes", 1), (pier, "/news/pier", 1)]
    assert dict(scribe.all("SELECT url, page_url FROM articles")) == {taxes: taxes, pier: pier}


def test_a_story_that_moved_and_was_edited_is_one_though_nothing_redirects(scribe: Scribe) -> None:
    edited = f"{BODY}\n\nThe vote was unanimous, the mayor said later."
    scribe.read(an_article(date_precision="minute"), 0)
    scribe.read(an_article("/news/another", date_precision="minute", headline="No", article_body="Something else."), 1)
    scribe.read(an_article(OTHER, date_precision="minute", article_body=edited), 60)
    for minute in (61, 61 + 24 * 60):
        scribe.visit("/news/pier", minute, outcome="gone", http_status=404, reason="HTTP 404: not there", retry=True)
    told = scribe.all("SELECT id, page_url, status, revision_count FROM articles ORDER BY id")
    assert told == [
        (1, f"https://example.org{OTHER}", "live", 2),
        (2, "https://example.org/news/another", "live", 1),
    ]
    assert scribe.all("SELECT article_id, event FROM events") == [(1, "moved")]
    assert scribe.all("SELECT DISTINCT article_id FROM aliases WHERE url LIKE '%pier%'") == [1]


def test_two_notices_of_one_day_and_one_make_are_two_stories_though_one_is_gone(scribe: Scribe) -> None:
    words = " ".join(f"word{n}" for n in range(90))
    notices = {
        "north": f"An advisory holds for North Ashbury. {words}",
        "south": f"One holds for South Merrow. {words}",
    }
    for minute, (name, text) in enumerate(notices.items()):
        told = {"date_published": "2024-04-17T00:00:00-03:00", "date_precision": "second"}
        scribe.read(an_article(f"/{name}", headline=f"Advisory for {name}", article_body=text, **told), minute)
    for minute in (61, 61 + 24 * 60):
        scribe.visit("/north", minute, outcome="gone", http_status=404, reason="HTTP 404: not there", retry=True)
    assert scribe.all("SELECT url, status, revision_count FROM articles ORDER BY id") == [
        ("https://example.org/north", "gone", 1),
        ("https://example.org/south", "live", 1),
    ]
    assert scribe.all("SELECT article_id, event FROM events") == [(1, "gone")]


def test_a_page_that_claimed_a_story_and_told_an_earlier_version_of_it_is_no_second_story(scribe: Scribe) -> None:
    """The copy for telephones was read first, and the live story wholly rewritten before its own page was."""
    own = an_article().url
    told = [" ".join(f"{word}{n}" for n in range(60)) for word in ("wind", "rain")]
    copy = [an_article("/amp/pier", url=own, canonical_url=own, headline=h, article_body=h) for h in told]
    scribe.read(copy[0], 0)
    scribe.read(an_article(canonical_url=own, headline=told[1], article_body=told[1]), 600)
    scribe.read(copy[1], 1200)
    assert scribe.all("SELECT id, url, page_url, revision_count FROM articles") == [(1, own, own, 2)]
    assert scribe.all("SELECT event FROM events") == []
