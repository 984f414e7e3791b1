"""The command that ON_PROBLEM names is told all, and can spoil nothing."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from newscrawl.extensions.alarm import paragraph, tell


def run(**changes: Any) -> Any:
    site = SimpleNamespace(name="example.org")
    values = {
        "id": 7,
        "sites": [site],
        "exit_status": 4,
        "error": None,
        "problems": ["one", "two"],
        "finish_reason": "finished",
    }
    return SimpleNamespace(**{**values, **changes})


def test_a_paragraph_names_the_run_and_its_problems() -> None:
    assert paragraph(run(), "news") == "newscrawl: run 7 of example.org finished, but unhealthy (status 4)\none\ntwo\n"


def test_a_run_that_ended_by_an_error_says_so_once() -> None:
    error = OSError("no space left")
    told = paragraph(run(exit_status=1, error=error, problems=["no space left"]), "news")
    assert told == "newscrawl: run 7 of example.org ended by an error (status 1)\nno space left\n"
    assert paragraph(run(exit_status=1, problems=[], finish_reason="shutdown"), "news").endswith(
        "\nit ended before its time: shutdown\n"
    )


def test_no_control_character_reaches_it() -> None:
    assert paragraph(run(problems=["a\x1b[31m\nb\x00"]), "news").splitlines()[1:] == ["a [31m b"]


def test_sites_by_the_dozen_are_counted() -> None:
    many = [SimpleNamespace(name=f"{n}.org") for n in range(9)]
    assert "of 0.org, 1.org, 2.org, 3.org, 4.org and 4 more finished" in paragraph(run(sites=many), "news")


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
