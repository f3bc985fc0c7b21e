"""Linked data: each thing of the data answers with a document about it (`addresses` says where)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.quads.vocab import PREFIXES, Rdf
from icmlpo_rdf.serve.documents import ENDINGS, TooLongError, in_syntax
from icmlpo_rdf.serve.languages import marked
from icmlpo_rdf.serve.negotiation import preferred
from icmlpo_rdf.serve.response_cache import Lane, from_cache
from icmlpo_rdf.serve.responses import conditional, document, problem, see_other, site_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.one_thing import standing_for

__all__ = [
    "UNKNOWN",
    "data",
    "data_document",
    "description",
    "links_of",
    "part_of",
    "sent_path",
    "thing",
    "thing_at",
    "void",
]

_HTML = "text/html"
# HTML last: it is for those who ask for it, and a bare `*/*` comes from programs.
_OFFERS = (*(syntax.media_type for syntax in ENDINGS.values()), _HTML)
_OTHER_NAMES = {_HTML: ("application/xhtml+xml",)}
_ENDING_OF = {syntax.media_type: ending for ending, syntax in ENDINGS.items()}
_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = PREFIXES["dcterms"]
UNKNOWN = marked("the data has no such thing; the search on the front page may find what is meant")
_TRIPLE_BYTES = 48
"""Half of what a triple of ours takes in Turtle: of a longer document not all is gathered."""
_FORMATS = "http://www.w3.org/ns/formats/"


def sent_path(request: Request, under: str = "/") -> str:
    """The path of a request as it was sent, percent-encoded, without what it is mounted under."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("ascii", "replace").removeprefix(under)


def part_of(request: Request) -> str:
    """The fragment of the thing that a page is asked for, else nothing."""
    return request.query_params.get("part", "")


def thing_at(site: Site, path: str, part: str = "") -> str | None:
    """The IRI that a path and a fragment stand for, or of what people decided to be the same; None when the data knows none."""
    found = next((iri for iri in site.addresses.iris(path) if site.documents.is_known(iri)), None)
    if found is None:
        return None
    try:
        asked = NamedNode(f"{found}#{part}" if part else found)
    except ValueError:  # what cannot stand in an IRI is no fragment
        return None
    iri = standing_for(site.store, asked).value
    return iri if site.documents.is_known(iri) else None


async def thing(request: Request) -> Response:
    """`/zh/T`: 303 to a document about the thing. `/zh/T.ttl`: the document, if no thing is called so."""
    site, path = site_of(request), sent_path(request)
    found = await run_in_threadpool(thing_at, site, path)
    if found is not None:
        return _redirect(request, site, found)
    stem, dot, ending = path.rpartition(".")
    has_ending = dot and (f".{ending}" in ENDINGS or ending == "html")
    found = await run_in_threadpool(thing_at, site, stem) if has_ending else None
    if found is None:
        return await run_in_threadpool(problem, request, 404, UNKNOWN)
    if ending == "html":
        return see_other(site.addresses.page(found) or "/", links_of(site, found))
    return await _kept_document(request, found, f".{ending}")


def _redirect(request: Request, site: Site, iri: str) -> Response:
    media = preferred(request.headers.get("accept"), _OFFERS, _OTHER_NAMES)
    links = links_of(site, iri, described=True)
    if media is None:
        offered = ", ".join((*ENDINGS, ".html"))
        return problem(
            request,
            406,
            marked("there is no such format; there are %(forms)s"),
            {"Link": ", ".join(links)},
            forms=offered,
        )
    ending = _ENDING_OF.get(media)
    target = site.addresses.page(iri) if ending is None else site.addresses.data(iri, ending)
    return see_other(target or "/", links)


async def data(request: Request) -> Response:
    """`/data/zh/T.ttl`: the document about a thing in a syntax."""
    site = site_of(request)
    stem, _, ending = sent_path(request, "/data/").rpartition(".")
    if f".{ending}" not in ENDINGS:
        return problem(
            request, 404, marked("a document's address ends in one of %(endings)s"), endings=" ".join(ENDINGS)
        )
    found = await run_in_threadpool(thing_at, site, stem)
    if found is None:
        return await run_in_threadpool(problem, request, 404, UNKNOWN)
    return await _kept_document(request, found, f".{ending}")


async def _kept_document(request: Request, iri: str, ending: str) -> Response:
    def make() -> Response:
        return data_document(request, iri, ending)

    return await from_cache(request, ("data", iri, ending), make, Lane.DOCUMENTS)


def data_document(request: Request, iri: str, ending: str) -> Response:
    """The document about a thing in the syntax of an ending."""
    site, syntax = site_of(request), ENDINGS[ending]
    bound = site.options.limits.answer_megabytes << 20
    try:
        body = in_syntax(site.documents.triples(iri, bound // _TRIPLE_BYTES), syntax)
    except TooLongError:
        return _too_long(request, site)
    except (ValueError, OSError) as error:  # RDF/XML has no name for some properties
        return problem(
            request,
            406,
            marked("it cannot be written in that syntax (%(error)s); choose another"),
            error=error,
        )
    if len(body) > bound:
        return _too_long(request, site)
    canonical = site.addresses.data(iri, ending)
    return document(body, syntax.media_type, links=links_of(site, iri, canonical=canonical))


def _too_long(request: Request, site: Site) -> Response:
    megabytes = site.options.limits.answer_megabytes
    return problem(
        request,
        422,
        marked("the document is too long (%(megabytes)s MB at most); ask /sparql for parts of it"),
        megabytes=megabytes,
    )


def links_of(site: Site, iri: str, *, canonical: str | None = None, described: bool = False) -> list[str]:
    """The `Link` fields of a document or, `described`, of a thing (RFC 8288, RFC 6596, RFC 6892)."""
    return list(_links(site, iri, canonical, described))


def _links(site: Site, iri: str, canonical: str | None, described: bool) -> Iterator[str]:
    if canonical is not None:
        yield f'<{canonical}>; rel="canonical"'
    if not described:
        yield f'<{site.addresses.uri(iri)}>; rel="describes"'
    relation = "describedby" if described else "alternate"
    yield f'<{site.addresses.page(iri)}>; rel="{relation}"; type="{_HTML}"'
    for ending, syntax in ENDINGS.items():
        yield f'<{site.addresses.data(iri, ending)}>; rel="{relation}"; type="{syntax.media_type}"'


def void(request: Request) -> Response:
    """`/.well-known/void`: what the dataset is (https://www.w3.org/TR/void/, section 7.2)."""
    site = site_of(request)
    media = preferred(request.headers.get("accept"), tuple(_ENDING_OF))
    syntax = ENDINGS[_ENDING_OF[media]] if media else RdfFormat.TURTLE
    body = in_syntax(description(site), syntax)
    return conditional(request, document(body, syntax.media_type, vary="Accept"))


def description(site: Site) -> Iterator[Triple]:
    """What the dataset is, as `/.well-known/void` says it."""
    address = site.options.address
    this = NamedNode(f"{address}.well-known/void#dataset")

    def says(name: str, value: NamedNode | Literal) -> Triple:
        return Triple(this, NamedNode(name), value)

    yield says(Rdf.type.value, NamedNode(f"{_VOID}Dataset"))
    yield says(f"{_DCTERMS}title", Literal("Who took part in what, from Wikipedia pages", language="en"))
    yield says(f"{_VOID}sparqlEndpoint", NamedNode(f"{address}sparql"))
    yield says(f"{_VOID}uriSpace", Literal(site.base))
    yield says(f"{_VOID}vocabulary", NamedNode(PREFIXES["icm"]))
    yield says(f"{_VOID}triples", Literal(site.figures.statements))
    yield says(f"{_VOID}documents", Literal(site.figures.pages))
    yield says("http://xmlns.com/foaf/0.1/homepage", NamedNode(address))
    for name in ("Turtle", "N-Triples", "JSON-LD", "RDF_XML"):
        yield says(f"{_VOID}feature", NamedNode(_FORMATS + name))
    for series in site.series[:20]:
        yield says(f"{_VOID}exampleResource", NamedNode(series.iri))
