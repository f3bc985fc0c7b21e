"""Which reader a table is for: each recogniser in turn, the strictest first; none takes a table on a guess."""

from __future__ import annotations

from icmlpo_rdf.facts.affiliations import find_affiliations, read_affiliations
from icmlpo_rdf.facts.columns import find_columns
from icmlpo_rdf.facts.contexts import Context
from icmlpo_rdf.facts.ledger import RowLedger, text_of_table
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.matrices import find_matrix, read_matrix
from icmlpo_rdf.facts.meeting_tables import find_meeting_roles, read_meeting_table
from icmlpo_rdf.facts.statements import Found
from icmlpo_rdf.facts.who_tables import find_who, read_who_table
from icmlpo_rdf.page import Section, Table
from icmlpo_rdf.report import Code, Note

__all__ = ["read_table"]


def read_table(
    table: Table, section: Section, context: Context, lexicon: Lexicon, found: Found, *, is_series: bool
) -> None:
    """Read a table as what it is, or put it into the report."""
    columns = find_columns(table, lexicon)
    if columns is not None and not columns.blocked:
        if matrix := find_matrix(columns, context, lexicon, is_series=is_series):
            read_matrix(table, columns, matrix, section, context, lexicon, found)
            return
        if context.says_who and (layout := find_who(columns, context)):
            read_who_table(table, columns, layout, context, lexicon, found)
            return
        if roles := find_meeting_roles(columns, context, is_series=is_series):
            read_meeting_table(table, columns, roles, context, lexicon, found)
            return
        if affiliations := find_affiliations(columns):
            read_affiliations(table, columns, affiliations, context, lexicon, found)
            return
    code = Code.TABLE_NOT_UNDERSTOOD if context.says_who else Code.TABLE_UNUSED
    found.notes.append(Note(code, table.lines, text_of_table(table)))
    found.readings.append(RowLedger.unused(table, context.under, ""))
