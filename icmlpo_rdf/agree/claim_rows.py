"""Comparisons as rows that any program reads, and as linked data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.agree.accounts import Accounts
from icmlpo_rdf.agree.claims import Claim, Comparison, Said
from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.evidence.row_evidence import ProvenAnswer, ProvenRow
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Dcterms, Icm, Prov, Rdf

__all__ = ["agreement_quads", "as_answer"]

_COLUMNS = (
    "thing",
    "name",
    "verdict",
    "property",
    "value",
    "label",
    "page",
    "role",
    "printed",
    "place",
    "since",
    "until",
    "instead",
)
AGREE_FOLDER = "agree/"
"""Below the base of all IRIs: the graph of what was compared, and the claims."""


def as_answer(
    comparisons: Iterable[Comparison], quote: Callable[[Evidence], Quotation] = Quotation
) -> ProvenAnswer:
    """Return a row for each claim and each page that makes it, with the lines."""
    rows = [
        ProvenRow(_terms(comparison, claim, said), tuple(map(quote, said.evidence)))
        for comparison in comparisons
        for claim in comparison.claims
        for said in claim.said
    ]
    return ProvenAnswer(_COLUMNS, tuple(rows))


def _terms(comparison: Comparison, claim: Claim, said: Said) -> tuple[NamedNode | Literal | None, ...]:
    instead = {
        pair
        for one in comparison.instead
        for pair in (((one.one, one.source), one.other), ((one.other, one.other_source), one.one))
    }
    others = [other for (who, source), other in instead if (who, source) == (claim.shown, said.source)]
    role = said.role.value if said.role is not None else ""
    return (
        NamedNode(comparison.iri),
        Literal(comparison.label.value),
        Literal(claim.verdict.value),
        claim.predicate,
        claim.shown,
        Literal(claim.label.value),
        NamedNode(said.source),
        *(Literal(text) if text else None for text in (role, said.printed, said.place, said.start, said.end)),
        min(others, key=str, default=None),
    )


def agreement_quads(comparisons: Iterable[Comparison], accounts: Accounts, base: str) -> Iterator[Quad]:
    """Yield what pages claim, claim by claim: the statement, the verdict, the pages that make it and their lines.

    Args:
        comparisons: of things.
        accounts: what they compare; files that only these know are described.
        base: what the IRIs of data begin with.
    """
    graph = NamedNode(f"{base}{AGREE_FOLDER}claims")
    for comparison in comparisons:
        for claim in comparison.claims:
            for statement in _statements(claim, base):
                yield Quad(*statement, graph)
    for page in accounts.later:
        for quad in accounts.store.quads_for_pattern(page, None, None, None):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _statements(claim: Claim, base: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    text = f"{claim.subject}\n{claim.predicate}\n{claim.value}"
    iri = NamedNode(f"{base}{AGREE_FOLDER}{sha256(text.encode()).hexdigest()[:16]}")
    yield iri, Rdf.type, Rdf.STATEMENT
    yield iri, Rdf.subject, claim.subject
    yield iri, Rdf.predicate, claim.predicate
    yield iri, Rdf.object, claim.value
    yield iri, Icm.verdict, Literal(claim.verdict.value)
    for source in dict.fromkeys(said.source for said in claim.said):
        yield iri, Dcterms.source, NamedNode(source)
    for place in dict.fromkeys(place.iri for said in claim.said for place in said.evidence):
        yield iri, Prov.was_derived_from, NamedNode(place)
