"""The lock of a site: who holds it since when, told by another process; what a killed run left misleads nobody."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.exceptions import SiteLockedError
from newscrawl.extensions.lock import SiteLocks
from tests.crawling import python

HOLD = """
import sys, time
from pathlib import Path
from newscrawl.extensions.lock import SiteLocks
held = SiteLocks(Path(sys.argv[1]), sys.argv[2:])
print("held", flush=True)
time.sleep(60)
"""


@contextmanager
def holder(archive: Path, *names: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds locks."""
    process = python("-c", HOLD, str(archive), *names)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def told(archive: Path, *names: str) -> str:
    """What a run is told that finds a site locked."""
    with pytest.raises(SiteLockedError) as caught:
        SiteLocks(archive, names)
    return str(caught.value)


def rewrite(archive: Path, name: str, **changes: object) -> None:
    """Change what the holder of a lock says of itself."""
    path = archive.with_suffix(".locks") / f"{name}.lock"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_a_locked_site_says_who_has_it_since_when_and_what_to_do(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with holder(archive, "example.org") as process:
        line = told(archive, "example.org")
        assert line.startswith(f"example.org is being crawled by another run (process {process.pid}, since 20")
        assert "for less than a minute" in line
        assert line.endswith(f"nothing done; wait for it to end, or stop it with `kill {process.pid}`")
        SiteLocks(archive, ["other.example"]).release()


def test_a_run_that_gets_not_all_of_its_locks_keeps_none(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with holder(archive, "b.example"):
        told(archive, "a.example", "b.example")
        SiteLocks(archive, ["a.example"]).release()


def test_how_long_it_has_been_held_is_told_in_words(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with holder(archive, "a"):
        for passed, words in ((timedelta(minutes=1, seconds=9), "1 minute)"), (timedelta(minutes=90), "90 minutes)"),
                              (timedelta(hours=7), "7 hours)"), (timedelta(days=3), "3 days)")):  # fmt: skip
            rewrite(archive, "a", since=(datetime.now(UTC) - passed).isoformat())
            assert f", for {words}" in told(archive, "a")


def test_a_holder_on_another_host_is_named_with_it(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with holder(archive, "a"):
        ahead = datetime.now(UTC) + timedelta(minutes=5)  # its clock is fast
        rewrite(archive, "a", host=f"not-{socket.gethostname()}", process=2, since=ahead.isoformat())
        line = told(archive, "a")
    assert f"(process 2 on not-{socket.gethostname()}, since {ahead:%Y-%m-%d %H:%M} UTC): nothing done" in line
    assert "kill" not in line


def test_what_a_killed_run_left_names_nobody(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    with holder(archive, "a") as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
        SiteLocks(archive, ["a"]).release()  # the lock is free at once
    with holder(archive, "a"):
        rewrite(archive, "a", process=killed.pid)  # as if the new holder had not come to writing yet
        line = told(archive, "a")
    assert str(killed.pid) not in line
    assert "it does not say which" in line
