"""Ten sites over ten years: which stories, when, by whom, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from benchmarks.browse.texts import Texts

__all__ = ["END", "SITES", "START", "Place", "Story", "Version", "stories", "stamp"]

START, END = datetime(2015, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, 18, tzinfo=UTC)
_SECTIONS = ("news", "world", "politics", "business", "sport", "culture", "science", "opinion")
_HOURS = (1, 1, 1, 1, 2, 5, 9, 12, 13, 13, 12, 12, 11, 11, 12, 12, 13, 13, 11, 8, 6, 4, 3, 2)
"""How many stories appear in each hour of the day."""
_WEEKDAYS = (1.1, 1.15, 1.15, 1.15, 1.1, 0.65, 0.6)


@dataclass(frozen=True)
class Place:
    """A site."""

    name: str
    share: float
    zone: str
    language: str

    @property
    def home(self) -> str:
        return f"https://{self.name}/"

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Address and name of each."""
        return [(f"{self.home}{slug}/", slug.title()) for slug in _SECTIONS]


SITES = (
    Place("daily.example", 0.24, "America/New_York", "en-US"), Place("morning.example", 0.18, "Europe/London", "en-GB"),
    Place("tagblatt.example", 0.14, "Europe/Berlin", "de-DE"), Place("matin.example", 0.11, "Europe/Paris", "fr-FR"),
    Place("harbour.example", 0.09, "America/Halifax", "en-CA"), Place("zaobao.example", 0.08, "Asia/Shanghai", "zh-CN"),
    Place("delhi.example", 0.06, "Asia/Kolkata", "en-IN"), Place("isles.example", 0.05, "Pacific/Auckland", "en-NZ"),
    Place("quiet.example", 0.03, "Europe/Athens", "el-GR"), Place("valley.example", 0.02, "America/Denver", "en-US"),
)  # fmt: skip


@dataclass
class Version:
    """A text of a story."""

    first: datetime
    last: datetime
    headline: str
    description: str
    body: list[str]
    changed: list[str]
    correction: str | None = None


@dataclass
class Story:
    """A story with all that is stored of it."""

    number: int
    site: Place
    url: str
    section: str
    authors: list[str]
    published: datetime
    """In the site's zone."""
    precision: str
    versions: list[Version]
    status: str
    kind: str
    image: str | None
    agency: str | None
    lead: int
    """Number of the earliest copy."""


def stamp(moment: datetime) -> str:
    """As the archive writes times of the crawl."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _moments(rng: Random, count: int) -> list[tuple[datetime, datetime, Place]]:
    """When each story was found and published, and where; in the order in which they were found."""
    days = (END - START).days
    every = [START + timedelta(days=day) for day in range(days)]
    chosen = rng.choices(every, weights=[_WEEKDAYS[day.weekday()] for day in every], k=count)
    places = rng.choices(SITES, weights=[place.share for place in SITES], k=count)
    hours = rng.choices(range(24), weights=_HOURS, k=count)
    zones = {place.name: ZoneInfo(place.zone) for place in SITES}
    found = []
    for day, place, hour in zip(chosen, places, hours, strict=True):
        when = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), tzinfo=zones[place.name])
        late = timedelta(days=rng.randrange(1, 2000)) if rng.random() < 0.1 else timedelta(minutes=rng.randrange(720))
        seen = when.astimezone(UTC) + late
        found.append((seen if seen < END else when.astimezone(UTC) + timedelta(minutes=9), when, place))
    return sorted(found, key=lambda one: one[0])


def stories(count: int, seed: int = 1) -> Iterator[Story]:
    """So many stories in the order of their ids."""
    rng, texts = Random(seed), Texts(seed)
    names = {
        place.name: [texts.headline().split(" ", 2)[:2] for _ in range(int(20 + 200 * place.share))] for place in SITES
    }
    people = {name: [" ".join(parts).title() for parts in pairs] for name, pairs in names.items()}
    recent: list[Story] = []
    for number, (seen, published, place) in enumerate(_moments(rng, count), 1):
        wire = recent[-rng.randrange(1, 30)] if len(recent) > 40 and rng.random() < 0.08 else None
        if wire is not None and wire.site is place:
            wire = None
        story = _story(rng, texts, number, place, seen, published, wire)
        staff = people[place.name]
        if rng.random() > 0.12:
            story.authors = [staff[min(int(rng.expovariate(6 / len(staff))), len(staff) - 1)]]
        if story.authors and rng.random() < 0.06:
            story.authors.append(rng.choice(staff))
        recent.append(story)
        if len(recent) > 200:
            del recent[:150]
        yield story


def _story(
    rng: Random, texts: Texts, number: int, place: Place, seen: datetime, published: datetime, wire: Story | None
) -> Story:
    chinese = place.language.startswith("zh")
    slug = min(int(rng.expovariate(0.45)), len(_SECTIONS) - 1)
    body = wire.versions[0].body if wire and not chinese else texts.body(chinese=chinese)
    first = Version(
        seen, seen + timedelta(days=rng.expovariate(1 / 40)), texts.headline(chinese=chinese),
        texts.paragraph(chinese=chinese)[:200], body, [],
    )  # fmt: skip
    first.last = min(first.last, END)
    versions = [first, *_edits(rng, texts, first, chinese=chinese)] if rng.random() < 0.12 else [first]
    chance = rng.random()
    status = "gone" if chance < 0.02 else "unreachable" if chance < 0.035 else "live"
    day = rng.random() < 0.05
    return Story(
        number, place, f"{place.home}{_SECTIONS[slug]}/{published:%Y/%m/%d}/{number}", _SECTIONS[slug].title(), [],
        published.replace(hour=0, minute=0, second=0) if day else published, "day" if day else "second", versions,
        status, "liveblog" if number % 700 == 0 else "article",
        f"{place.home}pictures/{number}.jpg" if rng.random() < 0.75 else None,
        "The Wire" if wire or rng.random() < 0.04 else None, wire.lead if wire and not chinese else number,
    )  # fmt: skip


def _edits(rng: Random, texts: Texts, before: Version, *, chinese: bool) -> Iterator[Version]:
    """One to five versions more: headline, a paragraph, one that is deleted, a correction."""
    for _ in range(min(5, 1 + int(rng.expovariate(1.1)))):
        first = before.first + timedelta(hours=rng.expovariate(1 / 14) + 0.3)
        if first >= END:
            return
        made = Version(first, max(before.last, first), before.headline, before.description, [*before.body], [])
        chance = rng.random()
        if chance < 0.3:
            made.headline, made.changed = texts.headline(chinese=chinese), ["headline"]
        elif chance < 0.55:
            made.body[rng.randrange(len(made.body))] = texts.paragraph(chinese=chinese)
            made.changed = ["article_body"]
        elif chance < 0.7 and len(made.body) > 3:
            del made.body[rng.randrange(1, len(made.body))]
            made.changed = ["article_body"]
        elif chance < 0.85:
            made.body.append(texts.paragraph(chinese=chinese))
            made.changed = ["article_body"]
        else:
            made.correction, made.changed = texts.paragraph(chinese=chinese), ["correction"]
        before.last = min(before.last, first - timedelta(minutes=30)) if before.last >= first else before.last
        before.last = max(before.last, before.first)
        yield made
        before = made
