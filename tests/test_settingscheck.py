"""Settings that cannot be used are told in one line, before anything is opened or asked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.settings import Settings, default_settings

from newscrawl import settings as defaults
from newscrawl.exceptions import ArgumentError
from newscrawl.settingscheck import RULES, check
from tests.crawling import ROOT


def settings(**given: Any) -> Settings:
    """The project's settings, and some from the command line."""
    made = Settings()
    made.setmodule("newscrawl.settings")
    for name, value in given.items():
        made.set(name, value, priority="cmdline")
    return made


def fault(**given: Any) -> str:
    with pytest.raises(ArgumentError) as raised:
        check(settings(**given))
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_the_defaults_are_allowed() -> None:
    assert check(settings()) == []


def test_every_setting_of_the_project_has_a_rule_or_is_scrapys() -> None:
    names = [name for name in dir(defaults) if name.isupper()]
    assert [name for name in names if name not in RULES and not hasattr(default_settings, name)] == []


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("ARCHIVE", "", "the name of a file"),
        ("ARCHIVE", "/", "the name of a file, not of a folder"),
        ("ARCHIVE", "~/news.db", "the name of a file, not of a folder, without ~"),
        ("KEEP_RAW", "yes", "1 or 0"),
        ("COOKIES_ENABLED", "on", "1 or 0"),
        ("SITES", "nowhere/", "a folder that exists"),
        ("REPORT", "loud", "auto or full"),
        ("CRAWL_CLOCK", "soon", "a time, 2024-04-17T15:07:00+00:00"),
        ("CRAWL_CLOCK", "0001-01-01", "a time"),
        ("REVISIT_SOONEST", "soon", "a number above 0 (seconds)"),
        ("REVISIT_SHARE", "0", "a number above 0, up to 1,000"),
        ("READER_PROCESSES", "0", "a whole number from 1 to 256"),
        ("READER_PROCESSES", "1.5", "a whole number"),
        ("READER_TIMEOUT", "-1", "a whole number from 1 to 86,400 (seconds)"),
        ("REREAD_SECONDS", "-1", "a number from 0 on (seconds)"),
        ("IMAGE_MAXSIZE", "10MB", "a whole number"),
        ("DOWNLOAD_DELAY", "abc", "a number from 0 on (seconds)"),
        ("DOWNLOAD_DELAY", "nan", "a number from 0 on"),
        ("DOWNLOAD_DELAY", True, "a number from 0 on"),
        ("DOWNLOAD_TIMEOUT", "0", "a number above 0"),
        ("DOWNLOAD_MAXSIZE", "1e400", "a whole number"),
        ("CLOSESPIDER_TIMEOUT", "1h", "a number"),
        ("CONCURRENT_REQUESTS_PER_DOMAIN", "0", "a whole number from 1 to 1,000"),
        ("RETRY_HTTP_CODES", "5xx", "HTTP statuses"),
        ("USER_AGENT", "", "a name and an address"),
        ("USER_AGENT", "me\r\nCookie: a=b", "a name and an address"),
        ("LOG_LEVEL", "info", "one of CRITICAL, ERROR, WARNING, INFO, DEBUG"),
        ("LOG_FILE", "/nowhere/log", "a file in a folder that exists"),
        ("DEPTH_PRIORITY", "x", "a whole number"),
        ("LOGSTATS_INTERVAL", "x", "a number"),
        ("CONCURRENT_ITEMS", "10", "1 or leave it out"),
        ("SCHEDULER", "scrapy.core.scheduler.Scheduler", "leave it out: the frontier is"),
        ("TWISTED_DNS_RESOLVER", "x", "leave it out: it keeps private addresses out"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_what_is_allowed(name: str, value: Any, allowed: str) -> None:
    said = fault(**{name: value})
    assert said.startswith(f"{name}={value!r} is not allowed: give ")
    assert allowed in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEEP_RAW", "false"),
        ("KEEP_RAW", False),
        ("CRAWL_CLOCK", "2024-04-17T15:07"),
        ("SITES", ""),
        ("DOWNLOAD_MAXSIZE", "0"),
        ("RETRY_HTTP_CODES", "500,502"),
        ("LOG_LEVEL", 30),
        ("CONCURRENT_ITEMS", "1"),
        ("REDIRECT_PRIORITY_ADJUST", "-3"),
    ],
)
def test_what_scrapy_takes_is_allowed(name: str, value: Any) -> None:
    assert check(settings(**{name: value})) == []


@given(name=st.sampled_from(sorted(RULES)), value=st.one_of(st.text(), st.integers(), st.floats(), st.none()))
def test_no_value_is_more_than_a_line(name: str, value: Any) -> None:
    try:
        check(settings(**{name: value}))
    except ArgumentError as error:
        assert len(str(error).splitlines()) == 1
        assert name in str(error)


@pytest.mark.parametrize(
    ("name", "meant"), [("KEEP_RWA", "KEEP_RAW"), ("archive", "ARCHIVE"), ("DOWNLOAD_DELLAY", "DOWNLOAD_DELAY")]
)
def test_a_name_that_is_nearly_one_is_refused(name: str, meant: str) -> None:
    assert fault(**{name: "1"}) == f"there is no setting {name}: is {meant} meant?"


def test_a_slip_in_the_settings_file_is_refused_too() -> None:
    made = settings()
    made.set("CRAWL_DELAY_MAXI", 1, priority="project")
    with pytest.raises(ArgumentError, match="is CRAWL_DELAY_MAX meant"):
        check(made)


def test_settings_of_components_that_are_not_known_are_left_to_them() -> None:
    assert check(settings(SOMEBODYS_EXTENSION="x")) == [
        "neither newscrawl nor Scrapy has a setting SOMEBODYS_EXTENSION"
    ]


def test_a_password_is_no_setting_and_is_not_printed() -> None:
    said = fault(HTTPAUTH_PASS="S3CRET")
    assert said.startswith("HTTPAUTH_PASS=… is not allowed: give nothing: a login is a file")


@pytest.mark.parametrize("name", ["JOBDIR", "SCHEDULER_DISK_QUEUE", "DUPEFILTER_CLASS", "DEPTH_LIMIT"])
def test_settings_that_the_ledger_replaces_are_told(name: str) -> None:
    assert check(settings(**{name: "3"})) == [f"{name} has no effect here: the archive's table `pages` does its work"]


def test_the_folder_that_a_command_is_to_make_may_be_missing() -> None:
    assert check(settings(SITES="nowhere/"), besides="SITES") == []


def test_settings_that_do_not_go_together() -> None:
    assert "REVISIT_SOONEST=600 is more than REVISIT_LATEST=60" in fault(REVISIT_LATEST="60")
    assert "set KEEP_RAW as well" in fault(KEEP_IMAGES="1", KEEP_RAW="0")


def test_a_folder_below_the_projects_is_no_place_for_a_second_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "docs")
    with pytest.raises(ArgumentError, match="run this in"):
        check(settings())
    assert check(settings(ARCHIVE="mine.db")) == []


def test_a_crawl_ends_with_status_2_and_one_line(tmp_path: Path) -> None:
    """In the log, which is set up before the command runs, and nowhere else: nothing is read from home or variables."""
    (tmp_path / ".scrapy.cfg").write_text("[settings]\ndefault = nowhere.settings\n")
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = nowhere.settings\n")
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "SCRAPY_ARCHIVE": "x", "SCRAPY_LOG_LEVEL": "x"}
    command = [sys.executable, "-m", "scrapy", "crawl", "demo", "-L", "loud", "-s", f"ARCHIVE={tmp_path}/archive.db"]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **home}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("newscrawl: LOG_LEVEL='loud' is not allowed")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "archive.db").exists()
