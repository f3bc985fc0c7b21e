"""The page about a meeting: when and where it met, who attended, as what, and who was new or back."""

from __future__ import annotations

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm, Rdf, Schema
from icmlpo_rdf.serve.attendances import Attendances
from icmlpo_rdf.serve.fact_groups import Reader, things_in
from icmlpo_rdf.serve.site import Site
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.meeting_order import MeetingOrder
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["meeting_values"]

_LISTED = 400
_LAST = "\uffff"


def meeting_values(site: Site, reader: Reader, node: NamedNode) -> dict[str, object]:
    """What the page about a meeting shows."""
    look = reader.look
    series = look.things(node, Icm.series)
    # A meeting of several series is shown in the first.
    order = MeetingOrder(look, look.subjects(Icm.series, series[0]) if series else [node])
    attended_by = look.things(node, Icm.attended_by)
    proofs, of_facts = reader.proofs("attended"), reader.proofs("fact")
    attendances = Attendances(reader, site.addresses, proofs)
    shown = sorted(attended_by[:_LISTED], key=lambda one: _country_first(look, node, one))
    people = [attendances.attendee(who, node, order.changes(node)) for who in shown]
    before, after = order.before(node), order.after(node)
    groups = reader.groups(node.value, (Icm.attended_by, Rdf.type, Icm.series), of_facts)
    return {
        "which": qualifiers(look, [*(one.iri for one in people), *things_in(groups), node.value]),
        "when": _when(look, node),
        "where": look.texts(node, Icm.place_as_printed)
        or [*map(look.label, look.things(node, Schema.location))],
        "changes": {
            "new": any(one.is_new for one in people),
            "back": any(one.is_back for one in people),
        },
        "attendances": people,
        "proofs": proofs,
        "more": max(0, len(attended_by) - _LISTED),
        "series": [(one.value, look.label(one)) for one in series],
        "before": before and (before.value, look.label(before)),
        "after": after and (after.value, look.label(after)),
        "quotes": reader.quotes(look.evidence(node)),
        "groups": groups,
        "fact_proofs": of_facts,
        "tellers": len(site.linked.tellers(node)),
    }


def _country_first(look: Lookups, meeting: NamedNode, who: NamedNode) -> tuple[str, str, str]:
    """By the place that is printed beside the name, then by name; who has no place comes last."""
    record = look.record(meeting, Icm.attended_by, who)
    place = look.text(record, Icm.place_as_printed) if record else None
    return (place.value if place else _LAST, look.label(who).value, who.value)


def _when(look: Lookups, node: NamedNode) -> Text | None:
    """The date as printed, else as it was understood, else the year."""
    if printed := look.text(node, Icm.date_as_printed):
        return printed
    start, end = look.value(node, Schema.start_date), look.value(node, Schema.end_date)
    if start:
        return Text(f"{start} – {end}" if end and end != start else start)
    year = look.number(node, Icm.year)
    return Text(str(year)) if year is not None else None
