"""Spawned processes that do not import their parent's main module again, and have no cleaner beside them.

`multiprocessing` has a spawned child run the file that the parent was started with, under another name: half a second
and 40 MB for the `scrapy` script, and an endless row of processes for a script that starts a crawl without
`if __name__ == "__main__"`. A reader needs nothing of that file. Nor does it share semaphores or memory, for which
`multiprocessing` starts one more process that would clear them away.
"""

from __future__ import annotations

import os
import threading
from multiprocessing import resource_tracker, spawn
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import Any

__all__ = ["context"]

_one_at_a_time = threading.Lock()


class _Process(SpawnProcess):
    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 - the name is multiprocessing's
        def without_main(name: str) -> dict[str, Any]:
            return {key: value for key, value in prepare(name).items() if not key.startswith("init_main_")}

        with _one_at_a_time, Path(os.devnull).open("rb") as nothing:
            prepare, start_cleaner = spawn.get_preparation_data, resource_tracker.getfd
            spawn.get_preparation_data, resource_tracker.getfd = without_main, nothing.fileno
            try:
                return SpawnProcess._Popen(process_obj)
            finally:
                spawn.get_preparation_data, resource_tracker.getfd = prepare, start_cleaner


class _Context(SpawnContext):
    Process = _Process


def context() -> SpawnContext:
    """A spawn context whose processes know their function alone."""
    return _Context()
