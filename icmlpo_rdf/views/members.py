"""The members of the bodies that a store speaks of: who, in which role, since when and until when."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Schema
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import Kind, Role, kind_of, role_of
from icmlpo_rdf.views.engine_counts import counts

__all__ = ["Body", "Member", "bodies_of", "list_bodies", "members_of"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that has members, or had."""

    iri: str
    label: Text
    wikipedia: str | None
    """The address of its page, if one is linked."""
    memberships: int
    """Records, of former members and observers too."""
    members: int
    """Those of whom they tell."""


@dataclass(frozen=True, slots=True)
class Member:
    """One membership: one participant in one body in one role, as one page tells it."""

    iri: str
    """The membership's."""
    member: str
    """The participant's IRI."""
    label: Text
    kind: Kind
    role: Role
    name: Text
    """As printed."""
    places: tuple[Text, ...]
    """As printed, else the labels of its countries."""
    statuses: tuple[Text, ...]
    """Remarks as printed, such as 已解散."""
    start: str | None
    """Since when, as precise as it is printed: `2008`, `2008-05`, `2008-05-03`."""
    end: str | None
    wikipedia: str | None
    """The address of the member's page, if one is linked."""
    evidence: tuple[Evidence, ...]


def list_bodies(store: Store) -> tuple[Body, ...]:
    """Return all bodies of a store that have membership records, by label."""
    look = Lookups(store)
    query = (
        f"SELECT ?body (COUNT(DISTINCT ?record) AS ?records) (COUNT(DISTINCT ?member) AS ?members) {{ "
        f"?record {Rdf.type} {Icm.MEMBERSHIP} ; {Org.organization} ?body OPTIONAL {{ ?record {Org.member} ?member }} "
        "} GROUP BY ?body"
    )
    bodies = [
        Body(body.value, look.label(body), look.page(body), records, members)
        for body, (records, members) in counts(store, query)
    ]
    return tuple(sorted(bodies, key=lambda one: (one.label.value, one.iri)))


def bodies_of(look: Lookups, who: NamedNode) -> frozenset[NamedNode]:
    """Return the bodies that somebody is or was a member of; observers and candidates are none."""
    return frozenset((*look.things(who, Icm.member_of), *look.subjects(Icm.has_member, who)))


def members_of(store: Store, iri: str) -> tuple[Member, ...]:
    """Return the membership records of a body: founding members first, former ones last, then by name."""
    look = Lookups(store)
    order = [Role.FOUNDING_MEMBER, Role.MEMBER, Role.ASSOCIATE_MEMBER, Role.CANDIDATE]
    order += [role for role in Role if role not in order]
    found = [
        _member(look, record, member)
        for record in look.subjects(Org.organization, NamedNode(iri))
        for member in look.things(record, Org.member)
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.role), one.label.value, one.member, one.iri)))


def _member(look: Lookups, record: NamedNode, member: NamedNode) -> Member:
    places = look.texts(record, Icm.place_as_printed)
    return Member(
        iri=record.value,
        member=member.value,
        label=look.label(member),
        kind=kind_of(look.classes(member)),
        role=role_of(look.things(record, Org.role)),
        name=look.text(record, Icm.name_as_printed) or look.label(member),
        places=tuple(places or (look.label(one) for one in look.things(member, Icm.country))),
        statuses=tuple(look.texts(record, Icm.status_as_printed)),
        start=look.value(record, Schema.start_date),
        end=look.value(record, Schema.end_date),
        wikipedia=look.page(member),
        evidence=look.evidence(record),
    )
