"""`/sparql`: the SPARQL 1.1 Protocol's query operation, https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import Literal, NamedNode, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from icmlpo_rdf.quads.vocab import Rdf
from icmlpo_rdf.serve.documents import ENDINGS, in_syntax
from icmlpo_rdf.serve.fair_turns import client_of
from icmlpo_rdf.serve.negotiation import preferred
from icmlpo_rdf.serve.query_pool import Reply
from icmlpo_rdf.serve.responses import conditional, document, problem, see_other, site_of
from icmlpo_rdf.serve.site import Site

__all__ = ["Question", "TooLargeError", "ask", "base_of_queries", "body_of", "sent", "sparql"]

_RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
)
_GRAPHS = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
# The types of which SPARQL's and RDF's own are kinds: what clients ask for that do not know these.
_OTHER_NAMES = {
    "application/sparql-results+json": ("application/json",),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    "application/n-triples": ("text/plain",),
    "application/ld+json": ("application/json",),
    "application/rdf+xml": ("application/xml",),
}
_CHARSETS = {"text/turtle", "text/csv", "text/tab-separated-values", "text/plain"}
_CHUNK = 65_536
_AGAIN = {"Retry-After": "5"}
_SD = "http://www.w3.org/ns/sparql-service-description#"


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the dataset that the request asks of."""

    query: str
    base: str
    """What its relative IRIs are resolved against: see `base_of_queries`."""
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def for_worker(self, results: str | None, graph: str | None) -> dict[str, object]:
        """As a process of the pool takes it."""
        has_dataset = bool(self.default or self.named)
        return {
            "query": self.query,
            "base": self.base,
            "default": list(self.default) if has_dataset else None,
            "named": list(self.named) if has_dataset else None,
            "results": results,
            "graph": graph,
        }


class _BadRequestError(Exception):
    """A request that is no query operation; says which status and why."""

    def __init__(self, status: int, sentence: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


class TooLargeError(Exception):
    """A request's body that is longer than it may be."""


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service when asked without one."""
    site = site_of(request)
    try:
        question = await _question(request, site)
    except _BadRequestError as error:
        return problem(request, error.status, error.sentence, error.headers)
    except TooLargeError:
        longest = site.options.limits.request_kilobytes
        return problem(request, 413, f"a request may have {longest} kB")
    if question is None:
        return await run_in_threadpool(_described, request, site)
    accept = request.headers.get("accept")
    results, graph = (preferred(accept, offers, _OTHER_NAMES) for offers in (_RESULTS, _GRAPHS))
    if results is None and graph is None:
        return problem(request, 406, f"answers come as {', '.join((*_RESULTS, *_GRAPHS))}")
    reply = await ask(request, question, results, graph)
    if reply.status != 200:
        headers = _AGAIN if reply.status == 503 else None
        return problem(request, reply.status, reply.body.decode("utf-8", "replace"), headers)
    return sent(request, site, reply)


async def ask(request: Request, question: Question, results: str | None, graph: str | None) -> Reply:
    """Have a client's question answered by one of the processes."""
    return await site_of(request).pool.ask(question.for_worker(results, graph), client_of(request))


class _Answer(StreamingResponse):
    """An answer on its way, in pieces; it counts among those under way until it is sent or its client has gone."""

    def __init__(self, request: Request, site: Site, reply: Reply) -> None:
        charset = "; charset=utf-8" if reply.media in _CHARSETS else ""
        headers = {
            "Content-Type": f"{reply.media}{charset}",
            "Content-Length": str(len(reply.body)),
            "Vary": "Accept",
            "Cache-Control": "no-cache",
        }
        super().__init__(_pieces(reply.body), headers=headers)
        self._state = request.app.state
        self._length = len(reply.body)
        self._seconds = site.options.limits.answer_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._state.answers_under_way += self._length
        try:
            async with asyncio.timeout(self._seconds):
                await super().__call__(scope, receive, send)
        except TimeoutError:
            return  # the server sees that the response is not whole, and closes the connection
        finally:
            self._state.answers_under_way -= self._length


async def _pieces(body: bytes) -> AsyncIterator[bytes]:
    for place in range(0, len(body), _CHUNK):
        yield body[place : place + _CHUNK]
        await asyncio.sleep(0)  # others go on meanwhile, and a client that has gone is noticed


def sent(request: Request, site: Site, reply: Reply) -> Response:
    """An answer on its way to the client; 503 where too much is on its way."""
    if request.app.state.answers_under_way + len(reply.body) > site.options.limits.answers_megabytes << 20:
        return problem(request, 503, "too many long answers are on their way; come again later", _AGAIN)
    return _Answer(request, site, reply)


async def _question(request: Request, site: Site) -> Question | None:
    """The question of a request (section 2.1); None when a service description is asked for."""
    pairs, base = _pairs(request.scope["query_string"]), base_of_queries(request)
    if request.method in {"GET", "HEAD"}:
        if not pairs:
            return None
        return _made(pairs, base)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == "application/x-www-form-urlencoded":
        return _made(_pairs(await body_of(request, site)), base)
    if media == "application/sparql-query":
        body = await body_of(request, site)
        return _made([("query", _text(body)), *(pair for pair in pairs if pair[0] != "query")], base)
    if media == "application/sparql-update":
        raise _BadRequestError(403, "this site is read-only: there are no updates")
    raise _BadRequestError(
        415,
        "send application/x-www-form-urlencoded or application/sparql-query",
        {"Accept-Post": "application/x-www-form-urlencoded, application/sparql-query"},
    )


def base_of_queries(request: Request) -> str:
    """Return the address of `/sparql` as the client knows it: the base IRI of its queries (RFC 3986, section 5.1.3)."""
    options = site_of(request).options
    site = options.address if options.has_public_address else str(request.base_url)
    return f"{site}sparql"


def _made(pairs: list[tuple[str, str]], base: str) -> Question:
    queries = [value for name, value in pairs if name == "query"]
    if any(name in {"update", "using-graph-uri", "using-named-graph-uri"} for name, _ in pairs):
        raise _BadRequestError(403, "this site is read-only: there are no updates")
    if len(queries) != 1 or not queries[0].strip():
        raise _BadRequestError(400, "give one parameter called query, with a SPARQL query")
    default = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    for graph in (*default, *named):
        try:
            NamedNode(graph)
        except ValueError:
            raise _BadRequestError(400, f"{graph[:200]!r} is no IRI of a graph") from None
    return Question(queries[0], base, default, named)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except UnicodeDecodeError:
        raise _BadRequestError(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise _BadRequestError(400, "there are too many parameters") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _BadRequestError(400, "the query is not UTF-8 text") from None


async def body_of(request: Request, site: Site) -> bytes:
    """A request's body, as long as it is no longer than it may be.

    Raises:
        TooLargeError: it is longer, or says so.
    """
    bound = site.options.limits.request_kilobytes * 1_024
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:18]) > bound:
        raise TooLargeError
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > bound:
            raise TooLargeError
    return bytes(body)


def _described(request: Request, site: Site) -> Response:
    """The service description (https://www.w3.org/TR/sparql11-service-description/); people get the query page."""
    offers = (*(syntax.media_type for syntax in ENDINGS.values()), "text/html")
    media = preferred(request.headers.get("accept"), offers)
    if media == "text/html":
        return see_other("/query", ())
    if media is None:
        return problem(request, 406, f"the service is described in {', '.join(offers)}")
    syntax = next(one for one in ENDINGS.values() if one.media_type == media)
    body = in_syntax(_description(site), syntax)
    return conditional(request, document(body, syntax.media_type, vary="Accept"))


def _description(site: Site) -> Iterator[Triple]:
    service = NamedNode(f"{site.options.address}sparql")
    dataset = NamedNode(f"{site.options.address}.well-known/void#dataset")
    graph = NamedNode(f"{site.options.address}sparql#default-graph")

    def says(name: str, value: NamedNode | Literal, subject: NamedNode = service) -> Triple:
        return Triple(subject, NamedNode(f"{_SD}{name}"), value)

    yield Triple(service, Rdf.type, NamedNode(f"{_SD}Service"))
    yield says("endpoint", service)
    yield says("supportedLanguage", NamedNode(f"{_SD}SPARQL11Query"))
    yield says("feature", NamedNode(f"{_SD}UnionDefaultGraph"))
    yield says("defaultDataset", dataset)
    yield Triple(dataset, Rdf.type, NamedNode(f"{_SD}Dataset"))
    yield says("defaultGraph", graph, dataset)
    yield Triple(graph, Rdf.type, NamedNode(f"{_SD}Graph"))
    for name in (
        "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
        "Turtle N-Triples JSON-LD RDF_XML"
    ).split():
        yield says("resultFormat", NamedNode(f"http://www.w3.org/ns/formats/{name}"))
