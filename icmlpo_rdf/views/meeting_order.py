"""The order of a series' meetings, and which of them can be compared with the one before.

Nobody is called new or gone across a meeting whose participants no page lists, or across numbers of which the data
knows no meeting: who is not listed may still have been there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm, Schema
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["Neighbours", "Step", "in_order", "neighbours", "participants", "steps"]

_LATE = (float("inf"), "")


@dataclass(frozen=True, slots=True)
class Step:
    """From one meeting of a series to the next in order."""

    before: NamedNode | None
    """None: it is the first."""
    meeting: NamedNode
    missing: tuple[int, int] | None
    """The numbers between, of which the data knows no meeting: the first and the last one."""


def in_order(look: Lookups, meetings: Iterable[NamedNode]) -> list[NamedNode]:
    """Return meetings by number; those without one stand where their date puts them, else last, as listed."""
    meetings = list(meetings)
    dates = {one: _date(look, one) for one in meetings}
    listed = sorted(meetings, key=lambda one: (look.evidence(one), one.value))
    numbers = {one: look.number(one, Icm.ordinal) for one in meetings}
    placed = sorted(
        (one for one in listed if numbers[one] is not None),
        key=lambda one: (numbers[one] or 0, dates[one]),
    )
    for meeting in sorted((one for one in listed if numbers[one] is None), key=dates.__getitem__):
        later = (
            index for index, one in enumerate(placed) if dates[one] > dates[meeting] and dates[one] != _LATE
        )
        placed.insert(next(later, len(placed)), meeting)
    return placed


def _date(look: Lookups, meeting: NamedNode) -> tuple[float, str]:
    start, year = look.text(meeting, Schema.start_date), look.number(meeting, Icm.year)
    if year is None and start is not None:
        year = look.number(meeting, Schema.start_date)
    return _LATE if year is None else (year, start.value if start else "")


def steps(look: Lookups, ordered: list[NamedNode]) -> list[Step]:
    """Return the step to each of the meetings, which are in order."""
    found: list[Step] = []
    last = 0
    for before, meeting in pairwise([None, *ordered]):
        assert meeting is not None  # noqa: S101 - only the first of all is None
        ordinal = look.number(meeting, Icm.ordinal)
        missing = (last + 1, ordinal - 1) if ordinal is not None and ordinal > last + 1 else None
        found.append(Step(before, meeting, missing))
        last = last if ordinal is None else ordinal
    return found


def participants(look: Lookups, meeting: NamedNode) -> set[NamedNode]:
    """Return who attended; every participation has its `icm:attendedBy` (a shape checks it)."""
    return {*look.things(meeting, Icm.attended_by), *look.subjects(Icm.attended, meeting)}


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The meetings before and after one, and who was there, as far as they can be compared with it."""

    before: NamedNode | None
    after: NamedNode | None
    then: frozenset[NamedNode]
    """Who was at the one before; empty when the two cannot be compared."""
    next: frozenset[NamedNode]
    """Who was at the one after; empty likewise."""
    earlier: frozenset[NamedNode]
    """All the meetings before."""


def neighbours(look: Lookups, meeting: NamedNode, meetings: Iterable[NamedNode]) -> Neighbours:
    """Return what lies around a meeting.

    Args:
        look: the store.
        meeting: one of `meetings`.
        meetings: those of its series, in any order.
    """
    ordered = steps(look, in_order(look, meetings))
    index = next(index for index, step in enumerate(ordered) if step.meeting == meeting)
    here, following = ordered[index], ordered[index + 1] if index + 1 < len(ordered) else None

    def comparable(one: NamedNode | None, missing: tuple[int, int] | None) -> frozenset[NamedNode]:
        return frozenset(participants(look, one)) if one and missing is None else frozenset()

    return Neighbours(
        before=here.before,
        after=following.meeting if following else None,
        then=comparable(here.before, here.missing),
        next=comparable(following.meeting, following.missing) if following else frozenset(),
        earlier=frozenset(step.meeting for step in ordered[:index]),
    )
