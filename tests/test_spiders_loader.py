"""Which runs hear of a description that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newscrawl.spiders.loader import SiteSpiderLoader


@pytest.fixture
def loader(tmp_path: Path) -> SiteSpiderLoader:
    good = 'from newscrawl.site import Site\nsite = Site(name="good", home="https://good.example/")\n'
    (tmp_path / "good.py").write_text(good)
    (tmp_path / "broken.py").write_text("site = Site(")
    return SiteSpiderLoader(Settings({"SPIDER_MODULES": ["newscrawl.spiders"], "SITES": str(tmp_path)}))


def test_a_crawl_of_another_described_site_is_told_nothing(
    loader: SiteSpiderLoader, caplog: pytest.LogCaptureFixture
) -> None:
    assert loader.load("good").name == "good"
    assert caplog.messages == []


def test_a_list_of_spiders_a_crawl_of_any_site_and_one_of_that_file_are_told(
    loader: SiteSpiderLoader, caplog: pytest.LogCaptureFixture
) -> None:
    assert "good" in loader.list()
    loader.load("news")
    with pytest.raises(KeyError):
        loader.load("broken")
    assert [message.partition(":")[2][:8] for message in caplog.messages] == [" line 1 "] * 3
