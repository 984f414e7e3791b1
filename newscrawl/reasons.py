"""Words of `pages.reason` and `visits.reason` that decide something later: what they begin with is looked for.

A reason is written for people, and most are written where they arise and read by nobody else. Those that one room
writes and another looks for are named here, with what follows from them. Archives keep them as they were written, so
other words for one of them need a migration. (What follows from states, kinds and outcomes: `archive.states`.)
"""

from __future__ import annotations

__all__ = [
    "ANOTHER_SITE",
    "AWAY",
    "BARREN",
    "ELSEWHERE",
    "EMPTY",
    "ERASED",
    "FORBIDDEN",
    "GATED",
    "LOST",
    "MADE_UP",
    "NOTHING",
    "NOT_READ",
    "NOT_THERE",
    "NO_BODY",
    "NO_HEADLINE",
    "NO_STORY",
    "SAME_PAGE",
    "SPELLING",
    "UNREAD",
]

NOT_READ = "it should tell a story, but none could be read"
"""Of a page that was announced, or calls itself a story."""
EMPTY = "an empty answer"
"""Of an answer without a byte that says anything."""
NO_HEADLINE = "an article without a headline"
NO_BODY = "an article without a body"
LOST = "no story where one was"
"""Of the page of a known story that has none today. The stored one stays."""
NOTHING = "no story, and no list of stories"
"""Of a page that nothing calls a story."""

UNREAD = (NOT_READ, EMPTY, NO_HEADLINE, NO_BODY, LOST)
"""Pages that were expected to tell a story, and did not: the monitor "unread" counts them."""
NO_STORY = (*UNREAD, NOTHING)
"""Pages that tell nothing. One from which a story was awaited is looked at again (`archive.secondlooks`), and all are
asked again once what was wrong with the site, or with its description, is mended (`archive.recovery`)."""

GATED = "behind a page that wants a login, or a click"
"""Failed: a story redirects to a gate that stays shut. One that is not known yet is looked at again, at long intervals
in the end (`archive.secondlooks`); figures count it as unread."""
NOT_THERE = "HTTP 404: not there"
"""Gone. Asked again once a site that answered so to too much is well again (`archive.recovery`)."""
FORBIDDEN = "robots.txt forbids it"
"""Skipped without being asked. A monitor counts them; when that is well again, they are asked (`archive.recovery`)."""
AWAY = "redirects to "
"""Before an address, or before what stands there. Asked again once the site is well again (`archive.recovery`)."""
ANOTHER_SITE = f"{AWAY}another site"
"""Skipped after some looks: it may be a wall. Asked again when the site's description changes."""
MADE_UP = "made up to learn how the site answers for what is not there"
"""Skipped, and no page of the site: figures leave it out. Asked again once what was learnt is old."""

ERASED = "erased"
"""Skipped for ever, and shown to nobody; where a reason was given for the takedown, that follows."""
BARREN = "addresses like it led to nothing new, time after time"
"""Skipped without being asked; pending again when its family has a new budget (`archive.families`)."""
ELSEWHERE = "a host that the front page's menu does not lead to"
"""Skipped without being asked; pending again when a menu leads to the host (`archive.hosts`)."""
SPELLING = "another spelling of "
"""Before an address; skipped without being asked. Pending again when that address is not there."""
SAME_PAGE = "the same page as "
"""Before the address that waits in its place; skipped."""
