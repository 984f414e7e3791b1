"""Front pages and sections: what stands where at which visit."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from benchmarks.living.model import Site, Story, World

__all__ = ["RAILS", "Fronts", "Shown", "listings"]

RAILS = {
    "daily": ("Top stories", "Latest news", "Most read"),
    "herald": ("Today", "More news", "Trending"),
    "semanario": ("Portada", "Otras noticias", "Lo más visto"),
}
_SIZES = (7, 12, 5)


@dataclass(frozen=True, slots=True)
class Shown:
    """A teaser on a listing."""

    listing: str
    rail: str
    story: Story
    words: str


class Fronts:
    """The front pages of all sites at all visits; teasers stay, leave and return."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self._made: dict[tuple[str, int], list[Shown]] = {}
        for name, site in world.sites.items():
            self._plan(name, site, Random(f"{seed} front {name}"))

    def front(self, name: str, visit: int) -> list[Shown]:
        """Teasers of a front page, in their order."""
        return self._made[name, visit]

    def section(self, name: str, section: str, visit: int) -> list[Shown]:
        """Teasers of a section's first page: the newest stories, newest first."""
        site = self.world.sites[name]
        found = [story for story in site.stories if story.shown(visit) and story.text(visit).section == section]
        found.sort(key=lambda story: (story.text(story.born).published, story.key), reverse=True)
        address = listings(name, section)
        return [Shown(address, section, story, story.text(visit).headline) for story in found]

    def _plan(self, name: str, site: Site, rng: Random) -> None:
        kept: list[list[Story]] = [[], []]
        wording = {story.key: rng.randrange(1, len(self.world.times)) for story in site.stories if rng.random() < 0.15}
        for visit in range(len(self.world.times)):
            there = [story for story in site.stories if story.shown(visit)]
            fresh = [story for story in there if story.born == visit and visit]
            shown: list[Shown] = []
            for rail, size in enumerate(_SIZES[:2]):
                stay = [story for story in kept[rail] if story in there and rng.random() < 0.75]
                other = [story for story in there if story not in stay and story not in kept[1 - rail]]
                new = [story for story in fresh if story in other][: size // 2]
                pool = [story for story in other if story not in new]
                kept[rail] = (new + stay + rng.sample(pool, min(len(pool), size)))[:size]
                if rng.random() < 0.5:
                    rng.shuffle(kept[rail])
            kept[1] = [story for story in kept[1] if story not in kept[0]]
            for rail, stories in enumerate([*kept, rng.sample(there, min(len(there), _SIZES[2]))]):
                for story in stories:
                    until = wording.get(story.key, 0)
                    words = story.second_headline if rail == 0 and visit < until else story.text(visit).headline
                    shown.append(Shown(f"http://{site.host}/", RAILS[name][rail], story, words))
            self._made[name, visit] = shown


def listings(name: str, section: str) -> str:
    """The address of a section."""
    word = section.lower()
    if name == "daily":
        return f"http://www.daily.test/category/{word}/"
    return f"http://herald.test/{word}" if name == "herald" else f"http://www.semanario.test/seccion.php?s={word}"
