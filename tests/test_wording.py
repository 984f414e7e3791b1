"""Words that were deleted and added: nothing of either text is lost in telling them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.wording import Piece, blocks, moved, tally, words

TEXT = st.text(alphabet="ab .中国\n", max_size=40)


def side(pieces: list[Piece], op: str) -> str:
    return "".join(piece.text for piece in pieces if piece.op in ("equal", op))


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_their_difference(old: str, new: str) -> None:
    pieces = words(old, new)
    assert (side(pieces, "delete"), side(pieces, "insert")) == (old, new)


@given(st.lists(st.sampled_from(["one two three", "four five", "six", "one two seven", ""]), max_size=5), st.randoms())
def test_both_texts_can_be_read_from_the_difference_of_their_blocks(texts: list[str], random: object) -> None:
    old = [text for text in texts if text]
    new = [text.replace("two", "2") for text in reversed(old)][:3]
    told = blocks("\n\n".join(old), "\n\n".join(new))
    assert [t for t in (side(block, "delete") for block in told) if t] == old
    assert [t for t in (side(block, "insert") for block in told) if t] == new


def test_a_word_is_replaced_as_a_whole_and_its_neighbours_stay() -> None:
    assert words("The pier costs three millions.", "The pier costs four millions.") == [
        Piece("equal", "The pier costs "),
        Piece("delete", "three"),
        Piece("insert", "four"),
        Piece("equal", " millions."),
    ]


def test_words_that_follow_each_other_are_one_edit() -> None:
    told = words("It was a very old pier.", "It was an extremely rotten pier.")
    assert [piece for piece in told if piece.op != "equal"] == [
        Piece("delete", "a very old"),
        Piece("insert", "an extremely rotten"),
    ]


def test_text_without_spaces_is_compared_character_by_character() -> None:
    assert Piece("insert", "不") in words("他说会来。", "他说不会来。")


def test_a_paragraph_that_was_taken_out_is_told_as_one_and_the_others_as_equal() -> None:
    old = "First words here.\n\nSecond words here.\n\nThird words here, and more of them."
    new = "First words here.\n\nThird words here, and many more of them."
    assert blocks(old, new) == [
        [Piece("equal", "First words here.")],
        [Piece("delete", "Second words here.")],
        [Piece("equal", "Third words here, and "), Piece("insert", "many "), Piece("equal", "more of them.")],
    ]


def test_texts_that_are_too_long_to_be_compared_are_told_whole() -> None:
    one, other = "a b " * 5000, "c d " * 5000
    assert words(one, other) == [Piece("delete", one), Piece("insert", other)]


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("Damage of 1,200 dollars.", "Damage of 1,300 dollars.", "1,200", "1,300"),
        ("It rose by 3.5 per cent.", "It rose by 3.7 per cent.", "3.5", "3.7"),
        ("It takes forty-two days.", "It takes fifty-two days.", "forty-two", "fifty-two"),
        ("Doors open at 10:30.", "Doors open at 10:45.", "10:30", "10:45"),
        ("वह हिन्दी में है", "वह हिन्दू में है", "हिन्दी", "हिन्दू"),
        ("ขอกี่คน", "ขอกู่คน", "กี่", "กู่"),
        ("Der iPhone中国 da", "Der iPhone美国 da", "中", "美"),
        ("Family 👨‍👩‍👧 here", "Family 👨‍👩‍👦 here", "👨‍👩‍👧", "👨‍👩‍👦"),
        ("قالَ إنه سيأتي", "قالَ إنها ستأتي", "إنه سيأتي", "إنها ستأتي"),
    ],
)
def test_numbers_syllables_and_joined_signs_change_as_a_whole(old: str, new: str, removed: str, added: str) -> None:
    assert [p for p in words(old, new) if p.op != "equal"] == [Piece("delete", removed), Piece("insert", added)]


def test_small_words_that_two_other_sentences_share_by_chance_are_no_islands_in_them() -> None:
    old = "The mayor said on Monday that the bridge would be closed for repairs until the end of the month."
    new = "A spokesman for the city confirmed the closing of a tunnel, and the works are to last for a year."
    assert [piece.op for piece in words(old, new)] == ["delete", "insert"]


def test_words_that_stay_between_two_additions_stay() -> None:
    assert words("an old pier", "an extremely old wooden pier") == [
        Piece("equal", "an "),
        Piece("insert", "extremely "),
        Piece("equal", "old "),
        Piece("insert", "wooden "),
        Piece("equal", "pier"),
    ]


def test_a_sentence_that_was_put_in_is_told_as_one_though_its_neighbours_begin_as_it_does() -> None:
    old = "The mayor spoke. The crowd cheered."
    new = "The mayor spoke. The police came. The crowd cheered."
    assert [p for p in words(old, new) if p.op != "equal"] == [Piece("insert", "The police came. ")]


def test_what_was_put_elsewhere_is_told_as_moved() -> None:
    one, two = "The ferry left the harbour at nine in the morning.", "Nobody was hurt in the accident on the pier."
    told = blocks(f"{one}\n\n{two}\n\nThe end.", f"{two}\n\nThe end.\n\n{one}")
    assert moved(told) == {one}
    assert moved(blocks(f"{one} {two}", f"{one}\n\n{two}")) == {two}  # a paragraph that was parted in two
    long = "“It is money that we do not have, and the plan is a mistake, for which we will pay,” one of them said."
    parted = blocks(
        f"Two councillors voted against it. {long}\n\nEnd.", f"Two councillors voted against it.\n\nEnd.\n\n{long}"
    )
    assert moved(parted) == {long}
    assert moved(blocks("Yes.\n\nNo. No.", "No. No.\n\nYes.")) == set()  # too short to be sure


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\n\n" * 20_000, "b\n\n" + "a\n\n" * 20_000 + "b"),
        ("a " * 50_000, "b " + "a " * 50_000 + "b"),
        ("a b. " * 10_000, "b a. " * 10_000),
        ("\n\n".join(f"a b {n} c d" for n in range(390)), "\n\n".join(f"a b {n} c d" for n in range(400, 790))),
        ("\n\n".join("a b c d " * 200 for _ in range(100)), "\n\n".join("b d c a " * 200 for _ in range(100))),
        ("x" * 500_000, "y" * 500_000),
    ],
    ids=["blocks", "words", "sentences", "pairs", "paragraphs", "letters"],
)
def test_no_texts_take_long_to_compare(old: str, new: str) -> None:
    began = time.process_time()
    told = blocks(old, new)
    assert time.process_time() - began < 3  # 0.1 to 1.2 s; without bounds they take minutes
    assert [t for t in (side(block, "delete") for block in told) if t] == [t for t in old.split("\n\n") if t]


def test_one_changed_word_in_a_text_of_megabytes_is_found() -> None:
    old = "\n\n".join(f"Paragraph {n} of the story says what it says, and nothing else." for n in range(20_000))
    told = blocks(old, old.replace("Paragraph 17000 of", "Paragraph 17001 of"))
    assert [p for block in told for p in block if p.op != "equal"] == [
        Piece("delete", "17000"),
        Piece("insert", "17001"),
    ]


def test_a_word_in_each_paragraph_of_twenty_thousand_words_is_found() -> None:
    old = [" ".join(f"w{(n * 37 + k * 11) % 997}" for k in range(54)) for n in range(380)]
    new = [text.replace(" ", " very ", 1) for text in old]
    assert tally(blocks("\n\n".join(old), "\n\n".join(new))) == (380, 0)
