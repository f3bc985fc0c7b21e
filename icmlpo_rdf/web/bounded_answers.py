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

__all__ = ["TooLongError", "bounded_pools"]

_CHUNK = 1 << 16


class TooLongError(ServerError):
    """An answer is longer than it may be."""


def bounded_pools(seconds: float, longest: int, mend: str) -> Mapping[str, type[HTTPConnectionPool]]:
    """Return urllib3's pools, by scheme, of connections that wait so long for a whole answer, and read no longer one.

    Args:
        seconds: how long they wait.
        longest: the most bytes, unpacked.
        mend: what to do where an answer has more.
    """

    class Plain(_Bounded, HTTPConnection):
        most_seconds, most_bytes, mend_of_length = seconds, longest, mend

    class Safe(_Bounded, HTTPSConnection):
        most_seconds, most_bytes, mend_of_length = seconds, longest, mend

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SafePool(HTTPSConnectionPool):
        ConnectionCls = Safe

    return {"http": PlainPool, "https": SafePool}


class _Bounded(HTTPConnection):
    """Reads an answer to its end. urllib3 itself bounds only the wait for each next byte, and no length."""

    most_seconds: float
    most_bytes: int
    mend_of_length: str

    def request(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - urllib3's
        """Send a request; its answer is not read before `getresponse` reads it."""
        super().request(*arguments, **{**options, "preload_content": False})

    def getresponse(self) -> urllib3.HTTPResponse:  # type: ignore[override]  # as urllib3 has it
        """Return an answer that is whole.

        Raises:
            TimeoutError: it is not whole after `most_seconds`.
            TooLongError: it is too long.
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
            if len(body) > self.most_bytes:
                raise TooLongError(
                    f"its answer is longer than {self.most_bytes >> 20} MB",
                    mend=self.mend_of_length,
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
