"""HTTP with a triplestore: patient with a server that is busy or restarts, short with one that refuses."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import (
    BadStatusLine,
    HTTPException,
    IncompleteRead,
    LineTooLong,
    RemoteDisconnected,
    UnknownProtocol,
)
from types import TracebackType
from urllib.parse import urlsplit

import urllib3
from urllib3.connectionpool import ConnectionPool
from urllib3.util import Retry, Timeout

from icmlpo_rdf.errors import ServerError
from icmlpo_rdf.publish.triplestore.authentication import Authorization, Credentials
from icmlpo_rdf.publish.triplestore.bounded_answers import bounded_pools

__all__ = ["Client", "RefusalError", "Reply", "RetryPolicy"]

_BUSY = (429, 502, 503, 504)
_ASKS_WHO = (401, 403)
_NO_SUCH_PLACE = (404, 405, 501)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long a server may take, and how often it is asked again."""

    retries: int = 8
    """After a broken connection or an answer that says *later*: with 8, about a minute and a half in all."""
    seconds: float = 300
    """How long one answer may take, from its first byte to its last."""
    pause: float = 0.5
    """The pause before the second retry; each later one is twice as long, to `longest_pause`."""
    longest_pause: float = 30
    """Of our own pauses."""
    longest_wait: int = 300
    """The most that a server's `Retry-After` may ask for."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered."""

    status: int
    content_type: str
    """In lower case, without parameters."""
    server: str
    """What it calls itself."""
    body: bytes
    leads_to: str = ""
    """Where a redirect goes, without a query string."""

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
    ) -> _Retry:
        """Count a failed request; raise its error when it is not to be repeated."""
        lasting = (urllib3.exceptions.ReadTimeoutError, urllib3.exceptions.SSLError)
        if error is not None and (isinstance(error, lasting) or _no_http(error)):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)

    def parse_retry_after(self, retry_after: str) -> float:
        """Return how long a server asks us to wait, as far as we do; 0, so that our own pause counts, for what is none.

        RFC 9110, section 10.2.3: seconds, never negative, or a date.
        """
        try:
            return super().parse_retry_after(retry_after)
        except (urllib3.exceptions.InvalidHeader, ValueError, OverflowError):
            return 0.0


@dataclass(slots=True)
class Client:
    """Requests to one server. Every request of ours may be repeated: it replaces, or adds what is there already."""

    credentials: Credentials = field(default_factory=Credentials)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    agent: str = "icmlpo-rdf"
    """What it is told of who asks."""
    retried: int = 0
    """How many requests had to be repeated."""
    _pool: urllib3.PoolManager = field(init=False, repr=False)
    _authorization: Authorization = field(init=False, repr=False)

    def __post_init__(self) -> None:
        policy = self.policy
        self._authorization = Authorization(self.credentials)
        self._pool = urllib3.PoolManager(
            timeout=Timeout(connect=min(10, policy.seconds), read=policy.seconds),
            retries=_Retry(
                total=policy.retries,
                redirect=0,
                allowed_methods=None,  # POST too
                status_forcelist=_BUSY,
                raise_on_status=False,
                backoff_factor=policy.pause,
                backoff_max=policy.longest_pause,
                retry_after_max=policy.longest_wait,
            ),
        )
        self._pool.pool_classes_by_scheme = dict(bounded_pools(policy.seconds))

    def send(
        self, method: str, url: str, body: bytes = b"", *, content_type: str = "", accept: str = "*/*"
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        Raises:
            ServerError: the server cannot be reached, stays busy, or does not answer within the bounds.
        """
        headers = {"Accept": accept, "User-Agent": self.agent}
        if content_type:
            headers["Content-Type"] = content_type
        reply = self._once(method, url, body, headers)
        for _ in range(2):  # a second time where what the server asked with has grown old
            asks = reply.status in _ASKS_WHO
            if not (asks and self._authorization.learn(reply.headers.get("WWW-Authenticate", ""))):
                break
            reply = self._once(method, url, body, headers)
        return Reply(
            reply.status,
            reply.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
            reply.headers.get("Server", ""),
            reply.data,
            reply.headers.get("Location", "").partition("?")[0],
        )

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> urllib3.BaseHTTPResponse:
        parts = urlsplit(url)
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        try:
            reply = self._pool.request(
                method,
                url,
                body=body or None,
                headers={**headers, **self._authorization.header(method, target)},
                redirect=False,
            )
        except urllib3.exceptions.HTTPError as error:
            raise _unreached(error, url.partition("?")[0], self.policy.seconds) from error
        if reply.retries is not None:
            self.retried += len(reply.retries.history)
        if reply.status in _BUSY:
            raise ServerError(
                f"the server stays busy (HTTP {reply.status})",
                mend="start again later; what was sent is not sent again",
                origin=url.partition("?")[0],
            )
        return reply

    def described(self, reply: Reply) -> str:
        """Return in a few words what came: status, kind of content, who says so."""
        words = [f"HTTP {reply.status}"]
        if reply.leads_to:
            words.append(f"to {reply.leads_to}")
        elif reply.content_type:
            words.append(reply.content_type)
        if reply.server:
            words.append(f"from {reply.server.strip()}")
        return ", ".join(self.credentials.hide(word)[:100] for word in words)

    def refusal(self, reply: Reply, url: str) -> RefusalError:
        """Return an answer that is no success as an error."""
        words = _first_words(reply, self.credentials)
        mend = "check what the server accepts"
        if reply.status in _ASKS_WHO:
            mend = "give ICMLPO_RDF_USER and ICMLPO_RDF_PASSWORD, ICMLPO_RDF_TOKEN or --credentials FILE"
            if self.credentials.are_given:
                which = "user and the password" if self.credentials.token is None else "token"
                where = f" in {self.credentials.origin}" if self.credentials.origin else ""
                mend = f"check the {which}{where}, and what is allowed with that"
        elif 300 <= reply.status < 400:
            mend = "give the address that it leads to"
        elif reply.status in _NO_SUCH_PLACE:
            mend = "check the address: such a request is not taken there"
        what = f"the server refuses (HTTP {reply.status}{': ' + words if words else ''})"
        error = RefusalError(what, mend=mend, origin=url.partition("?")[0])
        error.status = reply.status
        return error


class RefusalError(ServerError):
    """The server answered, and the answer is no."""

    status: int = 0

    @property
    def is_about_us(self) -> bool:
        """True when it asks who we are, or does not let us in."""
        return self.status in _ASKS_WHO

    @property
    def is_about_data(self) -> bool:
        """True when another graph may be taken: the place is right."""
        return self.status in {400, 413, 415, 422, 500}

    @property
    def is_about_size(self) -> bool:
        """True when less at a time may do: 413, or a server's own limits, which end in 500."""
        return self.status in {413, 500}


def _unreached(error: urllib3.exceptions.HTTPError, place: str, seconds: float) -> ServerError:
    """Return a connection's error as ours.

    It repeats the words of the connection, which has seen no secret: hiding parts of an address would give one away.
    """
    reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
    if told := _no_http(reason):
        return ServerError(f"what answers there speaks no HTTP; {told}", mend="check the port", origin=place)
    if isinstance(reason, urllib3.exceptions.SSLError):
        cause = reason.args[0] if reason.args else reason
        told = getattr(cause, "verify_message", "") or str(getattr(cause, "reason", cause)).replace("_", " ")
        return ServerError(
            f"no safe connection ({told.lower()})",
            mend="write http:// if the server has no TLS; its certificate must be one that this machine trusts",
            origin=place,
        )
    if isinstance(reason, urllib3.exceptions.ReadTimeoutError):
        return ServerError(
            f"no whole answer within {seconds:g} seconds",
            mend="check the server, or allow more with --timeout",
            origin=place,
        )
    if isinstance(reason, urllib3.exceptions.DecodeError | urllib3.exceptions.InvalidHeader):
        is_packing = isinstance(reason, urllib3.exceptions.DecodeError)
        return ServerError(
            f"its answer cannot be read ({'it is not packed as its head says' if is_packing else reason})",
            mend="check that a triplestore runs there",
            origin=place,
        )
    return ServerError(
        f"no answer ({_broken_off(reason)})",
        mend="check that the server runs and is reached from here",
        origin=place,
    )


def _broken_off(reason: Exception | None) -> str:
    """Why there was no answer, or no whole one, in plain words."""
    cause = _cause(reason)
    if isinstance(cause, RemoteDisconnected):
        return "the connection was closed"
    if isinstance(cause, IncompleteRead):
        return "it broke off"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    # Without the objects that urllib3 puts before the reason.
    return str(reason).rpartition(": ")[2] if reason else "unknown"


def _cause(error: Exception | None) -> object:
    """What urllib3 has wrapped as a broken connection."""
    return error.args[-1] if isinstance(error, urllib3.exceptions.ProtocolError) and error.args else None


def _no_http(error: Exception | None) -> str:
    """Why an answer is no HTTP; empty for any other error, also for an answer that broke off."""
    cause = _cause(error)
    if isinstance(cause, urllib3.exceptions.InvalidChunkLength):
        return "its answer is cut into pieces of no length"
    if isinstance(cause, LineTooLong):
        return "a line of its answer is too long"
    if isinstance(cause, BadStatusLine | UnknownProtocol) and not isinstance(cause, RemoteDisconnected):
        return f"it says {(str(cause.args[0]).strip() or 'nothing')[:60]!r}"
    if isinstance(cause, HTTPException) and not isinstance(cause, RemoteDisconnected | IncompleteRead):
        return f"its head says: {str(cause)[:60]}"
    return ""


def _first_words(reply: Reply, credentials: Credentials) -> str:
    """The beginning of an error's text, without secrets; of a page in HTML nothing."""
    if reply.content_type in {"text/html", "application/xhtml+xml"}:
        return ""
    # All of it: in what was cut or folded first, a part of a secret could be left.
    words = " ".join(credentials.hide(reply.body.decode("utf-8", "replace")).split())
    return words if len(words) <= 200 else f"{words[:199]}…"
