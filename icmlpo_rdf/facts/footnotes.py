"""Footnotes that a fact rests on: those in its row, and in the heading, caption or introducing line over it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeGuard, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.content.spanned_table import spanned_table
from icmlpo_rdf.facts.model import Meeting, Membership, Participation, Thing
from icmlpo_rdf.facts.names.chunks import TRIM
from icmlpo_rdf.page import (
    Block,
    FootnoteMark,
    Infobox,
    ItemList,
    PageDocument,
    Paragraph,
    Section,
    Table,
    Text,
    grid_of,
)
from icmlpo_rdf.spans import Span

__all__ = ["Footnotes"]

Record = TypeVar("Record", Participation, Membership)


class _Placed(Struct, frozen=True, order=True):
    """A footnote's mark, and what stands before it in its cell, item or line."""

    begin: int
    reference: int
    before: str
    is_above: bool
    """True in what may say of which meeting or body rows are: a heading, a caption, a header cell, an introducing line."""
    in_prose: bool = False
    """True in a paragraph and in a box of the page's subject."""


class Footnotes:
    """The footnotes of a page by where they stand."""

    def __init__(self, document: PageDocument) -> None:
        self._marks = sorted(_marks(document)) if document.references else []
        self._begins = [mark.begin for mark in self._marks]
        self._over = _over_columns(document) if self._marks else {}
        self._cells = _reached_down_to(document) if self._marks else {}

    def with_footnotes(self, records: Sequence[Record]) -> tuple[Record, ...]:
        """Return participations or memberships with the footnotes that their places hold.

        Args:
            records: as found, without footnotes.

        A footnote in a row is everybody's whom the row names, but where it stands within a list of several, that one's behind
        whom it stands; who sent somebody is none of several: {{flag|Japan}} [[X]]. What the lead's prose cites is for what the
        prose says.
        """
        if not self._marks:
            return tuple(records)
        named = _named(records)

        def of(one: Record) -> tuple[int, ...]:
            numbers: list[int] = []
            for span in one.spans:
                numbers += _over_names(one, self._over.get(span.end, ()))
            for span in one.headings:
                numbers += [mark.reference for mark in self._within(span) if mark.is_above]
            for span in one.spans:
                numbers += [mark.reference for mark in self._within(span) if _is_of(one, mark, named[span])]
            return tuple(dict.fromkeys(numbers))

        return tuple(replace(one, references=numbers) if (numbers := of(one)) else one for one in records)

    def of_meetings(
        self, meetings: Iterable[Meeting], records: Sequence[Participation]
    ) -> dict[Meeting, tuple[int, ...]]:
        """Return which footnotes the rows, items and headings hold that tell of meetings, for each that has any.

        Args:
            meetings: as found.
            records: who took part: a footnote behind whose name is theirs.
        """
        found: dict[Meeting, tuple[int, ...]] = {}
        for meeting in meetings if self._marks else ():
            names = tuple(one.name_as_printed for one in records if one.meeting == meeting)
            marks = (mark for span in (meeting.span, *meeting.told_on) for mark in self._within(span))
            numbers = (one.reference for one in marks if not one.in_prose and not one.before.endswith(names))
            if of_meeting := tuple(dict.fromkeys(numbers)):
                found[meeting] = of_meeting
        return found

    def _within(self, span: Span) -> list[_Placed]:
        """The marks that a stretch of the page holds, without those of rows between a row and the cells that reach down to it.

        One at its very end hangs on the text before it.
        """
        return [
            mark
            for part in self._cells.get(span, (span,))
            for mark in self._marks[
                bisect_left(self._begins, part.begin) : bisect_left(self._begins, part.end + 1)
            ]
        ]


def _named(records: Sequence[Participation | Membership]) -> dict[Span, dict[str, Thing]]:
    """Whom each row names, by the names that it prints, without those who sent others that it names."""
    named: defaultdict[Span, dict[str, Thing]] = defaultdict(dict)
    senders: defaultdict[Span, set[Thing]] = defaultdict(set)
    for one in records:
        for span in one.spans:
            named[span][one.name_as_printed] = _who(one)
            if isinstance(one, Participation):
                senders[span].update(one.on_behalf_of)
    return {
        span: {name: who for name, who in names.items() if who not in senders[span]}
        for span, names in named.items()
    }


def _is_of(one: Participation | Membership, mark: _Placed, named: Mapping[str, Thing]) -> bool:
    """Whether a footnote in a row is that of one whom the row names.

    Args:
        one: the record.
        mark: the footnote's.
        named: whom the row names, without those who sent others.
    """
    if len(set(named.values())) <= 1 or mark.before.endswith(one.name_as_printed):
        return True
    if mark.before.endswith(tuple(named)):
        return False
    before = [name for name in named if name in mark.before]
    if len(before) in {0, len(named)}:
        return True  # of a cell of its own, or behind all of them
    return one.name_as_printed == max(before, key=mark.before.rfind)


def _who(one: Participation | Membership) -> Thing:
    return one.participant if isinstance(one, Participation) else one.member


def _marks(document: PageDocument) -> Iterator[_Placed]:
    for section in document.sections:
        if section.heading:
            yield from _placed(section.heading.content, is_above=True)
        yield from _in_blocks(section)


def _in_blocks(section: Section) -> Iterator[_Placed]:
    following = (*section.blocks[1:], None)
    for block, after in zip(section.blocks, following, strict=False):
        if isinstance(block, Paragraph):
            yield from _placed(block.content, is_above=isinstance(after, ItemList | Table), in_prose=True)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _placed(item.content, is_above=True)
        elif isinstance(block, Table):
            yield from _in_table(block)
        elif isinstance(block, Infobox):
            for field in block.fields:
                yield from _placed(field.content, is_above=False, in_prose=True)


def _over_names(
    one: Participation | Membership, cells: Iterable[tuple[str, tuple[int, ...]]]
) -> Iterator[int]:
    """The footnotes of the columns whose cells print a record's name or country."""
    for text, numbers in cells:
        if one.name_as_printed in text or (one.place_as_printed or one.name_as_printed) in text:
            yield from numbers


def _has_noted_header(block: Block) -> TypeGuard[Table]:
    return isinstance(block, Table) and any(
        cell.heads_column and cell.content.footnotes for row in block.rows for cell in row.cells
    )


def _over_columns(document: PageDocument) -> dict[int, list[tuple[str, tuple[int, ...]]]]:
    """The texts of cells over which a column's header has footnotes, and these, by where the cells' row ends."""
    found: defaultdict[int, list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
    for section in document.sections:
        for table in filter(_has_noted_header, section.blocks):
            over: dict[int, tuple[int, ...]] = {}
            for row, slots in zip(table.rows, grid_of(table).slots, strict=True):
                is_header = all(cell.heads_column for cell in row.cells)
                for column, cell in enumerate(slots):
                    if cell is not None and is_header:
                        over[column] = tuple(mark.reference for mark in cell.content.footnotes)
                    elif cell is not None and over.get(column):
                        found[row.span.end].append((cell.content.text, over[column]))
    return found


def _reached_down_to(document: PageDocument) -> dict[Span, tuple[Span, ...]]:
    """Where the cells of a row are, by the row as it is seen, for rows to which cells of rows above reach down."""
    found: dict[Span, tuple[Span, ...]] = {}
    for section in document.sections:
        for table in section.blocks:
            if not isinstance(table, Table):
                continue
            seen = spanned_table(table)
            for row in seen.table.rows if seen.written else ():
                if row.span != seen.written[id(row)].span:
                    found[row.span] = tuple(dict.fromkeys(cell.span for cell in seen.across(row) if cell))
    return found


def _in_table(table: Table) -> Iterator[_Placed]:
    if table.caption:
        yield from _placed(table.caption, is_above=True)
    for row in table.rows:
        # Where names stand in the header, a row's first cell says of which meeting its marks are.
        for number, cell in enumerate(row.cells):
            yield from _placed(cell.content, is_above=cell.is_header or number == 0)


_REACH = 2_000
"""The letters before a mark in which names are looked for."""


def _placed(text: Text, *, is_above: bool, in_prose: bool = False) -> Iterator[_Placed]:
    first: FootnoteMark | None = None
    for mark in text.footnotes:
        if first is None or text.text[first.start : mark.start].strip():
            first = mark
        before = text.text[max(mark.start - _REACH, 0) : mark.start].rstrip(TRIM + "\n")
        # Of several marks in a row the later ones hang on what the first one hangs on.
        yield _Placed(first.span.begin, mark.reference, before, is_above, in_prose)
