"""What a command costs: wall time, processor time of each of its processes, and the memory of all of them together."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Cost", "run"]

TICK = 0.1
"""Seconds between looks at the processes."""
MEMORY = 10
"""Of so many looks, one asks for memory: a process stands still while the kernel walks all its pages for that."""
_HERTZ = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Cost:
    """What a command has cost."""

    seconds: float
    """From its start to its end."""
    own: float = 0.0
    """Seconds of processor time of the process itself."""
    others: list[float] = field(default_factory=list)
    """The same of the processes that it started, those with the most first."""
    memory: int = 0
    """Bytes: the most that all had together at a time, memory that they share counted once (PSS)."""
    status: int = 0
    """What it exited with."""
    output: str = ""

    @property
    def cpu(self) -> float:
        """Seconds of processor time of all."""
        return self.own + sum(self.others)


def run(command: list[str], *, env: dict[str, str] | None = None, cwd: Path | None = None) -> Cost:
    """Run a command to its end and watch it (Linux: /proc)."""
    began = time.perf_counter()
    cost, times, ended = Cost(0.0), dict[int, float](), threading.Event()

    def watch(pid: int) -> None:
        looks = 0
        while not ended.wait(TICK):
            tree = _tree(pid)
            times.update({pid: seconds for pid in tree if (seconds := _cpu(pid)) is not None})
            if looks % MEMORY == 0:
                cost.memory = max(cost.memory, sum(map(_memory, tree)))
            looks += 1

    with subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.PIPE, text=True) as process:
        watcher = threading.Thread(target=watch, args=(process.pid,))
        watcher.start()
        assert process.stdout is not None
        cost.output, cost.status = process.stdout.read(), process.wait()
        cost.seconds = time.perf_counter() - began
        ended.set()
        watcher.join()
    cost.own = times.pop(process.pid, 0.0)
    cost.others = sorted(times.values(), reverse=True)
    return cost


def _tree(pid: int) -> list[int]:
    """A process and all that it started, by whichever of its threads."""
    found = [pid]
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += _tree(int(child))
    return found


def _cpu(pid: int) -> float | None:
    """Seconds of processor time of a process; None: it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / _HERTZ


def _memory(pid: int) -> int:
    """Bytes of a process, shared ones by its share (PSS); 0: it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
