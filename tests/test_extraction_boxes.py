"""Boxes between a story's paragraphs, stories that follow it, and short stories beside long rails."""

from __future__ import annotations

import json

import pytest

from tests.harbour import HEADLINE, OTHER, STORY, TEXT, body, paragraphs


def with_box(box: str) -> str:
    inside = f"{paragraphs(STORY[:3])}{box}{paragraphs(STORY[3:])}"
    return body(f"<main><h1>{HEADLINE}</h1><div class='x1'>{inside}</div></main>")


@pytest.mark.parametrize(
    "box",
    [
        "<div class='x2'><h4><a href='/a'>Fire in the hills</a></h4><p>Nobody saw it on Sunday.</p></div>",
        "<div class='x2'><h4>Fire in the hills</h4><p>Nobody saw it on Sunday.</p><div>14 likes</div></div>",
        "<div class='x2'><h3>The Tide</h3><p>Get the news of the coast in your inbox.</p><p>Every Friday.</p></div>",
        "<div class='x2'><div>We apologize, but this video has failed to load.</div><div>Watch it later.</div></div>",
        "<div class='x2'><p>On this page:</p><ul><li><a href='#1'>One</a></li><li><a href='#2'>Two</a></li></ul></div>",
        "<div class='x2'><p>Get the Tide newsletter: the coast, at 6 a.m. <a href='/n'>Sign up here</a>.</p></div>",
        "<p>Mehr Nachrichten gibt es in unserem <a href='https://w.example/'>WhatsApp-Kanal</a>.</p>",
        "<div class='x2'><img src='/p.jpg'><div>The old pier on Sunday, seen from the sea.</div></div>",
        "<p><img src='/p.jpg'><br><em>The old pier on Sunday, seen from the sea.</em></p>",
        "<p><img src='/p.jpg'></p><p>The old pier on Sunday. Photo: Jane Roe</p>",
        "<p><img src='/p.jpg'><span>The old pier on Sunday</span></p>",
        "<p><a href='/p'><img src='/p.jpg'></a>The old pier on Sunday</p>",
        "<div class='x2'><img src='/p.jpg' alt='The old pier on Sunday'><p class='c'>The old pier on Sunday</p></div>",
        "<blockquote class='x2'>Sentence 1 tells at some length what the council of Harbour County decided on Monday."
        "<br>Jane Roe, mayor</blockquote>",
        "".join(
            f"<div class='x2'>The hills burnt on {day} from the morning to the night, and nobody in town saw it. "
            "<a href='/a'>Read more</a></div>"
            for day in ("Friday", "Saturday", "Sunday")
        ),
        "<blockquote class='instagram-media'><p>The pier, once more before it goes, from the boat.</p></blockquote>",
        "<p>A post shared by The Pier (@the.pier) on Mar 4, 2024 at 7:05am PST</p>",
        "<table><tr><td><a href='/a'>Fire in the hills: what the county knows by now</a></td></tr></table>",
        "<figure><img src='/c.jpg'><figcaption>The council in its hall on Monday</figcaption></figure>"
        "<table><tr><td><img src='/p.jpg'></td></tr><tr><td>The old pier, seen from the sea</td></tr></table>",
        "<div class='disturber'><p>The Harbour Post lives on your gifts, and so do all who write for it.</p></div>",
        "<p>[Embed]</p>",
        "<p><a href='/print/7'>Версия для печати</a> | <a href='javascript:history.back()'>Назад</a> | Обсудить</p>",
        "<p>・関連記事<br><a href='/a'>港の火事</a></p>",
        "<p>MORE NEWS | Fire in the hills</p><p>MORE NEWS | Nobody saw it</p>",
        "<p><img src='/p.jpg'></p><p>资料图：旧码头。海港日报记者 王小明 摄</p>",
        f"<div class='x2'><img src='/p.jpg'><h1>{' '.join(OTHER[:4])}</h1><p>Photo: Harbour Press</p></div>",
        "<p>原标题：议会决定新码头的命运</p>",
        "<p>此前报道：议会推迟决定</p>",
        "<p>Yuk, Simak Juga Video ini!</p>",
        f"<div class='x2'><img src='/p.jpg'><div>{' '.join(OTHER[:3])} Foto: Jane Roe/hpa</div></div>",
        f"<h3>More of the hills</h3><ul>{''.join(f'<li><a href=/{n}>{x}</a></li>' for n, x in enumerate(OTHER))}</ul>",
        "".join(f"<div class='x2'><p>{c}</p></div>" for c in ("The pier", "The mayor", OTHER[0].rstrip("."))),
        "<section class='x2'><h3>Inside the harbour, by our chief editor</h3><p>Behind the scenes of it, bold.</p>"
        "<form><input type='email'></form><p>With my registration I accept the terms of use.</p></section>",
        f"<div class='x2'><div><img src='/p.jpg'><button>Enlarge</button></div><div><p>{OTHER[0]}</p></div></div>",
        f"<div class='x2'><p class='c'>{OTHER[0].rstrip('.')} © Jane Roe</p></div>" * 2,
        f"<blockquote><p>{OTHER[0]}</p>&mdash; Jane Roe (@janeroe) <a href='/s/1'>April 5, 2024</a></blockquote>",
        "<p>【関連記事】<a href='/a'>港の火事、原因は調査中</a><br>【関連記事】<a href='/b'>丘の火事</a></p>",
        "<p>This website uses cookies to improve your experience while you read about the pier.</p>",
        "<div class='x2'><h4>Text Size</h4><ul><li>-</li><li>+</li><li>reset</li></ul></div>",
        "<table><tr><td></td></tr><tr><td><b>ADD TO CART: <a href='/c'>The pier on a mug</a></b></td></tr></table>",
        "<p>A lire aussi :</p>",
    ],
)
def test_boxes_between_paragraphs_are_no_part_of_the_story(box: str) -> None:
    assert with_box(box) == TEXT


@pytest.mark.parametrize(
    "part",
    [
        "<h2>What went before</h2>",
        "<h3 id='nav_what_went_before'>What went before</h3>",
        "<h2><div>What went before</div></h2>",
        "<ul><li>The first pier burnt down.</li><li>The second one sank.</li></ul>",
        "<blockquote>We have waited long enough, and so has the sea.</blockquote>",
        "<p><em>And what does the mayor say to that?</em></p>",
        "<p><a href='/pier'>The old pier has to go</a>.</p>",
        "<table><tr><td>Length</td><td><a href='/m'>330 metres</a></td></tr></table>",
        "<p>A video shared by the mayor shows the old pier in the storm of 1976, with nobody on it.</p>",
        "<ul><li>Inbox: a tray for what you have not read.</li><li>Outbox: what nobody will read again.</li></ul>",
        "<p>The <new-term>breakwater</new-term> stays where it is.</p>",
        f"<div class='x2'><img src='/p.jpg'><div><p>{' '.join(OTHER[:3])}</p></div></div>",
    ],
)
def test_parts_of_the_story_stay(part: str) -> None:
    assert len(with_box(part)) > len(TEXT) + 15


def test_a_short_story_with_a_form_beneath_it_stays() -> None:
    brief, rail = f"{STORY[0]} {STORY[1]}", paragraphs(OTHER * 2)
    page = f"<main><h1>{HEADLINE}</h1><div><p>{brief}</p><form><input></form></div></main><div>{rail}</div>"
    assert brief in body(page)


def test_a_quotation_that_names_its_speaker_is_no_post() -> None:
    assert "waited" in with_box("<blockquote><p>We have waited.</p>&mdash; Jane Roe (Harbour Party)</blockquote>")


def test_a_teaser_of_the_story_itself_is_not_its_headline() -> None:
    teasers = (
        f"<article><h3><a href='/2'>{HEADLINE}</a></h3></article><article><h3><a href='/3'>Fire</a></h3></article>"
    )
    head = f"<header class='site'>{teasers}</header><div>{teasers}</div><article><header><h1>{HEADLINE}</h1></header>"
    inside = f"<section>{paragraphs(STORY[:4])}</section><section><h3>Now</h3>{paragraphs(STORY[4:])}</section>"
    assert body(f"<div>{head}{inside}</article></div>") == TEXT.replace(STORY[4], f"Now\n\n{STORY[4]}")


def test_a_table_of_contents_does_not_cost_the_headings_it_lists() -> None:
    contents = (
        "<div class='toc-x'><ul><li><a href='#1'>What went before</a></li><li><a href='#2'>Now</a></li></ul></div>"
    )
    text = with_box(f"{contents}<p>Between them stands a sentence of some length.</p><h3 id='1'>What went before</h3>")
    assert "What went before" in text


@pytest.mark.parametrize("tag", ["div", "article"])
def test_the_next_story_on_an_endless_page_is_another_story(tag: str) -> None:
    def story(title: str, lines: list[str]) -> str:
        return f"<{tag} class='story'><h1 class='t'>{title}</h1><div class='b'>{paragraphs(lines)}</div></{tag}>"

    assert body(f"<main>{story(HEADLINE, STORY)}{story('Fire in the hills', OTHER)}</main>") == TEXT


def test_the_next_story_s_header_is_known_by_the_first_one_s() -> None:
    def story(title: str, lines: list[str]) -> str:
        return f"<div><header class='list__header'><h2>{title}</h2><p>In short.</p></header>{paragraphs(lines)}</div>"

    assert body(f"<main>{story(HEADLINE, STORY)}{story('Fire in the hills', OTHER)}</main>") == TEXT


def test_a_short_story_wins_over_a_long_rail() -> None:
    rail = "".join(
        f"<h2><a href='/{n}'>Headline {n}</a></h2><div class='r'>{line}</div>" for n, line in enumerate(OTHER)
    )
    page = (
        f"<article><h1>{HEADLINE}</h1><div class='s'>{paragraphs(STORY[:4])}</div><div class='f'>{rail}</div></article>"
    )
    assert body(page).startswith("\n\n".join(STORY[:4]))
    assert "fire in the hills" not in body(page)


def test_who_wrote_the_story_is_told_from_its_last_line_behind_a_sub_heading_too() -> None:
    inside = f"{paragraphs(STORY[:5])}<h2>What comes next</h2>{paragraphs(STORY[5:])}"
    page = "<main><h1>{}</h1><div class='x1'>{}{}</div></main>"
    assert body(page.format(HEADLINE, inside, "<p>HCR (Jane Roe, John Doe)</p>")) == body(
        page.format(HEADLINE, inside, "")
    )


def test_lone_lines_behind_the_story_go() -> None:
    tail = "<p>(dpa)</p><p>Do you have a tip? Email tips@example.org</p><ul><li>Harbour</li></ul>"
    assert with_box("") == body(f"<main><h1>{HEADLINE}</h1><div class='x1'>{paragraphs(STORY)}{tail}</div></main>")


def test_a_summary_that_repeats_the_first_paragraph_is_not_the_story() -> None:
    first = " ".join(STORY[:3])
    text = f"<div class='x1'>{paragraphs([first, *STORY[3:]])}</div>"
    page = f"<main><h1>{HEADLINE}</h1><div class='x2'><div>{first}</div></div>{text}</main>"
    assert body(page) == "\n\n".join([first, *STORY[3:]])


def test_classes_that_would_leave_nothing_of_a_story_say_nothing() -> None:
    sections = "".join(f"<section class='part part--ads'><p>{line}</p><p>{line[::-1]}</p></section>" for line in STORY)
    page = f"<main><h1>{HEADLINE}</h1><article itemprop='articleBody'>{sections}</article></main>"
    assert STORY[0] in body(page) and STORY[-1] in body(page)
    assert body(page.replace("itemprop='articleBody'", "")) == ""


def test_what_a_box_has_in_it_does_not_name_the_box() -> None:
    first = f"<section class='part part--has-ads'><p>{STORY[0]}</p></section>"
    assert body(f"<main><h1>{HEADLINE}</h1>{first}{paragraphs(STORY[1:])}</main>") == TEXT


def test_paragraphs_deep_in_boxes_of_the_same_make_are_one_story() -> None:
    boxes = "".join(f"{'<div>' * 9}<p class='t'>{line}</p>{'</div>' * 9}" for line in STORY)
    rail = "<div>" + "".join(f"<p><a href='/{n}'>Fire in the hills</a></p>" for n in range(9)) + "</div>"
    assert body(f"<main><h1>{HEADLINE}</h1>{boxes}</main>{rail}") == TEXT


def test_a_box_called_a_gallery_may_hold_one_long_paragraph() -> None:
    first = " ".join(STORY[:5])
    rest = [f"{line} {line[::-1]}" for line in STORY]
    page = f"<main><h1>{HEADLINE}</h1><div class='gallery-intro'><p>{first}</p></div>{paragraphs(rest)}</main>"
    assert body(page).split("\n\n")[0] == first


def test_the_paragraph_before_the_wall_is_the_story_s() -> None:
    wall = f"<div class='paywall'>{paragraphs(STORY[1:])}</div>"
    other = f"<p class='note'>{OTHER[0]}</p>"
    assert body(f"<main><h1>{HEADLINE}</h1>{other}<p>{STORY[0]}</p>{wall}{paragraphs(OTHER[:2])}</main>") == TEXT


def test_a_dialogue_over_the_page_is_no_story_where_scripts_alone_would_draw_one() -> None:
    consent = "<p>We and our 842 partners keep and read information on a device, such as identifiers in cookies.</p>"
    page = f"<main><h1>{HEADLINE}</h1></main><div class='x3' role='dialog'><h2>Your choice</h2>{consent * 3}</div>"
    assert body(page) == ""


def test_the_entries_of_a_ticker_are_its_story_and_a_ticker_of_links_is_none() -> None:
    entries = "".join(
        f"<div class='ticker-entry'><span>1{n}:10</span><h3>Entry number {n}</h3><p>{line}</p></div>"
        for n, line in enumerate(STORY)
    )
    links = (
        "<div class='ticker'><ul><li><a href='/a'>Fire in the hills</a></li><li><a href='/b'>Tide</a></li></ul></div>"
    )
    found = body(f"<main>{links}<h1>{HEADLINE}</h1><div class='ticker'>{entries}</div></main>")
    assert all(line in found for line in STORY)
    assert "Fire" not in found


def test_one_paragraph_in_the_data_does_not_show_where_the_story_stands() -> None:
    first, rest = " ".join(STORY[:5]), [" ".join(OTHER[n:]) for n in range(4)]
    data = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": first})
    boxes = "".join(f"<div class='b'><p>{line}</p></div>" for line in (first, *rest))
    page = f"<script type='application/ld+json'>{data}</script><main><h1>{HEADLINE}</h1><div>{boxes}</div></main>"
    assert body(page) == "\n\n".join([first, *rest])


def test_the_comments_of_a_forum_are_no_story() -> None:
    posts = "".join(
        "<li class='forum-fil'><div class='forum-message'><div class='forum-texte'><span>"
        + paragraphs([f"Reader {n}: {line}" for line in OTHER])
        + "</span></div></div></li>"
        for n in range(5)
    )
    story = f"<h1>{HEADLINE}</h1><p>The pier has to go.</p><div>{paragraphs(STORY)}</div>"
    assert body(f"<main>{story}<div><h2>5 comments</h2><ul class='forum'>{posts}</ul></div></main>") == TEXT


@pytest.mark.parametrize(
    "part",
    [
        "<ul><li><img src='/i.png'>Harbour: seven boats</li><li><img src='/i.png'>Narrows: two</li></ul>",
        "<h3><img src='/i.png'>What comes next</h3>",
        "<p><img src='/p.jpg'><b>What comes next</b></p>",
        "<p><img src='/p.jpg'>Nobody saw it coming.</p>",
        "<p>Nobody took a photo of it, and nobody will: the pier is gone.</p>",
        "<p><img src='/p.jpg'></p><p>Then came the picture: a ferry, full of people, in the ice</p>",
    ],
)
def test_lists_headings_and_sentences_beside_pictures_stay(part: str) -> None:
    assert len(with_box(part)) > len(TEXT)


@pytest.mark.parametrize("bare", ["A second pier may follow if enough boats land at the first one.", "On the pier"])
def test_a_sentence_without_a_tag_among_the_paragraphs_is_one(bare: str) -> None:
    told = [*STORY[:3], *([bare] if bare.endswith(".") else []), *STORY[3:]]
    assert with_box(bare) == "\n\n".join(told)
    assert bare not in with_box(f"<img src='/p.jpg'>{bare}")


def test_a_second_headline_beside_the_boxes_of_a_story_begins_another_one() -> None:
    told = [f"{line} {line[::-1]}" for line in STORY]
    boxes = "".join(f"<div class='b'>{paragraphs(part)}</div>" for part in (told[:4], told[4:]))
    other = f"<h1>Ferry to come back</h1><div class='b'>{paragraphs([f'No {line}' for line in told])}</div>"
    assert body(f"<main><h1>{HEADLINE}</h1>{boxes}{other}</main>") == "\n\n".join(told)


@pytest.mark.parametrize("told", [[], ["The council voted for the pier on Monday."]], ids=["a film", "a sentence"])
def test_teasers_below_a_story_of_next_to_no_text_are_none_of_it(told: list[str]) -> None:
    """The last page of a story on several may be so short, too; what the teasers say changes at every look."""
    teasers = "".join(
        f"<div class='card'><h3><a href='/fire-{n}'>Fire number {n} in the hills is out</a></h3><p>{line}</p></div>"
        for n, line in enumerate(OTHER[:3])
    )
    data = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2024-04-17T10:00:00Z"})
    rail = f"<section class='related'><h2>Related</h2>{teasers}</section>"
    page = f"<script type='application/ld+json'>{data}</script><main><article><h1>{HEADLINE}</h1>"
    assert body(f"{page}<div class='x1'>{paragraphs(told)}</div></article>{rail}</main>") == "\n\n".join(told)
