"""Who stands in one page's lists where another page's have somebody else: between the same neighbours, in every list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from pyoxigraph import NamedNode

from icmlpo_rdf.agree.claims import Claim, Instead, Said
from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["instead_of"]


def instead_of(look: Lookups, claims: Sequence[Claim]) -> Iterator[Instead]:
    """Yield who stands where another stands, for each two pages that list participants of a meeting.

    Only one between two neighbours of the same names counts, and only where no other meeting contradicts it: at each one
    that both pages tell of, the one page lists the one where the other page lists the other.

    Args:
        look: looks up who attended which other meetings.
        claims: of who attended the meeting.
    """
    sources = sorted({said.source for one in claims for said in one.said})
    for first, second in combinations(sources, 2):
        for one, other in _between(_listed(claims, first), _listed(claims, second)):
            if _is_everywhere(look, (one, first), (other, second)):
                yield Instead(one, look.label(one), first, other, look.label(other), second)


def _listed(claims: Iterable[Claim], source: str) -> list[NamedNode]:
    """Who attended by one page, in the order of its rows."""
    rows = [
        (_row(said), one.value)
        for one in claims
        for said in one.said
        if said.source == source and isinstance(one.value, NamedNode)
    ]
    return [who for _, who in sorted(rows, key=lambda one: (one[0], one[1].value))]


def _row(said: Said) -> tuple[int, int, int]:
    """Where a row stands that prints a name: the last of the places that state it."""
    return max((one.place.order for one in said.evidence), default=(0, 0, 0))


def _between(ours: Sequence[NamedNode], theirs: Sequence[NamedNode]) -> Iterator[tuple[NamedNode, NamedNode]]:
    matcher = SequenceMatcher(
        None, [one.value for one in ours], [one.value for one in theirs], autojunk=False
    )
    for kind, begin, end, start, stop in matcher.get_opcodes():
        if kind == "replace" and end - begin == stop - start == 1:
            yield ours[begin], theirs[start]


def _is_everywhere(look: Lookups, ours: tuple[NamedNode, str], theirs: tuple[NamedNode, str]) -> bool:
    """Whether at all meetings one page has the one and the other page the other, and neither page both."""
    (one, first), (other, second) = ours, theirs
    by = {(who, source): _meetings(look, who, source) for who in (one, other) for source in (first, second)}
    return by[one, first] == by[other, second] and not by[one, second] and not by[other, first]


def _meetings(look: Lookups, who: NamedNode, source: str) -> set[NamedNode]:
    """The meetings that somebody attended as one page has it."""
    return {
        meeting
        for record in look.subjects(Icm.organization, who) + look.subjects(Icm.participant, who)
        if any(one.source == source for one in look.evidence(record))
        for meeting in look.things(record, Icm.meeting)
    }
