"""What front pages and sections show at a moment: the weightiest of the newest, under headlines that change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zlib import crc32

from benchmarks.showcase.model import Paper, Story

__all__ = ["Shown", "front", "section"]


@dataclass(frozen=True)
class Shown:
    """A teaser."""

    story: Story
    headline: str
    rail: str
    description: str | None = None
    label: str | None = None


def front(paper: Paper, stories: list[Story], at: datetime) -> list[Shown]:
    """The front page: first rail, what is new in each section, what is read most."""
    out = sorted((s for s in stories if s.paper is paper and s.is_out(at)), key=lambda s: -_score(s, at))
    first = out[:7]
    shown = [
        Shown(story, _headline(story, at), paper.top, _standfirst(story, at) if place < 3 else None, _label(story, at))
        for place, story in enumerate(first)
    ]
    used = {story.key for story in first}
    for slug, name in paper.sections.items():
        newest = [story for story in out if story.section == slug and story.key not in used][:4]
        shown += [Shown(story, _headline(story, at), name) for story in newest]
    read = sorted(out[:40], key=lambda s: (-_readers(s, at), s.key))[:5]
    return shown + [Shown(story, _headline(story, at), paper.read) for story in read]


def section(paper: Paper, slug: str, stories: list[Story], at: datetime) -> list[Shown]:
    """The newest stories of a section."""
    out = [s for s in stories if s.paper is paper and s.section == slug and s.is_out(at)]
    newest = sorted(out, key=lambda s: s.published, reverse=True)[:14]
    return [Shown(s, _headline(s, at), paper.sections[slug], _standfirst(s, at)) for s in newest]


def _score(story: Story, at: datetime) -> float:
    hours = (at - story.published) / timedelta(hours=1)
    mood = crc32(f"{story.key} {at:%d} {at.hour // 8}".encode()) % 100 / 100
    return float(story.weight * (0.8 + 0.4 * mood) * 0.5 ** (hours / 16))


def _readers(story: Story, at: datetime) -> float:
    hours = (at - story.published) / timedelta(hours=1)
    return float(story.weight * min(hours, 9) * 0.5 ** (hours / 30))


def _headline(story: Story, at: datetime) -> str:
    if story.tested:
        turn = crc32(f"{story.key} {at.astimezone(UTC):%d} {at.hour // 5}".encode())
        return story.tested[turn % 2]
    return story.short or story.text(at).headline


def _standfirst(story: Story, at: datetime) -> str:
    return story.text(at).description


def _label(story: Story, at: datetime) -> str | None:
    return "LIVE" if story.kind == "liveblog" and at - story.published < timedelta(days=1) else None
