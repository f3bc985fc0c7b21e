"""A limit on the time that something takes, however busy the machine is."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["limited"]

LIMIT = 10
"""Seconds of the processor: a thousand times what such a text takes."""


@contextmanager
def limited() -> Iterator[None]:
    """Stop what takes far too long, however busy the machine is."""

    def stop(*_: object) -> None:
        raise AssertionError(f"more than {LIMIT} seconds of the processor")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
