"""docs/security.md says what is true, and nothing here runs what it reads."""

from __future__ import annotations

import ast
import re
from base64 import b64encode
from pathlib import Path

import pytest

from newscrawl import settings
from tests.crawling import HASTE, scrapy
from tests.hostile import STORY
from tests.rawsite import answer, serve_raw
from tests.test_layers import FILES, imports

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", DOCUMENT)))
RUNS = {"pickle", "marshal", "shelve", "dill", "code", "pty", "yaml", "xmlrpc", "commands"}
"""Modules that make code of data, or a shell of words."""
ON_PURPOSE = {"sites/loader.py", "extensions/alarm.py"}
"""Runs the user's own descriptions, and the command ON_PROBLEM, into which nothing of a page is put."""


def test_the_document_names_tests() -> None:
    assert len(NAMED) > 30


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_the_document_names_exists(file: str, name: str) -> None:
    assert re.search(rf"^(?:async )?def {name}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE)


def test_no_secret_of_a_request_is_printed_or_kept(tmp_path: Path) -> None:
    archive, secret = tmp_path / "archive.db", b64encode(b"bob:s3cr3t").decode()
    with serve_raw() as proxy:
        front = b"<h1>Front</h1><ul><li><h3><a href='/one'>Council votes to rebuild the old pier</a></h3></ul>"
        proxy.pages = {
            "http://example.org/": answer(front, "Set-Cookie: c=k00kie"),
            "http://example.org/one": answer(STORY),
        }
        through = f"http://bob:s3cr3t@127.0.0.1:{proxy.port}"
        args = ("crawl", "news", "-a", "url=http://example.org/", *HASTE, "-L", "DEBUG", "-s", "RETRY_TIMES=0")
        done = scrapy(*args, archive=archive, proxy=through)
        assert proxy.asked["http://example.org/one"] == 1
        lost = scrapy(*args, archive=archive, proxy=through.replace(str(proxy.port), "1"))
    assert scrapy("export", str(tmp_path / "all.warc"), archive=archive).returncode == 0
    exported = (tmp_path / "all.warc").read_text(errors="replace")
    assert "User-Agent: newscrawl" in exported
    assert "\r\nCookie:" not in exported
    for told in (done.stdout + done.stderr, lost.stdout + lost.stderr, archive.read_text(errors="replace"), exported):
        assert "s3cr3t" not in told
        assert secret not in told


def test_nothing_listens_and_bodies_are_bounded() -> None:
    assert not settings.TELNETCONSOLE_ENABLED
    assert not settings.REMOTE_CONTROL_ENABLED
    assert settings.DOWNLOAD_MAXSIZE <= 64 * 1024 * 1024


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_that_was_read_is_run(path: Path) -> None:
    if str(path).endswith(tuple(ON_PURPOSE)):
        return
    assert not {name.partition(".")[0] for name in imports(path)} & {*RUNS, "runpy"}
    called = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = {node.func.id for node in called if isinstance(node.func, ast.Name)}
    assert not names & {"eval", "exec", "compile", "__import__"}
    assert "system" not in {node.func.attr for node in called if isinstance(node.func, ast.Attribute)}
    shells = [node for node in called for key in node.keywords if key.arg == "shell"]
    assert not shells, "words of a page may stand in a shell's line"
