"""The stories of the maze: what they say, where they stand, and the one way that leads to each. Pure data."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape

__all__ = ["NOW", "SECTIONS", "SPORT", "SPORTS", "WWW", "Story", "page_size", "plan"]

NOW = datetime(2024, 4, 17, 12, tzinfo=UTC)
WWW, SPORT = "www.maze-news.com", "sport.maze-news.com"
SECTIONS = {"local": 40, "world": 20, "business": 12, "court": 8, "football": 12, "sailing": 8}
"""Section -> its percentage of the stories."""
SPORTS = ("football", "sailing")
HIDDEN = {"feed": 10, "newsmap": 2, "sitemap": 200, "teaser": 200, "month": 200}
"""Ways that alone lead to some stories -> how many days old these are at most."""


def _words(text: str) -> list[str]:
    return text.split("|")


PLACES = _words(
    "Birch Cove|Carrow|Drumlin|Eastmere|Fennock|Garrick|Holm Ferry|Inverlea|Jarrow Point|Kelsey|Larkhill|"
    "Merrow|Northgate|Oban Mills|Penrith Bay|Quarry Bank|Rosslyn|Selkirk|Tarn|Upwell|Varley|Westray|Yarrow|Zennor|"
    "Ashcombe|Brackley|Corran|Dunmore|Ormsby"
)
THINGS = _words(
    "harbour wall|ferry timetable|village school|bus depot|old cinema|flood barrier|night market|town library|"
    "fish auction|railway bridge|county hospital|lighthouse|swimming pool|grain store|tram line|water tower|"
    "public archive|sports ground|power station|cattle fair|youth orchestra|weather station|fire brigade|city park|"
    "customs house|post office|film festival|paper mill|ski lift|botanical garden|regional airport"
)
MOVES = _words("save|close|rebuild|sell|extend|repair|rename|move|lease|insure|reopen|survey")
BODIES = _words("Council|Parliament|Court|Union|Board|Residents|Owners|Engineers|Voters|Teachers")
PEOPLE = _words("Ada Finch|Bruno Hale|Clara Voss|Dev Anand|Elsa Marsh|Finn Okoro|Greta Lund|Hugo Pike|Ines Roth|Jo Tan")
SENTENCES = (
    "{body} in {place} agreed on Monday to {move} the {thing}, after a debate of {n} hours.",
    "The plan will cost {n} million a year, and {person}, who drew it up, expects the first results within {m} months.",
    "Opponents said that nobody had asked the {m} families who live beside the {thing}.",
    "“We have waited {m} years for this decision,” said {person}, who speaks for the people of {place}.",
    "A report of {n} pages, published in the spring, found that the {thing} had not been inspected since {year}.",
    "In {year} a storm took the roof, and the town borrowed money that it is still paying back to {place}.",
    "Work should begin in {m} weeks, when the contracts with builders from {place} have been signed.",
    "{person} called the vote a mistake and announced a petition, which {n} neighbours had signed by noon.",
    "Until then visitors to the {thing} are asked to use the entrance on the side of the river.",
    "The neighbouring towns of {place} watch closely, since they share the bill for the {thing}.",
)


@dataclass(eq=False)
class Story:
    """One story of the site."""

    number: int
    section: str
    published: datetime
    way: str = "section"
    """What leads to it; all but "section" are the only way."""
    mapped: bool = False
    """Stands in a sitemap."""
    edits: int = 0
    shows: list[Story] = field(default_factory=list)
    """Stories that its page alone leads to."""

    @property
    def host(self) -> str:
        return SPORT if self.section in SPORTS else WWW

    @property
    def path(self) -> str:
        slug = re.sub(r"\W+", "-", self.headline.lower())
        match self.section:
            case "local":
                return f"/local/{slug}-{self.number}/"
            case "world":
                return f"/{self.published:%Y/%m/%d}/{slug}/"
            case "business":
                return f"/business/{slug}-{self.number}.html"
            case "court":
                return f"/court/report?id={self.number}"
        return f"/{self.section}/{slug}-{self.number}"

    @property
    def url(self) -> str:
        return f"http://{self.host}{self.path}"

    @property
    def headline(self) -> str:
        n = self.number  # places and things together are told by the number up to 899, and longer with the move
        body, move = BODIES[n // 7 % len(BODIES)], MOVES[n // 899 % len(MOVES)]
        return f"{body} asked to {move} the {THINGS[n // len(PLACES) % len(THINGS)]} of {PLACES[n % len(PLACES)]}"

    @property
    def author(self) -> str:
        return PEOPLE[self.number % len(PEOPLE)]

    @property
    def paragraphs(self) -> list[str]:
        rng = random.Random(self.number)
        said = [_sentence(rng, self.number, words) for words in rng.sample(SENTENCES, len(SENTENCES))]
        told = [" ".join(said[i : i + 2]) for i in range(0, len(said), 2)]
        return [*told, *(f"Correction {k}: an earlier version had the figure wrong." for k in range(1, self.edits + 1))]

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(words)}</p>" for words in self.paragraphs)


def _sentence(rng: random.Random, number: int, words: str) -> str:
    return words.format(
        body=rng.choice(BODIES), place=rng.choice(PLACES), move=rng.choice(MOVES),
        thing=THINGS[number // len(PLACES) % len(THINGS)],
        person=rng.choice(PEOPLE), n=rng.randint(20, 999), m=rng.randint(3, 19), year=rng.randint(1950, 2020),
    )  # fmt: skip


def page_size(count: int) -> int:
    """How many stories of a site stand on a page of a listing; the longest has more than seven pages."""
    return 6 if count < 300 else 10


def plan(count: int) -> list[Story]:
    """The stories of a site, newest first, each with its way in."""
    rng = random.Random(count)
    names = [name for name, share in SECTIONS.items() for _ in range(round(count * share / 100))]
    names = (names + ["local"] * count)[:count]
    rng.shuffle(names)
    stories = [Story(i, name, NOW - timedelta(hours=1 + 24 * 200 * (i / count) ** 1.5)) for i, name in enumerate(names)]
    for way, days in HIDDEN.items():
        young = [s for s in stories if s.way == "section" and s.published > NOW - timedelta(days=days) and s.number > 3]
        for sport in (False, True):
            these = [s for s in young if (s.host == SPORT) is sport and s.section != "court"]
            if not (sport and way in ("newsmap", "month")):
                for story in rng.sample(these, min(len(these), max(2, count // (150 if sport else 50)))):
                    story.way = way
    for host in (WWW, SPORT):
        _show(rng, [s for s in stories if s.host == host])
    for name in SECTIONS:
        for story in [s for s in stories if s.section == name and s.way == "section"][6 * page_size(count) :]:
            story.way = rng.choice(("page 7", "section"))
    for story in stories:
        story.mapped = story.way in ("sitemap", "newsmap") or (
            story.way == "section" and story.section != "court" and rng.random() < 0.6
        )
    return stories


def _show(rng: random.Random, stories: list[Story]) -> None:
    """Put the teasers that alone lead to stories on the pages of others; one of these leads to the next."""
    hosts = [s for s in stories if s.way == "section"]
    hidden = [s for s in stories if s.way == "teaser"]
    for i, story in enumerate(hidden):
        (hidden[i - 1] if i % 3 == 1 else rng.choice(hosts)).shows.append(story)
