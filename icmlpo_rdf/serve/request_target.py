"""Requests whose target is a whole address, as clients of proxies send them (RFC 9112, section 3.2.2)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["AbsoluteForm"]

_ABSOLUTE = lazy_pattern(rb"https?://([^/]+)(/.*)?", re.IGNORECASE | re.DOTALL)


class AbsoluteForm:
    """Passes `GET http://host/path` on as `GET /path` of that host, whatever the request's `Host` field says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, its target in origin form."""
        if scope["type"] == "http" and (match := _ABSOLUTE.fullmatch(scope["raw_path"])):
            raw_path = match[2] or b"/"
            fields = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {
                **scope,
                "raw_path": raw_path,
                "path": unquote(raw_path.decode("ascii")),
                "headers": [*fields, (b"host", match[1])],
            }
        await self._app(scope, receive, send)
