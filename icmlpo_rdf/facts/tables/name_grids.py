"""Tables whose cells are all names: members in several columns, participants under their meeting or country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from icmlpo_rdf.facts.content.columns import Columns
from icmlpo_rdf.facts.content.features import features_of
from icmlpo_rdf.facts.content.spanned_table import SpannedTable
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.coverage import RowCoverage
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Kind, Purpose
from icmlpo_rdf.facts.names.chunks import PICTURE_LABEL, clean_text
from icmlpo_rdf.facts.names.delegations import without_brackets
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.lined import lines_of, numbered_lines
from icmlpo_rdf.facts.names.printed_names import Entry, parted
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.names.things import kind_of_name
from icmlpo_rdf.facts.statements import Around, Found, Statement, marked_as, state
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Row, Table, Text
from icmlpo_rdf.spans import Span

__all__ = ["are_names", "read_column", "read_grid", "read_lined"]

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
    contents = [names for _, names in parts.values()]
    if not cells or not _are_names(table, cells, contents, context, lexicon):
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
    cells = list(_filled(seen.table)) if context.members else []
    if not cells or not all("\n" in cell.content.text for cell in cells):
        return False
    lined = [numbered_lines(cell.content) for cell in cells]
    if not all(lined):
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


def _are_names(
    table: Table, cells: Sequence[Cell], contents: Sequence[Text], context: Context, lexicon: Lexicon
) -> bool:
    """True where the cells are names of one kind; of persons, where the words above say that these stand there."""
    persons = context.kind is Kind.PERSON and _are_persons(table, cells, lexicon)
    return persons or _are_alike(table, cells, contents, lexicon)


def _are_persons(table: Table, cells: Sequence[Cell], lexicon: Lexicon) -> bool:
    """True where each cell of several rows links another person, and nothing but brackets stands behind: [甲](…)（委員長） | [乙](…)."""
    rows = [row for row in table.rows if not row.is_empty]
    names = [cell.content.links[0].text for cell in cells if _links_person(cell.content, lexicon)]
    areas = sum(is_municipality(name, lexicon) for name in names)  # 윤석구 ends as a district does
    are_many = len(rows) > 1 and len(cells) >= _LEAST_CELLS
    return are_many and len(set(names)) == len(cells) > len(rows) and 2 * areas < len(names)


def _links_person(content: Text, lexicon: Lexicon) -> bool:
    if len(content.links) != 1 or not _PERSON.fullmatch(content.links[0].text):
        return False
    name = content.links[0].text
    return (
        kind_of_name(name, None, lexicon) is None
        and without_brackets(clean_text(content.text)).strip() == name
    )


_PERSON = lazy_pattern(
    r"[\u3005\u4e00-\u9fff]{2,5}|[\uac00-\ud7a3]{2,4}|[\u30a1-\u30fe]{2,12}(?:[・=][\u30a1-\u30fe]{1,12}){1,4}"
)


def _begins_linked(line: Text) -> bool:
    """True for a line of a layout's list: a name with a link, and what is said of it; or a blank one."""
    text = PICTURE_LABEL.sub("", line.text).strip()
    return not line.text.strip() or (
        bool(line.links) and text.startswith(line.links[0].text) and len(text) <= _MAX_LINE
    )
