"""HTTP with a triplestore: patient with a server that is busy or restarts, short with one that refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

import urllib3
from urllib3.connectionpool import ConnectionPool
from urllib3.util import Retry, Timeout

from icmlpo_rdf.errors import ServerError
from icmlpo_rdf.graph.loading.credentials import Authorization, Credentials

__all__ = ["Client", "Patience", "RefusalError", "Reply"]

_BUSY = (429, 502, 503, 504)
_ASKS_WHO = (401, 403)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server may take, and how often it is asked again."""

    retries: int = 8
    """After a broken connection or an answer that says *later*: with 8, about a minute and a half in all."""
    seconds: float = 300
    """How long one answer may take."""
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


class _Retry(Retry):
    """Retries, but of no request that took the whole time that it may: it would again."""

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
        if isinstance(error, urllib3.exceptions.ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


@dataclass(slots=True)
class Client:
    """Requests to one server. Every request of ours may be repeated: it replaces, or adds what is there already."""

    credentials: Credentials = field(default_factory=Credentials)
    patience: Patience = field(default_factory=Patience)
    retried: int = 0
    """How many requests had to be repeated."""
    _pool: urllib3.PoolManager = field(init=False, repr=False)
    _authorization: Authorization = field(init=False, repr=False)

    def __post_init__(self) -> None:
        patience = self.patience
        self._authorization = Authorization(self.credentials)
        self._pool = urllib3.PoolManager(
            timeout=Timeout(connect=min(10, patience.seconds), read=patience.seconds),
            retries=_Retry(
                total=patience.retries,
                redirect=0,
                allowed_methods=None,  # POST too
                status_forcelist=_BUSY,
                raise_on_status=False,
                backoff_factor=patience.pause,
                backoff_max=patience.longest_pause,
                retry_after_max=patience.longest_wait,
            ),
        )

    def send(
        self, method: str, url: str, body: bytes = b"", *, content_type: str = "", accept: str = "*/*"
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        Raises:
            ServerError: the server cannot be reached, or stays busy.
        """
        headers = {"Accept": accept, "User-Agent": "icmlpo-rdf"}
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
            reason = error.reason if isinstance(error, urllib3.exceptions.MaxRetryError) else error
            raise ServerError(
                f"no answer ({self._plain(reason)})",
                mend="check that the server runs and is reached from here",
                place=url.partition("?")[0],
            ) from error
        if reply.retries is not None:
            self.retried += len(reply.retries.history)
        if reply.status in _BUSY:
            raise ServerError(
                f"the server stays busy (HTTP {reply.status})",
                mend="start again later; what was sent is not sent again",
                place=url.partition("?")[0],
            )
        return reply

    def _plain(self, error: Exception | None) -> str:
        """The reason without the objects that urllib3 puts before it."""
        # The words of the connection, which has seen no secret: hiding parts of an address would give one away.
        return str(error).rpartition(": ")[2] if error else "unknown"

    def refusal(self, reply: Reply, url: str) -> RefusalError:
        """Return an answer that is no success as an error."""
        words = self.credentials.hide(_first_words(reply))
        mend = "check what the server accepts"
        if reply.status in _ASKS_WHO:
            mend = "give ICMLPO_RDF_USER and ICMLPO_RDF_PASSWORD, ICMLPO_RDF_TOKEN or --credentials FILE"
        elif 300 <= reply.status < 400:
            mend = "give the address that it leads to"
        what = f"the server refuses (HTTP {reply.status}{': ' + words if words else ''})"
        error = RefusalError(what, mend=mend, place=url.partition("?")[0])
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


def _first_words(reply: Reply) -> str:
    """The beginning of an error's text; of a page in HTML nothing."""
    if reply.content_type in {"text/html", "application/xhtml+xml"}:
        return ""
    words = " ".join(reply.body[:2_000].decode("utf-8", "replace").split())
    return words if len(words) <= 200 else f"{words[:199]}…"
