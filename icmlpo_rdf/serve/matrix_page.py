"""`/matrix/…`: who attended which meeting of a series; and the small matrix of the front page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.reports.legend import legend, meaning, missing_meetings, missing_numbers
from icmlpo_rdf.serve.languages import Words, marked
from icmlpo_rdf.serve.linked_data import links_of, part_of, sent_path, thing_at
from icmlpo_rdf.serve.page_numbers import page_number
from icmlpo_rdf.serve.responses import html, problem, site_of, words_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.views.attendance import Cell, Country, Matrix, Presence, Role, RowOrder
from icmlpo_rdf.views.matrix_rows import of_countries

__all__ = ["matrix", "small_matrix", "wanted_country", "wanted_order"]

_PER_PAGE = 200
_CELLS = 12_000
_FEWEST_ROWS = 10
_SMALL_ROWS, _SMALL_COLUMNS = 12, 8
_SMALL_CELLS = 60_000
"""A series with more of them is not drawn on the front page, which would wait for it."""
_UNKNOWN_SERIES = marked("the data has no meetings of that; all series are at /series")
_UNKNOWN_COUNTRY = marked("nobody in this matrix is of that country")
_ORDERS = {
    RowOrder.FIRST_SEEN: marked("first seen first"),
    RowOrder.MOST_MEETINGS: marked("most meetings first"),
    RowOrder.NAME: marked("by name"),
    RowOrder.COUNTRY: marked("by country"),
}
# What stands before the sign of one who was there as something else than a participant.
_LETTERS: dict[Role | None, str] = {
    role: role.value[:1].upper() for role in Role if role is not Role.PARTICIPANT
}
_LETTERS[Role.FORMER_MEMBER] = "Ex"  # F is a founding member


def matrix(request: Request) -> Response:
    """Who attended which meeting of a series, a page of rows at a time."""
    site, words = site_of(request), words_of(request)
    iri = thing_at(site, sent_path(request, "/matrix/"), part_of(request))
    if iri is None or all(one.iri != iri for one in site.series):
        return problem(request, 404, _UNKNOWN_SERIES)
    order = wanted_order(request)
    try:
        table = site.matrix(iri, order)
    except UsageError:
        return problem(request, 404, _UNKNOWN_SERIES)
    countries = _countries(site, table)
    wanted = wanted_country(request)
    country = next((one for one in countries if one.iri == wanted), None)
    if wanted and country is None:
        return problem(request, 404, _UNKNOWN_COUNTRY)
    table = of_countries(table, [country.iri]) if country else table
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
        "orders": [
            (one.value, words.gettext(name), one is order)
            for one, name in _ORDERS.items()
            if countries or one is not RowOrder.COUNTRY
        ],
        "countries": countries,
        "country": country,
        "kept": urlencode(_kept(iri.partition("#")[2], country)),
        "legend": list(legend(table, words.gettext)),
        "missing": missing_meetings(table, words.gettext),
        **_drawn(site, words),
    }
    canonical = site.addresses.matrix(iri)
    return html(request, "matrix.html", values, links=links_of(site, iri, canonical=canonical))


def wanted_country(request: Request) -> str:
    """The IRI of the country whose participants are wanted; empty for all."""
    return request.query_params.get("country", "")


def _countries(site: Site, table: Matrix) -> list[Country]:
    """The countries of a matrix; a town in a column of countries is none."""
    known = {one.iri for one in site.countries}
    found = {one for row in table.rows for one in row.countries if one.iri in known}
    return sorted(found, key=lambda one: (one.label.value, one.iri))


def _kept(part: str, country: Country | None) -> dict[str, str]:
    """What the links of the page keep of its address."""
    kept = {"part": part, "country": country.iri if country else ""}
    return {name: value for name, value in kept.items() if value}


def wanted_order(request: Request) -> RowOrder:
    """How the rows of a matrix are to be sorted."""
    wanted = request.query_params.get("order", "")
    return next((one for one in RowOrder if one.value == wanted), RowOrder.FIRST_SEEN)


def small_matrix(site: Site, words: Words) -> Mapping[str, object] | None:
    """The latest meetings of the largest series, with every so manieth of its participants; None where there is none."""
    possible = [one for one in site.series if one.told and one.participants * one.meetings <= _SMALL_CELLS]
    if not possible:
        return None
    largest = max(possible, key=lambda one: (one.attendances, one.iri))
    table = site.matrix(largest.iri, RowOrder.FIRST_SEEN)
    begin = max(0, len(table.columns) - _SMALL_COLUMNS)
    recent = [one for one in table.rows if one.last >= begin]
    count = min(_SMALL_ROWS, len(recent))
    rows = [recent[place * len(recent) // count] for place in range(count)]
    return {
        "iri": largest.iri,
        "matrix": table,
        "rows": rows,
        "begin": begin,
        "legend": list(legend(table, words.gettext)),
        **_drawn(site, words),
    }


def _drawn(site: Site, words: Words) -> Mapping[str, Callable[..., object]]:
    """What draws a cell."""
    return {
        "mark": lambda cell: _mark(cell, words),
        "missing_numbers": missing_numbers,
        "proof": lambda cell: site.addresses.page(cell.records[0].iri) if cell.records else None,
    }


def _mark(cell: Cell, words: Words) -> tuple[str, str, str]:
    """A cell's sign, its class and what it says in words: colour alone tells nothing."""
    told = meaning(cell, words.gettext)
    if cell.presence is Presence.NOT_TOLD:
        return "?", "untold", told
    if cell.presence is Presence.ABSENT:
        return "·", "absent", told
    sign, kind = "●", "there"
    if cell.newcomer:
        sign, kind = "✦", "there new"
    elif cell.returner:
        sign, kind = "↺", "there back"
    if cell.leaver:
        kind = f"{kind} left"
    return f"{_LETTERS.get(cell.role, '')}{sign}", kind, told
