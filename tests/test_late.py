"""A late pattern is a pattern."""

from __future__ import annotations

import re

import pytest

from newscrawl.late import late


def test_it_finds_what_a_compiled_one_finds() -> None:
    pattern = late(r"(?P<word>[a-z]+)\d", re.IGNORECASE)
    for _ in range(2):
        found = pattern.search("-Ab1-")
        assert found is not None
        assert found["word"] == "Ab"
    assert pattern.sub("x", "a1 B2") == "x x"
    assert pattern.pattern == r"(?P<word>[a-z]+)\d"


def test_it_is_compiled_at_its_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile

    def compile_and_tell(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
        made.append(pattern)
        return compiled(pattern, flags)

    monkeypatch.setattr(re, "compile", compile_and_tell)
    pattern = late("b+")
    assert made == []
    assert pattern.findall("abba") == ["bb"]
    assert pattern.split("abba") == ["a", "a"]
    assert made == ["b+"]
