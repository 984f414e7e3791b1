"""The life of the sites: which stories there are, and what happens to them when. All of it follows from one seed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from benchmarks.living.changes import edit
from benchmarks.living.model import Change, Site, Story, Text, World
from benchmarks.living.prose import Cast, Desk, Draft
from benchmarks.living.wire import copied

__all__ = ["make_world"]

HOSTS = {"daily": "www.daily.test", "herald": "herald.test", "semanario": "www.semanario.test"}
_SUBJECTS = ("council", "court", "fire", "health", "schools", "business", "culture", "nature", "transport", "people")
_SECTIONS = {
    "council": "Local", "court": "Local", "fire": "Local", "people": "Life", "health": "Life", "schools": "Life",
    "business": "Business", "market": "Business", "transport": "Business", "culture": "Culture", "nature": "Culture",
    "world": "World", "weather": "Local", "match": "Sports",
    "pueblo": "Pueblos", "tribunal": "Tribunales", "campo": "Campo", "gente": "Gente", "tiempo": "Campo",
}  # fmt: skip
_EDITS = {
    "paragraph": 4, "word": 3, "number": 3, "added": 2, "removed": 2, "headline": 3, "both": 1, "standfirst": 2,
    "author": 2, "picture": 2, "caption": 2, "date": 1, "correction": 2, "note": 1, "section": 1,
}  # fmt: skip
"""Edits of each kind on each site."""
_FATES = {
    "404": 2, "410": 1, "front": 2, "soft": 1, "restored404": 1, "restored410": 1, "restoredsoft": 1, "bad404": 2,
    "bad500": 1, "bad503": 2, "dead": 1, "moved": 2, "moved edited": 1, "reappeared": 1, "canonical": 1, "touched": 2,
    "test": 2, "test twice": 1, "undone": 1,
}  # fmt: skip
"""Stories of each fate on each site."""


def make_world(seed: int, times: list[datetime], scale: float = 1.0) -> World:
    """Three sites; at scale 1 they tell some 230 stories."""
    sections = ("Local", "Life", "Business", "Culture", "World", "Sports")
    sites = {
        "daily": Site(HOSTS["daily"], "The Daily Tern", "en", sections),
        "herald": Site(HOSTS["herald"], "Merrow Herald", "en", sections),
        "semanario": Site(HOSTS["semanario"], "El Semanario", "es", ("Pueblos", "Tribunales", "Campo", "Gente")),
    }  # fmt: skip
    world = World(times, sites)
    rng = Random(f"{seed} plan")
    desks = {"en": Desk(seed), "es": Desk(seed, "es")}
    for name in sites:
        _fill(world, name, desks[sites[name].language], rng, scale)
    _copies(world, desks["en"], rng)
    for site in sites.values():
        _live(site, rng, len(times), scale)
    sites["semanario"].down = {visit for visit in range(len(times)) if times[visit].day == times[0].day + 2}
    return world


def _fill(world: World, name: str, desk: Desk, rng: Random, scale: float) -> None:
    """The stories that a site writes itself."""
    site = world.sites[name]
    visits = len(world.times)
    subjects = list(_SUBJECTS) if site.language == "en" else ["pueblo", "tribunal", "campo", "gente"]
    own = {"daily": 46, "herald": 46, "semanario": 50}[name]
    fated = sum(max(1, round(number * scale)) for number in _FATES.values())
    wanted = [subjects[at % len(subjects)] for at in range(max(fated + 4, round(own * scale)))]
    if name == "daily":
        wanted += ["world"] * max(4, round(26 * scale))
    for at, subject in enumerate(wanted):
        born = 0 if at < fated + 4 or rng.random() < 0.4 else rng.randrange(1, visits)
        site.stories.append(_story(world, name, desk.write(subject), born, rng))
    for visit in range(0, visits, 3):
        weekday = world.times[visit].weekday()
        for pattern in ("weather", "market", "match", "weather") if site.language == "en" else ("tiempo", "tiempo"):
            fixed = {"weekday": _DAY_NAMES[site.language][weekday]}
            made = _story(world, name, desk.pattern(pattern, **fixed), visit, rng)
            made.pattern = pattern
            site.stories.append(made)


_DAY_NAMES = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def _story(world: World, name: str, draft: Draft, born: int, rng: Random) -> Story:
    """A story as it is first published."""
    site = world.sites[name]
    number = 4100 + 7 * len(site.stories)
    age = rng.randint(20, 300) if born else rng.randint(20, 60 * 70)
    published = world.times[born] - timedelta(minutes=age)
    wire = draft.subject == "world"
    authors = () if wire else (Cast(rng, site.language).person(),)
    body = draft.paragraphs
    dateline = draft.town.upper() if wire or rng.random() < 0.25 else ""
    text = Text(draft.headline, draft.standfirst, body, authors, _SECTIONS[draft.subject], published,
                f"{name}-{number}", draft.caption, dateline, "The Canadian Press" if wire else "",
                path=path_of(name, number, draft.headline, published.strftime("%Y/%m/%d")))  # fmt: skip
    return Story(f"{name}-{number}", name, number, born, {born: text}, draft.headline, draft.second_headline,
                 draft.second_standfirst, draft.second_caption, draft.spare,
                 static=name == "semanario" and rng.random() < 0.2)  # fmt: skip


def path_of(name: str, number: int, headline: str, day: str, *, moved: bool = False) -> str:
    """The address of a story on its site; another one, once it has moved."""
    plain = unicodedata.normalize("NFKD", headline).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)[:8])
    if name == "daily":
        return f"/{day}/{slug}-{number}-updated/" if moved else f"/{day}/{slug}-{number}/"
    if name == "herald":
        return f"/archive/story/{slug}-1.{number}" if moved else f"/news/story/{slug}-1.{number}"
    return f"/noticias/{day}/{slug}-{number}.html" if moved else f"/ver_noticia.php?id={number}"


def _copies(world: World, desk: Desk, rng: Random) -> None:
    """The second site prints what the agency sent."""
    visits = len(world.times)
    for origin in [story for story in world.sites["daily"].stories if not story.pattern]:
        if origin.texts[origin.born].section != "World":
            continue
        born = min(visits - 1, origin.born + rng.choice((0, 0, 1, 2)))
        site = world.sites["herald"]
        draft = copied(origin, desk, rng)
        made = _story(world, "herald", draft, born, rng)
        first = origin.texts[origin.born]
        published = max(first.published, world.times[born] - timedelta(hours=30)) + timedelta(
            minutes=rng.randint(10, 300)
        )
        published = min(published, world.times[born] - timedelta(minutes=5))
        made.texts[born] = replace(made.texts[born], published=published)
        made.copy_of = origin.key
        site.stories.append(made)


def _live(site: Site, rng: Random, visits: int, scale: float) -> None:
    """Fates first, a story each; then edits, up to three a story."""
    own = [story for story in site.stories if not story.pattern and not story.copy_of]
    early = [story for story in own if story.born == 0 and story.texts[0].section != "World"]
    rng.shuffle(early)
    todo = iter(early)
    for fate, number in _FATES.items():
        for _ in range(max(1, round(number * scale))):
            _befall(fate, next(todo), site, rng, visits)
    free = [story for story in own if not story.away or all(kind.startswith("bad") for kind in story.away.values())]
    free = [story for story in free if story.born < visits - 1 and not story.changes]
    slots = _slots(free, rng, visits)
    kinds = [kind for kind, number in _EDITS.items() for _ in range(max(1, round(number * scale)))]
    rng.shuffle(kinds)
    for kind, (story, visit) in zip(kinds, slots, strict=False):
        edit(kind, story, visit, rng, site)
    for story in site.stories:
        story.changes.sort(key=lambda change: change.visit)


def _slots(free: list[Story], rng: Random, visits: int) -> Iterator[tuple[Story, int]]:
    """Stories and moments for edits: every story once, then again, each time later."""
    busy = dict.fromkeys((story.key for story in free), 0)
    while any(max(busy[story.key], story.born) + 1 < visits for story in free):
        rng.shuffle(free)
        for story in free:
            soonest = max(busy[story.key], story.born) + 1
            if soonest < visits:
                busy[story.key] = rng.randrange(soonest, min(visits, soonest + 6))
                yield story, busy[story.key]


def _befall(fate: str, story: Story, site: Site, rng: Random, visits: int) -> None:
    """What happens to a story as a whole."""
    at = rng.randrange(2, max(3, visits - 4)) if visits > 5 else 1
    last = visits
    kind = fate
    if fate.startswith("restored"):
        kind, last = fate.removeprefix("restored"), at + (3 if visits > 5 else 2)
    if fate.startswith("bad"):
        last = at + 1
    if kind == "touched":
        story.touched = {at, at + 2}
    elif kind in ("moved", "moved edited", "reappeared", "canonical"):
        if kind == "moved edited":
            edit("paragraph", story, at, rng, site)
        text = story.text(at)
        path = path_of(story.site, story.number, text.headline, text.published.strftime("%Y/%m/%d"), moved=True)
        story.texts[at] = replace(text, path=path, twin=text.path if kind == "canonical" else "")
        story.lost = {text.path} if kind == "reappeared" else set()
        story.changes.append(Change(at, "moved"))
    elif kind in ("test", "test twice", "undone"):
        edit("paragraph" if kind == "undone" else "headline", story, at, rng, site)
        story.texts[at + 1] = story.text(at - 1)
        story.changes.append(Change(at + 1, "reverted"))
        if kind == "test twice":
            story.texts[at + 2], story.texts[at + 3] = story.texts[at], story.texts[at + 1]
            story.changes += [Change(at + 2, "reverted"), Change(at + 3, "reverted")]
    else:
        story.away |= dict.fromkeys(range(at, last), kind)
        story.changes.append(Change(at, kind if fate == kind else "gone"))
        if fate.startswith("restored"):
            story.changes.append(Change(last, "restored"))
