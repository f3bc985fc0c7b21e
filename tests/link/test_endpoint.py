"""A SPARQL endpoint as a source: what it is asked, how politely, and what is told of one that does not answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from icmlpo_rdf.errors import ServerError
from icmlpo_rdf.link.endpoint import POLICY, SparqlEndpoint
from icmlpo_rdf.link.identification import Reason, WikiTitle
from icmlpo_rdf.publish.triplestore import RetryPolicy
from tests.conftest import Cli
from tests.link.dumps_made import DATA

QUICK = RetryPolicy(retries=2, seconds=5, pause=0, longest_wait=1)
EXTRA = """
<http://www.wikidata.org> <http://schema.org/dateModified> "2026-11-20T01:02:03Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<http://www.wikidata.org/entity/Q15397819> <http://www.wikidata.org/prop/direct/P31> <http://www.wikidata.org/entity/Q4167410> .
"""
Answer = Callable[["_Handler", str], None]


class _Handler(BaseHTTPRequestHandler):
    """Answers queries as the test says."""

    answer: Answer
    asked: list[str]
    agents: set[str | None]

    def do_POST(self) -> None:
        """Take a query as SPARQL 1.1 Protocol, section 2.1.2, sends it."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(body)["query"][0]
        self.asked.append(query)
        self.agents.add(self.headers["User-Agent"])
        type(self).answer(self, query)

    def reply(
        self,
        data: bytes,
        *,
        status: int = 200,
        kind: str = "application/sparql-results+json",
        length: int | None = None,
        wait: str = "",
    ) -> None:
        """Send an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        if wait:
            self.send_header("Retry-After", wait)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""


@contextmanager
def endpoint(answer: Answer) -> Iterator[tuple[str, type[_Handler]]]:
    """A server, its address and what it was asked."""
    handler = type("Handler", (_Handler,), {"answer": answer, "asked": [], "agents": set()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", handler
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def knows() -> Answer:
    """Answers from the sitelinks of these tests."""
    store = Store()
    store.load(path=str(DATA / "sitelinks.ttl"), format=RdfFormat.TURTLE)
    store.load(input=EXTRA.encode(), format=RdfFormat.TURTLE)

    def answer(handler: _Handler, query: str) -> None:
        found = store.query(query)
        assert isinstance(found, QuerySolutions)
        handler.reply(found.serialize(format=QueryResultsFormat.JSON) or b"")

    return answer


def test_titles_are_asked_in_batches(knows: Answer) -> None:
    """A hundred at a time; the service is told who asks; its own day is that of the answers."""
    titles = [WikiTitle("zh", f"无{number}") for number in range(150)]
    titles += [
        WikiTitle("zh", "印度"),
        WikiTitle("en", "India"),
        WikiTitle("fr", "Côte_d'Ivoire"),
        WikiTitle("zh", "Template:印度"),
    ]
    with endpoint(knows) as (address, handler):
        source = SparqlEndpoint(address, QUICK)
        assert source.items(titles) == {
            WikiTitle("zh", "印度"): "Q668", WikiTitle("en", "India"): "Q668",
            WikiTitle("fr", "Côte_d'Ivoire"): "Q1008", WikiTitle("zh", "Template:印度"): "Q6393936",
        }  # fmt: skip
        assert [query.count("wikipedia.org/wiki/") for query in handler.asked] == [100, 54, 0]
        assert [one.date for one in source.witnesses()] == ["2026-11-20"]
        (agent,) = handler.agents
        assert agent is not None
        assert agent.startswith("icmlpo-rdf/")
        assert "https://" in agent


def test_items_are_told_of(knows: Answer) -> None:
    """Names in all languages, merges, and what is a disambiguation page's."""
    with endpoint(knows) as (address, _):
        source = SparqlEndpoint(address, QUICK)
        told = source.about(["Q668", "Q4115190", "Q15397819", "Q1"], with_names=True)
        assert told["Q668"].names == {"en": "India", "ja": "インド", "zh": "印度"}
        assert told["Q4115190"].merged_into == "Q4115189"
        assert told["Q15397819"].kind is Reason.DISAMBIGUATION
        assert "Q1" not in told
        assert not source.about(["Q668"], with_names=False)


def test_link_asks_it(knows: Answer, cli: Cli) -> None:
    """Alone, and with a wiki's tables, which follow redirects for it."""
    with endpoint(knows) as (address, _):
        titles = "印度\n劳动党\n北韩\n".encode()
        done = cli("link", "--titles", "-", "--wiki", "zhwiki", "--wikidata", address, stdin=titles)
        assert (done.returncode, done.stdout) == (0, "印度\tQ668\n劳动党\t\n北韩\t\n")
        tables = [
            str(DATA / "sql-oneline" / f"zhwiki-20261101-{table}.sql.gz") for table in ("page", "redirect")
        ]
        done = cli("link", "--titles", "-", "--wiki", "zhwiki", "--wikidata", address, *tables, stdin=titles)
        assert (done.returncode, done.stdout) == (0, "印度\tQ668\n劳动党\t\n北韩\tQ423\n")


def test_a_service_that_is_busy_for_a_while(knows: Answer) -> None:
    """It is asked again when it says so."""
    times: list[float] = []

    def answer(handler: _Handler, query: str) -> None:
        times.append(time.monotonic())
        if len(times) == 1:
            handler.reply(b"slow down", status=429, wait="1")
        else:
            knows(handler, query)

    with endpoint(answer) as (address, _):
        assert SparqlEndpoint(address, QUICK).items([WikiTitle("zh", "印度")]) == {
            WikiTitle("zh", "印度"): "Q668"
        }
    assert times[1] - times[0] >= 0.9


def test_a_service_that_asks_for_a_long_time_is_not_asked_again() -> None:
    """Wikimedia asks programs to wait for as long as it says: whoever cannot wait so long comes back later."""
    with endpoint(lambda one, _: one.reply(b"", status=429, wait="3600")) as (address, handler):
        policy = replace(POLICY, pause=0)
        with pytest.raises(
            ServerError, match=r"the server stays busy \(HTTP 429, wait 3600 s\); run it again"
        ):
            SparqlEndpoint(address, policy).items([WikiTitle("zh", "印度")])
        assert len(handler.asked) == 1


def test_a_service_that_has_moved_says_where_it_is() -> None:
    """Redirects are not followed; their query, which may hold secrets, is not shown."""

    def answer(handler: _Handler, _: str) -> None:
        handler.send_response(301)
        handler.send_header("Location", "https://e.org/sparql?key=1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with endpoint(answer) as (address, _), pytest.raises(ServerError) as caught:
        SparqlEndpoint(address, QUICK).items([WikiTitle("zh", "印度")])
    assert str(caught.value).endswith("; give the address that it leads to: https://e.org/sparql")


HALF = b'{"head":{"vars":["page","item"]},"results":{"bindings":[{"page":'
TROUBLE: dict[str, tuple[Answer, str]] = {
    "always busy": (lambda one, _: one.reply(b"slow down", status=429), "the server stays busy (HTTP 429); run it again later"),
    "HTML": (lambda one, _: one.reply(b"<html>hello</html>", kind="text/html"), "it does not answer in SPARQL's JSON (HTTP 200, text/html"),
    "nothing": (lambda one, _: one.reply(b""), "it does not answer in SPARQL's JSON"),
    "half": (lambda one, _: one.reply(HALF), "it does not answer in SPARQL's JSON"),
    "broken off": (lambda one, _: one.reply(HALF, length=9_999), "no answer (it broke off)"),
    "another document": (lambda one, _: one.reply(b'{"boolean": true}'), "it does not answer in SPARQL's JSON"),
    "a list": (lambda one, _: one.reply(b"[]"), "it does not answer in SPARQL's JSON"),
    "no such place": (lambda one, _: one.reply(b"", status=404), "the server refuses (HTTP 404"),
    "a bad query": (lambda one, _: one.reply(b"no", status=400, kind="text/plain"), "the server refuses (HTTP 400: no)"),
}  # fmt: skip


@pytest.mark.parametrize("name", TROUBLE)
def test_a_service_that_does_not_answer(name: str) -> None:
    """One line that names its address."""
    answer, message = TROUBLE[name]
    with endpoint(answer) as (address, _):
        with pytest.raises(ServerError) as caught:
            SparqlEndpoint(address, QUICK).items([WikiTitle("zh", "印度")])
        assert str(caught.value).startswith(f"{address}: {message}")


def test_nothing_is_written_where_a_service_gives_up(cli: Cli) -> None:
    """Exit code 2; also where nobody listens."""
    done = cli(
        "link",
        "--titles",
        "-",
        "--wiki",
        "zhwiki",
        "--wikidata",
        "http://127.0.0.1:9/sparql",
        "-o",
        "out",
        stdin="印度\n".encode(),
    )
    assert done.returncode == 2
    assert done.stderr.startswith("icmlpo-rdf: http://127.0.0.1:9/sparql: no answer (")
    assert cli("query", "out").stderr.startswith("icmlpo-rdf: ")
