"""What the archive remembers of a story: every version, when it stood there, when it vanished, moved, came back."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.archive import Archive
from newscrawl.archive.pictures import picture_key
from newscrawl.items import Capture, Found
from tests.conftest import BODY, Scribe, a_teaser, an_article, at

PIER = "https://example.org/news/pier"
HOUR = 60
EVENTS = "SELECT event, at, detail FROM events ORDER BY at, id"
STAYS = "SELECT number, headline, first_seen, last_seen FROM revisions ORDER BY number"
OTHER_BODY = "A storm closed the ferry to Gull Island.\n\nThe harbour master expects it to sail again on Thursday."


def gone(scribe: Scribe, minute: int, path: str = "/news/pier", **visit: Any) -> str:
    return scribe.visit(path, minute, **{"outcome": "gone", "http_status": 404, "reason": "HTTP 404", **visit})


def status(scribe: Scribe) -> list[Any]:
    return scribe.all("SELECT status FROM articles ORDER BY id")


def test_a_headline_that_flips_back_is_reverted_and_no_third_version(scribe: Scribe) -> None:
    for minute, headline in enumerate(("A", "B", "A", "B", "B")):
        scribe.read(an_article(headline=headline), minute)
    assert scribe.all(STAYS) == [(1, "A", at(0), at(2)), (2, "B", at(1), at(4))]
    assert scribe.all(EVENTS) == [
        ("reverted", at(2), "version 1 again: headline"),
        ("reverted", at(3), "version 2 again: headline"),
    ]
    assert scribe.all("SELECT headline, revision_count, changed_at, last_seen FROM articles") == [
        ("B", 2, at(3), at(4))
    ]
    assert scribe.all("SELECT number FROM visits JOIN revisions ON revisions.id = revision_id ORDER BY at") == [
        1, 2, 1, 2, 2,
    ]  # fmt: skip


def test_a_version_after_one_that_came_back_says_what_changed_since_then(scribe: Scribe) -> None:
    for minute, headline in enumerate(("A", "B", "A")):
        scribe.read(an_article(headline=headline), minute)
    scribe.read(an_article(headline="A", description="New."), 5)
    assert scribe.all("SELECT number, changed_fields FROM revisions") == [
        (1, "[]"), (2, '["headline"]'), (3, '["description"]'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "before", "after"),
    [
        ("date_published", "2024-04-17T06:00:00-03:00", "2024-04-16T06:00:00-03:00"),
        ("authors", ["Ann Lee"], ["Ann Lee", "Bo Roe"]),
        ("image_url", "https://example.org/i/pier-800x600.jpg", "https://example.org/i/ferry-800x600.jpg"),
        ("image_caption", "The pier.", "The old pier."),
        ("article_section", "Local", "World"),
        ("correction", None, "An earlier version misspelt a name."),
        ("description", "Old.", "New."),
    ],
)
def test_every_part_of_a_story_makes_a_version_when_it_changes(
    scribe: Scribe, field: str, before: Any, after: Any
) -> None:
    scribe.read(an_article(**{field: before}), 0)
    assert scribe.read(an_article(**{field: after}), 5) == "changed"
    assert scribe.all("SELECT changed_fields FROM revisions WHERE number = 2") == [f'["{field}"]']


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ("2024-04-17T22:53:00-03:00", "2024-04-18T01:53:00.000+00:00", "unchanged"),
        ("2024-04-17T00:00:00+00:00", "2024-04-17T21:27:00+00:00", "unchanged"),  # it lay ahead of the clock
        ("2024-04-17T10:00:00+00:00", "2024-04-17T11:00:00+00:00", "changed"),
        ("2024-04-17T10:00:00+00:00", "2024-04-16T10:00:00+00:00", "changed"),
        ("2024-04-17T10:00:00+00:00", None, "changed"),
    ],
)
def test_the_same_moment_told_otherwise_makes_no_version(
    scribe: Scribe, before: str, after: str | None, status: str
) -> None:
    day = {"date_precision": "day"} if before[11:19] == "00:00:00" else {"date_precision": "minute"}
    scribe.read(an_article(date_published=before, **day), 0)
    assert scribe.read(an_article(date_published=after, date_precision="minute" if after else None), 5) == status
    told = after if day["date_precision"] == "day" or status == "changed" else before
    assert scribe.all("SELECT date_published FROM articles") == [told]


def test_a_time_that_is_changed_twice_makes_three_versions(scribe: Scribe) -> None:
    for minute in range(3):
        scribe.read(an_article(date_published=f"2024-04-17T1{minute}:00:00+00:00"), minute)
    assert scribe.all("SELECT count(*) FROM revisions") == [3]


def test_a_story_that_is_seen_on_its_new_page_before_its_old_one_redirects_has_moved(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for hour in (1, 4):
        scribe.visit("/news/pier", hour * HOUR, outcome="failed", retry=True, reason="no answer", http_status=None)
    new = "https://example.org/local/2024/the-pier"
    scribe.read(an_article("/local/2024/the-pier"), 5 * HOUR)
    assert scribe.all("SELECT status, last_seen FROM articles") == [("live", at(5 * HOUR))]
    scribe.visit("/news/pier", 5 * HOUR + 1, outcome="redirected", http_status=301, redirects_to=new)
    scribe.visit("/local/2024/the-pier", 6 * HOUR, outcome="not_modified", http_status=304)
    assert scribe.all("SELECT url, page_url, last_seen FROM articles") == [(new, new, at(6 * HOUR))]
    assert scribe.all(EVENTS) == [("moved", at(5 * HOUR + 1), f"{PIER} -> {new}")]
    assert scribe.all("SELECT last_seen FROM revisions") == [at(6 * HOUR)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.org/up/2024/04/pier-1024x683.jpg", "https://x.org/up/2024/04/pier-300x200.jpg"),
        ("https://i0.wp.com/x.org/pier.jpg?w=300", "https://i2.wp.com/x.org/pier.jpg?w=1024&ssl=1"),
        ("https://x.org/_next/image?url=https%3A%2F%2Fc.org%2Fpier.jpg&w=640", "https://x.org/_next/image?url=https%3A%2F%2Fc.org%2Fpier.jpg&w=64"),
        ("https://r.org/resizer/abcDEF1234567890abcdefghij=/800x450/smart/c.org/pier.jpg", "https://r.org/resizer/ZZZDEF1234567890abcdefghij=/400x225/smart/c.org/pier.jpg"),
        ("https://m.org/media/7a6f5b8c9d0e1f2a3b4c5d6e/0_0_5000_3000/master/5000.jpg", "https://m.org/media/7a6f5b8c9d0e1f2a3b4c5d6e/0_0_5000_3000/master/500.jpg?s=x"),
        ("https://res.org/d/upload/c_fill,w_800/v1/pier.jpg", "https://res.org/d/upload/w_400/v1/pier.jpg"),
    ],
)  # fmt: skip
def test_a_picture_in_another_size_is_the_same(one: str, other: str) -> None:
    assert picture_key(one) == picture_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.org/up/2024/04/pier.jpg", "https://x.org/up/2024/05/pier.jpg"),
        ("https://x.org/_next/image?url=%2Fa.jpg&w=1", "https://x.org/_next/image?url=%2Fb.jpg&w=1"),
        ("https://x.org/img.php?id=3", "https://x.org/img.php?id=4"),
        ("https://m.org/media/7a6f5b8c9d0e1f2a3b4c5d6e/0_0_5000_3000/master/5000.jpg", "https://m.org/media/8a6f5b8c9d0e1f2a3b4c5d6e/0_0_5000_3000/master/5000.jpg"),
        ("https://x.org/1.jpg", "https://x.org/2.jpg"),
        ("https://x.org/1.jpg", None),
    ],
)  # fmt: skip
def test_other_pictures_are_not(one: str, other: str | None) -> None:
    assert picture_key(one) != picture_key(other)


@given(st.text())
def test_any_text_has_a_picture_key(text: str) -> None:
    assert isinstance(picture_key(f"https://{text}"), str)
    assert isinstance(picture_key(text), str)


def test_a_story_is_gone_after_a_second_look_some_hours_later(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    gone(scribe, 1 * HOUR)
    assert (status(scribe), scribe.row("/news/pier")["state"]) == (["live"], "done")
    assert scribe.row("/news/pier")["due_at"] == at(4 * HOUR)
    gone(scribe, 4 * HOUR)
    assert (status(scribe), scribe.row("/news/pier")["state"]) == (["gone"], "gone")
    assert scribe.all(EVENTS) == [("gone", at(4 * HOUR), f"HTTP 404; not there since {at(HOUR)}")]
    assert scribe.all("SELECT article_body, last_seen FROM articles") == [(BODY, at(0))]
    gone(scribe, 9 * HOUR)
    assert len(scribe.all(EVENTS)) == 1


def test_one_bad_hour_is_no_tombstone(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    gone(scribe, 10)
    gone(scribe, 20)
    scribe.visit("/news/pier", 60, outcome="not_modified", http_status=304)
    gone(scribe, 3 * HOUR)
    assert status(scribe) == ["live"]
    assert scribe.all(EVENTS) == []
    assert scribe.all("SELECT last_seen FROM articles") == [at(60)]


@pytest.mark.parametrize("how", ["read", "not_modified"])
def test_a_story_that_is_back_is_restored(scribe: Scribe, how: str) -> None:
    scribe.read(an_article(), 0)
    gone(scribe, HOUR)
    gone(scribe, 4 * HOUR)
    if how == "read":
        scribe.read(an_article(), 9 * HOUR)
    else:
        scribe.visit("/news/pier", 9 * HOUR, outcome="not_modified", http_status=304)
    assert status(scribe) == ["live"]
    assert scribe.all("SELECT event FROM events ORDER BY at") == ["gone", "restored"]


def test_a_server_that_does_not_answer_makes_its_stories_unreachable_and_not_gone(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    for hour in (1, 4):
        scribe.visit("/news/pier", hour * HOUR, outcome="failed", retry=True, http_status=503, reason="HTTP 503")
    assert (status(scribe), scribe.all(EVENTS)) == (["unreachable"], [])
    scribe.read(an_article(), 5 * HOUR)
    assert (status(scribe), scribe.all(EVENTS)) == (["live"], [])


@pytest.mark.parametrize("place", ["front", "section", "another"])
def test_a_redirect_to_what_is_not_the_story_is_a_removal(scribe: Scribe, place: str) -> None:
    scribe.visit("/", kind="front", teasers=[a_teaser("/news/pier")])
    scribe.visit("/news/", kind="section", teasers=[a_teaser("/news/pier", listing_url="https://example.org/news/")])
    scribe.read(an_article("/news/ferry", headline="Ferry", article_body=OTHER_BODY))
    scribe.read(an_article(), 0)
    target = {"front": "/", "section": "/news/", "another": "/news/ferry"}[place]
    for hour in (1, 4):
        scribe.visit(
            "/news/pier",
            hour * HOUR,
            outcome="redirected",
            http_status=302,
            redirects_to=f"https://example.org{target}",
        )
    assert scribe.all("SELECT status FROM articles WHERE url = ?", PIER) == ["gone"]
    assert scribe.all("SELECT event FROM events") == ["gone"]
    assert scribe.all("SELECT count(*) FROM articles") == [2]


def test_the_front_page_in_a_story_s_place_is_a_removal(scribe: Scribe) -> None:
    paths = [f"/news/{n}" for n in range(5)]
    scribe.visit("/", kind="front", teasers=[a_teaser(path, n) for n, path in enumerate(paths, 1)])
    scribe.read(an_article(), 0)
    shown = [(f"https://example.org{path}", "") for path in paths]
    for hour in (1, 4):
        scribe.visit("/news/pier", hour * HOUR, kind="section", shown=shown)
    assert status(scribe) == ["gone"]


def test_a_redesign_that_hides_a_text_is_no_removal(scribe: Scribe) -> None:
    scribe.visit("/", kind="front", teasers=[a_teaser(f"/news/{n}", n) for n in range(1, 6)])
    scribe.read(an_article(), 0)
    for hour in (1, 4):
        scribe.visit("/news/pier", hour * HOUR, kind="section", shown=[("https://example.org/news/77", "")])
    assert status(scribe) == ["live"]


@pytest.mark.parametrize("edited", [False, True])
def test_a_story_that_moves_stays_one_story(scribe: Scribe, edited: bool) -> None:
    scribe.read(an_article(), 0)
    new = "https://example.org/local/2024/pier"
    found = [Found(url=new, kind="article")]
    scribe.visit("/news/pier", 5, outcome="redirected", http_status=301, redirects_to=new, found=found)
    body = BODY + "\n\nIt will cost three millions." if edited else BODY
    assert scribe.read(an_article("/local/2024/pier", article_body=body), 6) == ("changed" if edited else "unchanged")
    assert scribe.all("SELECT url, page_url, revision_count FROM articles") == [(new, new, 2 if edited else 1)]
    assert scribe.all(EVENTS) == [("moved", at(6), f"{PIER} -> {new}")]
    assert scribe.all("SELECT url FROM aliases ORDER BY url") == [new, PIER]
    scribe.visit("/news/pier", 7, outcome="redirected", http_status=301, redirects_to=new)
    assert len(scribe.all(EVENTS)) == 1


def test_a_page_that_names_another_address_as_its_own_has_moved(scribe: Scribe) -> None:
    scribe.read(an_article(canonical_url=PIER), 0)
    new = "https://example.org/local/pier"
    scribe.read(an_article(url=new, canonical_url=new), 5)
    scribe.read(an_article("/local/pier", canonical_url=new), 6)
    assert scribe.all("SELECT url, revision_count FROM articles") == [(new, 1)]
    assert scribe.all(EVENTS) == [("moved", at(5), f"{PIER} -> {new}")]


def test_a_story_that_reappears_elsewhere_once_its_page_is_gone_has_moved(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    gone(scribe, HOUR)
    gone(scribe, 4 * HOUR)
    scribe.read(an_article("/local/archive/the-pier"), 5 * HOUR)
    new = "https://example.org/local/archive/the-pier"
    assert scribe.all("SELECT url, status FROM articles") == [(new, "live")]
    assert scribe.all("SELECT event FROM events ORDER BY id") == ["gone", "restored", "moved"]


def test_a_page_that_is_gone_is_no_removal_while_the_story_stands_on_another(scribe: Scribe) -> None:
    twin = "/local/the-old-pier"
    scribe.read(an_article(), 0)
    scribe.read(an_article(twin), 1)
    gone(scribe, HOUR)
    gone(scribe, 4 * HOUR)
    assert (status(scribe), scribe.row(twin)["due_at"]) == (["live"], at(4 * HOUR))
    scribe.read(an_article(twin), 4 * HOUR + 1)
    assert scribe.all("SELECT url, status FROM articles") == [(f"https://example.org{twin}", "live")]


def test_a_correction_that_appears_is_an_event_with_its_words(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    note = "Correction: the pier is 90 metres long."
    for minute in (5, 6):
        scribe.read(an_article(correction=note), minute)
    assert scribe.all(EVENTS) == [("corrected", at(5), note)]


def test_a_correction_that_stood_there_from_the_start_is_none(scribe: Scribe) -> None:
    scribe.read(an_article(correction="Correction: 90 metres."), 0)
    scribe.read(an_article(correction="Correction: 90 metres.", headline="New"), 5)
    assert scribe.all(EVENTS) == []


def test_an_old_capture_is_placed_by_its_own_time(scribe: Scribe) -> None:
    scribe.read(an_article(headline="New", correction="Correction: 90 metres."), 60)
    page = Capture(url=PIER, fetched_at=at(5), http_status=200, headers=[], body=b"old")
    assert scribe.read(an_article(headline="Old"), 5, capture=page) == "changed"
    assert scribe.all(STAYS) == [(1, "Old", at(5), at(5)), (2, "New", at(60), at(60))]
    assert scribe.all("SELECT headline, first_seen, last_seen, changed_at, revision_count FROM articles") == [
        ("New", at(5), at(60), at(60), 2)
    ]
    assert scribe.all("SELECT changed_fields FROM revisions ORDER BY number") == ["[]", '["headline", "correction"]']
    assert scribe.all(EVENTS) == [("corrected", at(60), "Correction: 90 metres.")]


def test_an_old_capture_of_a_moved_story_s_first_address_is_its_past(scribe: Scribe) -> None:
    new = "https://example.org/local/pier"
    scribe.read(an_article("/local/pier", headline="New"), 60)
    scribe.visit("/news/pier", 61, outcome="redirected", http_status=301, redirects_to=new)
    scribe.read(an_article(headline="Old"), 5)
    assert scribe.all(STAYS) == [(1, "Old", at(5), at(5)), (2, "New", at(60), at(60))]


LOOKS = st.lists(st.sampled_from("ABC"), min_size=1, max_size=6)


@given(looks=LOOKS, random=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_whatever_the_order_in_which_looks_are_read_the_past_is_the_same(empty: Path, looks: Any, random: Any) -> None:
    order = list(range(len(looks)))
    told = []
    with TemporaryDirectory() as folder:
        for shuffled in (False, True):
            if shuffled:
                random.shuffle(order)
            archive = Archive(Path(shutil.copy(empty / "archive.db", f"{folder}/{shuffled}.db")), keep_raw=False)
            scribe = Scribe(archive)
            for minute in order:
                scribe.read(an_article(headline=looks[minute]), minute)
            columns = "headline, first_seen, last_seen, changed_at, revision_count"
            told.append(
                [
                    scribe.all(
                        "SELECT number, headline, first_seen, last_seen, changed_fields FROM revisions ORDER BY 1"
                    ),
                    scribe.all(EVENTS),
                    scribe.all(f"SELECT {columns} FROM articles"),
                ]
            )
            archive.close()
    assert told[0] == told[1]


def test_the_front_page_is_remembered_as_it_stood(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    scribe.visit("/", 1, kind="front", teasers=[a_teaser("/news/pier", 2, headline="Pier")])
    scribe.visit("/", 31, kind="front", teasers=[a_teaser("/news/pier", 1, headline="Pier")])
    scribe.visit("/", 61, kind="front", teasers=[a_teaser("/news/pier", 1, headline="Old pier is back")])
    stood = "SELECT position, headline FROM front_page_history WHERE first_seen <= ?1 AND last_seen >= ?1"
    assert scribe.all(stood, at(31)) == [(1, "Pier")]
    assert scribe.all(
        "SELECT source, headline, highest_position FROM headline_variants ORDER BY first_seen, source"
    ) == [
        ("page", "Council votes to rebuild pier", None),
        ("teaser", "Pier", 1),
        ("teaser", "Old pier is back", 1),
    ]


def test_words_that_were_deleted_are_found_in_the_versions(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    scribe.read(an_article(article_body="The council of Harbour County voted."), 5)
    sql = "SELECT number FROM revisions_fts JOIN revisions ON id = revisions_fts.rowid WHERE revisions_fts MATCH ?"
    assert scribe.all(sql, "spring") == [1]
    scribe.archive.db.conn.execute("INSERT INTO revisions_fts (revisions_fts) VALUES ('integrity-check')")


FRONTS = st.lists(st.sets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=6)


@given(fronts=FRONTS, random=st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_whatever_the_order_in_which_front_pages_are_read_the_stays_are_the_same(
    empty: Path, fronts: Any, random: Any
) -> None:
    order = list(range(len(fronts)))
    told = []
    with TemporaryDirectory() as folder:
        for shuffled in (False, True):
            if shuffled:
                random.shuffle(order)
            archive = Archive(Path(shutil.copy(empty / "archive.db", f"{folder}/{shuffled}.db")), keep_raw=False)
            scribe = Scribe(archive)
            for minute in order:
                teasers = [a_teaser(f"/news/{name}") for name in sorted(fronts[minute])]
                scribe.visit("/", minute, kind="front", teasers=teasers)
            told.append(scribe.all("SELECT article_url, first_seen, last_seen FROM teasers ORDER BY 1, 2"))
            archive.close()
    assert told[0] == told[1]


@pytest.mark.parametrize("edited", [False, True])
def test_a_story_that_was_read_at_its_new_address_first_is_made_one(scribe: Scribe, edited: bool) -> None:
    new = "https://example.org/local/pier"
    scribe.read(an_article(), 0)
    text = BODY + "\n\nThe counter says 4,217." if edited else BODY + " "
    scribe.read(an_article("/local/pier", article_body=text, headline="Pier to be rebuilt"), 60)
    assert scribe.all("SELECT count(*) FROM articles") == [2]
    scribe.visit("/news/pier", 61, outcome="redirected", http_status=301, redirects_to=new)
    assert scribe.all("SELECT id, url, page_url, headline, status, first_seen, last_seen FROM articles") == [
        (1, new, new, "Pier to be rebuilt", "live", at(0), at(60))
    ]
    assert scribe.all(STAYS) == [
        (1, "Council votes to rebuild pier", at(0), at(0)),
        (2, "Pier to be rebuilt", at(60), at(60)),
    ]
    assert scribe.all(EVENTS) == [("moved", at(61), f"{PIER} -> {new}")]
    assert scribe.all("SELECT DISTINCT article_id FROM aliases UNION SELECT article_id FROM pages") == [1]
    scribe.read(an_article("/local/pier", article_body=text, headline="Pier to be rebuilt"), 90)
    assert scribe.all("SELECT revision_count, last_seen FROM articles") == [(2, at(90))]


def test_a_page_that_claims_the_address_of_its_own_story_is_made_one_with_it(scribe: Scribe) -> None:
    new = "https://example.org/local/pier"
    scribe.read(an_article(canonical_url=PIER), 0)
    scribe.read(an_article("/local/pier", headline="Pier to be rebuilt", canonical_url=new), 60)
    scribe.read(an_article(url=new, canonical_url=new, headline="Pier to be rebuilt"), 61)
    assert scribe.all("SELECT url, headline, revision_count FROM articles") == [(new, "Pier to be rebuilt", 2)]
    assert scribe.all(EVENTS) == [("moved", at(61), f"{PIER} -> {new}")]


def test_a_redirect_to_quite_another_story_joins_nothing(scribe: Scribe) -> None:
    scribe.read(an_article(), 0)
    scribe.read(an_article("/news/ferry", headline="Ferry", article_body=OTHER_BODY), 1)
    scribe.visit("/news/pier", 60, outcome="redirected", http_status=301, redirects_to="https://example.org/news/ferry")
    assert scribe.all("SELECT headline FROM articles ORDER BY id") == ["Council votes to rebuild pier", "Ferry"]


@pytest.mark.parametrize("how", ["read", "not_modified"])
def test_a_story_that_reappeared_before_its_old_page_was_known_to_be_gone_has_moved(scribe: Scribe, how: str) -> None:
    new = "https://example.org/local/2024/the-pier-that-is-rebuilt"
    path = new.removeprefix("https://example.org")
    scribe.read(an_article(), 0)
    scribe.read(an_article(path), HOUR)
    assert scribe.all("SELECT last_seen FROM revisions") == [at(HOUR)]
    for hour in (1, 4):
        gone(scribe, hour * HOUR + 1)
    if how == "read":
        scribe.read(an_article(path), 5 * HOUR)
    else:
        scribe.visit(path, 5 * HOUR, outcome="not_modified", http_status=304)
    assert scribe.all("SELECT url, page_url, status, last_seen FROM articles") == [(new, new, "live", at(5 * HOUR))]
    assert scribe.all("SELECT event, detail FROM events") == [("moved", f"{PIER} -> {new}")]
    assert scribe.all("SELECT last_seen FROM revisions") == [at(5 * HOUR)]
    assert scribe.all("SELECT count(*) FROM visits WHERE http_status < 400 AND revision_id IS NULL") == [0]
