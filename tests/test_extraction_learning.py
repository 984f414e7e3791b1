"""What the reader does with what other pages of a site have taught."""

from __future__ import annotations

import random
from dataclasses import replace

from newscrawl.extraction import READER_VERSION, extract
from newscrawl.items import Article
from newscrawl.knowledge import Knowledge, is_box, learn, unpack
from newscrawl.site import Site
from tests.learntsite import BACKGROUND, Story, stories

HEAD = """<!doctype html><title>A story</title><script type="application/ld+json">{"@type": "NewsArticle",
"headline": "A story", "author": "Eva Holm", "datePublished": "2024-04-17T08:00:00Z"}</script>"""
SITE = Site(name="harbour.test", home="https://harbour.test/", domains=("harbour.test",))


def read(html: bytes | str, knowledge: Knowledge | None = None, path: str = "/news/001-story.html") -> Article:
    article = extract(html, f"https://harbour.test{path}", site=replace(SITE, learnt=knowledge))
    assert article
    return article


def taught(pages: list[Story]) -> Knowledge:
    return learn(("2024-04", read(story.html, path=story.path).marks) for story in pages)


def page(*paragraphs: str) -> str:
    """A page whose blocks are given as text, or as markup."""
    blocks = "".join(p if p.startswith("<") else f"<p>{p}</p>" for p in paragraphs)
    return f"{HEAD}<body><article><h1>A story</h1><div class=k1>{blocks}</div></article>"


def own(i: int, j: int = 0) -> str:
    return f"Paragraph {j} of the story that has the number {i} in the books tells what no other story of it tells {i}."


def test_what_recurs_at_the_edges_and_in_boxes_goes_and_the_story_stays() -> None:
    pages = stories(12)
    knowledge = taught(pages)
    for story in pages:
        assert read(story.html, path=story.path).article_body == story.plain
        learnt = read(story.html, knowledge, story.path)
        assert learnt.article_body == story.body
        assert learnt.plain_body == story.plain


def test_pasted_background_stays_in_the_middle_and_at_the_end() -> None:
    pages = stories(12)
    knowledge = taught(pages)
    ends = [read(story.html, knowledge, story.path).article_body.endswith(BACKGROUND) for story in pages]
    assert sum(ends) == 3


def test_five_pages_are_enough_and_two_are_not() -> None:
    pages = stories(5)
    assert read(pages[2].html, taught(pages)).article_body == pages[2].body
    assert taught(pages[:2]) == Knowledge()


def test_a_reading_names_the_knowledge_that_concerned_it() -> None:
    pages = stories(6)
    knowledge = taught(pages)
    version = knowledge.version(read(pages[0].html).marks)
    assert version
    assert read(pages[0].html).reader_version == READER_VERSION
    assert read(pages[0].html, knowledge).reader_version == f"{READER_VERSION}+{version}"
    assert read(page(own(1), own(1, 1), own(1, 2)), knowledge).reader_version == READER_VERSION


def test_knowledge_of_the_same_version_makes_the_same_reading() -> None:
    dice = random.Random(1)
    pages: list[bytes | str] = [story.html for story in stories(12)]
    pages.append(page(own(1), "<div class=k9><p>A box that stands right behind the first of the paragraphs.</p></div>"))
    pages.append(page(own(1), own(1, 1), "<h2>More</h2>", "<p class=k8>Read on in print, if you can.</p>"))
    listed = sorted({m for html in pages for m in unpack(read(html).marks)[1:]})
    for html in pages:
        texts: dict[str, str] = {}
        for share in (0.02, 0.1, 0.3, 0.6) * 8:
            recurs = frozenset(m for m in listed if dice.random() < share)
            knowledge = Knowledge(recurs, frozenset(m for m in recurs if not is_box(m) or dice.random() < 0.5))
            learnt = read(html, knowledge)
            version = learnt.reader_version.partition("+")[2]
            assert texts.setdefault(version, learnt.article_body) == learnt.article_body


def test_what_takes_nothing_out_of_a_page_does_not_concern_it() -> None:
    paragraph, box = "Another paragraph of this story.", "<div class=k9><p>Boats leave at nine o'clock.</p></div>"
    html = page(own(1), own(1, 1), paragraph, box, own(1, 2), own(1, 3), own(1, 4))
    listed = unpack(read(html).marks)[1:]
    boxes = frozenset(filter(is_box, listed))
    assert len(boxes) == 1
    assert read(html, Knowledge(boxes)).reader_version == READER_VERSION
    assert read(html, Knowledge(boxes, boxes)).reader_version != READER_VERSION
    third = frozenset(listed[2:3])
    assert read(html, Knowledge(third, third)).reader_version == READER_VERSION


def test_paragraphs_of_some_stories_are_nothing_that_is_known_of_the_site() -> None:
    html = [page(own(i), own(i, 1), *([BACKGROUND] if i < 4 else [own(i, 2)])) for i in range(20)]
    assert learn(("", read(one).marks) for one in html) == Knowledge()


def test_marks_do_not_depend_on_what_is_known() -> None:
    pages = stories(6)
    assert read(pages[0].html, taught(pages)).marks == read(pages[0].html).marks


def test_knowledge_does_not_depend_on_the_order_of_stories() -> None:
    pages = stories(9)
    assert taught(pages) == taught(pages[::-1])


def test_copies_of_one_story_teach_nothing() -> None:
    copies = [page(own(7), own(7, 1), own(7, 2), own(7, 3), f"A line that only copy {i} has of all.") for i in range(4)]
    assert learn(("2024-04", read(html).marks) for html in copies) == Knowledge()


def test_labels_of_an_interview_datelines_and_signatures_stay() -> None:
    def interview(i: int) -> str:
        talk = [line for j in range(4) for line in ("<p class=q>Question:</p>", own(i, j), "<h3>Key points</h3>")]
        return page("HARBOUR TOWN", *talk, own(i, 9), "Agency", "<p class=r>Rating: four of five</p>")

    knowledge = learn(("", read(interview(i)).marks) for i in range(6))
    assert knowledge.everywhere
    assert read(interview(3), knowledge).article_body == read(interview(3)).article_body


def test_a_heading_at_the_start_of_a_list_of_its_own_stays() -> None:
    def listed(i: int) -> str:
        return page(
            "<h2>The day in the harbour, in three points</h2>",
            f"<ul><li>{own(i)}</li><li>{own(i, 1)}</li></ul>",
            own(i, 2),
            own(i, 3),
            own(i, 4),
        )

    knowledge = learn(("", read(listed(i)).marks) for i in range(6))
    assert read(listed(2), knowledge).article_body == read(listed(2)).article_body


def test_the_heading_of_a_box_goes_with_the_box() -> None:
    def boxed(i: int) -> str:
        hint = "<div class=k4><h3>In your pocket</h3><p>All of the year fits into the pocket of a coat now.</p></div>"
        return page(*(own(i, j) for j in range(5)), hint, *(own(i, j) for j in range(5, 18)))

    knowledge = learn(("", read(boxed(i)).marks) for i in range(6))
    assert "In your pocket" in read(boxed(2)).article_body
    assert read(boxed(2), knowledge).article_body == "\n\n".join(own(2, j) for j in range(18))


def test_a_paragraph_that_recurs_in_the_middle_stays_however_often() -> None:
    def story(i: int) -> str:
        return page(own(i), own(i, 1), BACKGROUND, own(i, 2), own(i, 3))

    knowledge = learn(("", read(story(i)).marks) for i in range(20))
    assert BACKGROUND in read(story(2), knowledge).article_body


def test_a_page_that_is_nearly_all_furniture_is_left_as_it_is() -> None:
    pages = stories(6)
    knowledge = taught(pages)
    shared = pages[0].plain.split("\n\n")
    html = page("Nothing new.", *shared[-2:])
    assert knowledge.version(read(html).marks)
    assert read(html, knowledge).article_body == read(html).article_body


def test_questions_that_a_series_asks_everybody_stay() -> None:
    asked = ("What was the best advice that anybody has ever given to you?", "And which book would you take along?")

    def interview(i: int, tag: str) -> str:
        talk = [line for j, question in enumerate(asked) for line in (tag.format(question), own(i, j))]
        return page(*talk, own(i, 7), own(i, 8), own(i, 9))

    for tag in ("<p><b>{}</b></p>", "<p class=q>{}</p>", "<p>{}</p>"):
        knowledge = learn(("", read(interview(i, tag)).marks) for i in range(6))
        assert read(interview(3, tag), knowledge).article_body == read(interview(3, tag)).article_body


def test_a_list_or_table_pasted_into_some_stories_stays() -> None:
    rows = "".join(f"<tr><td>Rowing club number {i} of the harbour</td><td>{i} races won</td></tr>" for i in range(4))
    items = "".join(f"<li>This is what is known of the storm so far, point number {i}.</li>" for i in range(4))

    def story(i: int, end: str) -> str:
        return page(own(i), own(i, 1), own(i, 2), own(i, 3), own(i, 4), end if i < 4 else own(i, 5))

    for end in (f"<table>{rows}</table>", f"<ul>{items}</ul>"):
        knowledge = learn(("", read(story(i, end)).marks) for i in range(20))
        assert read(story(1, end), knowledge).article_body == read(story(1, end)).article_body


def test_a_long_box_at_the_start_of_every_story_does_not_make_them_copies() -> None:
    box = f"<div class=k2><p class=k3>{' '.join(own(0, j) for j in range(5))}</p></div>"
    pages = [page(box, *(own(i, j) for j in range(8))) for i in range(1, 6)]
    knowledge = learn(("", read(html).marks) for html in pages)
    assert read(pages[1], knowledge).article_body == "\n\n".join(own(2, j) for j in range(8))


def test_a_biography_in_italics_goes_where_some_stories_have_it() -> None:
    def story(i: int, bio: str) -> str:
        return page(own(i), own(i, 1), own(i, 2), own(i, 3), bio)

    def taught_by(bio: str) -> Knowledge:
        return learn(("", read(story(i, bio if i < 4 else own(i, 4))).marks) for i in range(40))

    plain = "She has lived within sight of the water since she was born above the chandler's shop."
    italic = f"<p><em>{plain}</em></p>"
    assert plain not in read(story(1, italic), taught_by(italic)).article_body
    assert plain in read(story(1, plain), taught_by(plain)).article_body


def test_an_appeal_of_one_month_is_known_among_stories_of_many_years() -> None:
    appeal = "A new boat for the island has been in the hands of the builder since the storms of the month of April."

    def story(i: int) -> str:
        return page(own(i), own(i, 1), own(i, 2), own(i, 3), *([appeal] if i < 30 else []))

    told = [(f"20{24 - i // 30:02}-04", read(story(i)).marks) for i in range(150)]
    assert appeal not in read(story(1), learn(told)).article_body
    assert appeal in read(story(1), learn([("", marks) for _, marks in told])).article_body
