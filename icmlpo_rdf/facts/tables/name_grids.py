"""Tables whose cells are all names: members in several columns, participants under their meeting or country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from icmlpo_rdf.facts.statements import Around, Found, Statement, state
from icmlpo_rdf.facts.tables.matrices import meeting_of
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row, Table, Text, label_of

__all__ = [
    "country_of",
    "find_headed",
    "read_column",
    "read_grid",
    "read_headed",
    "read_lined",
    "side_by_side",
]

_ALIKE = 0.8
_LEAST_CELLS = 4
_MAX_LINE = 80


def side_by_side(table: Table, columns: Columns) -> list[Table]:
    """Return the tables of which one is made up: 国家 | 加入年份 | 国家 | 加入年份 is two, side by side."""
    headers, width = columns.headers, len(columns.headers)
    if not any(headers) or len(columns.header_rows) != 1:
        return [table]
    for period in range(1, width // 2 + 1):
        repeats = width % period == 0 and headers == headers[:period] * (width // period)
        if repeats and all(headers[:period]):
            if any(len(row.cells) != width for row in table.rows):
                return [table]
            return [
                replace(
                    table,
                    rows=tuple(replace(row, cells=row.cells[at : at + period]) for row in table.rows),
                )
                for at in range(0, width, period)
            ]
    return [table]


def read_grid(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table without a header whose cells are all names of one kind; return whether it is such a table.

    Pages lay their lists of members out in columns: a list in each cell, or a name.
    """
    table = seen.table
    # 成员国：, whose flags a dump has lost, is no name.
    filled = (cell for row in table.rows for cell in row.cells if not cell.content.is_empty)
    cells = [cell for cell in filled if not cell.content.text.rstrip().endswith((":", "："))]
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
        for cell in row.cells:
            here = parts[id(cell)][0] if id(cell) in parts else context
            for entry in names.get(id(cell)) or ():
                found.statements += state(entry, here, lexicon, row.span, Around(kind=here.kind))[0]
    found.notes.extend(coverage.notes)
    purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
    found.readings.append(
        coverage.reading(context, purpose, ["name"] * max(len(row.cells) for row in table.rows))
    )
    return True


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
    filled = [[cell for cell in row.cells if cell.content.links or _has_letters(cell)] for row in rows]
    if len(rows) < 2 or not all(len(cells) == 1 and cells[0].content.links for cells in filled):
        return False
    entries = [read_names(cells[0].content, lexicon, cells[0].span) for cells in filled]
    if not all(one and len(one) == 1 for one in entries):
        return False
    coverage = RowCoverage(seen)
    for row, read in zip(rows, entries, strict=True):
        coverage.use(row)
        for entry in read or ():
            found.statements += state(entry, context, lexicon, row.span, Around(kind=context.kind))[0]
    found.notes.extend(coverage.notes)
    purpose = Purpose.MEMBERS if context.members else Purpose.PARTICIPANTS
    found.readings.append(coverage.reading(context, purpose, ["name"]))
    return True


def _has_letters(cell: Cell) -> bool:
    """False for the brackets that a lost flag leaves."""
    return any(map(str.isalnum, cell.content.text))


def read_lined(seen: SpannedTable, context: Context, lexicon: Lexicon, found: Found) -> bool:
    """Read a table without a header whose cells are numbered or dated lines of names; return whether it is one."""
    cells = [(row, cell) for row in seen.table.rows for cell in row.cells if not cell.content.is_empty]
    if not context.members or not all("\n" in cell.content.text for _, cell in cells):
        return False
    lined = [(row, numbered_lines(cell.content)) for row, cell in cells]
    if not lined or not all(lines for _, lines in lined):
        return False
    coverage = RowCoverage(seen)
    for row in dict.fromkeys(row.span for row, _ in lined):
        coverage.use(next(one for one in seen.table.rows if one.span == row))
    for _, lines in lined:
        for line in lines or ():
            around = Around(kind=context.kind, start=line.start, end=line.end)
            for entry in read_names(line.content, lexicon, line.span) or ():
                found.statements += state(entry, context, lexicon, line.span, around)[0]
    found.readings.append(
        coverage.reading(context, Purpose.MEMBERS, ["name"] * max(len(row.cells) for row in seen.table.rows))
    )
    return True


def _are_alike(table: Table, cells: Sequence[Cell], contents: Sequence[Text], lexicon: Lexicon) -> bool:
    """True when nearly all cells are countries, or organizations, or each of the one row holds a list."""
    if sum(1 for row in table.rows if not row.is_empty) == 1:
        if len(cells) > 1 and all("\n" in cell.content.text for cell in cells):
            return True
        lines = [line for content in contents for line in lines_of(content) if line.text.strip()]
        return all(map(_begins_linked, lines))
    if len(cells) < _LEAST_CELLS or max(len(row.cells) for row in table.rows) < 2:
        return False
    all_features = [features_of(cell, lexicon) for cell in cells]
    countries = sum(1 for features in all_features if features.country)
    organizations = sum(1 for features in all_features if features.organization and not features.country)
    return max(countries, organizations) >= _ALIKE * len(all_features)


def _begins_linked(line: Text) -> bool:
    """True for a line of a layout's list: a name with a link, and what is said of it."""
    text = PICTURE_LABEL.sub("", line.text).strip()
    return bool(line.links) and text.startswith(line.links[0].text) and len(text) <= _MAX_LINE


class Headed(Struct, frozen=True):
    """What stands over each column of a table of names: a meeting, or a country."""

    contexts: tuple[Context, ...]
    places: tuple[PrintedName | None, ...]


def find_headed(view: TableView) -> Headed | None:
    """Return what the columns stand under, where every header is a meeting, or a country, or a kind of members.

    第一次会议 | 第二次会议, with those who took part under each; 中国 | 美国, with those who came for each.
    """
    columns, context = view.columns, view.context
    cells = columns.header_cells
    if len(cells) < 2 or len(columns.header_rows) != 1:
        return None
    if standings := _standings(view):
        return Headed(standings, (None,) * len(cells)) if _names_only(view) else None
    if not context.attended:
        return None
    if all(cell.content.is_empty for row in columns.rows for cell in row.cells):
        return None
    if context.meeting is None:
        meetings = [meeting_of(cell, view.lexicon) for cell in cells]
        if not all(meetings):
            return None
        contexts = [
            replace(context, meeting=one, within=view.seen.table.span, named_at=one.span)
            for one in meetings
            if one
        ]
        return Headed(tuple(contexts), (None,) * len(cells)) if _names_only(view) else None
    places: list[PrintedName] = []
    for cell in cells:
        if (place := country_of(cell, view.lexicon)) is None:
            return None
        places.append(place)
    return Headed((context,) * len(cells), tuple(places)) if _names_only(view) else None


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


def country_of(cell: Cell, lexicon: Lexicon) -> PrintedName | None:
    """The country that is all that a header cell says."""
    names = read_names(cell.content, lexicon, cell.span)
    if not names or len(names) != 1 or names[0].place or names[0].statuses:
        return None
    name = names[0].name
    label = label_of(name.link.target.title) if name.link and name.link.target else name.text
    is_country = PlaceKind.COUNTRY in {place_kind(name.text, lexicon), place_kind(label, lexicon)}
    return name if is_country else None


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
        for entry in read_names(cell.content, lexicon, cell.span) or ():
            around, here = Around(kind=context.kind), context
            if place is not None:
                around = Around(kind=Kind.PERSON, on_behalf_of=place)
                here = replace(context, said_at=(*context.said_at, place.span))
            yield from state(entry, here, lexicon, row.span, around)[0]
