"""Items in RDF that tells statements as things: `p:`, `ps:`, `pq:` (https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format).

How precise a point in time is, its own node says (`psv:`, `pqv:`); where that is missing, a first of January may be a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.export.known_values import Entity, Statement
from icmlpo_rdf.export.wikidata_values import (
    ItemValue,
    Precision,
    TextValue,
    TimeValue,
    Value,
    time_in_wikibase,
)
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads.vocab import Owl
from icmlpo_rdf.quads.wikidata_items import item_of
from icmlpo_rdf.store.on_disk import quads_in

__all__ = ["entities_of"]

_PROPERTY = lazy_pattern(
    r"http://www\.wikidata\.org/prop/(statement/value/|qualifier/value/|statement/|qualifier/|)(P\d+)"
)
_STATEMENT = lazy_pattern(r"https?://www\.wikidata\.org/entity/statement/([A-Za-z]\d+)-(.+)")
_WIKIBASE = "http://wikiba.se/ontology#"
_NO_ITEM = "http://www.wikidata.org/.well-known/genid/"
_Parts = tuple[str, str]
"""Of a property what it leads to, and its number."""


def entities_of(path: str, items: frozenset[str], properties: frozenset[str]) -> Iterator[Entity]:
    """Yield those items of RDF that are asked for.

    Args:
        path: an RDF file, a folder of such files, or the folder of a store.
        items: those that are asked for.
        properties: those whose statements and qualifiers are kept.

    Raises:
        DataError: it cannot be read, or tells no statement.
    """
    told = _Told(items, properties)
    for quad in quads_in(path):
        told.see(quad)
    if not told.is_any:
        raise DataError(
            "it tells no statements",
            mend="give RDF of Wikidata with p:, ps: and pq:, not what wdt: alone says",
            origin=path,
        )
    for item in sorted(told.items):
        yield Entity(item, tuple(told.statement(name, node) for name, node in told.statements.get(item, ())))


class _Told:
    """What statements of RDF say, as far as it is asked for."""

    def __init__(self, items: frozenset[str], properties: frozenset[str]) -> None:
        self._items, self._properties = items, properties
        self.is_any = False
        """Whether there is any statement, of whatever item."""
        self.items: set[str] = set()
        self.statements: defaultdict[str, list[_Parts]] = defaultdict(list)
        """Of each item its properties with their statements' IRIs."""
        self._values: defaultdict[tuple[str, str, str], set[NamedNode | Literal]] = defaultdict(set)
        """By the statement's IRI, what leads there, and the property."""
        self._times: dict[str, str] = {}
        self._precisions: dict[str, int] = {}
        self._deprecated: set[str] = set()

    def see(self, quad: Quad) -> None:
        """Note what a statement says."""
        subject, value, predicate = quad.subject, quad.object, quad.predicate.value
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        item = item_of(subject.value)
        if item in self._items and quad.predicate != Owl.same_as:
            self.items.add(item)
        match = _PROPERTY.fullmatch(predicate)
        if match is None:
            if predicate.startswith(_WIKIBASE):
                self._see_wikibase(subject.value, predicate.removeprefix(_WIKIBASE), value.value)
            return
        self.is_any = self.is_any or not match[1]
        if match[2] not in self._properties:
            return
        if item in self._items and not match[1]:
            self.statements[item].append((match[2], value.value))
        elif match[1] and self._is_asked(subject.value):
            self._values[subject.value, match[1], match[2]].add(value)

    def _is_asked(self, node: str) -> bool:
        """Whether a statement is of an item that is asked for; what its IRI does not tell may be."""
        match = _STATEMENT.fullmatch(node)
        return match is None or match[1].upper() in self._items

    def _see_wikibase(self, subject: str, name: str, value: str) -> None:
        if name == "rank" and value == f"{_WIKIBASE}DeprecatedRank":
            self._deprecated.add(subject)
        elif name == "timeValue":
            self._times[subject] = value
        elif name == "timePrecision" and value.isdecimal():
            self._precisions[subject] = int(value)

    def statement(self, name: str, node: str) -> Statement:
        """A statement, by its IRI."""
        match = _STATEMENT.fullmatch(node)
        main = self._said(node, "statement/", name)
        qualifiers = {
            one: values for one in self._properties if (values := self._said(node, "qualifier/", one))
        }
        guid = f"{match[1]}${match[2]}" if match else ""
        return Statement(
            name, main[0] if len(main) == 1 else None, guid, node in self._deprecated, qualifiers
        )

    def _said(self, node: str, kind: str, name: str) -> tuple[Value, ...]:
        whole = self._values.get((node, f"{kind}value/", name), set())
        times = [self._time(one.value) for one in whole if one.value in self._times]
        if times:
            return tuple(sorted(one for one in times if one is not None))
        found = map(_value, self._values.get((node, kind, name), ()))
        return tuple(sorted((one for one in found if one is not None), key=str))

    def _time(self, node: str) -> TimeValue | None:
        return time_in_wikibase(self._times[node], self._precisions.get(node, Precision.DAY))


def _value(term: NamedNode | Literal) -> Value | None:
    if isinstance(term, NamedNode):
        item = item_of(term.value)
        return ItemValue(item) if item else None if term.value.startswith(_NO_ITEM) else TextValue(term.value)
    if not term.datatype.value.endswith(("#dateTime", "#date")):
        return TextValue(term.value)
    first_of_january = term.value[4:10] == "-01-01"
    return time_in_wikibase(term.value, Precision.YEAR if first_of_january else Precision.DAY)
