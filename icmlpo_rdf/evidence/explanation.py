"""Each fact about a thing, with the lines of the page that state it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store, Triple

from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Owl, Prov, Rdf, Rdfs, Schema, Skosxl
from icmlpo_rdf.query.name_resolution import find_thing
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.store.decided import DECISION_GRAPH
from icmlpo_rdf.store.fact_order import fact_rank, value_rank
from icmlpo_rdf.store.lookups import Lookups, Term, short

__all__ = ["Explanation", "Fact", "explain"]

# These say nothing of their own: the evidence itself, and the names and participations as things, which
# are shown as evidence of the facts that they stand for.
_HIDDEN = {Prov.was_derived_from, Icm.stated_at, Skosxl.pref_label, Skosxl.alt_label, Icm.has_participation}


@dataclass(frozen=True, slots=True, repr=False)
class Fact(ShortRepr):
    """One statement about a thing."""

    predicate: str
    """As a prefixed name."""
    value: str
    """A literal's text, or a thing's label and IRI."""
    evidence: tuple[Quotation, ...]
    """What states it: of attendance and membership first the heading that says of what, then the row that prints the name.
    They quote nothing when no source was given."""
    printed: str | None = None
    """The name as the page prints it there, where the fact comes from a row."""
    cites: tuple[str, ...] = ()
    """What the footnotes of the row and of what stands over it cite: text and address."""
    looked_up: str | None = None
    """The address of the page by whose title a thing was looked up, where the fact is a join or comes with one."""
    found_in: tuple[str, ...] = ()
    """The dumps and services that it was found in, with their days; the line of a decision, with who decided it, when and why."""


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(ShortRepr):
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
    explainer = _Explainer(store, SourceFiles(store, source).quote if source is not None else Quotation)
    return Explanation(subject.value, explainer.label(subject), tuple(explainer.facts(subject)))


class _Explainer:
    """Looks facts and their evidence up in a store."""

    def __init__(self, store: Store, quote: Callable[[Evidence], Quotation]) -> None:
        self._look = Lookups(store)
        self._quote = quote

    def facts(self, subject: NamedNode) -> Iterable[Fact]:
        statements = [one for one in self._look.statements(subject) if one[0] not in _HIDDEN]
        for predicate, value in sorted(
            statements, key=lambda one: (fact_rank(one[0]), value_rank(one[1], self._look), str(one[1]))
        ):
            record = self._look.record(subject, predicate, value)
            evidence = self._look.evidence(record or subject)
            yield Fact(
                predicate=short(predicate.value),
                value=self._shown(value),
                evidence=tuple(map(self._quote, evidence)),
                printed=self._look.value(record, Icm.name_as_printed) if record else None,
                cites=tuple(self._cited(record)) if record else (),
                looked_up=self._look.address(record, Dcterms.source) if record else None,
                found_in=tuple(self._found_in(record)) if record else (),
            )

    def _found_in(self, record: NamedNode) -> Iterable[str]:
        """What an identification rests on, and a decision; other records rest on lines."""
        if self._look.has(record, Rdf.type, Owl.AXIOM):
            sources = [record]
        elif self._look.has(record, Rdf.type, Icm.IDENTIFICATION):
            sources = self._look.things(record, Prov.was_derived_from)
        else:
            return
        for source in sources:
            name, day = self._look.text(source, Schema.name), self._look.text(source, Dcterms.issued)
            who = self._look.text(source, Dcterms.creator)
            why = self._look.text(source, Rdfs.comment) if f"/{DECISION_GRAPH}/" in source.value else None
            told = [
                f" ({day.value})" if day else "",
                f", {who.value}" if who else "",
                f": {why.value}" if why else "",
            ]
            yield f"{name.value if name else source.value}{''.join(told)}"

    def _cited(self, record: NamedNode) -> Iterable[str]:
        for reference in self._look.things(record, Dcterms.references):
            label, address = self._look.own_label(reference), self._look.address(reference, Schema.url)
            text = label.value if label else reference.value
            yield text if address is None or address in text else f"{text} <{address}>"

    def label(self, thing: NamedNode) -> str:
        """A thing's label; its IRI when it has none."""
        label = self._look.own_label(thing)
        return label.value if label else thing.value

    def _shown(self, value: Term) -> str:
        if isinstance(value, Literal):
            return value.value
        if isinstance(value, Triple):  # without the brackets that make it a term, as the engine writes it
            return f"<<( {value} )>>"
        if not isinstance(value, NamedNode):
            return str(value)
        if short(value.value) != value.value:
            return short(value.value)
        label = self._look.own_label(value)
        return f"{label.value} <{value.value}>" if label else value.value
