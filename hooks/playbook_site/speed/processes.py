"""Work shared out among the cores of the machine."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 12
"""For so little work no process is begun."""

CHUNK = 2
"""So much is handed out at once: little, so that all cores are done at the same time."""

_LOST = (
    "one of the processes that share the work was ended from outside, perhaps for want of memory; no page is at fault"
)


class ProcessLost(Exception):
    """A process was ended from outside while it worked; the message says so."""


def begin_aside(work: Callable[[], object]) -> Callable[[], None]:
    """Begin some work in a process of its own, if there is a core for it; the function that is returned waits for its end.

    Nothing is handed back, so the work leaves what it makes where others look for it; what it raises is lost.
    """
    if not _can_fork() or cores() == 1:
        return lambda: None
    process = multiprocessing.get_context("fork").Process(target=_help_with, args=(work,), daemon=True)
    process.start()
    return process.join


def spread(work: Callable[[Item], Result], items: Sequence[Item]) -> Coming[Result]:
    """What `work` gives for each item, in their order, from as many processes as there are cores.

    The processes begin at once; who asks for a result waits for it. They are forked, so `work` and the
    items may be anything and only results travel; what `work` raises is raised to who asks. Where processes
    cannot be forked, where other threads run, and for a few items, all of it is done here before this returns.
    Asking raises ProcessLost where a process is no longer there.
    """
    count = min(cores(), len(items))
    if not _can_fork() or count == 1 or len(items) <= FEW:
        return Coming([work(item) for item in items])
    gc.freeze()
    pool = ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _begin, (work, items))
    found = pool.map(_at, range(len(items)), chunksize=CHUNK)
    gc.unfreeze()
    return Coming(found, pool)


class Coming(Iterator[Result], Generic[Result]):
    """Results as they come in. After the last one, and after a fault, no process is left."""

    def __init__(self, found: Iterable[Result] = (), pool: ProcessPoolExecutor | None = None) -> None:
        self._found, self._pool = iter(found), pool

    def __next__(self) -> Result:
        try:
            return next(self._found)
        except BrokenProcessPool as fault:
            self.close()
            raise ProcessLost(_LOST) from fault
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Have nothing more done."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)


_work: Callable[[int], Any] | None = None


def _begin(work: Callable[[Any], Any], items: Sequence[Any]) -> None:
    global _work  # noqa: PLW0603 - the work of this process
    _help()
    _work = lambda at: work(items[at])  # noqa: E731 - read once, below


def _help_with(work: Callable[[], object]) -> None:
    _help()
    work()


def _help() -> None:
    """In a new process: leave with the one that wanted the work, without a word when somebody interrupts both.

    What was there before the fork is nobody's garbage, and there will be little of it.
    """
    gc.set_threshold(50_000, 50, 50)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    """However that one ended, nobody would ask for more."""
    parent = multiprocessing.parent_process()
    assert parent is not None  # noqa: S101 - this process was forked
    parent.join()
    os._exit(1)


def _at(index: int) -> Any:
    assert _work is not None  # noqa: S101 - the process began with it
    return _work(index)


def _can_fork() -> bool:
    return threading.active_count() == 1 and "fork" in multiprocessing.get_all_start_methods()


def cores() -> int:
    """So many processes can work at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
