"""Connections whose answers have bounds: each must come whole in a time, and no answer may be too long."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from threading import Event, Timer
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from icmlpo_rdf.errors import ServerError

__all__ = ["bounded_pools"]

_LONGEST = 16 << 20
"""In bytes, unpacked: what we ask for is counts and error messages."""
_CHUNK = 1 << 16


def bounded_pools(seconds: float) -> Mapping[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools, by scheme, of connections that wait so long for a whole answer."""

    class Plain(_Bounded, HTTPConnection):
        most_seconds = seconds

    class Safe(_Bounded, HTTPSConnection):
        most_seconds = seconds

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


class _Bounded(HTTPConnection):
    """Reads an answer to its end. urllib3 itself bounds only the wait for each next byte, and no length."""

    most_seconds: float

    def request(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - urllib3's
        """Send a request; its answer is not read before `getresponse` reads it."""
        super().request(*arguments, **{**options, "preload_content": False})

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as urllib3 has it
        """Return an answer that is whole.

        Raises:
            TimeoutError: it is not whole after `most_seconds`.
            ServerError: it is too long.
        """
        is_late = Event()
        connection = self.sock  # which this object lets go of when the head says that it will be closed

        def give_up() -> None:
            is_late.set()
            with suppress(OSError):  # whatever is being read ends; not TLS's own way, which would wait
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

        clock = Timer(self.most_seconds, give_up)
        clock.daemon = True
        clock.start()
        try:
            answer = self._whole()
        except Exception:
            if not is_late.is_set():
                raise
        finally:
            clock.cancel()
        if is_late.is_set():
            raise TimeoutError
        return answer

    def _whole(self) -> urllib3.HTTPResponse:
        begun = super().getresponse()
        body = bytearray()
        for chunk in begun.stream(_CHUNK):
            body += chunk
            if len(body) > _LONGEST:
                raise ServerError(
                    f"its answer is longer than {_LONGEST >> 20} MB",
                    mend="check that a triplestore runs there",
                    origin=f"{self.host}:{self.port}",
                )
        return urllib3.HTTPResponse(
            BytesIO(body),
            begun.headers,
            begun.status,
            begun.version,
            reason=begun.reason,
            decode_content=False,
        )
