"""What a second newspaper makes of an agency's story."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from benchmarks.living.model import Story
from benchmarks.living.prose import Cast, Desk, Draft

__all__ = ["copied"]


def copied(origin: Story, desk: Desk, rng: Random) -> Draft:
    """The story under another headline: cut, with a local paragraph, in another typography, or several of these."""
    text = origin.texts[origin.born]
    body = list(text.paragraphs)
    how = rng.choice(("whole", "cut", "third", "local", "cut and local", "typography", "without one"))
    if "cut" in how:
        body = body[: max(3, len(body) * 2 // 3)]
    if how == "third":
        body = body[: max(3, -(-len(body) // 3))]
    if "local" in how:
        town = Cast(rng).fill("{town}")
        words = desk.write("people").paragraphs[1]
        body.insert(min(2, len(body)), f"In {town}, people followed the news closely. {words}")
    if how == "typography":
        body = [words.replace("“", '"').replace("”", '"').replace("’", "'").replace(" per cent", "%") for words in body]
    if how == "without one":
        del body[rng.randrange(1, len(body))]
    draft = desk.write("world")
    return replace(
        draft,
        headline=origin.second_headline,
        standfirst=origin.second_standfirst,
        paragraphs=tuple(body),
        town=rng.choice(("LONDON", "NEW YORK", draft.town.upper())),
    )
