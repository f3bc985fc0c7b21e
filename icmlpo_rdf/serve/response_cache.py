"""Documents that were made are kept, and few are made at one time: a costly page keeps nobody from the others.

The data does not change while it is served, so that each document is made once. Who waits for one waits in the
event loop and takes no thread; behind a full queue, or after too long, one is told to come again.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from enum import Enum
from functools import partial, wraps
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.serve.fair_turns import BusyError, Turns, client_of
from icmlpo_rdf.serve.languages import code_of, marked
from icmlpo_rdf.serve.request_limits import Limits
from icmlpo_rdf.serve.responses import conditional, problem

__all__ = ["Lane", "ResponseCache", "cached", "from_cache"]

_ALL_BYTES = 64 << 20
_ONE_BYTES = 16 << 20
_LONGEST_KEY = 2_048
_AGAIN = {"Retry-After": "5"}
_BUSY = marked("too many pages are being made for others; come again later")
Key = tuple[str, ...]


class Lane(Enum):
    """What documents cost; how many of a kind are made at one time."""

    QUICK = 8
    DOCUMENTS = 2
    MATRIX = 1


class ResponseCache:
    """The documents asked for last, up to a number of bytes; for one event loop."""

    def __init__(self, limits: Limits) -> None:
        """`limits` says how many may wait in each lane, and how long."""
        self._limits = limits
        self._found: OrderedDict[Key, Response] = OrderedDict()
        self._bytes = 0
        self._being_made: dict[Key, asyncio.Task[Response]] = {}
        self._turns = {lane: Turns(lane.value, limits) for lane in Lane}

    async def get(self, key: Key, make: Callable[[], Response], lane: Lane, client: str) -> Response:
        """Return what is kept under a key, else what `make` returns in a thread; who asks meanwhile waits for it.

        Raises:
            BusyError: too many wait in the lane, or the client's turn did not come in time.
        """
        if (found := self._found.get(key)) is not None:
            self._found.move_to_end(key)
            return found
        if key in self._being_made:
            made = await asyncio.shield(self._being_made[key])
            if made.status_code == HTTPStatus.OK:
                return made  # what is wrong is said as each request would have it: as a page, or as a line of text
        turns = self._turns[lane]
        await turns.take(client)
        if (found := self._found.get(key)) is not None:  # made while we waited
            turns.give_back(client)
            return found
        task = asyncio.create_task(run_in_threadpool(make))
        self._being_made.setdefault(key, task)
        task.add_done_callback(partial(self._done, key, turns, client))
        return await asyncio.shield(task)

    def _done(self, key: Key, turns: Turns, client: str, task: asyncio.Task[Response]) -> None:
        turns.give_back(client)
        if self._being_made.get(key) is task:
            del self._being_made[key]
        is_made = not task.cancelled() and task.exception() is None
        if is_made and sum(map(len, key)) <= _LONGEST_KEY and key not in self._found:
            made = task.result()
            if made.status_code == HTTPStatus.OK and len(made.body) <= _ONE_BYTES:
                self._keep(key, made)

    def _keep(self, key: Key, made: Response) -> None:
        self._found[key] = made
        self._bytes += len(made.body)
        while self._bytes > _ALL_BYTES:
            _, oldest = self._found.popitem(last=False)
            self._bytes -= len(oldest.body)


async def from_cache(request: Request, key: Key, make: Callable[[], Response], lane: Lane) -> Response:
    """Answer with what is kept under a key, or made now; 503 where too many others are."""
    documents: ResponseCache = request.app.state.responses
    try:
        return conditional(request, await documents.get(key, make, lane, client_of(request)))
    except BusyError:
        return problem(request, 503, _BUSY, _AGAIN)


def cached(
    route: Callable[[Request], Response],
    lane: Lane = Lane.QUICK,
    **reads: Callable[[Request], object],
) -> Callable[[Request], Awaitable[Response]]:
    """Keep what a route answers that looks at nothing of a request but its path, its language and what `reads` tell.

    No other parameter, and no other spelling of one, has the same document made again.
    """
    bare = Request({"type": "http", "query_string": b"", "headers": []})
    usual = {name: read(bare) for name, read in reads.items()}

    @wraps(route)
    async def answer(request: Request) -> Response:
        path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
        told = {name: read(request) for name, read in reads.items()}
        # The page's links to itself have these and no other parameters, whoever asked first.
        request.state.parameters = {
            name: str(value.value if isinstance(value, Enum) else value)
            for name, value in told.items()
            if value != usual[name]
        }
        values = [f"{name}={value}" for name, value in told.items()]
        key = (path.decode("ascii", "replace"), code_of(request), *values)
        return await from_cache(request, key, lambda: route(request), lane)

    return answer
