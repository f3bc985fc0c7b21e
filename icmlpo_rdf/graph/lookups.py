"""What a store says of a thing, asked in its default graph and its named graphs together, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Store, Triple

from icmlpo_rdf.graph.sources import Evidence, evidence_of
from icmlpo_rdf.quads.vocab import Prov, Rdf, Rdfs

__all__ = ["Lookups", "Text"]

_Term = NamedNode | BlankNode | Literal | Triple

_INTEGER = re.compile(r"[+-]?\d{1,9}")
_ENGLISH = "en"


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

    def things(self, subject: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        """The things that a property leads to."""
        return _sorted(one for one in self._objects(subject, predicate) if isinstance(one, NamedNode))

    def subjects(self, predicate: NamedNode, value: NamedNode) -> list[NamedNode]:
        """The things from which a property leads to this one."""
        found = {quad.subject for quad in self._store.quads_for_pattern(None, predicate, value, None)}
        return _sorted(one for one in found if isinstance(one, NamedNode))

    def address(self, subject: NamedNode, predicate: NamedNode) -> str | None:
        """The first IRI that a property leads to."""
        return next((one.value for one in self.things(subject, predicate)), None)

    def of_class(self, kind: NamedNode) -> list[NamedNode]:
        """The things of a class."""
        return self.subjects(Rdf.type, kind)

    def classes(self, subject: NamedNode) -> set[NamedNode]:
        """The classes of a thing."""
        return set(self.things(subject, Rdf.type))

    def texts(self, subject: NamedNode, predicate: NamedNode) -> list[Text]:
        """The texts of a property, those in other languages before the English ones."""
        found = {
            Text(one.value, (one.language or "").lower())
            for one in self._objects(subject, predicate)
            if isinstance(one, Literal)
        }
        return sorted(found, key=lambda one: (one.language == _ENGLISH, one.value, one.language))

    def text(self, subject: NamedNode, predicate: NamedNode) -> Text | None:
        """The first text of a property."""
        return next(iter(self.texts(subject, predicate)), None)

    def number(self, subject: NamedNode, predicate: NamedNode) -> int | None:
        """The least number of a property; a year's is its number. Merged data may hold several."""
        found = [_INTEGER.match(one.value) for one in self.texts(subject, predicate)]
        return min((int(match[0]) for match in found if match), default=None)

    def label(self, thing: NamedNode) -> Text:
        """A thing's label, the page's language before English; the end of its IRI when it has none."""
        if thing not in self._labels:
            found = self.text(thing, Rdfs.label)
            self._labels[thing] = found or Text(_end_of(thing.value))
        return self._labels[thing]

    def evidence(self, subject: NamedNode) -> tuple[Evidence, ...]:
        """The lines that state a thing, in their order."""
        found = {evidence_of(one.value) for one in self.things(subject, Prov.was_derived_from)}
        return tuple(sorted(one for one in found if one is not None))

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> set[_Term]:
        return {quad.object for quad in self._store.quads_for_pattern(subject, predicate, None, None)}


def _sorted(things: Iterable[NamedNode]) -> list[NamedNode]:
    return sorted(things, key=lambda one: one.value)


def _end_of(iri: str) -> str:
    """`…/zh/T` and `…#T` are called T, when nothing says how."""
    return unquote(re.split(r"[/#]", iri.rstrip("/#"))[-1]).replace("_", " ") or iri
