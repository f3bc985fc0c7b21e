"""What stands between every request and the routes: whom the site answers, and what its answers let a browser do."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.serve.site import Options

__all__ = ["SecurityHeaders", "is_loopback"]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
)
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
}
_NO_FRAME = (b"x-frame-options", b"DENY")
_RESOURCE_POLICY = b"cross-origin-resource-policy"
_STATIC_FRESH = b"public, max-age=3600"
_PAGES = lazy_pattern(
    r"/(?:$|(?:search|series|bodies|countries|sources|query|about)$|(?:matrix|page|agree|cite|static)/)"
)
"""Pages for people and what they are made of; everything else is data."""
_RECONCILED = lazy_pattern(r"/reconcile(?:$|/)")
"""What tables of others are reconciled by, from scripts of any site."""
_FRAMED = "/reconcile/preview"
"""The one page that others may show in a frame."""
# https://fetch.spec.whatwg.org/#http-cors-protocol; `*` is enough, for nobody is known here by a cookie.
_SHARED = ((b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"*"))
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
_FORWARDED = frozenset(("forwarded", "x-forwarded-for"))
_UNKNOWN_PROXY = "requests come by way of a proxy: name it with --proxy IP, or all its clients share what one client may have"
_HOST = lazy_pattern(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[^\s:/@\[\]]+))(?::[0-9]*)?")
_NOT_HERE = (
    "421 Misdirected Request: this site answers to the names of its own machine; who gives it another name starts it "
    "with --address\n"
)


class SecurityHeaders:
    """Gives every answer the fields that keep a browser from doing what a page did not ask for.

    With `Options.is_local` a request must name this machine, or the host of `Options.address`: a page whose own
    name was made to lead here (DNS rebinding) is no visitor of ours. With `Options.cors` scripts of other sites may
    read data and answers, not the pages; with `Options.reconcile` what reconciles names, of which they may show the
    preview in a frame.
    """

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._is_local = options.is_local
        self._own_name = urlsplit(options.address).hostname
        self._cors = options.cors
        self._reconcile = options.reconcile
        self._tell_of_proxy = None if options.proxies else options.tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request here, or have the site answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fields = tuple(self._fields(scope["path"]))
        is_static = scope["path"].startswith("/static/")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = fields
                if is_static and message["status"] in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
                    more = (*fields, (b"cache-control", _STATIC_FRESH))
                message["headers"] = [*message["headers"], *more]
            await send(message)

        answer = self._answered(scope)
        await (answer or self._app)(scope, receive, sent)

    def _answered(self, scope: Scope) -> Response | None:
        """What is answered here already."""
        headers = Headers(scope=scope)
        if self._tell_of_proxy and not _FORWARDED.isdisjoint(headers):
            self._tell_of_proxy(_UNKNOWN_PROXY)
            self._tell_of_proxy = None
        if self._is_local and not self._is_ours(headers.get("host")):
            return PlainTextResponse(_NOT_HERE, HTTPStatus.MISDIRECTED_REQUEST, {"Cache-Control": "no-store"})
        is_preflight = scope["method"] == "OPTIONS" and "access-control-request-method" in headers
        if is_preflight and self._is_shared(scope["path"]):
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=_PREFLIGHT)
        return None

    def _is_shared(self, path: str) -> bool:
        """Whether scripts of other sites may read what stands there."""
        if _RECONCILED.match(path):
            return self._reconcile
        return self._cors and not _PAGES.match(path)

    def _is_ours(self, host: str | None) -> bool:
        """Whether a Host field names this machine; a request of HTTP/1.0 may have none, a browser's has one."""
        if not host:
            return True
        match = _HOST.fullmatch(host)
        if match is None:
            return False
        name = (match["six"] or match["name"]).lower().removesuffix(".")
        return name == self._own_name or is_loopback(name)

    def _fields(self, path: str) -> Iterator[tuple[bytes, bytes]]:
        yield from _HEADERS.items()
        # The editor of the query page writes styles of its own.
        style = " 'unsafe-inline'" if path == "/query" else ""
        is_framed = self._reconcile and path == _FRAMED
        frames = "*" if is_framed else "'none'"
        yield b"content-security-policy", _POLICY.format(style=style, frames=frames).encode()
        if not is_framed:
            yield _NO_FRAME
        if self._is_shared(path):
            yield _RESOURCE_POLICY, b"cross-origin"
            yield from _SHARED
        else:
            yield _RESOURCE_POLICY, b"same-origin"


def is_loopback(name: str) -> bool:
    """Whether a host's name or address leads to this machine whoever asks (RFC 6761, section 6.3)."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
