"""The countries that a store speaks of: whose participants there are, and what they took part in themselves."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Store

from icmlpo_rdf.quads.vocab import Icm, Rdf
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.counting import counts

__all__ = ["Country", "list_countries"]


@dataclass(frozen=True, slots=True)
class Country:
    """A country: what took part as one, or has a code of ISO 3166; a town in a column of countries is none."""

    iri: str
    label: Text
    code: str
    """Of ISO 3166; empty where the data does not tell it."""
    participants: int
    """Those whose country it is."""
    meetings: int
    """Those that it attended in its own name."""
    bodies: int
    """Those of which it is a member in its own name."""


def list_countries(store: Store) -> tuple[Country, ...]:
    """Return all countries that have participants, attended a meeting or are members of a body, by label."""
    look = Lookups(store)
    kinds = f"VALUES ?kind {{ {Icm.PARTICIPANT} {Icm.ORGANIZATION} {Icm.PERSON} {Icm.COUNTRY} }}"
    own = f"?country {Rdf.type} {Icm.COUNTRY} ; {{}} ?thing"
    from_there = dict(
        counts(store, _counted(f"{kinds} ?thing {Icm.country} ?country ; {Rdf.type} ?kind", "?thing"))
    )
    meetings = dict(counts(store, _counted(own.format(Icm.attended), "?thing")))
    bodies = dict(counts(store, _counted(own.format(Icm.member_of), "?thing")))
    found = [
        Country(
            iri=one.value,
            label=look.label(one),
            code=look.value(one, Icm.iso_code) or "",
            participants=sum(from_there.get(one, ())),
            meetings=sum(meetings.get(one, ())),
            bodies=sum(bodies.get(one, ())),
        )
        for one in {*from_there, *meetings, *bodies}
        if Icm.COUNTRY in look.classes(one) or look.value(one, Icm.iso_code)
    ]
    return tuple(sorted(found, key=lambda one: (one.label.value, one.iri)))


def _counted(pattern: str, what: str) -> str:
    return f"SELECT ?country (COUNT(DISTINCT {what}) AS ?n) {{ {pattern} }} GROUP BY ?country"
