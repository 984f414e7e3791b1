"""Which articles are copies of one story: `articles.cluster_id`.

Copies are found by a few hashes of runs of words that both texts have (`fingerprints`), and compared word by word
(`copying`). Pairs that are copies stand in `copies`; what hangs together by them is a cluster, and its earliest article
leads it. So clusters follow from the texts, whatever the order in which they came.
"""

from __future__ import annotations

import struct
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from newscrawl.archive.copying import is_copy, is_told, stays_copy, weights
from newscrawl.archive.fingerprints import AT_ONCE, fingerprints
from newscrawl.archive.texts import Texts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from sqlite_utils import Database

    from newscrawl.archive.copying import Text

__all__ = ["Clusters"]

_CAP = 24
"""Articles kept for one fingerprint; what more of them say is everybody's, or their cluster is found by these."""
_LOOKED_AT = 24
"""Candidates of which the cluster is asked."""
_STORIES = 6
"""Clusters that are compared with; what many of them say counts for little."""
_OF_ONE = 3
"""Members of a cluster that are compared before it is given up."""
_NEIGHBOURS = 30
"""Known copies of a changed article that are compared again; where these still are, so are the others."""


class Clusters:
    """Finds copies. Every call belongs inside a transaction that holds the write lock (`connection.immediate`)."""

    def __init__(self, db: Database) -> None:
        self._conn: sqlite3.Connection = db.conn
        self._texts = Texts(db)

    def place(self, article_id: int) -> int:
        """Put an article into its cluster after it was stored, or its body, headline or dates changed.

        Sets `cluster_id` of all articles concerned, and returns the article's. An erased one is taken out.
        """
        self._conn.execute("DELETE FROM unplaced WHERE article_id = ?", (article_id,))
        row = self._texts.rows([article_id]).get(article_id)
        if row is None:
            self.remove(article_id)
            return article_id
        if row["cluster_id"] is None:
            self._join(article_id, article_id)
        text = self._texts.of(row)
        walked = self._imprint(article_id, text)
        known = self._neighbours(article_id)
        self._compare_again(article_id, text, known)
        linked = self._link(article_id, text, walked)
        if not known and not linked and row["cluster_id"] in (None, article_id):
            return article_id  # alone as before
        return self._lead(self._cluster_of(article_id))

    def remove(self, article_id: int) -> None:
        """Forget an article's words (it was erased): its cluster goes on without it, led by the next."""
        self._conn.execute("DELETE FROM unplaced WHERE article_id = ?", (article_id,))
        self._forget_prints(article_id)
        others = self._neighbours(article_id)
        self._cut(article_id, others)
        if others:
            self._regroup(self._cluster_of(article_id), others)
        self._join(article_id, article_id)

    def place_some(self, limit: int) -> int:
        """Place at most `limit` of the articles that wait for it (triggers put them into `unplaced`). Returns how many
        were placed: 0 once none is left."""
        rows = self._conn.execute("SELECT article_id FROM unplaced ORDER BY article_id LIMIT ?", (limit,)).fetchall()
        for row in rows:
            self.place(row["article_id"])
        return len(rows)

    # Fingerprints.

    def _imprint(self, article_id: int, text: Text) -> dict[int, list[int]]:
        """Store an article's fingerprints; for each that was looked at the other articles that have it.

        A fingerprint that is full is everybody's: the next takes its place, and so finds the copies of a report of
        which most is template.
        """
        prints = fingerprints(text.words)
        known = self._prints(article_id)
        walked: dict[int, list[int]] = {}
        chosen: list[int] = []
        while batch := list(islice(prints, AT_ONCE - len(chosen))):
            holders = self._holders(batch, article_id)
            for mark in batch:
                walked[mark] = holders.get(mark, [])
                if len(walked[mark]) < _CAP:
                    chosen.append(mark)
        if set(chosen) != set(known):
            if known:
                self._forget_prints(article_id)
            self._conn.executemany(
                "INSERT INTO fingerprints (hash, article_id) VALUES (?, ?)",
                [(mark, article_id) for mark in sorted(chosen)],
            )
            blob = b"".join(mark.to_bytes(6, "big", signed=True) for mark in chosen)
            sql = (
                "INSERT INTO story_prints (article_id, prints) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET prints = excluded.prints"
            )
            self._conn.execute(sql, (article_id, blob))
        return walked

    def _holders(self, marks: list[int], article_id: int) -> dict[int, list[int]]:
        """Which other articles have a fingerprint, of those that any has."""
        asked = ", ".join("?" * len(marks))
        # One row for a fingerprint, not one for each that has it: phrases of a newsroom have many.
        sql = (
            f"SELECT hash, group_concat(article_id) FROM fingerprints WHERE hash IN ({asked}) AND article_id != ?"
            " GROUP BY hash"
        )
        rows = self._conn.execute(sql, (*marks, article_id))
        return {mark: list(map(int, holders.split(","))) for mark, holders in rows}

    def _prints(self, article_id: int) -> list[int]:
        row = self._conn.execute("SELECT prints FROM story_prints WHERE article_id = ?", (article_id,)).fetchone()
        blob = row["prints"] if row else b""
        return [int.from_bytes(piece, "big", signed=True) for (piece,) in struct.iter_unpack("6s", blob)]

    def _forget_prints(self, article_id: int) -> None:
        self._conn.executemany(
            "DELETE FROM fingerprints WHERE hash = ? AND article_id = ?",
            [(mark, article_id) for mark in self._prints(article_id)],
        )
        self._conn.execute("DELETE FROM story_prints WHERE article_id = ?", (article_id,))

    # Copies.

    def _compare_again(self, article_id: int, text: Text, others: list[int]) -> None:
        """Part an article from those of its known copies that it does not copy any more."""
        lost = [other for other in others[:_NEIGHBOURS] if not self._stay_copies(text, other)]
        if lost:
            lost += [other for other in others[_NEIGHBOURS:] if not self._stay_copies(text, other)]
            self._cut(article_id, lost)
            self._regroup(self._cluster_of(article_id), lost)

    def _stay_copies(self, text: Text, other: int) -> bool:
        known = self._texts.get(other)
        return known is not None and stays_copy(text, known)

    def _link(self, article_id: int, text: Text, walked: dict[int, list[int]]) -> bool:
        """Compare an article with those that have fingerprints in common with it, and join it to its copies.

        Whether it has any that were not known.
        """
        common = Counter(chain.from_iterable(walked.values()))
        several = {holder for holder, count in common.items() if count > 1}
        if not several:
            return False
        score = dict.fromkeys(several, 0.0)
        for holders in walked.values():
            for holder in several.intersection(holders):
                score[holder] += 1 / len(holders)
        candidates = sorted(several, key=lambda h: (-score[h], h))[:_LOOKED_AT]
        groups = self._groups(article_id, candidates)
        rows = self._texts.rows([holder for members in groups.values() for holder in members[:_OF_ONE]])
        weight: list[float] | None = None
        linked = False
        for cluster, members in groups.items():
            for holder in members[:_OF_ONE]:
                other = self._texts.of(rows[holder]) if holder in rows else None
                if other is None or not is_copy(text, other):
                    continue
                if weight is None and len(groups) > 1:
                    first = [rows[holders[0]] for holders in groups.values() if holders[0] in rows]
                    weight = weights(text, map(self._texts.of, first))
                if weight is None or is_told(text, other, weight):
                    pair = sorted((article_id, holder))
                    self._conn.execute("INSERT INTO copies VALUES (?, ?) ON CONFLICT DO NOTHING", pair)
                    self._merge(self._cluster_of(article_id), cluster)
                    linked = True
                    break
        return linked

    def _groups(self, article_id: int, candidates: list[int]) -> dict[int, list[int]]:
        """Candidates by their clusters, the article's own left out; the likeliest first."""
        asked = ", ".join("?" * (len(candidates) + 1))
        # What is no copy is alone in its cluster: of articles themselves all texts would be read to find their cluster.
        sql = (
            "SELECT id, cluster_id FROM articles WHERE id IN"
            f" (SELECT article_id FROM copies WHERE article_id IN ({asked})"
            f" UNION ALL SELECT other_id FROM copies WHERE other_id IN ({asked}))"
        )
        clusters = {id_: id_ for id_ in (article_id, *candidates)}
        clusters.update(self._conn.execute(sql, (article_id, *candidates) * 2).fetchall())
        own = clusters[article_id]
        groups: dict[int, list[int]] = {}
        for holder in candidates:
            cluster = clusters[holder]
            if cluster != own and (cluster in groups or len(groups) < _STORIES):
                groups.setdefault(cluster, []).append(holder)
        return groups

    def _neighbours(self, article_id: int) -> list[int]:
        sql = (
            "SELECT other_id AS id FROM copies WHERE article_id = :id"
            " UNION SELECT article_id FROM copies WHERE other_id = :id"
        )
        return sorted(row["id"] for row in self._conn.execute(sql, {"id": article_id}))

    def _cut(self, article_id: int, others: Iterable[int]) -> None:
        pairs = [sorted((article_id, other)) for other in others]
        self._conn.executemany("DELETE FROM copies WHERE article_id = ? AND other_id = ?", pairs)

    # Clusters.

    def _merge(self, own: int, other: int) -> None:
        """Make one of two clusters; the smaller moves."""
        if own == other:
            return
        sql = "SELECT count(*) FROM (SELECT 1 FROM articles WHERE cluster_id = ? LIMIT 1000)"
        sizes = [self._conn.execute(sql, (cluster,)).fetchone()[0] for cluster in (own, other)]
        goes, stays = (own, other) if sizes[0] <= sizes[1] else (other, own)
        self._conn.execute("UPDATE articles SET cluster_id = ? WHERE cluster_id = ?", (stays, goes))

    def _lead(self, cluster: int) -> int:
        """Name a cluster after the earliest of its articles; its name."""
        dated = self._first(cluster, "date_published_utc IS NOT NULL ORDER BY date_published_utc, first_seen, id")
        undated = self._first(cluster, "date_published_utc IS NULL ORDER BY first_seen, id")
        both = [row for row in (dated, undated) if row is not None]
        leader: int = min(both, key=lambda row: row["first_seen"])["id"]
        if leader != cluster:
            self._conn.execute("UPDATE articles SET cluster_id = ? WHERE cluster_id = ?", (leader, cluster))
        return leader

    def _first(self, cluster: int, order: str) -> sqlite3.Row | None:
        sql = f"SELECT id, first_seen FROM articles WHERE cluster_id = ? AND {order} LIMIT 1"
        row: sqlite3.Row | None = self._conn.execute(sql, (cluster,)).fetchone()
        return row

    def _regroup(self, cluster: int, loose: list[int]) -> None:
        """Part a cluster where a pair was taken back, and look anew for copies of what hung on it."""
        members = [row["id"] for row in self._conn.execute("SELECT id FROM articles WHERE cluster_id = ?", (cluster,))]
        unseen = set(members)
        parts = []
        while unseen:
            part = {unseen.pop()}
            todo = list(part)
            while todo:
                further = unseen & set(self._neighbours(todo.pop()))
                unseen -= further
                part |= further
                todo += further
            parts.append(part)
        if len(parts) > 1:
            for part in parts:
                name = min(part)
                for member in part:
                    self._join(member, name)
        for article_id in loose:
            text = self._texts.get(article_id)
            if text is not None:
                self._link(article_id, text, self._imprint(article_id, text))
        for name in {self._cluster_of(member) for member in members}:
            self._lead(name)

    def _cluster_of(self, article_id: int) -> int:
        row = self._conn.execute("SELECT cluster_id FROM articles WHERE id = ?", (article_id,)).fetchone()
        return row["cluster_id"] if row and row["cluster_id"] is not None else article_id

    def _join(self, article_id: int, cluster: int) -> None:
        self._conn.execute(
            "UPDATE articles SET cluster_id = :cluster WHERE id = :id AND cluster_id IS NOT :cluster",
            {"cluster": cluster, "id": article_id},
        )
