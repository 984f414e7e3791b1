"""What the archive holds in the end, asked by SQL, against what was served to its runs."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.soaking.driver import Past
from benchmarks.soaking.pages import text_of
from benchmarks.soaking.world import Site, Story

__all__ = ["Holdings", "holdings"]


@dataclass
class Holdings:
    """What became of the stories of one site."""

    shown: int = 0
    """Stories that a front page linked to while a run looked."""
    archived: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    """Why the others are not, as their rows tell."""
    lost: list[str] = field(default_factory=list)
    """Without a row, or pending, or without a reason."""
    unread: list[str] = field(default_factory=list)
    """Not archived though a run that was not cut off was sent the whole story."""
    versions: int = 0
    """Versions that runs were sent, but for those that were cut off."""
    unseen: list[str] = field(default_factory=list)
    """Those of them that the archive does not hold."""
    textless: int = 0
    """Versions whose text is the standfirst: what pages without text still said."""
    invented: list[str] = field(default_factory=list)
    """Versions in the archive that were never served."""


@dataclass(frozen=True)
class _Row:
    state: str
    reason: str | None
    article: int | None


def holdings(archive: Path, sites: Iterable[Site], past: Iterable[Past], end: datetime) -> dict[str, Holdings]:
    """By site."""
    shown: dict[str, set[int]] = defaultdict(set)
    whole: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for run in past:
        shown[run.site] |= run.seen.shown
        if run.ended.status in (0, 4):
            whole[run.site] |= run.seen.whole
    with closing(sqlite3.connect(archive)) as db:
        return {site.name: _of_site(db, site, shown[site.name], whole[site.name], end) for site in sites}


def _of_site(
    db: sqlite3.Connection, site: Site, shown: set[int], whole: set[tuple[int, int]], end: datetime
) -> Holdings:
    found = Holdings(shown=len(shown), versions=len(whole))
    rows = _rows(db, site)
    texts = _texts(db, site)
    sent: dict[int, set[int]] = defaultdict(set)
    for number, version in whole:
        sent[number].add(version)
    for number in sorted(shown | sent.keys()):
        story = site.stories[number - 1]
        mine = [rows[url] for url in _addresses(site, story, end) if url in rows]
        article = next((row.article for row in mine if row.article), None)
        name = f"{site.host}{story.path(story.published)}"
        if article:
            found.archived += number in shown
            _judge(found, name, story, sent[number], texts.get(article, []))
            continue
        found.unseen += [f"{name} version {version}" for version in sorted(sent[number])]
        if sent[number]:
            found.unread.append(f"{name}: {mine[0].state}, {mine[0].reason}" if mine else f"{name}: no row")
        ended = next((row for row in mine if row.reason and row.state != "pending"), None)
        if ended is None:
            found.lost.append(f"{name}: {mine[0].state if mine else 'no row'}")
        else:
            found.reasons[f"{ended.state}: {ended.reason}"] += 1
    return found


def _judge(found: Holdings, name: str, story: Story, sent: set[int], kept: list[tuple[str, str]]) -> None:
    """Compare a story's versions with those that were sent."""
    texts = {version: text_of(story.site, story.number, version) for version in range(1, len(story.edits) + 2)}
    told = {(text.headline, "\n\n".join(text.paragraphs)): version for version, text in texts.items()}
    versions = {told.get(pair, 0) for pair in kept}
    found.unseen += [f"{name} version {version}" for version in sorted(sent - versions)]
    decks = {(text.headline, text.deck) for text in texts.values()}
    found.textless += sum(pair in decks for pair in kept)
    odd = [pair for pair in kept if pair not in told and pair not in decks]
    found.invented += [f"{name}: {head[:50]!r}, {body[:50]!r}" for head, body in odd]


def _addresses(site: Site, story: Story, end: datetime) -> list[str]:
    paths = dict.fromkeys((story.path(story.published), story.path(end)))
    return [f"http://{site.host}{path}" for path in paths]


def _rows(db: sqlite3.Connection, site: Site) -> Mapping[str, _Row]:
    sql = """
        SELECT pages.url, state, reason, coalesce(aliases.article_id, pages.article_id)
        FROM pages LEFT JOIN aliases ON aliases.url = pages.url WHERE site = ?
    """
    return {url: _Row(state, reason, article) for url, state, reason, article in db.execute(sql, (_name(db, site),))}


def _texts(db: sqlite3.Connection, site: Site) -> Mapping[int, list[tuple[str, str]]]:
    sql = """
        SELECT article_id, revisions.headline, revisions.article_body FROM revisions
        JOIN articles ON articles.id = article_id WHERE site = ?
    """
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for article, head, body in db.execute(sql, (_name(db, site),)):
        found[article].append((head, body))
    return found


def _name(db: sqlite3.Connection, site: Site) -> str:
    found = db.execute("SELECT name FROM sites WHERE home = ?", (f"http://{site.host}/",)).fetchone()
    return str(found[0]) if found else ""
