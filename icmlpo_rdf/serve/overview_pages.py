"""The front page, the search, the list of series, the attendance matrix, and what the site is."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.reports.legend import legend, meaning, missing_meetings, missing_numbers
from icmlpo_rdf.serve.linked_data import links_of, part_of, sent_path, thing_at
from icmlpo_rdf.serve.responses import html, problem, site_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Cell, Presence, Role, RowOrder
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["about", "all_series", "front", "matrix", "page_number", "search", "wanted_name", "wanted_order"]

_ON_FRONT = 12
_PER_PAGE = 200
_CELLS = 12_000
_FEWEST_ROWS = 10
_ORDERS = {
    RowOrder.FIRST_SEEN: "first seen first",
    RowOrder.MOST_MEETINGS: "most meetings first",
    RowOrder.NAME: "by name",
}


# What stands before the sign of one who was there as something else than a participant.
_ROLES: dict[Role | None, str] = {
    role: role.value[:1].upper() for role in Role if role is not Role.PARTICIPANT
}
_ROLES[Role.FORMER_MEMBER] = "Ex"  # F is a founding member


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
    series = sorted(site.series, key=lambda one: (-one.participants, one.label.value, one.iri))
    values = {"series": series[:_ON_FRONT], "more": max(0, len(series) - _ON_FRONT)}
    return html(request, "front.html", values)


def all_series(request: Request) -> Response:
    """All series, a page at a time."""
    site = site_of(request)
    number = page_number(request)
    first = (number - 1) * _PER_PAGE
    values = {
        "series": site.series[first : first + _PER_PAGE],
        "number": number,
        "is_last": first + _PER_PAGE >= len(site.series),
        "total": len(site.series),
    }
    return html(request, "series.html", values)


def page_number(request: Request) -> int:
    """Which page of a list is asked for; the first where the address tells none."""
    wanted = request.query_params.get("page", "1")
    return max(1, int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 1


def search(request: Request) -> Response:
    """Things by their names."""
    site = site_of(request)
    wanted = wanted_name(request)
    found = [_found(site, hit.iri, hit.name) for hit in site.names.find(wanted)] if wanted else []
    which = qualifiers(site.reader().look, (one.iri for one in found))
    return html(request, "search.html", {"wanted": wanted, "found": found, "which": which})


def wanted_name(request: Request) -> str:
    """What is looked for."""
    return request.query_params.get("q", "").strip()[:200]


def _found(site: Site, iri: str, matched: Text) -> Found:
    reader = site.reader()
    node = NamedNode(iri)
    label = reader.look.label(node)
    return Found(
        iri=iri,
        label=label,
        matched=matched if matched.value != label.value else None,
        kinds=reader.kinds(site.documents.types(iri)),
        meetings=len(reader.look.things(node, Icm.attended)),
    )


def matrix(request: Request) -> Response:
    """Who attended which meeting of a series, a page of rows at a time."""
    site = site_of(request)
    iri = thing_at(site, sent_path(request, "/matrix/"))
    part = part_of(request)
    iri = f"{iri}#{part}" if iri and part else iri
    if iri is None or all(one.iri != iri for one in site.series):
        return problem(request, 404, "the data has no meetings of that; the series are listed at /series")
    order = wanted_order(request)
    try:
        table = site.matrix(iri, order)
    except UsageError as error:
        return problem(request, 404, error.what)
    # A wide matrix has fewer rows on a page: what a page costs is its cells.
    size = max(_FEWEST_ROWS, min(_PER_PAGE, _CELLS // max(1, len(table.columns))))
    number = min(page_number(request), max(1, -(-len(table.rows) // size)))
    first = (number - 1) * size
    values = {
        "iri": iri,
        "document": iri.partition("#")[0],
        "matrix": table,
        "rows": table.rows[first : first + size],
        "first": first,
        "number": number,
        "is_last": first + size >= len(table.rows),
        "orders": [(one.value, name, one is order) for one, name in _ORDERS.items()],
        "mark": _mark,
        "legend": list(legend(table)),
        "missing": missing_meetings(table),
        "missing_numbers": missing_numbers,
        "proof": lambda cell: site.addresses.page(cell.records[0].iri) if cell.records else None,
    }
    canonical = site.addresses.matrix(iri)
    return html(request, "matrix.html", values, links=links_of(site, iri, canonical=canonical))


def wanted_order(request: Request) -> RowOrder:
    """How the rows of a matrix are to be sorted."""
    wanted = request.query_params.get("order", "")
    return next((one for one in RowOrder if one.value == wanted), RowOrder.FIRST_SEEN)


def _mark(cell: Cell) -> tuple[str, str, str]:
    """A cell's sign, its class and what it says in words: colour alone tells nothing."""
    words = meaning(cell)
    if cell.presence is Presence.NOT_TOLD:
        return "?", "untold", words
    if cell.presence is Presence.ABSENT:
        return "·", "absent", words
    sign, kind = "●", "there"
    if cell.newcomer:
        sign, kind = "✦", "there new"
    elif cell.returner:
        sign, kind = "↺", "there back"
    if cell.leaver:
        kind = f"{kind} left"
    return f"{_ROLES.get(cell.role, '')}{sign}", kind, words


def about(request: Request) -> Response:
    """How the site answers programs."""
    return html(request, "about.html", {})
