"""A store's facts as rows of the tables, made one by one: a million take no more memory than their meetings and participants."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.export.tables import ATTENDANCE, MEETINGS, MEMBERSHIPS, PARTICIPANTS, SOURCES, Table, Value
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Prov, Schema, Skos
from icmlpo_rdf.store.lookups import Lookups, Term, Text
from icmlpo_rdf.views.attendance import kind_of, role_of
from icmlpo_rdf.views.meeting_order import MeetingOrder, meetings_of, participants
from icmlpo_rdf.views.members import bodies_of

__all__ = ["rows_of"]

_BETWEEN = "; "
"""Between several values in one cell."""
_KEPT = 50_000
"""Participants and sources that are kept before all are looked up anew."""


def rows_of(table: Table, store: Store, sources: SourceFiles | None = None) -> Iterator[tuple[Value, ...]]:
    """Yield a table's rows, in an order that the data alone decide.

    Args:
        table: one of `TABLES`.
        store: the data.
        sources: what quotations are taken from; without it there are none.
    """
    reader = _Rows(store, sources)
    readers: dict[str, Callable[[], Iterator[dict[str, Value]]]] = {
        ATTENDANCE.name: reader.attendance,
        MEMBERSHIPS.name: reader.memberships,
        MEETINGS.name: reader.meetings,
        PARTICIPANTS.name: reader.participants,
        SOURCES.name: reader.sources,
    }
    names = [one.name for one in table.columns]
    for row in readers[table.name]():
        yield tuple(row.get(name) for name in names)


class _ReadAtOnce(Lookups):
    """Lookups that read all that is said of a record at once: in a store on disk each question costs."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._said: dict[NamedNode, dict[NamedNode, set[Term]]] = {}

    def read(self, records: Iterable[NamedNode]) -> None:
        """Keep what is said of records until the next ones are read."""
        self._said = {}
        for record in records:
            said = self._said[record] = {}
            for predicate, value in self.statements(record):
                said.setdefault(predicate, set()).add(value)

    def _objects(self, subject: NamedNode, predicate: NamedNode) -> set[Term]:
        said = self._said.get(subject)
        return super()._objects(subject, predicate) if said is None else said.get(predicate, set())


class _Rows:
    """Reads rows out of a store."""

    def __init__(self, store: Store, sources: SourceFiles | None) -> None:
        self._store = store
        self._sources = sources
        self._forget_all()

    def attendance(self) -> Iterator[dict[str, Value]]:
        for meeting in self._in_order():
            of_meeting = self._meeting(meeting)
            for record in self._records(Icm.meeting, meeting):
                for who in self._look.things(record, Icm.organization, Icm.participant):
                    yield {
                        **of_meeting,
                        "attendance": record.value,
                        "meeting_item": of_meeting["item"],
                        **self._participant(who),
                        **self._participation(record, role_of(self._look.things(record, Icm.role)).value),
                        "on_behalf_of": self._labels(self._look.things(record, Icm.on_behalf_of)),
                        **self._place(record),
                    }

    def memberships(self) -> Iterator[dict[str, Value]]:
        look = self._look
        bodies = {
            body for record in look.of_class(Icm.MEMBERSHIP) for body in look.things(record, Org.organization)
        }
        for body in sorted(bodies, key=lambda one: one.value):
            for record in self._records(Org.organization, body):
                for who in look.things(record, Org.member):
                    of_member = self._participant(who)
                    yield {
                        **of_member,
                        "membership": record.value,
                        "body_iri": body.value,
                        "body": look.label(body).value,
                        "body_item": self._item(body),
                        "member_iri": who.value,
                        "member": of_member["participant"],
                        "member_item": of_member["participant_item"],
                        **self._participation(record, role_of(look.things(record, Org.role)).value),
                        **self._place(record),
                        "since": self._look.value(record, Schema.start_date),
                        "until": self._look.value(record, Schema.end_date),
                    }

    def meetings(self) -> Iterator[dict[str, Value]]:
        for meeting in self._in_order():
            yield {
                **self._meeting(meeting),
                "until": self._look.value(meeting, Schema.end_date),
                "participants": len(participants(self._look, meeting)),
                **self._evidence(self._look.evidence(meeting)),
            }

    def participants(self) -> Iterator[dict[str, Value]]:
        look = self._look
        for who in self._participants():
            of_participant = self._participant(who)
            held = meetings_of(look, who)
            years = [year for one in held if (year := look.number(one, Icm.year)) is not None]
            countries = look.things(who, Icm.country)
            yield {
                **of_participant,
                "country_code": _joined(
                    code.value for one in (who, *countries) for code in look.texts(one, Icm.iso_code)
                ),
                "meetings": len(held),
                "first_year": min(years, default=None),
                "last_year": max(years, default=None),
                "memberships": len(bodies_of(look, who)),
                "item": of_participant["participant_item"],
                "wikipedia": look.page(who),
            }

    def sources(self) -> Iterator[dict[str, Value]]:
        look = self._look
        for source in look.of_class(Icm.PAGE):
            topics = look.things(source, Foaf.primary_topic)
            yield {
                "source": source.value,
                "title": self._labels(topics),
                "language": self._look.value(source, Schema.in_language),
                "wikipedia": look.address(source, Dcterms.source),
                "revision": look.address(source, Prov.specialization_of),
                "saved": self._look.value(source, Schema.date_modified),
                "licence": look.address(source, Dcterms.license),
                "attribution": self._look.value(source, Dcterms.rights),
                "file": self._look.value(source, Schema.name),
                "sha256": self._look.value(source, Schema.sha256),
            }

    def _in_order(self) -> Iterator[NamedNode]:
        """All meetings: by series, there in their order."""
        look = self._look
        by_series: dict[str, list[NamedNode]] = {}
        for meeting in look.of_class(Icm.MEETING):
            series = look.address(meeting, Icm.series)
            by_series.setdefault(series or "", []).append(meeting)
        for _, meetings in sorted(by_series.items()):
            yield from MeetingOrder(look, meetings).meetings

    def _participants(self) -> list[NamedNode]:
        found: set[NamedNode] = set()
        for predicate, end in _ENDS:
            for quad in self._store.quads_for_pattern(None, predicate, None, None):
                one = quad.object if end else quad.subject
                if isinstance(one, NamedNode):
                    found.add(one)
        return sorted(found, key=lambda one: one.value)

    def _records(self, predicate: NamedNode, thing: NamedNode) -> list[NamedNode]:
        """The records about a meeting or body, in the order of the pages that state them."""
        if len(self._known) > _KEPT:
            self._forget_all()
        records = self._look.subjects(predicate, thing)
        self._look.read(records)
        return sorted(records, key=lambda one: (_order(self._look.evidence(one)), one.value))

    def _forget_all(self) -> None:
        self._look = _ReadAtOnce(self._store)
        self._known: dict[NamedNode, dict[str, Value]] = {}
        """What rows say of participants, and of sources."""

    def _meeting(self, meeting: NamedNode) -> dict[str, Value]:
        look = self._look
        series = look.things(meeting, Icm.series)
        return {
            "meeting_iri": meeting.value,
            "meeting": look.label(meeting).value,
            "series_iri": series[0].value if series else None,
            "series": self._labels(series),
            "number": look.number(meeting, Icm.ordinal),
            "year": look.number(meeting, Icm.year),
            "date": self._look.value(meeting, Schema.start_date),
            "place": _joined(one.value for one in look.texts(meeting, Icm.place_as_printed))
            or self._labels(look.things(meeting, Schema.location)),
            "item": self._item(meeting),
            "wikipedia": look.page(meeting),
        }

    def _participant(self, who: NamedNode) -> dict[str, Value]:
        if who in self._known:
            return self._known[who]
        label = self._look.label(who)
        others = [one for one in self._look.texts(who, Skos.alt_label) if one != label]
        self._known[who] = {
            "participant_iri": who.value,
            "participant": label.value,
            "kind": kind_of(self._look.classes(who)).value,
            "participant_item": self._item(who),
            "other_names": _joined(map(_with_language, others)),
            "country": self._labels(self._look.things(who, Icm.country)),
        }
        return self._known[who]

    def _participation(self, record: NamedNode, role: str) -> dict[str, Value]:
        return {
            "role": role,
            "name_as_printed": _joined(one.value for one in self._look.texts(record, Icm.name_as_printed)),
            "status_as_printed": _joined(
                one.value for one in self._look.texts(record, Icm.status_as_printed)
            ),
            **self._evidence(self._look.evidence(record)),
        }

    def _place(self, record: NamedNode) -> dict[str, Value]:
        """The country as printed, where it is: that goes before what is known of the participant."""
        printed = _joined(one.value for one in self._look.texts(record, Icm.place_as_printed))
        return {"country": printed} if printed else {}

    def _evidence(self, evidence: tuple[Evidence, ...]) -> dict[str, Value]:
        """Where it is said: the rows, which come last, and not what stands above them."""
        if not evidence:
            return {}
        row = evidence[-1]
        source = NamedNode(row.source)
        said = self._sources.quote_if_there(row).text if self._sources else ""
        if source not in self._known:
            permanent = self._look.address(source, Prov.specialization_of)
            self._known[source] = {"page": permanent or self._look.address(source, Dcterms.source)}
        return {
            **self._known[source],
            "source": row.source,
            "lines": str(row.place),
            "quotation": said or None,
        }

    def _item(self, thing: NamedNode) -> str | None:
        return _joined(self._look.items(thing))

    def _labels(self, things: Iterable[NamedNode]) -> str | None:
        return _joined(self._look.label(one).value for one in things)


_ENDS = (
    (Icm.attended_by, True),
    (Icm.attended, False),
    (Icm.has_member, True),
    (Icm.member_of, False),
    (Icm.organization, True),
    (Icm.participant, True),
    (Org.member, True),
)
"""Statements that say who takes part; whether it is their object."""


def _order(evidence: tuple[Evidence, ...]) -> tuple[str, tuple[int, int, int]]:
    return (evidence[-1].source, evidence[-1].place.order) if evidence else ("", (0, 0, 0))


def _joined(texts: Iterable[str]) -> str | None:
    return _BETWEEN.join(dict.fromkeys(texts)) or None


def _with_language(text: Text) -> str:
    return f"{text.value} ({text.language})" if text.language else text.value
