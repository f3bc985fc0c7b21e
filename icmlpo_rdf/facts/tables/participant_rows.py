"""One row of a table of participants or members: what it states, its cells under their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import QUOTE
from icmlpo_rdf.facts.headings.noun_phrases import standing_alone
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_cell, read_names
from icmlpo_rdf.facts.names.lined import term_of
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.regions import bracketed_place
from icmlpo_rdf.facts.names.remarks import is_status
from icmlpo_rdf.facts.names.statuses import Said, tells_standing
from icmlpo_rdf.facts.statements import Around, Statement, marked_as, state
from icmlpo_rdf.facts.tables.flag_columns import flag_in
from icmlpo_rdf.facts.tables.joined_bodies import bodies_in, memberships_in
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.lined_delegates import read_delegates
from icmlpo_rdf.facts.tables.originals import more_telling
from icmlpo_rdf.facts.tables.participant_groups import Carried
from icmlpo_rdf.facts.tables.yes_or_no import is_denied
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import PartialDate, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Cell, Row

__all__ = ["RowReader"]

_NO_NAMES = frozenset({"-", "–", "—", "?", "？", "－"})
_KINDS = {
    ColumnRole.ORGANIZATION: Kind.ORGANIZATION,
    ColumnRole.PARTY: Kind.ORGANIZATION,
    ColumnRole.COUNTRY: Kind.COUNTRY,
    ColumnRole.PERSON: Kind.PERSON,
}


class RowReader(Struct, frozen=True):
    """Reads one row whose cells stand under their columns."""

    row: Row
    cells: list[Cell | None]
    layout: Layout
    carried: Carried
    lexicon: Lexicon
    original: int | None
    """The column of the names in another language."""
    asking: Mapping[int, frozenset[str]]
    """The columns that ask whether those of the row came or belong, with the marks that deny it."""
    flags: frozenset[int]
    """The columns of flags alone."""
    notes: list[Note]
    """What of the row is not read."""

    def statements(self) -> list[Statement] | Code:
        """What the row states; the code of the reason when it states nothing."""
        if is_denied(self.cells, self.asking, self.lexicon):
            return Code.ABSENT
        if isinstance(entries := self._entries(), Code):
            return entries
        if isinstance(place := self._place(entries), Code):
            return place
        context = self._context()
        around = self._around(place, context)
        if context.members and context.standing is None and not around.statuses:
            return Code.ROLE_NOT_TOLD
        read = self._stated(entries, around, context)
        statements = [statement for stated, _ in read for statement in stated]
        absent = any(said.absent for _, said in read)
        persons = [] if absent else self._all_persons(entries, around.region)
        if persons is None:
            return Code.NAME_NOT_UNDERSTOOD
        statements += persons
        if not statements:
            return Code.ABSENT if absent else Code.ROW_NOT_UNDERSTOOD
        return [*statements, *self._affiliations(entries, statements[0].kind)]

    def _stated(
        self, entries: Sequence[Entry], around: Around, context: Context
    ) -> list[tuple[list[Statement], Said]]:
        """What each of the row's names states, with what a legend says of its mark."""
        who = self.cells[self.layout.who]
        marks = (marked_as(one, context, who.content) if who else None for one in entries)
        beside = [replace(around, marked=mark) for mark in marks]
        span, lexicon = self.row.span, self.lexicon
        return [state(one, context, lexicon, span, other) for one, other in zip(entries, beside, strict=True)]

    @property
    def joined(self) -> PartialDate | None:
        """When the row's bearer joined."""
        return self._date(ColumnRole.START)

    def _context(self) -> Context:
        """The words above; in a table of former members, one whose end is not told is a member."""
        is_left = self.carried.some_left and self._of(ColumnRole.END) is None
        context = replace(self.carried.context, standing=Standing.MEMBER) if is_left else self.carried.context
        status = self._of(ColumnRole.STATUS) if context.standing is Standing.MEMBER else None
        told = standing_alone(clean_text(status.content.text), self.lexicon) if status else None
        return replace(context, standing=told) if told else context

    def _entries(self) -> tuple[Entry, ...] | Code:
        """Who the row tells of: none in a row of which only a person is told; the code of the reason when no name is one."""
        original = self.cells[self.original] if self.original is not None else None
        who = more_telling(self.cells[self.layout.who], original, self.lexicon)
        if self.layout.person is None and (who is None or who.content.is_empty):
            return Code.ROW_NOT_UNDERSTOOD
        entries = read_cell(who.content, self.lexicon, who.span) if who else ()
        if entries is None and self.layout.person is not None and who and who.content.text[:1].islower():
            return ()  # in a personal capacity
        return Code.NAME_NOT_UNDERSTOOD if entries is None else entries

    def _around(self, place: PrintedName | None, context: Context) -> Around:
        """What the row's other cells say of its names."""
        start, end = self._term()
        return Around(
            kind=_KINDS.get(self.layout.roles[self.layout.who]) or context.kind,
            place=place,
            is_district=self._of(ColumnRole.COUNTRY) is None,
            region=self._region(),
            statuses=self._statuses(),
            start=self._date(ColumnRole.START) or start,
            end=self._date(ColumnRole.END) or end,
        )

    def _all_persons(self, entries: tuple[Entry, ...], region: PrintedName | None) -> list[Statement] | None:
        """Who stood for the row's country or organization, by all columns of persons; None where one is not understood and nobody else is told."""
        statements: list[Statement] = []
        for cell, role in zip(self.cells, self.layout.roles, strict=False):
            if self.layout.person is not None and role is ColumnRole.PERSON:
                persons = self._persons(cell, entries, region)
                if persons is None and not entries:
                    return None
                if persons is None and cell is not None:
                    told = clean_text(cell.content.text)
                    self.notes.append(Note(Code.REST_NOT_READ, self.row.span, told[:QUOTE]))
                statements += persons or ()
        return statements

    def _affiliations(self, entries: tuple[Entry, ...], kind: Kind | None) -> list[Statement]:
        """The other bodies that the row's own cell names: Primary Conference."""
        cell = self._of(ColumnRole.AFFILIATION)
        is_person = self.layout.roles[self.layout.who] is ColumnRole.PERSON
        if cell is None or is_person or len(entries) != 1 or self.carried.context.attended:
            return []
        kind = kind or Kind.ORGANIZATION
        bodies = bodies_in(cell, self.layout.joined, self.lexicon)
        return memberships_in(bodies, entries[0].name, kind, self.row.span)

    def _persons(
        self, cell: Cell | None, entries: tuple[Entry, ...], region: PrintedName | None
    ) -> list[Statement] | None:
        """Who stood for the row's one country or organization."""
        if cell is None or cell.content.is_empty:
            return []
        if clean_text(cell.content.text).lower() in self.lexicon.not_names | _NO_NAMES:
            return []
        persons = read_delegates(cell.content, self.lexicon, cell.span)
        if persons is None or len(entries) > 1:
            return None
        behalf = entries[0].name if entries else None
        is_country = self.layout.roles[self.layout.who] is ColumnRole.COUNTRY or (
            behalf is not None and place_kind(behalf.text, self.lexicon) is PlaceKind.COUNTRY
        )
        around = Around(
            kind=Kind.PERSON, place=behalf if is_country else None, region=region, on_behalf_of=behalf
        )
        statements: list[Statement] = []
        for person in persons:
            statements += state(person, self.carried.context, self.lexicon, self.row.span, around)[0]
        return statements

    def _of(self, role: ColumnRole) -> Cell | None:
        index = self.layout.of(role)
        cell = None if index is None or index == self.layout.who else self.cells[index]
        return None if cell is None or cell.content.is_empty else cell

    def _place(self, entries: tuple[Entry, ...]) -> PrintedName | Code | None:
        if (cell := self._of(ColumnRole.COUNTRY)) is None:
            if flag := flag_in(self.cells, self.flags, entries, self.lexicon):
                return flag
            where = (self._of(ColumnRole.DISTRICT), self._of(ColumnRole.CITY))
            is_club = self.layout.roles[self.layout.who] is ColumnRole.ORGANIZATION
            # A club plays in its town, in whatever division.
            cell = next(filter(None, reversed(where) if is_club else where), None)
            names = read_names(cell.content, self.lexicon, cell.span) if cell else None
            return names[0].name if names and len(names) == 1 else None
        places = read_names(cell.content, self.lexicon, cell.span)
        if places is None:
            # A lost flag may leave brackets or a bar (docs/pages.md, 12 and 13).
            lost = not any(map(str.isalpha, clean_text(cell.content.text)))
            return None if lost else bracketed_place(cell, self.lexicon) or Code.NAME_NOT_UNDERSTOOD
        return places[0].name if len(places) == 1 else None

    def _region(self) -> PrintedName | None:
        if cell := self._of(ColumnRole.REGION):
            names = read_names(cell.content, self.lexicon, cell.span)
            if names and len(names) == 1:
                return names[0].name
        return self.carried.region

    def _statuses(self) -> tuple[str, ...]:
        """The status cell, a short note that says the like (2004年退出), and what stands for a date: 创始成员国."""
        if self.layout.person is not None:
            return ()  # 身份 beside a person is their office
        found: list[str] = []
        for role in (ColumnRole.STATUS, ColumnRole.NOTE, ColumnRole.START):
            cell = self._of(role)
            text = clean_text(cell.content.text).replace("\n", " ") if cell else ""
            says = (
                role is ColumnRole.STATUS
                or (role is ColumnRole.NOTE and is_status(text, self.lexicon))
                or tells_standing(text, self.lexicon)
            )
            found += [text] if says and any(map(str.isalpha, text)) else []
        return tuple(found)

    def _term(self) -> tuple[PartialDate | None, PartialDate | None]:
        cell = self._of(ColumnRole.TERM)
        return term_of(cell.content.text) if cell else (None, None)

    def _date(self, role: ColumnRole) -> PartialDate | None:
        cell = self._of(role)
        span = parse_date(clean_text(cell.content.text)) if cell else None
        return span.start if span else None
