"""An archive that may not be written, on a read-only medium or in another user's folder, can be read all the same."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from subprocess import PIPE

import pytest

from newscrawl.archive import Archive
from newscrawl.archive.backup import backup
from newscrawl.exceptions import ArchiveError
from newscrawl.items import Capture
from tests.conftest import Scribe, an_article, at

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="takes root's privileges away as Linux does")

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2

READS = """
import sys
from pathlib import Path
from newscrawl.archive import Archive
from newscrawl.archive.backup import backup
from newscrawl.archive.changes import find_article
from newscrawl.archive.rawpages import captured
from newscrawl.archive.search import search
from newscrawl.archive.verify import Verification
path, copy = map(Path, sys.argv[1:])
archive = Archive(path, write=False)
print(search(archive.db, "council")[0]["url"])
print(find_article(archive.db, "1")["url"])
print(len(captured(archive, "https://example.org/news/pier")))
archive.close()
print([finding.problem for finding in Verification(path)])
print(len(backup(path, copy)))
"""
READS_ON = """
import sys
from pathlib import Path
from newscrawl.archive.readonly import Current
current = Current(Path(sys.argv[1]))
for _ in sys.stdin:
    print(current.get()[0].execute("SELECT count(*) FROM articles").fetchone()[0], flush=True)
"""
WRITES = """
import sys
from pathlib import Path
from newscrawl.archive import Archive
from newscrawl.exceptions import ArchiveError
try:
    Archive(Path(sys.argv[1]))
except ArchiveError as error:
    print(error)
"""


def _bound() -> None:
    """What every user but root is: bound by the modes of files."""
    libc = ctypes.CDLL(None)
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def bound(code: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        preexec_fn=_bound, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.fixture(params=["as crawls leave it", "as backups leave it"])
def sealed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An archive with captures, which can be read and not written."""
    path = tmp_path / "sealed #1?" / "archive.db"
    archive = Archive(path)
    body = b"<p>The pier</p>" * 100
    url = "https://example.org/news/pier"
    capture = Capture(url=url, fetched_at=at(1), http_status=200, headers=[], body=body, kind="article")
    Scribe(archive).read(an_article(), 1, capture=capture)
    archive.close()
    if request.param == "as backups leave it":
        backup(path, path.with_name("copy.db"))
        path = path.with_name("copy.db")
    for file in path.parent.iterdir():
        file.chmod(0o444)
    path.parent.chmod(0o555)
    return path


def test_what_may_not_be_written_can_be_read_checked_and_copied(sealed: Path, tmp_path: Path) -> None:
    before = sorted(sealed.parent.iterdir())
    done = bound(READS, sealed, tmp_path / "mine.db")
    url = "https://example.org/news/pier"
    assert (done.stdout.splitlines(), done.stderr) == ([url, url, "1", "[]", "2"], "")
    assert sorted(sealed.parent.iterdir()) == before


def test_who_wants_to_write_is_told_what_to_do(sealed: Path) -> None:
    told = bound(WRITES, sealed).stdout
    assert "make the file and its folder writable for this user" in told


def test_a_log_that_cannot_be_read_is_not_passed_over(sealed: Path) -> None:
    sealed.parent.chmod(0o755)
    log = Path(f"{sealed}-wal")
    log.write_bytes(b"what a crawl has just written")
    log.chmod(0o000)
    sealed.parent.chmod(0o555)
    done = bound("from newscrawl.archive.readonly import readable; import pathlib, sys\n"
                 "print(readable(pathlib.Path(sys.argv[1])))", sealed)  # fmt: skip
    assert "immutable" not in done.stdout


def test_a_reader_does_not_take_a_folder_for_an_archive(tmp_path: Path) -> None:
    (tmp_path / "archive.db").mkdir()
    with pytest.raises(ArchiveError, match="cannot be used"):
        Archive(tmp_path / "archive.db", write=False)


def test_who_reads_on_sees_what_another_user_writes(sealed: Path) -> None:
    command = [sys.executable, "-c", READS_ON, str(sealed)]
    with subprocess.Popen(command, preexec_fn=_bound, stdin=PIPE, stdout=PIPE, text=True) as reading:
        ask, answers = reading.stdin, reading.stdout
        assert ask and answers

        def told() -> int:
            print(file=ask, flush=True)
            return int(answers.readline())

        assert told() == 1
        with closing(Archive(sealed)) as archive:
            Scribe(archive).read(an_article("/news/quay", headline="Quay", article_body="The quay is new. " * 9), 2)
            assert told() == 2
            Scribe(archive).read(an_article("/news/boat", headline="Boat", article_body="A boat has sunk. " * 9), 3)
        assert told() == 3
