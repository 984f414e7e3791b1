"""Lock, Dockerfile and compose file hold what docs/deploying.md says. None of them is built here."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LOCKED = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SERVICES = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
SERVICE = SERVICES["newscrawl"]
EXTRAS = [line for name in ("parquet", "browse") for line in PROJECT["optional-dependencies"][name]]


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *EXTRAS])
def test_the_lock_holds_what_the_project_asks_for(line: str) -> None:
    wanted = Requirement(line)
    version = LOCKED.get(canonicalize_name(wanted.name))
    assert version, f"renew requirements.lock (docs/deploying.md): it has no {wanted.name}"
    assert wanted.specifier.contains(version), f"renew requirements.lock (docs/deploying.md): {wanted.name} {version}"


def test_every_locked_package_has_hashes_and_none_an_address() -> None:
    entries = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK


def test_the_image_runs_as_a_user_without_rights() -> None:
    stages = DOCKERFILE.split("\nFROM ")
    users = re.findall(r"^USER (\S+)$", stages[-1], re.MULTILINE)
    assert users == ["10001:10001"]
    assert SERVICE["user"] == users[-1]
    assert not re.search(r"^(RUN|COPY|ADD) .*", stages[-1].split("\nUSER ")[1], re.MULTILINE)


def test_the_image_holds_the_locked_packages_alone() -> None:
    installs = re.findall(r"pip install (.*)", DOCKERFILE)
    assert installs
    assert all("--require-hashes" in line and "-r /requirements.lock" in line for line in installs)


def test_the_container_can_write_to_the_archive_alone() -> None:
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in SERVICE["security_opt"]
    writable = [volume for volume in SERVICE["volumes"] if not volume.endswith(":ro")]
    assert writable == ["archive:/srv/newscrawl/output"]


def test_the_reading_room_has_no_more_rights_and_the_host_alone_reaches_it() -> None:
    room = SERVICES["browse"]
    assert room["extends"] == "newscrawl"
    assert set(room) == {"extends", "profiles", "entrypoint", "command", "healthcheck", "ports"}
    assert room["ports"] == ["127.0.0.1:8001:8001"]


def test_what_is_copied_into_the_image_is_there_and_nothing_else_is_sent() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert {name for name in names if not (ROOT / name).exists()} == set()
    assert {name.split("/")[0] for name in names} == allowed


@pytest.mark.skipif(os.name != "posix", reason="a shell is needed")
def test_the_schedule_hands_a_signal_on_and_waits_for_the_run(tmp_path: Path) -> None:
    fake = tmp_path / "scrapy"
    fake.write_text("#!/bin/sh\ntrap 'echo committed; exit 143' TERM\necho run $*\nsleep 60 & wait $!\n")
    fake.chmod(0o755)
    command = ["sh", str(ROOT / "deploy" / "every.sh"), "-s", "KEEP_IMAGES=1"]
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "run update -s KEEP_IMAGES=1\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 143
    assert process.stdout.readline() == "committed\n"
    process.stdout.close()
