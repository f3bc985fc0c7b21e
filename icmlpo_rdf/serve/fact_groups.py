"""The facts about a thing as a page shows them: grouped, labelled, each with the lines that state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Dc, Dcterms, Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skos, Skosxl
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.serve.quotations import Quote, Sources
from icmlpo_rdf.store.fact_order import fact_rank, value_rank
from icmlpo_rdf.store.lookups import Lookups, Term, Text, readable, short

__all__ = ["Group", "Reader", "Value"]

# What a person calls a property; those of our own ontology bring their labels with them.
_NAMES = {
    Rdf.type: "is a",
    Rdfs.label: "name",
    Skos.alt_label: "other name",
    Rdfs.see_also: "see also",
    Owl.different_from: "not to be confused with",
    Dcterms.subject: "category",
    Dcterms.source: "source",
    Dcterms.references: "footnote",
    Dc.title: "title",
    Dc.publisher: "publisher",
    Dc.date: "date",
    Dcterms.license: "licence",
    Dcterms.rights: "rights",
    Dcterms.is_part_of: "part of",
    Foaf.is_primary_topic_of: "Wikipedia page",
    Foaf.primary_topic: "is about",
    Prov.was_derived_from: "stated in",
    Prov.specialization_of: "revision's address",
    Schema.start_date: "from",
    Schema.end_date: "until",
    Schema.location: "place",
    Schema.name: "file name",
    Schema.in_language: "language",
    Schema.sha256: "SHA-256",
    Schema.version: "revision of the dump",
    Schema.date_modified: "saved",
    Schema.about: "is about",
    Org.member: "member",
    Org.organization: "body",
    Org.role: "role",
    Skosxl.literal_form: "printed form",
}
# Those of the ontology, which the data does not use.
_NAMES |= {
    NamedNode(PREFIXES[prefix] + local): name
    for prefix, local, name in (
        ("rdfs", "comment", "meaning"),
        ("rdfs", "domain", "said of"),
        ("rdfs", "range", "leads to"),
        ("rdfs", "subClassOf", "kind of"),
        ("rdfs", "subPropertyOf", "kind of"),
        ("rdfs", "isDefinedBy", "defined in"),
        ("owl", "inverseOf", "other way round"),
        ("owl", "disjointWith", "never a"),
        ("owl", "versionInfo", "version"),
        ("owl", "versionIRI", "this version"),
        ("dcterms", "title", "title"),
        ("owl", "priorVersion", "version before"),
        ("dcterms", "description", "what it is"),
        ("dcterms", "abstract", "in short"),
        ("dcterms", "creator", "made by"),
        ("dcterms", "publisher", "published by"),
        ("dcterms", "created", "begun"),
        ("dcterms", "issued", "published"),
        ("dcterms", "modified", "changed"),
        ("dcterms", "language", "languages"),
        ("dcterms", "bibliographicCitation", "cite as"),
        ("skos", "example", "example"),
    )
}
_HIDDEN = {Skosxl.pref_label, Skosxl.alt_label, Icm.has_participation, Prov.was_derived_from, Icm.stated_at}
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Value:
    """What a property says, with its proof."""

    text: Text
    iri: str = ""
    """Of a thing here; empty for a text, or what is elsewhere."""
    href: str | None = None
    external: bool = False
    printed: Text | None = None
    """The name as the page prints it there, where it is another one."""
    quotes: tuple[Quote, ...] = ()
    proof: str | None = None
    """The page about the record that states it, if there is one."""


@dataclass(frozen=True, slots=True)
class Group:
    """One property of a thing, with its values."""

    name: str
    term: str
    """As a prefixed name, or an IRI."""
    href: str | None
    values: tuple[Value, ...]
    more: int
    """How many values more there are than are shown."""


class Reader:
    """Reads the facts about things out of a store, for one request."""

    def __init__(self, store: Store, addresses: Addresses, sources: Sources, labels: dict[str, str]) -> None:
        """`labels` are the names of our own properties and classes, by IRI."""
        self.store = store
        self.look = Lookups(store)
        self._addresses = addresses
        self._sources = sources
        self._labels = labels

    def groups(self, iri: str, without: Iterable[NamedNode] = ()) -> list[Group]:
        """The facts about a thing, property by property, without some of them."""
        node, hidden = NamedNode(iri), _HIDDEN.union(without)
        found: dict[NamedNode, set[Term]] = {}
        for predicate, value in self.look.statements(node):
            if predicate not in hidden:
                found.setdefault(predicate, set()).add(value)
        return [self.group(node, one, found[one]) for one in sorted(found, key=fact_rank)]

    def group(self, subject: NamedNode, predicate: NamedNode, values: Iterable[Term]) -> Group:
        """One property with its values, each with its proof."""
        keyed = sorted(
            ((value_rank(one, self.look), str(one), one) for one in values), key=lambda one: one[:2]
        )
        shown = [self.value(subject, predicate, one) for _, _, one in keyed[:_SHOWN]]
        href, _ = self._addresses.link(predicate.value)
        own = href if predicate.value.startswith(PREFIXES["icm"]) else None
        return Group(
            self.name(predicate), short(predicate.value), own, tuple(shown), max(0, len(keyed) - _SHOWN)
        )

    def name(self, term: NamedNode) -> str:
        """What people call a property or a class."""
        return _NAMES.get(term) or self._labels.get(term.value) or short(term.value)

    def kinds(self, types: Iterable[NamedNode]) -> tuple[str, ...]:
        """What people call a thing of these classes; of one that has none the data tells no more than its name."""
        types = set(types)
        found = sorted((self.name(one), one.value) for one in types if one != Icm.WIKILINK_TARGET)
        return tuple(name for name, _ in found) or ("linked from a page" if types else "named in the data",)

    def value(self, subject: NamedNode, predicate: NamedNode, value: Term) -> Value:
        """One value with its proof."""
        record = self.look.record(subject, predicate, value)
        evidence = self.look.evidence(record or subject)
        printed = self.look.text(record, Icm.name_as_printed) if record else None
        text, href, external = self.shown(value)
        return Value(
            text=text,
            iri="" if external or not isinstance(value, NamedNode) else value.value,
            href=href,
            external=external,
            printed=printed,
            quotes=self._sources.quotes(evidence),
            proof=self._addresses.page(record.value) if record else None,
        )

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Lines, quoted."""
        return self._sources.quotes(evidence)

    def shown(self, value: Term) -> tuple[Text, str | None, bool]:
        """A term's text, where it leads to, and whether that is another site."""
        if isinstance(value, Literal):
            return Text(value.value, (value.language or "").lower()), None, False
        if not isinstance(value, NamedNode):
            return Text(str(value)), None, False
        href, external = self._addresses.link(value.value)
        if value.value in self._labels:
            return Text(self._labels[value.value], "en"), href, external
        if external:
            return Text(readable(short(value.value))), href, external
        return self.look.label(value), href, external
