"""A site whose stories share what a reader of one page takes for the story: appeals, hints, boxes, biographies.

Their words are such that no rule for a single page can tell them. The stories also share what belongs to them:
standing sub-headings, pasted background, datelines.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

__all__ = ["APPEAL", "BACKGROUND", "BIOS", "HINT", "NOTE", "Story", "stories"]

NOTE = "The editors choose one story a day from the archives of the harbour museum, and tell it here with care."
HINT = "Every story of the year fits into the pocket of a coat now, and can be carried over the bridge in the morning."
APPEAL = (
    "All of this is written within sight of the water, by people who can hear the horns of the ferries at night.",
    "A cup of tea a month from each who has read as far as here keeps the lamp on the quay alight all winter long.",
)
BIOS = (
    "Ann Lee has lived on the north quay since she was born above the chandler's shop, and can mend a net in an hour.",
    "Tom Berg came from the mountains to write about ships, and has been seasick on nearly all of those he describes.",
)
BACKGROUND = "The pier was built in the year of the great frost and lost half of its length to a storm six years ago."
HEADING = "What happened next?"
_WORDS = """harbour council vote winter ferry net captain letter market storm window bridge answer teacher garden lamp
river engine basket singer paper morning ticket island summer bread doctor street corner money village question
measure wages forest radio hammer cousin signal village orchard ladder""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Story:
    """A page and the text of its story."""

    path: str
    headline: str
    html: bytes
    body: str
    """What a good reader finds in it."""
    plain: str
    """What a reader finds who sees this page alone."""


def stories(count: int, *, appeal: tuple[str, ...] = APPEAL) -> list[Story]:
    """So many stories, each in words of its own; every fourth ends with pasted background."""
    return [_story(i, appeal) for i in range(count)]


def _sentence(dice: random.Random) -> str:
    words = [dice.choice(_WORDS) for _ in range(dice.randrange(16, 24))]
    return f"{' '.join(words).capitalize()}."


def _story(number: int, appeal: tuple[str, ...]) -> Story:
    dice = random.Random(f"story {number}")
    headline = f"{dice.choice(_WORDS).capitalize()} and {dice.choice(_WORDS)} at number {number}"
    text = [f"{_sentence(dice)} {_sentence(dice)}" for _ in range(6)]
    text[0] = f"HARBOUR TOWN — {text[0]}"
    first, second, third = text[:2], text[2:4], text[4:]
    if number % 4 == 0:
        third.append(BACKGROUND)
    elif number % 4 == 1:
        second.append(BACKGROUND)
    bio = BIOS[number % 2]
    body = [*first, HEADING, *second, *third]
    plain = [NOTE, *first, HEADING, *second, HINT, *third, bio, *appeal]
    facts = {"@type": "NewsArticle", "headline": headline, "datePublished": f"2024-04-{1 + number % 28:02}T08:00:00Z"}
    html = (
        f"<!doctype html><html lang=en><title>{headline}</title>"
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **facts})}</script>'
        f"<body><main><h1>{headline}</h1><div class=k1><div class=k2><p class=k3>{NOTE}</p></div>"
        f"{_paragraphs(first)}<h2>{HEADING}</h2>{_paragraphs(second)}<div class=k4><p class=k5>{HINT}</p></div>"
        f"{_paragraphs(third)}<p class=k6>{bio}</p>{_paragraphs(appeal)}</div></main>"
    )
    return Story(f"/news/{number:03}-story.html", headline, html.encode(), "\n\n".join(body), "\n\n".join(plain))


def _paragraphs(texts: list[str] | tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)
