"""Participants by country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Country, Matrix

__all__ = ["CountryShare", "by_country"]


@dataclass(frozen=True, slots=True)
class CountryShare:
    """What a country has of a series."""

    iri: str | None
    """None: those of whom no country is known."""
    label: Text
    participants: int
    attendances: int


def by_country(matrices: Sequence[Matrix]) -> list[CountryShare]:
    """Count the participants of series and their attendances by country, most attendances first.

    A country that took part counts for itself; anybody else for the countries that the data states of it or of its participations
    (`icm:country`; what was only inferred is not counted). Who has two counts for both. Last, those without.
    """
    counted: dict[Country | None, tuple[set[str], int]] = {}
    for matrix in matrices:
        for row in matrix.rows:
            for country in row.countries or (None,):
                who, attended = counted.get(country, (set(), 0))
                counted[country] = (who | {row.iri}, attended + row.attended)
    shares = [
        CountryShare(
            country.iri if country else None,
            country.label if country else Text(""),
            len(who),
            attended,
        )
        for country, (who, attended) in counted.items()
    ]
    return sorted(
        shares, key=lambda one: (one.iri is None, -one.attendances, -one.participants, one.label.value)
    )
