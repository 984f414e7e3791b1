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
}
FOR_RUNS = {
    "tldextract": "it brings an HTTP library; which domain a host belongs to is asked by runs",
    "rich": "the report of a run alone is drawn with it",
}


@cache
def loaded(*args: str) -> frozenset[str]:
    """Names of the modules that a command has loaded when it ends."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *args], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert "loaded:" in done.stdout, done.stderr
    return frozenset(done.stdout.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("name", [*READERS, *SELDOM, *FOR_RUNS])
@pytest.mark.parametrize("args", [("list",), ("search", "ferry", "-s", "ARCHIVE=/dev/null")], ids=lambda args: args[0])
def test_commands_load_nothing_that_runs_alone_need(args: tuple[str, ...], name: str) -> None:
    assert name not in loaded(*args)


@pytest.mark.parametrize("name", [*READERS, *SELDOM])
def test_a_crawl_loads_no_reader_into_its_own_process(name: str) -> None:
    assert name not in loaded("crawl", "nosuch")
    assert "newscrawl.spiders.demo" in loaded("crawl", "nosuch")
