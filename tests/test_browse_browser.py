"""The reading room in Chromium: for everybody, in any light, on any width, and with nothing from elsewhere."""

from __future__ import annotations

import pytest

from tests.browsing import WIDTHS, Reader, Theme, barriers, too_wide

PAGES = [
    "/", "/changes", "/sites", "/sites/post.example", "/fronts", "/fronts/post.example", "/numbers", "/search?q=pier",
    "/search", "/archive", "/archive/articles", "/archive/articles/1", "/archive?sql=select+1", "/nowhere",
]  # fmt: skip
"""Every page once; those of a story stand in `story_pages`."""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_kept_out(reader: Reader, address: str, theme: Theme) -> None:
    page = reader.open(address, theme=theme)
    assert barriers(page) == ""
    page.set_viewport_size({"width": WIDTHS["phone"], "height": 740})
    assert too_wide(page) == ""
