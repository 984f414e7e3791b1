"""Stories that stand in a page's scripts alone, as lists of paragraphs."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from newscrawl.extraction import Document, examine

STORY = [f"Sentence {n} tells at some length what the council of Harbour County decided on Monday." for n in range(6)]
RELATED = [
    {"title": f"Fire {n}", "url": f"/a/{n}", "text": f"{line} It burnt all night."} for n, line in enumerate(STORY)
]
FORMS: dict[str, Any] = {
    "elements": [{"type": "image", "content": "A long caption of the picture, which is no paragraph."}]
    + [{"type": "text", "content": line.replace("tells", "<b>tells</b>")} for line in STORY],
    "blocks with spans": [
        {"_type": "block", "children": [{"_type": "span", "text": line[:20]}, {"_type": "span", "text": line[20:]}]}
        for line in STORY
    ],
    "a document of nodes": {
        "nodeType": "document",
        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]} for line in STORY],
    },
}


OTHER = [f"Line {n} of another story tells of a fire in the hills that burnt for days and days." for n in range(20)]


def body(script: str) -> str:
    html = f"<html><head><title>Council decides</title></head><body><h1>Council decides</h1>{script}</body></html>"
    article, _ = examine(Document.parse(html, "https://example.org/2024/04/17/council-decides-on-the-pier"))
    return article.article_body


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("script", ["<script type='application/json'>{}</script>", "<script>window.x={};go()</script>"])
def test_a_list_of_paragraphs_in_a_pages_data_is_its_story(form: str, script: str) -> None:
    state = {"props": {"related": RELATED, "story": {"body": FORMS[form]}}, "foot": {"text": "© Example"}}
    assert body(script.format(json.dumps(state))) == "\n\n".join(STORY)


def test_teasers_in_a_pages_data_are_no_story() -> None:
    assert body(f"<script type='application/json'>{json.dumps({'related': RELATED})}</script>") == ""


def test_lists_in_lists_without_end_take_no_time() -> None:
    nested = '[{"text": "a", "b": ' * 400 + "[]" + '}, {"c": 1}]' * 400
    wide = json.dumps({"a": [{"b": [{"c": [{"d": [{"text": "x"}] * 9}] * 9}] * 9}] * 90})
    start = time.process_time()
    assert body(f"<script>x={nested};y={wide}</script>" * 20) == ""
    assert time.process_time() - start < 4


def test_deep_and_broken_data_are_passed_over() -> None:
    assert body(f"<script>x={'[' * 100_000};y={'{' * 700}</script>") == ""


@pytest.mark.parametrize("first", [True, False])
def test_of_several_stories_in_the_data_the_one_with_the_headlines_words_counts_not_the_longest(first: bool) -> None:
    lists = [FORMS["elements"], [{"type": "text", "content": line} for line in OTHER]]
    state = {"stories": [{"headline": "Words", "parts": parts} for parts in (lists if first else lists[::-1])]}
    assert body(f"<script>x={json.dumps(state)}</script>") == "\n\n".join(STORY)


def test_a_story_in_the_state_has_to_begin_like_the_text_that_the_data_tell() -> None:
    told = {"@type": "NewsArticle", "headline": "Council decides", "articleBody": "\n".join([*STORY, *STORY])}
    state = {"story": [{"type": "text", "content": line} for line in [*OTHER, "Council decides in Harbour County."]]}
    data = f"<script type='application/ld+json'>{json.dumps(told)}</script>"
    assert body(f"{data}<script>x={json.dumps(state)}</script>") == "\n\n".join([*STORY, *STORY])


def test_markup_in_curly_brackets_is_no_text() -> None:
    html = "".join(f"<p>{line}{{/p}}{{p}}{{x-embed}}{{/x-embed}}</p>" for line in STORY)
    assert body(f"<script>x={json.dumps({'content': html})}</script>") == "\n\n".join(STORY)
