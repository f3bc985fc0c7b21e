"""Each fact about a thing, with the lines of the page that state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from icmlpo_rdf.graph.sources import Evidence, Quotations, evidence_of
from icmlpo_rdf.graph.things import find_thing
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.vocab import Foaf, Icm, Org, Prov, Rdf, Rdfs, Schema, Skos, Skosxl

__all__ = ["Explanation", "Fact", "explain"]

_Object = NamedNode | BlankNode | Literal | Triple

# The order in which people ask: what is it, what is it called, what did it do, where; links last.
_ORDER = (
    Rdf.type, Rdfs.label, Skos.alt_label, Icm.series, Icm.ordinal, Icm.year, Schema.start_date, Schema.end_date,
    Schema.location, Icm.attended, Icm.attended_by, Icm.member_of, Icm.has_member, Icm.meeting, Icm.organization,
    Icm.participant, Org.member, Org.organization, Org.role, Icm.name_as_printed, Icm.place_as_printed, Icm.country, Icm.inferred_country, Icm.region,
    Icm.in_dump, Foaf.is_primary_topic_of,
)  # fmt: skip
# These say nothing of their own: the evidence itself, and the names and participations as things, which
# are shown as evidence of the facts that they stand for.
_HIDDEN = {Prov.was_derived_from, Skosxl.pref_label, Skosxl.alt_label, Icm.has_participation}


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about a thing."""

    predicate: str
    """As a prefixed name."""
    value: str
    """A literal's text, or a thing's label and IRI."""
    evidence: tuple[tuple[Evidence, tuple[str, ...]], ...]
    """The lines that state it, each with its quotation; quotations are empty when no source was given."""
    printed: str | None = None
    """The name as the page prints it there, where the fact comes from a row."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A thing and all that is said of it."""

    iri: str
    label: str
    facts: tuple[Fact, ...]


def explain(thing: str, store: Store, source: str | None = None) -> Explanation:
    """Return each fact about a thing with the lines that state it.

    Args:
        thing: its IRI, or a name that only one thing of the data has.
        store: the data.
        source: the source file, or a folder that holds it, to quote from; None quotes nothing.

    Raises:
        UsageError: nothing or more than one thing has the name.
        SourceError: the source is not there.
        StaleSourceError: the source was edited since the data was made.
    """
    subject = find_thing(thing, store)
    explainer = _Explainer(store, Quotations(store, source) if source is not None else None)
    return Explanation(subject.value, explainer.label(subject), tuple(explainer.facts(subject)))


class _Explainer:
    """Looks facts and their evidence up in a store."""

    def __init__(self, store: Store, quotations: Quotations | None) -> None:
        self._store = store
        self._quotations = quotations

    def facts(self, subject: NamedNode) -> Iterable[Fact]:
        statements = {
            (quad.predicate, quad.object)
            for quad in self._store.quads_for_pattern(subject, None, None, None)
            if quad.predicate not in _HIDDEN
        }
        rank = {predicate: number for number, predicate in enumerate(_ORDER)}
        for predicate, value in sorted(
            statements,
            key=lambda one: (rank.get(one[0], len(rank)), one[0].value, *self._place_in_list(one[1])),
        ):
            node = self._evidence_node(subject, predicate, value)
            printed = self._objects(node, Icm.name_as_printed) if node != subject else []
            yield Fact(
                predicate=_short(predicate.value),
                value=self._shown(value),
                evidence=tuple(self._evidence(node)),
                printed=printed[0].value if printed and isinstance(printed[0], Literal) else None,
            )

    def _evidence_node(self, subject: NamedNode, predicate: NamedNode, value: _Object) -> NamedNode:
        """The node that carries the evidence of a statement: a participation, a printed name, or the thing itself."""
        if predicate in {Icm.attended, Icm.attended_by}:
            meeting, organization = (value, subject) if predicate == Icm.attended else (subject, value)
            for who in (Icm.organization, Icm.participant):
                if record := self._record(who, organization, Icm.meeting, meeting):
                    return record
        if predicate in {Icm.member_of, Icm.has_member}:
            body, member = (value, subject) if predicate == Icm.member_of else (subject, value)
            if record := self._record(Org.member, member, Org.organization, body):
                return record
        if predicate in {Rdfs.label, Skos.alt_label}:
            for link in (Skosxl.pref_label, Skosxl.alt_label):
                for name in self._objects(subject, link):
                    if isinstance(name, NamedNode) and value in self._objects(name, Skosxl.literal_form):
                        return name
        return subject

    def _record(
        self, end: NamedNode, value: _Object, other: NamedNode, other_value: _Object
    ) -> NamedNode | None:
        """The participation or membership with these two ends."""
        for quad in self._store.quads_for_pattern(None, end, value, None):
            if isinstance(quad.subject, NamedNode) and other_value in self._objects(quad.subject, other):
                return quad.subject
        return None

    def _evidence(self, node: NamedNode) -> Iterable[tuple[Evidence, tuple[str, ...]]]:
        found = sorted(
            evidence
            for value in self._objects(node, Prov.was_derived_from)
            if isinstance(value, NamedNode) and (evidence := evidence_of(value.value))
        )
        for evidence in found:
            yield evidence, self._quotations.quote(evidence) if self._quotations else ()

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> list[_Object]:
        return [quad.object for quad in self._store.quads_for_pattern(subject, predicate, None, None)]

    def label(self, thing: NamedNode) -> str:
        """A thing's label, the page's language before English; its IRI when it has none."""
        labels = [one for one in self._objects(thing, Rdfs.label) if isinstance(one, Literal)]
        labels.sort(key=lambda one: (one.language == "en", one.value))
        return labels[0].value if labels else thing.value

    def _shown(self, value: _Object) -> str:
        if isinstance(value, Literal):
            return value.value
        if isinstance(value, NamedNode):
            short, label = _short(value.value), self.label(value)
            return (
                short
                if short != value.value
                else (value.value if label == value.value else f"{label} <{value.value}>")
            )
        return str(value)

    def _place_in_list(self, value: _Object) -> tuple[int, str]:
        """Meetings newest first, by ordinal or else year; everything else by its text."""
        if isinstance(value, NamedNode):
            for predicate in (Icm.ordinal, Icm.year):
                numbers = [one.value for one in self._objects(value, predicate) if isinstance(one, Literal)]
                if numbers and numbers[0].lstrip("-").isdigit():
                    return -int(numbers[0]), value.value
        return 0, str(value)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isidentifier():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
