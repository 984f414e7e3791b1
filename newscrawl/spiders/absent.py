"""Pages that are not there, though the site does not say so: what a host answers for nothing is learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.items import Missing
from newscrawl.reading.missing import is_missing, is_nowhere, leads_nowhere, missing, nowhere, says_missing
from newscrawl.reasons import AWAY, MADE_UP
from newscrawl.urls import canonical, host_of

if TYPE_CHECKING:
    from newscrawl.items import Found, Kind, Visit
    from newscrawl.reading import Reading

__all__ = ["Absent"]


class Absent:
    """Closes the visits of pages that are not there, by what their hosts answer for an address that cannot exist."""

    def __init__(self, known: dict[str, Missing]) -> None:
        """`known`: the answers learnt so far, by host; what is learnt is added."""
        self._known = known
        self._tried: set[str] = set()

    def try_hosts(self, found: list[Found]) -> list[Found]:
        """An address to ask for on each host of some stories whose answer is not known; one for each host and run."""
        made = nowhere(found, self._known.keys() | self._tried)
        self._tried.update(host_of(f.url) for f in made)
        return made

    def refused(self, visit: Visit) -> None:
        """Take in an answer that is no page. To an address that cannot exist it is the honest one."""
        if is_nowhere(visit.url) and not visit.retry:
            self._learn(visit, Missing(http_status=visit.http_status or 404))

    def redirected(self, visit: Visit, target: str, kind: Kind | None) -> None:
        """Close a page that redirects. Its target is a page of its own, unless all that does not exist leads there."""
        visit.outcome, visit.redirects_to, visit.reason = "redirected", target, f"{AWAY}{target}"
        known = self._known.get(host_of(visit.url))
        if is_nowhere(visit.url) and not is_nowhere(target):
            self._learn(visit, Missing(http_status=visit.http_status or 302, redirects_to=canonical(target)))
        elif known and kind not in ("front", "section") and leads_nowhere(target, known):
            visit.outcome, visit.redirects_to, visit.retry = "gone", None, True
            visit.reason = f"{AWAY}{target}, as whatever is not there"

    def read(self, visit: Visit, reading: Reading) -> bool:
        """Whether a page that was read is the one for what is not there; if so, its visit is closed."""
        known = self._known.get(host_of(visit.url))
        if is_nowhere(visit.url):
            self._learn(visit, missing(reading, visit.http_status or 200))
        elif known and reading.kind != "front" and is_missing(reading, visit.url, known):
            visit.outcome, visit.found = "gone", []
            visit.reason = f"a soft 404: the page that the site shows for what is not there ({reading.title[:80]})"
        elif says_missing(reading):
            visit.outcome, visit.found, visit.retry = "gone", [], True
            visit.reason = f"a soft 404: it says itself that it is not there ({reading.title[:80]})"
        else:
            return False
        return True

    def _learn(self, visit: Visit, answer: Missing) -> None:
        visit.outcome, visit.retry, visit.redirects_to, visit.found = "skipped", False, None, []
        visit.reason = MADE_UP
        visit.missing = self._known[host_of(visit.url)] = answer
