"""Which element holds the story: below a standfirst, in boxes of one paragraph each, beside long rails."""

from __future__ import annotations

import json

import pytest

from tests.harbour import HEADLINE, OTHER, STORY, TEXT, body, paragraphs

STANDFIRST = " ".join(
    f"What {n} years of waiting for a new pier have led to, and who pays for it in the end." for n in range(4)
)


@pytest.mark.parametrize(
    "page",
    [
        "<div class='x1'><h1>{head}</h1><div class='l'><p>{lead}</p></div><div class='t'>{text}</div></div>",
        "<div class='x1'><h1>{head}</h1><h2>{lead}</h2><p class='m'>May 5, 2024</p><div class='t'>{text}</div></div>",
        "<div><div class='x1'><h1>{head}</h1><div class='l'>{lead}</div></div><div class='x2'>{text}</div></div>",
        "<div class='x1'><h1>{head}</h1><div class='l'><p>{lead}</p></div><div class='t'>{boxes}</div></div>",
    ],
)
def test_a_long_standfirst_does_not_stand_for_a_short_story(page: str) -> None:
    boxes = "".join(f"<div class='b'><div>{paragraphs([line])}</div></div>" for line in STORY)
    found = body(page.format(head=HEADLINE, lead=STANDFIRST, text=paragraphs(STORY), boxes=boxes))
    assert found.removeprefix(f"{STANDFIRST}\n\n") == TEXT


def test_a_short_body_below_a_longer_standfirst_and_beside_a_long_rail_is_the_story() -> None:
    rail = "".join(
        f"<div class='r'><h3><a href='/{n}'>Fire {n}</a></h3><p>{line}</p></div>" for n, line in enumerate(OTHER)
    )
    text = f"<div class='article-body'>{paragraphs(STORY[:3])}</div>"
    page = f"<div><h1>{HEADLINE}</h1><div class='l'><p>{STANDFIRST}</p></div>{text}</div><div>{rail}</div>"
    assert body(page) == "\n\n".join(STORY[:3])


def test_a_story_goes_on_in_the_box_below_its_first_paragraph() -> None:
    first, rest = " ".join([STANDFIRST, *STORY[:2]]), [f"{line} {line[::-1]}" for line in STORY]
    page = f"<div><h1>{HEADLINE}</h1><div class='a'><p>{first}</p></div><div class='b'>{paragraphs(rest)}</div></div>"
    assert body(page) == "\n\n".join([first, *rest])


def test_a_paragraph_beside_a_text_of_another_heading_is_the_story() -> None:
    box = f"<div class='b'><h2>About the Tide</h2>{paragraphs(OTHER)}</div>"
    assert body(f"<div><h1>{HEADLINE}</h1><div class='a'><p>{STANDFIRST}</p></div>{box}</div>") == STANDFIRST


def test_first_headings_among_boxes_of_one_paragraph_each_head_parts_of_the_story() -> None:
    told = [f"{line} {line[::-1]}" for line in STORY]
    boxes = [f"<div class='b'><div class='c'><p>{line}</p></div></div>" for line in told]
    parts = [f"<div class='b'><div class='c'><h1>{words}</h1></div></div>" for words in ("The cost", "The boats")]
    data = json.dumps({"@type": "NewsArticle", "headline": HEADLINE})
    page = "".join([*boxes[:3], parts[0], boxes[3], parts[1], *boxes[4:]])
    page = f"<script type='application/ld+json'>{data}</script><h2>Apr 17 {HEADLINE}</h2><div>{page}</div>"
    assert body(page) == "\n\n".join([*told[:3], "The cost", told[3], "The boats", *told[4:]])


@pytest.mark.parametrize(("first", "rest"), [("c1", "c2"), ("intro-text", "full-text"), ("free", "premium")])
@pytest.mark.parametrize("parted", [2, 3])
def test_a_story_in_two_boxes_of_other_classes_is_whole(first: str, rest: str, parted: int) -> None:
    boxes = (
        f"<div class='{first}'>{paragraphs(STORY[:parted])}</div><div class='{rest}'>{paragraphs(STORY[parted:])}</div>"
    )
    assert body(f"<div class='a'><h1>{HEADLINE}</h1>{boxes}</div>") == TEXT


def test_two_paragraphs_in_a_box_behind_the_story_are_of_the_paper() -> None:
    about = f"<div class='q'>{paragraphs(OTHER[:2])}</div>"
    assert body(f"<div><h1>{HEADLINE}</h1><div class='t'>{paragraphs(STORY)}</div>{about}</div>") == TEXT


@pytest.mark.parametrize("listed", ["ul", "ol", "blockquote", "dl"])
def test_paragraphs_around_a_long_list_are_the_story_s(listed: str) -> None:
    tag = {"blockquote": "p", "dl": "dd"}.get(listed, "li")
    items = "".join(f"<{tag}>{line} {line[::-1]}</{tag}>" for line in STORY[1:5])
    page = f"<h1>{HEADLINE}</h1><p>{STORY[0]}</p><{listed}>{items}</{listed}><p>{STORY[5]}</p>"
    found = body(f"<div>{page}</div>").split("\n\n")
    assert (found[0], found[-1], len(found)) == (STORY[0], STORY[5], 6)


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ("<ul><li>200 g of flour</li><li>2 eggs</li><li>50 g of butter</li></ul>", True),
        (
            "<table><tr><td>Port Ann</td><td>9</td></tr><tr><td>Tern</td><td>7</td></tr>"
            "<tr><td>Merrow</td><td>3</td></tr></table>",
            True,
        ),
        (
            "<ul><li><a href='/1'>Fire in the hills</a></li><li><a href='/2'>New boat</a></li>"
            "<li><a href='/3'>Old boat</a></li></ul>",
            False,
        ),
    ],
)
def test_a_headed_list_that_leads_nowhere_ends_a_story(items: str, kept: bool) -> None:
    found = body(f"<div><h1>{HEADLINE}</h1><div class='t'>{paragraphs(STORY)}<h3>The table</h3>{items}</div></div>")
    assert found.startswith(TEXT)
    assert ("The table" in found) is kept


@pytest.mark.parametrize("tag", ["div", "section"])
@pytest.mark.parametrize("size", [1, 2])
def test_parts_of_a_story_in_boxes_with_a_name_each_are_whole(tag: str, size: int) -> None:
    parts = [STORY[n : n + size] for n in range(0, 6, size)]
    boxes = "".join(f"<{tag} class='k{n}'>{paragraphs(part)}</{tag}>" for n, part in enumerate(parts))
    assert body(f"<div class='a'><h1>{HEADLINE}</h1>{boxes}</div>") == TEXT


def test_a_summary_with_a_heading_before_the_story_is_none_of_it() -> None:
    summary = f"<div class='s'><h2>In short</h2>{paragraphs(OTHER[:3])}</div>"
    page = f"<div><h1>{HEADLINE}</h1>{summary}<div class='t'>{paragraphs([line * 2 for line in STORY])}</div></div>"
    assert OTHER[0] not in body(page)
