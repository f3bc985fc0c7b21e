"""What few can have at one time goes to clients in turn, so that one who asks for much keeps nobody else waiting.

A client is an address: behind a proxy that of the proxy, unless the site is told to believe what the proxy says of its
clients (`serve --proxy`).
"""

from __future__ import annotations

import asyncio
import ipaddress
from collections import Counter, OrderedDict, deque

from starlette.requests import Request

from icmlpo_rdf.serve.request_limits import Limits

__all__ = ["BusyError", "Turns", "client_of"]

_NETWORK_OF_ONE = 64
"""The bits of an IPv6 address that are given out to one customer (RFC 6177): the rest he chooses himself."""


class BusyError(Exception):
    """Too many wait, or the turn did not come in time."""


def client_of(request: Request) -> str:
    """Return what tells a request's client from others."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4 or address.ipv4_mapped:
        return host
    return str(ipaddress.ip_network((host.partition("%")[0], _NETWORK_OF_ONE), strict=False))


class Turns:
    """So many places, taken and given back by clients; for one event loop.

    Whoever waits gets the next place after those clients that have waited longer since their last turn. A client has all
    places but one at most, so that somebody who comes new need not wait for one who has much to do.
    """

    def __init__(self, places: int, limits: Limits) -> None:
        """`limits` says how many may wait, and how long."""
        self._free = places
        self._share = max(1, places - 1)
        self._limits = limits
        self._taken: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    async def take(self, client: str) -> None:
        """Wait for a place, which must be given back.

        Raises:
            BusyError: there is none in time, or too many wait; then who waits for most goes first.
        """
        if self._free and self._taken[client] < self._share:
            self._give(client)
            return
        if sum(map(len, self._waiting.values())) >= self._limits.queue_length:
            self._make_room(client)
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(turn)
        try:
            async with asyncio.timeout(self._limits.queue_seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled() and not turn.exception():  # it came at the same moment
                self.give_back(client)
            self._forget(client, turn)
            if isinstance(error, TimeoutError):
                raise BusyError from None
            raise

    def give_back(self, client: str) -> None:
        """Give a place back to those who wait."""
        self._free += 1
        self._taken[client] -= 1
        self._taken += Counter()  # without those who have none
        while self._free:
            following = next((one for one in self._waiting if self._taken[one] < self._share), None)
            if following is None:
                return
            turn = self._waiting[following].popleft()
            self._waiting.move_to_end(following)
            if not self._waiting[following]:
                del self._waiting[following]
            if not turn.done():
                self._give(following)
                turn.set_result(None)

    def _give(self, client: str) -> None:
        self._free -= 1
        self._taken[client] += 1

    def _make_room(self, client: str) -> None:
        """Send away the last who waits of the client that has most who do, if that is not this one."""
        most = max(self._waiting, key=lambda one: len(self._waiting[one]))
        if len(self._waiting[most]) <= len(self._waiting.get(client, ())) + 1:
            raise BusyError
        turn = self._waiting[most][-1]
        self._forget(most, turn)
        if not turn.done():
            turn.set_exception(BusyError())

    def _forget(self, client: str, turn: asyncio.Future[None]) -> None:
        if turn in (queue := self._waiting.get(client, deque())):
            queue.remove(turn)
            if not queue:
                del self._waiting[client]
