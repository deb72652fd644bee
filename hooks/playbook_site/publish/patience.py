"""A page may take only so long to be read: what takes longer is refused by name, and the old site stays."""

from __future__ import annotations

import signal
import threading
from types import FrameType

SECONDS = 20.0
"""What the largest page that passes all checks takes, many times over."""


def begin(fault: Exception, seconds: float = SECONDS) -> None:
    """Raise `fault` wherever the program is in so many seconds, unless `end` comes first.

    Only where there are alarm signals: not on Windows, and not outside the main thread.
    """
    if not _can():
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise fault

    signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def end() -> None:
    """The page is read."""
    if _can():
        signal.setitimer(signal.ITIMER_REAL, 0)


def _can() -> bool:
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
