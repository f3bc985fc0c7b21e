"""A graph's triples by subject, and by object where that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

__all__ = ["TYPE", "Index", "Term", "text_of"]

Term = NamedNode | BlankNode | Literal | Triple

TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_SUBCLASS_OF = NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
_FIRST, _REST, _NIL = (
    NamedNode(f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}") for name in ("first", "rest", "nil")
)
_NONE: list[Term] = []
_NOTHING: Mapping[Term, list[Term]] = {}


def text_of(term: Term) -> str:
    """Return a literal's text, an IRI, or a blank node's label; nothing of a triple term."""
    return "" if isinstance(term, Triple) else term.value


class Index:
    """The triples of one graph, or of several taken together."""

    __slots__ = ("_backwards", "_superclasses", "by_subject")

    def __init__(self, triples: Iterable[Triple | Quad]) -> None:
        """Read the triples, none of them twice; of quads the graph names do not count."""
        self.by_subject: dict[Term, dict[Term, list[Term]]] = {}
        self._backwards: dict[Term, Mapping[Term, list[Term]]] = {}
        by_subject = self.by_subject
        for one in triples:
            subject, predicate, value = one.subject, one.predicate, one.object
            said = by_subject.get(subject)
            if said is None:
                by_subject[subject] = {predicate: [value]}
            elif (values := said.get(predicate)) is None:
                said[predicate] = [value]
            else:
                values.append(value)
        self._superclasses = self._closure()

    def values(self, subject: Term, predicate: Term) -> list[Term]:
        """Return what a subject is said to have."""
        return self.by_subject.get(subject, _NOTHING).get(predicate, _NONE)

    def value(self, subject: Term, predicate: Term) -> Term | None:
        """Return the first value, or None."""
        values = self.values(subject, predicate)
        return values[0] if values else None

    def mentions(self, node: Term) -> bool:
        """Whether a node stands anywhere: as subject, predicate or object."""
        return node in self.by_subject or any(
            node in said or any(node in values for values in said.values())
            for said in self.by_subject.values()
        )

    def members(self, head: Term) -> list[Term]:
        """Return the members of an RDF list."""
        found: list[Term] = []
        while head != _NIL and (first := self.values(head, _FIRST)):
            found += first
            head = self.value(head, _REST) or _NIL
        return found

    def is_list(self, node: Term) -> bool:
        """Whether a node is an RDF list that is not empty."""
        return bool(self.values(node, _FIRST))

    def backwards(self, predicate: Term) -> Mapping[Term, list[Term]]:
        """Return a predicate's subjects by their values."""
        found = self._backwards.get(predicate)
        if found is None:
            found = self._backwards[predicate] = {}
            for subject, said in self.by_subject.items():
                for value in said.get(predicate, ()):
                    found.setdefault(value, []).append(subject)
        return found

    # Classes: an instance is one of the class or of a subclass of it that the same graph declares (SHACL, section 1.1).

    def instances(self, wanted: Term) -> list[Term]:
        """Return the instances of a class, each once."""
        by_class = self.backwards(TYPE)
        narrower = [one for one, wider in self._superclasses.items() if wanted in wider]
        if not narrower:
            return by_class.get(wanted, _NONE)
        return list(dict.fromkeys(node for one in (wanted, *narrower) for node in by_class.get(one, ())))

    def is_instance(self, node: Term, wanted: Term) -> bool:
        """Whether a node is an instance of a class."""
        classes = self.values(node, TYPE)
        if wanted in classes:
            return True
        wider = self._superclasses
        return bool(wider) and any(wanted in wider.get(one, ()) for one in classes)

    def _closure(self) -> dict[Term, set[Term]]:
        """Each class's wider classes, those of these too."""
        found: dict[Term, set[Term]] = {}
        for narrow in [one for one, said in self.by_subject.items() if _SUBCLASS_OF in said]:
            wider = found[narrow] = set()
            waiting = [narrow]
            while waiting:
                for one in self.values(waiting.pop(), _SUBCLASS_OF):
                    if one not in wider:
                        wider.add(one)
                        waiting.append(one)
        return found
