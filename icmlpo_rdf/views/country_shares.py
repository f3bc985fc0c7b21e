"""Participants by country, read from a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import Kind, Matrix, Row

__all__ = ["CountryShare", "by_country"]


@dataclass(frozen=True, slots=True)
class CountryShare:
    """What a country has of a series."""

    iri: str | None
    """None: those of whom no country is known."""
    label: Text
    participants: int
    attendances: int


def by_country(store: Store, matrices: Sequence[Matrix]) -> list[CountryShare]:
    """Count the participants of series and their attendances by country, most attendances first.

    A country that took part counts for itself; anybody else for the countries that the data states of it or of its participations
    (`icm:country`; what was only inferred is not counted). Who has two counts for both. Last, those without.
    """
    look = Lookups(store)
    counted: dict[NamedNode | None, tuple[set[str], int]] = {}
    for matrix in matrices:
        for row in matrix.rows:
            for country in _countries(look, row) or (None,):
                who, attended = counted.get(country, (set(), 0))
                counted[country] = (who | {row.iri}, attended + row.attended)
    shares = [
        CountryShare(
            country.value if country else None,
            look.label(country) if country else Text(""),
            len(who),
            attended,
        )
        for country, (who, attended) in counted.items()
    ]
    return sorted(
        shares, key=lambda one: (one.iri is None, -one.attendances, -one.participants, one.label.value)
    )


def _countries(look: Lookups, row: Row) -> list[NamedNode]:
    thing = NamedNode(row.iri)
    if row.kind is Kind.COUNTRY:
        return [thing]
    records = [NamedNode(record.iri) for cell in row.cells for record in cell.records if record.iri]
    return list(
        dict.fromkeys(country for one in (thing, *records) for country in look.things(one, Icm.country))
    )
