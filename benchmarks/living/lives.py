"""Judges what befell stories: gone, restored, moved, corrected, reverted; one article each, at all its addresses."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from benchmarks.living.truth import Life, Truth, even
from benchmarks.living.verdict import Verdict, rows

__all__ = ["judge_lives", "stories_of"]

_NEVER = 1_000_000
"""The visit by which an event is told that the crawl could not be sure of."""
Expected = tuple[str, int, int]
"""An event, and the visits between which it is told."""


def stories_of(db: sqlite3.Connection, truth: Truth, verdict: Verdict) -> dict[str, int]:
    """Story -> article; tells of articles that are none, of stories without one and of stories with two."""
    found: dict[str, set[int]] = defaultdict(set)
    told: set[int] = set()
    for row in rows(db, "SELECT id, url, url AS own FROM articles UNION SELECT article_id, url, '' FROM aliases"):
        key = truth.addresses.get(row["url"])
        if key is not None:
            found[key].add(row["id"])
            told.add(row["id"])
    for row in rows(db, "SELECT id, url, headline FROM articles"):
        if row["id"] not in told:
            verdict.miss("article that is no story", row["url"], row["headline"])
    seen = [key for key, life in truth.lives.items() if life.looks]
    for key in truth.lives:
        if key not in seen:
            verdict.miss("story never asked", key, truth.lives[key].story.text(truth.lives[key].story.born).path)
        elif key not in found:
            verdict.miss("story without an article", key, f"shown at visits {sorted(truth.lives[key].looks)}")
        elif len(found[key]) > 1:
            verdict.miss("story with two articles", key, f"articles {sorted(found[key])}")
    missed = verdict.missed("story never asked", "story without an article", "story with two articles")
    verdict.measure("stories with exactly one article", len(truth.lives) - missed, len(truth.lives), least=1)
    verdict.measure("articles that are no story", verdict.missed("article that is no story"), len(truth.lives), most=0)
    return {key: min(ids) for key, ids in found.items()}


def judge_lives(db: sqlite3.Connection, truth: Truth, of_story: dict[str, int], verdict: Verdict) -> None:
    """Compare events, statuses, addresses with what befell the stories."""
    events: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows(db, "SELECT * FROM events ORDER BY at, id"):
        events[row["article_id"]].append(row)
    articles = {row["id"]: row for row in rows(db, "SELECT * FROM articles")}
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for key, life in truth.lives.items():
        if key in of_story and life.looks:
            _events(life, events[of_story[key]], truth, verdict, counts)
            _state(life, articles[of_story[key]], truth, verdict)
            _addresses(db, life, of_story[key], articles, truth, verdict)
    for name in ("gone", "restored", "moved", "corrected", "reverted"):
        good, of = counts[name]
        verdict.measure(f"{name}: told in the right run", good, of, least=1)
    verdict.measure(
        "events of what did not happen", verdict.missed("false event"), sum(map(len, events.values())), most=0
    )
    verdict.measure("wrong status", verdict.missed("status"), len(of_story), most=0)
    verdict.measure(
        "wrong first_seen or last_seen of an article", verdict.missed("article seen"), len(of_story), most=0
    )
    verdict.measure(
        "addresses that do not lead to their article", verdict.missed("alias", "address"), len(of_story), most=0
    )


def _expected(life: Life) -> list[Expected]:
    visits = sorted(life.looks)
    made: list[Expected] = [("gone", first, second) for first, second in life.gone()]
    made += [("restored", visit, visit) for visit in life.restored()]
    made += [("reverted", visit, visit) for visit in life.returns()]
    for change in life.story.changes:
        after = [visit for visit in visits if visit >= change.visit]
        if not after or change.visit <= visits[0]:
            continue
        if change.kind in ("correction", "note") and any(
            seen.new == change.new for visit in after for seen in life.changes(visit)
        ):
            made.append(("corrected", after[0], after[0]))
        elif change.kind == "moved":
            told = sorted(life.left)[:2]
            made.append(("moved", after[0], max([*told, after[0]]) if told else _NEVER))
    return made


def _events(
    life: Life, events: list[sqlite3.Row], truth: Truth, verdict: Verdict, counts: dict[str, list[int]]
) -> None:
    left = list(events)
    for name, low, high in _expected(life):
        hit = next(
            (row for row in left if row["event"] == name and low <= (truth.visit(row["at"]) or -1) <= high), None
        )
        counts[name][1] += hit is not None or high < _NEVER
        if hit is None and high < _NEVER:
            told = [(row["event"], truth.visit(row["at"])) for row in events]
            verdict.miss("event missed", f"{life.story.key} {name} ({low} to {high})",
                         f"told: {told}; {_biography(life)}")  # fmt: skip
        elif hit is not None:
            counts[name][0] += 1
            left.remove(hit)
    for row in left:
        verdict.miss("false event", f"{life.story.key} {row['event']} at visit {truth.visit(row['at'])}",
                     f"{row['detail']}; {_biography(life)}")  # fmt: skip


def _biography(life: Life) -> str:
    return f"{[(change.visit, change.kind) for change in life.story.changes]}; away {life.away}"


def _state(life: Life, row: sqlite3.Row, truth: Truth, verdict: Verdict) -> None:
    last, gone = max(life.looks), life.gone()
    status = "live"
    if gone and gone[-1][0] > last:
        status = "gone"
    elif "dead" in life.away.values():
        status = "unreachable"
    one_look = sum(visit > last for visit in life.away) == 1
    if row["status"] != status and not (one_look and row["status"] == "unreachable"):
        verdict.miss("status", life.story.key, f"{row['status']}, not {status}; away {life.away}, last shown {last}")
    if truth.visit(row["last_seen"]) != last or truth.visit(row["first_seen"]) != min(life.looks):
        verdict.miss(
            "article seen",
            life.story.key,
            f"{row['first_seen']} to {row['last_seen']}; shown {min(life.looks)} to {last}",
        )
    text = life.story.text(last)
    if even(row["headline"]) != even(text.headline):
        verdict.miss("current headline", life.story.key, f"{row['headline']!r} is not {text.headline!r}")


def _addresses(
    db: sqlite3.Connection, life: Life, number: int, articles: dict[int, sqlite3.Row], truth: Truth, verdict: Verdict
) -> None:
    aliases = {row["url"] for row in rows(db, "SELECT url FROM aliases WHERE article_id = ?", number)}
    for path in life.paths:
        if path not in aliases:
            verdict.miss("alias", life.story.key, f"{path} is not among {sorted(aliases)}")
    own = f"http://{truth.world.sites[life.story.site].host}{life.story.text(max(life.looks)).path}"
    moved = any(change.kind == "moved" for change in life.story.changes)
    if articles[number]["url"] != own and (life.left or not moved):
        verdict.miss("address", life.story.key, f"{articles[number]['url']} is not {own}")
