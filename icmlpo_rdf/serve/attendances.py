"""Who attended a meeting, and which meetings somebody attended, as the rows of a page's section."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.serve.fact_groups import Reader
from icmlpo_rdf.serve.section_proofs import Mark, SectionProofs
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.meeting_order import Changes

__all__ = ["Attendance", "Attendances"]

_NO_CHANGES = Changes(None, None, None)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One who attended a meeting, or a meeting that one attended."""

    iri: str
    label: Text
    printed: Text | None
    places: tuple[Text, ...]
    roles: tuple[str, ...]
    year: int | None
    ordinal: int | None
    mark: Mark | None
    is_new: bool = False
    """At this meeting of the series for the first time, as the matrix has it."""
    is_back: bool = False
    """Not at the meeting before, but at an earlier one."""
    is_last: bool = False
    """Not at the next one."""


class Attendances:
    """Reads the rows of one section."""

    def __init__(self, reader: Reader, addresses: Addresses, proofs: SectionProofs) -> None:
        self._reader = reader
        self._addresses = addresses
        self._proofs = proofs

    # Records are looked up from the end that the page is about, so that they are looked up once.
    def attendee(self, who: NamedNode, meeting: NamedNode, changes: Changes) -> Attendance:
        """One who attended, on the page of the meeting."""
        record = self._reader.look.record(meeting, Icm.attended_by, who)
        return self._row(who, meeting, who, record, changes)

    def attended(self, who: NamedNode, meeting: NamedNode) -> Attendance:
        """A meeting, on the page of one who attended it."""
        record = self._reader.look.record(who, Icm.attended, meeting)
        return self._row(who, meeting, meeting, record, _NO_CHANGES)

    def _row(
        self,
        who: NamedNode,
        meeting: NamedNode,
        shown: NamedNode,
        record: NamedNode | None,
        changes: Changes,
    ) -> Attendance:
        look, label = self._reader.look, self._reader.look.label(shown)
        printed = look.text(record, Icm.name_as_printed) if record else None
        return Attendance(
            iri=shown.value,
            label=label,
            printed=printed if printed and printed.value != look.label(who).value else None,
            places=tuple(look.texts(record, Icm.place_as_printed)) if record else (),
            roles=tuple(self._reader.name(one) for one in look.things(record, Icm.role)) if record else (),
            year=look.number(meeting, Icm.year),
            ordinal=look.number(meeting, Icm.ordinal),
            mark=self._proofs.mark(record, label, self._addresses.page(record.value)) if record else None,
            is_new=who in (changes.newcomers or ()),
            is_back=who in (changes.returners or ()),
            is_last=who in (changes.leavers or ()),
        )
