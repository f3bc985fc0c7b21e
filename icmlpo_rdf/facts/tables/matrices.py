"""Matrices: rows are participants, columns are meetings, a mark in a cell says who was there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from icmlpo_rdf.facts.content.columns import Columns, cells_under
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.meeting_headings import parse_meeting_heading
from icmlpo_rdf.facts.model import Kind, Meeting, Purpose, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.statements import Around, state
from icmlpo_rdf.facts.tables.table_view import TableView
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import find_year
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import either, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page import Cell, Paragraph, Row, Section

__all__ = [
    "CROSS",
    "NO",
    "YES",
    "Mark",
    "Marks",
    "Matrix",
    "are_marks",
    "find_matrix",
    "marks_of",
    "meeting_of",
    "read_matrix",
]

_MAX_MARK = 6
_MAX_BARE = 30
"""Characters of a header that is a bare number or year, perhaps with its place."""
_LEAST_MARKED = 0.9
# A mark that can only mean that somebody was there, and one that can only mean the contrary.
YES = frozenset("✓✔√☑●○◯⭕◎■★") | {"yes", "y", *small_words("there")}
NO = frozenset("–—-−－✗✘☐") | {"no", "n", "", *small_words("not_there")}
_KNOWN = YES | NO
_MAX_LETTERS = 3
"""Letters of a mark that we do not know; longer ones are names."""
# x stands for a mark on a ballot, and for no; 〇 beside × is yes.
CROSS = frozenset("xX×☒Ｘ")
_LEGEND = lazy_pattern(
    r"(?:^|[\s（(，,；;、。「“\"])([^\s\w]|[A-Za-z○〇]{1,2})[”\"」]?\s*"
    rf"(?:[=＝:：]|[-–—]{{1,2}}\s|{either('means')})\s*([^，,；;。、\n）)]{{1,20}})"
)


# Who may stand in the rows, the surest first.
_WHO = {
    ColumnRole.ORGANIZATION: Kind.ORGANIZATION,
    ColumnRole.NAME: None,
    ColumnRole.PERSON: Kind.PERSON,
    ColumnRole.COUNTRY: Kind.COUNTRY,
}


class Mark(Struct, frozen=True):
    """What a mark says."""

    there: bool
    standing: Standing | None = None


_THERE, _NOT_THERE = Mark(there=True), Mark(there=False)
_MAX_LEGEND = 400
"""Characters of a paragraph that may be a legend; longer ones are prose."""


class Matrix(Struct, frozen=True):
    """Which columns are meetings, and which one names the participants."""

    meetings: dict[int, Meeting]
    who: int
    kind: Kind | None
    roles: tuple[ColumnRole, ...]

    @property
    def names(self) -> list[str]:
        """What the columns are, for the report."""
        return ["meeting" if at in self.meetings else role.value for at, role in enumerate(self.roles)]

    @property
    def unread(self) -> list[int]:
        """The columns that tell neither who was there nor at which meeting."""
        return [
            index
            for index, role in enumerate(self.roles)
            if index not in self.meetings and index != self.who and role is not ColumnRole.COUNTRY
        ]


def find_matrix(view: TableView) -> Matrix | None:
    """Return how a table is a matrix of meetings, or None when it is none.

    At least two header cells name meetings: by the word for them, or, where page or heading speak of
    meetings or of participants, by a bare ordinal or year.
    """
    columns = view.columns
    if not columns.header_cells or not view.tells_of_meetings:
        return None
    told = ((index, meeting_of(cell, view.lexicon)) for index, cell in enumerate(columns.header_cells))
    meetings = {index: meeting for index, meeting in told if meeting}
    others = [index for index in range(len(columns.headers)) if index not in meetings]
    if len(meetings) < 2 or not others:
        return None
    resolved = columns.resolve((ColumnRole.ORGANIZATION, ColumnRole.COUNTRY, ColumnRole.NAME))
    roles = tuple(ColumnRole.UNKNOWN if index in meetings else role for index, role in enumerate(resolved))
    who = _surest(roles, others)
    if who is None or not are_marks(columns, meetings, view.lexicon):
        return None
    return Matrix(meetings, who, _WHO.get(roles[who]), roles)


def _surest(roles: tuple[ColumnRole, ...], others: list[int]) -> int | None:
    """The column that surely says who, or the only one that may."""
    told = next((roles.index(role) for role in _WHO if role in roles), None)
    return others[0] if told is None and len(others) == 1 else told


def meeting_of(cell: Cell, lexicon: Lexicon) -> Meeting | None:
    """The meeting that a header cell names, by the word for it, or by a number or year alone."""
    text = clean_text(cell.content.text).replace("\n", " ")
    thing = thing_of(cell.content.links[0], lexicon) if len(cell.content.links) == 1 else None
    if thing and not lexicon.meeting_noun.search(thing.title):
        thing = None
    if parsed := parse_meeting_heading(text, lexicon):
        return Meeting(text, parsed.ordinal, parsed.year, cell.span, thing=thing)
    if len(text) > _MAX_BARE:
        return None
    match = lexicon.ordinal.search(text)
    ordinal = lexicon.number_of(match) if match else None
    year = find_year(text)
    if ordinal is None and year is None:
        return None
    return Meeting(text, ordinal, year, cell.span, thing=thing)


def are_marks(columns: Columns, under: Iterable[int], lexicon: Lexicon) -> bool:
    """True when the cells of these columns hold marks, not names or numbers."""
    shown = [_shown(cell) for index in under for cell in cells_under(columns.rows, index)]
    # A picture alone may be a flag as well: only one that shows a known mark is one here.
    texts = ["" if is_picture and text not in _KNOWN else text for text, is_picture in shown]
    marks = sum(
        1
        for text in texts
        if _is_short_mark(text) or lexicon.observer.fullmatch(text) or lexicon.absent.fullmatch(text)
    )
    return bool(texts) and any(texts) and marks >= _LEAST_MARKED * len(texts)


def _is_short_mark(text: str) -> bool:
    """True for ✓, yes and x, and for short letters that a legend may explain."""
    if len(text) > _MAX_MARK or any(map(str.isdigit, text)):
        return False
    return text.lower() in _KNOWN or not any(map(str.isalpha, text)) or len(text) <= _MAX_LETTERS


class Marks(Struct, frozen=True):
    """What the marks of one table mean."""

    view: TableView
    legend: dict[str, Mark]
    used: frozenset[str]

    def of(self, row: Row, index: int) -> Mark | None:
        """What the mark in a row's column means; None when that is not told."""
        return _means(_mark(self.view.seen.across(row), index), self.legend, self.used, self.view.lexicon)


def marks_of(view: TableView, under: Iterable[int]) -> Marks:
    """Return what the marks in these columns mean, by a legend beside the table and by one another."""
    under = tuple(under)
    used = frozenset(_mark(view.seen.across(row), index) for row in view.columns.rows for index in under)
    return Marks(view, _legend(view.section, view.lexicon), used)


def read_matrix(view: TableView, matrix: Matrix) -> None:
    """Read a matrix. A mark of which neither its form nor a legend tells the meaning is reported."""
    read = marks_of(view, matrix.meetings)
    for meeting in matrix.meetings.values():
        view.found.meetings[meeting] = None
    for row in view.rows():
        # A row that lost a span cannot be put back: its marks look alike.
        if len(row.cells) != len(view.columns.headers):
            view.coverage.report(row, Code.ROW_NOT_UNDERSTOOD)
            continue
        who = row.cells[matrix.who]
        entries = read_names(who.content, view.lexicon, who.span) or ()
        if len(entries) != 1:
            view.coverage.report(row, Code.NAME_NOT_UNDERSTOOD)
            continue
        marks = [(meeting, read.of(row, index)) for index, meeting in matrix.meetings.items()]
        came = list(_attended(marks, view.context))
        is_known = all(mark is not None for _, mark in marks)
        if came or is_known:
            view.use_but(row, [row.cells[index] for index in matrix.unread])
        if not is_known:
            (view.coverage.remark if came else view.coverage.report)(row, Code.MARK_NOT_UNDERSTOOD)
        around = Around(kind=matrix.kind, place=_place(row, matrix, view.lexicon))
        for here in came:
            view.found.statements += state(entries[0], here, view.lexicon, row.span, around)[0]
    view.finish(Purpose.MATRIX, matrix.names, matrix.unread)


def _attended(marks: Iterable[tuple[Meeting, Mark | None]], above: Context) -> Iterator[Context]:
    """The context of each mark that says that somebody was there."""
    for meeting, mark in marks:
        if mark and mark.there:
            yield Context(
                under=above.under,
                meeting=meeting,
                attended=True,
                standing=mark.standing,
                named_at=meeting.span,
                said_at=above.said_at,
            )


def _place(row: Row, matrix: Matrix, lexicon: Lexicon) -> PrintedName | None:
    if ColumnRole.COUNTRY not in matrix.roles or matrix.roles[matrix.who] is ColumnRole.COUNTRY:
        return None
    cell = row.cells[matrix.roles.index(ColumnRole.COUNTRY)]
    places = read_names(cell.content, lexicon, cell.span)
    return places[0].name if places and len(places) == 1 else None


def _mark(cells: Sequence[Cell | None], index: int) -> str:
    cell = cells[index] if index < len(cells) else None
    return _shown(cell)[0] if cell else ""


def _shown(cell: Cell) -> tuple[str, bool]:
    """What a cell shows, and whether that is a picture alone: the text in its place, or else its file's name."""
    text = clean_text(cell.content.text).strip().lower()
    pictures = cell.content.pictures
    return (text, False) if text or not pictures else ((pictures[0].alt or pictures[0].file).lower(), True)


def _means(mark: str, legend: dict[str, Mark], used: frozenset[str], lexicon: Lexicon) -> Mark | None:
    """Whether a mark says that somebody was there; None when that is not told."""
    if mark in legend:
        return legend[mark]
    if mark in YES:
        return _THERE
    if mark in NO or lexicon.absent.fullmatch(mark):
        return _NOT_THERE
    if mark in CROSS:
        # Beside another mark for yes a cross is no; beside dashes or blanks alone x is the mark for yes.
        if used & YES:
            return _NOT_THERE
        return _THERE if mark in {"x", "ｘ"} else None
    if mark and lexicon.observer.match(mark):
        return Mark(there=True, standing=Standing.OBSERVER)
    return None


def _legend(section: Section, lexicon: Lexicon) -> dict[str, Mark]:
    """What paragraphs beside the table say that the marks mean: x＝出席，o＝观察员，m＝致函."""
    legend: dict[str, Mark] = {}
    for block in section.blocks:
        if isinstance(block, Paragraph) and len(block.content.text) < _MAX_LEGEND:
            for match in _LEGEND.finditer(block.content.text):
                meaning = match[2]
                observing = lexicon.observer.search(meaning) is not None
                there = observing or lexicon.attended.search(meaning) is not None
                absent = lexicon.absent.search(meaning) is not None
                legend[match[1].lower()] = Mark(
                    there and not absent, Standing.OBSERVER if observing else None
                )
    return legend
