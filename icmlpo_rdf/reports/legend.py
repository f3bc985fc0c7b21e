"""What a matrix's marks mean, in words: the same in the report and in the drawing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Cell, Matrix, Presence, Record, Role

__all__ = ["Explained", "legend", "meaning", "missing_meetings", "missing_numbers", "totals"]


_IS_NEWCOMER, _IS_RETURNER, _IS_LEAVER = map(attrgetter, ("newcomer", "returner", "leaver"))


@dataclass(frozen=True, slots=True)
class Explained:
    """One mark of a legend."""

    words: str
    kind: str
    """`present`, `absent` or `untold`."""
    cell: Cell | None = None
    """A cell that is drawn so, where something is filled in."""


def meaning(cell: Cell) -> str:
    """Say what a cell means."""
    if cell.presence is not Presence.PRESENT or cell.role is None:
        return cell.presence.value
    words = [cell.role.value]
    words += ["newcomer"] if cell.newcomer else ["back again"] if cell.returner else []
    words += ["not at the next meeting"] if cell.leaver else []
    return ", ".join(words)


def legend(matrix: Matrix) -> Iterator[Explained]:
    """Explain the marks that a matrix has, and no others."""
    cells = [cell for row in matrix.rows for cell in row.cells]
    roles = {cell.role for cell in cells if cell.role is not None}
    present = Presence.PRESENT
    yield Explained("present", "present", Cell(present))
    for words, is_so, drawn in (
        ("newcomer: seen here for the first time", _IS_NEWCOMER, Cell(present, newcomer=True)),
        ("back after missing the meeting before", _IS_RETURNER, Cell(present, returner=True)),
        ("not at the next meeting", _IS_LEAVER, Cell(present, leaver=True)),
    ):
        if any(map(is_so, cells)):
            yield Explained(words, "present", drawn)
    for role in Role:
        if role in roles and role is not Role.PARTICIPANT:
            record = Record("", role, Text(""), (), (), (), ())
            yield Explained(role.value, "present", Cell(present, (record,)))
    presences = {cell.presence for cell in cells}
    if Presence.ABSENT in presences:
        yield Explained("not on the list", "absent")
    if Presence.NOT_TOLD in presences:
        yield Explained("not told: nobody in the data", "untold")


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


def missing_meetings(matrix: Matrix) -> str:
    """Say which numbers no meeting of the data has: `Meetings 1–5 are not in the data`; nothing where there are none."""
    missing = [one.missing_before for one in matrix.columns if one.missing_before is not None]
    if not missing:
        return ""
    is_one = len(missing) == 1 and missing[0][0] == missing[0][1]
    numbers = ", ".join(map(missing_numbers, missing))
    return f"Meeting {numbers} is not in the data" if is_one else f"Meetings {numbers} are not in the data"


def missing_numbers(missing: tuple[int, int]) -> str:
    """Write a range of numbers: `4–8`, or `4`."""
    first, last = missing
    return str(first) if first == last else f"{first}–{last}"
