"""A shapes graph as it was read: its statements, and where they stand, so that its author can be told where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from msgspec import Struct
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.resources import curation_text, shapes_text
from icmlpo_rdf.validation.triple_index import TYPE, Index, Term, text_of

__all__ = ["SH", "ShapesGraph", "our_shapes", "shacl"]

SH = "http://www.w3.org/ns/shacl#"
_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
# What SHACL says of a shape that asks nothing of a node (sections 2.1 and 2.3.2; SHACL-AF, section 8).
_NO_CONSTRAINTS = frozenset(
    "path message severity name description order group defaultValue deactivated ignoredProperties flags prefixes declare "
    "property rule parameter entailment".split()
).union(_TARGETS)
_CLASS = NamedNode("http://www.w3.org/2000/01/rdf-schema#Class")
_IMPORTS = NamedNode("http://www.w3.org/2002/07/owl#imports")
# Whatever is meant to be SHACL's namespace and is spelled otherwise: with https, without www, with a slash at its end.
_LIKE_SHACL = lazy_pattern(r"https?://(?:www\.)?w3\.org/(?:ns|TR)/shacl(?:[#/]|$)", re.IGNORECASE)


@cache
def shacl(name: str) -> NamedNode:
    """Return a term of SHACL."""
    return NamedNode(f"{SH}{name}")


class ShapesGraph(Struct, frozen=True, eq=False, dict=True):
    """A shapes graph (SHACL, section 1.5)."""

    triples: tuple[Triple, ...]
    prefixes: Mapping[str, str]
    origin: str
    """What to call it in messages: its file, or the first of its files."""
    places: Mapping[Term, tuple[str, int]]
    """The file and the line where the first statement about a node ends."""

    def error(self, what: str, node: Term | None = None, *, mend: str = "mend the shapes") -> DataError:
        """Return an error about the shapes, with the line of the node that it is about."""
        nodes = [] if node is None else [node, *(one.subject for one in self.triples if one.object == node)]
        places = [self.places[one] for one in nodes if one in self.places]
        origin, line = places[0] if places else (self.origin, None)
        return DataError(what, mend=mend, origin=origin, line=line)

    def name(self, node: Term) -> str:
        """Return what to call a node: by a prefix where one is declared; a blank node by what it hangs on."""
        if isinstance(node, BlankNode):
            above = next((one.subject for one in self.triples if one.object == node != one.subject), None)
            return "a blank node" if above is None else f"a part of {self.name(above)}"
        iri = text_of(node)
        for prefix, namespace in sorted(self.prefixes.items(), key=lambda pair: -len(pair[1])):
            if isinstance(node, NamedNode) and iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return str(node)

    @property
    def imports(self) -> tuple[str, ...]:
        """What the shapes import and do not hold: nothing is fetched."""
        held = {text_of(one.subject) for one in self.triples if one.predicate == TYPE}
        wanted = (text_of(one.object) for one in self.triples if one.predicate == _IMPORTS)
        return tuple(dict.fromkeys(iri for iri in wanted if iri not in held))

    @property
    def has_shapes(self) -> bool:
        """Whether anything is said in SHACL's terms."""
        return any(_iri(term).startswith(SH) for one in self.triples for term in (one.predicate, one.object))

    def mistaken_namespace(self) -> tuple[Term, str] | None:
        """Return a node, and what was written there for SHACL's namespace, where that was mistaken."""
        imports = self.imports
        for one in self.triples:
            for iri in (_iri(one.predicate), _iri(one.object)):
                if (match := _LIKE_SHACL.match(iri)) and not iri.startswith(SH) and iri not in imports:
                    return one.subject, match[0]
        return None

    def constrains(self, shape: Term) -> bool:
        """Return whether a shape asks anything of the nodes that it looks at, itself or by a property shape that is active."""
        return self._constrains(shape, set())

    def _constrains(self, shape: Term, seen: set[Term]) -> bool:
        if shape in seen or self.is_deactivated(shape):
            return False
        seen.add(shape)
        said = self.index.by_subject.get(shape, {})
        return not self._constraints.isdisjoint(said) or any(
            self._constrains(one, seen) for one in said.get(shacl("property"), ())
        )

    def is_deactivated(self, shape: Term) -> bool:
        """Return whether a shape is to be passed over (SHACL, section 2.1.6)."""
        return _is_true(self.index.value(shape, shacl("deactivated")))

    @cached_property
    def index(self) -> Index:
        """The statements, by what they are about."""
        return Index(self.triples)

    @cached_property
    def _constraints(self) -> frozenset[Term]:
        """The predicates of constraints: SHACL's own, and the parameters of components that the shapes declare."""
        index = self.index
        used: set[Term] = set().union(*index.by_subject.values())
        own = {
            one
            for one in used
            if (iri := text_of(one)).startswith(SH) and iri.removeprefix(SH) not in _NO_CONSTRAINTS
        }
        parameters = (one for said in index.by_subject.values() for one in said.get(shacl("parameter"), ()))
        return frozenset(own.union(path for one in parameters for path in index.values(one, shacl("path"))))

    def found_in(self, data: Index, focus_nodes: Iterable[Term]) -> int:
        """Return how many of the shapes' focus nodes the data hold.

        What a shape names itself (sh:targetNode) is a focus node whether it is there or not (SHACL, section 2.1.3.1).
        It counts where the data say something about it; where shapes name all that they look at, it counts where it
        stands at all, for then they may look at a whole property.
        """
        named, selects = self._targets
        is_there = data.by_subject.__contains__ if selects else data.mentions
        return sum(node not in named or is_there(node) for node in focus_nodes)

    @cached_property
    def _targets(self) -> tuple[frozenset[Term], bool]:
        """The nodes that shapes name, and whether any shape looks for nodes in another way."""
        named = frozenset(one.object for one in self.triples if one.predicate == shacl("targetNode"))
        selecting = {shacl(name) for name in _TARGETS if name != "targetNode"}
        return named, any(one.predicate in selecting or one.object == _CLASS for one in self.triples)

    def why_nothing_was_checked(self) -> str:
        """Return the reason why no node of the data was looked at."""
        index, these = self.index, f"the shapes of {self.origin}"
        if not self.has_shapes:
            mistaken = self.mistaken_namespace()
            said = f": SHACL's terms begin with {SH}, and not with {mistaken[1]}" if mistaken else ""
            return f"there is no shape in {self.origin}{said}"
        targets = [
            (shape, value)
            for shape, said in index.by_subject.items()
            for name in _TARGETS
            for value in said.get(shacl(name), ())
        ]
        shapes = {shacl("NodeShape"), shacl("PropertyShape")}
        targets += [(one, one) for one in index.instances(_CLASS) if shapes & set(index.values(one, TYPE))]
        if not targets:
            return f"none of {these} says which nodes it is for (sh:targetClass and its like)"
        active = [(shape, value) for shape, value in targets if not self.is_deactivated(shape)]
        if not active:
            return f"all {these} are deactivated"
        asking = [value for shape, value in active if self.constrains(shape)]
        if not asking:
            return f"none of {these} says what a node must be like (sh:property with sh:minCount, sh:nodeKind and their like)"
        return f"there is nothing in the data that {these} speak of{self._some(asking)}"

    def _some(self, targets: Iterable[Term]) -> str:
        """Some of what shapes are for, in brackets, where it has names."""
        named = [self.name(one) for one in dict.fromkeys(targets) if not isinstance(one, BlankNode)]
        more = f" and {len(named) - 3} more" if len(named) > 3 else ""
        return f" ({', '.join(named[:3])}{more})" if named else ""


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _is_true(term: Term | None) -> bool:
    return term is not None and text_of(term) in {"true", "1"}


@cache
def our_shapes() -> ShapesGraph:
    """Return our own shapes, those for curators too."""
    triples: list[Triple] = []
    prefixes: dict[str, str] = {}
    for text in (shapes_text(), curation_text()):
        parser = parse(text, RdfFormat.TURTLE)
        triples += [quad.triple for quad in parser]
        prefixes |= parser.prefixes
    return ShapesGraph(tuple(dict.fromkeys(triples)), prefixes, "icmlpo-rdf", {})
