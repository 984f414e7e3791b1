"""How many processors there are, also on systems that do not tell which of them a process may use."""

from __future__ import annotations

import os

import pytest

from newscrawl.cores import cores


def test_a_system_without_affinities_tells_all_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 12)
    assert cores() == 12
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


def test_a_process_that_may_use_one_processor_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3}, raising=False)
    assert cores() == 1
