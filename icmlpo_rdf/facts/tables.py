"""Which reader a table is for: each recogniser in turn, the strictest first; none takes a table on a guess."""

from __future__ import annotations

from icmlpo_rdf.facts.affiliations import find_affiliations, read_affiliations
from icmlpo_rdf.facts.columns import Columns, find_columns
from icmlpo_rdf.facts.content import LEAST_SCORE, Rating, score_of_table
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.crossed import find_crossed, read_crossed
from icmlpo_rdf.facts.grids import find_headed, read_column, read_grid, read_headed, read_lined, side_by_side
from icmlpo_rdf.facts.ledger import RowLedger, one_reading, text_of_table, unused_table
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.matrices import find_matrix, read_matrix
from icmlpo_rdf.facts.meeting_tables import are_meetings, find_meeting_roles, read_meeting_table
from icmlpo_rdf.facts.own_headers import told_by_header
from icmlpo_rdf.facts.sheets import Sheet
from icmlpo_rdf.facts.spread import Spread, spread
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.who_columns import Layout, find_who
from icmlpo_rdf.facts.who_tables import find_delegations, read_who_table
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import Section, Table

__all__ = ["TableReader"]


def _is_told(context: Context) -> bool:
    """Words and profile alone say that names of one kind are members."""
    return context.attended or context.words + context.profile >= LEAST_SCORE


def _rating(sheet: Sheet, layout: Layout) -> Rating:
    """How surely the table lists members or participants."""
    known = sheet.seen.table.spans_are_known
    content = score_of_table(sheet.columns, layout.who, layout.roles, sheet.lexicon, stand_right=known)
    return Rating(sheet.context.words, sheet.context.profile, content)


class TableReader:
    """Reads the tables of one page."""

    def __init__(self, lexicon: Lexicon, found: Found, *, is_series: bool) -> None:
        """`is_series`: the page's title is that of a series of meetings."""
        self._lexicon = lexicon
        self._found = found
        self._is_series = is_series
        self._refused = ""

    def read(self, table: Table, section: Section, context: Context) -> None:
        """Read a table as what it is, or put it into the report."""
        seen = spread(table)
        columns = find_columns(seen.table, self._lexicon)
        if columns is not None and context.says_who and not columns.blocked and not seen.written:
            parts = side_by_side(table, columns)
            if len(parts) > 1:
                begin = len(self._found.readings)
                for part in parts:
                    self._read_one(part, spread(part), find_columns(part, self._lexicon), section, context)
                self._found.readings[begin:] = [one_reading(self._found.readings[begin:])]
                return
        self._read_one(table, seen, columns, section, context)

    def _read_one(
        self, table: Table, seen: Spread, columns: Columns | None, section: Section, context: Context
    ) -> None:
        self._refused = context.refused
        if context.says_who and _is_told(context) and read_lined(seen, context, self._lexicon, self._found):
            return
        if (
            context.says_who
            and (columns is None or not columns.headers)
            and _is_told(context)
            and (
                read_grid(seen, context, self._lexicon, self._found)
                or read_column(seen, context, self._lexicon, self._found)
            )
        ):
            return
        if (
            columns is None
            or columns.blocked
            or not self._read(
                Sheet(
                    seen,
                    columns,
                    section,
                    context,
                    self._lexicon,
                    self._is_series,
                    self._found,
                    RowLedger(seen),
                )
            )
        ):
            code = Code.TABLE_NOT_UNDERSTOOD if context.says_who else Code.TABLE_UNUSED
            self._found.notes.append(Note(code, table.span, text_of_table(table)))
            self._found.readings.append(unused_table(table, context.under, self._refused))

    def _is_sure(self, sheet: Sheet, layout: Layout) -> bool:
        """Participants rest on their meeting: only entries that cannot be any refuse them."""
        rating = _rating(sheet, layout)
        is_sure = rating.content >= 0 if sheet.context.attended else rating.is_enough
        self._refused = "" if is_sure else str(rating)
        return is_sure

    def _read(self, sheet: Sheet) -> bool:
        if matrix := find_matrix(sheet):
            read_matrix(sheet, matrix)
        elif crossed := find_crossed(sheet):
            read_crossed(sheet, crossed)
        elif headed := find_headed(sheet):
            read_headed(sheet, headed)
        elif (
            sheet.context.says_who
            and not are_meetings(sheet)
            and (layout := find_who(sheet.columns, sheet.context, sheet.lexicon))
            and self._is_sure(sheet, layout)
        ):
            read_who_table(sheet, layout)
        elif sheet.context.under_meeting and (delegations := find_delegations(sheet)):
            read_who_table(sheet, delegations)
        elif meetings := find_meeting_roles(sheet):
            read_meeting_table(sheet, meetings)
        elif (told := told_by_header(sheet)) and self._is_sure(*told):
            read_who_table(*told)
        elif affiliations := find_affiliations(sheet.columns):
            read_affiliations(sheet, affiliations)
        else:
            return False
        return True
