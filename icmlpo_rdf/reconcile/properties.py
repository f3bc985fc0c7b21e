"""What a column of a table may hold beside a name: properties of things that a candidate is told by, or that are fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.meeting_order import meetings_of
from icmlpo_rdf.views.members import bodies_of

__all__ = ["PROPERTIES", "Property", "Value"]

Value = NamedNode | str | int
"""A thing of the data, an identifier, or a year."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property, under the name that clients ask for it by."""

    name: str
    description: str
    kind: NamedNode | None
    """The class of its values where these are things."""
    values: Callable[[NamedNode, Lookups], list[Value]]


def _meetings(thing: NamedNode, look: Lookups) -> list[NamedNode]:
    """Of a participant those that it attended, of a series those that belong to it; the oldest first."""
    found = {*meetings_of(look, thing), *look.subjects(Icm.series, thing)}
    return sorted(found, key=lambda one: (-look.order(one), one.value))


def _memberships(thing: NamedNode, look: Lookups) -> list[NamedNode]:
    return sorted(bodies_of(look, thing), key=lambda one: one.value)


def _years(thing: NamedNode, look: Lookups) -> list[Value]:
    years = {look.number(one, Icm.year) for one in (thing, *_meetings(thing, look))}
    return sorted(one for one in years if one is not None)


def _wikidata(thing: NamedNode, look: Lookups) -> list[Value]:
    return list(look.items(thing))


PROPERTIES: Mapping[str, Property] = {
    "meetings": Property(
        "meetings",
        "The meetings that somebody attended, or that belong to a series",
        Icm.MEETING,
        lambda thing, look: list(_meetings(thing, look)),
    ),
    "memberships": Property(
        "memberships",
        "The bodies that somebody is or was a member of",
        Icm.ORGANIZATION,
        lambda thing, look: list(_memberships(thing, look)),
    ),
    "years": Property("years", "The years of these meetings, or of the meeting itself", None, _years),
    "wikidata": Property(
        "Wikidata item", "The item's number, such as Q668; `link` finds it", None, _wikidata
    ),
}
"""By the identifier that clients know a property by."""
