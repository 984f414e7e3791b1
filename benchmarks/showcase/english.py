"""Stories of the three English papers: those of the bundled demo, a month of them, agency copy at all three."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.showcase.model import LAST, Block, Paper, Story, Text
from benchmarks.showcase.papers import MERROW, PELICAN, PELLAN
from newscrawl.demo import edition
from newscrawl.demo.designs import DESIGNS, Design
from newscrawl.demo.markup import plain
from newscrawl.demo.model import Story as DemoStory

__all__ = ["write"]

_SIZE = edition.Size({"newsroom.test": 230, "gazette.test": 110}, 10, 34)
_SMALL = edition.Size({"newsroom.test": 230, "gazette.test": 74}, 10, 34)
_QUIET = datetime(2024, 4, 8, 20, tzinfo=UTC)
"""After that the third paper prints nothing more."""

_EARLIER = {
    "010-ferry": "2024-04-10T09:06", "130-clinic": "2024-04-09T08:30", "080-correction-water": "2024-04-17T07:25",
    "110-hockey": "2024-04-16T06:10", "100-lighthouse": "2024-04-11T12:15", "090-bakery": "2024-04-16T05:50",
    "150-gazette-eels": "2024-04-13T09:00", "120-opinion": "2024-04-12T07:00", "070-paywall": "2024-04-14T08:00",
    "060-francais": "2024-04-15T11:00", "030-liveblog": "2024-04-17T06:20",
}  # fmt: skip
"""When stories appear that were written by hand, in their paper's zone: early enough to be edited."""
_ELSEWHERE = {
    "Pellan": "Karoro", "Thornsea": "Windlass", "Wick Haven": "Totara Haven", "St. Austol": "Port Aroha",
    "Marlby": "Rimuvale", "Great Sandling": "Long Shingle", "Porthgwyn": "Kotare", "Crake Bridge": "Weka Bridge",
    "Low Hesket": "Low Kauri", "Eelmouth": "Tuna Mouth", "Kittiwake Bay": "Pelican Bay", "Holmsea": "Manuka Sands",
    "Tarn End": "Lake End", "Dunscar": "Black Scoria", "Saltfleet Cross": "Salters Cross", "Sandling": "Shingle",
    "Crake Valley": "Weka Valley", "Harbour Gazette": "Pelican Bay Post", "Bay Wildlife": "Southern Wildlife",
    "Idris Pell": "Aroha Pell", "Harriet Quillfeather": "Mere Quill", "Gideon Lamprey": "Tane Lamprey",
    "Bronagh Thistlewood": "Bronwyn Thistle", "Ewan Marchbanks": "Ewan Tamati",
}  # fmt: skip
"""Names of the second paper -> of the third one, at the other end of the world."""


def write() -> list[Story]:
    """All their stories, with the first version of each."""
    first, second = DESIGNS
    mine = edition.make(first, _SIZE, 2024, [])
    wires = [story for story in mine if story.wire_id and story.listed]
    theirs = edition.make(second, _SIZE, 2024, wires)
    third = edition.make(second, _SMALL, 77, wires[::2])
    stories = [_story(story, MERROW, first) for story in mine] + [_story(story, PELLAN, second) for story in theirs]
    stories += [_story(story, PELICAN, second) for story in third if not story.hand_written]
    _date_copies(stories, {story.key: story.wire_id for story in (*mine, *theirs, *third) if story.wire_id})
    return [story for story in stories if story.paper is not PELICAN or story.published < _QUIET]


def _story(story: DemoStory, paper: Paper, design: Design) -> Story:
    rng = Random(f"{paper.key} {story.key}")
    published = story.published
    if story.key in _EARLIER:
        published = datetime.fromisoformat(_EARLIER[story.key]).replace(tzinfo=published.tzinfo)
    if paper is PELICAN:
        published = published.astimezone(ZoneInfo(paper.time_zone))
    published = _awake(published, rng)
    text = Text(
        headline=_named(paper, story.headline), description=_named(paper, plain(story.description)),
        blocks=_blocks(story, paper, design), authors=tuple(_named(paper, name) for name in story.authors),
        alternative=story.alternative_headline and _named(paper, story.alternative_headline),
        correction=_corrected(story, paper),
        caption=_named(paper, plain(story.picture.caption)) if story.picture else None,
        credit=_named(paper, story.picture.credit) if story.picture else None, agency=story.agency,
    )  # fmt: skip
    language = paper.language if story.language == design.language else story.language
    return Story(
        key=f"{paper.key}-{story.key}", paper=paper, path=story.path.lstrip("/"), section=story.section,
        published=published, texts=[(published, text)], keywords=story.keywords, language=language,
        kind=story.kind, weight=0.6 + rng.random() + 0.9 * story.hand_written, free=story.free,
        picture=f"{story.picture.name}-{paper.key}" if story.picture else None,
    )  # fmt: skip


def _awake(published: datetime, rng: Random) -> datetime:
    """Few stories appear between midnight and five."""
    return published + timedelta(hours=5, minutes=rng.randrange(90)) if published.hour < 5 else published


def _named(paper: Paper, words: str) -> str:
    if paper is PELICAN:
        for name, other in _ELSEWHERE.items():
            words = words.replace(name, other).replace(name.upper(), other.upper())
    return words


def _corrected(story: DemoStory, paper: Paper) -> str | None:
    """Those of the stories written by hand come later, as an edit."""
    return _named(paper, plain(story.correction)) if story.correction and not story.hand_written else None


def _blocks(story: DemoStory, paper: Paper, design: Design) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for block in story.blocks:
        if block.kind == "ul":
            blocks += [("li", plain(item)) for item in block.items]
        elif block.kind in ("p", "h2", "time"):
            blocks.append((block.kind, plain(block.text)))
    if story.dateline and blocks:
        blocks[0] = ("p", f"{story.dateline}{design.dash}{blocks[0][1]}")
    return tuple((kind, _named(paper, words)) for kind, words in blocks)


def _date_copies(stories: list[Story], wire_of: dict[str, str]) -> None:
    """Agency copy appears at the other papers some hours after the first one."""
    first = {}
    for story in stories:
        wire = wire_of.get(story.key.partition("-")[2])
        if wire is None:
            continue
        if story.paper is MERROW:
            first[wire] = story.published
        elif wire in first:
            hours = Random(f"{story.key} copy").uniform(0.4, 9)
            moment = (first[wire] + timedelta(hours=hours)).astimezone(ZoneInfo(story.paper.time_zone))
            story.published = min(moment, LAST - timedelta(hours=2)).replace(second=0, microsecond=0)
            story.texts = [(story.published, replace(story.texts[0][1]))]
