"""Asks for the pages of a probe, by the rules of a crawl, with an archive that is thrown away."""

from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING

from newscrawl.commands.crawl import run_to_end
from newscrawl.printing import plain
from newscrawl.reading.sniff import charset
from newscrawl.spiders.probe import ProbeSpider

if TYPE_CHECKING:
    from scrapy.crawler import CrawlerProcessBase
    from scrapy.settings import BaseSettings

    from newscrawl.probe.page import Probe
    from newscrawl.probe.survey import Survey
    from newscrawl.probe.tour import Stop

_LATER = "; robots.txt could not be had; asked again later"  # nothing is asked again here

__all__ = ["ask", "page_of", "survey_of"]


def ask(
    process: CrawlerProcessBase, settings: BaseSettings, url: str, *, alone: bool
) -> tuple[ProbeSpider | None, int]:
    """The spider with what came, and 0; None and an exit status where the page could not be had, which a line says.

    `alone`: of a front page, too, nothing else is asked.
    """
    with tempfile.TemporaryDirectory(prefix="newscrawl-") as folder:
        settings.set("ARCHIVE", f"{folder}/archive.db", priority="cmdline")
        settings.set("KEEP_RAW", value=False, priority="cmdline")
        if sys.stderr.isatty():
            more = "" if alone else " (of a site about ten pages, with pauses)"
            print(f"asking {plain(url)}{more} …", file=sys.stderr)
        crawler = process.create_crawler(ProbeSpider)
        status = run_to_end(process, crawler, name="probe", url=url, alone=alone)
        spider = crawler.spider
        if isinstance(spider, ProbeSpider) and status in (0, 4) and spider.tour.stops:
            return spider, 0
        status = status if status not in (0, 4) else 1
        if isinstance(spider, ProbeSpider) and status == 1:
            print(f"newscrawl: {plain(_why(spider))}", file=sys.stderr)
        return None, status


def page_of(spider: ProbeSpider) -> Probe:
    """The page that was named, read for a person."""
    from newscrawl.probe.page import probe  # late: it loads the reader

    stop: Stop = spider.tour.stops[0]
    return probe(
        stop.body,
        stop.url,
        site=spider.tour.site,
        http_status=stop.http_status,
        encoding=charset(stop.content_type),
        content_type=stop.content_type,
        fetched_at=stop.fetched_at,
        token=spider.token,
        headers=stop.headers,
    )


def survey_of(spider: ProbeSpider) -> Survey:
    """The site whose front page was named."""
    from newscrawl.probe.survey import survey  # late: every command is loaded to run one

    rules, settings = spider.rules, spider.settings
    wanted = min(rules.delay, settings.getfloat("CRAWL_DELAY_MAX")) if rules else 0.0
    return survey(
        spider.tour,
        delay=settings.getfloat("DOWNLOAD_DELAY"),
        crawl_delay=wanted,
        robots=rules.allowed if rules else None,
        has_rules=bool(rules and rules.text.strip()),
    )


def _why(spider: ProbeSpider) -> str:
    """Why a page could not be had."""
    pages = [f"{url}: {reason.removesuffix(_LATER)}" for url, reason in spider.run.archive.ledger.told()]
    return "; ".join([*pages, *spider.run.problems]) or "the page could not be had"
