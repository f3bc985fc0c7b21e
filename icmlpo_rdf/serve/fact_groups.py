"""The facts about a thing as a page shows them: grouped, labelled, each with the lines that state it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Icm, Prov, Skosxl
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.serve.languages import Words, marked
from icmlpo_rdf.serve.property_names import PROPERTY_NAMES
from icmlpo_rdf.serve.quotations import Quote, Sources
from icmlpo_rdf.serve.section_proofs import Mark, SectionProofs
from icmlpo_rdf.store.fact_order import fact_rank, value_rank
from icmlpo_rdf.store.lookups import Lookups, Term, Text, readable, short

__all__ = ["Group", "Reader", "Value", "things_in"]

_HIDDEN = {Skosxl.pref_label, Skosxl.alt_label, Icm.has_participation, Prov.was_derived_from, Icm.stated_at}
_SHOWN = 200
_BOOLEAN = NamedNode("http://www.w3.org/2001/XMLSchema#boolean")
_TRUTH = {"true": marked("yes"), "1": marked("yes"), "false": marked("no"), "0": marked("no")}
_LINKED, _NAMED = marked("linked from a page"), marked("named in the data")


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
    mark: Mark | None = None
    """Of its evidence, where the section tells it."""


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


def things_in(groups: Iterable[Group]) -> Iterator[str]:
    """The IRIs of the things that facts lead to."""
    return (value.iri for group in groups for value in group.values if value.iri)


class Reader:
    """Reads the facts about things out of a store, for one request."""

    def __init__(
        self,
        store: Store,
        addresses: Addresses,
        sources: Sources,
        words: Words,
        labels: Mapping[str, str],
    ) -> None:
        """`labels` are the names of our own properties and classes in the language of `words`, by IRI."""
        self.store = store
        self.words = words
        self.look = Lookups(store)
        self._addresses = addresses
        self._sources = sources
        self._labels = labels

    def proofs(self, section: str) -> SectionProofs:
        """What gathers the evidence of a section of a page."""
        return SectionProofs(section, self.look, self._sources)

    def groups(
        self, iri: str, without: Iterable[NamedNode] = (), proofs: SectionProofs | None = None
    ) -> list[Group]:
        """The facts about a thing, property by property, without some of them; `proofs` gathers their evidence."""
        node, hidden = NamedNode(iri), _HIDDEN.union(without)
        found: dict[NamedNode, set[Term]] = {}
        for predicate, value in self.look.statements(node):
            if predicate not in hidden:
                found.setdefault(predicate, set()).add(value)
        return [self.group(node, one, found[one], proofs) for one in sorted(found, key=fact_rank)]

    def group(
        self,
        subject: NamedNode,
        predicate: NamedNode,
        values: Iterable[Term],
        proofs: SectionProofs | None = None,
    ) -> Group:
        """One property with its values, each with its proof."""
        keyed = sorted(
            ((value_rank(one, self.look), str(one), one) for one in values), key=lambda one: one[:2]
        )
        shown = [self.value(subject, predicate, one, proofs) for _, _, one in keyed[:_SHOWN]]
        href, _ = self._addresses.link(predicate.value)
        own = href if predicate.value.startswith(PREFIXES["icm"]) else None
        return Group(
            self.name(predicate), short(predicate.value), own, tuple(shown), max(0, len(keyed) - _SHOWN)
        )

    def name(self, term: NamedNode) -> str:
        """What people call a property or a class."""
        if term in PROPERTY_NAMES:
            return self.words.gettext(PROPERTY_NAMES[term])
        return self._labels.get(term.value) or short(term.value)

    def kinds(self, thing: NamedNode, types: Iterable[NamedNode]) -> tuple[str, ...]:
        """What people call a thing of these classes; of one that has none the data tells no more than its name.

        A place that has a code of ISO 3166 is a country.
        """
        types = set(types)
        if Icm.PLACE in types and self.look.value(thing, Icm.iso_code):
            types = types - {Icm.PLACE} | {Icm.COUNTRY}
        found = sorted((self.name(one), one.value) for one in types if one != Icm.WIKILINK_TARGET)
        if found:
            return tuple(name for name, _ in found)
        return (self.words.gettext(_LINKED if types else _NAMED),)

    def value(
        self, subject: NamedNode, predicate: NamedNode, value: Term, proofs: SectionProofs | None
    ) -> Value:
        """One value with the mark of its proof."""
        record = self.look.record(subject, predicate, value)
        printed = self.look.text(record, Icm.name_as_printed) if record else None
        text, href, external = self.shown(value)
        return Value(
            text=text,
            iri="" if external or not isinstance(value, NamedNode) else value.value,
            href=href,
            external=external,
            printed=printed,
            mark=proofs.mark(record or subject, text, self._addresses.page(record.value) if record else None)
            if proofs is not None
            else None,
        )

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Lines, quoted."""
        return self._sources.quotes(evidence)

    def shown(self, value: Term) -> tuple[Text, str | None, bool]:
        """A term's text, where it leads to, and whether that is another site."""
        if isinstance(value, Literal):
            if value.datatype == _BOOLEAN and value.value in _TRUTH:
                return Text(self.words.gettext(_TRUTH[value.value]), self.words.tag.lower()), None, False
            return Text(value.value, (value.language or "").lower()), None, False
        if not isinstance(value, NamedNode):
            return Text(str(value)), None, False
        href, external = self._addresses.link(value.value)
        if value.value in self._labels:
            return Text(self._labels[value.value], self.words.tag.lower()), href, external
        if external:
            return Text(readable(short(value.value))), href, external
        return self.look.label(value), href, external
