"""The command that ON_PROBLEM names is told all, and can spoil nothing."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from newscrawl.extensions.alarm import paragraph, tell


def run(**changes: Any) -> Any:
    values = {"id": 7, "sites": [SimpleNamespace(name="example.org", home="https://example.org/")], "exit_status": 4,
              "error": None, "problems": ["one", "two"], "finish_reason": "finished", "stopped_by": 0, "counts": {},
              "archive": SimpleNamespace(path=Path("output/archive.db"))}  # fmt: skip
    return SimpleNamespace(**{**values, **changes})


def test_a_paragraph_names_the_site_and_its_problems() -> None:
    lines = paragraph(run()).splitlines()
    assert lines[0] == "newscrawl: example.org: finished, but something is wrong (status 4)."
    assert lines[1:3] == ["  problem: one", "  problem: two"]


def test_a_run_that_ended_by_an_error_says_which() -> None:
    error = OSError("no space left")
    told = paragraph(run(exit_status=1, error=error, problems=["no space left"], finish_reason="archive_error"))
    assert told.count("no space left") == 1
    assert told.endswith("\n  problem: no space left\n")


def test_no_control_character_reaches_it() -> None:
    assert "\n  problem: a [31m b \n" in paragraph(run(problems=["a\x1b[31m b\x00"]))


def test_the_text_is_on_its_input_and_facts_are_in_its_environment(tmp_path: Path) -> None:
    out = tmp_path / "out"
    hostile = "$(touch /tmp/x); `id`; 'quoted'\n"
    assert tell(f'cat > {out}; echo "$NEWSCRAWL_SITE" >> {out}', hostile, {"NEWSCRAWL_SITE": "$(id).org"}) == ""
    assert out.read_text() == hostile + "$(id).org\n"


def test_a_command_that_reads_nothing_is_no_failure() -> None:
    assert tell("true", "x" * 1_000_000, {}) == ""


def test_its_failure_is_one_line() -> None:
    assert tell("echo one >&2; echo two >&2; exit 3", "", {}) == "ended with status 3: one two"
    assert tell("no-such-command-here", "", {}).startswith("ended with status 127: ")
    assert tell("true", "", {"NEWSCRAWL_SITE": "a\x00b"}).startswith("could not be run: ")


def test_one_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    began, mark = time.monotonic(), tmp_path / "mark"
    assert (
        tell(f"(sleep 2; touch {mark}) & sleep 30", "", {}, seconds=0.2)
        == "took longer than 0.2 seconds and was stopped"
    )
    assert time.monotonic() - began < 2
    time.sleep(max(0.0, began + 2.3 - time.monotonic()))
    assert not mark.exists()
