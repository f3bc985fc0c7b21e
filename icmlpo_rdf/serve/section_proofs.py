"""The evidence of a section of a page: each row has a mark, and what the marks stand for is listed once, below the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.serve.quotations import Quote, Sources
from icmlpo_rdf.store.lookups import Lookups, Text

__all__ = ["Mark", "SectionProofs"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a row and leads to its evidence."""

    number: int
    place: str
    """The identifier of the element to which it leads."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a mark stands for."""

    mark: Mark
    name: Text
    """What is stated there; of several facts the first."""
    rows: tuple[Quote, ...]
    """The rows or items that print the name."""
    page: str | None
    """The page about the record that states it, if there is one."""


@dataclass(frozen=True, slots=True)
class ProofGroup:
    """Proofs below one heading."""

    headings: tuple[Quote, ...]
    """The headings, captions or lines that say of what the rows are."""
    proofs: tuple[Proof, ...]


class SectionProofs:
    """Gathers the evidence of a section; what the same lines state has one mark."""

    def __init__(self, section: str, look: Lookups, sources: Sources) -> None:
        """`section` begins the identifiers, so that no two sections of a page have one of the same name."""
        self._section = section
        self._look = look
        self._sources = sources
        self._marks: dict[tuple[Evidence, ...], Mark] = {}
        self._groups: dict[tuple[Evidence, ...], list[Proof]] = {}

    def mark(self, stated: NamedNode, name: Text, page: str | None = None) -> Mark | None:
        """Return the mark of what a thing's evidence states, None where it has none."""
        evidence = self._look.evidence(stated)
        if not evidence:
            return None
        if evidence in self._marks:
            return self._marks[evidence]
        headings, rows = self._parted(stated, evidence)
        number = len(self._marks) + 1
        mark = self._marks[evidence] = Mark(number, f"{self._section}-{number}")
        proof = Proof(mark, name, self._sources.quotes(rows), page)
        self._groups.setdefault(headings, []).append(proof)
        return mark

    def _parted(
        self, stated: NamedNode, evidence: Sequence[Evidence]
    ) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """Headings and rows; what is not told apart are rows."""
        own = {one.value for one in self._look.things(stated, Icm.stated_at)}
        rows = tuple(one for one in evidence if one.iri in own)
        return (tuple(one for one in evidence if one.iri not in own), rows) if rows else ((), tuple(evidence))

    def __len__(self) -> int:
        return len(self._marks)

    @property
    def groups(self) -> Iterator[ProofGroup]:
        """All proofs, below their headings, in the order of the rows."""
        for headings, proofs in self._groups.items():
            yield ProofGroup(self._sources.quotes(headings), tuple(proofs))

    @property
    def problem(self) -> str:
        """Why nothing is quoted, where one thing is the reason for all; else nothing."""
        found = {
            quote.problem
            for group in self.groups
            for quote in (*group.headings, *(row for proof in group.proofs for row in proof.rows))
        }
        return found.pop() if len(found) == 1 else ""
