"""No regular expression of the reader takes time by the square of a run of characters that it repeats."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

from newscrawl import extraction, reading

LONG = 5_000
"""Characters of a run: one that is read by the square takes at least 30 ms, one that is read once some 1 ms."""
LIMIT = 0.03
RUNS = [
    " ", "\n", "a", "A", "a ", "Ab ", "é", "-", " - ", "–", "1", "1 ", "1.", "1/", "19", "2024 ", "2024-01-", "20:00 ",
    "(", "(a", "[]", ".", ",", ", ", ": ", ":", "|", " | ", '"', "'", "\\", '\\"', "<", "<!--", "<p ", "&", "=", "a=",
    "a=1&", "a-", "a_", "a.", "/", "a/", "©", "foto:", "photo: ", "by ", "By Ann ", "author:", "date: ", "updated ",
    "?", "#", "@", "a@", "年", "に", "\u200b", "\xa0", "/* ", "]]>",
]  # fmt: skip
BOUNDED = {
    "bylinedates._DATED": 400,  # a byline, which has no more characters
    "vocabulary._PAIRS": 300,  # names of an element, which are cut
    "regions._NAMES": 600,
    "endmatter._CREDIT": 450,
}
"""Patterns that see no more characters than these, whatever the page."""


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    for room in (extraction, reading):
        for module in pkgutil.iter_modules(room.__path__):
            for name, value in vars(importlib.import_module(f"{room.__name__}.{module.name}")).items():
                if isinstance(value, re.Pattern):
                    yield f"{module.name}.{name}", value


PATTERNS = dict(patterns())


def test_what_is_bounded_is_there() -> None:
    assert set(BOUNDED) <= set(PATTERNS)


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    began = time.process_time()
    if isinstance(pattern.pattern, bytes):
        pattern.search(text.encode())
    else:
        pattern.search(text)
    return time.process_time() - began


@pytest.mark.parametrize("name", PATTERNS)
def test_a_long_run_is_read_in_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    size = BOUNDED.get(name, LONG)
    slow = []
    for run in RUNS:
        text = (run * (size // len(run) + 1))[:size] + "\x01"
        if seconds(pattern, text) > LIMIT and seconds(pattern, text) > LIMIT:
            slow.append(run)
    assert slow == []
