"""Requests that mean harm, or are nonsense: a clear status, the same memory, and the next one is answered."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.serve.served import PAGE, Served
from tests.serve.test_sparql import ENDLESS, HUNGRY

_MEGABYTE = 1 << 20
_STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
_FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def raw(served: Served, data: bytes) -> bytes:
    """Send bytes, end sending, and return all that comes back."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=60) as client:
        with contextlib.suppress(OSError):  # it may have been answered and closed already
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while piece := client.recv(65_536):
                answer += piece
    return answer


def is_alive(served: Served) -> bool:
    """The site answers a page and a query."""
    return served.get("/").status == 200 and served.ask("ASK {}").json()["boolean"] is True


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../../../etc/passwd",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/%2e%2e/site.py",
        "/static//etc/passwd",
        "/static/..\\..\\site.py",
        "/source/zh/../../../etc/passwd",
        "/page/source/zh/..%2F..%2Fetc%2Fpasswd",
        "/data/../../../../etc/passwd.ttl",
        "/static/",
        "/static/%00",
        "//etc/passwd",
    ],
)
def test_no_path_leads_to_a_file(site: Served, path: str) -> None:
    """Only the site's own static files are files; everything else is looked up in the data."""
    answer = raw(site, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert _STATUS.match(answer)
    assert b"root:" not in answer
    assert b"from __future__" not in answer
    assert _STATUS.match(answer)[1] in {b"404", b"400", b"405"}  # type: ignore[index]


@pytest.mark.parametrize("path", ["/zh/x%0D%0ASet-Cookie:%20a=b", "/search?q=%0D%0ASet-Cookie:%20a=b", f"/page/{PAGE}?part=%0D%0ASet-Cookie:a",
                                  f"/matrix/{PAGE}?order=%0d%0aSet-Cookie:a", "/zh/谁%0aSet-Cookie:a.ttl"])  # fmt: skip
def test_no_address_writes_a_header_field(site: Served, path: str) -> None:
    """What is sent back in a field is percent-encoded."""
    answer = site.get(path, "text/html")
    assert "Set-Cookie" not in answer.headers
    assert answer.status in {200, 404}


def test_a_host_of_another_is_never_sent_back(site: Served) -> None:
    """Addresses do not follow the Host field."""
    head = f"GET /zh/{'%E5%BE%B7%E5%9B%BD%E9%A9%AC%E5%88%97%E4%B8%BB%E4%B9%89%E5%85%9A'} HTTP/1.1\r\n"
    for path in (head, "GET / HTTP/1.1\r\n", "GET /about HTTP/1.1\r\n", "GET /.well-known/void HTTP/1.1\r\n"):
        answer = raw(
            site,
            f"{path}Host: localhost:1\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n".encode(),
        )
        match = _STATUS.match(answer)
        assert match
        assert match[1] in {b"200", b"303"}
        assert b"evil" not in answer
        assert b"localhost:1" not in answer


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x00\x01\x02\xff\r\n\r\n", b"400"),
        (b"GET  HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 900_000 + b"\r\n\r\n", b"400"),
        (b"GET /" + b"a" * 900_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 150_000 + b"\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX : y\r\n\r\n", b"400"),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", b"400"),
        (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            b"400",
        ),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"400"),
        (
            b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: "
            + b"text/html;q=0.5," * 1_500
            + b"*/*\r\nConnection: close\r\n\r\n",
            b"200",
        ),
        (
            b"GET /" + b"%2e%2e/" * 2_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            b"404",
        ),
        (b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"405"),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", b"421"),
    ],
)
def test_broken_and_huge_requests_are_refused(site: Served, data: bytes, status: bytes) -> None:
    """Each with its status, and the connection ends."""
    match = _STATUS.match(raw(site, data))
    assert match
    assert match[1] == status


@_FUZZ
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"GET ", b"GET /", b"GET /zh/", b"POST /sparql HTTP/1.1\r\n"]),
)
def test_any_bytes_get_an_answer_or_a_closed_connection(site: Served, data: bytes, start: bytes) -> None:
    """Never a fault of ours, never silence: the answer is none, or begins with a status that is not 500."""
    answer = raw(site, start + data + b"\r\n\r\n")
    assert not answer or _STATUS.match(answer)
    assert b" 500 " not in answer[:20]


@_FUZZ
@given(
    st.sampled_from(
        [
            "/",
            "/page/",
            "/data/",
            "/matrix/",
            f"/page/{PAGE}?part=",
            "/search?q=",
            "/query?query=",
            "/query?named=",
            "/sparql?query=",
            "/series?page=",
            "/static/",
        ]
    ),
    st.text(max_size=60),
    st.sampled_from([None, "text/html", "text/turtle", "application/ld+json", "*/*;q=x", ";;,,"]),
)
def test_any_text_in_an_address_is_answered(odd: Served, start: str, text: str, accept: str | None) -> None:
    """Whatever it is, the answer is no fault, and in the form that it says."""
    from urllib.parse import quote  # noqa: PLC0415

    answer = odd.get(start + quote(text, safe="/?#%", errors="surrogatepass"), accept)
    assert answer.status < 500
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@_FUZZ
@given(
    st.text(max_size=200),
    st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", "text/plain", "x"]),
)
def test_any_body_is_answered(odd: Served, text: str, media: str) -> None:
    """As a query, as a form, as something else."""
    body = text.encode("utf-8", "surrogatepass")
    answer = odd.pool.urlopen("POST", "/sparql", body=body, headers={"Content-Type": media}, retries=False)
    assert answer.status < 500


def test_ten_megabytes_are_refused_and_not_kept(odd: Served) -> None:
    """Sent at once, in chunks, with a length that lies: 413, and the memory is what it was."""
    body = b"query=ASK{}" + b"x" * (10 * _MEGABYTE)
    fields = {"Content-Type": "application/x-www-form-urlencoded"}
    odd.pool.urlopen("POST", "/sparql", body=body, headers=fields, retries=False)
    before = odd.memory()
    for _ in range(5):
        answer = odd.pool.urlopen("POST", "/sparql", body=body, headers=fields, retries=False)
        assert answer.status == 413
        pieces = (body[place : place + 65_536] for place in range(0, len(body), 65_536))
        chunked = odd.pool.urlopen(
            "POST", "/sparql", body=pieces, headers=fields, chunked=True, retries=False
        )
        assert chunked.status == 413
    assert odd.memory() < before + 20 * _MEGABYTE
    assert is_alive(odd)


def test_pages_are_served_while_queries_never_end(odd: Served) -> None:
    """All query processes are busy with queries that are stopped; pages do not wait for them."""
    hostile = [ENDLESS, HUNGRY, ENDLESS, ENDLESS]
    with ThreadPoolExecutor(len(hostile)) as threads:
        asked = [threads.submit(odd.ask, query) for query in hostile]
        pages = 0
        while not all(one.done() for one in asked):
            assert odd.get("/page/zh/A:B", "text/html").status == 200
            pages += 1
        assert pages > 20
    assert sorted({one.result().status for one in asked}) == [422, 504]
    assert is_alive(odd)


def test_two_hundred_connections_at_once(site: Served) -> None:
    """All open, then all ask: each is answered, and the memory stays bounded."""
    before = site.memory()
    paths = ["/", f"/matrix/{PAGE}", "/search?q=%E5%B8%8C%E8%87%98", "/sparql?query=ASK%7B%7D"]
    clients = [socket.create_connection(("127.0.0.1", site.port), timeout=60) for _ in range(200)]
    try:
        for number, client in enumerate(clients):
            path = "".join(one if one.isascii() else "x" for one in paths[number % len(paths)])
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        statuses = []
        for client in clients:
            answer = b""
            while piece := client.recv(65_536):
                answer += piece
            match = _STATUS.match(answer)
            assert match
            statuses.append(match[1])
    finally:
        for client in clients:
            client.close()
    assert set(statuses) <= {b"200", b"404"}
    assert statuses.count(b"200") >= 150
    assert site.memory() < before + 100 * _MEGABYTE
    assert is_alive(site)


def test_clients_that_go_away_cost_nothing(odd: Served) -> None:
    """Asked and gone, before the answer or in the middle of it; the processes are free again."""
    request = b"GET /sparql?query=SELECT+*+%7B%3Fa+%3Fb+%3Fc%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", odd.port), timeout=60) as client:
            client.sendall(request)
        with socket.create_connection(("127.0.0.1", odd.port), timeout=60) as client:
            client.sendall(request)
            client.recv(1_000)
    assert is_alive(odd)


def test_many_threads_get_their_own_answers(site: Served) -> None:
    """No answer goes to another's question."""
    wrong: list[str] = []

    def ask(number: int) -> None:
        with urllib3.HTTPConnectionPool("127.0.0.1", site.port, timeout=60) as pool:
            for round_ in range(10):
                value = f"{number}-{round_}"
                answer = pool.request("GET", "/sparql", fields={"query": f'SELECT ("{value}" AS ?x) {{}}'})
                if answer.json()["results"]["bindings"][0]["x"]["value"] != value:
                    wrong.append(value)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
