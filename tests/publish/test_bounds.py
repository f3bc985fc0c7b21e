"""`load` and servers whose answers have no end, come too slowly, or say nonsense of when to ask again."""

from __future__ import annotations

import gzip
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from icmlpo_rdf.publish.triplestore import Client, RetryPolicy
from tests.publish.conftest import Load
from tests.publish.servers import Proxy, Request
from tests.publish.test_trouble import is_write

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
BOMB = gzip.compress(bytes(64 << 20), 9) * 16


def endless(connection: socket.socket) -> None:
    """A body without a length that does not end."""
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(bytes(1 << 16))


def endless_chunks(connection: socket.socket) -> None:
    """The same in chunks, which the server may send for ever."""
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + bytes(1 << 16) + b"\r\n")


def bomb(connection: socket.socket) -> None:
    """A megabyte that is a gigabyte when it is unpacked, sent packed though nobody asked for that."""
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(BOMB), BOMB))


def dripping_body(connection: socket.socket) -> None:
    """A byte now and then."""
    connection.sendall(HEAD + b"\r\n")
    drip(connection, b" ")


def dripping_chunk(connection: socket.socket) -> None:
    """The same where a chunk's length is awaited."""
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    drip(connection, b"0")


def dripping_head(connection: socket.socket) -> None:
    """The same before the body begins."""
    connection.sendall(HEAD + b"X: ")
    drip(connection, b"x")


def always_continue(connection: socket.socket) -> None:
    """An answer that is put off again and again: RFC 9110, section 15.2."""
    drip(connection, b"HTTP/1.1 100 Continue\r\n\r\n")


def endless_status_line(connection: socket.socket) -> None:
    """A first line that does not end."""
    while True:
        connection.sendall(b"HTTP/1.1 200 " + b"a" * (1 << 16))


def endless_header(connection: socket.socket) -> None:
    """A header that does not end."""
    connection.sendall(HEAD + b"X: ")
    while True:
        connection.sendall(b"a" * (1 << 16))


def endless_headers(connection: socket.socket) -> None:
    """Headers without number."""
    connection.sendall(HEAD)
    while True:
        connection.sendall(b"X: a\r\n" * (1 << 10))


def unknown_version(connection: socket.socket) -> None:
    """A version of HTTP that there is not."""
    connection.sendall(b"HTTP/7.5 200 OK\r\n\r\n")


def no_chunk(connection: socket.socket) -> None:
    """The length of a chunk that is none."""
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n")


def two_lengths(connection: socket.socket) -> None:
    """Two lengths of one body."""
    connection.sendall(HEAD + b"Content-Length: 1, 2\r\n\r\n{}")


def no_gzip(connection: socket.socket) -> None:
    """A body that is not packed as its head says."""
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}")


def silent(connection: socket.socket) -> None:
    """Nothing at all."""
    while connection.recv(1 << 16):
        pass


def drip(connection: socket.socket, data: bytes) -> None:
    """Send the same for ever, slowly."""
    while True:
        connection.sendall(data)
        time.sleep(0.1)


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that gives every request this answer."""

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(1 << 16)
            answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (endless, "its answer is longer than 16 MB; check that a triplestore runs there"),
        (endless_chunks, "its answer is longer than 16 MB"),
        (bomb, "its answer is longer than 16 MB"),
        (dripping_body, "no whole answer within 2 seconds; check the server, or allow more with --timeout"),
        (dripping_chunk, "no whole answer within 2 seconds"),
        (dripping_head, "no whole answer within 2 seconds"),
        (always_continue, "no whole answer within 2 seconds"),
        (silent, "no whole answer within 2 seconds"),
    ],
)
def test_an_answer_has_bounds(
    answer: Callable[[socket.socket], None], told: str, data: Path, tmp_path: Path
) -> None:
    """One line, exit 2, in the time given for the whole answer and in little memory."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (400 << 20, 400 << 20))

    with answering(answer) as url:
        begin = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "icmlpo_rdf", "load", str(data), "--to", url, "--timeout", "2"],
            env={"PATH": "/usr/bin", "PYTHONPATH": ":".join(sys.path), "XDG_STATE_HOME": str(tmp_path)},
            preexec_fn=limit,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert told in done.stderr
    assert time.monotonic() - begin < 30


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (endless_status_line, "speaks no HTTP; a line of its answer is too long; check the port"),
        (endless_header, "speaks no HTTP; a line of its answer is too long; check the port"),
        (endless_headers, "speaks no HTTP; its head says: got more than 100 headers; check the port"),
        (unknown_version, "speaks no HTTP; it says 'HTTP/7.5'; check the port"),
        (no_chunk, "speaks no HTTP; its answer is cut into pieces of no length; check the port"),
        (
            two_lengths,
            "its answer cannot be read (Content-Length contained multiple unmatching values (1, 2))",
        ),
        (no_gzip, "its answer cannot be read (it is not packed as its head says)"),
    ],
)
def test_an_answer_that_is_no_http_is_not_asked_for_again(
    answer: Callable[[socket.socket], None], told: str, data: Path, load: Load
) -> None:
    """It would be the same again: one line in plain words, at once, though eight retries are allowed."""
    begin = time.monotonic()
    with answering(answer) as url:
        done = load(str(data), "--to", url, "--timeout", "5")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert told in done.stderr
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"", "no answer (the connection was closed)"),
        (HEAD + b"Content-Length: 9\r\n\r\n{", "no answer (it broke off)"),
    ],
    ids=["nothing", "half"],
)
def test_an_answer_that_broke_off_is_told_in_plain_words(
    answer: bytes, told: str, data: Path, load: Load
) -> None:
    """And it is asked for again."""
    calls: list[bytes] = []

    def broken(connection: socket.socket) -> None:
        calls.append(answer)
        connection.sendall(answer)

    with answering(broken) as url:
        done = load(str(data), "--to", url, "--retries", "1")
    assert (done.returncode, done.stderr.count("\n"), len(calls)) == (2, 1, 2), done.stderr
    assert told in done.stderr


ROW = b'{"results": {"bindings": [{"g": {"value": "urn:x:g"}, "n": {"value": %s}}]}}'


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"results":' * 100_000], ids=["lists", "maps"])
def test_json_without_end_is_no_answer(body: bytes, data: Path, load: Load, proxy: Proxy) -> None:
    """While a server is looked for: one line, and the exit code of any answer that is none."""
    proxy.rule = lambda _request, _number: (200, {"Content-Type": "application/sparql-results+json"}, body)
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "it answers no SPARQL: to a query at " in done.stderr


@pytest.mark.parametrize("body", [b"[" * 100_000, ROW % b"Infinity", ROW % b"[1]", b"[1]", b"{}"])
def test_a_count_that_cannot_be_read_is_no_answer(body: bytes, data: Path, load: Load, proxy: Proxy) -> None:
    """The load is stopped, and says why."""
    head = {"Content-Type": "application/sparql-results+json"}
    proxy.rule = lambda request, _: (200, head, body) if b"COUNT" in request.body else None
    done = load(str(data), "--to", proxy.url)
    assert (done.returncode, done.stderr.count("\n")) == (1, 2), done.stderr
    assert "asked to count triples, it does not answer in SPARQL's JSON" in done.stderr


@pytest.mark.parametrize(
    "said",
    [
        "-5",
        "+5",
        "0",
        "soon",
        "",
        "1.5",
        "1e9",
        "９",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Fri, 31 Dec 99999999999 23:59:59 GMT",
        "Fri, 99 Foo 2025 99:99:99",
        "9" * 5_000,
    ],
)
def test_nonsense_of_when_to_ask_again_is_as_if_nothing_was_said(said: str, proxy: Proxy) -> None:
    """RFC 9110, section 10.2.3: the request is repeated after our own pause."""
    proxy.rule = lambda _, number: (
        (503, {"Retry-After": said.encode().decode("latin-1")}) if number < 3 else (204, {})
    )
    client = Client(policy=RetryPolicy(retries=3, seconds=10, pause=0.01, longest_wait=1))
    assert client.send("PUT", f"{proxy.url}/store", b"x").status == 204
    assert client.retried == 2


@pytest.mark.parametrize("said", ["86400", "Fri, 31 Dec 9999 23:59:59 GMT", "999999999999999999999"])
def test_nobody_is_waited_for_longer_than_is_sensible(said: str, proxy: Proxy) -> None:
    """A server that asks for a day, or for ever, is asked again when `longest_wait` is over."""
    proxy.rule = lambda _, number: (503, {"Retry-After": said}) if number == 1 else (204, {})
    client = Client(policy=RetryPolicy(retries=1, seconds=10, pause=0.01, longest_wait=1))
    begin = time.monotonic()
    assert client.send("PUT", f"{proxy.url}/store", b"x").status == 204
    assert 1 <= time.monotonic() - begin < 9


def test_a_load_goes_on_after_a_retry_that_makes_no_sense(load: Load, proxy: Proxy, data: Path) -> None:
    """From the command line too."""

    def busy_once(request: Request, _: int) -> tuple[int, dict[str, str]] | None:
        is_first = is_write(request) and sum(map(is_write, proxy.seen)) == 1
        return (503, {"Retry-After": "-5"}) if is_first else None

    proxy.rule = busy_once
    done = load(str(data), "--to", proxy.url)
    assert done.returncode == 0, done.stderr
    assert " repeated;" in done.stderr
