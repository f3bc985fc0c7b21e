"""`/page/…`: the page for people about a thing: a series, a meeting, who attends, a record, a source, the ontology."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response

from icmlpo_rdf.graph.lookups import Lookups, Text, is_visible
from icmlpo_rdf.graph.members import members_of
from icmlpo_rdf.graph.serve.documents import ONTOLOGY
from icmlpo_rdf.graph.serve.evidence import Quote
from icmlpo_rdf.graph.serve.facts import Group, Reader, Value
from icmlpo_rdf.graph.serve.linked_data import find_thing, links_of, sent_path
from icmlpo_rdf.graph.serve.responses import html, problem, site_of
from icmlpo_rdf.graph.serve.site import Site
from icmlpo_rdf.graph.serve.source_page import source_page
from icmlpo_rdf.graph.succession import in_order, participants, steps
from icmlpo_rdf.quads.vocab import Icm, Org, Owl, Rdf, Rdfs, Skos

__all__ = ["page"]

_PARTICIPANTS = (Icm.ORGANIZATION, Icm.COUNTRY, Icm.PERSON, Icm.PARTICIPANT)
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
    found = find_thing(site, sent_path(request, "/page/"))
    part = request.query_params.get("part")
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
    values = _common(site, reader, iri, types)
    if any(one in types for one in _RECORDS):
        return html(request, "record.html", {**values, **_record(reader, node)}, links=links)
    if Icm.MEETING in types:
        return html(request, "meeting.html", {**values, **_meeting(site, reader, node)}, links=links)
    return html(request, "thing.html", {**values, **_thing(site, reader, node, types)}, links=links)


def _common(site: Site, reader: Reader, iri: str, types: set[NamedNode]) -> dict[str, object]:
    kinds = sorted((reader.name(one), one.value) for one in types if one != Icm.WIKILINK_TARGET)
    label = reader.look.label(NamedNode(iri))
    return {
        "iri": iri,
        "kinds": [name for name, _ in kinds] or ["linked from a page" if types else "named in the data"],
        "label": label,
        "document": iri.partition("#")[0],
        "has_matrix": any(one.iri == iri for one in site.series),
    }


def _record(reader: Reader, node: NamedNode) -> dict[str, object]:
    look = reader.look
    ends = look.things(node, Icm.organization, Icm.participant, Org.member)
    ends += look.things(node, Icm.meeting, Org.organization)
    return {
        "groups": reader.groups(node.value),
        "quotes": reader.quotes(look.evidence(node)),
        "ends": [look.label(one) for one in ends],
    }


def _meeting(site: Site, reader: Reader, node: NamedNode) -> dict[str, object]:
    look = reader.look
    series = look.things(node, Icm.series)
    around = _around(look, node, series)
    attended_by = look.things(node, Icm.attended_by)
    came = {who for who in attended_by if around.then and who not in around.then}
    known = {who for who in came if not around.earlier.isdisjoint(look.things(who, Icm.attended))}
    people = [
        _attendance(
            site,
            reader,
            who,
            node,
            of=who,
            is_new=who in came - known,
            is_back=who in known,
            is_last=bool(around.next) and who not in around.next,
        )
        for who in attended_by[:_LISTED]
    ]
    people.sort(key=lambda one: (one.places[0].value if one.places else "￿", one.label.value, one.iri))
    return {
        "attendances": people,
        "more": max(0, len(attended_by) - _LISTED),
        "series": [(one.value, look.label(one)) for one in series],
        "before": around.before and (around.before.value, look.label(around.before)),
        "after": around.after and (around.after.value, look.label(around.after)),
        "ordinal": look.number(node, Icm.ordinal),
        "year": look.number(node, Icm.year),
        "quotes": reader.quotes(look.evidence(node)),
        "groups": reader.groups(node.value, without=(Icm.attended_by, Rdf.type, Icm.series)),
    }


@dataclass(frozen=True, slots=True)
class _Around:
    """The meetings before and after one in its series, and who can be compared with theirs, as in the matrix."""

    before: NamedNode | None = None
    after: NamedNode | None = None
    then: frozenset[NamedNode] = frozenset()
    """Who was at the one before; empty when the two cannot be compared."""
    next: frozenset[NamedNode] = frozenset()
    """Who was at the one after; empty likewise."""
    earlier: frozenset[NamedNode] = frozenset()
    """All the meetings before."""


def _around(look: Lookups, node: NamedNode, series: list[NamedNode]) -> _Around:
    """A meeting of several series is shown in the first."""
    if not series:
        return _Around()
    ordered = steps(look, in_order(look, look.subjects(Icm.series, series[0])))
    index = next(index for index, step in enumerate(ordered) if step.meeting == node)
    here, following = ordered[index], ordered[index + 1] if index + 1 < len(ordered) else None

    def comparable(one: NamedNode | None, missing: tuple[int, int] | None) -> frozenset[NamedNode]:
        return frozenset(participants(look, one)) if one and missing is None else frozenset()

    return _Around(
        before=here.before,
        after=following.meeting if following else None,
        then=comparable(here.before, here.missing),
        next=comparable(following.meeting, following.missing) if following else frozenset(),
        earlier=frozenset(step.meeting for step in ordered[:index]),
    )


def _attendance(  # noqa: PLR0913 - what a line of the page shows
    site: Site,
    reader: Reader,
    who: NamedNode,
    meeting: NamedNode,
    *,
    of: NamedNode,
    is_new: bool = False,
    is_back: bool = False,
    is_last: bool = False,
) -> Attendance:
    look = reader.look
    # From the end that the page is about, whose records are looked up once.
    record = (
        look.record(who, Icm.attended, meeting)
        if of == meeting
        else look.record(meeting, Icm.attended_by, who)
    )
    printed = look.text(record, Icm.name_as_printed) if record else None
    label = look.label(of)
    return Attendance(
        iri=of.value,
        label=label,
        printed=printed if printed and printed.value != look.label(who).value else None,
        places=tuple(look.texts(record, Icm.place_as_printed)) if record else (),
        roles=tuple(reader.name(one) for one in look.things(record, Icm.role)) if record else (),
        year=look.number(meeting, Icm.year),
        ordinal=look.number(meeting, Icm.ordinal),
        proof=site.addresses.page(record.value) if record else None,
        quotes=reader.quotes(look.evidence(record)) if record else (),
        is_new=is_new,
        is_back=is_back,
        is_last=is_last,
    )


def _thing(site: Site, reader: Reader, node: NamedNode, types: set[NamedNode]) -> dict[str, object]:
    look = reader.look
    attended = look.things(node, Icm.attended)
    meetings = [_attendance(site, reader, node, one, of=one) for one in attended[:_LISTED]]
    meetings.sort(key=lambda one: (-(one.year or 0), -(one.ordinal or 0), one.iri))
    held = [_held(look.number(one, Icm.ordinal), one, reader) for one in look.subjects(Icm.series, node)]
    members = members_of(site.store, node.value) if look.subjects(Org.organization, node) else ()
    shown_elsewhere = (Rdf.type, Icm.attended, Icm.has_member, Icm.wikilink, Rdfs.label, Skos.alt_label)
    parts = site.documents.parts(node.value) if "#" not in node.value else []
    return {
        "is_participant": any(one in types for one in _PARTICIPANTS),
        "names": _names(reader, node),
        "meetings": meetings,
        "companions": _companions(reader, node, attended),
        "held": sorted(held, key=lambda one: one[0]),
        "members": [(one, reader.quotes(one.evidence)) for one in members[:_LISTED]],
        "members_more": max(0, len(members) - _LISTED),
        "groups": reader.groups(node.value, without=shown_elsewhere),
        "wikilinks": [(one.value, look.label(one)) for one in look.things(node, Icm.wikilink)[:_LISTED]],
        "own": [(one, one.partition("#")[2]) for one in parts[:2_000]],
        "quotes": reader.quotes(look.evidence(node)),
    }


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
