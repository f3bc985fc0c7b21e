"""Limits on what one page may take, so that it costs itself and not the run."""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from icmlpo_rdf.errors import LimitError

__all__ = ["calm_collector", "limit_memory", "time_limit"]


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop the block after so many seconds; 0 is no limit.

    Only a process's main thread can be stopped so; in another thread there is no limit, nor on Windows. A step inside a C library
    ends first.

    Raises:
        LimitError: it took longer.
    """
    if (
        not seconds
        or not hasattr(signal, "SIGALRM")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise LimitError(
            f"took longer than {seconds:g} s", mend="give it more with --page-seconds", origin="page"
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def limit_memory(megabytes: int) -> None:
    """Let this process have so much address space and no more; what asks for more gets a `MemoryError`."""
    if megabytes:
        import resource  # noqa: PLC0415 - Windows has none

        size = megabytes * 1024 * 1024
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        # The hard limit stays: the process may be a cluster's, and do other work after ours.
        resource.setrlimit(resource.RLIMIT_AS, (size, most))


@contextmanager
def calm_collector() -> Iterator[None]:
    """Let Python's cycle collector look less often, and not at what was there before.

    It would look through the whole program after each few hundred objects, which costs a fifteenth of a page's time.
    Pages leave next to no cycles behind, so that the memory does not grow.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
