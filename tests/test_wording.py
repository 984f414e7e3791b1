"""Words that were deleted and added: nothing of either text is lost in telling them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.wording import Piece, blocks, words

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
