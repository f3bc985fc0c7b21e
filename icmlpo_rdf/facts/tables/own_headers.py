"""Tables whose own header says that members stand in their rows, where no heading does: Member state, Joined."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import cells_under, filled_under, names_each_row
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.tables.layouts import Layout
from icmlpo_rdf.facts.tables.participant_columns import find_who
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole

__all__ = ["told_by_header"]

_SURE = 2.0
"""How surely a header says it, and how surely the page must be about a body."""
_SEQUENCE = frozenset(
    {ColumnRole.ORDINAL, ColumnRole.DATE, ColumnRole.YEAR, ColumnRole.TERM, ColumnRole.OFFICE}
)
"""With these the rows are terms, meetings, offices."""
_SLID = 2
"""Rows with one cell left; one row may lack all else."""
_LEAST, _NEARLY_ALL = 3, 0.8
_PERSONS = frozenset({ColumnRole.PERSON, ColumnRole.PARTY})


def told_by_header(view: TableView) -> tuple[TableView, Layout] | None:
    """Return the table under the words of its own header, and which column says who; None where it says nothing."""
    above = view.context
    if view.is_series or above.profile < _SURE or _is_told(above):
        return None
    context = Context(
        under=above.under, members=True, words=_SURE, profile=above.profile, within=view.seen.table.span
    )
    if seated := _in_office(view, context):
        return seated
    layout = _with_leaders(view) or find_who(view.columns, context, view.lexicon)
    if layout is None or not (_are_led(view, layout) or _may_list_members(view, layout)):
        return None
    index = layout.who
    start, end = layout.of(ColumnRole.START), layout.of(ColumnRole.END)
    takes_turns = start is not None and end is not None
    header = _header(view, index)
    standing = None if takes_turns else _said_of_names(header, view)
    if standing is None and start is not None:
        index = start
        leaves = end is not None and layout.roles[layout.who] is ColumnRole.COUNTRY
        header = _header(view, index)
        standing = _said_of_dates(header, view, leaves=leaves)
    if standing is None:
        return None
    said = replace(context, standing=standing, because=header, said_at=view.header_over(index))
    return replace(view, context=said), layout


def _header(view: TableView, at: int) -> str:
    return view.columns.headers[at] if at < len(view.columns.headers) else ""


def _in_office(view: TableView, context: Context) -> tuple[TableView, Layout] | None:
    """役職 | 氏名 under 構成, on the page of an assembly, where some of them are just members: 委員."""
    lexicon, roles = view.lexicon, view.columns.resolve((ColumnRole.PERSON, ColumnRole.OFFICE))
    is_composed = view.context.seats and context.under.strip() in lexicon.words["composed"]
    if not is_composed or roles.count(ColumnRole.PERSON) != 1 or ColumnRole.OFFICE not in roles:
        return None
    who, office = roles.index(ColumnRole.PERSON), roles.index(ColumnRole.OFFICE)
    offices = (lexicon.matcher.tokens(cell.content.text) for cell in cells_under(view.columns.rows, office))
    if not any(tokens and "seat" in tokens[-1].classes for tokens in offices):
        return None
    said = replace(context, standing=Standing.MEMBER, kind=Kind.PERSON, because=context.under)
    here = replace(said, said_at=view.header_over(office))
    return replace(view, context=here), Layout(roles, who, None)


def _is_told(above: Context) -> bool:
    """True where the words above a table say already what stands in it, or that it is no members."""
    said = above.says_who and not above.called
    return bool(said or above.meeting or above.meetings or above.refused or above.fiction)


def _with_leaders(view: TableView) -> Layout | None:
    """Member | Name | Position: the column that says so, where nearly all that stands in it are countries."""
    roles = view.columns.resolve((ColumnRole.NAME,))
    at = roles.index(ColumnRole.NAME) if ColumnRole.NAME in roles else None
    if at is None or ColumnRole.OFFICE not in roles:
        return None
    layout = Layout(roles, at, None)
    return layout if _said_of_names(_header(view, at), view) is not None and _are_led(view, layout) else None


def _are_led(view: TableView, layout: Layout) -> bool:
    """True for countries that each have one row, or several under each other, with offices beside them."""
    if ColumnRole.OFFICE not in layout.roles or layout.roles[layout.who] in _PERSONS:
        return False
    cells = filled_under(view.columns.rows, layout.who)
    all_features = [features_of(cell, view.lexicon) for cell in cells if cell.colspan == 1]
    countries = [features.key for features in all_features if features.country]
    return len(countries) >= max(_LEAST, _NEARLY_ALL * len(all_features)) and len(set(countries)) == len(
        countries
    )


def _may_list_members(view: TableView, layout: Layout) -> bool:
    """False for rows that are terms, meetings, offices or persons, and for those of which one name has several."""
    roles = layout.roles
    if roles[layout.who] in _PERSONS or _SEQUENCE.intersection(roles):
        return False
    # Member | From | To: of those who took turns
    takes_turns = ColumnRole.END in roles and ColumnRole.START not in roles
    return (
        not takes_turns and names_each_row(view.columns, layout.who) and not _may_have_slid(view, layout.who)
    )


def _may_have_slid(view: TableView, who: int) -> bool:
    """True where of several rows nothing but that cell is left, and of others more: what spanned rows is lost, Member | Airport."""
    if view.seen.table.spans_are_known:
        return False
    rows = [row for row in view.columns.rows if not row.is_empty]
    alone = sum(all(cell.content.is_empty for at, cell in enumerate(row.cells) if at != who) for row in rows)
    return _SLID <= alone < len(rows)


def _said_of_names(header: str, view: TableView) -> Standing | None:
    """As what those are members whom a header calls so: Member state, 创始成员."""
    phrase = read_phrase(header, view.lexicon)
    said = phrase is not None and phrase.members and not phrase.absent and phrase.score > _SURE
    return phrase.standing if phrase and said else None


def _said_of_dates(header: str, view: TableView, *, leaves: bool) -> Standing | None:
    """A member's, where a date is that of joining: Year joined, 加入时间; Entry, of countries beside their exit."""
    telling = {"joining", "join"} if leaves else {"joining"}
    joined = any(telling & token.classes for token in view.lexicon.matcher.tokens(header))
    return Standing.MEMBER if joined else None
