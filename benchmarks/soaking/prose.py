"""Made-up news in endless supply: as many different sentences as a busy agency writes in a year."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

__all__ = ["headline", "paragraph", "person"]

_WHY = (
    "after {n} residents signed a petition",
    "because the estimate of {n} thousand turned out to be wrong",
    "although {n} workers had asked for more time",
    "in a vote that ended {n} to {m}",
    "while the neighbouring town waits for its own {what}",
    "to the surprise of {person}, who had argued against it for {m} years",
    "as engineers found {n} cracks in the old {what}",
    "before the {what} opens on {m} sites at once",
)
_SAID = (
    "“We counted {n} of them, and every one belongs to {where},” said {person}, who leads the {who}.",
    "“Nobody has asked about the {what} in {m} years,” {person} of the {who} told reporters.",
    "{person} said the {kind} {what} would cost {n} a day if the {who} in {where} did nothing.",
    "A spokesman for the {who}, {person}, called the {kind} {what} “a matter of {m} weeks, not of {n} days”.",
)


@cache
def _words() -> dict[str, list[str]]:
    """Words by slot, from the file beside this one; a line that begins with blanks goes on with the one before."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").replace("\n ", " ")
    return {slot: words.split() for slot, _, words in (line.partition(":") for line in text.splitlines())}


def person(rng: Random) -> str:
    """A name."""
    words = _words()
    return f"{rng.choice(words['first'])} {rng.choice(words['last'])}"


def headline(rng: Random) -> str:
    """A headline."""
    return _fill("{Where} {who} {did} {kind} {what} {why}", rng)


def paragraph(rng: Random) -> str:
    """Three sentences."""
    plain = "The {who} in {where} {did} the {kind} {what} {why}."
    return " ".join(_fill(template, rng) for template in (plain, rng.choice(_SAID), plain))


def _fill(template: str, rng: Random) -> str:
    """A template with its words; those of the reason are filled as well."""
    words, why = _words(), rng.choice(_WHY)
    where = rng.choice(words["where"]).replace("-", " ")
    text = template.replace("{why}", why)
    return text.format(
        who=rng.choice(words["who"]),
        where=where,
        Where=where,
        did=rng.choice(words["did"]),
        kind=rng.choice(words["kind"]),
        what=rng.choice(words["what"]),
        person=person(rng),
        n=rng.randint(13, 9800),
        m=rng.randint(2, 12),
    )
