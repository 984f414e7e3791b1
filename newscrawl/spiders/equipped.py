"""What a news spider has before its run begins: arguments, sites, logins, readers, a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import Spider, signals

from newscrawl import login, sites
from newscrawl.reading.workers import ReaderPool
from newscrawl.robotsmeta import product_token
from newscrawl.settingscheck import check
from newscrawl.spiders.arguments import Arguments

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

    from newscrawl.login import Login
    from newscrawl.run import Run
    from newscrawl.site import Site
    from newscrawl.spiders.rendered import Browsing

__all__ = ["EquippedSpider"]


class EquippedSpider(Spider):
    """A spider with all that its arguments and settings call for, ready to ask and to read."""

    accepts: ClassVar[tuple[str, ...]] = ("since", "until", "sections", "backfill", "revisit")
    """Names of the arguments that it takes."""
    defaults: ClassVar[dict[str, Any]] = {}
    """Arguments that it has when none are given."""

    run: Run
    """Set by extensions.archive before the first request."""
    sites: list[Site]
    """The sites that this run covers."""
    readers: ReaderPool
    """The processes that read its pages."""
    logins: list[Login]
    """A subscriber's own logins for these sites."""
    secret: frozenset[str]
    """Names of header fields that tell of a login, in lower case: they are kept nowhere."""
    token: str
    """The name that pages may call us by: the product token of USER_AGENT."""
    browsing: Browsing | None
    """Shows pages of sites that need a browser; None where none does."""
    reads_apart: ClassVar[bool] = True
    """Whether pages are read in other processes."""
    networked: ClassVar[bool] = True
    """Whether pages come from the network, and not from captures."""

    def __init__(self, name: str | None = None, **given: Any) -> None:
        super().__init__(name)
        self.arguments = Arguments.parse(given, self.accepts, **self.defaults)
        self.backfill = self.arguments.backfill
        self.revisit = self.arguments.revisit
        self.window = self.arguments.window

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        # `scrapy crawl` has done so; a script of the user's own may not have, and a probe makes the folder SITES.
        check(crawler.settings, besides="SITES")
        spider = super().from_crawler(crawler, *args, **kwargs)
        folder = crawler.settings["SITES"]
        described, _ = sites.load(Path(folder) if folder else None)  # the loader has warned of broken files
        spider.sites = spider.choose(described)
        spider._find_logins(crawler)
        spider.browsing = None
        if spider.networked and any(site.browser for site in spider.sites):
            from newscrawl.spiders.rendered import Browsing  # an extra, which most runs do without

            spider.browsing = Browsing(crawler)
            crawler.signals.connect(spider.browsing.close, signals.spider_closed)
        spider.readers = ReaderPool(
            workers=crawler.settings.getint("READER_PROCESSES"),
            timeout=crawler.settings.getint("READER_TIMEOUT"),
        )
        if spider.reads_apart:
            spider.readers.start()  # at once: loading what they need takes as long as the rest of a run's start
        spider.token = product_token(crawler.settings["USER_AGENT"])
        crawler.signals.connect(spider.readers.close, signals.spider_closed)
        return spider

    def choose(self, described: dict[str, Site]) -> list[Site]:
        """The sites that the arguments mean. Raises ArgumentError."""
        raise NotImplementedError

    def _find_logins(self, crawler: Crawler) -> None:
        folder = crawler.settings["SITES"]
        found = [login.read(Path(folder), site) for site in self.sites] if folder else []
        self.logins = [one for one in found if one]
        answers = ("set-cookie",) if self.logins else ()  # the login's next key
        self.secret = frozenset((*answers, *(name.lower() for one in self.logins for name, _ in one.headers)))
        crawler.signals.connect(self._tell_logins, signals.spider_opened)

    def _tell_logins(self) -> None:
        self.run.problems += [one.problem for one in self.logins if one.problem]

    @property
    def locks(self) -> list[str]:
        """Names of the locks that a run holds: those of its sites."""
        return [site.name for site in self.sites]
