"""Clients that take their time: they are left in the end, and nobody waits for them meanwhile."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote

import pytest

from tests.conftest import ROOT
from tests.serve.served import PAGE, Served, quoted, serving_with

_MOST = 12
_SITE = f"""
import signal, sys, tempfile
from icmlpo_rdf.cli.serving import _serve
from icmlpo_rdf.cli.terminal import Verbosity
from icmlpo_rdf.serve.request_limits import Limits
from icmlpo_rdf.serve.site import Options
from icmlpo_rdf.serve.site_store import store_folder
limits = Limits(request_seconds=float(sys.argv[1]), send_seconds=float(sys.argv[2]), connections={_MOST})
with tempfile.TemporaryDirectory() as scratch:
    folder = store_folder(["output/"], None, scratch)
    try:
        _serve(Options(store=folder, source="seeds/", limits=limits), "127.0.0.1", 0, Verbosity.NORMAL)
    except KeyboardInterrupt:
        pass
"""
"""The site as the command starts it, with limits that no option sets."""
_NEVER = "3600"
_HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: "
_QUERY = quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 8000")
_LONG = f"GET /sparql?query={_QUERY} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


@contextmanager
def site(request_seconds: str, send_seconds: str) -> Iterator[Served]:
    """A site with these limits and few connections."""
    command = (sys.executable, "-c", _SITE, request_seconds, send_seconds)
    with serving_with(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as served:
        yield served


def slow(served: Served, sent: bytes, window: int = 0) -> socket.socket:
    """A client that has sent so much, with narrow buffers."""
    client = socket.socket()
    client.settimeout(100)
    if window:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, window)
    client.connect(("127.0.0.1", served.port))
    with suppress(ConnectionError):  # it may have been left already
        client.sendall(sent)
    return client


def dripping(client: socket.socket, is_over: threading.Event) -> None:
    """Send a byte of the head now and then, until the connection is closed."""
    try:
        while not is_over.wait(0.2):
            client.sendall(b"x")
    except OSError:
        return


def unread(served: Served) -> socket.socket:
    """A client that asks for an answer longer than the buffers between us, and reads none of it."""
    client = slow(served, _LONG, 4_096)
    with suppress(ConnectionError):  # it may have been left already
        client.recv(1, socket.MSG_PEEK)  # the answer has begun to come
    return client


def is_left(client: socket.socket) -> bool:
    """Whether the site closes the connection: read to its end, which comes, or the time-out of the test."""
    try:
        while client.recv(65_536):
            pass
    except ConnectionError:
        return True
    return True


def answers(served: Served) -> None:
    """Somebody new is answered: a page, a query, a file; told to come again, in the end."""
    for path in ("/", f"/matrix/{PAGE}", "/sparql?query=ASK%7B%7D", "/static/site.css"):
        last = time.monotonic() + 60
        while not (told := asked(served, path)).startswith(b"HTTP/1.1 200"):
            assert told.startswith(b"HTTP/1.1 503"), told
            assert time.monotonic() < last, told
            time.sleep(0.1)


def asked(served: Served, path: str) -> bytes:
    """What a connection of its own is told."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as client:
        client.sendall(
            f"GET {quoted(path)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
        )
        with client.makefile("rb") as answer:
            return answer.read()


@pytest.mark.parametrize("sent", [b"", _HEAD, b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999\r\n\r\nq"],
                         ids=["nothing", "half a head", "half a body"])  # fmt: skip
def test_who_sends_slowly_is_left(sent: bytes) -> None:
    """A byte now and then keeps no connection open; others are answered meanwhile."""
    is_over = threading.Event()
    with site("3", _NEVER) as served, ExitStack() as clients:
        clients.callback(is_over.set)
        there = [clients.enter_context(slow(served, sent)) for _ in range(20)]
        if sent:
            for client in there:
                threading.Thread(target=dripping, args=(client, is_over), daemon=True).start()
        answers(served)
        assert all(map(is_left, there))
        answers(served)


def test_who_never_reads_is_left() -> None:
    """The site stops sending, waits, and closes; others are answered meanwhile, and its memory is what it was."""
    with site(_NEVER, "3") as served, ExitStack() as clients:
        answers(served)
        before = served.memory()
        there = [clients.enter_context(unread(served)) for _ in range(10)]
        answers(served)
        assert served.memory() < before + (60 << 20)
        assert all(map(is_left, there))
        answers(served)


@pytest.mark.parametrize("client", [lambda served: slow(served, b""), lambda served: slow(served, _HEAD), unread],
                         ids=["silent", "half a head", "unread"])  # fmt: skip
def test_slow_clients_cannot_take_all_connections(client: Callable[[Served], socket.socket]) -> None:
    """More of them than there are connections, and no clock that ends them: the one that waits longest makes room."""
    with site(_NEVER, _NEVER) as served, ExitStack() as clients:
        for _ in range(_MOST + 6):  # one after another: all those who come at once would be told 503
            clients.enter_context(client(served))
        for _ in range(3):
            answers(served)


def test_few_open_files_are_enough() -> None:
    """Where a process may open few files there are fewer connections, so that they never run out."""
    few = f"import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (300, 300))\n{_SITE}"
    command = (sys.executable, "-c", few.replace(f"connections={_MOST}", "connections=1_000"), _NEVER, _NEVER)
    with (
        serving_with(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as served,
        ExitStack() as clients,
    ):
        for _ in range(400):
            clients.enter_context(slow(served, _HEAD))
        answers(served)
