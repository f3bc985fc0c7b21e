"""Claims beside what Wikidata has: what is new, what is there, what is otherwise there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from icmlpo_rdf.export.known_statements import KnownStatements
from icmlpo_rdf.export.known_values import Statement
from icmlpo_rdf.export.wikidata_claims import END, ONE_VALUE, ORDINAL, START, Claim, LeftOut, Why
from icmlpo_rdf.export.wikidata_values import TimeValue, Value

__all__ = ["Compared", "Mismatch", "compare"]

_COMPARED = (START, END, ORDINAL)
"""Qualifiers of which a statement has one value."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A value in Wikidata, and another one in the data."""

    claim: Claim
    statement: Statement
    predicate: str
    theirs: Value
    ours: str
    """For people."""
    is_qualifier: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """Claims by what Wikidata has of them."""

    new: tuple[Claim, ...]
    left: tuple[LeftOut, ...]
    mismatches: tuple[Mismatch, ...]


def compare(claims: Iterable[Claim], known: KnownStatements) -> Compared:
    """Return which claims are new. Of an item of which nothing is known all are.

    Where a property has one value, and Wikidata has none of those that are claimed but another, one of the two is wrong.
    """
    new, left, mismatches = list[Claim](), list[LeftOut](), list[Mismatch]()
    every = list(claims)
    same = {one.key: _same(one, known) for one in every}
    agreed = {(one.item, one.predicate) for one in every if same[one.key]}
    for claim in every:
        if there := same[claim.key]:
            kept = [one for one in there if not one.is_deprecated]
            left += _left(claim, Why.THERE if kept else Why.DEPRECATED)
            mismatches += chain.from_iterable(_qualified(claim, statement) for statement in kept)
        elif (claim.item, claim.predicate) not in agreed and (others := _others(claim, known)):
            left += _left(claim, Why.OTHER_THERE)
            mismatches += _contradicted(claim, others)
        else:
            new.append(claim)
    return Compared(tuple(new), tuple(left), tuple(mismatches))


def _others(claim: Claim, known: KnownStatements) -> list[Statement]:
    """What stands in the place of a claim whose property has one value."""
    if claim.predicate not in ONE_VALUE:
        return []
    return [one for one in known.of(claim.item, claim.predicate) if not one.is_deprecated]


def _contradicted(claim: Claim, others: Iterable[Statement]) -> Iterable[Mismatch]:
    for one in others:
        if one.value is not None:
            yield Mismatch(claim, one, claim.predicate, one.value, claim.shown, is_qualifier=False)


def _same(claim: Claim, known: KnownStatements) -> list[Statement]:
    """The statements that say what a claim says."""
    return [
        one
        for one in known.of(claim.item, claim.predicate)
        if one.value is not None and _agree(one.value, claim.value)
    ]


def _qualified(claim: Claim, statement: Statement) -> Iterable[Mismatch]:
    """Where a statement that is there is qualified otherwise; qualifiers that it has not are no contradiction."""
    for name in _COMPARED:
        ours = claim.qualifiers.get(name, frozenset())
        theirs = statement.qualifiers.get(name, ())
        if ours and theirs and not any(_agree(one, other) for one in ours for other in theirs):
            said = " / ".join(sorted(_shown(one) for one in ours))
            yield Mismatch(claim, statement, name, theirs[0], said, is_qualifier=True)


def _left(claim: Claim, why: Why) -> list[LeftOut]:
    return [LeftOut(why, record, f"{claim.item} {claim.predicate} {claim.shown}") for record in claim.records]


def _agree(one: Value, other: Value) -> bool:
    if isinstance(one, TimeValue) and isinstance(other, TimeValue):
        return one.agrees(other)
    return one == other


def _shown(value: Value) -> str:
    return value.iso if isinstance(value, TimeValue) else str(value).strip('"')
