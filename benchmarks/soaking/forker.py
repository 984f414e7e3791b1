"""Starts `scrapy` commands as processes of their own in a tenth of a second: by a fork of one that has all modules.

python -m benchmarks.soaking.forker reads a request a line (JSON: `argv`, `limit`: bytes that a file may have, or
null), and answers two: the process id, and how the process ended. Each run is a process: own memory, own locks, own
signals, own exit status. Its readers are forks, too, of multiprocessing's fork server instead of spawned ones.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, set_forkserver_preload
from typing import IO, Any

from sqlite_utils import Database

from tests.crawling import ROOT, environment

__all__ = ["Ended", "Forker"]

_LEARNT = 200_000
"""Bytes that the names of all modules take at most."""

_QUIET = {"PYTHONWARNINGS": "ignore"}
"""Semaphores of runs that were killed are cleared away later, with a warning for each."""


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    status: int
    """Exit status; negative: the signal that killed it."""
    seconds: float
    cpu: float
    megabytes: float
    """The most memory that it had."""
    said: str


class Forker:
    """The driver's side: one run at a time."""

    def __init__(self, proxy: str) -> None:
        args = [sys.executable, "-m", "benchmarks.soaking.forker"]
        self._process = subprocess.Popen(args, cwd=ROOT, env=environment(proxy) | _QUIET, text=True,
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip

    def start(self, argv: list[str], limit: int | None = None) -> int:
        """Start a command; its process id."""
        self._stdin.write(json.dumps({"argv": argv, "limit": limit}) + "\n")
        self._stdin.flush()
        return int(json.loads(self._answer())["pid"])

    def wait(self) -> Ended:
        """Wait for its end."""
        return Ended(**json.loads(self._answer()))

    def run(self, argv: list[str], limit: int | None = None) -> Ended:
        """Both."""
        self.start(argv, limit)
        return self.wait()

    def close(self) -> None:
        """No more runs."""
        self._stdin.close()
        self._process.wait(30)

    @property
    def _stdin(self) -> IO[str]:
        assert self._process.stdin
        return self._process.stdin

    def _answer(self) -> str:
        assert self._process.stdout
        if line := self._process.stdout.readline():
            return line
        raise RuntimeError(f"the forker ended with status {self._process.wait()}")


# --- inside its process ----------------------------------------------------------------------------------------------


def _serve() -> None:
    set_forkserver_preload(["newscrawl.reading.workers", "benchmarks.soaking.warm"])
    forkserver.ensure_running()
    out = tempfile.TemporaryFile("w+b")  # noqa: SIM115 - for as long as the process lives
    learnt = False
    for line in sys.stdin:
        request = json.loads(line)
        out.seek(0)
        out.truncate()
        learn = None if learnt else os.pipe()
        began = time.monotonic()
        pid = os.fork()
        if not pid:
            _run(request["argv"], request["limit"], out, learn)
        print(json.dumps({"pid": pid}), flush=True)
        if learn:
            os.close(learn[1])
            _import(learn[0])
            learnt = True
        _, status, usage = os.wait4(pid, 0)
        seconds = time.monotonic() - began
        out.seek(0)
        ended = Ended(
            status=os.waitstatus_to_exitcode(status),
            seconds=seconds,
            cpu=usage.ru_utime + usage.ru_stime,
            megabytes=usage.ru_maxrss / 1024,
            said=out.read().decode(errors="replace")[-6000:],
        )
        print(json.dumps(vars(ended)), flush=True)


def _run(argv: list[str], limit: int | None, out: IO[bytes], learn: tuple[int, int] | None) -> None:
    """In the child: the command, as the interpreter would run it."""
    from scrapy import cmdline

    from newscrawl.reading import spawning

    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(out.fileno(), 1)
    os.dup2(out.fileno(), 2)
    server: Any = forkserver._forkserver
    server.ensure_running = lambda: None  # it is the parent's; a child cannot ask whether it lives
    spawning.context = lambda: get_context("forkserver")  # type: ignore[assignment,return-value]
    if limit is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    status: Any = 1
    try:
        sys.argv = argv
        cmdline.execute(argv)
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - the interpreter prints it and ends with 1
        traceback.print_exc()
    if learn:
        os.write(learn[1], "\n".join(sys.modules).encode()[:_LEARNT])
        os.close(learn[1])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _import(pipe: int) -> None:
    """Import what the first run used, but for the reactor, of which each process needs one of its own."""
    with os.fdopen(pipe, "rb") as names:
        wanted = names.read().decode().split("\n")
    for name in wanted:
        if name not in sys.modules and name != "twisted.internet.reactor" and not name.startswith("__"):
            try:
                importlib.import_module(name)
            except Exception:  # noqa: BLE001,S112 - a module that was made on the way
                continue
    importlib.import_module("benchmarks.soaking.warm")
    Database(memory=True)  # looks for plugins
    if threading.active_count() > 1:
        raise RuntimeError("a module starts threads as it is imported: forks would not be safe")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _serve()
