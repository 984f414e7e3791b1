"""Rebuilt pages of the bundled sites (`tests/sites/NAME/`) are read as expected.

A rebuilt page has a site's real markup, classes, structured data and menu, and invented words.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.probe import stored
from newscrawl.sites import load

SITES, _ = load()
PAGES = Path(__file__).parent / "sites"
STORED = [(folder.name, page) for folder in sorted(PAGES.iterdir()) for page in stored.load(folder)]


@pytest.mark.parametrize(("name", "page"), [pytest.param(n, p, id=f"{n}-{p.name}") for n, p in STORED])
def test_a_rebuilt_page_is_read_as_expected(name: str, page: stored.StoredPage) -> None:
    assert [found for found in stored.check(page, SITES[name]) if not found.ok] == []


def test_every_site_has_rebuilt_pages() -> None:
    assert {name for name, _ in STORED} == {*SITES} - {"ctvnews"}  # it has a test of its own
