"""When it is worth a try to make a newer dictionary of captures. Pure."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["AFTER", "FIRST", "TESTED", "Track"]

TESTED = 2
"""Pages that a new dictionary is tried on before it is taken."""
FIRST = 3
"""Captures of a group from which on a dictionary may pay: those tried on, and one to try with."""
AFTER = 8
"""Captures after which the first try is made for a newer one."""
_SOON = 6
"""Captures between two tries at least, where the ratio has fallen; twice as many after each such try in vain."""
_FALLEN = 2.0
"""How many times worse than before two pages in a row are compressed after a redesign."""


@dataclass(slots=True)
class Track:
    """How compression of one group of pages goes."""

    since: int
    """Captures since the dictionary was made; without one, all of the group."""
    mean: float = 0.0
    """Share of their size that pages are compressed to, lately; 0: not known."""
    tried: int = 0
    """`since` as a newer dictionary was last tried."""
    in_vain: int = 0
    """Tries that a fallen ratio brought, none of which paid."""
    fallen: int = 0
    """Pages in a row that were compressed much worse."""
    behind: bool = True
    """Whether captures may be left that were written before there was a dictionary."""

    def note(self, packed: int, size: int) -> None:
        """Take in one more page, and to how many bytes of its size the dictionary brought it."""
        ratio = packed / max(1, size)
        self.fallen = self.fallen + 1 if self.mean and ratio > _FALLEN * self.mean else 0
        if not self.fallen:
            self.mean = 0.8 * self.mean + 0.2 * ratio if self.mean else ratio

    def is_due(self, first: int) -> bool:
        """Whether to try: after `first` captures, whenever their number has doubled, and after a redesign.

        Where no try has paid, pages change slowly, if at all; a try takes as long as many a page.
        """
        doubled = self.since == first or (self.since > first and self.since & (self.since - 1) == 0)
        return doubled or self._is_fallen

    def failed(self) -> None:
        """A try did not pay."""
        self.in_vain += self._is_fallen
        self.tried, self.fallen = self.since, 0

    @property
    def _is_fallen(self) -> bool:
        return self.fallen >= TESTED and self.since - self.tried >= _SOON << self.in_vain
