"""Documents that were made are kept: the data does not change while it is served, so that each is made once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.graph.serve.responses import conditional

__all__ = ["Kept", "kept"]

_ALL_BYTES = 64 << 20
_ONE_BYTES = 4 << 20
_LONGEST_KEY = 2_048
_Key = tuple[bytes, bytes]


class Kept:
    """The documents asked for last, up to a number of bytes; safe for threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[_Key, Response] = OrderedDict()
        self._bytes = 0
        self._being_made: dict[_Key, threading.Lock] = {}

    def get(self, key: _Key, make: Callable[[], Response]) -> Response:
        """Return what is kept under a key, else what `make` returns; who asks meanwhile waits for it."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            making = self._being_made.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._found:
                    return self._found[key]
            try:
                made = make()
            finally:
                with self._lock:
                    self._being_made.pop(key, None)
            if made.status_code == 200 and len(made.body) <= _ONE_BYTES:
                with self._lock:
                    self._keep(key, made)
            return made

    def _keep(self, key: _Key, made: Response) -> None:
        self._found[key] = made
        self._bytes += len(made.body)
        while self._bytes > _ALL_BYTES:
            _, oldest = self._found.popitem(last=False)
            self._bytes -= len(oldest.body)


def kept(route: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Keep what a route answers: one that looks at nothing of a request but its address."""

    @wraps(route)
    def answer(request: Request) -> Response:
        scope = request.scope
        key = (scope.get("raw_path") or b"", scope["query_string"])
        if len(key[0]) + len(key[1]) > _LONGEST_KEY:
            return conditional(request, route(request))
        documents: Kept = request.app.state.kept
        return conditional(request, documents.get(key, lambda: route(request)))

    return answer
