"""Values as Wikidata has them: items, texts, addresses, points in time with their precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "ItemValue",
    "Precision",
    "TextValue",
    "TimeValue",
    "Value",
    "covering",
    "time_in_wikibase",
    "time_of",
]

_IN_WIKIBASE = lazy_pattern(r"\+?(\d{4,16})-(\d\d)-(\d\d)T.*")
_LAST_YEAR = 9_999
_DATE = lazy_pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Precision(IntEnum):
    """How fine a point in time is, in Wikibase's numbers."""

    YEAR = 9
    MONTH = 10
    DAY = 11


@dataclass(frozen=True, slots=True, order=True)
class ItemValue:
    """An item."""

    item: str

    def __str__(self) -> str:
        """As commands have it: `Q42`."""
        return self.item


@dataclass(frozen=True, slots=True, order=True)
class TextValue:
    """A text or an address."""

    text: str

    def __str__(self) -> str:
        """As commands have it, between quotes."""
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True, order=True)
class TimeValue:
    """A year, a month or a day of the Gregorian calendar."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def precision(self) -> Precision:
        """How fine it is."""
        if not self.month:
            return Precision.YEAR
        return Precision.DAY if self.day else Precision.MONTH

    def __str__(self) -> str:
        """As commands have it: `+2011-05-00T00:00:00Z/10`."""
        return f"+{self.year:04}-{self.month:02}-{self.day:02}T00:00:00Z/{self.precision.value}"

    @property
    def iso(self) -> str:
        """As people and other data have it: `2011-05`."""
        parts = (f"{self.year:04}", f"{self.month:02}", f"{self.day:02}")
        return "-".join(parts[: self.precision - Precision.YEAR + 1])

    @property
    def in_any_calendar(self) -> TimeValue:
        """As fine as it may be told without saying in which calendar: its year alone before the first day of the Gregorian one."""
        return TimeValue(self.year) if self.month and self < _FIRST_GREGORIAN else self

    def agrees(self, other: TimeValue) -> bool:
        """Whether both may be one point in time, one of them told finer than the other."""
        return self.iso.startswith(other.iso) or other.iso.startswith(self.iso)


_FIRST_GREGORIAN = TimeValue(1582, 10, 15)

Value = ItemValue | TextValue | TimeValue


def time_of(written: str) -> TimeValue | None:
    """Return what `2011`, `2011-05` or `2011-05-03` says; None for anything else, and for what is no day."""
    match = _DATE.fullmatch(written)
    if match is None:
        return None
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return TimeValue(*(int(part or 0) for part in match.groups()))


def time_in_wikibase(written: str, precision: int) -> TimeValue | None:
    """Return what `+2011-05-03T00:00:00Z` says, as far as it is precise; None for decades, hours and years of more than four digits."""
    match = _IN_WIKIBASE.fullmatch(written)
    if match is None or precision not in set(Precision):
        return None
    parts = [int(part) for part in match.groups()]
    if parts[0] > _LAST_YEAR:
        return None
    return TimeValue(*parts[: precision - Precision.YEAR + 1])


def covering(start: TimeValue, end: TimeValue) -> TimeValue | None:
    """Return the finest point in time that a span lies in: its day, month or year; None where it lies in several years."""
    if start.year != end.year:
        return None
    if start.month != end.month:
        return TimeValue(start.year)
    return start if start.day == end.day else TimeValue(start.year, start.month)
