"""Hosts that asked to be left alone for a while. Shared by the scheduler, which heeds it, and the middlewares."""

from __future__ import annotations

from time import monotonic

__all__ = ["Rests"]


class Rests:
    """Which hosts rest, and until when. Hosts as `urls.host_of` names them; real time, whatever the run's clock."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._closed: dict[str, tuple[str, float]] = {}

    def left(self, host: str) -> float:
        """Seconds for which a host is still to be left alone; 0: it may be asked."""
        return max(0.0, self._until.get(host, 0.0) - monotonic()) if self._until else 0.0

    def refused(self, host: str, asked_for: float | None, first: float) -> float:
        """A host refused: let it rest for as long as it asked, or `first` seconds where it did not say.

        Every further refusal doubles the rest, until it answers again. What was under way when a rest began tells
        nothing new and doubles nothing. Returns the seconds from now on.
        """
        left, last = self.left(host), self._last.get(host)
        if left:
            seconds = max(left, asked_for or 0.0)
        elif last is None:
            seconds = first if asked_for is None else asked_for
        else:
            seconds = max(2 * last, asked_for or 0.0, first)
        self._last[host] = max(seconds, last or 0.0) if not left else max(last or 0.0, asked_for or 0.0)
        self._until[host] = monotonic() + seconds
        return seconds

    def answered(self, host: str) -> None:
        """A host answered: the next refusal is a first one."""
        if self._last and not self.left(host):
            self._last.pop(host, None)
            self._until.pop(host, None)

    def close(self, host: str, why: str, seconds: float) -> None:
        """Ask a host nothing for longer than anyone would wait: its pages end in the ledger, for a later run."""
        self._closed[host] = why, monotonic() + seconds
        self._until.pop(host, None)

    def closed(self, host: str) -> str | None:
        """Why a host is not asked any more. A run may go on for weeks, so that comes to an end, too."""
        why, until = self._closed.get(host, ("", 0.0))
        if until > monotonic():
            return why
        self._closed.pop(host, None)
        return None
