"""Words of `pages.state`, `pages.kind` and `visits.outcome` that more than one module asks for, and the conditions that
are made of them.

What becomes of an address in each state:

- `pending`: it is asked as soon as a run wants it.
- `done`: it was read, or leads elsewhere. Due again by its schedule (`archive.revisit`).
- `skipped`: never asked again, but for stories OUTSIDE of a run's days, and what its reason says (`newscrawl.reasons`).
- `failed`: tried again, longer and longer after, where it may go better (`Visit.retry`).
- `gone`: not there. A known story is looked at again after as long as it has been gone (`archive.presence`).

The view `completeness` counts the stories of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["ANSWERED", "LISTINGS", "LOOKED", "MISSED", "OUTSIDE", "READ", "SEEN", "one_of"]


def one_of(words: Iterable[str]) -> str:
    """The right side of SQL's IN, for words of our own: "('new', 'changed')"."""
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


LISTINGS = ("front", "section", "feed", "sitemap")
"""Kinds of pages that lead to stories and are asked in every run."""
ANSWERED = ("read", "not_modified", "redirected")
"""How visits of pages that are there end (`Visit.outcome`)."""
MISSED = ("gone", "failed", "skipped")
"""How all others end; in `visits.outcome`, too."""
READ = ("new", "changed", "unchanged")
"""What the archive makes of "read": `visits.outcome` of pages that were read and kept."""
SEEN = (*READ, "not_modified")
"""`visits.outcome` of looks that tell what the page showed."""

LOOKED = f"outcome IN {one_of(SEEN)} AND revision_id IS NULL"
"""Of a visit to a listing: it tells what the listing showed. One that saw a story (of an address that was one for a
while) does not."""
OUTSIDE = "state = 'skipped' AND kind = 'article' AND http_status IS NOT NULL AND http_status < 300"
"""Of a row: a story was read there, and not kept because it is of a day that the run was not to archive. (What
redirects to another site was no story; what was not kept for another reason is of the kind "other".)"""
