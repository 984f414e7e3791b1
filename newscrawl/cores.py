"""How many processors there are to work with."""

from __future__ import annotations

import os

__all__ = ["cores"]


def cores() -> int:
    """Processors that this process may use; all of the machine's where the system does not tell (macOS, Windows)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
