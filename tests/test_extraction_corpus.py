"""Quality on real pages: the bars that the reader holds, a small margin below what was measured."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from newscrawl.extraction import extract

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
pytestmark = pytest.mark.skipif(not (CORPUS / "truth.jsonl").exists(), reason="the corpus is not beside the project")


@pytest.fixture(scope="module")
def judged() -> list[dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("corpus_score", CORPUS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    rows = []
    for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = extract(gzip.decompress((CORPUS / row["page"]).read_bytes()), row["url"])
        rows.append(score.judge(row, article, 0.0) | {"read": article is not None})
    return rows


def average(judged: list[dict[str, Any]], name: str) -> float:
    return mean(float(row[name]) for row in judged if row.get(name) is not None)


def test_every_page_is_an_article(judged: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in judged if not row["read"]] == []


def test_the_text_beats_trafilatura(judged: list[dict[str, Any]]) -> None:
    precision, recall = average(judged, "p"), average(judged, "r")
    assert 2 * precision * recall / (precision + recall) > 0.975
    assert average(judged, "exact") > 0.45


def test_the_fields_beat_trafilatura(judged: list[dict[str, Any]]) -> None:
    assert average(judged, "headline") > 0.84
    assert average(judged, "date") > 0.965
    assert average(judged, "authors") > 0.84


def test_the_seeds_site_is_read_word_for_word(judged: list[dict[str, Any]]) -> None:
    assert [row["exact"] for row in judged if "CTVNews" in row["id"]] == [True]
