"""Whether a page's graph conforms, fast: the same shapes file, compiled to plain functions; a dump has no time for more.

It gives the verdict and no report: where it says no, pySHACL says why. What it cannot express it refuses when it compiles,
so that no shape is skipped in silence; only shapes whose severity is `sh:Violation` decide a verdict (SHACL, section 3.4
leaves the rest to whoever reads the report). Classes count as they are written: the data states every class.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, Triple, parse

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.resources import shapes_text

__all__ = ["QuickCheck", "quick_check"]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPE = NamedNode(f"{_RDF}type")
_FIRST, _REST, _NIL = (NamedNode(f"{_RDF}{name}") for name in ("first", "rest", "nil"))
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
# What says nothing of the data, or is read together with another.
_NO_CONSTRAINTS = frozenset(
    {*_TARGETS, "path", "name", "description", "message", "severity", "ignoredProperties"}
)

Term = object
"""A NamedNode, Literal or BlankNode of pyoxigraph, which have no common type."""
_Path = Callable[["_Graph", Term], list[Term]]
_Test = Callable[["_Graph", Term, list[Term]], bool]
"""A constraint: graph, focus node, value nodes → whether it holds."""


class _Graph:
    """Triples by subject and by object."""

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        self.by_subject: defaultdict[Term, defaultdict[Term, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.by_object: defaultdict[Term, defaultdict[Term, list[Term]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self.of_class: defaultdict[Term, list[Term]] = defaultdict(list)
        self.kept: list[Triple] = []
        for one in triples:
            subject, predicate, value = one.subject, one.predicate, one.object
            self.by_subject[subject][predicate].append(value)
            self.by_object[value][predicate].append(subject)
            if predicate == _TYPE:
                self.of_class[value].append(subject)
            self.kept.append(one.triple if isinstance(one, Quad) else one)

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        return self.by_subject[subject][predicate] if subject in self.by_subject else []

    def subjects(self, value: Term, predicate: Term) -> list[Term]:
        return self.by_object[value][predicate] if value in self.by_object else []

    @property
    def store(self) -> Store:
        """A store of the triples, for queries."""
        store = Store()
        store.extend(Quad(one.subject, one.predicate, one.object) for one in self.kept)
        return store


@dataclass(frozen=True, slots=True)
class _Shape:
    """A compiled shape."""

    aimed_at: dict[str, list[Term]]
    """The terms of each kind of target."""
    tests: tuple[_Test, ...]
    queries: tuple[str, ...]
    """SPARQL constraints, each with `{values}` where the focus nodes are put."""
    path: _Path | None

    def holds(self, graph: _Graph, focus: Term) -> bool:
        values = self.path(graph, focus) if self.path else [focus]
        return all(test(graph, focus, values) for test in self.tests)

    def targets(self, graph: _Graph) -> list[Term]:
        found = [node for one in self.aimed_at["targetClass"] for node in graph.of_class.get(one, ())]
        for target, index in (("targetSubjectsOf", graph.by_subject), ("targetObjectsOf", graph.by_object)):
            if predicates := self.aimed_at[target]:
                found += [node for node, said in index.items() if any(said.get(one) for one in predicates)]
        return list(dict.fromkeys([*found, *self.aimed_at["targetNode"]]))


class QuickCheck:
    """A shapes graph, compiled."""

    def __init__(self, text: str, place: str = "shapes") -> None:
        """Compile shapes.

        Args:
            text: the shapes, as Turtle.
            place: what to call them in messages.

        Raises:
            DataError: they use what this check cannot express.
        """
        self._shapes_graph = _Graph(quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE))
        self._place = place
        self._known: dict[Term, _Shape] = {}
        self._prefixes = self._prologue()
        graph = self._shapes_graph
        targeted = {
            subject
            for subject, said in list(graph.by_subject.items())
            if any(_sh(target) in said for target in _TARGETS)
        }
        self._targeted = [self._shape(subject) for subject in targeted]

    def conforms(self, data: Iterable[Quad]) -> bool:
        """Return whether a graph has no violation; named graphs are taken together."""
        graph = _Graph(data)
        asked: list[str] = []
        for shape in self._targeted:
            targets = shape.targets(graph)
            if not all(shape.holds(graph, focus) for focus in targets):
                return False
            iris = " ".join(str(node) for node in targets if isinstance(node, NamedNode))
            if iris:
                asked += [query.replace("{values}", iris) for query in shape.queries]
        return not asked or self._none_answers(graph.store, asked)

    def _none_answers(self, store: Store, queries: list[str]) -> bool:
        for query in queries:
            answers = store.query(f"{self._prefixes}\n{query}")
            if isinstance(answers, QuerySolutions) and next(answers, None) is not None:
                return False
        return True

    def _prologue(self) -> str:
        graph = self._shapes_graph
        declared = (subject for subject, said in graph.by_subject.items() if _sh("namespace") in said)
        return "\n".join(
            f"PREFIX {_text(self._one(one, 'prefix'))}: <{_text(self._one(one, 'namespace'))}>"
            for one in list(declared)
        )

    # Compiling.

    def _one(self, subject: Term, name: str) -> Term:
        return self._shapes_graph.values(subject, _sh(name))[0]

    def _list(self, head: Term) -> list[Term]:
        found: list[Term] = []
        while head != _NIL:
            found += self._shapes_graph.values(head, _FIRST)
            head = self._shapes_graph.values(head, _REST)[0]
        return found

    def _shape(self, subject: Term) -> _Shape:
        if subject not in self._known:
            self._known[subject] = self._compiled(subject)
        return self._known[subject]

    def _compiled(self, subject: Term) -> _Shape:
        graph = self._shapes_graph
        said = graph.by_subject[subject]
        severity = said.get(_sh("severity"), [_sh("Violation")])[0]
        targets = {target: said.get(_sh(target), []) for target in _TARGETS}
        if severity != _sh("Violation"):
            return _Shape(targets, (), (), None)
        paths = said.get(_sh("path"), [])
        tests: list[_Test] = []
        queries: list[str] = []
        for predicate, values in list(said.items()):
            name = predicate.value.removeprefix(_SH) if isinstance(predicate, NamedNode) else ""
            if (
                not isinstance(predicate, NamedNode)
                or not predicate.value.startswith(_SH)
                or name in _NO_CONSTRAINTS
            ):
                continue
            if name == "sparql":
                queries += [self._query(constraint) for constraint in values]
            else:
                tests += [self._test(subject, name, value) for value in values]
        return _Shape(targets, tuple(tests), tuple(queries), self._path(paths[0]) if paths else None)

    def _query(self, constraint: Term) -> str:
        select = _text(self._one(constraint, "select"))
        head, where, body = select.partition("WHERE {")
        if not where:
            raise self._unable("sparql")
        return f"{head}{where} VALUES $this {{ {{values}} }} {body}"

    def _path(self, path: Term) -> _Path:
        if isinstance(path, NamedNode):
            return lambda graph, focus: graph.values(focus, path)
        said = self._shapes_graph.by_subject[path]
        if inverse := said.get(_sh("inversePath")):
            (predicate,) = inverse
            return lambda graph, focus: graph.subjects(focus, predicate)
        if alternatives := said.get(_sh("alternativePath")):
            ways = [self._path(one) for one in self._list(alternatives[0])]
            return lambda graph, focus: list(
                dict.fromkeys(value for way in ways for value in way(graph, focus))
            )
        raise self._unable("path")

    def _test(self, subject: Term, name: str, value: Term) -> _Test:
        if name in {"property", "node"}:
            shape = self._shape(value)
            return lambda graph, _focus, values: all(shape.holds(graph, one) for one in values)
        if name in {"or", "not"}:
            shapes = [self._shape(one) for one in (self._list(value) if name == "or" else [value])]
            wanted = name == "or"
            return lambda graph, _focus, values: all(
                any(shape.holds(graph, one) for shape in shapes) is wanted for one in values
            )
        if name == "closed":
            return self._closed(subject) if _text(value) == "true" else lambda *_: True
        if name == "in":
            allowed = set(self._list(value))
            return lambda _graph, _focus, values: all(one in allowed for one in values)
        if name in _ON_SETS:
            return _ON_SETS[name](value)
        if name in _ON_VALUES:
            fits = _ON_VALUES[name](value)
            return lambda graph, _focus, values: all(fits(graph, one) for one in values)
        raise self._unable(name)

    def _closed(self, subject: Term) -> _Test:
        graph = self._shapes_graph
        allowed = {
            path
            for shape in graph.values(subject, _sh("property"))
            for path in graph.values(shape, _sh("path"))
        }
        for ignored in graph.values(subject, _sh("ignoredProperties")):
            allowed |= set(self._list(ignored))
        return lambda data, _focus, values: all(
            predicate in allowed for one in values for predicate, said in _said(data, one) if said
        )

    def _unable(self, what: str) -> DataError:
        return DataError(
            f"sh:{what} cannot be checked quickly",
            mend="check with --validate all by pySHACL",
            place=self._place,
        )


def _said(graph: _Graph, subject: Term) -> Iterator[tuple[Term, list[Term]]]:
    yield from graph.by_subject[subject].items() if subject in graph.by_subject else ()


def _sh(name: str) -> NamedNode:
    return NamedNode(_SH + name)


def _text(term: Term) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _min_count(least: Term) -> _Test:
    number = int(_text(least))
    return lambda _graph, _focus, values: len(values) >= number


def _max_count(most: Term) -> _Test:
    number = int(_text(most))
    return lambda _graph, _focus, values: len(values) <= number


def _equals(predicate: Term) -> _Test:
    return lambda graph, focus, values: set(values) == set(graph.values(focus, predicate))


def _disjoint(predicate: Term) -> _Test:
    return lambda graph, focus, values: not set(values) & set(graph.values(focus, predicate))


def _unique_lang(_true: Term) -> _Test:
    def test(_graph: _Graph, _focus: Term, values: list[Term]) -> bool:
        tags = [one.language.lower() for one in values if isinstance(one, Literal) and one.language]
        return len(set(tags)) == len(tags)

    return test


_ON_SETS: dict[str, Callable[[Term], _Test]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "equals": _equals,
    "disjoint": _disjoint,
    "uniqueLang": _unique_lang,
}
_Fits = Callable[[_Graph, Term], bool]


def _class(wanted: Term) -> _Fits:
    return lambda graph, one: wanted in graph.values(one, _TYPE)


def _pattern(pattern: Term) -> _Fits:
    compiled = re.compile(_text(pattern))
    return lambda _graph, one: isinstance(one, NamedNode | Literal) and compiled.search(one.value) is not None


def _min_length(least: Term) -> _Fits:
    number = int(_text(least))
    return lambda _graph, one: isinstance(one, NamedNode | Literal) and len(one.value) >= number


def _node_kind(kind: Term) -> _Fits:
    name = _text(kind).removeprefix(_SH)
    wanted = {"IRI": NamedNode, "Literal": Literal}[name]
    return lambda _graph, one: isinstance(one, wanted)


def _datatype(datatype: Term) -> _Fits:
    well_formed = _LEXICAL.get(_text(datatype).removeprefix(_XSD))

    def fits(_graph: _Graph, one: Term) -> bool:
        if not isinstance(one, Literal) or one.datatype != datatype:
            return False
        return well_formed is None or well_formed(one.value)

    return fits


def _bound(limit: Term, *, least: bool) -> _Fits:
    number = int(_text(limit))

    def fits(_graph: _Graph, one: Term) -> bool:
        if not isinstance(one, Literal) or not re.fullmatch(r"[+-]?\d+", one.value):
            return False
        return int(one.value) >= number if least else int(one.value) <= number

    return fits


_ON_VALUES: dict[str, Callable[[Term], _Fits]] = {
    "class": _class,
    "pattern": _pattern,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "datatype": _datatype,
    "minInclusive": lambda limit: _bound(limit, least=True),
    "maxInclusive": lambda limit: _bound(limit, least=False),
}


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2011-05-03")


_LEXICAL: dict[str, Callable[[str], bool]] = {
    "integer": lambda text: re.fullmatch(r"[+-]?\d+", text) is not None,
    "boolean": lambda text: text in {"true", "false", "0", "1"},
    "date": _is_day,
    "gYear": lambda text: re.fullmatch(r"-?\d{4,}", text) is not None,
    "gYearMonth": lambda text: re.fullmatch(r"-?\d{4,}-(0[1-9]|1[0-2])", text) is not None,
}


@cache
def quick_check() -> QuickCheck:
    """Return the check for our own shapes, compiled once a process."""
    return QuickCheck(shapes_text())
