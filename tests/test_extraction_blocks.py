"""What a paragraph is, whatever its markup says: marks inside of it, names of what holds it, tags that broke."""

from __future__ import annotations

import json
from html import escape

import pytest

from newscrawl.extraction import Document, examine

STORY = [f"Sentence {n} tells at some length what the council of Harbour County decided on Monday." for n in range(12)]
HEADLINE = "Council decides on the pier"
REST = "was the first to say on Monday that the old pier has to go before winter."


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(inside: str, headline: str = f"<h1>{HEADLINE}</h1>") -> str:
    html = f"<html><head><title>{HEADLINE}</title></head><body>{headline}{inside}</body></html>"
    article, _ = examine(Document.parse(html, "https://example.org/2024/04/17/council-decides-on-the-pier"))
    return article.article_body


def text(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize("mark", ["<meta itemprop='name' content='Jane Roe'>", "<link itemprop='sameAs' href='/roe'>"])
def test_marks_inside_of_a_paragraph_do_not_part_it(mark: str) -> None:
    page = f"<main>{paragraphs(STORY)}<p>On Monday <span itemscope>{mark}Jane Roe</span> {REST}</p></main>"
    assert body(page) == text(*STORY, f"On Monday Jane Roe {REST}")


@pytest.mark.parametrize(
    "opening",
    [
        "<a id='auto-tag_twitter' href='/t'>Jane Roe</a>",
        "<a class='tooltip' href='/t'>Jane Roe</a>",
    ],
)
def test_the_names_of_a_link_cost_a_sentence_nothing(opening: str) -> None:
    assert body(f"<main>{paragraphs(STORY)}<p>{opening} {REST}</p></main>") == text(*STORY, f"Jane Roe {REST}")


def test_a_byline_at_a_paragraph_s_start_is_no_part_of_it() -> None:
    page = f"<main>{paragraphs(STORY)}<p><span class='byline'>Jane Roe</span> The pier was built in 1902.</p></main>"
    assert body(page) == text(*STORY, "The pier was built in 1902.")


def test_a_page_builder_s_widgets_hold_paragraphs() -> None:
    widget = "<div class='elementor-element elementor-widget elementor-widget-text-editor'><p>{}</p></div>"
    rail = "<div class='widget'><p>Tides of the week</p></div>"
    assert body(f"<main>{''.join(map(widget.format, STORY))}{rail}</main>") == text(*STORY)


def test_a_widget_that_holds_an_element_named_as_the_story_s_is_no_rail() -> None:
    rail = f"<div class='widget'>{'<br><br>'.join('Tides of the week' for _ in range(90))}</div>"
    post = f"<div class='post-body'>{'<br><br>'.join(STORY[:5])}</div>"
    page = f"<div class='section'><div class='widget Blog'>{post}</div></div>{rail}"
    assert body(page).split() == text(*STORY[:5]).split()


@pytest.mark.parametrize("between", ["</div><div>", "<br><br>"])
@pytest.mark.parametrize("notice", ["", f"<p>{'The sea is for all. ' * 60}</p>{'<li>The sea' * 2_000}"])
def test_paragraphs_that_are_boxes_or_lines_are_the_story_s_too(between: str, notice: str) -> None:
    widget = "<div class='article-widget'><div>{}</div></div>"
    page = "".join(widget.format(between.join(part)) for part in (STORY[:6], STORY[6:]))
    assert body(f"<div>{page}</div><footer>{notice}</footer>") == text(*STORY)


@pytest.mark.parametrize("name", ["sidebar", "cookie-banner", "widget"])
def test_prose_in_a_box_beside_a_short_story_does_not_make_it_one(name: str) -> None:
    beside = "".join(f"<div>The harbour on day {day}: {' '.join(STORY[:2])}</div>" for day in range(40))
    page = f"<main><div>{''.join(f'<p>{line}</p>' for line in STORY)}</div></main><div class={name}>{beside}</div>"
    assert body(page) == text(*STORY)


def test_a_line_before_each_paragraph_does_not_cost_the_headings() -> None:
    label = "<div class='n'>Article content</div>"
    boxes = [f"<section>{label}<p>{line}</p></section>" for line in STORY]
    boxes.insert(6, f"<section>{label}<h3>What comes next</h3></section>")
    assert body(f"<article>{''.join(boxes)}</article>") == text(*STORY[:6], "What comes next", *STORY[6:])


def test_a_sentence_that_is_set_as_a_heading_is_a_paragraph() -> None:
    item = "3. The ferry to the island went down the same night, {} ran to the shore, but nobody was on it any more."
    item = item.format("and whoever had heard of it in the villages around the harbour")
    assert body(f"<main>{paragraphs(STORY)}<h2>{item}</h2></main>") == text(*STORY, item)


def test_a_story_that_a_closing_tag_throws_out_of_its_element_is_read_on() -> None:
    notices = "<p class='legal'>All prices include the harbour's fee, which is paid on the day of departure.</p>"
    page = (
        f"<div class='page'><div class='top'><div class='article-body'>{paragraphs(STORY[:7])}</div></div>"
        f"</div></div>{paragraphs(STORY[7:])}<div class='ad-box'>Buy a boat</div>{notices * 2}"
    )
    assert body(page) == text(*STORY)


@pytest.mark.parametrize("written", [escape("\n".join(STORY)), escape(paragraphs(STORY)), paragraphs(STORY)])
def test_a_text_in_the_page_s_data_may_be_html(written: str) -> None:
    data = {
        "@type": "NewsArticle",
        "headline": HEADLINE,
        "articleBody": written.replace("Monday", "Monday &amp; Tuesday"),
    }
    script = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    teaser = f"<p>{' '.join(STORY[:4])}</p>".replace("Monday", "Monday &amp; Tuesday")
    assert body(f"<main>{teaser}</main>{script}") == text(*STORY).replace("Monday", "Monday & Tuesday")


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_parts_of_a_story_whose_headline_is_a_picture_have_headings_of_all_levels(tag: str) -> None:
    page = f"<main><div>{paragraphs(STORY[:6])}<{tag}>What went before</{tag}>{paragraphs(STORY[6:])}</div></main>"
    assert body(page, "") == text(*STORY[:6], "What went before", *STORY[6:])


@pytest.mark.parametrize(
    "mark",
    [
        "<sup><a href='#n1'>1</a></sup>",
        "<a href='#n1'><sup>12</sup></a>",
        "<a href='/a#n1'>[3]</a>",
        "<a href='#r'>↩</a>",
    ],
)
def test_the_mark_of_a_footnote_is_no_word(mark: str) -> None:
    assert body(f"<main>{paragraphs(STORY)}<p>Jane Roe {REST}{mark}</p></main>") == text(*STORY, f"Jane Roe {REST}")


def test_numbers_that_are_raised_or_linked_elsewhere_stay() -> None:
    line = "Jane Roe measured 12 m<sup>2</sup> of it, and <a href='/b'>1</a> more."
    told = "Jane Roe measured 12 m2 of it, and 1 more."
    assert body(f"<main>{paragraphs(STORY)}<p>{line}</p></main>") == text(*STORY, told)


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("<span><span>N</span></span> <span>obody</span>", "Nobody"),
        ("<span>A</span> <span>mayor</span>", "A mayor"),
        ("<b>X</b> <span>was</span>", "X was"),
    ],
)
def test_a_drop_cap_belongs_to_its_word(opening: str, words: str) -> None:
    assert body(f"<main>{paragraphs(STORY)}<p>{opening} {REST}</p></main>") == text(*STORY, f"{words} {REST}")


def test_a_paragraph_in_a_box_that_was_pasted_with_its_class_is_the_story_s() -> None:
    pasted = " ".join(STORY[:4])
    page = f"<main>{paragraphs(STORY[4:])}<p><span class='x fbReactionComponent__tags'>{pasted}</span></p></main>"
    assert body(page) == text(*STORY[4:], pasted)


def test_the_button_on_a_picture_in_a_heading_is_no_heading() -> None:
    button = "<h3><img src='/p.jpg'><span class='icon'>S</span></h3>"
    assert body(f"<main>{paragraphs(STORY[:6])}{button}{paragraphs(STORY[6:])}</main>") == text(*STORY)


def test_a_line_break_at_a_cell_s_end_parts_no_row() -> None:
    rows = "".join(f"<tr><td><a href='/{n}'>Pier {n}</a><br></td><td>{n}00 m<br></td></tr>" for n in range(1, 4))
    told = [f"Pier {n} | {n}00 m" for n in range(1, 4)]
    page = f"<main>{paragraphs(STORY)}<table>{rows}</table><p>So much for that, the mayor said on Monday.</p></main>"
    assert text(*told) in body(page)


def test_text_that_a_picture_s_box_throws_out_of_its_paragraph_is_one() -> None:
    picture = "<div class='image'><img src='/p.jpg'><p class='caption'>The pier in 1999</p></div>"
    thrown = (
        "Everyone knows the story of the pier, how it was closed by those who built it, and how it came back at last."
    )
    thrown += " It is told every winter."
    page = f"<div class='b'>{paragraphs(STORY[:6])}<p>{picture}{thrown}</p>{paragraphs(STORY[6:])}</div>"
    assert body(page) == text(*STORY[:6], thrown, *STORY[6:])
