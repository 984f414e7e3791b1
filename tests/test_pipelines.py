"""The pipelines, each alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DropItem

from newscrawl import cleaning
from newscrawl.cleaning import clean_block, clean_text
from newscrawl.pipelines.clean import CleanPipeline
from newscrawl.pipelines.template import TemplatePipeline
from newscrawl.pipelines.validate import ValidatePipeline
from tests.conftest import a_teaser, an_article


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  a \u00a0 b\t\nc ", "a b c"),
        ("a\x00b\x1bc", "abc"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("right\u202eleft", "rightleft"),
        ("Tom &amp; Jerry &eacute;", "Tom & Jerry é"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("“typographic” – quotes…", "“typographic” – quotes…"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_text_is_cleaned_and_otherwise_kept_as_printed(dirty: str, clean: str) -> None:
    assert clean_text(dirty) == clean


def test_blocks_stay_parted_by_one_blank_line_and_lines_stay_lines() -> None:
    assert clean_block("\r\none \n\n \n\n two\r\nlines  \n\n\n") == "one\n\ntwo\nlines"


@given(st.text())
def test_cleaning_twice_changes_nothing_unless_an_entity_was_hidden_in_another(text: str) -> None:
    if "&" not in text:
        assert clean_block(clean_block(text)) == clean_block(text)
    clean_text(text).encode("utf-8")


@given(st.text(alphabet=st.sampled_from("aé e\u0301\u00a0\u200b\u200c\u00ad\n\t&;#1\u202e\ufffe\ud800가\u1100\u1161")))
def test_what_seems_to_need_no_cleaning_needs_none(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "_is_clean", lambda text: False)
        line, block = clean_text(text), clean_block(text)
    assert (clean_text(text), clean_block(text)) == (line, block)


def test_every_text_of_an_article_is_cleaned_and_empty_text_becomes_nothing() -> None:
    article = an_article(
        headline=" A \x00 headline ",
        description=" \u200b ",
        authors=[" Ann  Lee ", "Ann Lee", ""],
        keywords=["a ", "b"],
    )
    CleanPipeline().process_item(article)
    assert article.headline == "A headline"
    assert article.description is None
    assert article.authors == ["Ann Lee"]
    assert article.keywords == ["a", "b"]
    assert article.url == "https://example.org/news/pier"


def test_teasers_are_cleaned_too() -> None:
    assert CleanPipeline().process_item(a_teaser("/x", headline=" a\n b ")).headline == "a b"


@pytest.mark.parametrize(
    ("field", "reason"), [("headline", "an article without a headline"), ("article_body", "an article without a body")]
)
def test_an_article_that_is_not_whole_is_dropped_with_the_reason(field: str, reason: str) -> None:
    with pytest.raises(DropItem, match=reason):
        ValidatePipeline().process_item(an_article(**{field: ""}))


def test_a_video_page_needs_no_body() -> None:
    video = an_article(kind="video", article_body="")
    assert ValidatePipeline().process_item(video) is video


PRAYER = "His family asks for a prayer in his memory on this day. The burial takes place after a short service at noon."


def test_what_a_machine_fills_in_is_no_story_from_the_fourth_of_its_kind_on() -> None:
    pipeline = TemplatePipeline()
    notes = [an_article(f"/notices/{n}", headline=f"Notice {n}", article_body=PRAYER, authors=[]) for n in range(5)]
    assert [pipeline.process_item(note) for note in notes[:3]] == notes[:3]
    for note in notes[3:]:
        with pytest.raises(DropItem, match="template"):
            pipeline.process_item(note)


@pytest.mark.parametrize(
    "vouched", [{"authors": ["Ann Lee"]}, {"agency": "AP"}, {"provenance": {"headline": "json-ld"}}]
)
def test_what_is_signed_or_called_a_story_is_kept_however_alike(vouched: dict[str, Any]) -> None:
    pipeline = TemplatePipeline()
    notes = [an_article(f"/notices/{n}", headline=f"Notice {n}", article_body=PRAYER, **vouched) for n in range(6)]
    assert [pipeline.process_item(note) for note in notes] == notes


def test_one_story_read_again_and_again_is_not_its_own_template() -> None:
    pipeline = TemplatePipeline()
    for n in range(6):
        pipeline.process_item(an_article("/news/pier", headline=f"Live: {n}", article_body=PRAYER, authors=[]))
