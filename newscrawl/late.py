"""Patterns that are compiled when they are first used: those that few pages need, for a pattern costs up to 4 ms."""

from __future__ import annotations

import re
from typing import Any, cast

__all__ = ["late"]


def late(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `re.compile`."""
    return cast("re.Pattern[str]", _Late(pattern, flags))


class _Late:
    def __init__(self, pattern: str, flags: re.RegexFlag) -> None:
        self._told = pattern, flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:
        """A method of the pattern. It is kept, so that this is asked once."""
        self._compiled = self._compiled or re.compile(*self._told)
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value
