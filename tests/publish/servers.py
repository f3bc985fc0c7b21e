"""A real Oxigraph server, and a small real HTTP proxy before it that breaks what it is told to break."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import cast

import urllib3

__all__ = ["Oxigraph", "Proxy", "Request", "Rule"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Oxigraph:
    """An Oxigraph server of our own, with its store on disk."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        program = Path(sysconfig.get_path("scripts"), "oxigraph")
        self._process = subprocess.Popen(
            [str(program), "serve", "--location", str(self._folder), "--bind", f"127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while True:
            assert self._process.poll() is None, "the server has ended"
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def ask(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a query, as text."""
        reply = urllib3.request(
            "POST",
            f"{self.url}/query",
            body=query,
            headers={"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json"},
        )
        assert reply.status == 200, reply.data
        found = reply.json()
        names = found["head"]["vars"]
        return [
            tuple(row.get(name, {}).get("value", "") for name in names)
            for row in found["results"]["bindings"]
        ]

    def update(self, text: str) -> None:
        """Change what it holds, behind everybody's back."""
        reply = urllib3.request(
            "POST", f"{self.url}/update", body=text, headers={"Content-Type": "application/sparql-update"}
        )
        assert reply.status == 204, reply.data

    def graphs(self) -> dict[str, int]:
        """How many triples each graph has."""
        rows = self.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return {graph: int(number) for graph, number in rows}


@dataclass(frozen=True)
class Request:
    """A request that reached the proxy."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


# What to do with a request: pass it on (None), answer in the server's place (status and headers, and a body if there is one), or break the
# connection before or after it has reached the server.
Rule = Callable[[Request, int], "tuple[int, dict[str, str]] | tuple[int, dict[str, str], bytes] | str | None"]


@dataclass
class Proxy:
    """Passes requests on to a server, if its rule says so."""

    target: int
    rule: Rule = lambda _request, _number: None
    seen: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self.server.shutdown()
        self.server.server_close()

    def writes(self) -> list[Request]:
        """The requests that send data."""
        return [
            one
            for one in self.seen
            if one.method in {"PUT", "POST"}
            and one.path.startswith(("/store", "/update"))
            and len(one.body) > 20
        ]


def _handler_of(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(self.command, self.path, dict(self.headers.items()), body)
            proxy.seen.append(request)
            what = proxy.rule(request, len(proxy.seen))
            if what == "break before":
                self._break()
                return
            if isinstance(what, tuple):
                self._answer(what[0], what[1], what[2] if len(what) == 3 else b"")
                return
            connection = http.client.HTTPConnection("127.0.0.1", proxy.target, timeout=60)
            try:
                connection.request(self.command, self.path, body, _passed_on(request.headers))
                reply = connection.getresponse()
                data = reply.read()
            except OSError:
                self._answer(502, {}, b"")
                return
            finally:
                connection.close()
            if what == "break after":
                self._break()
                return
            headers = {
                name: value
                for name, value in reply.getheaders()
                if name.lower() in {"content-type", "server"}
            }
            self._answer(reply.status, headers, data)

        do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = do_OPTIONS = handle_any  # noqa: N815 - the base class's names

        def _answer(self, status: int, headers: dict[str, str], data: bytes) -> None:
            self.send_response_only(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def _break(self) -> None:
            self.close_connection = True
            cast("socket.socket", self.connection).shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    return Handler


def _passed_on(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() in {"content-type", "accept"}}
