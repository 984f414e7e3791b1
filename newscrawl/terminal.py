"""What may be printed: nothing that a terminal would take for a command. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

__all__ = ["plain", "sparkline"]

_BARS = "▁▂▃▄▅▆▇█"

# Control characters, and those that turn the direction of a line around (Unicode, annex 9).
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def plain(text: str) -> str:
    """One line without anything that a terminal would take for a command."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def sparkline(values: Sequence[float]) -> str:
    """Numbers as a line of small bars, the largest the highest; none is a dot."""
    top = max(values, default=0)
    return "".join(_BARS[max(0, ceil(value / top * len(_BARS)) - 1)] if value > 0 else "·" for value in values)
