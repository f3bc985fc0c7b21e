"""Meetings and their participants' tables: rows to statements, or to notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from icmlpo_rdf.facts.columns import Columns, find_columns
from icmlpo_rdf.facts.headings import MeetingHeading, parse_meeting_heading
from icmlpo_rdf.facts.lexicon import Lexicon, Role
from icmlpo_rdf.facts.model import Meeting, Purpose, Reading
from icmlpo_rdf.facts.names import PrintedName, plain_name
from icmlpo_rdf.page import ItemList, PageDocument, Row, Section, Table
from icmlpo_rdf.report import Code, Lines, Note

__all__ = ["Attendance", "Statement", "find_attendance"]

_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Statement:
    """A row that says that somebody took part in a meeting; nobody is identified yet."""

    meeting: Meeting
    name: PrintedName
    place: PrintedName | None
    lines: Lines


@dataclass(slots=True)
class Attendance:
    """The page's meetings, the rows that say who took part, and what was not understood."""

    meetings: list[Meeting] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def find_attendance(document: PageDocument, lexicon: Lexicon) -> Attendance:
    """Read every participants' table under a meeting's heading; account for all other tables and lists."""
    found = Attendance()
    for section, heading, meeting in _with_meetings(document, lexicon):
        if meeting and meeting not in found.meetings:
            found.meetings.append(meeting)
        under = section.heading.content.text if section.heading else ""
        for block in section.blocks:
            if isinstance(block, Table):
                if meeting and heading and heading.lists_participants:
                    _read_table(block, meeting, under, lexicon, found)
                else:
                    found.notes.append(Note(Code.TABLE_UNUSED, block.lines, _first_text(block)))
                    found.readings.append(
                        Reading("table", block.lines, under, Purpose.NONE, (), 0, len(block.rows))
                    )
            elif isinstance(block, ItemList):
                _read_list(block, under, lexicon, found)
    return found


def _with_meetings(
    document: PageDocument, lexicon: Lexicon
) -> Iterator[tuple[Section, MeetingHeading | None, Meeting | None]]:
    """Each section with the meeting that it, or the section around it, is about."""
    heading: MeetingHeading | None = None
    meeting: Meeting | None = None
    # Two headings of one number and year are one meeting; without a number the wording must agree too.
    known: dict[tuple[int | str, int | None], Meeting] = {}
    level = 0
    for section in document.sections:
        if section.heading is None:
            yield section, None, None
            continue
        text = section.heading.content.text
        if parsed := parse_meeting_heading(text, lexicon):
            heading, level = parsed, section.level
            meeting = known.setdefault(
                (parsed.label if parsed.ordinal is None else parsed.ordinal, parsed.year),
                Meeting(parsed.label, parsed.ordinal, parsed.year, section.heading.content.lines),
            )
        elif section.level <= level:
            heading, meeting, level = None, None, 0
        elif heading:
            # A sub-section: its own heading says whether participants stand under it.
            listed = lexicon.participants.fullmatch(text.strip()) is not None
            heading = MeetingHeading(heading.label, heading.ordinal, heading.year, lists_participants=listed)
        yield section, heading, meeting


def _read_table(table: Table, meeting: Meeting, under: str, lexicon: Lexicon, found: Attendance) -> None:
    columns = find_columns(table, lexicon)
    if columns is None:
        found.notes.append(Note(Code.TABLE_NOT_UNDERSTOOD, table.lines, _first_text(table)))
        found.readings.append(Reading("table", table.lines, under, Purpose.NONE, (), 0, len(table.rows)))
        return
    before = len(found.statements)
    for row in columns.rows:
        read = _read_row(row, columns, meeting, lexicon)
        if isinstance(read, Note):
            found.notes.append(read)
        else:
            found.statements.append(read)
    used = len(found.statements) - before
    roles = tuple(role.value for role in columns.roles)
    found.readings.append(
        Reading("table", table.lines, under, Purpose.PARTICIPANTS, roles, used, len(columns.rows) - used)
    )


def _read_row(row: Row, columns: Columns, meeting: Meeting, lexicon: Lexicon) -> Statement | Note:
    """One row as a statement; a row that does not fit the columns is reported, not guessed."""
    if row.is_empty:
        return Note(Code.ROW_EMPTY, row.lines, "")
    text = " | ".join(cell.content.text.replace("\n", " ") for cell in row.cells)[:_QUOTE]
    if len(row.cells) != len(columns.roles) or any(
        cell.rowspan != 1 or cell.colspan != 1 for cell in row.cells
    ):
        return Note(Code.ROW_NOT_UNDERSTOOD, row.lines, text)
    name_cell = row.cells[columns.organization]
    country_cell = row.cells[columns.country] if columns.country is not None else None
    if name_cell.content.is_empty or lexicon.role_of(name_cell.content.text) is Role.ORGANIZATION:
        return Note(Code.ROW_NOT_UNDERSTOOD, row.lines, text)
    name = plain_name(name_cell, lexicon)
    place = plain_name(country_cell, lexicon) if country_cell else None
    if name is None or (country_cell and place is None and not country_cell.content.is_empty):
        return Note(Code.NAME_NOT_UNDERSTOOD, row.lines, text)
    return Statement(meeting, name, place, row.lines)


def _read_list(block: ItemList, under: str, lexicon: Lexicon, found: Attendance) -> None:
    """Only "see also" lists are used; their links are read with the page's subject."""
    filled = [item for item in block.items if not item.content.is_empty]
    found.notes.extend(Note(Code.ITEM_EMPTY, item.lines, "") for item in block.items if item.content.is_empty)
    used = (
        [item for item in filled if item.content.links] if under.strip().lower() in lexicon.see_also else []
    )
    if filled and not used:
        found.notes.append(Note(Code.LIST_UNUSED, block.lines, filled[0].content.text[:_QUOTE]))
    purpose = Purpose.SEE_ALSO if used else Purpose.NONE
    unused = len(block.items) - len(used)
    found.readings.append(Reading("list", block.lines, under, purpose, (), len(used), unused))


def _first_text(table: Table) -> str:
    if table.caption:
        return table.caption.text[:_QUOTE]
    return " | ".join(cell.content.text.replace("\n", " ") for cell in table.rows[0].cells)[:_QUOTE]
