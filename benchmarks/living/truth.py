"""What a crawl could know: which version of each story it was shown at which visit, from the server's own book."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from benchmarks.living.model import AWAY, Change, Story, World
from benchmarks.living.server import Served

__all__ = ["Life", "Truth", "even"]

_TEXTS = ("headline", "description", "article_body", "image_caption", "correction|article_body")
_SPACE = re.compile(r"[\s\u00a0]+")
_EVEN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "’": "'", "‘": "'"})


def even(words: str | None) -> str:
    """Words without what typography does to them."""
    return _SPACE.sub(" ", html.unescape(words or "").translate(_EVEN)).strip()


@dataclass
class Life:
    """A story as it was shown."""

    story: Story
    looks: dict[int, int] = field(default_factory=dict)
    """Visit -> version, where its page was served (or 304)."""
    away: dict[int, str] = field(default_factory=dict)
    """Visit -> how it was not there."""
    left: set[int] = field(default_factory=set)
    """Visits at which its old address was asked after a move."""
    paths: dict[str, int] = field(default_factory=dict)
    """Addresses that led to it -> first visit."""

    @property
    def first(self) -> dict[int, int]:
        """Version -> the first visit that showed it."""
        found: dict[int, int] = {}
        for visit, version in sorted(self.looks.items()):
            found.setdefault(version, visit)
        return found

    def before(self, visit: int) -> int | None:
        """The look before a visit."""
        return max((at for at in self.looks if at < visit), default=None)

    def returns(self) -> list[int]:
        """Visits at which an earlier version was the current one again."""
        found, last = [], None
        for visit, version in sorted(self.looks.items()):
            if last not in (None, version) and self.first[version] < visit:
                found.append(visit)
            last = version
        return found

    def gone(self) -> list[tuple[int, int]]:
        """Stretches of being away that were seen at two visits or more: the first and the second of these."""
        found: list[list[int]] = []
        run: list[int] = []
        for visit in sorted({*self.looks, *self.away}):
            if self.away.get(visit) in AWAY and visit not in self.looks:
                run.append(visit)
            else:
                found, run = [*found, run], []
        return [(run[0], run[1]) for run in [*found, run] if len(run) > 1]

    def restored(self) -> list[int]:
        """Visits at which it was there again after it had been gone."""
        after = [min((at for at in self.looks if at > second), default=None) for _, second in self.gone()]
        return [visit for visit in after if visit is not None]

    def changes(self, visit: int) -> list[Change]:
        """What editors did to what was seen between the look before this visit and this one."""
        since = self.before(visit)
        if since is None:
            return []
        found = [change for change in self.story.changes if since < change.visit <= visit and change.fields]
        return [self._seen(change, since, visit) for change in found]

    def _seen(self, change: Change, since: int, visit: int) -> Change:
        """The change with those of its words alone that were not overtaken by another, unseen one."""
        if not any(field in _TEXTS for field in change.fields):
            return change
        then, now = (str(self.story.text(at).words) for at in (since, visit))
        return replace(
            change,
            new=change.new if repr(change.new)[1:-1] in now else "",
            old=change.old if repr(change.old)[1:-1] in then else "",
        )


class Truth:
    """The lives of all stories, and the moments of the visits."""

    def __init__(self, world: World, served: Iterable[Served]) -> None:
        self.world = world
        self.served = list(served)
        self.lives = {story.key: Life(story) for story in world.stories}
        self.digests = {row.digest: (row.story, row.version) for row in self.served if row.digest}
        self.listings: dict[str, set[int]] = {}
        """Listing -> visits at which it was seen."""
        self.addresses = {
            f"http://{world.sites[story.site].host}{path}": story.key
            for story in world.stories for text in story.texts.values() for path in (text.path, text.twin) if path
        }  # fmt: skip
        for row in self.served:
            if row.what == "listing":
                self.listings.setdefault(f"http://{row.host}{row.path}", set()).add(row.visit)
            life = self.lives.get(row.story)
            if life is None:
                continue
            if row.version:
                life.looks[row.visit] = row.version
            if row.what in ("moved", "left") or row.version and row.path == life.story.text(row.visit).twin:
                life.left.add(row.visit)
            if row.what == "left":
                continue
            if row.version or row.what == "moved":
                life.paths.setdefault(f"http://{row.host}{row.path}", row.visit)
            else:
                life.away[row.visit] = life.story.away.get(row.visit, row.what)

    def visit(self, at: str | None) -> int | None:
        """The visit in which a moment lies; None: in none."""
        if not at:
            return None
        moment = datetime.fromisoformat(at)
        found = max((n for n, time in enumerate(self.world.times) if time <= moment), default=None)
        late = found is not None and moment - self.world.times[found] > timedelta(hours=1)
        return None if late else found
