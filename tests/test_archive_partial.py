"""Pages that are further ones of a known story, asked or captured by themselves."""

from __future__ import annotations

import pytest

from newscrawl.items import Capture, Found
from tests.conftest import Scribe, an_article, at
from tests.test_archive_detours import DAY, SITE, asked_in_a_run

REST = "Other words stand on the second page, and they go on for some time."


def read(scribe: Scribe, path: str, minute: int, part_of: str | None = None) -> str:
    article = an_article(path, article_body=REST) if path.endswith("2") else an_article(path)
    capture = Capture(url=article.url, fetched_at=at(minute), http_status=200, headers=[], body=path.encode())
    return scribe.read(article, minute, capture=capture, part_of=part_of)


@pytest.mark.parametrize("was_story", [False, True])
def test_a_further_page_of_a_story_is_not_asked_in_every_run(scribe: Scribe, was_story: bool) -> None:
    found = [Found(url=f"{SITE}/news/pier/2", kind="article", priority=580)]
    scribe.visit("/", kind="front", found=found)
    read(scribe, "/news/pier", 1)
    if was_story:
        assert read(scribe, "/news/pier/2", 2) == "new"
    assert read(scribe, "/news/pier/2", 3, part_of=f"{SITE}/news/pier") == "skipped"
    assert "/news/pier/2" not in asked_in_a_run(scribe, DAY)
    assert scribe.row("/news/pier/2")["reason"] == f"a further page of the story {SITE}/news/pier"
