"""A process that has loaded `scrapy` and newscrawl, and turns into a command or a script when it is asked to.

Loading takes longer than most of the tests' crawls. What is forked off is a process of its own: with its folder,
environment, streams, signals, threads and end; its readers are forked off it in turn, with none of its files. What it
shares with the others of one test process is what was loaded, and the seed of hashes. tests/test_startup.py,
tests/test_crawl_demo.py and tests/test_reading_workers.py start processes as users do.
"""

from __future__ import annotations

import gc
import json
import logging
import multiprocessing.util
import os
import runpy
import signal
import socket
import subprocess
import sys
import time
import traceback
import warnings
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

__all__ = ["Forked"]

ROOT = Path(__file__).parent.parent
LOADED = (
    *(f"newscrawl.{room}" for room in ("commands", "extensions", "middlewares", "pipelines", "spiders")),
    *("newscrawl.handler", "newscrawl.resolver", "newscrawl.scheduler", "newscrawl.reading.read"),
    *(f"scrapy.{room}" for room in ("commands", "downloadermiddlewares", "spidermiddlewares")),
    *("scrapy.extensions.remote_control", "scrapy.extensions.telnet"),
)
"""What a crawl and its readers load; what is missing here each of them loads itself."""


class Forked(subprocess.Popen[str]):
    """`subprocess.Popen` of `[python, "-m" or "-c", …]` with pipes for output and errors, off the zygote."""

    def _execute_child(self, args: Any, *rest: Any) -> None:
        cwd, env, out, err = rest[4], rest[5], rest[12], rest[14]  # as subprocess hands them over
        asked = json.dumps({"argv": args[1:], "cwd": str(cwd), "env": dict(os.environ if env is None else env)})
        self._told, tell = socket.socketpair()  # it tells its id, and at its end its status
        with tell:
            socket.send_fds(_zygote(), [asked.encode()], [out, err, tell.fileno()])
        for file in {out, err}:
            os.close(file)
        self.pid = _number(self._told)
        self._child_created = True

    def _try_wait(self, flags: int) -> tuple[int, int]:
        """`os.waitpid`, which takes none but a process's own children."""
        self._told.setblocking(not flags & os.WNOHANG)
        try:
            status = _number(self._told)
        except BlockingIOError:
            return 0, 0
        self._told.close()
        return self.pid, status

    def _internal_poll(self, *_: Any, **__: Any) -> int | None:
        if self.returncode is None:
            pid, status = self._try_wait(os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


@cache
def _zygote() -> socket.socket:
    """The line to the zygote of this test process, which ends with it."""
    ours, its = socket.socketpair(type=socket.SOCK_SEQPACKET)  # whole messages, also of several threads
    with its:
        os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "tests.zygote", str(its.fileno())],
            {**os.environ, "PYTHONPATH": str(ROOT)},
            file_actions=[(os.POSIX_SPAWN_DUP2, its.fileno(), 0)],
        )
    return ours


def _number(line: socket.socket) -> int:
    data = line.recv(4)
    if not data:
        raise ChildProcessError("the zygote is gone")
    return int.from_bytes(data, "big")


# --- in the zygote ---------------------------------------------------------------------------------------------------


def _load() -> None:
    from scrapy import cmdline  # noqa: F401
    from scrapy.utils.misc import walk_modules_iter

    for name in LOADED:
        list(walk_modules_iter(name))
    import sqlite_utils  # noqa: F401 - a new archive is made with it

    from newscrawl.urls import domain_of

    domain_of("example.org")  # which loads the list of public suffixes
    assert "twisted.internet.reactor" not in sys.modules, "each command has its own"
    gc.freeze()


def _wait_for_a_command(line: socket.socket) -> list[str]:
    """Fork whenever asked to. Returns its arguments, and in the command's process alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which then end
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait for a command
    while True:
        message, files, _, _ = socket.recv_fds(line, 1024 * 1024, 3)
        if not message:
            os._exit(0)  # the tests are over
        if os.fork() == 0:
            line.detach()
            return _begin(json.loads(message), *files)
        for file in files:
            os.close(file)


def _begin(asked: dict[str, Any], out: int, err: int, tell: int) -> list[str]:
    """Fork once more: the parent waits for the end and tells it, the child becomes the command."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if pid := os.fork():
        os.close(out)
        os.close(err)
        os.write(tell, pid.to_bytes(4, "big"))
        os.write(tell, os.waitpid(pid, 0)[1].to_bytes(4, "big"))
        os._exit(0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.close(tell)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)  # where the line was
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.closerange(3, 64)
    # Streams that know their new ends; those of the zygote may have been files that can be sought.
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    time.tzset()
    multiprocessing.util.spawnv_passfds = _spawn
    return list(asked["argv"])


def _spawn(path: bytes, args: Sequence[Any], passfds: Sequence[int]) -> int:
    """`multiprocessing`'s way to start `python -c CODE` with some open files and no others, without the start."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer Pythons warn of threads: this process will have none of them
        if pid := os.fork():
            return pid
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        gc.disable()  # what the crawl has open is closed below, and not by its owners
        ends = [2, *sorted(passfds), os.sysconf("SC_OPEN_MAX")]
        for low, high in pairwise(ends):
            os.closerange(low + 1, high)
        logging.captureWarnings(False)  # the crawl's log is not for these
        warnings.simplefilter("ignore")
        sys.argv = ["-c", "--multiprocessing-fork"]
        exec(args[args.index("-c") + 1], {})
        status = 0
    except SystemExit as end:
        status = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - printed as the interpreter would
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _load()
    how, what, *rest = _wait_for_a_command(socket.socket(fileno=0))
    sys.argv = [how, *rest]
    if how == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(what, {"__name__": "__main__"})
