"""Stories of the papers that are not English, out of the sentences in `texts/`: the same seed, the same words.

A `[part]` opens a part, every line below is one entry. `{place}`, `{woman2}` keep their value through a story,
`{3..9}` and `{this|that}` are drawn each time; behind `||` stands what teasers say.
"""

from __future__ import annotations

import random
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.showcase.model import FIRST, LAST, Block, Paper, Story, Text

__all__ = ["write"]

_SLOT = re.compile(r"\{([^{}]+)\}")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_BEATS = ("harbour", "school", "sea", "culture")


def _parts(language: str) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    entries: list[str] = []
    raw = (Path(__file__).parent / "texts" / f"{language}.txt").read_text(encoding="utf-8")
    for line in filter(str.strip, raw.splitlines()):
        if match := re.fullmatch(r"\[([\w.]+)\]", line):
            entries = parts.setdefault(match[1], [])
        else:
            entries.append(line)
    return parts


class _Voice:
    """Fills the slots of one story."""

    def __init__(self, rng: random.Random, parts: dict[str, list[str]]) -> None:
        self._rng, self._parts = rng, parts
        self._known: dict[str, str] = {}

    def say(self, template: str) -> str:
        return _SLOT.sub(lambda match: self._fill(match[1]), template)

    def _fill(self, slot: str) -> str:
        if match := _RANGE.fullmatch(slot):
            # Drawn once for a story, so that headline and text give the same figure.
            return self._known.setdefault(slot, str(self._rng.randint(int(match[1]), int(match[2]))))
        if slot not in self._known:
            kind = slot.rstrip("0123456789")
            words = self._parts["places" if kind == "place" else kind]
            left = [word for word in words if word not in self._known.values()]
            self._known[slot] = self._rng.choice(left or words)
        return self._known[slot]


def write(paper: Paper, count: int) -> list[Story]:
    """So many stories, spread over the days that are crawled and some before."""
    parts, stories, taken = _parts(paper.key), [], set()
    start = FIRST - timedelta(days=3)
    for number in range(count):
        rng = random.Random(f"{paper.key} {number}")
        beat = _BEATS[number % len(_BEATS)]
        while True:
            voice = _Voice(rng, parts)
            headline, short = _headline(voice, parts[f"{beat}.headlines"], number // len(_BEATS))
            if headline not in taken:
                break
        taken.add(headline)
        published = start + (LAST - start) * ((number + rng.random()) / count)
        published = _by_day(published.astimezone(ZoneInfo(paper.time_zone)), rng)
        section = parts[f"{beat}.section"][0]
        text = Text(
            headline=headline, description=voice.say(rng.choice(parts[f"{beat}.descriptions"])),
            blocks=_body(rng, voice, parts, beat), authors=(rng.choice(parts["staff"]),),
            caption=voice.say(rng.choice(parts[f"{beat}.captions"])), credit=rng.choice(parts["credit"]),
        )  # fmt: skip
        stories.append(
            Story(
                key=f"{paper.key}-{number}",
                paper=paper,
                section=section,
                published=published,
                path=f"{section}/{published:%Y/%m/%d}/{700_000 + number * 37}",
                texts=[(published, text)],
                language=paper.language,
                short=short if rng.random() < 0.5 else None,
                picture=f"{beat}-{paper.key}-{number}" if rng.random() < 0.85 else None,
                weight=0.6 + rng.random(),
            )  # fmt: skip
        )
    return stories


def _headline(voice: _Voice, templates: list[str], turn: int) -> tuple[str, str]:
    one, _, other = templates[turn % len(templates)].partition(" || ")
    return voice.say(one), voice.say(other)


def _by_day(moment: datetime, rng: random.Random) -> datetime:
    """Between half past five and eleven in the evening, most of it in the morning, as papers do."""
    hour = min(22, max(5, round(rng.gauss(11, 4.5))))
    moved = moment.replace(hour=hour, minute=rng.randrange(60), second=0, microsecond=0)
    return moved if moved <= LAST else moved - timedelta(days=1)


def _body(rng: random.Random, voice: _Voice, parts: dict[str, list[str]], beat: str) -> tuple[Block, ...]:
    facts = rng.sample(parts[f"{beat}.facts"], rng.randint(3, 4)) + rng.sample(parts["context"], rng.randint(3, 4))
    rng.shuffle(facts)
    quotes = rng.sample(parts[f"{beat}.quotes"], rng.randint(1, 2))
    blocks = [("p", voice.say(rng.choice(parts[f"{beat}.leads"])))]
    while facts:
        said = [facts.pop()] + ([facts.pop()] if facts and rng.random() < 0.5 else [])
        blocks.append(("p", _join(voice, said)))
        if quotes and rng.random() < 0.7:
            blocks.append(("p", voice.say(quotes.pop())))
    blocks.append(("p", voice.say(rng.choice(parts[f"{beat}.ends"]))))
    return tuple(blocks)


def _join(voice: _Voice, said: list[str]) -> str:
    """Sentences one behind the other; Japanese has no space between."""
    filled = list(map(voice.say, said))
    return ("" if filled[0].endswith("。") else " ").join(filled)
