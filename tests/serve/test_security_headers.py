"""Whom the site answers, where it says that it stands, and what scripts of other sites may read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from icmlpo_rdf.serve.security_headers import SecurityHeaders
from icmlpo_rdf.serve.site import Options
from tests.conftest import Cli
from tests.serve.served import PAGE, Served, serving
from tests.serve.test_hostile import raw

DATA = (
    "/sparql?query=ASK%7B%7D",
    "/sparql",
    f"/{PAGE}",
    f"/data/{PAGE}.ttl",
    "/.well-known/void",
    "/ontology",
)
PAGES = (
    "/",
    "/search?q=x",
    "/series",
    f"/matrix/{PAGE}",
    f"/page/{PAGE}",
    "/query",
    "/about",
    "/static/site.css",
)
ORIGIN = "https://other.example"


@pytest.fixture(scope="module")
def public() -> Iterator[Served]:
    """The seed as others would find it, behind a name of its own."""
    with serving("output/", "--cors", "--address", "https://data.example") as served:
        yield served


def status(served: Served, host: str) -> int:
    """What a request that names a host is answered with."""
    answer = raw(served, f"GET /about HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize(
    "host", ["localhost", "LocalHost.:80", "site.localhost", "127.0.0.1:1", "127.9.9.9", "[::1]:7878", ""]
)
def test_the_names_of_this_machine_are_answered(site: Served, host: str) -> None:
    """Whatever the port: it may be forwarded."""
    assert status(site, host) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil@localhost", "[::1", "data.example", "8.8.8.8"],
)  # fmt: skip
def test_a_name_that_was_made_to_lead_here_is_refused(site: Served, host: str) -> None:
    """DNS rebinding: a page whose own name leads to 127.0.0.1 would else read the data."""
    assert status(site, host) == 421


@pytest.mark.parametrize(
    ("target", "host", "expected"),
    [
        ("http://localhost/about", "localhost", 200),
        ("HTTP://127.0.0.1:1/about?x=1", "evil.example", 200),
        ("https://localhost", "localhost", 200),
        ("http://localhost/nothing", "localhost", 404),
        ("http://evil.example/about", "localhost", 421),
        ("http://", "localhost", 404),
        ("about", "localhost", 404),
    ],
)
def test_a_target_may_be_a_whole_address(site: Served, target: str, host: str, expected: int) -> None:
    """RFC 9112, section 3.2.2: its host is the one that is meant, whatever the Host field says."""
    answer = raw(site, f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert int(answer.split(b" ", 2)[1]) == expected


def test_a_site_of_its_own_name_answers_to_it(public: Served) -> None:
    """And to the machine's names, not to others."""
    assert [
        status(public, one) for one in ("data.example", "DATA.example:443", "localhost", "evil.example")
    ] == [
        200,
        200,
        200,
        421,
    ]


def test_a_site_for_others_answers_to_any_name() -> None:
    """It cannot know what it is called; the middleware by itself, for no test listens to the network."""

    async def asked(*, is_local: bool) -> int:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.request"}

        middleware = SecurityHeaders(PlainTextResponse("x"), Options(store="", is_local=is_local))
        scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", b"any.example")]}
        await middleware(scope, receive, send)
        return int(sent[0]["status"])

    assert asyncio.run(asked(is_local=False)) == 200
    assert asyncio.run(asked(is_local=True)) == 421


def test_queries_have_the_site_s_address_as_their_base(public: Served) -> None:
    """However the proxy before it names it."""
    answer = public.ask("SELECT (<x> AS ?x) {}")
    assert b'"https://data.example/x"' in answer.data


def test_descriptions_name_the_address_that_others_find(site: Served, public: Served) -> None:
    """`--address`, else where the site listens."""
    for path, accept in (
        ("/sparql", "text/turtle"),
        ("/.well-known/void", "text/turtle"),
        ("/about", "text/html"),
    ):
        told = public.get(path, accept).data.decode()
        assert "https://data.example/sparql" in told
        assert "127.0.0.1" not in told
        assert f"{site.address}/sparql" in site.get(path, accept).data.decode()


@pytest.mark.parametrize("address", ["data.example", "ftp://data.example/", "https://data.example/under", "https://:1/", "https://a b/", "https://a/?x", "https://[::1/", "https://u@a/"])  # fmt: skip
def test_what_is_no_address_is_refused(cli: Cli, address: str) -> None:
    """In one line that says what is one."""
    done = cli("serve", "none.ttl", "--address", address)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("icmlpo-rdf: --address: ")


@pytest.mark.parametrize("path", DATA)
def test_scripts_of_others_read_data_where_they_may(site: Served, public: Served, path: str) -> None:
    """With `--cors` (https://fetch.spec.whatwg.org/#http-cors-protocol); data on one's own machine is one's own."""
    asking = {
        "Origin": ORIGIN,
        "Access_Control_Request_Method": "POST",
        "Access_Control_Request_Headers": "x",
    }
    for method, more, expected in (("GET", {"Origin": ORIGIN}, None), ("OPTIONS", asking, 204)):
        answer = public.get(path, "text/turtle, text/csv", method, **more)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.status == expected or (method == "GET" and answer.status in {200, 303})
        closed = site.get(path, "text/turtle, text/csv", method, **more)
        assert "Access-Control-Allow-Origin" not in closed.headers
        assert closed.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert closed.status == (405 if method == "OPTIONS" else answer.status)
    assert answer.headers["Access-Control-Allow-Headers"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_stay_with_the_site(public: Served, path: str) -> None:
    """`--cors` concerns data."""
    answer = public.get(path, "text/html", Origin=ORIGIN)
    assert answer.status == 200
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_only_files_that_are_there_stay_fresh(site: Served) -> None:
    """A file that is not there may be there in a moment."""
    assert site.get("/static/site.css").headers.getlist("Cache-Control") == ["public, max-age=3600"]
    assert site.get("/static/none.css").headers.getlist("Cache-Control") == ["no-store"]
