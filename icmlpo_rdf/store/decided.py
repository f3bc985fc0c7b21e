"""What people decided, as quads: a graph of its own beside those of pages, each statement with who decided it, when and why.

That two are the same has an identification behind it, as what sources say has; that they are different, or that nobody is
sure, is annotated as OWL 2 annotates axioms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.options import IriOptions
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Owl, Prov, Rdf, Rdfs, Schema, Skos, Xsd
from icmlpo_rdf.store.decisions import Decision, Decisions, Verdict, gathered, read_decisions

__all__ = [
    "DECISION_GRAPH",
    "LINK_FOLDER",
    "decided_quads",
    "decisions_in",
    "is_linked",
    "quads_of_decisions",
]

LINK_FOLDER = "link/"
"""Below the base of all IRIs: the graphs of what is linked, and what is told of it."""
DECISION_GRAPH = f"{LINK_FOLDER}decision"
"""Below the base, too: the graph of what people decided."""
_SAYS = {
    Verdict.SAME: Owl.same_as,
    Verdict.DIFFERENT: Owl.different_from,
    Verdict.UNSURE: Skos.close_match,
}
_VERDICTS: Mapping[object, Verdict] = {predicate: verdict for verdict, predicate in _SAYS.items()}
_WIKI = lazy_pattern(r"/([a-z]{2,}(?:-[a-z]+)*)(?=/)")

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]


def quads_of_decisions(text: str, origin: str) -> Iterator[Quad]:
    """Yield what a file of decisions says.

    Raises:
        DataError: it is no such file, or contradicts itself.
    """
    for one in read_decisions(text, origin).every:
        yield from decided_quads(one, _base_of(one.thing) or _base_of(one.other))


def _base_of(iri: str) -> str:
    """What the IRIs of a thing's data begin with: what stands before its wiki."""
    match = next((one for one in _WIKI.finditer(iri, iri.find("://") + 3) if is_wiki(one[1])), None)
    return iri[: match.start() + 1] if match else ""


def decided_quads(one: Decision, base: str) -> Iterator[Quad]:
    """Yield what a decision says.

    Args:
        one: the decision.
        base: what the IRIs of its things begin with; empty where they do not tell.
    """
    graph = NamedNode(f"{base or IriOptions().base}{DECISION_GRAPH}")
    for statement in _statements(one, graph.value):
        yield Quad(*statement, graph)


def _statements(one: Decision, folder: str) -> Iterator[Statement]:
    digest = sha256(f"{one.thing}\n{one.other}".encode()).hexdigest()[:16]
    thing, says, other = NamedNode(one.thing), _SAYS[one.verdict], NamedNode(one.other)
    decision = NamedNode(f"{folder}/{digest}")
    yield thing, says, other
    if one.verdict is Verdict.SAME:
        record = NamedNode(f"{folder}/{digest}#item")
        yield record, Rdf.type, Icm.IDENTIFICATION
        yield record, Icm.identified, thing
        yield record, Icm.identified_as, other
        yield record, Prov.was_derived_from, decision
    else:
        yield decision, Rdf.type, Owl.AXIOM
        yield decision, Owl.annotated_source, thing
        yield decision, Owl.annotated_property, says
        yield decision, Owl.annotated_target, other
    yield decision, Rdf.type, Prov.ENTITY
    yield decision, Schema.name, Literal(one.place)
    if one.when:
        yield decision, Dcterms.issued, Literal(one.when, datatype=Xsd.date)
    if one.who:
        yield decision, Dcterms.creator, Literal(one.who)
    if one.why:
        yield decision, Rdfs.comment, Literal(one.why)


def is_linked(quad: Quad, *, is_decided: bool = False) -> bool:
    """Whether a statement stands in a graph of links; in that of decisions, where that is asked."""
    graph = quad.graph_name
    if not isinstance(graph, NamedNode):
        return False
    return graph.value.endswith(f"/{DECISION_GRAPH}") if is_decided else f"/{LINK_FOLDER}" in graph.value


def decisions_in(store: Store) -> Decisions:
    """Return what a store says that people decided, in the order in which its files list it.

    Raises:
        DataError: what several files say is in contradiction.
    """
    found: dict[tuple[str, str], Decision] = {}
    for predicate in (Icm.identified, Owl.annotated_source):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            if is_linked(quad, is_decided=True) and (one := _decision(store, quad)):
                found.setdefault((one.thing, one.other), one)
    return gathered(sorted(found.values(), key=_order))


def _decision(store: Store, quad: Quad) -> Decision | None:
    """What was decided of a thing, by the statement that an identification or an axiom speaks of it."""
    record, thing = quad.subject, quad.object
    if not isinstance(record, NamedNode) or not isinstance(thing, NamedNode):
        return None
    others = _values(store, record, Icm.identified_as, Owl.annotated_target)
    says = _values(store, record, Owl.annotated_property)
    verdict = next((_VERDICTS[one] for one in says if one in _VERDICTS), None)
    decision = record
    if quad.predicate == Icm.identified:
        verdict, decision = Verdict.SAME, NamedNode(record.value.removesuffix("#item"))
    if not others or verdict is None:
        return None
    told = (Schema.name, Dcterms.creator, Dcterms.issued, Rdfs.comment)
    texts = [next((one.value for one in _values(store, decision, predicate)), "") for predicate in told]
    return Decision(thing.value, others[0].value, verdict, *texts)


def _values(store: Store, subject: NamedNode, *predicates: NamedNode) -> list[NamedNode | Literal]:
    found = {
        quad.object
        for predicate in predicates
        for quad in store.quads_for_pattern(subject, predicate, None, None)
        if isinstance(quad.object, NamedNode | Literal)
    }
    return sorted(found, key=lambda one: one.value)


def _order(one: Decision) -> tuple[str, int, str, str]:
    name, _, line = one.place.rpartition(" ")
    return name, int(line) if line.isdigit() else 0, one.thing, one.other
