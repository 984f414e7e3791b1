"""Puts a newsroom's stories together: who writes what, when, in which layout, at which address."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from newscrawl.demo.designs import Design
from newscrawl.demo.library import Beat, Manuscript, beats, manuscripts, words
from newscrawl.demo.markup import slug
from newscrawl.demo.model import Picture, Story
from newscrawl.demo.writer import Copy, Voice, write

__all__ = ["NOW", "SIZES", "Size", "make"]

NOW = datetime(2024, 4, 17, 21, 30, tzinfo=UTC)
"""The moment at which both sites stand still."""

LAYOUTS = ("jsonld", "opengraph", "graph", "microdata", "jsonld", "soup", "list", "bare", "broken", "soup")
"""How article pages are made, by turns."""
WIRE = ("The Canadian Press", "The Associated Press")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is printed."""

    stories: dict[str, int]
    """Host -> number of stories."""
    per_page: int
    """Teasers on a page of a listing."""
    days: int
    """How far back the oldest story lies."""


SIZES = {  # the oldest story is of January: NOW is day 108 of 2024
    "small": Size({"newsroom.test": 40, "gazette.test": 20}, 4, 30),
    "medium": Size({"newsroom.test": 200, "gazette.test": 70}, 10, 90),
    "large": Size({"newsroom.test": 1_000, "gazette.test": 350}, 20, 106),
    "huge": Size({"newsroom.test": 20_000, "gazette.test": 350}, 50, 106),
}


@dataclass(slots=True)
class _Desk:
    """What is needed while an edition is being made."""

    design: Design
    size: Size
    seed: int
    taken: set[str]
    stories: list[Story]

    def rng(self, *what: object) -> random.Random:
        """A source of chance of its own for each thing, so that adding one story does not change the others."""
        return random.Random(":".join(map(str, (self.seed, self.design.host, *what))))  # noqa: S311


def make(design: Design, size: Size, seed: int, wires: list[Story]) -> list[Story]:
    """All stories of one newsroom, newest first; agency stories in `wires` are printed here as well."""
    desk = _Desk(design, size, seed, set(), [])
    for manuscript in manuscripts():
        if manuscript.fields.get("host", "newsroom.test") == design.host:
            desk.stories.append(_by_hand(desk, manuscript))
    for wire in wires:
        desk.stories.append(_copy_of(desk, wire))
    for number in range(size.stories[design.host] - len(desk.stories)):
        desk.stories.append(_generated(desk, number))
    _date(desk)
    _address(desk)
    desk.stories.sort(key=lambda story: story.published, reverse=True)
    _hide_some(desk)
    return desk.stories


def _by_hand(desk: _Desk, manuscript: Manuscript) -> Story:
    get = manuscript.fields.get
    caption = get("caption")
    free = get("free")
    return Story(
        key=manuscript.name,
        host=desk.design.host,
        path="",
        section=get("section", "local"),
        headline=manuscript.fields["headline"],
        alternative_headline=get("alt"),
        description=manuscript.fields["description"],
        spotlight=get("spotlight", ""),
        blocks=[replace(block) for block in manuscript.blocks],
        authors=manuscript.names("authors"),
        agency=get("agency"),
        credit="byline" if get("credit_how") == "byline" else "files" if get("agency") else "",
        keywords=manuscript.names("keywords"),
        published=NOW - timedelta(minutes=int(float(get("age", "0")) * 60)),
        printed_zone=desk.design.printed_zones[0],
        dateline=get("dateline"),
        picture=Picture(manuscript.name, caption, get("credit", "")) if caption else None,
        language=get("language", desk.design.language),
        kind=get("kind", "article"),  # type: ignore[arg-type]
        layout=get("layout", ""),
        free=None if free is None else free == "yes",
        correction=get("correction"),
        wire_id=get("wire"),
        other_paper=(get("gazette_headline", ""), get("gazette_dateline", "")) if get("wire") else None,
        hand_written=True,
    )


def _assignment(number: int, column: int, deep_section: str) -> tuple[Beat, bool]:
    """The beat of a newsroom's story `number`, and whether an agency sends it: all news from abroad is an agency's."""
    if column == 0 and number % 7 == 4:
        return next(beat for beat in beats() if beat.name == "worldwire"), True
    own = [b for b in beats() if b.name != "worldwire" and b.parts["section"][column] != "-"]
    local = [beat for beat in own if beat.parts["section"][column] == deep_section]
    others = [beat for beat in own if beat not in local]
    # Two stories of five are local, so that this section runs over three pages even in the smallest size.
    if number % 5 < 2:
        return local[(number // 5 * 2 + number % 5) % len(local)], False
    return others[(number // 5 * 3 + number % 5) % len(others)], False


def _generated(desk: _Desk, number: int) -> Story:
    design, rng = desk.design, desk.rng("story", number)
    column = 0 if design.host == "newsroom.test" else 1
    beat, wire = _assignment(number, column, design.deep_section)
    voice = Voice(rng, "newsroom" if column == 0 else "gazette")
    city = words()["wirecity"][number // 7 % len(words()["wirecity"])] if wire else "|"
    if wire:  # the place that the dateline names is the one that the story is about
        voice.given["land"] = city.split("|")[0].rsplit(", ", 1)[1]
    name = f"{design.host.split('.')[0]}-{number}"
    copy: Copy = write(beat, voice, name, desk.taken, number // 7 if wire else number // 5)
    section = beat.parts["section"][column]
    picture = copy.picture if rng.random() < 0.85 else None  # without one, no figure either: it would be the lead
    story = Story(
        key=name,
        host=design.host,
        path="",
        section=section,
        headline=copy.headline,
        alternative_headline=copy.seo if rng.random() < 0.3 else None,
        description=copy.description,
        spotlight=copy.spotlight,
        blocks=[block for block in copy.blocks if picture or block.kind != "figure"],
        keywords=copy.keywords,
        published=NOW,
        picture=picture,
        language=design.language,
        layout="",
        free=True if rng.random() < 0.3 else None,
    )
    if wire:
        story.wire_id, story.agency, story.credit = f"wire-{number:04}", rng.choice(WIRE), "byline"
        story.dateline = city.split("|")[0]
        story.other_paper = (copy.other_headline, city.split("|")[1])
        return story
    staff = words()[f"staff_{voice.paper}"]
    story.authors = rng.sample(staff, 2 if rng.random() < 0.2 else 1)
    if section == "opinion":
        return story
    if rng.random() < 0.4:
        story.dateline = copy.town.upper()
    if rng.random() < 0.12:
        story.agency, story.credit = WIRE[0], "files"
    if rng.random() < 0.06:
        story.correction = voice.say(rng.choice(words()["correction"]))
    return story


def _copy_of(desk: _Desk, wire: Story) -> Story:
    """The same agency story under this newsroom's own headline and dateline."""
    headline, city = wire.other_paper or (wire.headline, wire.dateline or "")
    desk.taken.add(headline)
    own = dict(desk.design.sections)
    section = {"world": "news", "arts": "culture", "sports": "sport", "atlantic": "environment"}.get(
        wire.section, "news"
    )
    return replace(
        wire,
        key=f"gazette-{wire.wire_id}",
        host=desk.design.host,
        section=section if section in own else "news",
        headline=headline,
        alternative_headline=None,
        dateline=city,
        blocks=[replace(block) for block in wire.blocks],
        published=NOW,
        language=desk.design.language,
        layout="",
        old_paths=[],
        other_paper=None,
        keywords=list(wire.keywords),
    )


def _date(desk: _Desk) -> None:
    """Dates: what is written by hand is recent and keeps its age, the rest lies further and further back."""
    zone = ZoneInfo(desk.design.time_zone)
    undated = [story for story in desk.stories if story.published == NOW]
    span = desk.size.days * 24 * 60
    for place, story in enumerate(undated):
        rng = desk.rng("date", story.key)
        minutes = 95 + int(span * (place + rng.random()) / len(undated))
        story.published = NOW - timedelta(minutes=minutes)
    for place, story in enumerate(desk.stories):
        rng = desk.rng("page", story.key)
        story.published = story.published.astimezone(zone).replace(second=0, microsecond=0)
        layout = story.layout or LAYOUTS[place % len(LAYOUTS)]
        story.layout = layout
        if rng.random() < 0.3:
            later = story.published + timedelta(minutes=rng.randint(18, 300))
            story.modified = min(later, NOW.astimezone(zone)) if story.kind != "liveblog" else None
        zones = desk.design.printed_zones
        turn = crc32(story.key.encode()) % (len(zones) + 1)
        story.printed_zone = zones[turn] if turn < len(zones) else None


def _address(desk: _Desk) -> None:
    """Addresses in the shapes that each newsroom has used, so that the shape alone does not tell an article."""
    taken: set[str] = set()
    for story in desk.stories:
        number = crc32(story.key.encode()) % 900_000 + 6_100_000
        words_of = slug(story.headline)
        if desk.design.host == "gazette.test":
            story.path = (
                f"/{story.published:%Y/%m/%d}/{words_of}/"
                if number % 3
                else f"/{story.section}/{words_of}-{number}.html"
            )
        elif number % 3:
            story.path = f"/{story.section}/{words_of}-1.{number}"
        else:
            story.path = f"/{story.section}/article/{words_of}/"
        if story.path in taken:
            story.path = f"/{story.section}/{words_of}-1.{number}"
        taken.add(story.path)
        for block in story.blocks:
            if block.kind == "quote" and not block.text:
                block.text = story.description


def _hide_some(desk: _Desk) -> None:
    """Takes some stories out of every listing: only a rail on another article leads to them, to one of them only a rail
    on such an article."""
    generated = [s for s in desk.stories if not s.hand_written and s.wire_id is None and s.kind == "article"]
    count = max(2, len(desk.stories) // 14)
    hidden = generated[len(generated) // 2 :: 3][:count]
    out = {story.key for story in hidden}
    open_ones = [s for s in desk.stories if s.key not in out and s.section != desk.design.deep_section]
    for place, story in enumerate(hidden):
        story.listed = False
        story.parent = hidden[0].key if place == 1 else open_ones[(place * 3 + 1) % len(open_ones)].key
