"""Sentences of made-up news, from the text files beside this one: stories of their own words, and of one pattern."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

__all__ = ["ENGLISH", "SPANISH", "Cast", "Desk", "Draft", "fillers"]

_SLOT = re.compile(r"\{([^{}]*)\}")
_FOLDER = Path(__file__).parent
ENGLISH = ("english.txt", "english2.txt")
SPANISH = ("spanish.txt",)
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("May", "June", "July", "September", "October", "November", "February"),
    "es": ("mayo", "junio", "julio", "septiembre", "octubre", "noviembre", "febrero"),
}
_LISTS = {
    "en": {"first": "first", "last": "last", "town": "town", "street": "street", "org": "org"},
    "es": {"first": "nombre", "last": "apellido", "town": "pueblo", "street": "calle", "org": "empresa"},
}

Lines = dict[str, list[str]]


@cache
def fillers() -> dict[str, list[str]]:
    """Names, by slot."""
    found: dict[str, list[str]] = {}
    for line in _lines("names.txt"):
        if line.startswith("["):
            slot = line.strip("[]")
        else:
            found.setdefault(slot, []).extend(line.split(" / "))
    return found


@cache
def subjects(files: tuple[str, ...]) -> dict[str, Lines]:
    """Templates by subject and letter: H headline, D standfirst, L lead, F fact, Q quotation, C caption, P pattern."""
    found: dict[str, Lines] = {}
    for name in files:
        for line in _lines(name):
            if line.startswith("["):
                kinds = found.setdefault(line.strip("[]"), defaultdict(list))
            else:
                kinds[line[0]].append(line[2:])
    return found


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@dataclass
class Cast:
    """Who and what one story is about; the same slot is always filled alike."""

    rng: Random
    language: str = "en"
    fixed: dict[str, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def fill(self, template: str) -> str:
        """The sentence of a template."""
        text = _SLOT.sub(lambda match: self._one(match[1]), template)
        return text[:1].upper() + text[1:]

    def person(self) -> str:
        """A new name."""
        names, lists = fillers(), _LISTS[self.language]
        return f"{self.rng.choice(names[lists['first']])} {self.rng.choice(names[lists['last']])}"

    def _one(self, slot: str) -> str:
        if ".." in slot:
            low, _, high = slot.partition("..")
            return str(self.rng.randint(int(low), int(high)))
        if "|" in slot:
            return self.rng.choice(slot.split("|"))
        kind, number = slot.rstrip("0123456789"), slot[-1]
        if kind in ("p", "s", "first") and number.isdigit():
            name = self._fixed(f"p{number}", kind)
            first, _, last = name.partition(" ")
            if kind == "first":
                return first
            if kind == "s" or f"p{number}" in self.named:
                return last
            self.named.add(f"p{number}")
            return name
        return self._fixed(slot, kind)

    def _fixed(self, slot: str, kind: str) -> str:
        if slot not in self.fixed:
            taken = set(self.fixed.values())
            if kind in ("p", "s", "first"):
                choices = [self.person() for _ in range(9)]
            elif kind in ("day", "weekday"):
                choices = list(_DAYS[self.language])
            elif kind == "month":
                choices = list(_MONTHS[self.language])
            else:
                choices = fillers()[_LISTS[self.language].get(kind, kind)]
            self.fixed[slot] = self.rng.choice([choice for choice in choices if choice not in taken] or choices)
        return self.fixed[slot]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reporter hands in."""

    subject: str
    headline: str
    second_headline: str
    """Another that would do: of a copy, of a test, of the front page."""
    standfirst: str
    second_standfirst: str
    paragraphs: tuple[str, ...]
    spare: tuple[str, ...]
    """Paragraphs that were not needed."""
    caption: str
    second_caption: str
    town: str


class Desk:
    """Writes stories. Sentences are dealt like cards, so that each is used about as often as the others."""

    def __init__(self, seed: int, language: str = "en") -> None:
        self.rng = Random(f"{seed} {language}")
        self.language = language
        self.texts = subjects(ENGLISH if language == "en" else SPANISH)
        self._decks: dict[tuple[str, str], list[str]] = {}

    def write(self, subject: str) -> Draft:
        """A story with words of its own."""
        cast = Cast(self.rng, self.language)
        heads = [cast.fill(line) for line in self._deal(subject, "H", 2)]
        stands = [cast.fill(line) for line in self._deal(subject, "D", 2)]
        captions = [cast.fill(line) for line in self._deal(subject, "C", 2)]
        cast.named.clear()
        lead = cast.fill(self._deal(subject, "L", 1)[0])
        quotes = self._deal(subject, "Q", self.rng.randint(2, 3))
        spares = 4
        number = min(self.rng.randint(6, 8), len(self.texts[subject]["F"]) - spares)
        facts = self._deal(subject, "F", number + spares)
        lines = [*facts[spares:], *quotes]
        self.rng.shuffle(lines)
        body = [lead, *self._grouped([cast.fill(line) for line in lines])]
        spare = [cast.fill(line) for line in facts[:spares]]
        pairs = tuple(" ".join(spare[at : at + 2]) for at in (0, 2))
        return Draft(subject, heads[0], heads[1], stands[0], stands[-1], tuple(body), pairs, captions[0], captions[1],
                     cast.fill("{town}"))  # fmt: skip

    def pattern(self, name: str, **fixed: str) -> Draft:
        """A story of a pattern: boilerplate with other names and numbers in it."""
        lines = subjects(("patterns.txt",))[name]
        cast = Cast(self.rng, self.language, dict(fixed))
        heads = [cast.fill(lines["H"][0]) for _ in range(2)]
        stand = cast.fill(lines["D"][0])
        cast.named.clear()
        body = tuple(cast.fill(line) for line in lines["P"])
        picture = cast.fill("{town}, {day}.")
        spare = self.write(next(iter(self.texts))).spare
        return Draft(name, heads[0], heads[1], stand, stand, body, spare, picture, picture, cast.fill("{town}"))

    def _grouped(self, sentences: list[str]) -> list[str]:
        groups: list[str] = []
        while sentences:
            size = self.rng.choice((1, 1, 2, 2, 3))
            groups.append(" ".join(sentences[:size]))
            sentences = sentences[size:]
        return groups

    def _deal(self, subject: str, kind: str, number: int) -> list[str]:
        hand: list[str] = []
        while len(hand) < number:
            deck = self._decks.setdefault((subject, kind), [])
            if not deck:
                deck += self.texts[subject][kind]
                self.rng.shuffle(deck)
            card = deck.pop()
            if card not in hand or len(set(self.texts[subject][kind])) <= len(hand):
                hand.append(card)
        return hand
