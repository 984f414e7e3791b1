"""The large archive that the reading room is measured with is sound, and can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.browse import listings, texts, world
from benchmarks.browse.asking import times
from benchmarks.browse.fill import fill
from benchmarks.browse.questions import questions
from newscrawl.archive.connection import open_archive
from newscrawl.archive.verify import Verification


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small one of its kind."""
    path = tmp_path_factory.mktemp("large") / "archive.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_VOCABULARY", 4_000)
        patch.setattr(texts, "_POOL", 20_000)
        for module in (listings, world):  # few runs, which are most of it
            patch.setattr(module, "START", world.END - timedelta(days=60))
        fill(path, 300, lambda name: b"\xff\xd8\xff" + name.encode())
    yield path


def test_it_is_an_archive_as_crawls_make_them(archive: Path) -> None:
    assert [finding for finding in Verification(archive) if finding.error] == []


def test_its_pages_can_be_asked(archive: Path) -> None:
    with closing(open_archive(archive)) as db:
        front = next(question for question in questions(db) if question.name == "front")
    assert times(archive, [front], 1)[0].status == {200}
