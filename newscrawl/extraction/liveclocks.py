"""Times of day in live blogs, and texts whose paragraphs begin with one."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from newscrawl.extraction.clocks import find_clock
from newscrawl.extraction.draft import Draft
from newscrawl.items import LiveEntry
from newscrawl.late import late

__all__ = ["PROSE", "clocked_entries", "place_clocks"]

PROSE = 60
"""Characters of text that entries have on average, and half of them for certain; fewer are a list of headlines."""
_LEAST = 4
"""Paragraphs that begin with a time of day and make a live blog where headline or address say so."""
_LIVE = late(
    r"live|ticker|minut|direct|en vivo|ao vivo|aovivo|diretta|canlı|canli|na żywo|živě|онлайн|прям|실시간|生中継|速報"
    r"|直播|实时|即時|مباشر|בשידור|लाइव",
    re.IGNORECASE,
)
"""Words by which headlines and addresses say that a story is told as it happens."""
_CLOCKED = re.compile(
    r"^\W{0,5}(?P<clock>(?:[01]?\d|2[0-3])[.:h][0-5]\d)(?!\d|[.:]\d)\s?(?:Uhr|Hrs?|h|uur|klo|น\.|[ap]\.?m\.?)?\s?[:–—|+-]{0,3}\s*"
)
"""A line of text that begins with a time of day."""
_SURE = 8
"""Such lines that make a live blog where no word says that it is one."""


def clocked_entries(draft: Draft) -> list[LiveEntry]:
    """The entries of a text whose paragraphs begin with a time of day: "14:32 Uhr: The minister resigns"."""
    article = draft.article
    lines = article.article_body.split("\n\n")
    begins = [(i, match) for i, line in enumerate(lines) if (match := _CLOCKED.match(line))]
    if len(begins) < _LEAST:
        return []
    if len(begins) < _SURE and not _LIVE.search(f"{article.headline} {article.url.rpartition('/')[2]}"):
        return []
    entries: list[LiveEntry] = []
    for (i, match), end in zip(begins, [*(i for i, _ in begins[1:]), len(lines)], strict=True):
        first, rest = lines[i][match.end() :].strip(" +"), lines[i + 1 : end]
        titled = bool(rest) and len(first) < 160 and not first.endswith((".", "。"))
        text = "\n\n".join(rest if titled else [first, *rest]).strip()
        entries.append(LiveEntry(headline=first if titled and first else None, text=text or first))
    clocks = [match["clock"].replace("h", ":") for _, match in begins]
    order = [int(c.replace(":", "").replace(".", "")) for c in clocks]
    rises = sum(b >= a for a, b in zip(order, order[1:], strict=False))
    falls = sum(b <= a for a, b in zip(order, order[1:], strict=False))
    if max(rises, falls) < 0.75 * (len(order) - 1) or sum(len(e.text) for e in entries) < PROSE * len(entries):
        return []
    place_clocks(entries, clocks, article.date_published)
    return entries


def place_clocks(entries: list[LiveEntry], stamps: list[str], published: str | None) -> None:
    """Times of day without a day ("14:32"): the first one lies on the day of publication, and where they go back,
    another day begins."""
    if published is None or any(e.date_published for e in entries):
        return
    clocks = [find_clock(stamp, 0, min(len(stamp), 40)) for stamp in stamps]
    minutes = [c.hour * 60 + c.minute if c else None for c in clocks]
    known = [m for m in minutes if m is not None]
    falls = sum(b < a for a, b in zip(known, known[1:], strict=False))
    order = list(range(len(entries)))
    if falls > sum(b > a for a, b in zip(known, known[1:], strict=False)):
        order.reverse()  # the newest stands first
    day = datetime.fromisoformat(published).replace(hour=0, minute=0, second=0, microsecond=0)
    before = -1
    for i in order:
        minute = minutes[i]
        if minute is None:
            continue
        if minute < before - 5:
            day += timedelta(days=1)
        before = minute
        entries[i].date_published = (day + timedelta(minutes=minute)).isoformat()
