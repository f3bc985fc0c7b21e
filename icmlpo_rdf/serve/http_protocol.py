"""HTTP as this site speaks it: uvicorn's protocol, with clocks for slow clients and addresses typed as they are."""

from __future__ import annotations

import asyncio
import socket
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.serve.request_limits import Limits

__all__ = ["protocol_with"]

_NOT_ASCII = lazy_pattern(rb"[\x80-\xff]+")


def protocol_with(limits: Limits) -> type[asyncio.Protocol]:
    """Return a protocol class for uvicorn that keeps these limits."""

    class Protocol(_Protocol):
        request_seconds = limits.request_seconds
        send_seconds = limits.send_seconds
        most = limits.connections

    return Protocol


class _Protocol(H11Protocol):
    """Closes connections that send or take too slowly; understands an address with raw UTF-8 in it.

    uvicorn waits for ever for a request that does not come whole, and for a client that does not read; and when all
    its connections are taken so, it tells everybody else 503. Here the one that has kept us waiting longest makes room.
    `curl http://…/zh/德国` sends the hanzi as they are, which h11 refuses: RFC 9112, section 3.2, has no such
    request line, and yet every browser's address bar has. They are percent-encoded before h11 sees them.
    """

    request_seconds: float
    send_seconds: float
    most: int

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - uvicorn's
        super().__init__(*arguments, **options)
        self._clock: asyncio.TimerHandle | None = None
        self._send_clock: asyncio.TimerHandle | None = None
        self._in_first_line = True
        self.since = 0.0
        self.is_left = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        # Head and body are written apart. Without this the second waits for the client to acknowledge the first, which
        # it puts off for 40 ms; asyncio sets it for sockets that it made itself.
        if (connection := transport.get_extra_info("socket")) is not None:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._start_clock()
        self._make_room()

    def data_received(self, data: bytes) -> None:
        """Called with what the client sent; the clock runs from the first byte of a request to its last."""
        if self._clock is None and not self._whole():
            self._start_clock()
        if self._in_first_line and self.conn.their_state is h11.IDLE:
            line, end, rest = data.partition(b"\n")
            if not line.isascii():
                line = _NOT_ASCII.sub(lambda match: b"%" + match[0].hex("%").encode(), line)
            self._in_first_line = not end
            data = line + end + rest
        super().data_received(data)
        if self._whole():
            self._stop_clock()

    def eof_received(self) -> bool | None:  # type: ignore[override]  # as asyncio has it
        """Called when the client will send no more: one that asked a whole question still gets its answer."""
        if self.cycle is None or self.cycle.response_complete or not self._whole():
            return None
        self.cycle.keep_alive = False
        return True

    def on_response_complete(self) -> None:
        """Called when an answer has gone out: what follows is the next request's first line."""
        if self._whole():  # else it was answered early, and the rest of its body is read and dropped
            self._stop_clock()
        self._in_first_line = True
        self.since = self.loop.time()
        super().on_response_complete()
        if self.conn.our_state is h11.IDLE and self.conn.trailing_data[0]:
            self._start_clock()  # the next request has begun to come already

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        if self._send_clock is not None:
            self._send_clock.cancel()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Called when the client does not take what we send."""
        super().pause_writing()
        self.since = self.loop.time()
        self._send_clock = self.loop.call_later(self.send_seconds, self.leave)

    def resume_writing(self) -> None:
        """Called when the client takes it again."""
        if self._send_clock is not None:
            self._send_clock.cancel()
            self._send_clock = None
        super().resume_writing()

    def _whole(self) -> bool:
        """Whether the client has sent its whole request, or can send no more."""
        return self.conn.their_state not in {h11.IDLE, h11.SEND_BODY}

    def _make_room(self) -> None:
        """Leave those who have kept us waiting longest, so that this connection is not one too many.

        First who has no request under way (silent, slow to send, kept alive), then who does not take the answer.
        """
        there = [one for one in self.connections if isinstance(one, _Protocol) and not one.is_left]
        excess = len(there) - self.most + 1
        if excess <= 0:
            return
        waiting = [one for one in there if one is not self and (one.is_idle() or one.is_unread())]
        waiting.sort(key=lambda one: (not one.is_idle(), one.since))
        for one in waiting[:excess]:
            one.leave()

    def is_unread(self) -> bool:
        """Whether the client does not take what we send."""
        return self._send_clock is not None

    def is_idle(self) -> bool:
        """Whether no request is under way: none began, one comes slowly, or the next is waited for."""
        return self.cycle is None or self.cycle.response_complete

    def _start_clock(self) -> None:
        self._stop_clock()
        self.since = self.loop.time()
        self._clock = self.loop.call_later(self.request_seconds, self.leave)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def leave(self) -> None:
        """Close the connection at once, whatever is under way."""
        self.is_left = True
        cast("asyncio.WriteTransport", self.transport).abort()
