"""What a request may cost: time, memory, size. One place for all numbers."""

from __future__ import annotations

import resource
from dataclasses import dataclass

__all__ = ["Limits", "connections_possible"]

_OTHER_FILES = 256
"""What the store, the query processes and the static files may have open."""
_LEAST = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that keep one request from costing the others; the first five are options of the command.

    Pages are bounded otherwise: few are made at one time (`response_cache.Lane`), and a list or matrix shows so many rows.
    """

    query_seconds: float = 10.0
    """A query that is not answered by then is stopped."""
    query_megabytes: int = 512
    """What a query's process may have in memory."""
    answer_megabytes: int = 16
    """How long an answer, or a document, may be."""
    request_kilobytes: int = 1_024
    """How long a request's body may be."""
    processes: int = 3
    """Queries that run at one time, each in a process of its own; those of one client take all but one at most."""

    start_seconds: float = 60.0
    """A query process that has not opened the store by then has failed."""
    queue_seconds: float = 20.0
    """How long a query waits for a process, and a page for its turn, before it is told to come again."""
    queue_length: int = 400
    """Queries that may wait, and pages of each lane."""
    answers_megabytes: int = 128
    """All answers on their way to clients together."""
    answer_seconds: float = 300.0
    """A client that has not taken its whole answer by then is left."""
    head_bytes: int = 32_768
    """How much of a request's first line and header fields may be there while they are not whole; those that come
    whole in one piece may be longer."""
    request_seconds: float = 20.0
    """A connection that has not sent its whole request by then is closed."""
    send_seconds: float = 60.0
    """A client that takes no data for so long is left."""
    connections: int = 1_000
    """Connections at one time. One more takes the place of the one that has kept us waiting longest; where all are
    being answered, it is told 503."""
    keep_alive_seconds: int = 5
    """A connection without a request is closed after that."""


def connections_possible(wanted: int) -> int:
    """How many of so many connections this process can hold, each being an open file, once it may open what it can.

    Where files run out, nobody is told anything: new connections just wait.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _OTHER_FILES
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    possible = needed if hard == resource.RLIM_INFINITY else min(hard, needed)
    if possible > soft:
        resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))
        soft = possible
    return max(_LEAST, min(wanted, soft - _OTHER_FILES))
