"""A triplestore asked over HTTP: who we are, and what its refusals mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from icmlpo_rdf.errors import ServerError, one_line
from icmlpo_rdf.publish.triplestore.authentication import Authorization, Credentials
from icmlpo_rdf.web import HttpClient, Mends, Reply, RetryPolicy

__all__ = ["Client", "RefusalError"]

_ASKS_WHO = (401, 403)
_NO_SUCH_PLACE = (404, 405, 501)
_LONGEST_PLACE = 200
"""Characters of an address that a server names."""
_MENDS = Mends(
    unreached="check that the server runs and is reached from here",
    late="check the server, or allow more with --timeout",
    unread="check that a triplestore runs there",
    busy="start again later; what was sent is not sent again",
)


@dataclass(slots=True)
class Client:
    """Requests to one server. Every request of ours may be repeated: it replaces, or adds what is there already."""

    credentials: Credentials = field(default_factory=Credentials)
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    agent: str = "icmlpo-rdf"
    """What it is told of who asks."""
    _http: HttpClient = field(init=False, repr=False)
    _authorization: Authorization = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._authorization = Authorization(self.credentials)
        self._http = HttpClient(self.policy, _MENDS, {"User-Agent": self.agent})

    @property
    def retried(self) -> int:
        """How many requests had to be repeated."""
        return self._http.retried

    def send(
        self, method: str, url: str, body: bytes = b"", *, content_type: str = "", accept: str = "*/*"
    ) -> Reply:
        """Send a request and return the answer, whatever its status.

        Raises:
            ServerError: the server cannot be reached, stays busy, or does not answer within the bounds.
        """
        headers = {"Accept": accept}
        if content_type:
            headers["Content-Type"] = content_type
        reply = self._once(method, url, body, headers)
        for _ in range(2):  # a second time where what the server asked with has grown old
            asks = reply.status in _ASKS_WHO
            if not (asks and self._authorization.learn(reply.headers.get("WWW-Authenticate", ""))):
                break
            reply = self._once(method, url, body, headers)
        return reply

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        parts = urlsplit(url)
        target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        authorization = self._authorization.header(method, target)
        return self._http.send(method, url, {**headers, **authorization}, body)

    def described(self, reply: Reply) -> str:
        """Return in a few words what came: status, kind of content, who says so."""
        words = [f"HTTP {reply.status}"]
        if reply.leads_to:
            words.append(f"to {reply.leads_to.partition('?')[0]}")  # without what may be a secret
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
            place = one_line(self.credentials.hide(reply.leads_to).partition("?")[0])[:_LONGEST_PLACE]
            mend = "give the address that it leads to" + (f": {place}" if place else "")
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


def _first_words(reply: Reply, credentials: Credentials) -> str:
    """The beginning of an error's text, without secrets; of a page in HTML nothing."""
    if reply.content_type in {"text/html", "application/xhtml+xml"}:
        return ""
    # All of it: in what was cut or folded first, a part of a secret could be left.
    words = " ".join(credentials.hide(reply.body.decode("utf-8", "replace")).split())
    return words if len(words) <= 200 else f"{words[:199]}…"
