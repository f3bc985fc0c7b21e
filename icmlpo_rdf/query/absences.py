"""Why an answer is empty: what of the query matches nothing in the data, and what there is instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.errors import DamagedStoreError, DataError
from icmlpo_rdf.quads.vocab import Icm, Org, Rdf, Skosxl
from icmlpo_rdf.query.asking import Query, ask
from icmlpo_rdf.query.query_traits import as_ask, sums_up
from icmlpo_rdf.query.suggestions import near_names
from icmlpo_rdf.query.tokens import tokens_of
from icmlpo_rdf.query.triple_patterns import Pattern, Term, needed_patterns
from icmlpo_rdf.store.damage import damage_told
from icmlpo_rdf.store.lookups import end_of, readable, short

__all__ = ["absences", "counts_nothing"]

_TOLD = 3
_LOOKED_AT = 100_000
"""Statements that are looked at for what there is instead: a tenth of a second."""
_COMPARED = 5_000
_FEW = 12
# What the data lack, for who asked a query that ships and never saw its terms.
_PARTICIPATION, _MEMBERSHIP = "the data hold no participation", "the data hold no membership"
_MEETING, _SERIES = "the data hold no meeting", "the data hold no meeting of a series"
_PLAINLY: Mapping[object, str] = {
    Icm.attended_by: _PARTICIPATION,
    Icm.has_participation: _PARTICIPATION,
    Icm.meeting: _PARTICIPATION,
    Icm.organization: _PARTICIPATION,
    Icm.participant: _PARTICIPATION,
    Icm.series: _SERIES,
    Rdf.type: "the data hold no organization",
    Icm.ORGANIZATION: "the data hold no organization",
    Icm.MEETING: _MEETING,
    Icm.MEETING_SERIES: _SERIES,
    Org.organization: _MEMBERSHIP,
    Org.member: _MEMBERSHIP,
    Org.role: _MEMBERSHIP,
    Skosxl.literal_form: "the data hold no printed name",
    Skosxl.pref_label: "the data hold no printed name",
}
_NO_STATEMENT = (
    "the question matches, but what CONSTRUCT would make of it is no RDF: a literal is no subject, only an IRI is a "
    "predicate, and a variable without a value leaves its statement out"
)
_LONGEST = 80
_INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_STRING = NamedNode("http://www.w3.org/2001/XMLSchema#string")


def absences(store: Store, query: Query, *, is_own: bool = True) -> tuple[str, ...]:
    """Say what matches nothing in the data, of what each answer to a query must match.

    Args:
        store: the data.
        query: a valid query whose answer is empty.
        is_own: the user wrote it, and may have misspelt its terms; of a query that ships one sentence is enough.

    Returns:
        A sentence each, three at most. None where each triple pattern of the query has a match: then no two or more
        of them have one together, or the query's filters refuse it.

    Raises:
        DamagedStoreError: the store's files are broken.
    """
    with damage_told(query.origin):
        patterns = needed_patterns(query.text, tokens_of(query.text), query.base_iri)
        told = (_Absence(store, one, is_own).sentence() for one in patterns if not _matches(store, one))
        absent = tuple(islice(dict.fromkeys(told), _TOLD if is_own else 1))
    return absent or ((_NO_STATEMENT,) if _is_lost_by_template(store, query) else ())


def counts_nothing(store: Store, query: Query) -> bool:
    """Return whether a query sums up what matches, and nothing does: it has a row all the same."""
    return sums_up(tokens_of(query.text)) and _is_matched(store, query) is False


def _is_lost_by_template(store: Store, query: Query) -> bool:
    is_graph = any(one.text.lower() == "construct" for one in tokens_of(query.text))
    return is_graph and _is_matched(store, query) is True


def _is_matched(store: Store, query: Query) -> bool | None:
    """Whether anything matches what a query is about; None where that cannot be asked."""
    asked = as_ask(query.text, tokens_of(query.text))
    if asked is None:
        return None
    try:
        return ask(store, replace(query, text=asked)).truth
    except DamagedStoreError:
        raise
    except DataError:  # what the head names and the rest needs is gone with it: HAVING (?n > 3)
        return None


def _matches(store: Store, pattern: Pattern) -> bool:
    found = store.quads_for_pattern(pattern.subject, pattern.predicate, pattern.value, pattern.graph)
    return next(iter(found), None) is not None


class _Absence:
    """A pattern that nothing matches."""

    def __init__(self, store: Store, pattern: Pattern, is_own: bool) -> None:
        self._store = store
        self._is_own = is_own
        self._pattern = pattern

    def sentence(self) -> str:
        """What is not there: the first of its terms that occurs nowhere, or all that is left of them together."""
        pattern = self._pattern
        subject, predicate, value, graph = pattern.subject, pattern.predicate, pattern.value, pattern.graph
        if unknown := self._unknown(subject, graph) or (predicate and self._not_had(predicate, value)):
            return unknown
        what = " ".join(_name(one) for one in (predicate, value) if one is not None)
        where = f" in the graph {_name(graph)}" if graph else ""
        return f"{_name(subject) if subject else 'nothing'} has no {what}{where}"

    def _unknown(self, subject: NamedNode | None, graph: NamedNode | None) -> str:
        """What is said of a graph that is not there, or of a thing of which nothing is said."""
        if graph and not self._has(None, None, None, graph):
            return f"there is no graph {_name(graph)}{self._near(graph, self._graphs())}"
        if subject and not self._has(subject):
            return f"the data say nothing of {_name(subject)}{self._near_things(subject)}"
        return ""

    def _not_had(self, predicate: NamedNode, value: Term | None) -> str:
        """What is said of a property that nothing has, or of a class or another value that nothing has of it."""
        if not self._has(None, predicate):
            return self._plainly(predicate, value) or (
                f"nothing has the property {_name(predicate)}{self._near(predicate, self._properties())}"
            )
        if value is None or self._has(None, predicate, value):
            return ""
        if predicate == Rdf.type and isinstance(value, NamedNode):
            return (
                self._plainly(predicate, value)
                or f"nothing is a {_name(value)}{self._near(value, self._classes())}"
            )
        return f"nothing has {_name(predicate)} {_name(value)}{self._instead(predicate, value)}"

    def _plainly(self, predicate: NamedNode, value: Term | None) -> str | None:
        """The absence of a property, or of a class, in words: where the user did not write it."""
        if self._is_own:
            return None
        is_class = predicate == Rdf.type and isinstance(value, NamedNode)
        return _PLAINLY.get(value if is_class else predicate)

    def _has(self, *pattern: Term | None) -> bool:
        found = self._store.quads_for_pattern(*pattern, *[None] * (4 - len(pattern)))  # type: ignore[arg-type]
        return next(iter(found), None) is not None

    def _near(self, term: NamedNode, known: Iterable[NamedNode]) -> str:
        """The terms of the data that are spelt alike, or all where there are few."""
        if not self._is_own:
            return ""
        ends = {end_of(one.value).lower(): _name(one) for one in known}
        near = [ends[one] for one in get_close_matches(end_of(term.value).lower(), ends, _TOLD)]
        if near:
            return f"; near it {_are(near)}"
        return f"; there {_are(sorted(ends.values()))}" if 0 < len(ends) <= _FEW else ""

    def _near_things(self, thing: NamedNode) -> str:
        near = near_names(end_of(thing.value), self._store, lambda _: True)
        return f"; near it {_are([*map(_name, near.values())])}" if near else ""

    def _instead(self, predicate: NamedNode, value: Term) -> str:
        """The values of a property that somebody may have meant."""
        values = self._values(predicate)
        if isinstance(value, NamedNode):
            things = {one for one in values if isinstance(one, NamedNode)}
            things_near = near_names(end_of(value.value), self._store, things.__contains__)
            return f"; near it {_are([*map(_name, things_near.values())])}" if things_near else ""
        literals = [one for one in values if isinstance(one, Literal)]
        text = value.value if isinstance(value, Literal) else str(value)
        alike = sorted(_name(one) for one in literals if one.value == text)
        if alike:
            return f"; there {_are(alike)}"
        if len(literals) == len(values) <= _FEW:
            ordered = sorted(literals, key=lambda one: (_number(one.value), one.value))
            return f"; its values are {', '.join(map(_name, ordered))}" if ordered else ""
        near = get_close_matches(text, sorted({one.value for one in literals})[:_COMPARED], _TOLD)
        return f"; near it {_are(near)}" if near else ""

    def _graphs(self) -> set[NamedNode]:
        found = islice(self._store.named_graphs(), _LOOKED_AT)
        return {one for one in found if isinstance(one, NamedNode)}

    def _properties(self) -> set[NamedNode]:
        return {quad.predicate for quad in self._quads(None)}

    def _classes(self) -> set[NamedNode]:
        return {one for one in self._values(Rdf.type) if isinstance(one, NamedNode)}

    def _values(self, predicate: NamedNode) -> set[Term]:
        return {quad.object for quad in self._quads(predicate)}

    def _quads(self, predicate: NamedNode | None) -> Iterator[Quad]:
        return islice(self._store.quads_for_pattern(None, predicate, None, None), _LOOKED_AT)


def _are(names: Sequence[str]) -> str:
    return f"{'is' if len(names) == 1 else 'are'} {', '.join(names[:_FEW])}"


def _name(term: Term) -> str:
    """A term as a query would have it, with our prefixes."""
    if isinstance(term, NamedNode):
        name = short(term.value)
        return name if name != term.value else f"<{readable(term.value)}>"
    if isinstance(term, Literal) and term.datatype == _INTEGER:
        return term.value
    text = str(term)
    if isinstance(term, Literal) and not term.language and term.datatype != _STRING:
        text = f"{Literal(term.value)}^^{_name(term.datatype)}"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
