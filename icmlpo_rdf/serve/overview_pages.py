"""The front page, the search, the lists of series, bodies, countries and sources, and what the site is."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.serve.languages import code_of
from icmlpo_rdf.serve.matrix_page import small_matrix
from icmlpo_rdf.serve.page_numbers import paged
from icmlpo_rdf.serve.responses import html, site_of, words_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.qualifiers import qualifiers
from icmlpo_rdf.views.statistics import source_files

__all__ = [
    "about",
    "all_bodies",
    "all_countries",
    "all_series",
    "all_sources",
    "front",
    "search",
    "wanted_name",
]

_ON_FRONT = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A line of the search's answer."""

    iri: str
    label: Text
    matched: Text | None
    """The name that matched, where that is not the label."""
    kinds: tuple[str, ...]
    meetings: int


def front(request: Request) -> Response:
    """What is here, and where to begin."""
    site = site_of(request)
    series = sorted(site.series, key=lambda one: (-one.participants, -one.meetings, one.label.value, one.iri))
    values = {
        "series": series[:_ON_FRONT],
        "more": max(0, len(series) - _ON_FRONT),
        "small": small_matrix(site, words_of(request)),
        "bodies": len(site.bodies),
        "countries": len(site.countries),
    }
    return html(request, "front.html", values)


def all_series(request: Request) -> Response:
    """All series, a page at a time."""
    return html(request, "series.html", paged(request, site_of(request).series))


def all_bodies(request: Request) -> Response:
    """All bodies that have members, those with most members first."""
    site = site_of(request)
    found = sorted(site.bodies, key=lambda one: (-one.members, one.label.value, one.iri))
    which = qualifiers(site.reader(code_of(request)).look, (one.iri for one in found))
    return html(request, "bodies.html", {"which": which, **paged(request, found)})


def all_countries(request: Request) -> Response:
    """All countries, those with most participants first."""
    site = site_of(request)
    order = sorted(
        site.countries,
        key=lambda one: (-one.participants, -one.meetings, -one.bodies, one.label.value, one.iri),
    )
    which = qualifiers(site.reader(code_of(request)).look, (one.iri for one in order))
    return html(request, "countries.html", {"which": which, **paged(request, order)})


def all_sources(request: Request) -> Response:
    """All pages that the data was made from."""
    site = site_of(request)
    found = sorted(
        source_files(site.store), key=lambda one: (one.language, (one.topic or Text(one.name)).value, one.iri)
    )
    return html(request, "sources.html", paged(request, found))


def search(request: Request) -> Response:
    """Things by their names."""
    site = site_of(request)
    wanted = wanted_name(request)
    code = code_of(request)
    found = [_found(site, code, hit.iri, hit.name) for hit in site.names.find(wanted)] if wanted else []
    which = qualifiers(site.reader(code).look, (one.iri for one in found))
    return html(request, "search.html", {"wanted": wanted, "found": found, "which": which})


def wanted_name(request: Request) -> str:
    """What is looked for."""
    return request.query_params.get("q", "").strip()[:200]


def _found(site: Site, code: str, iri: str, matched: Text) -> Found:
    reader = site.reader(code)
    node = NamedNode(iri)
    label = reader.look.label(node)
    return Found(
        iri=iri,
        label=label,
        matched=matched if matched.value != label.value else None,
        kinds=reader.kinds(node, site.documents.types(iri)),
        meetings=len(reader.look.things(node, Icm.attended)),
    )


def about(request: Request) -> Response:
    """How the site answers programs."""
    return html(request, "about.html", {})
