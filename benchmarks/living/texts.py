"""Judges versions: every edit caught once, at its time, by its name; nothing where nothing was edited."""

from __future__ import annotations

import difflib
import re
import sqlite3
from collections import defaultdict
from datetime import datetime

from benchmarks.living.model import Change
from benchmarks.living.truth import Life, Truth, even
from benchmarks.living.verdict import Verdict, array, rows

__all__ = ["judge_texts"]

_COUNTS = """
SELECT a.url, a.revision_count AS said, count(r.id) AS there, min(number) AS low, max(number) AS high
FROM articles a LEFT JOIN revisions r ON r.article_id = a.id GROUP BY a.id
"""
_CURRENT = """
SELECT a.url, a.headline AS h, r.headline, r.number FROM articles a JOIN revisions r ON r.id = a.revision_id
WHERE a.headline IS NOT r.headline OR a.article_body IS NOT r.article_body OR a.content_hash IS NOT r.content_hash
"""


def judge_texts(db: sqlite3.Connection, truth: Truth, of_story: dict[str, int], verdict: Verdict) -> None:
    """Compare revisions with what was shown."""
    revisions: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows(db, "SELECT * FROM revisions ORDER BY article_id, number"):
        revisions[row["article_id"]].append(row)
    counts = {
        "expected": 0,
        "fields": 0,
        "named": 0,
        "quiet": 0,
        "words": 0,
        "told": 0,
        "flips": 0,
        "whole": 0,
        "erratic": 0,
    }
    for key, life in truth.lives.items():
        if key in of_story and life.looks:
            _one(life, revisions[of_story[key]], truth, verdict, counts)
    written = sum(len({text.words for text in story.texts.values()}) for story in truth.world.stories)
    shown = sum(len(life.first) for life in truth.lives.values())
    verdict.measure("versions that the crawl was shown, of those written", shown, written)
    caught = counts["expected"] - verdict.missed("edit missed")
    false = verdict.missed("false revision")
    stories = len(truth.lives)
    verdict.measure("edits caught, in the right run", caught, counts["expected"], least=1)
    verdict.measure("edited fields named by changed_fields", counts["named"], counts["fields"], least=1)
    verdict.measure("edited words in the new version and not in the old", counts["told"], counts["words"], least=1)
    verdict.measure("versions that name a field that was not edited", counts["erratic"], caught, most=0.01)
    verdict.measure("false revisions, of unchanged looks", false, counts["quiet"], most=0.01)
    flawed = {where.split(" ")[0] for what, where, _ in verdict.misses if what == "false revision"}
    verdict.measure("stories with a false revision", len(flawed), stories, most=0.01)
    verdict.measure("stories that went back, without a further version", counts["whole"], counts["flips"], least=1)
    _numbers(db, truth, verdict)


def _one(life: Life, revisions: list[sqlite3.Row], truth: Truth, verdict: Verdict, counts: dict[str, int]) -> None:
    key = life.story.key
    expected = dict(life.first)
    first = min(life.looks)
    seen: dict[int, sqlite3.Row] = {}
    false = 0
    for row in revisions:
        visit = truth.visit(row["first_seen"])
        version = life.looks.get(visit) if visit is not None else None
        where = f"{key} version {row['number']} ({row['changed_fields']}) at visit {visit}"
        if version is None:
            false += 1
            verdict.miss("false revision", where, f"first seen {row['first_seen']}, when it was not shown")
        elif expected[version] != visit or version in seen:
            false += 1
            verdict.miss("false revision", where, _difference(revisions, row))
        else:
            seen[version] = row
            digest = truth.digests.get(row["capture_digest"] or "")
            if digest is not None and digest != (key, version):
                verdict.miss("capture of another version", where, f"it is of {digest}, not {(key, version)}")
        if row["number"] == 1 and visit != first:
            verdict.miss("first_seen", where, f"first shown at visit {first}")
    counts["quiet"] += len(life.looks) - len(expected) - len(life.returns())
    for version, visit in expected.items():
        if visit == first:
            continue
        counts["expected"] += 1
        kinds = ", ".join(change.kind for change in life.changes(visit)) or "?"
        if version not in seen:
            verdict.miss("edit missed", f"{key} {kinds} before visit {visit}", _told(life.changes(visit)))
            continue
        before = life.before(visit)
        _edit(life, seen[version], seen.get(life.looks[before]) if before is not None else None, visit, verdict, counts)
    if life.returns():
        counts["flips"] += 1
        counts["whole"] += len(revisions) - false == len(expected) and not false
    _spans(life, seen, truth, verdict)


def _edit(
    life: Life, row: sqlite3.Row, before: sqlite3.Row | None, visit: int, verdict: Verdict, counts: dict[str, int]
) -> None:
    """Fields and words of an edit that made a version."""
    named = set(array(row["changed_fields"]))
    known: set[str] = set()
    for change in life.changes(visit):
        where = f"{life.story.key} {change.kind} at visit {visit}"
        known |= {*change.allowed, *(name for field in change.fields for name in field.split("|"))}
        for field in change.fields:
            counts["fields"] += 1
            if named & set(field.split("|")):
                counts["named"] += 1
            else:
                verdict.miss("field not named", where, f"{field} is not in {sorted(named)}")
        if before is not None:
            counts["words"] += 1
            why = _words(change, row, before)
            counts["told"] += not why
            if why:
                verdict.miss("words", where, why)
    if named - known:
        counts["erratic"] += 1
        verdict.miss(
            "field named that was not edited",
            f"{life.story.key} at visit {visit}",
            f"{sorted(named - known)}: {_difference([before, row] if before else [row], row)}",
        )


def _words(change: Change, row: sqlite3.Row, before: sqlite3.Row) -> str:
    """Why the words of an edit are not where they should be; empty: they are."""
    field = change.fields[0]
    if change.kind == "date":
        same = datetime.fromisoformat(row["date_published"]).date() == datetime.fromisoformat(change.new).date()
        return "" if same else f"{row['date_published']} is not {change.new}"
    if field in ("authors", "image_url", "article_section"):
        return "" if change.new in (row[field] or "") else f"{row[field]!r} has no {change.new!r}"
    now, then = _text(row), _text(before)
    if change.new and even(change.new) not in now:
        return f"not in the new version: {change.new}"
    if change.new and even(change.new) in then:
        return f"already in the old version: {change.new}"
    if change.old and even(change.old) in now:
        return f"still in the new version: {change.old}"
    if change.old and even(change.old) not in then:
        return f"was not in the old version: {change.old}"
    return ""


def _text(row: sqlite3.Row) -> str:
    parts = ("headline", "alternative_headline", "description", "article_body", "image_caption", "correction")
    return " ¶ ".join(even(row[part]) for part in parts[:1] + parts[2:])


def _difference(revisions: list[sqlite3.Row], row: sqlite3.Row) -> str:
    """What differs from the version before, in short."""
    before = next((other for other in reversed(revisions) if other["number"] < row["number"]), None)
    if before is None:
        return "nothing before it"
    told = []
    for field in array(row["changed_fields"])[:3]:
        old, new = (re.split(r"(?<=[.!?»”])\s+|\n+", str(side[field] or "")) for side in (before, row))
        lines = [
            line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:2] not in ("--", "++", "@@")
        ]
        told.append(f"{field}: " + " ".join(line[:140] for line in lines[:4]))
    return "; ".join(told)


def _told(changes: list[Change]) -> str:
    return (
        "; ".join(f"{change.kind}: {change.new[:80]!r} for {change.old[:80]!r}" for change in changes)
        or "back to other words"
    )


def _spans(life: Life, seen: dict[int, sqlite3.Row], truth: Truth, verdict: Verdict) -> None:
    for version, row in seen.items():
        last = max(visit for visit, shown in life.looks.items() if shown == version)
        if truth.visit(row["last_seen"]) != last:
            why = f"{row['last_seen']} is visit {truth.visit(row['last_seen'])}, last shown at {last}"
            verdict.miss("last_seen of a version", f"{life.story.key} version {row['number']}", why)


def _numbers(db: sqlite3.Connection, truth: Truth, verdict: Verdict) -> None:
    """Numbers of versions run from 1 without a gap, and articles agree with their versions."""
    for row in rows(db, _COUNTS):
        if not row["said"] == row["there"] == row["high"] or row["low"] != 1:
            verdict.miss("numbers of versions", row["url"], str(dict(row)))
    for row in rows(db, _CURRENT):
        why = f"{row['h']} / {row['headline']} ({row['number']})"
        verdict.miss("current text is not its version's", row["url"], why)
    missed = verdict.missed("last_seen of a version", "first_seen", "numbers of versions",
                            "current text is not its version's", "capture of another version")  # fmt: skip
    verdict.measure("wrong spans, numbers, current texts", missed, len(truth.lives), most=0)
