"""Work shared out among the cores of the machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 12
"""For so little work no process is begun."""

CHUNK = 2
"""So much is handed out at once: little, so that all cores are done at the same time."""

_work: Callable[[int], Any] | None = None


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """What `work` gives for each item, in any order, from as many processes as there are cores.

    Processes are forked, so `work` and the items may be anything and only results travel; what
    `work` raises is raised here. Where processes cannot be forked, where other threads run, and for a few
    items, it is done here.
    """
    cannot = threading.active_count() > 1 or "fork" not in multiprocessing.get_all_start_methods()
    count = min(_cores(), len(items))
    if cannot or count == 1 or len(items) <= FEW:
        yield from map(work, items)
        return
    global _work  # noqa: PLW0603 - forked processes find it here
    gc.freeze()
    _work = lambda at: work(items[at])  # noqa: E731 - read once, below
    try:
        with multiprocessing.get_context("fork").Pool(count, _begin) as pool:
            yield from pool.imap_unordered(_at, range(len(items)), chunksize=CHUNK)
    finally:
        _work = None
        gc.unfreeze()


def _begin() -> None:
    """In a new process: what was there before the fork is nobody's garbage, and there will be little of it."""
    gc.set_threshold(50_000, 50, 50)


def _at(index: int) -> Any:
    assert _work is not None  # noqa: S101 - set before the fork
    return _work(index)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
