"""The page about who takes part, a series, a body, a country: names, meetings, companions, members, memberships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Rdfs, Schema, Skos
from icmlpo_rdf.serve.attendances import Attendances
from icmlpo_rdf.serve.fact_groups import Reader, Value, things_in
from icmlpo_rdf.serve.role_names import ROLE_NAMES
from icmlpo_rdf.serve.section_proofs import Mark, SectionProofs
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Lookups, Text, is_visible
from icmlpo_rdf.views.attendance import RowOrder, role_of
from icmlpo_rdf.views.members import Member, members_of
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["thing_values"]

_COMPANIONS = 12
_LISTED = 400
_MEETINGS_COUNTED = 200
_SHOWN_ELSEWHERE = (
    Rdf.type,
    Icm.attended,
    Icm.has_member,
    Icm.member_of,
    Icm.wikilink,
    Rdfs.label,
    Skos.alt_label,
)


@dataclass(frozen=True, slots=True)
class Companion:
    """One who sat at the same meetings."""

    iri: str
    label: Text
    meetings: int


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership: of a member on the page of the body, of a body on the page of the member."""

    iri: str
    label: Text
    printed: Text | None
    places: tuple[Text, ...]
    role: str
    start: str | None
    end: str | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting of a series."""

    iri: str
    label: Text
    attended_by: int


def thing_values(site: Site, reader: Reader, node: NamedNode, types: set[NamedNode]) -> dict[str, object]:
    """What the page about a thing shows."""
    look = reader.look
    sections = {name: reader.proofs(name) for name in ("name", "attended", "member", "membership", "fact")}
    attended = look.things(node, Icm.attended)
    rows = Attendances(reader, site.addresses, sections["attended"])
    newest = sorted(attended[:_LISTED], key=lambda one: _newest_first(look, one))
    meetings = [rows.attended(node, one) for one in newest]
    has_matrix = any(one.iri == node.value for one in site.series)
    members = members_of(site.store, node.value) if look.subjects(Org.organization, node) else ()
    groups = reader.groups(node.value, _SHOWN_ELSEWHERE, sections["fact"])
    companions = _companions(reader, node, attended)
    memberships = _memberships(site, reader, node, sections["membership"])
    wikilinks = look.things(node, Icm.wikilink)[:_LISTED]
    from_here = _from_here(look, node)
    shown = [one.iri for one in (*companions, *from_here)] + [one.iri for one in meetings]
    shown += [one.iri for one in memberships] + [one.member for one in members[:_LISTED]]
    shown += [*(one.value for one in wikilinks), *things_in(groups), node.value]
    parts = site.documents.parts(node.value) if "#" not in node.value else []
    return {
        "which": qualifiers(look, shown),
        "kinds": reader.kinds(node, types),
        "has_matrix": has_matrix,
        "names": _names(reader, node, sections["name"]),
        "meetings": meetings,
        "companions": companions,
        "held": _held(site, look, node, has_matrix=has_matrix),
        "members": _by_role(site, reader, members[:_LISTED], sections["member"]),
        "members_count": len(members),
        "members_more": max(0, len(members) - _LISTED),
        "memberships": memberships,
        "from_here": from_here[:_LISTED],
        "from_here_more": max(0, len(from_here) - _LISTED),
        "groups": groups,
        "proofs": sections,
        "tellers": len(site.linked.tellers(node)) if has_matrix or members else 0,
        "wikilinks": [(one.value, look.label(one)) for one in wikilinks],
        "own": [(one, one.partition("#")[2]) for one in parts[:2_000]],
        "quotes": reader.quotes(look.evidence(node)),
    }


def _newest_first(look: Lookups, meeting: NamedNode) -> tuple[int, int, str]:
    year, ordinal = look.number(meeting, Icm.year), look.number(meeting, Icm.ordinal)
    return (-(year or 0), -(ordinal or 0), meeting.value)


def _held(site: Site, look: Lookups, node: NamedNode, *, has_matrix: bool) -> list[Held]:
    """The meetings of a series, by number and year, latest first; of what is none, those that its page tells of."""
    meetings = look.subjects(Icm.series, node)
    if not meetings and has_matrix:
        meetings = [NamedNode(one.iri) for one in site.matrix(node.value, RowOrder.FIRST_SEEN).columns]

    def latest(one: NamedNode) -> tuple[int, int, str]:
        return (-(look.number(one, Icm.ordinal) or 0), -(look.number(one, Icm.year) or 0), one.value)

    return [
        Held(one.value, look.label(one), len(look.things(one, Icm.attended_by)))
        for one in sorted(meetings, key=latest)
    ]


def _by_role(
    site: Site, reader: Reader, members: Sequence[Member], proofs: SectionProofs
) -> list[tuple[str, list[Membership]]]:
    """Members, role by role."""
    found: dict[str, list[Membership]] = {}
    for one in members:
        mark = proofs.mark(NamedNode(one.iri), one.label, site.addresses.page(one.iri))
        printed = one.name if one.name.value != one.label.value else None
        role = reader.words.gettext(ROLE_NAMES[one.role])
        row = Membership(one.member, one.label, printed, one.places, role, one.start, one.end, mark)
        found.setdefault(role, []).append(row)
    return list(found.items())


def _memberships(site: Site, reader: Reader, node: NamedNode, proofs: SectionProofs) -> list[Membership]:
    """What somebody is a member of; bodies of which no record tells come last."""
    look = reader.look
    found, told = [], set()
    for record in look.subjects(Org.member, node)[:_LISTED]:
        for body in look.things(record, Org.organization):
            label, printed = look.label(body), look.text(record, Icm.name_as_printed)
            told.add(body)
            found.append(
                Membership(
                    iri=body.value,
                    label=label,
                    printed=printed if printed and printed.value != look.label(node).value else None,
                    places=(),
                    role=reader.words.gettext(ROLE_NAMES[role_of(look.things(record, Org.role))]),
                    start=look.value(record, Schema.start_date),
                    end=look.value(record, Schema.end_date),
                    mark=proofs.mark(record, label, site.addresses.page(record.value)),
                )
            )
    found += [
        Membership(one.value, look.label(one), None, (), "", None, None, None)
        for one in look.things(node, Icm.member_of)[:_LISTED]
        if one not in told
    ]
    return found


def _from_here(look: Lookups, node: NamedNode) -> list[Companion]:
    """Who a country's participants are, with how many meetings each attended, most first."""
    found = [one for one in look.subjects(Icm.country, node) if not _is_record(look, one)]
    counted = [Companion(one.value, look.label(one), len(look.things(one, Icm.attended))) for one in found]
    return sorted(counted, key=lambda one: (-one.meetings, one.label.value, one.iri))


def _is_record(look: Lookups, thing: NamedNode) -> bool:
    return bool(look.classes(thing) & {Icm.PARTICIPATION, Icm.MEMBERSHIP})


def _names(reader: Reader, node: NamedNode, proofs: SectionProofs) -> list[Value]:
    values: list[Value] = []
    for predicate in (Rdfs.label, Skos.alt_label):
        found = {quad.object for quad in reader.store.quads_for_pattern(node, predicate, None, None)}
        visible = [one for one in found if is_visible(str(getattr(one, "value", "")))]
        if visible:
            values += reader.group(node, predicate, visible, proofs).values
    return values


def _companions(reader: Reader, node: NamedNode, attended: list[NamedNode]) -> list[Companion]:
    met: Counter[NamedNode] = Counter()
    for meeting in attended[:_MEETINGS_COUNTED]:
        met.update(one for one in reader.look.things(meeting, Icm.attended_by) if one != node)
    best = sorted(met.items(), key=lambda one: (-one[1], one[0].value))[:_COMPANIONS]
    return [Companion(one.value, reader.look.label(one), count) for one, count in best]
