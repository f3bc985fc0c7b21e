"""`/query`: the named queries and a place for one's own; it works without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language import fold
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.source_places import evidence_of
from icmlpo_rdf.query.name_resolution import bare_iri, is_a, resolve
from icmlpo_rdf.query.named_queries import NamedQuery, Takes, named_queries
from icmlpo_rdf.serve.responses import html, problem, see_other, site_of
from icmlpo_rdf.serve.site import Site, bare
from icmlpo_rdf.serve.sparql_endpoint import Question, TooLargeError, ask, base_of_queries, body_of
from icmlpo_rdf.store.lookups import short

__all__ = ["query_page"]

_ADDRESS = 8_000
"""Addresses longer than that are not taken by everything on the way (RFC 9110, section 4.1)."""
_ROWS = 500
_GRAPH_SHOWN = 100_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of an answer as a page shows it."""

    text: str
    href: str | None = None
    external: bool = False
    language: str = ""
    is_number: bool = False


async def query_page(request: Request) -> Response:
    """The page with its answer, when a query was sent with it: in the address or, of any length, as a form."""
    site = site_of(request)
    try:
        fields = await _fields(request, site)
    except TooLargeError:
        longest = site.options.limits.request_kilobytes
        return await run_in_threadpool(problem, request, 413, f"a query may have {longest} kB")
    if fields is None:
        return await run_in_threadpool(problem, request, 415, "send the fields of the form on this page")
    text = fields.get("query", "")
    name = fields.get("named", "")
    if request.method == "POST" and set(fields) == {"query"} and len(there := _address(text)) <= _ADDRESS:
        return see_other(there, ())  # it can be kept, sent to others, and loaded again
    queries = named_queries()
    chosen = {one.name: one for one in queries}.get(name)
    if name and chosen is None:
        return problem(request, 404, "there is no query of that name")
    values: dict[str, object] = {
        "queries": queries,
        "chosen": chosen,
        "given": {},
        "text": text or bare((chosen or queries[0]).text),
        "prefixes": json.dumps(PREFIXES),
        "answer": None,
        "missing": [],
    }
    if chosen:
        values["given"], values["missing"] = given, missing = _parameters(chosen, fields)
        if not text.strip() and not missing:
            text, told = await run_in_threadpool(_bound_or_told, site, chosen, given)
            values |= told
    if text.strip():
        values["answer"] = await _answer(request, Question(text, base_of_queries(request)))
    return await run_in_threadpool(html, request, "query.html", values)


def _parameters(chosen: NamedQuery, fields: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What is given for a named query, and the names of what must be and is not."""
    typed = {one.name: fields.get(f"p-{one.name}", "").strip() for one in chosen.parameters}
    given = {name: value for name, value in typed.items() if value}
    return given, [one.name for one in chosen.parameters if one.is_required and one.name not in given]


async def _fields(request: Request, site: Site) -> Mapping[str, str] | None:
    """What the form says, None where it is no form.

    Raises:
        TooLargeError: it is longer than a request may be.
    """
    if request.method != "POST":
        return request.query_params
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/x-www-form-urlencoded":
        return None
    body = await body_of(request, site)
    try:
        return dict(parse_qsl(body.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=100))
    except ValueError:
        return None


def _address(query: str) -> str:
    return f"/query?query={quote(query, safe='')}"


def _bound_or_told(site: Site, named: NamedQuery, given: Mapping[str, str]) -> tuple[str, dict[str, object]]:
    """A named query's text, or nothing; and what the page shows: the text, or what is wrong with what was typed."""
    try:
        text = _bound(site, named, given)
    except UsageError as error:
        return "", {"answer": {"problem": f"{error.what}; {error.mend.replace('--param ', '')}"}}
    return text, {"text": bare(text)}


def _bound(site: Site, named: NamedQuery, given: Mapping[str, str]) -> str:
    """A named query's text for what was typed: IRIs, names of things, numbers.

    Raises:
        UsageError: nothing, or more than one thing, is called so; a parameter is missing.
    """
    values = {
        name: resolve(value, takes, site.store, name)
        if (takes := named.parameter(name).takes) in {Takes.NUMBER, Takes.YEAR}
        else _thing(site, value, takes)
        for name, value in given.items()
    }
    return named.bound(values, apart=True)


def _thing(site: Site, called: str, takes: Takes) -> NamedNode:
    """As `things.find_thing`, by the index of the names: no request may look through all labels."""
    bare = bare_iri(called)
    if "://" in called or bare != called:
        try:
            return NamedNode(bare)
        except ValueError:
            raise UsageError(f"{called[:200]!r} is no IRI", mend="give an IRI or a name") from None
    hits = site.names.find(called)
    exact = [hit for hit in hits if fold(hit.name.value) == fold(called)]
    found = [hit.iri for hit in exact or hits if is_a(takes, NamedNode(hit.iri), site.store)]
    if len(found) == 1:
        return NamedNode(found[0])
    if not found:
        raise UsageError(f"nothing of that kind is called {called!r}", mend="look for it by the search")
    how = "are called" if exact else "have names that contain"
    raise UsageError(
        f"{len(found)} things {how} {called!r}", mend=f"give one of their IRIs: {' '.join(found[:8])}"
    )


async def _answer(request: Request, question: Question) -> Mapping[str, object]:
    reply = await ask(request, question, "application/sparql-results+json", "text/turtle")
    if reply.status != 200:
        return {"problem": reply.body.decode("utf-8", "replace")}
    if reply.media == "text/turtle":
        shown = reply.body[:_GRAPH_SHOWN].decode("utf-8", "ignore")
        return {"graph": shown, "is_cut": len(reply.body) > _GRAPH_SHOWN}
    return await run_in_threadpool(_table, site_of(request), reply.body)


def _table(site: Site, body: bytes) -> Mapping[str, object]:
    found = json.loads(body)
    if "boolean" in found:
        return {"truth": found["boolean"]}
    variables = found["head"]["vars"]
    rows = found["results"]["bindings"]
    cells = [[_cell(site, row.get(one)) for one in variables] for row in rows[:_ROWS]]
    return {"variables": variables, "rows": cells, "total": len(rows)}


def _cell(site: Site, term: Mapping[str, object] | None) -> Cell:
    if term is None:
        return Cell("")
    value, kind = term["value"], term["type"]
    if not isinstance(value, str):  # a triple, in RDF 1.2
        return Cell(json.dumps(value, ensure_ascii=False))
    if kind == "uri":
        href, external = site.addresses.link(value)
        prefixed = short(value)
        return Cell(prefixed if prefixed != value else value.removeprefix(site.base), href, external)
    if kind == "literal" and value.startswith(f"{site.base}source/") and evidence_of(value):
        return Cell(
            value.removeprefix(site.base), site.addresses.page(value)
        )  # lines, which a query tells as text
    language = term.get("xml:lang", "")
    is_number = str(term.get("datatype", "")).endswith(("#integer", "#decimal", "#double"))
    return Cell(value, language=str(language), is_number=is_number)
