"""Spawned processes that do not import their parent's main module again.

`multiprocessing` has a spawned child run the file that the parent was started with, under another name: half a second
and 40 MB for the `scrapy` script, and an endless row of processes for a script that starts a crawl without
`if __name__ == "__main__"`. A reader needs nothing of that file.
"""

from __future__ import annotations

import sys
import threading
from multiprocessing import spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any

__all__ = ["context"]

_one_at_a_time = threading.Lock()
_QUIET = "ignore:resource_tracker:UserWarning"
"""Option -W for what multiprocessing starts: its cleaner would tell of semaphores after every crawl that was killed."""


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - the name is multiprocessing's
        def without_main(name: str) -> dict[str, Any]:
            return {key: value for key, value in prepare(name).items() if not key.startswith("init_main_")}

        with _one_at_a_time:
            prepare = spawn.get_preparation_data
            spawn.get_preparation_data = without_main
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                spawn.get_preparation_data = prepare


class _Context(SpawnContext):
    Process = _Process


def context() -> SpawnContext:
    """A spawn context whose processes know their function alone."""
    if _QUIET not in sys.warnoptions:
        sys.warnoptions.append(_QUIET)
    return _Context()
