"""The attendance matrix of a series, read from a store: participants by meetings, each cell with its evidence.

Who is not listed may still have been there, so three things are told apart: present, absent where others
are listed, and not told, where the page lists nobody. Nobody is called a newcomer or a leaver across a
meeting that is not told, or across numbers that the data does not know.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from urllib.parse import unquote

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads.vocab import Foaf, Icm, Schema
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import (
    Cell,
    Column,
    Matrix,
    Presence,
    Record,
    Row,
    RowOrder,
    Series,
    kind_of,
    role_of,
)
from icmlpo_rdf.views.meeting_order import in_order, participants, steps

__all__ = ["attendance_matrix", "list_series"]

_NUMBER_WORDS: Final = {"zh": "第{}次", "ja": "第{}回", "ko": "제{}차"}


def list_series(store: Store) -> tuple[Series, ...]:
    """Return all series of a store, and the pages that tell of meetings without a series; by label.

    Such meetings are grouped by what the page that tells of them is about; a meeting's own page counts
    only where no other tells of it.
    """
    reader = _Reader(store)
    found = [
        reader.series(thing, is_series=True, meetings=reader.look.subjects(Icm.series, thing))
        for thing in reader.declared()
    ]
    found += [
        reader.series(thing, is_series=False, meetings=meetings)
        for thing, meetings in reader.loose_meetings().items()
    ]
    return tuple(sorted(found, key=lambda one: (one.label.value, one.iri, not one.is_series)))


def attendance_matrix(store: Store, iri: str, order: RowOrder = RowOrder.FIRST_SEEN) -> Matrix:
    """Return who attended which meeting of a series.

    Args:
        store: the data.
        iri: the IRI of a series, or of what a page is about that tells of meetings without a series.
        order: how the rows are sorted.

    Raises:
        UsageError: the data has no meetings of it.
    """
    reader = _Reader(store)
    try:
        thing = NamedNode(iri)
    except ValueError as error:
        raise UsageError(f"{iri!r} is no IRI ({error})", mend="give an IRI") from error
    meetings = reader.look.subjects(Icm.series, thing)
    is_series = bool(meetings) or thing in reader.declared()
    if not is_series:
        meetings = reader.loose_meetings().get(thing, [])
    if not meetings and not is_series:
        raise UsageError(f"the data has no meetings of {iri}", mend="give the IRI of a series")
    return reader.matrix(reader.series(thing, is_series=is_series, meetings=meetings), meetings, order)


class _Reader:
    """Reads one store."""

    def __init__(self, store: Store) -> None:
        self.look = Lookups(store)

    def declared(self) -> list[NamedNode]:
        return self.look.of_class(Icm.MEETING_SERIES)

    def loose_meetings(self) -> dict[NamedNode, list[NamedNode]]:
        """Meetings without a series, by what the page that tells of them is about."""
        topics: dict[str, list[NamedNode]] = {}
        found: dict[NamedNode, list[NamedNode]] = {}
        for meeting in self.look.of_class(Icm.MEETING):
            if self.look.things(meeting, Icm.series):
                continue
            about: dict[NamedNode, None] = {}
            for one in self.look.evidence(meeting):
                if one.source not in topics:
                    topics[one.source] = self.look.things(NamedNode(one.source), Foaf.primary_topic)
                about.update(dict.fromkeys(topics[one.source]))
            for topic in [one for one in about if one != meeting] or [meeting]:
                found.setdefault(topic, []).append(meeting)
        return found

    def series(self, thing: NamedNode, *, is_series: bool, meetings: list[NamedNode]) -> Series:
        there = [participants(self.look, meeting) for meeting in meetings]
        return Series(
            iri=thing.value,
            label=self.look.label(thing),
            is_series=is_series,
            meetings=len(meetings),
            told=sum(1 for one in there if one),
            participants=len(set().union(*there)),
        )

    def matrix(self, series: Series, meetings: list[NamedNode], order: RowOrder) -> Matrix:
        meetings = in_order(self.look, meetings)
        there = [participants(self.look, meeting) for meeting in meetings]
        gaps = [step.missing for step in steps(self.look, meetings)]
        # Whether a meeting and the one before it can be compared.
        linked = [
            index > 0 and bool(there[index - 1] and there[index]) and gaps[index] is None
            for index in range(len(meetings))
        ]
        records = [self._records(meeting) for meeting in meetings]
        everyone = sorted(set().union(*there), key=lambda one: one.value)
        labels = Counter(self.look.label(thing) for thing in everyone)
        rows = [self._row(thing, linked, there, records, labels) for thing in everyone]
        columns = [
            self._column(meeting, index, gaps[index], linked, rows) for index, meeting in enumerate(meetings)
        ]
        return Matrix(series, tuple(columns), tuple(sorted(rows, key=_ROW_KEYS[order])), order)

    def _records(self, meeting: NamedNode) -> dict[NamedNode, list[Record]]:
        found: dict[NamedNode, list[Record]] = {}
        look = self.look
        for iri in look.subjects(Icm.meeting, meeting):
            for who in {*look.things(iri, Icm.organization), *look.things(iri, Icm.participant)}:
                record = Record(
                    iri=iri.value,
                    role=role_of(look.things(iri, Icm.role)),
                    name=look.text(iri, Icm.name_as_printed) or look.label(who),
                    places=tuple(look.texts(iri, Icm.place_as_printed)),
                    statuses=tuple(look.texts(iri, Icm.status_as_printed)),
                    on_behalf_of=tuple(look.label(one) for one in look.things(iri, Icm.on_behalf_of)),
                    evidence=look.evidence(iri),
                )
                found.setdefault(who, []).append(record)
        return found

    def _row(
        self,
        thing: NamedNode,
        linked: list[bool],
        there: list[set[NamedNode]],
        records: list[dict[NamedNode, list[Record]]],
        labels: Counter[Text],
    ) -> Row:
        attended = [thing in one for one in there]
        cells = []
        for index, present in enumerate(attended):
            if not present:
                cells.append(Cell(Presence.ABSENT if there[index] else Presence.NOT_TOLD))
                continue
            came = linked[index] and not attended[index - 1]
            following = index + 1
            cells.append(
                Cell(
                    Presence.PRESENT,
                    tuple(records[index].get(thing, ())),
                    newcomer=came and not any(attended[:index]),
                    returner=came and any(attended[:index]),
                    leaver=following < len(attended) and linked[following] and not attended[following],
                )
            )
        printed = dict.fromkeys(place for cell in cells for record in cell.records for place in record.places)
        countries = [self.look.label(one) for one in self.look.things(thing, Icm.country)]
        present_at = [index for index, present in enumerate(attended) if present]
        return Row(
            iri=thing.value,
            label=self.look.label(thing),
            qualifier=self._qualifier(thing) if labels[self.look.label(thing)] > 1 else "",
            kind=kind_of(self.look.classes(thing)),
            places=tuple(printed) or tuple(countries),
            wikipedia=self.look.page(thing),
            cells=tuple(cells),
            attended=len(present_at),
            first=present_at[0],
            last=present_at[-1],
        )

    def _qualifier(self, thing: NamedNode) -> str:
        """The title without the label: two pages' titles differ in what stands in brackets."""
        title = unquote(thing.value).replace("_", " ")
        _, found, rest = title.rpartition(self.look.label(thing).value)
        return rest.strip() if found else title

    def _column(
        self,
        meeting: NamedNode,
        index: int,
        gap: tuple[int, int] | None,
        linked: list[bool],
        rows: list[Row],
    ) -> Column:
        look = self.look
        label, ordinal, year = (
            look.label(meeting),
            look.number(meeting, Icm.ordinal),
            look.number(meeting, Icm.year),
        )
        start, end = look.text(meeting, Schema.start_date), look.text(meeting, Schema.end_date)
        places = look.texts(meeting, Icm.place_as_printed)
        cells = [row.cells[index] for row in rows]
        present = sum(cell.presence is Presence.PRESENT for cell in cells)
        followed = index + 1 < len(linked) and linked[index + 1]
        return Column(
            iri=meeting.value,
            label=label,
            heading=_heading(label, ordinal, year),
            ordinal=ordinal,
            year=year,
            start=start.value if start else None,
            end=end.value if end else None,
            dates=tuple(look.texts(meeting, Icm.date_as_printed)),
            places=tuple(places or (look.label(one) for one in look.things(meeting, Schema.location))),
            wikipedia=look.page(meeting),
            evidence=look.evidence(meeting),
            missing_before=gap,
            present=present or None,
            newcomers=sum(cell.newcomer for cell in cells) if linked[index] else None,
            returners=sum(cell.returner for cell in cells) if linked[index] else None,
            leavers=sum(cell.leaver for cell in cells) if followed else None,
        )


def _heading(label: Text, ordinal: int | None, year: int | None) -> tuple[str, ...]:
    language = label.language.partition("-")[0]
    parts = [] if ordinal is None else [_NUMBER_WORDS.get(language, "{}").format(ordinal)]
    parts += [] if year is None else [str(year)]
    return tuple(parts) or (re.sub(r"\s+", " ", label.value),)


_ROW_KEYS: Final = {
    RowOrder.FIRST_SEEN: lambda row: (row.first, -row.attended, *_which(row), row.label.value, row.iri),
    RowOrder.MOST_MEETINGS: lambda row: (-row.attended, *_which(row), row.label.value, row.iri),
    RowOrder.NAME: lambda row: (row.label.value, row.iri),
}


def _which(row: Row) -> list[bool]:
    """Sorts those who attended the same meetings together, earliest meetings first."""
    return [cell.presence is not Presence.PRESENT for cell in row.cells]
