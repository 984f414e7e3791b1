"""Hosts that asked to be left alone for a while. Shared by the scheduler, which heeds it, and the middlewares."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

__all__ = ["LONGEST", "Rest", "Rests"]

LONGEST = 30 * 24 * 3600.0
"""Seconds that a host is left alone at most, whatever it asks for."""
_LONGEST_DOUBLED = 24 * 3600.0
"""Seconds up to which a rest grows by doubling."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A host's rest, as the archive keeps it from run to run."""

    host: str
    """As `urls.host_of` names it."""
    until: str
    """ISO 8601, UTC, in the clock of the run that was refused."""
    seconds: float
    """How long it was: the next refusal doubles it."""
    why: str
    """In words."""


class Rests:
    """Which hosts rest, and until when. Hosts as `urls.host_of` names them; real time, whatever the run's clock."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._closed: dict[str, tuple[str, float]] = {}

    def left(self, host: str) -> float:
        """Seconds for which a host is still to be left alone; 0: it may be asked."""
        return max(0.0, self._until.get(host, 0.0) - monotonic()) if self._until else 0.0

    def resting(self) -> dict[str, float]:
        """Hosts that are to be left alone, and the seconds that are left of it."""
        return {host: left for host in self._until if (left := self.left(host))}

    def refused(self, host: str, asked_for: float | None, first: float) -> float:
        """A host refused: let it rest for as long as it asked, or `first` seconds where it did not say.

        Every further refusal doubles the rest, until it answers again. What was under way when a rest began tells
        nothing new and doubles nothing. Returns the seconds from now on.
        """
        if asked_for is not None:
            asked_for = min(asked_for, LONGEST)
        closed_for = self._closed.get(host, ("", 0.0))[1] - monotonic()
        left, last = max(self.left(host), closed_for), self._last.get(host)
        if left:
            seconds = max(left, asked_for or 0.0)
        elif last is None:
            seconds = first if asked_for is None else asked_for
        else:
            seconds = max(min(2 * last, _LONGEST_DOUBLED), asked_for or 0.0, first)
        self._last[host] = max(seconds, last or 0.0) if not left else max(last or 0.0, asked_for or 0.0)
        self._until[host] = monotonic() + seconds
        return seconds

    def last(self, host: str) -> float:
        """Seconds of a host's last rest, which the next refusal doubles."""
        return self._last.get(host, 0.0)

    def resume(self, host: str, last: float, left: float) -> None:
        """What an earlier run learnt: how long a host's last rest was, and the seconds that are left of it."""
        self._last[host] = last
        if left > 0:
            self._until[host] = monotonic() + left

    def answered(self, host: str) -> bool:
        """A host answered: the next refusal is a first one. Returns whether it had refused before."""
        if host not in self._last or self.left(host) or self.closed(host):
            return False
        del self._last[host]
        self._until.pop(host, None)
        return True

    def close(self, host: str, why: str, seconds: float) -> None:
        """Ask a host nothing for longer than anyone would wait: its pages are left to a later run."""
        self._closed[host] = why, monotonic() + seconds
        self._until.pop(host, None)

    def closed(self, host: str) -> str | None:
        """Why a host is not asked any more. A run may go on for weeks, so that comes to an end, too."""
        why, until = self._closed.get(host, ("", 0.0))
        if until > monotonic():
            return why
        self._closed.pop(host, None)
        return None

    def all_closed(self) -> list[str]:
        """Hosts that are not asked any more."""
        return [host for host in list(self._closed) if self.closed(host)]
