"""The order of a series' meetings, and the one rule of who is new at one and who left after it.

Meetings are compared by number, each with the next number; meetings without numbers by year, each year with the next one
that has a meeting. Who was at either of two meetings of one number or year was there. Who came is back, and not new, who
was at a meeting of a lower number or an earlier year. Nobody is called new or gone
across numbers of which the data knows no meeting, nor across a meeting for which it names nobody: who is not listed
may still have been there. The named query `newcomers-and-leavers` asks for the same.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm, Schema
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["Changes", "MeetingOrder", "meetings_of", "participants"]

_LATE = (float("inf"), "")
_Occasion = tuple[bool, int]
"""Whether it is a number, and the number or year."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Who came and who left, at one meeting; None where it cannot be compared."""

    newcomers: frozenset[NamedNode] | None
    """Not at the one before, nor at any earlier one."""
    returners: frozenset[NamedNode] | None
    """Not at the one before, but at an earlier one."""
    leavers: frozenset[NamedNode] | None
    """Here, and not at the next one."""


def participants(look: Lookups, meeting: NamedNode) -> frozenset[NamedNode]:
    """Return who attended a meeting."""
    return frozenset((*look.things(meeting, Icm.attended_by), *look.subjects(Icm.attended, meeting)))


def meetings_of(look: Lookups, who: NamedNode) -> frozenset[NamedNode]:
    """Return the meetings that somebody attended, of any series."""
    return frozenset((*look.things(who, Icm.attended), *look.subjects(Icm.attended_by, who)))


class MeetingOrder:
    """The meetings of a series, in order."""

    def __init__(self, look: Lookups, meetings: Iterable[NamedNode]) -> None:
        self._look = look
        self.meetings = tuple(_in_order(look, meetings))
        self._place = {meeting: place for place, meeting in enumerate(self.meetings)}
        self._told = {
            meeting: (look.number(meeting, Icm.ordinal), look.number(meeting, Icm.year))
            for meeting in self.meetings
        }
        """The number and the year of each."""
        self._there: dict[NamedNode, frozenset[NamedNode]] = {}
        self._occasions: dict[_Occasion, list[NamedNode]] = {}
        for meeting in self.meetings:
            if occasion := self._occasion(meeting):
                self._occasions.setdefault(occasion, []).append(meeting)
        self._numbers = sorted(at for is_number, at in self._occasions if is_number)
        self._years = sorted(at for is_number, at in self._occasions if not is_number)

    def before(self, meeting: NamedNode) -> NamedNode | None:
        """The meeting that stands before one."""
        place = self._place[meeting]
        return self.meetings[place - 1] if place else None

    def after(self, meeting: NamedNode) -> NamedNode | None:
        """The meeting that stands behind one."""
        return next(iter(self.meetings[self._place[meeting] + 1 :][:1]), None)

    def missing_before(self, meeting: NamedNode) -> tuple[int, int] | None:
        """The first and the last of the numbers before a meeting's of which the data knows no meeting."""
        number, _ = self._told[meeting]
        if number is None:
            return None
        first = (_beside(self._numbers, number, -1) or 0) + 1
        return (first, number - 1) if first < number else None

    def there(self, meeting: NamedNode) -> frozenset[NamedNode]:
        """Who attended a meeting."""
        if meeting not in self._there:
            self._there[meeting] = participants(self._look, meeting)
        return self._there[meeting]

    def changes(self, meeting: NamedNode) -> Changes:
        """Return who is new at a meeting, who is back, and who is not at the next one."""
        here = self.there(meeting)
        last, following = self._compared(meeting, -1), self._compared(meeting, 1)
        leavers = None if following is None else here - following
        if last is None:
            return Changes(None, None, leavers)
        came = here - last
        earlier = self._earlier(meeting)
        known = frozenset(who for who in came if not earlier.isdisjoint(meetings_of(self._look, who)))
        return Changes(came - known, known, leavers)

    def _earlier(self, meeting: NamedNode) -> frozenset[NamedNode]:
        """The meetings of a lower number or an earlier year; what is not known is neither."""
        own = [self._told[one] for one in self._alike(meeting)]
        number, years = own[0][0], [year for _, year in own if year is not None]
        begun = min(years) if len(years) == len(own) else None
        return frozenset(
            one for one, told in self._told.items() if _is_below(told[0], number) or _is_below(told[1], begun)
        )

    def _alike(self, meeting: NamedNode) -> list[NamedNode]:
        """The meetings of a meeting's number or year."""
        occasion = self._occasion(meeting)
        return self._occasions[occasion] if occasion else [meeting]

    def _occasion(self, meeting: NamedNode) -> _Occasion | None:
        number, year = self._told[meeting]
        if number is not None:
            return (True, number)
        return None if year is None else (False, year)

    def _compared(self, meeting: NamedNode, step: Literal[-1, 1]) -> frozenset[NamedNode] | None:
        """Who was there at the number or year before a meeting's, or after it; None where the two cannot be compared."""
        occasion = self._occasion(meeting)
        if occasion is None or not self._at(occasion):
            return None
        is_number, at = occasion
        other = at + step if is_number else _beside(self._years, at, step)
        return None if other is None else self._at((is_number, other)) or None

    def _at(self, occasion: _Occasion) -> frozenset[NamedNode]:
        """Who was at any meeting of a number or year."""
        return frozenset[NamedNode]().union(*map(self.there, self._occasions.get(occasion, ())))


def _is_below(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one < other


def _beside(ordered: Sequence[int], at: int, step: Literal[-1, 1]) -> int | None:
    """The nearest number below or above one."""
    place = bisect_left(ordered, at) - 1 if step < 0 else bisect_right(ordered, at)
    return ordered[place] if 0 <= place < len(ordered) else None


def _in_order(look: Lookups, meetings: Iterable[NamedNode]) -> list[NamedNode]:
    """Meetings by number; those without one stand where their date puts them, else last, as listed."""
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
