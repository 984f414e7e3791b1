"""Lists without end whose stories are not there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests.crawling import HASTE, rows, scrapy
from tests.mannered import Answer, Site, page, serve


class Endless(dict[str, Answer | Callable[[int], Answer]]):
    """Pages of a list that never ends; none of the stories that it names is there."""

    def get(self, path: str, default: Any = None) -> Any:
        _, _, query = path.partition("?")
        if path == "/":
            return page("/news")
        if path.startswith(("/news", "/api")):
            number = int(next(iter(parse_qs(query).values()), ["1"])[0])
            links = [f"/2024/04/17/the-council-votes-on-matter-{10 * number + n}-today" for n in range(3)]
            if path.startswith("/api"):
                items = [{"url": link, "title": "The council votes"} for link in links]
                return Answer(json.dumps({"items": items}).encode(), headers={"Content-Type": "application/json"})
            more = f"<button data-url='/api/list?offset={number + 1}'></button>" if "more" in self else ""
            following = "" if more else f"<a rel=next href='/news?page={number + 1}'>Next</a>"
            listed = page(*links)
            return Answer(listed.body + f"<nav class=pagination>{more}{following}</nav>".encode(), headers=HTML)
        return default


HTML = {"Content-Type": "text/html; charset=utf-8"}


def crawl(site: Site, archive: Path) -> None:
    scrapy(
        "crawl", "news", "-a", f"url={site.home}", "-a", "backfill=1", *HASTE, "-s", "CLOSESPIDER_PAGECOUNT=400",
        archive=archive,
    )  # fmt: skip


@pytest.mark.parametrize("more", ["more", "pages"])
def test_an_endless_list_of_stories_that_are_not_there_ends(tmp_path: Path, more: str) -> None:
    archive = tmp_path / "archive.db"
    with serve() as site:
        site.pages = Endless({more: Answer()})
        crawl(site, archive)
        assert len(site.paths()) < 100
        assert len([path for path in site.paths() if path.startswith(("/api", "/news?"))]) > 5
    assert rows(archive, "SELECT count(*) > 20 FROM pages WHERE state = 'gone'") == [1]
