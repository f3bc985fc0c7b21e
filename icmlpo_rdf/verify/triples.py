"""What the data say, as plain text by subject and predicate: all that `verify` knows of RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad

__all__ = ["Told"]

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"


class Told:
    """The data by subject and predicate, as plain text."""

    def __init__(self, data: Iterable[Quad]) -> None:
        self._values: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        self._kinds: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._derived: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for quad in data:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, NamedNode | Literal):
                continue
            subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object.value
            self._values[subject, predicate][value] = None
            if predicate == _RDF_TYPE:
                self._kinds[value][subject] = None
            elif predicate == _DERIVED:
                self._derived[value.partition("#")[0]][subject, value] = None

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the values, in the order of the data."""
        return list(self._values.get((subject, predicate), ()))

    def value(self, subject: str, predicate: str) -> str:
        """Return the first value, or nothing."""
        return next(iter(self.values(subject, predicate)), "")

    def all_values(self, predicate: str) -> list[str]:
        """Return the values of all statements that have a predicate."""
        return [one for (_, name), values in self._values.items() if name == predicate for one in values]

    def subjects_of(self, kind: str) -> list[str]:
        """Return the things of a class."""
        return list(self._kinds.get(kind, ()))

    def is_a(self, subject: str, kind: str) -> bool:
        """Return whether a thing is of a class."""
        return subject in self._kinds.get(kind, ())

    def derived_from(self, source: str) -> list[tuple[str, str]]:
        """Return the things that rest on a source file, each with the IRI of the lines that state it."""
        return list(self._derived.get(source, ()))

    def sources_of(self, subject: str) -> set[str]:
        """Return the source files that a thing rests on."""
        return {iri.partition("#")[0] for iri in self.values(subject, _DERIVED)}
