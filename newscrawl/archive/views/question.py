"""What a reader asks of the archive: words, and which articles."""

from __future__ import annotations

from dataclasses import dataclass

from newscrawl.archive.selection import EVERYTHING, Selection

__all__ = ["Question"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One search; the same one may be a page, a file or a feed."""

    words: str | None = None
    """In the language of a search (`archive.words`); None: whatever is selected."""
    selection: Selection = EVERYTHING
    ever: bool = False
    """Whether earlier versions are searched as well."""
