"""A matrix with some of its rows, or with its names in other languages."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.attendance import Column, Country, Matrix, Presence, Row

__all__ = ["in_languages", "of_countries"]


def of_countries(matrix: Matrix, wanted: Collection[str]) -> Matrix:
    """Return a matrix with the participants of some countries only; its counts are theirs.

    Args:
        matrix: who attended which meeting.
        wanted: IRIs, labels or codes of ISO 3166.
    """
    meant = {one for row in matrix.rows for one in row.countries if _is_meant(one, wanted)}
    rows = tuple(row for row in matrix.rows if not meant.isdisjoint(row.countries))
    columns = tuple(_counted(column, place, rows) for place, column in enumerate(matrix.columns))
    attended = sum(row.attended for row in rows)
    series = replace(matrix.series, participants=len(rows), attendances=attended)
    only = tuple(sorted({one.label for one in meant}, key=lambda one: one.value))
    return replace(matrix, series=series, columns=columns, rows=rows, only=only)


def in_languages(matrix: Matrix, look: Lookups, languages: Sequence[str]) -> Matrix:
    """Return a matrix with names in languages: the first that there is stands first, the next beside it.

    A participant without a name in any of them is called as the page prints it.
    """
    return replace(matrix, rows=tuple(_named(row, look, languages) for row in matrix.rows))


def _is_meant(country: Country, wanted: Collection[str]) -> bool:
    return not {country.iri, country.label.value, country.code or country.iri}.isdisjoint(wanted)


def _counted(column: Column, place: int, rows: Sequence[Row]) -> Column:
    """A meeting with what it has of some rows; what is not known of all is not known of them."""
    cells = [row.cells[place] for row in rows]

    def number(known: int | None, count: int) -> int | None:
        return None if known is None else count

    return replace(
        column,
        present=number(column.present, sum(one.presence is Presence.PRESENT for one in cells)),
        newcomers=number(column.newcomers, sum(one.newcomer for one in cells)),
        returners=number(column.returners, sum(one.returner for one in cells)),
        leavers=number(column.leavers, sum(one.leaver for one in cells)),
    )


def _named(row: Row, look: Lookups, languages: Sequence[str]) -> Row:
    names = [name for code in languages if (name := look.label_in(NamedNode(row.iri), code))]
    apart = [name for name in names if name.value != names[0].value]
    return replace(row, label=names[0], also=next(iter(apart), None)) if names else row
