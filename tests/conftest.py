"""What all tests share: an archive in a temporary folder, and items made in a line."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from newscrawl.archive import Archive
from newscrawl.doors import Page
from newscrawl.items import Article, Found, Teaser, Visit
from newscrawl.site import Site

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

    from tests.press import Newsstand

# The same examples on every machine, and no failure because a machine is busy.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

# Archives are written through to the disk, for which the suite waits a fifth of its time: memory takes them at once.
SHARED = Path("/dev/shm")  # noqa: S108
ROOMY = os.access(SHARED, os.W_OK) and shutil.disk_usage(SHARED).free > 4 * 1024**3
if ROOMY and not os.statvfs(SHARED).f_flag & os.ST_NOEXEC:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(SHARED))

LONG = (
    "tests/browser",
    "tests/test_extraction_robust.py",
    "tests/test_middlewares_patience.py",
    "tests/test_archive_year.py",
    "tests/test_crawl_faults.py",
    "tests/test_reading_workers.py",
    "tests/test_crawl_monstrous.py",
    "tests/test_manners_caps.py",
    "tests/test_archive_verify.py",
    "tests/test_crawl_hostile.py",
    "tests/test_middlewares_robots.py",
    "tests/test_crawl_maze.py",
    "tests/test_rendering.py",
    "tests/test_crawl_learning.py",
    "tests/test_crawl_stopping.py",
    "tests/test_soak.py",
    "tests/test_archive_memory.py",
    "tests/test_crawl_health.py",
)
"""What takes longest, begun first, so that no worker is left with one of them when the others are through."""


def unit(nodeid: str) -> str:
    """What one worker runs as a whole: a module, whose crawl is crawled once, or the folder that shares a browser."""
    file = nodeid.partition("::")[0]
    return "tests/browser" if file.startswith("tests/browser/") else file


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(unit(item.nodeid), len(LONG)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Workers take units in the order of the collection."""
    from xdist.scheduler import LoadScopeScheduling

    config.option.loadscopereorder = False
    units = LoadScopeScheduling(config, log)
    units._split_scope = unit
    return units


SITE = Site(name="example.org", home="https://example.org/", domains=("example.org",))
BODY = "The council of Harbour County voted on Monday to rebuild the old pier.\n\nWork begins in the spring."


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that holds nothing: to copy it takes a quarter of making one."""
    folder = tmp_path_factory.mktemp("empty")
    Archive(folder / "archive.db").close()
    return folder


@pytest.fixture
def archive(tmp_path: Path, empty: Path) -> Iterator[Archive]:
    for file in empty.iterdir():
        shutil.copy(file, tmp_path)
    archive = Archive(tmp_path / "archive.db")
    yield archive
    archive.close()


def at(minute: int) -> str:
    """A time on the day of the tests, or later."""
    return (datetime(2024, 4, 17, 10, tzinfo=UTC) + timedelta(minutes=minute)).isoformat(timespec="milliseconds")


def an_article(path: str = "/news/pier", **changes: Any) -> Article:
    """A valid article, read from the page at `path`."""
    url = f"https://example.org{path}"
    values: dict[str, Any] = {
        "url": url,
        "page_url": url,
        "headline": "Council votes to rebuild pier",
        "article_body": BODY,
        "date_published": "2024-04-17T06:00:00-03:00",
        "reader_version": "1",
    }
    return Article(**{**values, **changes})


class Scribe:
    """Writes visits into an archive as a run does."""

    def __init__(self, archive: Archive, site: Site = SITE) -> None:
        self.archive = archive
        self.site = site
        self.run_id, _ = archive.runs.start("news", [site], at(0))

    def found(self, *paths: str, **how: Any) -> None:
        """Put addresses into the ledger."""
        for path in paths:
            found = Found(url=f"https://example.org{path}", kind=how.pop("kind", "article"), **how)
            self.archive.ledger.start(self.site.name, found, at=at(0), before=at(0))

    def visit(self, path: str, minute: int = 0, **visit: Any) -> str:
        """Write one visit; returns the outcome as stored."""
        article, teasers, follow = visit.pop("article", None), visit.pop("teasers", []), visit.pop("follow", True)
        values: dict[str, Any] = {"outcome": "read", "http_status": 200, "kind": "article" if article else "other"}
        made = Visit(**{"url": f"https://example.org{path}", "at": at(minute), **values, **visit})
        page = Page(site=self.site, run_id=self.run_id, visit=made, article=article, teasers=teasers, follow=follow)
        self.archive.settle(page)
        return self.archive.flush()[0].outcome

    def read(self, article: Article, minute: int = 0, **visit: Any) -> str:
        """Write a visit that read an article."""
        return self.visit(article.page_url.removeprefix("https://example.org"), minute, article=article, **visit)

    def row(self, path: str) -> dict[str, Any]:
        """The ledger's row of an address."""
        sql = "SELECT * FROM pages WHERE url = ?"
        return dict(self.archive.db.conn.execute(sql, (f"https://example.org{path}",)).fetchone())

    def all(self, sql: str, *parameters: Any) -> list[Any]:
        """Rows of a query; single columns as plain values."""
        rows = self.archive.db.conn.execute(sql, parameters).fetchall()
        return [row[0] if len(row) == 1 else tuple(row) for row in rows]


@pytest.fixture
def scribe(archive: Archive) -> Scribe:
    return Scribe(archive)


def a_teaser(path: str, position: int = 1, **changes: Any) -> Teaser:
    """A teaser on the front page."""
    url = f"https://example.org{path}"
    return Teaser(
        **{"listing_url": "https://example.org/", "article_url": url, "headline": path, "position": position, **changes}
    )


@pytest.fixture(scope="session")
def newsstand(tmp_path_factory: pytest.TempPathFactory) -> Newsstand:
    """An archive with one of everything; not to be changed."""
    from tests.newsstand import build

    return build(tmp_path_factory.mktemp("newsstand"))
