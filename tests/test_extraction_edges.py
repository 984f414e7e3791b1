"""Where a story begins and ends when everything lies flat in one element."""

from __future__ import annotations

import pytest

from newscrawl.extraction import Document, examine

STORY = [f"Sentence {n} tells at some length what the council of Harbour County decided on Monday." for n in range(5)]
LEAD = "<a href='/a'>A ceremony in the capital marks the day</a>"
BENEATH = "The streets are filling with people who came from all over the county."
PIZZA = "<a href='/b'>A pizza chain claims to have the world's largest pizza.</a>"
PLAYER = "<a href='/c'>A man of 87 plays on.</a>"
RAILS = {
    "headings and paragraphs": f"<h3>Top Stories</h3><p>WATCH LIVE</p><p>{LEAD}</p><p>{BENEATH}</p>"
    f"<h3>Local Spotlight</h3><p>{PIZZA}</p><p>{PLAYER}</p>",
    "sections": f"<section><div>Top Stories</div><div><span>LIVE</span>{LEAD}<div>{BENEATH}</div></div></section>"
    f"<section><div>Local</div><ul><li>{PIZZA}</li><li>{PLAYER}</li></ul></section>",
}


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def body(inside: str) -> str:
    html = f"<html><body><main><h1>Council decides on the pier</h1><div>{inside}</div></main></body></html>"
    article, _ = examine(Document.parse(html, "https://example.org/2024/04/17/council-decides-on-the-pier"))
    return article.article_body


@pytest.mark.parametrize("rail", list(RAILS.values()), ids=list(RAILS))
def test_rails_that_lie_flat_behind_a_story_are_no_part_of_it(rail: str) -> None:
    assert body(paragraphs(STORY) + rail) == "\n\n".join(STORY)


def test_a_part_of_the_story_that_links_a_lot_stays() -> None:
    linked = [
        f"The {what} of <a href='/r'>last year</a> said so, and the mayor accepted <a href='/m'>every word</a>."
        for what in ("report", "plan", "survey")
    ]
    text = body(paragraphs(STORY) + "<h3>What went before</h3>" + paragraphs(linked))
    assert "The report of last year said so" in text
    assert "The survey of last year said so" in text


def test_a_table_of_data_before_a_rail_is_no_part_of_it() -> None:
    rows = [("The pier in numbers", ""), ("Length", "330 m"), ("Planks", "4,100"), ("Built", "1902")]
    table = "".join(f"<tr><td>{a}</td>{f'<td>{b}</td>' if b else ''}</tr>" for a, b in rows)
    rail = f"<h3>Top Stories</h3><p>{LEAD}</p><p>{PIZZA}</p><p>{PLAYER}</p>"
    told = "The pier in numbers\n\nLength | 330 m\n\nPlanks | 4,100\n\nBuilt | 1902"
    assert body(f"{paragraphs(STORY)}<table>{table}</table>{rail}") == "\n\n".join([*STORY, told])


def test_the_headings_of_a_digest_are_links() -> None:
    parts = "".join(
        f"<h2><a href='/{n}'>The {n}th news of the day</a></h2><p>{line}</p>" for n, line in enumerate(STORY)
    )
    told = [f"The {n}th news of the day\n\n{line}" for n, line in enumerate(STORY)]
    opening = "Good morning from the harbour, this is what the night has left on the desk of the council."
    assert body(f"<p>{opening}</p>{parts}") == "\n\n".join([opening, *told])


def test_a_digest_tells_where_and_when_below_each_text_and_a_rail_follows_it() -> None:
    where = "Saturday, 8 pm, at the old pier"
    parts = "".join(
        f"<h2><a href='/{n}'>Number {n} of our tips</a></h2><p>{line}</p><p>{where} {n}</p>"
        for n, line in enumerate(STORY)
    )
    rail = f"<div><h3>Related</h3><h4><a href='/x'>Fire in the hills</a></h4><p>{PIZZA}</p></div>"
    told = [f"Number {n} of our tips\n\n{line}\n\n{where} {n}" for n, line in enumerate(STORY)]
    opening = "Good morning from the harbour, this is what the week has left to do for those of the council."
    assert body(f"<p>{opening}</p>{parts}{rail}") == "\n\n".join([opening, *told])


def test_a_linked_heading_between_paragraphs_is_a_teaser() -> None:
    heading = "<h2><a href='/a'>Fire in the hills</a></h2>"
    assert body(f"{paragraphs(STORY[:1])}{heading}{paragraphs(STORY[1:])}") == "\n\n".join(STORY)


@pytest.mark.parametrize("dateline", ["<span>MOSCOW - </span>", "<p>MOSCOW -</p>", "<b>MOSCOW – </b>", "MOSCOW — "])
def test_a_dateline_that_stands_alone_is_put_before_its_paragraph(dateline: str) -> None:
    text = body(dateline + paragraphs(STORY))
    assert text.startswith("MOSCOW ")
    assert text.split("\n\n")[0].endswith(STORY[0])


def test_headings_above_the_byline_are_lines_of_the_headline() -> None:
    head = "<h2>Vote in the harbour</h2><h2>Nine hands, four noes</h2><div>By Jane Roe</div><div>17.04.2024</div>"
    heading = "<h2>What went before</h2>"
    told = "\n\n".join([*STORY[:2], "What went before", *STORY[2:]])
    assert body(head + paragraphs(STORY[:2]) + heading + paragraphs(STORY[2:])) == told
    assert body(heading + paragraphs(STORY)) == "\n\n".join(["What went before", *STORY])


def test_a_sentence_that_names_who_is_taken_for_the_author_is_no_byline() -> None:
    named = "The harbour police have now begun a search."
    html = f"<p>By Harbour Police</p><p>Early on Monday.</p><p>{named}</p>{paragraphs(STORY)}"
    assert body(html) == "\n\n".join(["Early on Monday.", named, *STORY])


@pytest.mark.parametrize("name", ["Mary Roe", "By MARY ROE", "Mary Roe/John A. Doe"])
def test_a_bold_name_above_the_first_paragraph_is_a_byline(name: str) -> None:
    assert body(f"<p><b>{name}</b></p>{paragraphs(STORY)}") == "\n\n".join(STORY)


@pytest.mark.parametrize("label", ["What the council wants", "Plan B2", "Finally."])
def test_a_bold_sub_heading_above_the_first_paragraph_stays(label: str) -> None:
    assert body(f"<p><b>{label}</b></p>{paragraphs(STORY)}") == "\n\n".join([label, *STORY])


def test_the_deck_of_a_headline_in_several_lines_is_no_body() -> None:
    deck = "<h2>두 시간 만에 끝난 회의<br>부두 개정안 상정에<br>시장은 거부</h2>"
    assert body(deck + paragraphs(STORY)) == "\n\n".join(STORY)
    assert body(f"<h2>What the council said</h2>{paragraphs(STORY)}").startswith("What the council said")


def test_a_part_that_asks_for_help_and_tells_of_it_is_the_story_s() -> None:
    part = ["Jill began the work in 2018 and gave it a year of evenings, as a volunteer in three towns."] + STORY[:2]
    told = body(paragraphs(STORY) + "<h3>Help us grow this work</h3>" + paragraphs([f"Then: {line}" for line in part]))
    assert told.endswith("\n\nHelp us grow this work\n\n" + "\n\n".join(f"Then: {line}" for line in part))


def test_a_list_of_the_story_s_points_stays_whole() -> None:
    points = ["The pier was built in 1902", "A new one may cost more than the council has", "The vote is on Monday"]
    items = "".join(f"<li>{point}</li>" for point in points)
    text = body(f"<div>STORY HIGHLIGHTS</div><ul>{items}</ul>{paragraphs(STORY)}")
    assert text == "\n\n".join([*points, *STORY])


def test_a_byline_that_is_a_list_s_item_is_none_of_the_story() -> None:
    items = "<ul><li>By Jane Roe</li><li>17 April 2024</li></ul>"
    assert body(f"<span class='byline'>Jane Roe</span>{items}{paragraphs(STORY)}") == "\n\n".join(STORY)


def test_a_line_of_dashes_is_not_what_a_label_announces() -> None:
    text = body(paragraphs(STORY) + "<p>From the council's report:</p><p>--------</p>" + paragraphs(["Planks rot."]))
    assert text.endswith("From the council's report:\n\nPlanks rot.")
