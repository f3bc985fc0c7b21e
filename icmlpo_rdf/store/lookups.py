"""What a store says of a thing, asked in its default graph and its named graphs together, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.source_places import Evidence, evidence_of
from icmlpo_rdf.quads.vocab import Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Skos, Skosxl
from icmlpo_rdf.quads.wikidata_items import item_of

__all__ = ["Lookups", "Term", "Text", "end_of", "is_visible", "readable", "short"]

Term = NamedNode | BlankNode | Literal | Triple
"""What may stand as a statement's object."""

_INTEGER = lazy_pattern(r"[+-]?\d{1,9}")
# Only what is not ASCII: %2F in an address is not a slash.
_ESCAPED = lazy_pattern(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
_ENGLISH = "en"
_IRI = attrgetter("value")
_WHO, _WHERE = (Icm.organization, Icm.participant), (Icm.meeting,)
# Of a statement that a record stands for: the record's properties that lead to its subject, and to its object.
_RECORDED = {
    Icm.attended: (_WHO, _WHERE),
    Icm.attended_by: (_WHERE, _WHO),
    Icm.member_of: ((Org.member,), (Org.organization,)),
    Icm.has_member: ((Org.organization,), (Org.member,)),
}
# Of what a look-up found: the identification's property that has it.
_FOUND = {Owl.same_as: Icm.identified_as, Icm.iso_code: Icm.identified_code}
_DECIDED = frozenset({Owl.different_from, Skos.close_match})
# Blanks that Unicode counts among the letters and symbols: the fillers of Hangul, the empty pattern of Braille.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and the language that it is in."""

    value: str
    language: str = ""
    """A language tag in lower case; empty where the data does not say."""


class Lookups:
    """Looks things up in a store. A store gives its statements in no order; here they are sorted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._labels: dict[NamedNode, Text] = {}
        self._records: dict[tuple[tuple[NamedNode, ...], NamedNode], dict[NamedNode, NamedNode]] = {}

    def has(self, subject: NamedNode | None, predicate: NamedNode | None, value: Term | None) -> bool:
        """Whether there is such a statement; None stands for anything."""
        found = self._store.quads_for_pattern(subject, predicate, value, None)
        return next(iter(found), None) is not None

    def statements(self, subject: NamedNode) -> set[tuple[NamedNode, Term]]:
        """All that is said of a thing: properties and values, each pair once."""
        found = self._store.quads_for_pattern(subject, None, None, None)
        return {(quad.predicate, quad.object) for quad in found}

    def things(self, subject: NamedNode, *predicates: NamedNode) -> list[NamedNode]:
        """The things that a property, or one of several, leads to."""
        found = {value for predicate in predicates for value in self._objects(subject, predicate)}
        return _sorted(one for one in found if isinstance(one, NamedNode))

    def subjects(self, predicate: NamedNode, value: Term) -> list[NamedNode]:
        """The things from which a property leads to this one."""
        found = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, value, None)}
        return _sorted(one for one in found if isinstance(one, NamedNode))

    def address(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """The first IRI that a property leads to."""
        return next((one.value for one in self.things(subject, predicate)), None)

    def page(self, thing: NamedNode) -> str | None:
        """The address of the Wikipedia page about a thing, if one is linked."""
        return self.address(thing, Foaf.is_primary_topic_of)

    def items(self, thing: NamedNode) -> list[str]:
        """The `Q…` of Wikidata's items that a thing is said to be."""
        return [item for one in self.things(thing, Owl.same_as) if (item := item_of(one.value))]

    def of_class(self, kind: NamedNode) -> list[NamedNode]:
        """The things of a class."""
        return self.subjects(Rdf.type, kind)

    def classes(self, subject: NamedNode) -> set[NamedNode]:
        """The classes of a thing."""
        return set(self.things(subject, Rdf.type))

    def texts(self, subject: NamedNode, predicate: NamedNode) -> list[Text]:
        """The texts of a property, those in other languages before the English ones; none that shows nothing."""
        found = {
            Text(one.value, (one.language or "").lower())
            for one in self._objects(subject, predicate)
            if isinstance(one, Literal) and is_visible(one.value)
        }
        return sorted(found, key=lambda one: (one.language == _ENGLISH, one.value, one.language))

    def text(self, subject: NamedNode, predicate: NamedNode) -> Text | None:
        """The first text of a property."""
        return next(iter(self.texts(subject, predicate)), None)

    def value(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """As `text`, without its language."""
        found = self.text(subject, predicate)
        return found.value if found else None

    def number(self, subject: NamedNode, predicate: NamedNode) -> int | None:
        """The least number of a property; a year's is its number. Merged data may hold several."""
        found = [_INTEGER.match(one.value) for one in self.texts(subject, predicate)]
        return min((int(match[0]) for match in found if match), default=None)

    def label(self, thing: NamedNode) -> Text:
        """A thing's label, the page's language before English; the end of its IRI when it has none."""
        if thing not in self._labels:
            self._labels[thing] = self.own_label(thing) or Text(end_of(thing.value))
        return self._labels[thing]

    def own_label(self, thing: NamedNode) -> Text | None:
        """As `label`, but None when the data gives none."""
        return self.text(thing, Rdfs.label)

    def label_in(self, thing: NamedNode, code: str) -> Text | None:
        """What a thing is called in a language: its label if it is in that, else its first other name that is."""
        names = (self.label(thing), *self.texts(thing, Rdfs.label), *self.texts(thing, Skos.alt_label))
        return next((one for one in names if one.language.partition("-")[0] == code), None)

    def order(self, thing: NamedNode) -> int:
        """What puts meetings newest first, by number or else year; 0 for everything else."""
        for predicate in (Icm.ordinal, Icm.year):
            number = self.number(thing, predicate)
            if number is not None:
                return -number
        return 0

    def record(self, subject: NamedNode, predicate: NamedNode, value: Term) -> NamedNode | None:
        """The participation, membership, printed name, identification or decision that carries a statement's evidence."""
        if isinstance(value, NamedNode) and predicate in _RECORDED:
            near, far = _RECORDED[predicate]
            return self._with_ends(near, subject, far, value)
        if predicate in {Rdfs.label, Skos.alt_label}:
            for link in (Skosxl.pref_label, Skosxl.alt_label):
                for name in self.things(subject, link):
                    if self.has(name, Skosxl.literal_form, value):
                        return name
            # A name that no page prints is one of the item's.
            return next(iter(self.subjects(Icm.identified, subject)), None)
        if predicate in _FOUND:
            known = self.subjects(Icm.identified, subject)
            return next((one for one in known if self.has(one, _FOUND[predicate], value)), None)
        if predicate in _DECIDED:
            known = self.subjects(Owl.annotated_source, subject)
            return next((one for one in known if self.has(one, Owl.annotated_target, value)), None)
        return None

    def _with_ends(
        self, near: tuple[NamedNode, ...], end: NamedNode, far: tuple[NamedNode, ...], other: NamedNode
    ) -> NamedNode | None:
        known = self._records.get((near, end))
        if known is None:  # once for all facts about a thing: a meeting, or somebody, may have thousands
            known = self._records[near, end] = {}
            for record in sorted({one for role in near for one in self.subjects(role, end)}, key=_IRI):
                known.update((thing, record) for thing in self.things(record, *far))
        return known.get(other)

    def evidence(self, subject: NamedNode) -> tuple[Evidence, ...]:
        """The lines that state a thing, page by page: first those that say of what, then the rows that print the name."""
        rows = set(self.things(subject, Icm.stated_at))
        found = {
            (evidence.source, one in rows, evidence)
            for one in self.things(subject, Prov.was_derived_from)
            if (evidence := evidence_of(one.value)) is not None
        }
        return tuple(evidence for *_, evidence in sorted(found))

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> set[Term]:
        return {quad.object for quad in self._store.quads_for_pattern(subject, predicate, None, None)}


def is_visible(text: str) -> bool:
    """Whether a text has a character that can be seen."""
    return any(one.isprintable() and not one.isspace() and one not in _UNSEEN for one in text)


def readable(iri: str) -> str:
    """An address as a browser shows it, its hanzi decoded; as it is where that would hide something."""
    decoded = _ESCAPED.sub(lambda match: unquote(match[0], errors="strict"), iri) if _is_utf8(iri) else iri
    return decoded if decoded.isprintable() and " " not in decoded else iri


def _is_utf8(iri: str) -> bool:
    try:
        unquote(iri, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def short(iri: str) -> str:
    """An IRI with one of our prefixes, where one fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isidentifier():
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=_IRI)


def end_of(iri: str) -> str:
    """`…/zh/T` and `…#T` are called T, when nothing says how."""
    end = unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1]).replace("_", " ")
    return end if is_visible(end) else iri
