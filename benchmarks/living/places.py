"""Judges stays on listings, clusters of copies, captures, the ledger's sums, and that deleted words are found."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections import defaultdict
from pathlib import Path

import zstandard

from benchmarks.living.fronts import Fronts, listings
from benchmarks.living.truth import Truth, even
from benchmarks.living.verdict import Verdict, rows

__all__ = ["judge_captures", "judge_clusters", "judge_deleted", "judge_ledger", "judge_teasers"]

_FOUND = """
SELECT count(*) AS n FROM revisions_fts JOIN revisions ON revisions.id = revisions_fts.rowid
WHERE revisions_fts MATCH ? AND article_id = ?
"""

Place = tuple[str, str, str, str]
"""Listing, rail, address, words."""


def judge_teasers(db: sqlite3.Connection, truth: Truth, fronts: Fronts, verdict: Verdict) -> None:
    """At each visit of a listing, the teasers whose stay covers it are those that it showed."""
    shown: dict[Place, set[int]] = defaultdict(set)
    for name, site in truth.world.sites.items():
        for visit in range(len(truth.world.times)):
            for teaser in [
                *fronts.front(name, visit),
                *(t for s in site.sections for t in fronts.section(name, s, visit)),
            ]:
                if visit in truth.listings.get(teaser.listing, ()):
                    url = f"http://{site.host}{teaser.story.text(visit).path}"
                    shown[teaser.listing, teaser.rail, url, even(teaser.words)].add(visit)
    kept: dict[Place, set[int]] = defaultdict(set)
    stays: dict[Place, int] = defaultdict(int)
    fronts_of = {f"http://{site.host}/" for site in truth.world.sites.values()}
    for row in rows(db, "SELECT * FROM teasers"):
        rail = row["rail"] or ""
        if row["listing_url"] not in fronts_of:
            rail = next(
                (
                    s
                    for n, site in truth.world.sites.items()
                    for s in site.sections
                    if listings(n, s) == row["listing_url"]
                ),
                rail,
            )
        place = (row["listing_url"], rail, row["article_url"], even(row["headline"]))
        low, high = truth.visit(row["first_seen"]), truth.visit(row["last_seen"])
        looked = truth.listings.get(row["listing_url"], set())
        if low is None or high is None:
            verdict.miss("stay outside visits", str(place), f"{row['first_seen']} to {row['last_seen']}")
            continue
        kept[place] |= {visit for visit in looked if low <= visit <= high}
        stays[place] += 1
    missing = [(place, visits - kept[place]) for place, visits in shown.items() if visits - kept[place]]
    phantom = [(place, visits - shown[place]) for place, visits in list(kept.items()) if visits - shown[place]]
    for what, found in (("teaser shown and not kept", missing), ("teaser kept and not shown", phantom)):
        for place, visits in found:
            verdict.miss(
                what,
                " | ".join(place),
                f"visits {sorted(visits)}; shown {sorted(shown[place])}, kept {sorted(kept[place])}",
            )
    total = sum(map(len, shown.values()))
    verdict.measure("teasers shown and kept, a visit each", total - sum(len(v) for _, v in missing), total, least=1)
    verdict.measure("teasers kept and not shown, a visit each", sum(len(v) for _, v in phantom), total, most=0)
    true = sum(_stretches(visits, truth.listings[place[0]]) for place, visits in shown.items())
    verdict.measure("stays of teasers: rows, of true stays", sum(stays.values()), true)


def _stretches(visits: set[int], looked: set[int]) -> int:
    """How many uninterrupted stays these visits are."""
    shown = [visit in visits for visit in sorted(looked)]
    return sum(now and not before for before, now in itertools.pairwise([False, *shown]))


def judge_clusters(db: sqlite3.Connection, truth: Truth, of_story: dict[str, int], verdict: Verdict) -> None:
    """Copies share a cluster, other stories never do, and the earliest copy leads."""
    cluster = {row["id"]: row["cluster_id"] for row in rows(db, "SELECT id, cluster_id FROM articles")}
    published = {
        row["id"]: row["date_published_utc"] for row in rows(db, "SELECT id, date_published_utc FROM articles")
    }
    pairs = [
        (story.key, story.copy_of)
        for story in truth.world.stories
        if story.copy_of and {story.key, story.copy_of} <= of_story.keys()
    ]
    joined = 0
    for copy, origin in pairs:
        one, other = of_story[copy], of_story[origin]
        if cluster[one] == cluster[other] is not None:
            joined += 1
            lead = min((one, other), key=lambda number: published[number] or "9")
            if cluster[one] != lead:
                verdict.miss(
                    "the later copy leads",
                    f"{copy} and {origin}",
                    f"cluster {cluster[one]}, published {published[one]}, {published[other]}",
                )
        else:
            verdict.miss(
                "copies not joined",
                f"{copy} and {origin}",
                truth.lives[copy].story.text(truth.lives[copy].story.born).headline,
            )
    truly = {frozenset((of_story[copy], of_story[origin])) for copy, origin in pairs}
    names = {number: key for key, number in of_story.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for number, lead in cluster.items():
        members[lead if lead is not None else number].append(number)
    for numbers in members.values():
        for pair in itertools.combinations(numbers, 2):
            if frozenset(pair) not in truly:
                verdict.miss(
                    "different stories joined", " and ".join(names.get(number, str(number)) for number in pair), ""
                )
    verdict.measure("copies joined", joined, len(pairs), least=0.95)
    verdict.measure(
        "pairs of different stories joined", verdict.missed("different stories joined"), len(cluster), most=0
    )
    verdict.measure("clusters led by a later copy", verdict.missed("the later copy leads"), joined, most=0)


def judge_captures(db: sqlite3.Connection, archive: Path, truth: Truth, verdict: Verdict) -> None:
    """Every version has its page as it came, and it is whole."""
    raw = sqlite3.connect(archive.with_name(f"{archive.stem}.raw.db"))
    raw.row_factory = sqlite3.Row
    dictionaries = {row["id"]: _dictionary(row["content"]) for row in rows(raw, "SELECT id, content FROM dictionaries")}
    there: dict[str, str] = {}
    for row in rows(raw, "SELECT payload_digest, body, dictionary_id, uncompressed_bytes, url FROM captures"):
        known = dictionaries.get(row["dictionary_id"])
        reader = zstandard.ZstdDecompressor(dict_data=known) if known else zstandard.ZstdDecompressor()
        try:
            body = reader.decompress(row["body"], max_output_size=1 << 26)
        except zstandard.ZstdError as error:
            verdict.miss("capture", row["url"], str(error))
            continue
        there[row["payload_digest"]] = row["url"]
        if (
            row["payload_digest"] != f"sha256:{hashlib.sha256(body).hexdigest()}"
            or len(body) != row["uncompressed_bytes"]
        ):
            verdict.miss("capture", row["url"], "its bytes are not those of its digest")
    raw.close()
    total = 0
    for row in rows(db, "SELECT url, number, capture_digest FROM revisions JOIN articles ON articles.id = article_id"):
        total += 1
        if row["capture_digest"] not in there:
            verdict.miss("capture", f"{row['url']} version {row['number']}", f"no capture {row['capture_digest']}")
        elif row["capture_digest"] not in truth.digests:
            verdict.miss("capture", f"{row['url']} version {row['number']}", "its bytes were never served for a story")
    verdict.measure("versions without their whole page", verdict.missed("capture"), total, most=0)


def _dictionary(content: bytes) -> zstandard.ZstdCompressionDict:
    """A dictionary, read as docs/archive.md tells."""
    plain = zstandard.ZstdDecompressor().decompress(content)
    return zstandard.ZstdCompressionDict(plain, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def judge_ledger(db: sqlite3.Connection, truth: Truth, verdict: Verdict) -> None:
    """The ledger's sums add up, and hold every story."""
    found = rows(db, "SELECT * FROM completeness")
    for row in found:
        if row["found"] != row["archived"] + row["skipped"] + row["failed"] + row["gone"] + row["pending"]:
            verdict.miss("completeness", f"{row['site']} {row['day']}", str(dict(row)))
    verdict.measure("days whose sums do not add up", verdict.missed("completeness"), len(found), most=0)
    known = {row["url"] for row in rows(db, "SELECT url FROM pages")}
    lost = [url for life in truth.lives.values() for url in life.paths if url not in known]
    for url in lost:
        verdict.miss("address not in the ledger", url, "it was asked")
    verdict.measure("asked addresses that the ledger does not hold", len(lost), len(known), most=0)


def judge_deleted(db: sqlite3.Connection, truth: Truth, of_story: dict[str, int], verdict: Verdict) -> None:
    """Words that an editor took out are found."""
    wanted = hits = 0
    for key, life in truth.lives.items():
        for change in [change for visit in life.looks for change in life.changes(visit)]:
            if key not in of_story or change.kind not in ("removed", "paragraph") or not change.old:
                continue
            wanted += 1
            phrase = " ".join(change.old.replace('"', " ").split()[:7])
            if rows(db, _FOUND, f'"{phrase}"', of_story[key])[0]["n"]:
                hits += 1
            else:
                verdict.miss("deleted words not found", key, phrase)
    verdict.measure("deleted paragraphs found in revisions_fts", hits, wanted, least=1)
