"""What a command loads before it does its work. Held by names and not by a clock, which a busy machine would upset."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOADED = """
import importlib, sys
from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings
from newscrawl.commands.crawl import spare

try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit:
    pass
if sys.argv[1] == "crawl":  # and the components of a run
    settings = get_project_settings()
    spare(settings)
    names = [settings[name] for name in ("SCHEDULER", "TWISTED_DNS_RESOLVER")]
    names += settings.getdict("DOWNLOAD_HANDLERS").values()
    for group in ("EXTENSIONS", "SPIDER_MIDDLEWARES", "DOWNLOADER_MIDDLEWARES", "ITEM_PIPELINES"):
        components = settings.get_component_priority_dict_with_base(group)
        names += [name for name, place in components.items() if place is not None]
    for name in names:
        importlib.import_module(name.rpartition(".")[0])
print("loaded:", *sys.modules)
"""
READERS = {
    "newscrawl.extraction": "only a worker process reads pages",
    "newscrawl.reading.read": "only a worker process reads pages",
    "newscrawl.probe.page": "scrapy probe alone reads in its own process",
}
SELDOM = {
    "datasette": "scrapy browse alone serves pages",
    "newscrawl.demo": "the spider demo alone shows the bundled newsrooms",
    "pyarrow": "scrapy export alone writes parquet",
    "newscrawl.wording": "scrapy diff alone compares words",
    "aiohttp": "Scrapy's remote control, which is off, serves with it",
    "tldextract": "it brings an HTTP library; its list is read without it, and cookies alone need Scrapy's use of it",
    "requests": "the HTTP library",
    "rich": "what a terminal shows is drawn with it, and here is none",
    "newscrawl.probe.show": "scrapy probe alone shows what it saw",
    "newscrawl.archive.verify": "scrapy verify alone looks the archive through",
    "newscrawl.archive.export": "scrapy export alone writes other forms",
    "newscrawl.archive.reextraction": "scrapy reextract alone reads captures again",
}
CRAWLS = {
    "scrapy": "a reader knows nothing of the crawl",
    "twisted": "it speaks to no server",
    "asyncio": "it does one thing after the other",
    "sqlite3": "it sees no archive",
    "tldextract": "it brings an HTTP library",
    "newscrawl.reading.workers": "the crawl's side",
    "newscrawl.sites": "it is told what is known of a site",
    "parsel": "sites with selectors of their own alone need them",
    "multiprocessing.resource_tracker": "it shares no memory",
}
IN_A_READER = """
import sys
from multiprocessing import spawn  # which starts it
from newscrawl.reading.inside import read, work
from newscrawl.site import Site
read(b"<p>", "https://example.org/", {"site": Site(name="example.org", home="https://example.org/")})
print("loaded:", *sys.modules)
"""


@cache
def loaded(*args: str, code: str = LOADED) -> frozenset[str]:
    """Names of the modules that a command, or some code, has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", code, *args], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert "loaded:" in done.stdout, done.stderr
    return frozenset(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("name", [*READERS, *SELDOM])
@pytest.mark.parametrize("args", [("list",), ("search", "ferry", "-s", "ARCHIVE=/dev/null")], ids=lambda args: args[0])
def test_a_command_loads_nothing_that_others_need(args: tuple[str, ...], name: str) -> None:
    assert name not in loaded(*args)


@pytest.mark.parametrize("name", [*READERS, *SELDOM])
def test_a_crawl_loads_no_reader_and_nothing_that_it_may_not_need(name: str) -> None:
    assert name not in loaded("crawl", "nosuch")
    assert "newscrawl.spiders.demo" in loaded("crawl", "nosuch")


def test_a_file_of_todays_form_is_opened_without_what_brings_it_there(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from newscrawl.archive import Archive
Archive(Path(sys.argv[1])).close()
print("loaded:", *sys.modules)
"""
    archive = str(tmp_path / "archive.db")
    assert "sqlite_utils" in loaded(archive, code=code)
    assert "sqlite_utils" not in loaded(archive, "again", code=code)


@pytest.mark.parametrize("name", CRAWLS)
def test_a_reader_loads_nothing_of_a_crawl(name: str) -> None:
    assert name not in loaded(code=IN_A_READER)
    assert "newscrawl.reading.read" in loaded(code=IN_A_READER)


def test_what_scrapy_calls_deprecated_stands_where_it_did() -> None:
    code = """
from newscrawl.commands.crawl import _load_encryption
from scrapy.utils import deprecate
_load_encryption()
from scrapy.core.downloader import contextfactory, tls
print("loaded:", deprecate.inspect.__name__)
print(contextfactory.ScrapyClientContextFactory.__module__, tls.ScrapyClientTLSOptions.__module__)
"""
    assert loaded(code=code) == {"inspect", "scrapy.core.downloader.contextfactory", "scrapy.core.downloader.tls"}
