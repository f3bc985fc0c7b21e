"""The one order in which the facts about a thing are shown, wherever they are: on the terminal, on the site, as Turtle."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skos, Skosxl
from icmlpo_rdf.store.lookups import Lookups, Term

__all__ = ["fact_rank", "value_rank"]

# As people ask: what is it, what is it called, who and of what, as what, under which name, when, where, what did it do,
# where is it from, what is it not, where is more of it; the lines that state it come last.
_ORDER: Final = {
    predicate: rank
    for rank, predicate in enumerate((
        Rdf.type, Rdfs.label, Skos.alt_label, Skosxl.pref_label, Skosxl.alt_label, Skosxl.literal_form, Schema.name,
        Icm.meeting, Icm.organization, Icm.participant, Org.member, Org.organization, Org.role, Icm.role, Icm.on_behalf_of,
        Icm.name_as_printed, Icm.series, Icm.ordinal, Icm.year, Schema.start_date, Schema.end_date, Icm.date_as_printed,
        Schema.location, Icm.place_as_printed, Icm.region_as_printed, Icm.status_as_printed,
        Icm.attended, Icm.attended_by, Icm.has_participation, Icm.member_of, Icm.has_member,
        Icm.country, Icm.inferred_country, Icm.region, Owl.different_from, Rdfs.see_also, Dcterms.subject,
        Foaf.is_primary_topic_of, Icm.in_dump, Icm.wikilink, Dcterms.references, Prov.was_derived_from, Icm.stated_at,
    ))
}  # fmt: skip


def fact_rank(predicate: NamedNode) -> tuple[int, str]:
    """Return what sorts the properties of a thing; those that are not ours stand last, by their IRIs."""
    return _ORDER.get(predicate, len(_ORDER)), predicate.value


def value_rank(value: Term, look: Lookups) -> tuple[int, str]:
    """Return what sorts the values of one property: meetings newest first, everything else by its label or text."""
    if isinstance(value, NamedNode):
        order = look.order(value)
        return order, value.value if order else look.label(value).value
    return 0, str(value)
