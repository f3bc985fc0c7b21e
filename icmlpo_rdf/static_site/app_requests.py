"""The routes of the site, asked in this process: no socket, and nothing but what a browser would get."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp

__all__ = ["Answer", "ask"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a route answered."""

    status: HTTPStatus
    body: bytes
    links: str
    """The `Link` field."""


async def ask(app: ASGIApp, address: str, language: str) -> Answer:
    """Ask for an address, percent-encoded, as a browser whose user reads a language."""
    parts = urlsplit(address)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "root_path": "",
        "headers": [
            (b"host", b"localhost"),
            (b"accept", b"text/html"),
            (b"accept-language", language.encode()),
        ],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }
    status, links, body = HTTPStatus.INTERNAL_SERVER_ERROR, "", bytearray()

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, links
        if message["type"] == "http.response.start":
            status = HTTPStatus(message["status"])
            links = b", ".join(value for name, value in message["headers"] if name == b"link").decode(
                "latin-1"
            )
        else:
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(status, bytes(body), links)
