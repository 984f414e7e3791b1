"""Writing what a visit gave: one page, whole, in one transaction, together with the closing of its ledger row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newscrawl.archive import listings, presence, revisit, secondlooks, stories
from newscrawl.archive.captures import digest_of
from newscrawl.archive.closing import is_deep, is_past, validators
from newscrawl.archive.dues import due_at
from newscrawl.archive.hosts import Hosts
from newscrawl.archive.identity import led_here
from newscrawl.archive.ledger import middle
from newscrawl.archive.partial import hold, take_part
from newscrawl.archive.sites import keep_site
from newscrawl.archive.states import ANSWERED, MISSED
from newscrawl.archive.walls import unmask
from newscrawl.doors import Written
from newscrawl.items import Found
from newscrawl.reasons import ELSEWHERE, ERASED, LOST
from newscrawl.urls import by_scheme_of, canonical, host_of, in_site

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from newscrawl.archive.discoveries import Discoveries
    from newscrawl.archive.revisit import Schedule
    from newscrawl.doors import Page
    from newscrawl.items import Visit

__all__ = ["Store"]


class Store:
    """Writes pages into an archive; every call belongs inside a transaction."""

    def __init__(self, db: Database, discoveries: Discoveries, hosts: Hosts, schedule: Schedule) -> None:
        self._db = db
        self._discoveries = discoveries
        self._hosts = hosts
        self._schedule = schedule

    def write(self, page: Page) -> Written:
        """Write one page and close its row (call it inside a transaction)."""
        visit, site = page.visit, page.site.name
        row = self._row(site, visit.url)
        if row is None:  # a captured page that no crawl discovered
            keep_site(self._db, page.site)
            # Its listings are looked at where a crawl finds them: a mirror holds thousands that no run would ask.
            deep = not page.follow and visit.kind in ("section", "feed", "sitemap")
            found = [Found(url=visit.url, kind=visit.kind, deep=deep)]
            self._discoveries.add(site, found, source=None, depth=0, at=visit.at, sure=True)
            row = self._row(site, visit.url)
            assert row
        if visit.url in self._discoveries.erased:
            page.article, page.teasers, page.rejected, page.outside = None, [], ERASED, None
            visit.outcome, visit.retry, visit.capture = "skipped", False, None
        past = is_past(page, row)
        if not past:
            presence.judge(self._db, visit, row, [url for url, _ in visit.shown], page.run_id)
        listings.judge(visit, row)
        unmask(self._db, page, row)
        hold(self._db, page, row)
        is_part = take_part(self._db, page)
        changed = self._content(page, row)
        if is_part:
            changed.capture = visit.capture
        self._close(page, row, changed, past=past)
        secondlooks.led_to_none(self._db, page, row)
        self._redirects(page)
        self._learn(page, row)
        if page.follow:
            self._place(page, row)
            self._follow(page, row)
        return changed

    def undone(self) -> None:
        """What was written is rolled back."""
        self._discoveries.repeats.clear()

    def _follow(self, page: Page, row: sqlite3.Row) -> None:
        """Take what was found into the ledger, and what the page tells of addresses like its own."""
        visit, site, families = page.visit, page.site.name, self._discoveries.families
        families.look(site, visit, row)
        counts = families.counts(visit, row)
        told = page.article is not None or bool(page.outside)  # a story of a day that nobody asked for is one
        if counts and told:
            families.note_story(site, visit.url, row["discovered_from"])
        judged = counts and not told
        own = self._discoveries.own_stories(site, visit) if judged else set()
        fresh = self._discoveries.fresh(site, visit, own)
        depth, moved = row["depth"] + 1, visit.redirects_to is not None
        self._discoveries.add(site, visit.found, source=visit.url, depth=depth, at=visit.at, sure=moved)
        if judged:
            families.note(page, row=row, own=own, fresh=fresh)

    def _row(self, site: str, url: str) -> sqlite3.Row | None:
        sql = "SELECT * FROM pages WHERE site = ? AND url = ?"
        row: sqlite3.Row | None = self._db.conn.execute(sql, (site, url)).fetchone()
        return row

    def _content(self, page: Page, row: sqlite3.Row) -> Written:
        """Store article and teasers; say what the visit brought."""
        visit = page.visit
        outcome: str = visit.outcome
        keep, revision = False, None
        if outcome == "read" and page.article is None and row["article_id"] is not None:
            outcome = "failed"  # a page that had a story has none now; the stored one stays
        elif page.rejected:
            outcome = "skipped"
        elif page.article is not None:
            digest = digest_of(visit.capture) if visit.capture else None
            outcome, keep, revision = stories.write(
                self._db, page.article, site=page.site.name, at=visit.at, run_id=page.run_id, digest=digest
            )
            if outcome == "skipped":  # a story that was taken down, at an address that was not known
                page.article, page.rejected = None, ERASED
        elif outcome == "read":
            shown = listings.write(self._db, page.teasers, visit.url, at=visit.at)
            outcome = "unchanged" if not shown and row["visit_count"] else "changed" if row["visit_count"] else "new"
            keep = visit.kind == "front" and outcome != "unchanged"
        elif outcome == "not_modified" and row["kind"] != "article":
            listings.touch(self._db, visit.url, at=visit.at)
        elif outcome == "not_modified":
            revision = stories.confirm(self._db, visit.url, at=visit.at, run_id=page.run_id)
        doubtful = visit.outcome in ("gone", "failed") and presence.missed(self._db, visit, row, page.run_id)
        capture = visit.capture if keep else None
        return Written(visit.url, outcome, page.article is not None, capture, revision, doubtful)

    def _verdict(self, page: Page, row: sqlite3.Row, written: Written) -> tuple[str, str, str | None]:
        """State, kind and reason of an address after a visit."""
        visit = page.visit
        kind = visit.kind if visit.outcome == "read" else row["kind"]
        reason = page.rejected or (row["reason"] if visit.outcome == "not_modified" else visit.reason)
        state = "done" if visit.outcome in ANSWERED else visit.outcome
        if row["state"] == "done" and (visit.outcome in ("failed", "skipped") and visit.retry or written.doubtful):
            state = "done"  # a known page that does not answer today is still known
        if row["article_id"] is not None and visit.outcome == "read":
            kind = "article"
            reason = reason if page.article else f"{LOST}: {reason}"
        elif page.rejected:
            state, kind = "skipped", "article" if page.outside else "other"
        elif visit.outcome == "redirected" and kind == "section" and listings.is_known(self._db, row["site"], visit):
            kind = "other"  # its target is the section; until that was read it may be a loop, or a wall
        return state, kind, reason

    def _close(self, page: Page, row: sqlite3.Row, written: Written, *, past: bool) -> None:
        """Note at an address how the visit ended, and, unless it is `past`, what the address is now."""
        visit = page.visit
        verdict = self._verdict(page, row, written)
        columns: dict[str, Any] = {
            "visit_count": row["visit_count"] + (visit.http_status is not None),
            "change_count": row["change_count"] + (written.outcome == "changed"),
        }
        story = self._story(row)
        if not past:
            columns |= self._closed(page, row, written, story, verdict)
        sets = ", ".join(f"{name} = ?" for name in columns)
        self._db.conn.execute(
            f"UPDATE pages SET {sets}, article_id = coalesce(?, article_id) WHERE id = ?",
            (*columns.values(), story["id"] if story and page.article else None, row["id"]),
        )
        if not visit.asked:
            return  # `visits` proves that we looked
        looked = (visit.url, visit.at, page.run_id, visit.http_status, visit.bytes, written.outcome, verdict[-1])
        self._db.conn.execute(
            "INSERT INTO visits (url, at, run_id, http_status, bytes, outcome, reason, revision_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*looked, written.revision_id),
        )

    def _closed(
        self,
        page: Page,
        row: sqlite3.Row,
        written: Written,
        story: sqlite3.Row | None,
        verdict: tuple[str, str, str | None],
    ) -> dict[str, Any]:
        """What an address is since its latest visit, and when it is asked again."""
        visit, (state, kind, reason) = page.visit, verdict
        in_vain = secondlooks.gave_none(self._db, page, row)
        columns: dict[str, Any] = {
            "state": state,
            "reason": reason,
            "kind": kind,
            "attempts": 0 if visit.outcome in ANSWERED and not in_vain else row["attempts"] + visit.asked,
            "visited_at": visit.at,
            "http_status": visit.http_status,
            **validators(page, row),
            "redirects_to": canonical(visit.redirects_to) if visit.redirects_to else None,
            "deep": int(is_deep(visit, row)),
            "date_hint": page.outside or (page.article.date_published if page.article else None) or row["date_hint"],
            "robots_meta": ",".join(visit.robots_meta) or None if visit.outcome == "read" else row["robots_meta"],
        }
        if in_vain and columns["attempts"] < revisit.LOOKS:
            columns["due_at"] = revisit.look_due(visit.at, columns["attempts"])
        else:
            closed = {**dict(row), **columns}
            columns["due_at"] = due_at(self._db, self._schedule, page, closed, written, story, row["visited_at"])
        return columns

    def _story(self, row: sqlite3.Row) -> sqlite3.Row | None:
        """The story that a row's address leads to, or else (`led` is 0) that which was read from it."""
        sql = (
            "SELECT id, page_url, date_published, date_precision, kind, first_seen, changed_at,"
            " article_id IS NOT NULL AS led FROM (SELECT ?1 AS here) LEFT JOIN aliases ON aliases.url = here"
            " JOIN articles ON id = coalesce(article_id, ?2)"
        )
        story: sqlite3.Row | None = self._db.conn.execute(sql, (row["url"], row["article_id"])).fetchone()
        return story

    def _redirects(self, page: Page) -> None:
        """Addresses that redirect to a story are its aliases, whichever of them was asked first."""
        target = canonical(page.visit.redirects_to or page.visit.url)
        led = led_here(self._db, target)[1:] if page.article is not None or page.visit.redirects_to else []
        if led:
            self._db.conn.executemany(
                "INSERT INTO aliases SELECT ?, article_id FROM aliases WHERE url = ? ON CONFLICT DO NOTHING",
                [(url, target) for url in led],
            )

    def _learn(self, page: Page, row: sqlite3.Row) -> None:
        """What one visit tells of the site: which hosts it has, what it answers for nothing, what its queries tell."""
        visit, site = page.visit, page.site
        for host in visit.hosts:
            if in_site(f"https://{host}/", site) or in_site(f"http://{host}/", site):
                self._hosts.admit(site, host, visit.at)
        if visit.redirects_to and row["kind"] in ("front", "section") and not row["deep"]:
            self._hosts.admit(site, host_of(visit.redirects_to), visit.at)  # the menu leads there by a detour
        if visit.missing:
            self._hosts.keep_missing(site.name, host_of(visit.url), visit.missing, visit.at)
        if page.article is not None and "?" in visit.url and not row["visit_count"]:
            sql = "SELECT articles.url FROM aliases JOIN articles ON articles.id = article_id WHERE aliases.url = ?"
            story = self._db.conn.execute(sql, (visit.url,)).fetchone()["url"]
            if story != visit.url or page.article.canonical_url:
                same_text = page.article.canonical_url is None  # nothing else made them one story
                self._discoveries.learn(site.name, visit.url, story, visit.at, same_text=same_text)
        if page.claimed and "?" in visit.url and not row["visit_count"]:
            self._discoveries.learn(site.name, visit.url, canonical(page.claimed), visit.at)
        if visit.kind == "section" and "?" in visit.url:
            self._discoveries.compare(site.name, visit)
        if visit.outcome in MISSED and not row["visit_count"] and not visit.missing:
            self._discoveries.reopen(site.name, visit.url, row["kind"])

    def _place(self, page: Page, row: sqlite3.Row) -> None:
        """Where in the site what was found lies: in it at all, how deep, and on which days."""
        shown = dict(page.visit.shown)
        named = [f.date_hint for f in page.visit.found if f.kind == "article" and (not shown or f.url in shown)]
        told = [day for day in named if day]
        day = middle(told) if 2 * len(told) > len(named) else None  # of a few, they may be those of "Most read"
        for f in page.visit.found:
            if not page.visit.redirects_to:  # the target of a redirect is meant as it is: https, most often
                f.url = by_scheme_of(page.visit.url, f.url)
            if f.kind in ("section", page.visit.kind) and f.kind != "article" and f.deep and not f.date_hint:
                f.date_hint = day  # the next page of a listing begins where this one ends
            if not f.skip and not in_site(f.url, page.site):
                f.skip = "another site"
            elif not f.skip and not self._hosts.follows(page.site, f.url) and not _is_announced(f, page.visit):
                f.skip = ELSEWHERE
            f.deep = f.deep or bool(row["deep"])


def _is_announced(f: Found, visit: Visit) -> bool:
    """Whether an address on a host that is not followed is asked all the same: a story that the front page announces,
    a feed or sitemap that it names, the target of a redirect. What these lead to there is not."""
    return bool(visit.redirects_to) or f.kind in ("feed", "sitemap") or (visit.kind == "front" and f.kind == "article")
