"""When two readings tell the same story, and when a story has changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from newscrawl.archive.jsontext import encode
from newscrawl.archive.pictures import picture_key
from newscrawl.archive.typography import ascii_words, unprinted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newscrawl.items import Article

__all__ = ["STORY_FIELDS", "begins", "content_hash", "in_common", "same_story", "starts", "story_of", "text_hash"]

STORY_FIELDS = (
    "headline",
    "alternative_headline",
    "description",
    "article_body",
    "authors",
    "date_published",
    "article_section",
    "image_url",
    "image_caption",
    "correction",
)
"""What makes a new revision when it changes."""

_PLAIN = tuple(zip("“”„‟«»‘’‚‛′″–—−\u00a0", '""""""\'\'\'\'\'"--- ', strict=True))
_WORD = re.compile(r"\w+")


def fold(text: str | None) -> str:
    """Text without what a re-encoding changes: quotes, dashes, white space, compatibility forms."""
    text = text or ""
    if not text.isascii():
        for typographic, plain in _PLAIN:  # what a text does not have takes next to no time
            text = text.replace(typographic, plain)
        text = text if text.isascii() else unicodedata.normalize("NFKC", text)
    flat = text.replace("\n\n", " ")
    if flat.isprintable() and "  " not in flat and flat.strip() == flat:  # of white space a space alone is printable
        return flat
    return " ".join(text.split())


def story_of(article: Article) -> dict[str, Any]:
    """The fields that tell the story, as the archive stores them."""
    return {name: getattr(article, name) for name in STORY_FIELDS}


def _comparable(name: str, value: Any) -> Any:
    if name == "image_url":  # the same picture in another size is no change
        return picture_key(value)
    if name == "date_published":  # the same moment in another zone is no change
        return moment(value)[:10]
    if isinstance(value, list):
        return [fold(v) for v in value]
    return fold(value)


def moment(value: str | None) -> str:
    """An ISO 8601 time in UTC, to the second; another text as it is."""
    try:
        told = datetime.fromisoformat(value or "")
    except ValueError:
        return value or ""
    return (told.astimezone(UTC) if told.tzinfo else told).replace(microsecond=0, tzinfo=None).isoformat()


def _is_redated(old: str | None, new: str | None) -> bool:
    """Whether a story was given another time.

    One of two times may tell the day alone, since the other lay ahead of the clock when the page was fetched.
    """
    if moment(old) == moment(new):
        return False
    days = {(value or "")[:10] for value in (old, new)}
    return len(days) > 1 or not any((value or "")[11:19] == "00:00:00" for value in (old, new))


def changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Names of the story's fields that differ between two versions."""
    changed = [n for n in STORY_FIELDS if _comparable(n, old[n]) != _comparable(n, new[n])]
    if (
        "image_url" in changed
        and len({picture_key(side["image_url"]).removeprefix("www.") for side in (old, new)}) == 1
    ):
        changed.remove("image_url")  # the site lost its www; hashes that archives hold have it
    if "article_section" in changed and len({fold(side["article_section"]).casefold() for side in (old, new)}) == 1:
        changed.remove("article_section")  # as its folder is called, or as a page prints it
    others = [n for n in changed if n != "date_published"]
    if _is_redated(old["date_published"], new["date_published"]):
        return [n for n in STORY_FIELDS if n in others or n == "date_published"]
    return others


def content_hash(story: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the story's fields, of its date the day: the same version has the same hash."""
    return _digest(encode([_comparable(name, story[name]) for name in STORY_FIELDS]))


def text_hash(headline: str, body: str) -> str:
    """SHA-256 (hex) over the words of headline and body: equal hashes, same text wherever it stands."""
    words = _words(headline) + _words(body)
    # As JSON: nothing in a word needs to be escaped there.
    return _digest('["' + '", "'.join(words) + '"]' if words else "[]")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same_story(headline: str, body: str, other_headline: str, other_body: str) -> bool:
    """Whether two readings are versions of one story: the same headline, or half of the shorter text in common.

    Texts are compared in runs of four words, so that two stories of one newsroom with the same phrases stay apart.
    """
    if headline and fold(headline).casefold() == fold(other_headline).casefold():
        return True
    return in_common(body, other_body) >= 0.5


def starts(body: str, whole: str) -> bool:
    """Whether a text is the beginning of another one, or all of it."""
    some = _words(body)
    return bool(some) and _words(whole)[: len(some)] == some


def begins(body: str, whole: str) -> bool:
    """Whether a text is the beginning of another one that is more than twice as long; its last word may be cut."""
    some, words = _words(body)[:-1], _words(whole)
    return 0 < len(some) < len(words) // 2 and words[: len(some)] == some


def in_common(body: str, other_body: str) -> float:
    """How much of the shorter of two texts stands in the longer one, from 0 to 1, in runs of four words."""
    one, two = _runs(body), _runs(other_body)
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return {tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))} if words else set()


def _words(text: str) -> list[str]:
    """The words of a text as `fold` has it, without case."""
    text = unprinted(text)
    if text.isascii():
        return ascii_words(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
