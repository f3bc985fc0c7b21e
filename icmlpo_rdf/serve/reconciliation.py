"""`/reconcile`: the Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/).

OpenRefine and its like send the names of a column, and are told which things of the data they may mean.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import parse_qsl

import msgspec
from pyoxigraph import NamedNode
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads.vocab import PREFIXES, Icm
from icmlpo_rdf.reconcile.candidates import KINDS, Candidate, Reconciler
from icmlpo_rdf.reconcile.messages import Extension, Query, extension_of, iri_of, queries_of
from icmlpo_rdf.reconcile.properties import PROPERTIES, Value
from icmlpo_rdf.serve.response_cache import Lane, from_cache
from icmlpo_rdf.serve.responses import document, html, problem, see_other, site_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.serve.sparql_endpoint import TooLargeError, body_of
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.store.one_thing import standing_for

__all__ = ["routes"]

_PREVIEWED = 5
_SUGGESTED = 20


def routes() -> list[Route]:
    """Return the API's addresses, which are there where the site has a reconciler."""
    return [
        Route("/reconcile", _service, methods=["GET", "POST"]),
        Route("/reconcile/suggest/entity", _suggest_entity),
        Route("/reconcile/suggest/property", _suggest_property),
        Route("/reconcile/suggest/type", _suggest_type),
        Route("/reconcile/properties", _propose),
        Route("/reconcile/preview", _preview),
        Route("/reconcile/view", _view),
    ]


async def _service(request: Request) -> Response:
    """The manifest, candidates of a batch of names, or values of properties: what the parameters ask for."""
    site = site_of(request)
    try:
        body = await body_of(request, site) if request.method == "POST" else request.scope["query_string"]
        asked = dict(parse_qsl(body.decode("ascii"), errors="strict"))
        if "queries" in asked:
            queries = queries_of(asked["queries"])
            return await _made(request, body, lambda: _answers(site, queries))
        if "extend" in asked:
            extension = extension_of(asked["extend"])
            return await _made(request, body, lambda: _extended(site, extension))
    except TooLargeError:
        return problem(request, 413, f"a request may have {site.options.limits.request_kilobytes} kB")
    except (UnicodeDecodeError, ValueError):
        return problem(request, 400, "the parameters are not percent-encoded UTF-8")
    except UsageError as error:
        return problem(request, 400, f"{error.what}; {error.mend}")
    if request.method == "POST":
        return problem(request, 400, "give a parameter called queries, or extend, with JSON")
    return _json(_manifest(request, site))


async def _made(request: Request, body: bytes, make: Callable[[], Mapping[str, object]]) -> Response:
    key = ("reconcile", hashlib.sha256(body).hexdigest())
    return await from_cache(request, key, lambda: _json(make()), Lane.DOCUMENTS)


def _answers(site: Site, queries: Mapping[str, Query]) -> Mapping[str, object]:
    reconciler, look = _reconciler(site), Lookups(site.store)
    return {
        key: {"result": [_candidate(site, one, look) for one in reconciler.find(query.question(site.base))]}
        for key, query in queries.items()
    }


def _candidate(site: Site, one: Candidate, look: Lookups) -> dict[str, object]:
    return {
        "id": _id(site, one.iri),
        "name": one.name,
        "description": _description(look, one.iri, one.kinds),
        "type": [{"id": kind, "name": _KIND_NAMES[kind]} for kind in one.kinds],
        "score": one.score,
        "features": [{"id": name, "value": value} for name, value in one.features.items()],
        "match": one.is_match,
    }


def _description(look: Lookups, iri: str, kinds: Iterable[str]) -> str:
    """What tells a thing from its namesakes: a meeting's series and year, else how often it took part, and where it is a member."""
    thing = NamedNode(iri)
    if series := look.things(thing, Icm.series):
        year = look.number(thing, Icm.year)
        return f"{look.label(series[0]).value}{f', {year}' if year else ''}"
    said = [_KIND_NAMES[one].lower() for one in list(kinds)[:1]]
    for name, one, many in (("meetings", "meeting", "meetings"), ("memberships", "body", "bodies")):
        if count := len(PROPERTIES[name].values(thing, look)):
            said.append(f"{count} {one if count == 1 else many}")
    return ", ".join(said)


_KIND_NAMES = {
    one: "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in one).strip().capitalize()
    for one in KINDS
}


def _extended(site: Site, extension: Extension) -> Mapping[str, object]:
    look = Lookups(site.store)
    names = list(dict.fromkeys(one.id for one in extension.properties))
    rows = {}
    for one in extension.ids:
        thing = _thing(site, one)
        rows[one] = {
            name: [_cell(site, value, look) for value in PROPERTIES[name].values(thing, look)]
            if thing
            else []
            for name in names
        }
    return {"meta": [_property(name, with_kind=True) for name in names], "rows": rows}


def _cell(site: Site, value: Value, look: Lookups) -> dict[str, object]:
    if isinstance(value, NamedNode):
        return {"id": _id(site, value.value), "name": look.label(value).value}
    return {"int": value} if isinstance(value, int) else {"str": value}


def _manifest(request: Request, site: Site) -> Mapping[str, object]:
    base = _address(request, site)
    return {
        "versions": ["0.2"],
        "name": "Who took part in what, from Wikipedia pages (icmlpo-rdf)",
        "identifierSpace": site.base,
        "schemaSpace": PREFIXES["icm"],
        "documentation": f"{base}about",
        "defaultTypes": [_type(one) for one in KINDS],
        "view": {"url": f"{base}reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}reconcile/preview?id={{{{id}}}}", "width": 420, "height": 280},
        "suggest": {
            one: {"service_url": base.rstrip("/"), "service_path": f"/reconcile/suggest/{one}"}
            for one in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {
                "service_url": base.rstrip("/"),
                "service_path": "/reconcile/properties",
            },
            "property_settings": [],
        },
    }


def _address(request: Request, site: Site) -> str:
    return site.options.address if site.options.has_public_address else str(request.base_url)


async def _suggest_entity(request: Request) -> Response:
    site, prefix = site_of(request), request.query_params.get("prefix", "")
    return await _made(request, f"prefix {prefix}".encode(), lambda: _suggested(site, prefix))


def _suggested(site: Site, prefix: str) -> Mapping[str, object]:
    """Things of our kinds whose names hold the words that somebody has typed, those that begin so first."""
    found: list[dict[str, object]] = []
    look = Lookups(site.store)
    for hit in site.names.find(prefix, _SUGGESTED * 5):
        if (kinds := _reconciler(site).kinds(hit.iri)) and len(found) < _SUGGESTED:
            found.append(
                {
                    "id": _id(site, hit.iri),
                    "name": hit.name.value,
                    "description": _description(look, hit.iri, kinds),
                    "notable": [_type(one) for one in kinds],
                }
            )
    return {"result": found}


def _suggest_property(request: Request) -> Response:
    prefix = request.query_params.get("prefix", "").casefold()
    found = [_property(name) for name, one in PROPERTIES.items() if prefix in f"{name} {one.name}".casefold()]
    return _json({"result": found})


def _suggest_type(request: Request) -> Response:
    prefix = request.query_params.get("prefix", "").casefold()
    return _json({"result": [_type(one) for one in KINDS if prefix in _KIND_NAMES[one].casefold()]})


def _propose(request: Request) -> Response:
    kind = request.query_params.get("type")
    return _json({"properties": [_property(name) for name in PROPERTIES]} | ({"type": kind} if kind else {}))


async def _preview(request: Request) -> Response:
    """A small page about a thing, which another site's page shows in a frame."""
    site = site_of(request)
    thing = _thing(site, request.query_params.get("id", ""))
    if thing is None or not site.documents.is_known(thing.value):
        return await run_in_threadpool(problem, request, 404, "the data knows no such thing")
    key = ("preview", thing.value)
    return await from_cache(request, key, lambda: _previewed(request, site, thing), Lane.QUICK)


def _previewed(request: Request, site: Site, thing: NamedNode) -> Response:
    look = Lookups(site.store)
    kinds = _reconciler(site).kinds(thing.value)
    lists = {
        one.name: [
            look.label(value)
            for value in one.values(thing, look)[:_PREVIEWED]
            if isinstance(value, NamedNode)
        ]
        for one in PROPERTIES.values()
        if one.kind is not None
    }
    values = {
        "label": look.label(thing),
        "iri": thing.value,
        "description": _description(look, thing.value, kinds),
        "lists": {name: labels for name, labels in lists.items() if labels},
    }
    return html(request, "preview.html", values)


def _view(request: Request) -> Response:
    """303 to the page about a thing: an identifier holds slashes and hashes, which an address would take apart."""
    site = site_of(request)
    thing = _thing(site, request.query_params.get("id", ""))
    page = site.addresses.page(thing.value) if thing else None
    if page is None:
        return problem(request, 404, "the data knows no such thing")
    return see_other(page, ())


def _reconciler(site: Site) -> Reconciler:
    assert site.reconciler is not None  # noqa: S101 - the routes are there only then
    return site.reconciler


def _type(name: str) -> dict[str, object]:
    broader = {"Organization": "Participant", "Country": "Participant", "Person": "Participant"}.get(name)
    more = {"broader": [{"id": broader, "name": _KIND_NAMES[broader]}]} if broader else {}
    return {"id": name, "name": _KIND_NAMES[name], **more}


def _property(name: str, *, with_kind: bool = False) -> dict[str, object]:
    one = PROPERTIES[name]
    if not with_kind:
        return {"id": name, "name": one.name, "description": one.description}
    local = one.kind.value.removeprefix(PREFIXES["icm"]) if one.kind else ""
    return {"id": name, "name": one.name} | ({"type": _type(local)} if local else {})


def _id(site: Site, iri: str) -> str:
    """An IRI without what all begin with, the manifest's `identifierSpace`."""
    return iri.removeprefix(site.base)


def _thing(site: Site, identifier: str) -> NamedNode | None:
    """The thing of an identifier, which may be that of a thing that people decided to be the same as another."""
    try:
        return standing_for(site.store, NamedNode(iri_of(site.base, identifier)))
    except ValueError:
        return None


def _json(value: object) -> Response:
    return document(msgspec.json.encode(value), "application/json")
