"""Tables whose cells are all names: members in several columns, participants under their meeting or country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import RowCoverage
from icmlpo_rdf.facts.headings.meeting_headings import parse_members_heading
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Kind, Purpose
from icmlpo_rdf.facts.names.chunks import PICTURE_LABEL, clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import lines_of, numbered_lines
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName, parted
from icmlpo_rdf.facts.names.regions import region_heading
from icmlpo_rdf.facts.statements import Around, Found, Statement, marked_as, state
from icmlpo_rdf.facts.tables.header_countries import country_of
from icmlpo_rdf.facts.tables.matrices import meeting_of
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row, Table, Text
from icmlpo_rdf.spans import Span

__all__ = [
    "are_names",
    "find_headed",
    "read_column",
    "read_grid",
    "read_headed",
    "read_lined",
]

_ALIKE = 0.8
_LEAST_CELLS = 4
_MAX_LINE = 80


def read_grid(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table without a header whose cells are all names of one kind; return whether it is such a table.

    Pages lay their lists of members out in columns: a list in each cell, or a name.
    """
    table = seen.table
    # 成员国：, whose flags a dump has lost, is no name.
    cells = [cell for cell in _filled(table) if not cell.content.text.rstrip().endswith((":", "："))]
    parts = {id(cell): _under_label(cell.content, context, lexicon) for cell in cells}
    if not cells or not _are_alike(table, cells, [names for _, names in parts.values()], lexicon):
        return False
    names = {id(cell): read_names(parts[id(cell)][1], lexicon, cell.span) for cell in cells}
    if not all(names.values()):
        return False
    coverage = RowCoverage(seen)
    for row in table.rows:
        if row.is_empty:
            coverage.report(row, Code.ROW_EMPTY)
            continue
        coverage.use(row)
        for cell in (one for one in row.cells if id(one) in parts):
            here = parts[id(cell)][0]
            found.statements += _stated(names[id(cell)], here, lexicon, row.span, cell.content)
    _finish(coverage, context, table, found)
    return True


def are_names(columns: Columns, lexicon: Lexicon) -> bool:
    """Return whether the header cells are countries as those under them are: a form without other tables heads each by its first row."""
    body = [cell for row in columns.rows for cell in row.cells if not cell.content.is_empty]
    heads = [cell for cell in columns.header_cells if not cell.content.is_empty]
    countries = sum(features_of(cell, lexicon).country for cell in body)
    return (
        bool(heads)
        and all(features_of(cell, lexicon).country for cell in heads)
        and countries >= _ALIKE * len(body)
    )


def _filled(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row.cells if not cell.content.is_empty]


def _stated(
    entries: Sequence[Entry] | None, context: Context, lexicon: Lexicon, span: Span, content: Text
) -> Iterator[Statement]:
    """What the names of a cell or line state, with nothing around them but a legend's mark."""
    for entry in entries or ():
        around = Around(kind=context.kind, marked=marked_as(entry, context, content))
        yield from state(entry, context, lexicon, span, around)[0]


def _finish(coverage: RowCoverage, context: Context, table: Table, found: Found) -> None:
    """Hand over what became of the rows of a table that is all names."""
    found.notes.extend(coverage.notes)
    purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
    width = max(len(row.cells) for row in table.rows)
    found.readings.append(coverage.reading(context, purpose, ["name"] * width))


def _under_label(content: Text, context: Context, lexicon: Lexicon) -> tuple[Context, Text]:
    """A cell's list, and what the line with a colon over it says: 观察员组织：, below members."""
    label, names = parted(content) or ("", content)
    phrase = read_phrase(label, lexicon, below_members=True) if label and context.members else None
    if phrase is None or not phrase.members or not names.text.lstrip(" ").startswith("\n"):
        return context, content
    return replace(context, standing=phrase.standing, kind=phrase.kind or context.kind), names


def read_column(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table without a header each of whose rows holds one name; return whether it is one.

    The dump lost the flags beside them, and so their column is blank.
    """
    rows = [row for row in seen.table.rows if not row.is_empty]
    entries = [_only_entries(row, lexicon) for row in rows]
    if len(rows) < 2 or not all(entries):
        return False
    coverage = RowCoverage(seen)
    for row, read in zip(rows, entries, strict=True):
        coverage.use(row)
        content = next(cell.content for cell in row.cells if cell.content.links)
        found.statements += _stated(read, context, lexicon, row.span, content)
    found.notes.extend(coverage.notes)
    purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
    found.readings.append(coverage.reading(context, purpose, ["name"]))
    return True


def _only_entries(row: Row, lexicon: Lexicon) -> tuple[Entry, ...]:
    """The one linked name of a row that holds nothing else."""
    filled = [cell for cell in row.cells if cell.content.links or _has_letters(cell)]
    if len(filled) != 1 or not filled[0].content.links:
        return ()
    entries = read_names(filled[0].content, lexicon, filled[0].span) or ()
    return entries if len(entries) == 1 else ()


def _has_letters(cell: Cell) -> bool:
    """False for the brackets that a lost flag leaves."""
    return any(map(str.isalnum, cell.content.text))


def read_lined(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table without a header whose cells are numbered or dated lines of names; return whether it is one."""
    lined = [numbered_lines(cell.content) for cell in _filled(seen.table)] if context.members else []
    if not lined or not all(lined) or not all("\n" in cell.content.text for cell in _filled(seen.table)):
        return False
    coverage = RowCoverage(seen)
    for row in (one for one in seen.table.rows if not one.is_empty):
        coverage.use(row)
    for line in chain.from_iterable(filter(None, lined)):
        around = Around(kind=context.kind, start=line.start, end=line.end)
        for entry in read_names(line.content, lexicon, line.span) or ():
            found.statements += state(entry, context, lexicon, line.span, around)[0]
    _finish(coverage, context, seen.table, found)
    return True


def _are_alike(table: Table, cells: Sequence[Cell], contents: Sequence[Text], lexicon: Lexicon) -> bool:
    """True when nearly all cells are countries, or organizations, or each of the one row holds a list."""
    if sum(not row.is_empty for row in table.rows) == 1:
        if len(cells) > 1 and all("\n" in cell.content.text for cell in cells):
            return True
        return all(map(_begins_linked, chain.from_iterable(map(lines_of, contents))))
    if len(cells) < _LEAST_CELLS or max(len(row.cells) for row in table.rows) < 2:
        return False
    all_features = [features_of(cell, lexicon) for cell in cells]
    countries = sum(features.country for features in all_features)
    organizations = sum(features.organization and not features.country for features in all_features)
    return max(countries, organizations) >= _ALIKE * len(all_features)


def _begins_linked(line: Text) -> bool:
    """True for a line of a layout's list: a name with a link, and what is said of it; or a blank one."""
    text = PICTURE_LABEL.sub("", line.text).strip()
    return not line.text.strip() or (
        bool(line.links) and text.startswith(line.links[0].text) and len(text) <= _MAX_LINE
    )


class Headed(Struct, frozen=True):
    """What stands over each column of a table of names: a meeting, or a country."""

    contexts: tuple[Context, ...]
    places: tuple[PrintedName | None, ...]


def find_headed(view: TableView) -> Headed | None:
    """Return what the columns stand under, where every header is a meeting, or a country, or a kind of members.

    第一次会议 | 第二次会议, with those who took part under each; 中国 | 美国, with those who came for each.
    """
    cells = view.columns.header_cells
    if len(cells) < 2 or len(view.columns.header_rows) != 1:
        return None
    headed = _headed(view, cells)
    return headed if headed is not None and _names_only(view) else None


def _headed(view: TableView, cells: Sequence[Cell]) -> Headed | None:
    """What each header cell says, where all of them say the like."""
    context, nowhere = view.context, (None,) * len(cells)
    if standings := _standings(view):
        return Headed(standings, nowhere)
    if context.members and not context.attended:
        return Headed(contexts, nowhere) if (contexts := _parts_of_members(view)) else None
    if not context.attended:
        return None
    if context.meeting is None:
        meetings = list(filter(None, (meeting_of(cell, view.lexicon) for cell in cells)))
        of_each = (
            replace(context, meeting=one, within=view.seen.table.span, named_at=one.span) for one in meetings
        )
        return Headed(tuple(of_each), nowhere) if len(meetings) == len(cells) else None
    places = list(filter(None, (country_of(cell, view.lexicon) for cell in cells)))
    if len(places) == len(cells):
        return Headed((context,) * len(cells), tuple(places))
    return Headed((context,) * len(cells), nowhere) if _are_sides(view) else None


def _are_sides(view: TableView) -> bool:
    """True where persons who came stand under names that no word knows: 海协会 | 海基会, with linked persons under both."""
    if view.context.kind is not Kind.PERSON or any(view.columns.candidates):
        return False
    filled = [cell for row in view.columns.rows for cell in row.cells if not cell.content.is_empty]
    return sum(len(cell.content.links) == 1 for cell in filled) >= _ALIKE * len(filled)


def _parts_of_members(view: TableView) -> tuple[Context, ...]:
    """The columns' contexts where the headers part the members by regions: Africa | Europe."""
    cells = view.columns.header_cells
    regions = [region_heading(cell.content, view.lexicon) for cell in cells]
    are_regions = all(regions) and not any(features_of(cell, view.lexicon).country for cell in cells)
    return tuple(replace(view.context, region=region) for region in regions) if are_regions else ()


def _standings(view: TableView) -> tuple[Context, ...]:
    """The columns' contexts where each header is another kind of members: 成员国 | 观察员国."""
    found: list[Context] = []
    for cell in view.columns.header_cells:
        members = parse_members_heading(clean_text(cell.content.text), view.lexicon)
        if members is None or members.standing is None:
            return ()
        found.append(
            replace(
                view.context,
                members=True,
                attended=False,
                standing=members.standing,
                kind=members.kind,
                within=view.seen.table.span,
                said_at=(*view.context.said_at, cell.span),
            )
        )
    return tuple(found) if len({one.standing for one in found}) == len(found) else ()


def _names_only(view: TableView) -> bool:
    """True when the cells are names, not marks, numbers or countries under countries."""
    filled = [cell for row in view.columns.rows for cell in row.cells if not cell.content.is_empty]
    named = [cell for cell in filled if read_names(cell.content, view.lexicon, cell.span)]
    long = [cell for cell in named if len(clean_text(cell.content.text)) > 1]
    return bool(filled) and len(named) == len(filled) and len(long) >= _ALIKE * len(filled)


def read_headed(view: TableView, headed: Headed) -> None:
    """Read a table of names under meetings or countries. A row that lost a cell may have slid: it is reported."""
    for context in headed.contexts:
        if context.attended and context.meeting is not None and view.context.meeting is None:
            view.found.meetings[context.meeting] = None
    for place, context in zip(headed.places, headed.contexts, strict=True):
        if place is not None:
            span = view.columns.header_rows[0].span
            around = Around(kind=Kind.COUNTRY)
            view.found.statements += state(Entry(place), context, view.lexicon, span, around)[0]
    for row in view.rows():
        if len(row.cells) != len(headed.contexts):
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        view.coverage.use(row)
        view.found.statements.extend(_of_row(row, headed, view.lexicon))
    purpose = Purpose.MEMBERS if headed.contexts[0].members else Purpose.PARTICIPANTS
    view.finish(purpose, ["name"] * len(headed.contexts))


def _of_row(row: Row, headed: Headed, lexicon: Lexicon) -> Iterator[Statement]:
    for cell, context, place in zip(row.cells, headed.contexts, headed.places, strict=True):
        # Members stand under each other; who came may stand under the flag of the country.
        parts = lines_of(cell.content) if context.members else [cell.content]
        for entry in chain.from_iterable(read_names(one, lexicon, cell.span) or () for one in parts):
            around, here = Around(kind=context.kind), context
            if place is not None:
                around = Around(kind=Kind.PERSON, on_behalf_of=place)
                here = replace(context, said_at=(*context.said_at, place.span))
            yield from state(entry, here, lexicon, row.span, around)[0]
