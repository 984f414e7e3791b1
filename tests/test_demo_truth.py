"""The bundled site is always the same, and its truth stands in its pages."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta

import pytest

from newscrawl.demo.model import Truth
from newscrawl.demo.newsroom import Newsroom, build

HOSTS = ("newsroom.test", "gazette.test")


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return build("medium")


def target_of(url: str) -> str:
    return re.sub(r"^http://[^/]+", "", url)


def page(newsroom: Newsroom, url: str) -> str:
    host = url.split("/")[2]
    answer = newsroom.answer(host, target_of(url), {})
    assert answer.status == 200, url
    bare = dict(answer.headers)["Content-Type"] == "text/html"
    return answer.body.decode("windows-1252" if bare else "utf-8")


def words(markup: str) -> str:
    """What a reader sees, white space apart."""
    markup = re.sub(r"<script.*?</script>", " ", markup, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<(?!/?(a|em|span)\b)[^>]*>", " ", markup)).split())


def seen(markup: str) -> str:
    return re.sub(r"</?(a|em|span)\b[^>]*>", "", words(markup))


@pytest.mark.parametrize("size", ["small", "medium"])
def test_the_same_seed_gives_the_same_bytes(size: str) -> None:
    one, two = build(size), build(size)
    for host in HOSTS:
        assert one.truth(host) == two.truth(host)
        for url in one.listings(host):
            assert one.answer(host, target_of(url), {}).body == two.answer(host, target_of(url), {}).body


def test_another_seed_gives_other_stories() -> None:
    assert build(seed=1).truth(HOSTS[0]) != build(seed=2).truth(HOSTS[0])


@pytest.mark.parametrize(("size", "least"), [("small", 40), ("medium", 200), ("large", 1000)])
def test_every_size_has_its_stories_with_headlines_and_addresses_of_their_own(size: str, least: int) -> None:
    newsroom = build(size)
    stories = newsroom.truth(HOSTS[0])
    assert len(stories) >= least
    for host in HOSTS:
        stories = newsroom.truth(host)
        assert len({story.url for story in stories}) == len({story.headline for story in stories}) == len(stories)


@pytest.mark.parametrize("host", HOSTS)
def test_the_truth_stands_in_the_page(newsroom: Newsroom, host: str) -> None:
    for story in newsroom.truth(host):
        text = seen(page(newsroom, story.url))
        missing = [
            block
            for block in (story.headline, *story.article_body.split("\n\n"))
            if " ".join(block.split()) not in text
        ]
        assert not missing, (story.url, story.layout, missing)
        for value in (*story.authors, story.agency, story.image_caption, story.image_credit, story.date_printed):
            assert value is None or value in text, (story.url, story.layout, value)


@pytest.mark.parametrize("host", HOSTS)
def test_every_layout_and_kind_occurs(newsroom: Newsroom, host: str) -> None:
    layouts = {"jsonld", "list", "graph", "broken", "microdata", "opengraph", "soup", "bare"}
    stories = newsroom.truth(host)
    assert {story.layout for story in stories} == layouts
    assert any(not story.zone_given for story in stories)
    if host == "newsroom.test":
        assert {story.kind for story in stories} == {"article", "liveblog", "gallery", "video"}
        assert any(story.is_accessible_for_free is False for story in stories)
        assert any(story.in_language == "fr-CA" for story in stories)
        assert any(len(story.authors) == 2 for story in stories)
        assert any(story.agency and not story.authors for story in stories)


def test_dates_agree_with_their_own_utc(newsroom: Newsroom) -> None:
    for host in HOSTS:
        for story in newsroom.truth(host):
            assert datetime.fromisoformat(story.date_published) == datetime.fromisoformat(story.date_published_utc)


def test_a_date_without_a_zone_has_the_sites(newsroom: Newsroom) -> None:
    story = next(s for s in newsroom.truth(HOSTS[0]) if not s.zone_given)
    assert datetime.fromisoformat(story.date_published).utcoffset() in (timedelta(hours=-3), timedelta(hours=-4))
    assert story.date_printed
    assert story.date_printed.endswith(("AM", "PM"))


def test_the_second_newsroom_prints_agency_stories_under_its_own_headline(newsroom: Newsroom) -> None:
    first = {s.wire_id: s for s in newsroom.truth(HOSTS[0]) if s.wire_id}
    second = {s.wire_id: s for s in newsroom.truth(HOSTS[1]) if s.wire_id}
    assert len(first) >= 10
    assert first.keys() == second.keys()
    for name, one in first.items():
        two = second[name]
        assert one.headline != two.headline
        assert one.dateline != two.dateline
        assert one.article_body.split("\n\n")[1:] == two.article_body.split("\n\n")[1:]


def test_no_two_stories_of_a_newsroom_look_alike(newsroom: Newsroom) -> None:
    def shingles(story: Truth) -> set[tuple[str, ...]]:
        all_words = story.article_body.split()
        return {tuple(all_words[i : i + 4]) for i in range(len(all_words) - 3)}

    sets = [(story.url, shingles(story)) for story in newsroom.truth(HOSTS[0])]
    for place, (url, one) in enumerate(sets):
        for other, two in sets[place + 1 :]:
            assert len(one & two) < 0.5 * len(one | two), (url, other)


def test_pages_are_padded_on_request_without_another_word() -> None:
    thin, fat = build(), build(page_bytes=100_000)
    for story in thin.truth(HOSTS[0]):
        heavy = page(fat, story.url)
        assert 95_000 < len(heavy.encode()) < 106_000
        assert seen(heavy) == seen(page(thin, story.url))


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_every_size_has_every_layout_and_lies_in_one_year(size: str) -> None:
    newsroom = build(size)
    for host in HOSTS:
        stories = newsroom.truth(host)
        assert len({story.layout for story in stories}) == 8
        assert {story.date_published_utc[:4] for story in stories} == {"2024"}
        assert all(story.zone_given or story.date_printed for story in stories)


def test_stories_from_abroad_tell_of_the_place_that_their_dateline_names(newsroom: Newsroom) -> None:
    for story in newsroom.truth(HOSTS[0]):
        if story.wire_id and story.wire_id.startswith("wire-0"):
            assert story.dateline
            assert story.dateline.rsplit(", ")[-1] in story.headline
            assert not story.authors


def test_a_story_without_a_lead_picture_has_no_picture_at_all(newsroom: Newsroom) -> None:
    for story in newsroom.truth(HOSTS[0]):
        body = page(newsroom, story.url).split('class="after"')[0]
        assert ("<figcaption>" in body or "css-cap1" in body or 'size="1"' in body) or story.image_url is None
        assert story.image_url is not None or "<figcaption>" not in body


def test_robots_txt_forbids_what_pages_link_to(newsroom: Newsroom) -> None:
    front = page(newsroom, newsroom.home(HOSTS[0]))
    forbidden = [url for url, what in newsroom.furniture(HOSTS[0]).items() if what == "forbidden"]
    assert len(forbidden) == 2
    assert all(target_of(url) in html.unescape(front) for url in forbidden)


def test_sums_are_written_in_figures() -> None:
    newsroom = build("medium")
    spelled = re.compile(r"[$£€][a-z]|[a-z]\.(?:one|two|three|four|five|six|seven|eight|nine)\b")
    for host in newsroom.hosts:
        assert [story.url for story in newsroom.truth(host) if spelled.search(story.article_body)] == []
