"""Which reader a table is for: each recogniser in turn, the strictest first; none takes a table on a guess."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns, find_columns, is_blocking
from icmlpo_rdf.facts.content.rating import LEAST_SCORE, Rating, looks_of_table
from icmlpo_rdf.facts.content.spanned_table import SpannedTable, spanned_table
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import RowCoverage, one_reading, text_of_table, unused_table
from icmlpo_rdf.facts.headings.noun_phrases import LIKELY, STRONG
from icmlpo_rdf.facts.model import Clue, Kind
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.tables.affiliations import find_affiliations, read_affiliations
from icmlpo_rdf.facts.tables.dated_grids import find_dated_grid, read_dated_grid
from icmlpo_rdf.facts.tables.folded_lists import told_by_title
from icmlpo_rdf.facts.tables.grouped_grids import read_grouped
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.matrices import find_matrix, read_matrix
from icmlpo_rdf.facts.tables.meeting_tables import are_meetings, find_meeting_roles, read_meeting_table
from icmlpo_rdf.facts.tables.name_grids import are_names, read_column, read_grid, read_lined
from icmlpo_rdf.facts.tables.names_under_headers import find_headed, read_headed
from icmlpo_rdf.facts.tables.own_headers import told_by_header
from icmlpo_rdf.facts.tables.participant_columns import find_who
from icmlpo_rdf.facts.tables.participant_tables import find_delegations, read_who_table
from icmlpo_rdf.facts.tables.repeated_headers import side_by_side
from icmlpo_rdf.facts.tables.seats_by_term import find_seats_by_term, read_seats_by_term
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.tables.transposed_matrices import find_transposed_matrix, read_transposed_matrix
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Section, Table

__all__ = ["TableReader"]


def _is_told(context: Context) -> bool:
    """Words and profile alone say that names of one kind are members."""
    return context.attended or context.words + context.profile >= LEAST_SCORE


def _find_delegations(view: TableView) -> Layout | None:
    return find_delegations(view) if view.context.under_meeting else None


def _find_affiliations(view: TableView) -> tuple[ColumnRole, ...] | None:
    return find_affiliations(view.columns)


def _columns_told(columns: Columns) -> str:
    """The headers with what may stand under them."""
    told = []
    for place, roles in enumerate(columns.candidates):
        header = columns.headers[place] if place < len(columns.headers) else f"column {place + 1}"
        told.append(f"{header} ({' or '.join(role.value for role in roles) or 'not known'})")
    return ", ".join(told)


def _rating(view: TableView, layout: Layout) -> Rating:
    """How surely the table lists members or participants."""
    known = view.seen.table.spans_are_known
    looks = looks_of_table(view.columns, layout.who, layout.roles, view.lexicon, stand_right=known)
    if view.context.apart and not looks and layout.roles[layout.who] is ColumnRole.PERSON:
        looks = (Clue("the column is one of persons", _HINTS),)
    return Rating(view.context.words, view.context.profile, looks)


_NAMES, _HEADED = "names-table", "names-table-by-header"
_BODY, _HINTS = 2.0, 1.5


class _Recogniser(Struct, frozen=True):
    """A reader of tables: what it finds in a table that is for it, and how it reads that."""

    name: str
    find: Callable[[TableView], Any]
    """Returns nothing that counts as true where the table is for another."""
    read: Callable[[TableView, Any], None]


def _calls_members(context: Context) -> bool:
    """True where a heading surely calls those under it members, or by their seat, on the page of a body: what a header says tells of them."""
    least = LIKELY if context.kind is Kind.PERSON else STRONG
    return context.members and context.words >= least and context.profile >= _BODY


class TableReader:
    """Reads the tables of one page."""

    def __init__(
        self,
        lexicon: Lexicon,
        found: Found,
        names: tuple[str, ...] = (),
        *,
        is_series: bool,
        compare: bool = False,
    ) -> None:
        """Keep where facts go.

        Args:
            lexicon: the words of the page's language.
            found: where facts and notes go.
            names: how the page calls its subject.
            is_series: the page's title is that of a series of meetings.
            compare: features also which reader would have taken a table next.
        """
        self._lexicon = lexicon
        self._found = found
        self._names = names
        self._is_series = is_series
        self._compare = compare
        self._refused = ""
        self._rating: Rating | None = None
        self._runner_up = ""
        # In their order, the strictest first.
        self._recognisers: tuple[_Recogniser, ...] = (
            _Recogniser("attendance-matrix", find_matrix, read_matrix),
            _Recogniser("transposed-table", find_transposed_matrix, read_transposed_matrix),
            _Recogniser("names-under-headers", find_headed, read_headed),
            _Recogniser(_NAMES, self._find_who, read_who_table),
            _Recogniser("delegations-table", _find_delegations, read_who_table),
            _Recogniser("meetings-table", find_meeting_roles, read_meeting_table),
            _Recogniser("dated-grid", find_dated_grid, read_dated_grid),
            _Recogniser("seats-by-term", find_seats_by_term, read_seats_by_term),
            _Recogniser(_HEADED, self._find_told, lambda _, told: read_who_table(*told)),
            _Recogniser("affiliations-table", _find_affiliations, read_affiliations),
        )

    def read(self, table: Table, section: Section, context: Context) -> None:
        """Read a table as what it is, or put it into the report."""
        seen = spanned_table(table)
        columns = find_columns(seen.table, self._lexicon)
        if columns is not None and context.says_who and not columns.blocked and not seen.written:
            parts = side_by_side(table, columns)
            if len(parts) > 1:
                begin = len(self._found.readings)
                for part in parts:
                    self._read_one(
                        part, spanned_table(part), find_columns(part, self._lexicon), section, context
                    )
                self._found.readings[begin:] = [one_reading(self._found.readings[begin:])]
                return
        self._read_one(table, seen, columns, section, context)

    def _read_one(
        self, table: Table, seen: SpannedTable, columns: Columns | None, section: Section, context: Context
    ) -> None:
        self._refused, self._rating, self._runner_up = context.refused, None, ""
        begin = len(self._found.readings)
        name = self._read_names(seen, columns, context)
        if not name and columns is not None and columns.blocked and not _calls_members(context):
            told = next(one for one in columns.headers if is_blocking(one, self._lexicon))
            self._refused = self._refused or f"the header “{told}” is one of contests, casts and records"
        elif not name and columns is not None:
            coverage = RowCoverage(seen)
            name = self._read(
                TableView(
                    seen, columns, section, context, self._lexicon, self._is_series, self._found, coverage
                )
            )
        if not name:
            code = Code.TABLE_NOT_UNDERSTOOD if context.says_who else Code.TABLE_UNUSED
            mend = replace(context, refused=self._refused).mend if code is Code.TABLE_UNUSED else ""
            self._found.notes.append(Note(code, table.span, text_of_table(table), mend))
            self._found.readings.append(unused_table(table, context.under, self._refused))
        self._tell(begin, name, context)

    def _tell(self, begin: int, name: str, context: Context) -> None:
        """Add to the readings from `begin` on which reader took the table, and what spoke for it."""
        rating = self._rating if name in {"", _NAMES, _HEADED} else None
        weighed = rating is not None and not context.attended
        clues = rating.clues if rating and weighed else rating.entries if rating else ()
        least = LEAST_SCORE if weighed else None
        for index in range(begin, len(self._found.readings)):
            self._found.readings[index] = replace(
                self._found.readings[index],
                recogniser=name,
                clues=clues,
                least=least,
                runner_up=self._runner_up,
            )

    def _read_names(self, seen: SpannedTable, columns: Columns | None, context: Context) -> str:
        """Read a table that holds nothing but names; return which reader did."""
        if not context.says_who or not _is_told(context):
            return ""
        if read_lined(seen, context, self._lexicon, self._found):
            return "numbered-lines"
        if read_grouped(seen, context, self._lexicon, self._found):
            return "grouped-grid"
        if columns is not None and columns.headers and not are_names(columns, self._lexicon):
            told = told_by_title(columns, context, self._lexicon, self._names)
            below = replace(seen, table=replace(seen.table, rows=columns.rows))
            is_titled = told is not None and read_grid(below, told, self._lexicon, self._found)
            return "name-grid" if is_titled else ""
        if read_grid(seen, context, self._lexicon, self._found):
            return "name-grid"
        return "name-column" if read_column(seen, context, self._lexicon, self._found) else ""

    def _find_who(self, view: TableView) -> Layout | None:
        """Where names stand that are members or participants. Participants rest on their meeting: only entries that
        cannot be any refuse them.
        """
        if not view.context.says_who or are_meetings(view):
            return None
        layout = find_who(view.columns, view.context, view.lexicon)
        if layout is None:
            self._refused = f"no column says who: {_columns_told(view.columns)}"
            return None
        return layout if self._is_sure(view, layout) else None

    def _find_told(self, view: TableView) -> tuple[TableView, Layout] | None:
        told = told_by_header(view)
        return told if told and self._is_sure(*told) else None

    def _is_sure(self, view: TableView, layout: Layout) -> bool:
        rating = self._rating = _rating(view, layout)
        is_sure = rating.content >= 0 if view.context.attended else rating.is_enough
        if is_sure:
            self._refused = ""
        else:
            self._refused = rating.against if view.context.attended else str(rating)
        return is_sure

    def _read(self, view: TableView) -> str:
        """Read the table by the first reader that it is for; return its name."""
        for place, one in enumerate(self._recognisers):
            if found := one.find(view):
                if self._compare:
                    rest = self._recognisers[place + 1 :]
                    self._runner_up = next((other.name for other in rest if other.find(view)), "")
                one.read(view, found)
                return one.name
        return ""
