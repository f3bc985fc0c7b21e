"""The attendance matrix of a series, read from a store: participants by meetings, each cell with its evidence.

Who is not listed may still have been there, so three things are told apart: present, absent where others are listed,
and not told, where the page lists nobody. Who is new and who left, `meeting_order` says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.language.small_words import table
from icmlpo_rdf.quads.vocab import Foaf, Icm, Schema
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import (
    Cell,
    Column,
    Country,
    Kind,
    Matrix,
    Presence,
    Record,
    Row,
    RowOrder,
    Series,
    kind_of,
    role_of,
)
from icmlpo_rdf.views.meeting_order import Changes, MeetingOrder, participants
from icmlpo_rdf.views.qualifiers import qualifiers

__all__ = ["attendance_matrix", "list_series"]

_NUMBER_WORDS: Final = table("numbered_meetings")


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


@dataclass(frozen=True, slots=True)
class _Held:
    """What a meeting has: who was there, who came and left, and the participations that say so."""

    there: frozenset[NamedNode]
    changes: Changes
    records: dict[NamedNode, list[Record]]

    def cell(self, thing: NamedNode) -> Cell:
        """Somebody at the meeting."""
        if thing not in self.there:
            return Cell(Presence.ABSENT if self.there else Presence.NOT_TOLD)
        return Cell(
            Presence.PRESENT,
            tuple(self.records.get(thing, ())),
            newcomer=thing in (self.changes.newcomers or ()),
            returner=thing in (self.changes.returners or ()),
            leaver=thing in (self.changes.leavers or ()),
        )


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
            attendances=sum(map(len, there)),
        )

    def matrix(self, series: Series, meetings: list[NamedNode], order: RowOrder) -> Matrix:
        ordered = MeetingOrder(self.look, meetings)
        held = [
            _Held(ordered.there(meeting), ordered.changes(meeting), self._records(meeting))
            for meeting in ordered.meetings
        ]
        everyone = sorted(set[NamedNode]().union(*(one.there for one in held)), key=lambda one: one.value)
        apart = qualifiers(self.look, (one.value for one in everyone))
        rows = [self._row(thing, held, apart.get(thing.value, "")) for thing in everyone]
        columns = [
            self._column(meeting, one, ordered.missing_before(meeting))
            for meeting, one in zip(ordered.meetings, held, strict=True)
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

    def _row(self, thing: NamedNode, held: list[_Held], qualifier: str) -> Row:
        cells = [one.cell(thing) for one in held]
        printed = dict.fromkeys(place for cell in cells for record in cell.records for place in record.places)
        kind = kind_of(self.look.classes(thing))
        countries = tuple(map(self._country, self._countries(thing, kind, cells)))
        stated = () if kind is Kind.COUNTRY else tuple(one.label for one in countries)
        present_at = [index for index, one in enumerate(held) if thing in one.there]
        return Row(
            iri=thing.value,
            label=self.look.label(thing),
            qualifier=qualifier,
            kind=kind,
            places=tuple(printed) or stated,
            countries=countries,
            wikipedia=self.look.page(thing),
            cells=tuple(cells),
            attended=len(present_at),
            first=present_at[0],
            last=present_at[-1],
        )

    def _countries(self, thing: NamedNode, kind: Kind, cells: list[Cell]) -> dict[NamedNode, None]:
        """What was only inferred is not asked for."""
        if kind is Kind.COUNTRY:
            return {thing: None}
        records = [NamedNode(record.iri) for cell in cells for record in cell.records if record.iri]
        return dict.fromkeys(
            country for one in (thing, *records) for country in self.look.things(one, Icm.country)
        )

    def _country(self, thing: NamedNode) -> Country:
        return Country(thing.value, self.look.label(thing), self.look.value(thing, Icm.iso_code) or "")

    def _column(self, meeting: NamedNode, held: _Held, missing_before: tuple[int, int] | None) -> Column:
        look = self.look
        label, ordinal, year = (
            look.label(meeting),
            look.number(meeting, Icm.ordinal),
            look.number(meeting, Icm.year),
        )
        places = look.texts(meeting, Icm.place_as_printed)
        return Column(
            iri=meeting.value,
            label=label,
            heading=_heading(label, ordinal, year),
            ordinal=ordinal,
            year=year,
            start=look.value(meeting, Schema.start_date),
            end=look.value(meeting, Schema.end_date),
            dates=tuple(look.texts(meeting, Icm.date_as_printed)),
            places=tuple(places or (look.label(one) for one in look.things(meeting, Schema.location))),
            wikipedia=look.page(meeting),
            evidence=look.evidence(meeting),
            missing_before=missing_before,
            present=len(held.there) or None,
            newcomers=_number(held.changes.newcomers),
            returners=_number(held.changes.returners),
            leavers=_number(held.changes.leavers),
        )


def _number(of: frozenset[NamedNode] | None) -> int | None:
    return None if of is None else len(of)


def _heading(label: Text, ordinal: int | None, year: int | None) -> tuple[str, ...]:
    language = label.language.partition("-")[0]
    parts = [] if ordinal is None else [_NUMBER_WORDS.get(language, "{}").format(ordinal)]
    parts += [] if year is None else [str(year)]
    return tuple(parts) or (re.sub(r"\s+", " ", label.value),)


def _seen(row: Row) -> tuple[object, ...]:
    return (row.first, -row.attended, *_which(row), row.label.value, row.iri)


def _which(row: Row) -> list[bool]:
    """Sorts those who attended the same meetings together, earliest meetings first."""
    return [cell.presence is not Presence.PRESENT for cell in row.cells]


_ROW_KEYS: Final = {
    RowOrder.FIRST_SEEN: _seen,
    RowOrder.MOST_MEETINGS: lambda row: (-row.attended, *_which(row), row.label.value, row.iri),
    RowOrder.NAME: lambda row: (row.label.value, row.iri),
    RowOrder.COUNTRY: lambda row: (
        not row.countries,
        [one.label.value for one in row.countries],
        *_seen(row),
    ),
}
