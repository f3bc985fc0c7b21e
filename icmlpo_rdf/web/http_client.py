"""Requests over connections that are kept, asked again when a server is busy or breaks off, with bounds on time and length."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from types import TracebackType
from typing import Self

import urllib3
from urllib3.connectionpool import ConnectionPool
from urllib3.util import Retry, Timeout

from icmlpo_rdf.errors import ServerError
from icmlpo_rdf.web.bounded_answers import TooLongError, bounded_pools
from icmlpo_rdf.web.broken_answers import Mends, no_http, unreached

__all__ = ["HttpClient", "Reply", "RetryPolicy", "TooLongError", "user_agent"]

_BUSY = (429, 502, 503, 504)
_DAY = 86_400

_UNMET = 2
"""Retries of a connection that nobody takes, where the server has never answered."""


def user_agent() -> str:
    """Return what we call ourselves where servers ask programs to say who they are, as Wikimedia's do (https://w.wiki/4wJS)."""
    return f"icmlpo-rdf/{version('icmlpo-rdf')} (https://w3id.org/icmlpo-rdf/)"


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long a server may take, and how often it is asked again."""

    retries: int = 8
    """After a broken connection or an answer that says *later*: with 8, about a minute and a half in all."""
    retries_unreached: int | None = None
    """Of these, after a broken connection; None: all."""
    seconds: float = 300
    """How long one answer may take, from its first byte to its last."""
    pause: float = 0.5
    """The pause after an answer that says *later*, and before the second retry; each later one is twice as long, to `longest_pause`."""
    longest_pause: float = 30
    """Of our own pauses."""
    longest_wait: int = 300
    """The most that a server's `Retry-After` may ask for."""
    is_obedient: bool = False
    """A server that asks for more is not asked again; else it is asked when `longest_wait` is over."""
    longest_answer: int = 16 << 20
    """In bytes, unpacked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        """In lower case, without parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    @property
    def server(self) -> str:
        """What it calls itself."""
        return self.headers.get("Server", "")

    @property
    def leads_to(self) -> str:
        """Where a redirect goes."""
        return self.headers.get("Location", "")

    def json(self) -> object:
        """Return what its body says in JSON.

        Raises:
            ValueError: it is none, or is nested deeper than any answer to a query.
        """
        try:
            found: object = json.loads(self.body)
        except RecursionError:
            raise ValueError("nested too deep") from None
        return found


class _Retry(Retry):
    """Retries, but of nothing that would be the same again: the whole time taken, no TLS there, no HTTP there."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """Count a failed request; raise its error when it is not to be repeated."""
        lasting = (urllib3.exceptions.ReadTimeoutError, urllib3.exceptions.SSLError)
        if error is not None and (isinstance(error, lasting) or no_http(error)):
            raise error
        if response is not None and _pool is not None and self.gives_up(response):
            raise urllib3.exceptions.MaxRetryError(_pool, url or "")
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def gives_up(self, response: urllib3.BaseHTTPResponse) -> bool:  # noqa: ARG002 - as others ask
        """Return whether a busy server is not to be asked again."""
        return False

    def get_backoff_time(self) -> float:
        """Return our own pause. urllib3 asks the first time again at once, which a busy server has asked us not to."""
        pause = super().get_backoff_time()
        return pause or (self.backoff_factor if self.history and self.history[-1].status else 0.0)

    def parse_retry_after(self, retry_after: str) -> float:
        """Return how long a server asks us to wait, as far as we do; 0, so that our own pause counts, for what is none.

        RFC 9110, section 10.2.3: seconds, never negative, or a date.
        """
        try:
            return super().parse_retry_after(retry_after)
        except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            return 0.0


class _ObedientRetry(_Retry):
    """Retries, but never before a server has asked for it."""

    def gives_up(self, response: urllib3.BaseHTTPResponse) -> bool:
        """Return whether the server asks for too long a time."""
        return _seconds(response) > self.retry_after_max


def _seconds(response: urllib3.BaseHTTPResponse) -> float:
    """How long a server asks us to wait; 0 where it does not say."""
    return _Retry(retry_after_max=sys.maxsize).get_retry_after(response) or 0.0


def _shown(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds <= _DAY else "more than a day"


@dataclass(slots=True)
class HttpClient:
    """Asks servers, one thing after another. Every request may be repeated: see that it does the same again."""

    policy: RetryPolicy
    mends: Mends
    headers: Mapping[str, str] = field(default_factory=dict)
    """What every request says of itself."""
    retried: int = 0
    """How many requests had to be repeated."""
    _pool: urllib3.PoolManager = field(init=False, repr=False)
    _retries: _Retry = field(init=False, repr=False)
    _met: set[str] = field(default_factory=set, init=False, repr=False)
    """Servers that have answered once."""

    def __post_init__(self) -> None:
        policy = self.policy
        retries = _ObedientRetry if policy.is_obedient else _Retry
        broken = policy.retries_unreached
        self._retries = retries(
            total=policy.retries,
            connect=broken,
            read=broken,
            other=broken,
            redirect=0,
            allowed_methods=None,  # POST too
            status_forcelist=_BUSY,
            raise_on_status=False,
            backoff_factor=policy.pause,
            backoff_max=policy.longest_pause,
            retry_after_max=policy.longest_wait,
        )
        self._pool = urllib3.PoolManager(
            timeout=Timeout(connect=min(10, policy.seconds), read=policy.seconds)
        )
        self._pool.pool_classes_by_scheme = dict(
            bounded_pools(policy.seconds, policy.longest_answer, self.mends.unread)
        )

    @property
    def _fewest(self) -> int:
        """How often a server that has never answered is called again."""
        broken = self.policy.retries_unreached
        return min(_UNMET, self.policy.retries if broken is None else broken)

    def send(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """Send a request and return the answer, whatever its status. Redirects are not followed.

        Raises:
            ServerError: the server cannot be reached, stays busy, or does not answer within the bounds.
            TooLongError: the answer is longer than it may be.
        """
        place, server = url.partition("?")[0], urllib3.util.parse_url(url).netloc or ""
        # Where nobody has ever taken a connection, nobody may be there: the address is wrong, or the server does not run.
        retries = self._retries if server in self._met else self._retries.new(connect=self._fewest)
        try:
            reply = self._pool.request(
                method,
                url,
                body=body or None,
                headers={**self.headers, **headers},
                redirect=False,
                retries=retries,
            )
        except urllib3.exceptions.HTTPError as error:
            raise unreached(error, place, self.policy.seconds, self.mends) from error
        self._met.add(server)
        if reply.retries is not None:
            self.retried += len(reply.retries.history)
        if reply.status in _BUSY:
            wait = _seconds(reply)
            asks = f", wait {_shown(wait)}" if wait > self.policy.longest_wait else ""
            raise ServerError(
                f"the server stays busy (HTTP {reply.status}{asks})", mend=self.mends.busy, origin=place
            )
        return Reply(reply.status, reply.headers, reply.data)
