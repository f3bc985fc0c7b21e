"""The facts of data whose ends have items → claims; what is no claim, with why.

Meetings: who took part (P710), when (P585), where (P276, of countries P17), of which series (P179) with its number (P1545). Members: of what
(P463), since and until when.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from icmlpo_rdf.export.cited_sources import References
from icmlpo_rdf.export.items import Items
from icmlpo_rdf.export.wikidata_claims import (
    COUNTRY,
    END,
    LOCATION,
    MEMBER_OF,
    NAMED_AS,
    OBJECT_ROLE,
    ORDINAL,
    PARTICIPANT,
    POINT_IN_TIME,
    SERIES,
    START,
    SUBJECT_NAMED_AS,
    SUBJECT_ROLE,
    Claim,
    LeftOut,
    Why,
)
from icmlpo_rdf.export.wikidata_values import ItemValue, TextValue, TimeValue, Value, covering, time_of
from icmlpo_rdf.quads.vocab import Icm, Org, Schema
from icmlpo_rdf.store.lookups import Lookups, short

__all__ = ["WikidataFacts"]

_NEED_NO_ROLE = frozenset(
    {Icm.MEMBER_ROLE, Icm.FOUNDING_MEMBER_ROLE, Icm.ASSOCIATE_MEMBER_ROLE, Icm.HOST_ROLE}
)
"""Roles in which somebody took part, or is a member, whatever is said besides."""
_SAID = frozenset({Icm.MEMBER_ROLE, Icm.FORMER_MEMBER_ROLE})
"""Roles that a membership says without them: with its end, of a former one."""
_NO_MEMBERS = frozenset({Icm.OBSERVER_ROLE, Icm.CANDIDATE_ROLE})


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a fact: an item, or why there is none."""

    item: str
    why: Why | None
    shown: str = ""
    """Its label."""


class WikidataFacts:
    """Looks facts up in a store."""

    def __init__(self, look: Lookups, items: Items, references: References) -> None:
        self._look = look
        self._items = items
        self._references = references

    def found(self) -> Iterator[Claim | LeftOut]:
        """Yield a claim for each fact that Wikidata could have, and of others why they are none."""
        for meeting in self._look.of_class(Icm.MEETING):
            yield from self._meeting(meeting)
        for record in self._look.of_class(Icm.PARTICIPATION):
            yield from self._participation(record)
        for record in self._look.of_class(Icm.MEMBERSHIP):
            yield from self._membership(record)

    def _end(self, thing: NamedNode | None, missing: Why) -> _End:
        items = self._items.every(thing) if thing is not None else frozenset()
        if len(items) > 1:
            return _End("", Why.SEVERAL_ITEMS)
        if thing is None or not items:
            return _End("", missing)
        return _End(next(iter(items)), None, self._look.label(thing).value)

    def _of_meeting(self, meeting: NamedNode | None) -> _End:
        """A meeting's item, unless it is that of its series: then the meeting has none."""
        found = self._end(meeting, Why.NO_MEETING)
        series = self._look.things(meeting, Icm.series) if meeting is not None else []
        if found.item and any(found.item in self._items.every(one) for one in series):
            return _End("", Why.NO_MEETING)
        return found

    def _participation(self, record: NamedNode) -> Iterator[Claim | LeftOut]:
        meeting = next(iter(self._look.things(record, Icm.meeting)), None)
        who = next(iter(self._look.things(record, Icm.organization, Icm.participant)), None)
        subject, value = self._of_meeting(meeting), self._end(who, Why.NO_PARTICIPANT)
        qualifiers = self._named(record, NAMED_AS)
        why = subject.why or value.why or self._role(record, Icm.role, OBJECT_ROLE, qualifiers)
        claim = self._claim(record, subject, PARTICIPANT, value, qualifiers, why)
        yield claim
        yield from self._lost_role(record, Icm.role, claim)

    def _membership(self, record: NamedNode) -> Iterator[Claim | LeftOut]:
        member = next(iter(self._look.things(record, Org.member)), None)
        body = next(iter(self._look.things(record, Org.organization)), None)
        subject, value = self._end(member, Why.NO_MEMBER), self._end(body, Why.NO_BODY)
        qualifiers = self._named(record, SUBJECT_NAMED_AS)
        roles = set(self._look.things(record, Org.role))
        dates = {START: self._times(record, Schema.start_date), END: self._times(record, Schema.end_date)}
        qualifiers |= {name: values for name, values in dates.items() if values}
        why: Why | None = None
        if roles & _NO_MEMBERS:
            why = Why.NO_MEMBERSHIP
        elif Icm.FORMER_MEMBER_ROLE in roles:
            why = None if dates[END] else Why.NO_END
        else:
            why = self._role(record, Org.role, SUBJECT_ROLE, qualifiers)
        if any(len(values) > 1 for values in dates.values()):
            why = Why.DISAGREE
        claim = self._claim(record, subject, MEMBER_OF, value, qualifiers, why or subject.why or value.why)
        yield claim
        yield from self._lost_role(record, Org.role, claim)

    def _meeting(self, meeting: NamedNode) -> Iterator[Claim | LeftOut]:
        subject = self._of_meeting(meeting)
        for series in self._look.things(meeting, Icm.series):
            number = self._look.number(meeting, Icm.ordinal)
            qualifiers: dict[str, frozenset[Value]] = (
                {} if number is None else {ORDINAL: frozenset((TextValue(str(number)),))}
            )
            value = self._end(series, Why.NO_SERIES)
            yield self._claim(meeting, subject, SERIES, value, qualifiers, subject.why or value.why)
        for place in self._look.things(meeting, Schema.location):
            value = self._end(place, Why.NO_PLACE)
            name = COUNTRY if self._is_country(place) else LOCATION
            yield self._claim(meeting, subject, name, value, {}, subject.why or value.why)
        yield from self._when(meeting, subject)

    def _when(self, meeting: NamedNode, subject: _End) -> Iterator[Claim | LeftOut]:
        starts = self._times(meeting, Schema.start_date) or self._times(meeting, Icm.year)
        ends = self._times(meeting, Schema.end_date)
        if not starts:
            return
        start, end = min(starts), max(ends, default=min(starts))
        when = covering(start, end)
        why = Why.DISAGREE if len(starts) > 1 or len(ends) > 1 else None if when else Why.YEARS
        if (why := why or subject.why) is not None or when is None:
            yield LeftOut(why or Why.YEARS, meeting.value, f"{self._shown(meeting)} {POINT_IN_TIME}")
            return
        cited = self._references.of(meeting)
        if not cited:
            yield LeftOut(Why.NO_REVISION, meeting.value, f"{self._shown(meeting)} {POINT_IN_TIME}")
            return
        yield Claim(subject.item, POINT_IN_TIME, when, when.iso, {}, cited, (meeting.value,))

    def _claim(  # noqa: PLR0913, PLR0917 - a statement has so many parts
        self,
        record: NamedNode,
        subject: _End,
        name: str,
        value: _End,
        qualifiers: Mapping[str, frozenset[Value]],
        why: Why | None,
    ) -> Claim | LeftOut:
        if why is None and subject.item == value.item:
            why = Why.SAME_ITEM
        cited = self._references.of(record) if why is None else ()
        if why is None and not cited:
            why = Why.NO_REVISION
        if why is not None:
            return LeftOut(why, record.value, f"{self._shown(record)} {name}")
        return Claim(
            subject.item, name, ItemValue(value.item), value.shown, qualifiers, cited, (record.value,)
        )

    def _role(
        self,
        record: NamedNode,
        predicate: NamedNode,
        name: str,
        qualifiers: dict[str, frozenset[Value]],
    ) -> Why | None:
        """Add the roles' items to the qualifiers; why the fact is no claim without them."""
        items = set[Value]()
        for role in self._look.things(record, predicate):
            if item := self._items.item(role):
                items.add(ItemValue(item))
            elif role not in _NEED_NO_ROLE:
                return Why.NO_ROLE
        if items:
            qualifiers[name] = frozenset(items)
        return None

    def _lost_role(
        self, record: NamedNode, predicate: NamedNode, claim: Claim | LeftOut
    ) -> Iterator[LeftOut]:
        """A role that says more than the claim does, and has no item."""
        for role in self._look.things(record, predicate) if isinstance(claim, Claim) else ():
            if role not in _SAID and not self._items.item(role):
                yield LeftOut(Why.ROLE_LOST, record.value, f"{self._shown(record)} {short(role.value)}")

    def _named(self, record: NamedNode, name: str) -> dict[str, frozenset[Value]]:
        texts = self._look.texts(record, Icm.name_as_printed)
        return {name: frozenset(TextValue(one.value) for one in texts)} if texts else {}

    def _times(self, thing: NamedNode, predicate: NamedNode) -> frozenset[TimeValue]:
        told = (time_of(one.value) for one in self._look.texts(thing, predicate))
        return frozenset(one.in_any_calendar for one in told if one is not None)

    def _is_country(self, place: NamedNode) -> bool:
        return Icm.COUNTRY in self._look.classes(place) or bool(self._look.texts(place, Icm.iso_code))

    def _shown(self, thing: NamedNode) -> str:
        """What is said of it, for people: who and at what, or its label."""
        if printed := self._look.text(thing, Icm.name_as_printed):
            of = self._look.things(thing, Icm.meeting, Org.organization)
            wholes = " ".join(self._look.label(one).value for one in of)
            return f"{printed.value}, {wholes}" if wholes else printed.value
        return self._look.label(thing).value
