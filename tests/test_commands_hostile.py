"""Whatever an archive says, no command puts it on a terminal as something that a terminal obeys."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.connection import raw_path
from newscrawl.printing import json_line, plain, plain_lines
from tests.commanding import is_plain
from tests.conftest import Scribe, an_article
from tests.crawling import ROOT, command, scrapy

PIER = "https://example.org/news/pier"
EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202eevil\u2066\u200f\u2028"
"""Changes a terminal's title, clears it, paints it red, by one byte too; turns what follows around."""
PRINTING: dict[str, list[tuple[str, ...]]] = {
    "search": [("search", "pier"), ("search", "pier", "--json"), ("search", "--versions", "pier")],
    "changes": [("changes", "--since", "2024-01-01"), ("changes", "--since", "2024-01-01", "--json")],
    "diff": [("diff", PIER), ("diff", PIER, "--json"), ("diff", f"{PIER}{EVIL}")],
    "export": [("export", "-"), ("export", "-", "--versions"), ("export", "x.jsonl", "--site", EVIL)],
    "raw": [("raw", PIER, "--list"), ("raw", f"{PIER}{EVIL}")],
    "runs": [("runs",), ("runs", "--json")],
    "retry": [("retry", "--failed"), ("retry", f"{PIER}{EVIL}")],
    "forget": [("forget", f"{PIER}{EVIL}")],
    "verify": [("verify",), ("verify", "--json")],
    "reextract": [("reextract", "--dry-run", "--all"), ("reextract", "--dry-run", "--all", "--json")],
    "erase": [("erase", PIER, "--reason", EVIL)],
}
ELSEWHERE = {"backup", "browse", "crawl", "health", "probe", "update"}
"""Print nothing of the archive's words, or have tests of their own for it."""
_KEYS = ("url", "site", "state", "kind", "status", "digest", "article_id", "name", "_at", "_seen", "event", "json")


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that says evil things in every column of words, as one that another program wrote may."""
    path = tmp_path_factory.mktemp("evil") / "archive.db"
    archive = Archive(path)
    scribe = Scribe(archive)
    scribe.read(an_article(), 1)
    scribe.read(
        an_article(headline="Council scraps pier café", authors=[f"Ann Lee{EVIL}"], article_body="No pier.\n\nNone."),
        15,
    )
    scribe.found("/other")
    scribe.visit("/other", 3, outcome="failed", reason="the connection failed")
    archive.runs.finish(
        scribe.run_id, at="2024-04-17T12:00:00.000+00:00", reason="finished", status=4, counts={}, problems=[EVIL]
    )
    archive.close()
    for file in (path, raw_path(path)):
        with closing(sqlite3.connect(file)) as db, db:
            spoil(db)
    return path


def spoil(db: sqlite3.Connection) -> None:
    """Put evil behind every text of every table that is words: no key, no time, no JSON."""
    tables: list[tuple[str]] = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        if "_fts" in table or table.startswith(("_", "sqlite_")):
            continue
        for _, name, kind, _, _, key in db.execute(f"PRAGMA table_info([{table}])").fetchall():
            if kind == "TEXT" and not key and not name.endswith(_KEYS) and "date" not in name:
                words = f"[{name}] != '' AND NOT (json_valid([{name}]) AND substr([{name}], 1, 1) IN ('[', '{{'))"
                db.execute(f"UPDATE OR IGNORE [{table}] SET [{name}] = [{name}] || ? WHERE {words}", [EVIL])


def test_a_headline_that_a_terminal_cannot_show_ends_no_command(evil: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    run = command("search", "pier", archive=evil)
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\xe9" in done.stdout


@pytest.mark.parametrize("arguments", [args for several in PRINTING.values() for args in several], ids=repr)
def test_a_command_prints_nothing_that_commands_a_terminal(evil: Path, arguments: tuple[str, ...]) -> None:
    done = scrapy(*arguments, archive=evil)
    told = done.stdout + done.stderr
    assert told
    assert "Traceback" not in told
    assert is_plain(told)
    for line in done.stdout.splitlines() if "--json" in arguments or "-" in arguments else ():
        json.loads(line)


@pytest.mark.parametrize("name", ["search", "diff", "raw", "forget", "retry"])
def test_bytes_on_the_command_line_that_are_no_text_are_told_in_a_line(evil: Path, name: str) -> None:
    done = scrapy(name, os.fsdecode(b"https://example.org/\xff"), archive=evil)
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr


def test_every_command_is_looked_at() -> None:
    names = {path.stem for path in (ROOT / "newscrawl" / "commands").glob("[a-z]*.py")}
    assert names - PRINTING.keys() - ELSEWHERE == set()


def test_plain_text_is_one_line_without_commands() -> None:
    assert plain(f"a\tb\n{EVIL}c") == "a b ]0;owned [2J 31m evil c"
    assert plain_lines("a\n\tb\x1bc") == "a\n\tb c"
    assert not is_plain(EVIL)


def test_json_keeps_every_character_and_commands_nothing() -> None:
    told = json_line({"a": f"é{EVIL}\U000e0041\ud800"})
    assert is_plain(told)
    assert "é" in told
    assert json.loads(told) == {"a": f"é{EVIL}\U000e0041\ud800"}
