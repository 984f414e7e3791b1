"""Writes stories out of sentence templates: the same seed, the same words.

A template has `{slots}`: a name such as `{town}` or `{person2}` keeps its value through one story, `{surname2}` is the
last word of `{person2}`; `{20..80}` and `{this|that}` are drawn each time.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from itertools import count

from newscrawl.demo.library import Beat, words
from newscrawl.demo.markup import plain
from newscrawl.demo.model import Block, Picture

__all__ = ["Copy", "Voice", "write"]

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(slots=True)
class Voice:
    """Fills slots for one story."""

    rng: random.Random
    paper: str
    """"newsroom" or "gazette": whose towns and people are meant."""
    given: dict[str, str] = field(default_factory=dict)
    """What is known before the first word is written."""
    known: dict[str, str] = field(default_factory=dict)

    @property
    def credits(self) -> str:
        """Which list the credits of pictures come from: stories from abroad have an agency's."""
        return "credit_wire" if "land" in self.given else f"credit_{self.paper}"

    def say(self, template: str) -> str:
        """`template` with every slot filled; the first letter becomes a capital."""
        filled = _SLOT.sub(lambda match: self._fill(match[1], figure=_is_figure(template, match)), template)
        return filled[:1].upper() + filled[1:]

    def _fill(self, slot: str, *, figure: bool = False) -> str:
        """What a slot stands for; with `figure` small numbers are not written as words."""
        if match := _RANGE.fullmatch(slot):
            low, high = int(match[1]), int(match[2])
            # Round figures look round: nobody counts 41,817 dollars in a lead.
            number = self.rng.randint(low, high)
            if number < 10 and low < 10 and not figure:
                return _SMALL[number]
            return str(number) if low >= 1800 and high <= 2100 else f"{number:,}"  # years have no comma
        if "|" in slot:
            return self.rng.choice(slot.split("|"))
        if slot in self.given:
            return self.given[slot]
        if slot not in self.known:
            self.known[slot] = self._name(slot)
        return self.known[slot]

    def _name(self, slot: str) -> str:
        kind = slot.rstrip("0123456789")
        if kind == "surname":
            return self._fill(slot.replace("surname", "person")).split()[-1]
        if kind == "person":
            return self._fresh("first") + " " + self._fresh("last")
        return self._fresh(kind)

    def _fresh(self, kind: str) -> str:
        """A word of its kind that the story has not used yet."""
        lists = words()
        choices = lists.get(f"{kind}_{self.paper}") or lists[kind]
        used = set(self.known.values())
        left = [word for word in choices if word not in used]
        return self.rng.choice(left or choices)


@dataclass(slots=True)
class Copy:
    """What a reporter hands in."""

    headline: str
    other_headline: str
    """Another paper's headline for the same story."""
    description: str
    spotlight: str
    blocks: list[Block]
    keywords: list[str]
    picture: Picture
    town: str
    seo: str


def write(beat: Beat, voice: Voice, name: str, taken: set[str], turn: int) -> Copy:
    """A story of this beat whose headline is not among those `taken`; headlines alternate by `turn`."""
    rng = voice.rng
    headline, other = _headlines(beat, voice, taken, turn)
    taken.update(filter(None, (headline, other)))
    paragraphs = _paragraphs(beat, voice)
    blocks = [Block("p", paragraph) for paragraph in paragraphs]
    _adorn(beat, voice, blocks, name)
    return Copy(
        headline=headline,
        other_headline=other,
        description=voice.say(rng.choice(beat.parts["descriptions"])),
        spotlight=voice.say(rng.choice(beat.parts["spotlights"])),
        blocks=blocks,
        keywords=[beat.parts["keywords"][0], *rng.sample(beat.parts["keywords"][1:], 2)],
        picture=Picture(
            name, voice.say(rng.choice(beat.parts["captions"])), voice.say(rng.choice(words()[voice.credits]))
        ),
        town=voice.say("{town}"),
        seo=plain(voice.say(rng.choice(beat.parts["seo"]))),
    )


def _headlines(beat: Beat, voice: Voice, taken: set[str], turn: int) -> tuple[str, str]:
    """A headline and another paper's for the same story; a template may hold both, parted by `||`."""
    templates = beat.parts["headlines"]
    for attempt in range(60):
        one, _, two = templates[(turn + attempt) % len(templates)].partition(" || ")
        pair = plain(voice.say(one)), plain(voice.say(two))
        if not taken.intersection(pair):
            return pair
        voice.known.clear()  # another place, other people
    # The largest size uses up what templates can say: the rest are series.
    part = next(n for n in count(turn + 2) if not taken.intersection(f"{told}, part {n}" for told in pair if told))
    return f"{pair[0]}, part {part}", pair[1] and f"{pair[1]}, part {part}"


def _paragraphs(beat: Beat, voice: Voice) -> list[str]:
    """Lead, then facts and quotes by turns, then a way out."""
    rng = voice.rng
    facts = rng.sample(beat.parts["facts"], rng.randint(5, 9))
    quotes = rng.sample(beat.parts["quotes"], rng.randint(2, 3))
    context = rng.sample(words()["context"], rng.randint(2, 4))
    paragraphs = [voice.say(rng.choice(beat.parts["leads"]))]
    while facts:
        sentences = [facts.pop()]
        if facts and rng.random() < 0.45:
            sentences.append(facts.pop())
        if context and rng.random() < 0.5:
            sentences.append(context.pop())
        paragraphs.append(" ".join(voice.say(sentence) for sentence in sentences))
        if quotes and rng.random() < 0.7:
            paragraphs.append(voice.say(quotes.pop()))
    paragraphs.append(voice.say(rng.choice(beat.parts["ends"])))
    return paragraphs


def _adorn(beat: Beat, voice: Voice, blocks: list[Block], name: str) -> None:
    """Sub-headings, lists and furniture, from the end to the front so that places stay right."""
    rng = voice.rng
    if rng.random() < 0.3:
        entries = rng.choice(beat.parts["lists"]).split(" / ")
        blocks.insert(len(blocks) - 1, Block("ul", items=[voice.say(entry) for entry in entries]))
    if len(blocks) > 6 and rng.random() < 0.45:
        blocks.insert(len(blocks) - 3, Block("h2", voice.say(rng.choice(beat.parts["subheads"]))))
    if rng.random() < 0.25:
        caption = voice.say(rng.choice(beat.parts["captions"]))
        blocks.insert(
            4, Block("figure", picture=Picture(f"{name}-b", caption, voice.say(rng.choice(words()[voice.credits]))))
        )
    for kind, share, place in (("newsletter", 0.4, 3), ("ad", 0.5, 2), ("more", 0.5, 2)):
        if rng.random() < share and len(blocks) > place + 1:
            blocks.insert(place, Block(kind))  # type: ignore[arg-type]
    if rng.random() < 0.25:
        spoken = next((b.text for b in blocks if b.kind == "p" and b.text.startswith("“")), None)
        if spoken and len(blocks) > 5:
            blocks.insert(5, Block("quote", spoken.split("”")[0].strip("“,.") + "."))


def _is_figure(template: str, match: re.Match[str]) -> bool:
    """Whether a number is part of a sum, a decimal or a percentage: "$3.5 million", not "$three.five million"."""
    before, after = template[: match.start()], template[match.end() :]
    return before.endswith(("$", "£", "€", "}.")) or after.startswith((".{", "%", ",0"))
