"""Names of the archive's kinds, fields and states, in plain words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from newscrawl.archive.glance import Glance
    from newscrawl.archive.views.changed import Change, Kind

__all__ = ["FIELDS", "KINDS", "STATES", "Health", "health", "stamps", "way"]

KINDS: dict[Kind, str] = {
    "edited": "edited",
    "corrected": "corrected",
    "gone": "vanished",
    "restored": "came back",
    "moved": "moved",
    "reverted": "edit taken back",
    "erased": "taken down",
}
FIELDS = {
    "url": "address",
    "headline": "headline",
    "alternative_headline": "headline for sharing",
    "description": "standfirst",
    "article_body": "text",
    "live_entries": "entries",
    "authors": "authors",
    "agency": "agency",
    "dateline": "place",
    "date_published": "time of publication",
    "date_modified": "time of modification",
    "article_section": "section",
    "keywords": "keywords",
    "in_language": "language",
    "image_url": "picture",
    "image_caption": "caption",
    "image_credit": "picture credit",
    "is_accessible_for_free": "paywall",
    "correction": "correction",
}
STATES = {
    "archived": "archived",
    "vanished": "archived and since vanished",
    "gone": "gone before being archived",
    "failed": "failed",
    "skipped": "left out",
    "pending": "not asked yet",
}
"""What became of the addresses of stories, in the order in which a bar shows them: the fields of `Ledger`."""


class Health(NamedTuple):
    """How a site is doing."""

    look: str
    """Class of its badge."""
    words: str


def health(glance: Glance) -> Health:
    """In two words, from its last run and what the monitors found."""
    trouble = len(glance.findings) or len(glance.problems)
    if glance.run_id is None:
        return Health("", "never visited")
    if trouble:
        return Health("lost", f"{trouble} finding{'' if trouble == 1 else 's'}")
    if not glance.finish_reason:
        return Health("well", "being visited")
    if glance.finish_reason == "killed":
        return Health("lost", "last run was killed")
    if glance.exit_status in (130, 143):
        return Health("", "last run was interrupted")
    if glance.exit_status:
        return Health("lost", f"last run ended with status {glance.exit_status}")
    return Health("well", "well")


_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def stamps(text: str) -> str:
    """A text of the archive, with times of machines told as a person would."""

    def told(found: re.Match[str]) -> str:
        try:
            return f"{datetime.fromisoformat(found[0]).astimezone(UTC):%-d %b %Y, %H:%M} UTC"
        except (ValueError, OverflowError):
            return found[0]

    return _STAMP.sub(told, text)


def way(change: Change) -> str:
    """Where a change is shown: the two versions between which it lies, all of them, or the story."""
    if change.number:
        return f"/stories/{change.article_id}/versions?from={change.number - 1}&to={change.number}"
    return f"/stories/{change.article_id}" + ("/versions" if "reverted" in change.kinds else "")
