"""What befalls a site is told by the first run that meets it; a healthy one is not told of."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve

START = datetime(2024, 4, 21, 7, 30, tzinfo=UTC)
DAY = timedelta(days=1)
HTML = {"Content-Type": "text/html; charset=utf-8"}
WORDS = (
    "The council of Harbour County voted on Monday to rebuild the old pier, six years after a storm took half of it.",
    "Work begins in the spring, said the mayor, who had promised a new pier when she was elected for the first time.",
    "Fishermen who had landed their catch at the ferry terminal since then welcomed the vote with a row of horns.",
)


CLASSES = ("page-wide", "story-body", "headline", "paragraph")
OTHERS = ("outer", "entry", "title-line", "block")


def story(number: int, published: datetime, *, css: tuple[str, str, str, str] = CLASSES, text: bool = True) -> Answer:
    outer, entry, title, block = css
    headline = f"Council votes to rebuild the pier, part {number}"
    facts = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "author": "Ann Lee",
             "datePublished": published.isoformat()}  # fmt: skip
    words = "".join(f'<p class="{block}">{part} Part {number}.</p>' for part in WORDS) if text else ""
    html = (
        f'<!doctype html><title>{headline}</title><script type="application/ld+json">{json.dumps(facts)}</script>'
        f'<body class="{outer}"><article class="{entry}"><h1 class="{title}">{headline}</h1>{words}</article>'
    )
    return Answer(html.encode(), headers=HTML)


def publish(
    site: Site,
    now: datetime,
    *,
    until: datetime | None = None,
    css: tuple[str, str, str, str] = CLASSES,
    text: bool = True,
) -> None:
    """Let a site be as it is at a time: three stories a day, those of the last weeks on its front page.

    Nothing came after `until`; stories of the last day are made with `css`, and have no text without `text`.
    """
    shown = [now - timedelta(hours=hours) for hours in range(2, 12 * 24, 8)]
    shown = [when for when in shown if when <= (until or now)]
    paths = {f"/news/council-votes-{when:%Y%m%d%H}": when for when in shown}
    site.pages = {"/": page(*paths)}
    for path, when in paths.items():
        site.pages[path] = story(int(path[-10:]), when, css=css, text=text)


def crawl(site: Site, archive: Path, now: datetime, *more: str, proxy: str = "") -> CompletedProcess[str]:
    clock = ("-s", f"CRAWL_CLOCK={now.isoformat()}")
    return scrapy("crawl", "news", "-a", f"url={site.home}", *HASTE, *clock, *more, archive=archive, proxy=proxy)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """A site, and the archive that visited it for three weeks."""
    archive = tmp_path_factory.mktemp("lived") / "archive.db"
    with serve() as site:
        publish(site, START)
        first = crawl(site, archive, START)
        assert (first.returncode, first.stderr) == (0, "")
        with closing(sqlite3.connect(archive)) as db, db:
            # What it saw in this run it saw in every one of the three weeks before.
            for day in range(20):
                at = (START - (20 - day) * DAY).isoformat(timespec="milliseconds")
                db.execute("INSERT INTO runs (id, spider, site, started_at, finished_at, finish_reason, exit_status)"
                           " SELECT id - 100 + ?, spider, site, ?, ?, finish_reason, 0 FROM runs WHERE id = 1",
                           (day, at, at))  # fmt: skip
                db.execute("INSERT INTO run_sites (id, run_id, site, at, figures, layout)"
                           " SELECT id - 100 + ?, run_id - 100 + ?, site, ?, figures, layout FROM run_sites"
                           " WHERE run_id = 1", (day, day, at))  # fmt: skip
        yield site, archive


@pytest.fixture
def archive(lived: tuple[Site, Path], tmp_path: Path) -> Path:
    for file in lived[1].parent.glob("archive*.db"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / "archive.db"


@pytest.fixture
def site(lived: tuple[Site, Path]) -> Site:
    publish(lived[0], START + DAY)
    return lived[0]


def told(done: CompletedProcess[str], archive: Path) -> list[str]:
    """What a run's report names as problems, which is what the archive keeps."""
    problems = [line.removeprefix("problem: ") for line in done.stdout.splitlines() if line.startswith("problem: ")]
    assert json.loads(rows(archive, "SELECT problems FROM runs ORDER BY id DESC LIMIT 1")[0]) == problems
    assert done.returncode == (4 if problems else 0), done.stderr
    return problems


def test_a_healthy_site_is_not_told_of(site: Site, archive: Path) -> None:
    assert told(crawl(site, archive, START + DAY), archive) == []


def test_a_site_that_refuses_everything_is_told_of_also_by_the_first_run_of_all(
    site: Site, archive: Path, tmp_path: Path
) -> None:
    site.pages = {path: Answer(b"no", 403) for path in site.pages}
    words = f"the front page of {site.host} could not be read: {site.home}: HTTP 403: the site refuses it"
    for where in (archive, tmp_path / "new.db"):
        assert told(crawl(site, where, START + DAY), where) == [f"{words}; look closer: scrapy probe {site.home}"]


def test_a_site_that_is_dead_is_told_of_while_it_is(site: Site, archive: Path) -> None:
    for day, since in ((1, ""), (2, "; since run 2, 24 hours")):
        done = crawl(site, archive, START + day * DAY, "-s", "RETRY_TIMES=0", proxy="http://127.0.0.1:9")
        (problem,) = told(done, archive)
        assert problem.startswith(f"the front page of {site.host} could not be read: {site.home}: ")
        assert problem.endswith(f"{since}; look closer: scrapy probe {site.home}")


@pytest.mark.parametrize("body", [b"", None], ids=["no bytes", "no text"])
def test_stories_without_bodies_are_told_of(site: Site, archive: Path, body: bytes | None) -> None:
    publish(site, START + DAY, text=False)
    if body is not None:
        site.pages = {
            path: Answer(body, headers=HTML) if path != "/" else answer for path, answer in site.pages.items()
        }
    versions = rows(archive, "SELECT count(*) FROM revisions")
    (problem, *_) = told(crawl(site, archive, START + DAY), archive)
    assert " pages that should tell a story told none (usual here: 0%); e.g. http" in problem
    assert "; look closer: scrapy probe http" in problem
    assert rows(archive, "SELECT count(*) FROM revisions") == versions


def test_a_site_whose_class_names_all_change_is_told_of_once(site: Site, archive: Path) -> None:
    for day, words in ((1, ["the pages of its stories are made anew"]), (2, [])):
        publish(site, START + day * DAY, css=OTHERS)
        problems = told(crawl(site, archive, START + day * DAY), archive)
        assert [problem.split(": ")[1] for problem in problems] == words


def test_a_site_that_goes_quiet_is_told_of_and_a_command_is_run(site: Site, archive: Path, tmp_path: Path) -> None:
    publish(site, START + DAY, until=START)
    command = (
        f"ON_PROBLEM=cat > {tmp_path}/said; echo $NEWSCRAWL_RUN $NEWSCRAWL_STATUS $NEWSCRAWL_SITE >> {tmp_path}/said"
    )
    (problem,) = told(crawl(site, archive, START + DAY, "-s", command), archive)
    assert problem.startswith(
        f"{site.host}: no new story for 26 hours, since 2024-04-21 05:30 UTC (usual here: at most "
    )
    said = (tmp_path / "said").read_text().splitlines()
    assert said[0] == f"newscrawl: {site.host}: finished, but something is wrong (status 4)."
    assert (said[1], said[-1]) == (f"  problem: {problem}", f"2 4 {site.host}")


def test_a_command_that_fails_is_a_line_and_leaves_the_status(site: Site, archive: Path) -> None:
    site.pages = {}
    done = crawl(site, archive, START + DAY, "-s", "ON_PROBLEM=echo sorry >&2; exit 1")
    assert (done.returncode, done.stderr) == (4, "newscrawl: ON_PROBLEM ended with status 1: sorry\n")


def test_a_list_of_addresses_is_judged_by_limits_alone(site: Site, archive: Path, tmp_path: Path) -> None:
    paths = [path for path in site.pages if path != "/"][:4]
    listed = tmp_path / "urls.txt"
    listed.write_text("\n".join(f"{site.home[:-1]}{path}?x=1" for path in paths))
    site.pages = {f"{path}?x=1": Answer(b"no", 403) for path in paths}
    done = scrapy("crawl", "news", "-a", f"urls={listed}", *HASTE, "-s", f"CRAWL_CLOCK={(START + DAY).isoformat()}",
                  archive=archive)  # fmt: skip
    (problem,) = told(done, archive)
    assert problem.startswith(f"{site.host}: 4 of 4 pages were refused (HTTP 401, 403, 429, 451); e.g. http")
    assert rows(archive, "SELECT whole FROM run_sites ORDER BY id DESC LIMIT 1") == [0]
