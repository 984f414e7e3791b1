"""Chromium, which takes as long to start as some tests do: one for all modules of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests import browsing
from tests.browsing import Desk, Reader

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.press import Newsstand


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser."""
    with browsing.chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def newsdesk(chromium: Browser, newsstand: Newsstand) -> Iterator[Desk]:
    """It, and a reading room on the archive that has one of everything."""
    with browsing.served(newsstand.path) as address:
        yield Desk(chromium, address)


@pytest.fixture(scope="module")
def desk(newsdesk: Desk) -> Desk:
    """Where a module's readers sit; a module may have a desk at another archive."""
    return newsdesk


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """A reader at the desk; the test fails where their windows met anything that must not be."""
    reader = Reader(desk)
    yield reader
    reader.leave()
