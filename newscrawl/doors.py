"""The two doors between a run and what remembers it, and all that passes through them.

`Frontier` says what to ask: the scheduler, which hands it out, is its one user in the middle of a run. `Storage` takes
what the pages gave. A run asks, reads and stores through these alone; `newscrawl.archive.Archive` stands behind both.
docs/architecture.md says what another engine would have to promise.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from newscrawl.items import Article, Capture, Found, Kind, Teaser, Visit
    from newscrawl.site import Site
    from newscrawl.window import Window

__all__ = ["Due", "Frontier", "Page", "Revisit", "Storage", "Written"]

Revisit = Literal["due", "all", "none"]
"""Which known articles a run asks again."""


@dataclass(frozen=True, slots=True)
class Due:
    """An address to ask now."""

    url: str
    """The ledger's address: its key."""
    href: str
    """What to ask: the address as the site wrote it."""
    kind: Kind
    """What is expected there."""
    priority: int
    """How urgent it was when it was found."""
    deep: bool
    """Lies beyond the first page of a listing."""
    etag: str | None
    """ETag of its last answer (RFC 9110, section 8.8.3)."""
    last_modified: str | None
    """Last-Modified of its last answer, as sent."""


@dataclass(slots=True)
class Page:
    """What one visit gave."""

    site: Site
    """The site whose ledger holds the page's row."""
    run_id: int
    """The run that made the visit."""
    visit: Visit
    """How it ended."""
    article: Article | None = None
    """The page's story, cleaned and valid."""
    teasers: list[Teaser] = field(default_factory=list)
    """What a listing showed."""
    rejected: str | None = None
    """Why a pipeline dropped the page's story."""
    outside: str | None = None
    """The story's date of publication (ISO 8601), where it was dropped for lying outside of the days asked for."""
    claimed: str | None = None
    """The address that such a story names as its own."""
    follow: bool = True
    """Whether addresses found on the page enter the ledger."""


@dataclass(slots=True)
class Written:
    """What writing a page came to."""

    url: str
    """The ledger's address of the page."""
    outcome: str
    """The visit's outcome as stored in `visits`."""
    article: bool
    """Whether it told a story."""
    capture: Capture | None
    """The raw page, where it has to be kept."""
    revision_id: int | None
    """The version of the story that the page shows."""
    doubtful: bool
    """A known story was not there, and a second look has to tell whether it is gone."""


class Frontier(Protocol):
    """What to ask, and what is known of it.

    Moments are ISO 8601, UTC, to the millisecond. Addresses are canonical (`newscrawl.urls.canonical`). Each method
    raises ArchiveError, which names the cure, where the engine fails.
    """

    def begin(self, site: str, *, now: str, before: str, deep: bool, articles: bool) -> None:
        """At a run's start make due what each run looks at: the listings that were not visited since `before`, with
        `deep` the further pages of them, with `articles` every known article."""
        ...

    def start(self, site: str, found: Found, *, at: str, before: str, again: bool = False) -> Due | None:
        """Record a start address; what to ask if it is due now: new, failed, due again, a front page that was not seen
        since `before`, or, with `again`, any."""
        ...

    def due(
        self,
        site: str,
        *,
        now: str,
        deep: bool,
        revisit: Revisit,
        limit: int,
        window: Window,
        closed: Collection[str] = (),
    ) -> list[Due]:
        """The next addresses to ask, the most urgent first, `limit` at most and none on a host that is `closed`.

        An address stays due until a page of it is written: who has handed it out remembers that. So what a dead run
        had under way is asked again, and nothing has to be given back.
        """
        ...

    def left(self, site: str, *, now: str, deep: bool, revisit: Revisit, limit: int, window: Window) -> int:
        """How many addresses are due, as far as is known and up to `limit`."""
        ...

    def kinds(self, urls: Collection[str]) -> dict[str, str]:
        """What some addresses are known to be: address -> kind, of those that were read."""
        ...


class Storage(Protocol):
    """Takes what pages gave, each whole, and keeps it.

    A page is written with everything it gave (story, teasers, addresses found, raw capture, its visit) or not at all;
    with it, its address stops being due. What waits is lost with the process, and then asked again.
    """

    def settle(self, page: Page) -> None:
        """Take a page to be written with the next flush."""
        ...

    def note(self, write: Callable[[], None]) -> None:
        """Take something small that is no page: `write` is called as part of the next flush, and is kept or lost with
        it."""
        ...

    @property
    def waiting(self) -> int:
        """Pages and notes taken and not yet written."""
        ...

    @property
    def full(self) -> bool:
        """Whether so much waits that it should be written now."""
        ...

    def flush(self) -> list[Written]:
        """Write what waits, and say what each page came to, in the order in which they were taken.

        Raises ArchiveError; nothing is written then, and all of it waits on.
        """
        ...

    def place_rest(self, seconds: float, stopped: Callable[[], bool] = bool) -> bool:
        """At a run's end finish what was put off while it was busy (looking for copies), for `seconds` at most or until
        `stopped`; whether nothing is left."""
        ...
