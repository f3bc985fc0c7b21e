"""`/page/…`: the page for people about a thing: a series, a meeting, who attends, a record, a source, the ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.agree.comparing import tellers
from icmlpo_rdf.quads.vocab import Icm, Org, Owl, Rdf, Rdfs, Skos
from icmlpo_rdf.serve.documents import ONTOLOGY
from icmlpo_rdf.serve.fact_groups import Group, Reader, Value
from icmlpo_rdf.serve.linked_data import links_of, part_of, sent_path, thing_at
from icmlpo_rdf.serve.quotations import Quote
from icmlpo_rdf.serve.responses import html, problem, site_of
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.serve.source_page import source_page
from icmlpo_rdf.store.lookups import Lookups, Text, is_visible
from icmlpo_rdf.views.attendance import RowOrder
from icmlpo_rdf.views.meeting_order import MeetingOrder
from icmlpo_rdf.views.members import members_of
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["page"]

_RECORDS = (Icm.PARTICIPATION, Icm.MEMBERSHIP)
_COMPANIONS = 12
_LISTED = 400
_MEETINGS_COUNTED = 200


@dataclass(frozen=True, slots=True)
class Attendance:
    """One who attended a meeting, or a meeting that one attended."""

    iri: str
    label: Text
    printed: Text | None
    places: tuple[Text, ...]
    roles: tuple[str, ...]
    year: int | None
    ordinal: int | None
    proof: str | None
    quotes: tuple[Quote, ...]
    is_new: bool = False
    """At this meeting of the series for the first time, as the matrix has it."""
    is_back: bool = False
    """Not at the meeting before, but at an earlier one."""
    is_last: bool = False
    """Not at the next one."""


@dataclass(frozen=True, slots=True)
class Companion:
    """One who sat at the same meetings."""

    iri: str
    label: Text
    meetings: int


def page(request: Request) -> Response:
    """The page about the thing that the address names."""
    site = site_of(request)
    found = thing_at(site, sent_path(request, "/page/"))
    part = part_of(request)
    iri = f"{found}#{part}" if found and part else found
    if iri is None or not site.documents.is_known(iri):
        return problem(request, 404, "the data knows no such thing; look for it on the front page")
    links = links_of(site, iri, canonical=site.addresses.page(iri))
    if iri == ONTOLOGY:
        return html(request, "ontology.html", _ontology(site), links=links)
    types = site.documents.types(iri)
    if Icm.PAGE in types:
        return source_page(request, iri, links)
    reader = site.reader(iri)
    node = NamedNode(iri)
    values = _common(reader, iri)
    if any(one in types for one in _RECORDS):
        return html(request, "record.html", {**values, **_record(reader, node, types)}, links=links)
    if Icm.MEETING in types:
        values |= {"tellers": len(tellers(reader.store, node))}
        return html(request, "meeting.html", {**values, **_meeting(site, reader, node)}, links=links)
    return html(request, "thing.html", {**values, **_thing(site, reader, node, types)}, links=links)


def _common(reader: Reader, iri: str) -> dict[str, object]:
    return {"iri": iri, "label": reader.look.label(NamedNode(iri)), "document": iri.partition("#")[0]}


def _record(reader: Reader, node: NamedNode, types: set[NamedNode]) -> dict[str, object]:
    look = reader.look
    ends = look.things(node, Icm.organization, Icm.participant, Org.member)
    ends += look.things(node, Icm.meeting, Org.organization)
    return {
        "kinds": reader.kinds(types),
        "groups": reader.groups(node.value),
        "quotes": reader.quotes(look.evidence(node)),
        "ends": [look.label(one) for one in ends],
    }


def _meeting(site: Site, reader: Reader, node: NamedNode) -> dict[str, object]:
    look = reader.look
    series = look.things(node, Icm.series)
    # A meeting of several series is shown in the first.
    order = MeetingOrder(look, look.subjects(Icm.series, series[0]) if series else [node])
    attended_by = look.things(node, Icm.attended_by)
    changes = order.changes(node)
    before, after = order.before(node), order.after(node)
    people = [
        replace(
            _attendee(site, reader, who, node),
            is_new=who in (changes.newcomers or ()),
            is_back=who in (changes.returners or ()),
            is_last=who in (changes.leavers or ()),
        )
        for who in attended_by[:_LISTED]
    ]
    people.sort(key=lambda one: (one.places[0].value if one.places else "￿", one.label.value, one.iri))
    groups = reader.groups(node.value, without=(Icm.attended_by, Rdf.type, Icm.series))
    return {
        "which": qualifiers(look, [*(one.iri for one in people), *_things_in(groups), node.value]),
        "changes": {
            "new": any(one.is_new for one in people),
            "back": any(one.is_back for one in people),
        },
        "attendances": people,
        "more": max(0, len(attended_by) - _LISTED),
        "series": [(one.value, look.label(one)) for one in series],
        "before": before and (before.value, look.label(before)),
        "after": after and (after.value, look.label(after)),
        "quotes": reader.quotes(look.evidence(node)),
        "groups": groups,
    }


def _things_in(groups: Iterable[Group]) -> Iterator[str]:
    """The IRIs of the things that facts lead to."""
    return (value.iri for group in groups for value in group.values if value.iri)


# Records are looked up from the end that the page is about, so that they are looked up once.
def _attendee(site: Site, reader: Reader, who: NamedNode, meeting: NamedNode) -> Attendance:
    """One who attended, on the page of the meeting."""
    record = reader.look.record(meeting, Icm.attended_by, who)
    return _attendance(site, reader, who, meeting, of=who, record=record)


def _attended(site: Site, reader: Reader, who: NamedNode, meeting: NamedNode) -> Attendance:
    """A meeting, on the page of one who attended it."""
    record = reader.look.record(who, Icm.attended, meeting)
    return _attendance(site, reader, who, meeting, of=meeting, record=record)


def _attendance(  # noqa: PLR0913 - what both show
    site: Site,
    reader: Reader,
    who: NamedNode,
    meeting: NamedNode,
    *,
    of: NamedNode,
    record: NamedNode | None,
) -> Attendance:
    look = reader.look
    printed = look.text(record, Icm.name_as_printed) if record else None
    return Attendance(
        iri=of.value,
        label=look.label(of),
        printed=printed if printed and printed.value != look.label(who).value else None,
        places=tuple(look.texts(record, Icm.place_as_printed)) if record else (),
        roles=tuple(reader.name(one) for one in look.things(record, Icm.role)) if record else (),
        year=look.number(meeting, Icm.year),
        ordinal=look.number(meeting, Icm.ordinal),
        proof=site.addresses.page(record.value) if record else None,
        quotes=reader.quotes(look.evidence(record)) if record else (),
    )


def _thing(site: Site, reader: Reader, node: NamedNode, types: set[NamedNode]) -> dict[str, object]:
    look = reader.look
    attended = look.things(node, Icm.attended)
    meetings = [_attended(site, reader, node, one) for one in attended[:_LISTED]]
    meetings.sort(key=lambda one: (-(one.year or 0), -(one.ordinal or 0), one.iri))
    has_matrix = any(one.iri == node.value for one in site.series)
    held = [
        _held(look.number(one, Icm.ordinal), one, reader)
        for one in _meetings_of(site, look, node, has_matrix)
    ]
    members = members_of(site.store, node.value) if look.subjects(Org.organization, node) else ()
    shown_elsewhere = (Rdf.type, Icm.attended, Icm.has_member, Icm.wikilink, Rdfs.label, Skos.alt_label)
    parts = site.documents.parts(node.value) if "#" not in node.value else []
    groups = reader.groups(node.value, without=shown_elsewhere)
    companions = _companions(reader, node, attended)
    wikilinks = look.things(node, Icm.wikilink)[:_LISTED]
    shown = [one.iri for one in companions] + [one.member for one in members[:_LISTED]]
    shown += [
        *(one.iri for one in meetings),
        *(one.value for one in wikilinks),
        *_things_in(groups),
        node.value,
    ]
    return {
        "which": qualifiers(look, shown),
        "kinds": reader.kinds(types),
        "has_matrix": has_matrix,
        "names": _names(reader, node),
        "meetings": meetings,
        "companions": companions,
        "held": sorted(held, key=lambda one: one[0]),
        "members": [(one, reader.quotes(one.evidence)) for one in members[:_LISTED]],
        "members_more": max(0, len(members) - _LISTED),
        "groups": groups,
        "tellers": len(tellers(reader.store, node)) if has_matrix or members else 0,
        "wikilinks": [(one.value, look.label(one)) for one in wikilinks],
        "own": [(one, one.partition("#")[2]) for one in parts[:2_000]],
        "quotes": reader.quotes(look.evidence(node)),
    }


def _meetings_of(site: Site, look: Lookups, node: NamedNode, has_matrix: bool) -> list[NamedNode]:
    """The meetings of a series; of what is none, those that its page tells of."""
    if meetings := look.subjects(Icm.series, node):
        return meetings
    columns = site.matrix(node.value, RowOrder.FIRST_SEEN).columns if has_matrix else ()
    return [NamedNode(one.iri) for one in columns]


def _held(
    ordinal: int | None, meeting: NamedNode, reader: Reader
) -> tuple[tuple[int, int, str], str, Text, int]:
    year = reader.look.number(meeting, Icm.year)
    count = len(reader.look.things(meeting, Icm.attended_by))
    return (-(ordinal or 0), -(year or 0), meeting.value), meeting.value, reader.look.label(meeting), count


def _names(reader: Reader, node: NamedNode) -> list[Value]:
    values: list[Value] = []
    for predicate in (Rdfs.label, Skos.alt_label):
        found = {quad.object for quad in reader.store.quads_for_pattern(node, predicate, None, None)}
        if found:
            shown = reader.group(node, predicate, found).values
            values += [one for one in shown if is_visible(one.text.value)]
    return values


def _companions(reader: Reader, node: NamedNode, attended: list[NamedNode]) -> list[Companion]:
    met: Counter[NamedNode] = Counter()
    for meeting in attended[:_MEETINGS_COUNTED]:
        met.update(one for one in reader.look.things(meeting, Icm.attended_by) if one != node)
    best = sorted(met.items(), key=lambda one: (-one[1], one[0].value))[:_COMPANIONS]
    return [Companion(one.value, reader.look.label(one), count) for one, count in best]


def _ontology(site: Site) -> Mapping[str, object]:
    reader = site.reader(ONTOLOGY)
    classes: list[tuple[str, str, list[Group]]] = []
    properties: list[tuple[str, str, list[Group]]] = []
    individuals: list[tuple[str, str, list[Group]]] = []
    for part in site.documents.parts(ONTOLOGY):
        types = site.documents.types(part)
        entry = (part.partition("#")[2], part, reader.groups(part))
        if NamedNode(f"{Owl.different_from.value.partition('#')[0]}#Class") in types:
            classes.append(entry)
        elif any(one.value.endswith("Property") for one in types):
            properties.append(entry)
        else:
            individuals.append(entry)
    return {
        "iri": ONTOLOGY,
        "document": ONTOLOGY,
        "about": reader.groups(ONTOLOGY),
        "sections": (("Classes", classes), ("Properties", properties), ("Roles", individuals)),
    }
