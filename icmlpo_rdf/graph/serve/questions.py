"""`/query`: the named queries and a place for one's own; it works without scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.graph.query import named_queries
from icmlpo_rdf.graph.serve.responses import html, problem, site_of
from icmlpo_rdf.graph.serve.site import Site, without_header
from icmlpo_rdf.graph.serve.sparql import Question, ask
from icmlpo_rdf.quads import PREFIXES

__all__ = ["query_page"]

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
    """The page with its answer, when a query was sent with it."""
    site = site_of(request)
    text = request.query_params.get("query", "")
    name = request.query_params.get("named", "")
    queries = named_queries()
    chosen = next((one for one in queries if one.name == name), None)
    if name and chosen is None:
        return problem(request, 404, "there is no query of that name")
    values: dict[str, object] = {
        "queries": queries,
        "chosen": chosen,
        "text": text or without_header((chosen or queries[0]).text),
        "prefixes": json.dumps(PREFIXES),
        "answer": None,
    }
    if text.strip() or chosen:
        question = Question(text if text.strip() else chosen.text if chosen else "")
        values["answer"] = await _answer(site, question)
    return await run_in_threadpool(html, request, "query.html", values)


async def _answer(site: Site, question: Question) -> Mapping[str, object]:
    reply = await ask(site, question, "application/sparql-results+json", "text/turtle")
    if reply.status != 200:
        return {"problem": reply.body.decode("utf-8", "replace")}
    if reply.media == "text/turtle":
        shown = reply.body[:_GRAPH_SHOWN].decode("utf-8", "ignore")
        return {"graph": shown, "is_cut": len(reply.body) > _GRAPH_SHOWN}
    return await run_in_threadpool(_table, site, reply.body)


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
        for prefix, namespace in PREFIXES.items():
            if value.startswith(namespace) and value[len(namespace) :].isidentifier():
                return Cell(f"{prefix}:{value[len(namespace) :]}", href, external)
        return Cell(value.removeprefix(site.base), href, external)
    language = term.get("xml:lang", "")
    is_number = str(term.get("datatype", "")).endswith(("#integer", "#decimal", "#double"))
    return Cell(value, language=str(language), is_number=is_number)
