"""What a matrix's marks mean, in words: the same in the report, in the drawing and on the site.

`say` translates; without it the words are English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Cell, Matrix, Presence, Record, Role

__all__ = ["Explained", "legend", "meaning", "missing_meetings", "missing_numbers", "totals"]


Say = Callable[[str], str]
_IS_NEWCOMER, _IS_RETURNER, _IS_LEAVER = map(attrgetter, ("newcomer", "returner", "leaver"))


@dataclass(frozen=True, slots=True)
class Explained:
    """One mark of a legend."""

    words: str
    kind: str
    """`present`, `absent` or `untold`."""
    cell: Cell | None = None
    """A cell that is drawn so, where something is filled in."""


def meaning(cell: Cell, say: Say = str) -> str:
    """Say what a cell means."""
    if cell.presence is not Presence.PRESENT or cell.role is None:
        return say(cell.presence.value)
    words = [say(cell.role.value)]
    words += [say("newcomer")] if cell.newcomer else [say("back again")] if cell.returner else []
    words += [say("not at the next meeting")] if cell.leaver else []
    return say(", ").join(words)


def legend(matrix: Matrix, say: Say = str) -> Iterator[Explained]:
    """Explain the marks that a matrix has, and no others."""
    cells = [cell for row in matrix.rows for cell in row.cells]
    roles = {cell.role for cell in cells if cell.role is not None}
    present = Presence.PRESENT
    yield Explained(say("present"), "present", Cell(present))
    for words, is_so, drawn in (
        (say("newcomer: seen here for the first time"), _IS_NEWCOMER, Cell(present, newcomer=True)),
        (say("back after missing the meeting before"), _IS_RETURNER, Cell(present, returner=True)),
        (say("not at the next meeting"), _IS_LEAVER, Cell(present, leaver=True)),
    ):
        if any(map(is_so, cells)):
            yield Explained(words, "present", drawn)
    for role in Role:
        if role in roles and role is not Role.PARTICIPANT:
            record = Record("", role, Text(""), (), (), (), ())
            yield Explained(say(role.value), "present", Cell(present, (record,)))
    presences = {cell.presence for cell in cells}
    if Presence.ABSENT in presences:
        yield Explained(say("not on the list"), "absent")
    if Presence.NOT_TOLD in presences:
        yield Explained(say("not told: nobody in the data"), "untold")


def totals(matrix: Matrix) -> Iterator[tuple[str, str, list[int | None]]]:
    """The sums under a matrix: name, words, a number for each meeting; rows of which nothing is known are left out."""
    columns = matrix.columns
    yield "present", "Present", [one.present for one in columns]
    for name, words, numbers in (
        ("newcomers", "Newcomers", [one.newcomers for one in columns]),
        ("returners", "Back again", [one.returners for one in columns]),
        ("leavers", "Not at the next", [one.leavers for one in columns]),
    ):
        if any(number is not None for number in numbers):
            yield name, words, numbers


def missing_meetings(matrix: Matrix, say: Say = str) -> str:
    """Say which numbers no meeting of the data has: `Meetings 1–5 are not in the data`; nothing where there are none."""
    missing = [one.missing_before for one in matrix.columns if one.missing_before is not None]
    if not missing:
        return ""
    is_one = len(missing) == 1 and missing[0][0] == missing[0][1]
    numbers = say(", ").join(map(missing_numbers, missing))
    if is_one:
        return say("Meeting %(numbers)s is not in the data") % {"numbers": numbers}
    return say("Meetings %(numbers)s are not in the data") % {"numbers": numbers}


def missing_numbers(missing: tuple[int, int]) -> str:
    """Write a range of numbers: `4–8`, or `4`."""
    first, last = missing
    return str(first) if first == last else f"{first}–{last}"
