"""Facts as quads, in the order in which people read them: series, meetings, organizations, participations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from icmlpo_rdf.facts import (
    Facts,
    Kind,
    Meeting,
    Membership,
    Name,
    PartialDate,
    Participation,
    Standing,
    Thing,
)
from icmlpo_rdf.language import language_tag
from icmlpo_rdf.options import IriOptions, SourceOptions
from icmlpo_rdf.page import label_of
from icmlpo_rdf.quads.cited_works import is_cited, reference_statements
from icmlpo_rdf.quads.iris import Iris, wikipedia_page
from icmlpo_rdf.quads.meeting_labels import english_label, meeting_label
from icmlpo_rdf.quads.source_statements import source_statements
from icmlpo_rdf.quads.titled_things import country_codes, linked_things, wikipedia_pages
from icmlpo_rdf.quads.vocab import Dcterms, Foaf, Icm, Org, Owl, Prov, Rdf, Rdfs, Schema, Skos, Skosxl, Xsd
from icmlpo_rdf.source import RawPage
from icmlpo_rdf.spans import Span

__all__ = ["emit_quads"]

Term = NamedNode | Literal


def emit_quads(facts: Facts, raw: RawPage, iri_options: IriOptions, source: SourceOptions) -> Iterator[Quad]:
    """Yield the page's facts as quads of one named graph, the source file's IRI. No quad comes twice.

    Args:
        facts: what the page says.
        raw: the file it was read from, for its name, SHA-256, revision and licence.
        iri_options: the base of data IRIs.
        source: dump, revision and licence, as the user knows them.
    """
    emitter = _Emitter(facts, Iris(iri_options.base, facts.subject.thing, facts.lines, facts.meetings))
    graph = emitter.iris.source
    for subject, predicate, value in dict.fromkeys(emitter.statements(raw, source)):
        yield Quad(subject, predicate, value, graph)


Statement = tuple[NamedNode, NamedNode, Term]

_CLASSES: Final[dict[Kind | None, tuple[NamedNode, ...]]] = {
    Kind.ORGANIZATION: (Icm.ORGANIZATION,),
    Kind.COUNTRY: (Icm.COUNTRY, Icm.PLACE),
    Kind.PERSON: (Icm.PERSON,),
    None: (Icm.PARTICIPANT,),
}
_ROLES: Final[dict[Standing, NamedNode]] = {
    Standing.MEMBER: Icm.MEMBER_ROLE,
    Standing.FOUNDING: Icm.FOUNDING_MEMBER_ROLE,
    Standing.ASSOCIATE: Icm.ASSOCIATE_MEMBER_ROLE,
    Standing.CANDIDATE: Icm.CANDIDATE_ROLE,
    Standing.OBSERVER: Icm.OBSERVER_ROLE,
    Standing.FORMER: Icm.FORMER_MEMBER_ROLE,
    Standing.GUEST: Icm.GUEST_ROLE,
    Standing.HOST: Icm.HOST_ROLE,
}


def date_literal(date: PartialDate) -> Literal:
    """Return a date in the datatype of its precision: xsd:gYear, xsd:gYearMonth or xsd:date."""
    if date.month is None:
        return Literal(str(date), datatype=Xsd.g_year)
    return Literal(str(date), datatype=Xsd.date if date.day is not None else Xsd.g_year_month)


class _Emitter:
    """Turns one page's facts into statements."""

    def __init__(self, facts: Facts, iris: Iris) -> None:
        self.facts = facts
        self.iris = iris
        self._language = language_tag(facts.language)
        self._by_meeting: defaultdict[Meeting, list[Participation]] = defaultdict(list)
        self._by_participant: defaultdict[Thing, list[Participation]] = defaultdict(list)
        for participation in facts.participations:
            self._by_meeting[participation.meeting].append(participation)
            self._by_participant[participation.participant].append(participation)
        self._by_member: defaultdict[Thing, list[Membership]] = defaultdict(list)
        self._by_body: defaultdict[Thing, list[Membership]] = defaultdict(list)
        self._linked = linked_things(facts)
        for membership in facts.memberships:
            # Observers and candidates have a record of their role, but are no members.
            if membership.standing.is_membership:
                self._by_member[membership.member].append(membership)
                self._by_body[membership.body].append(membership)

    def statements(self, raw: RawPage, source: SourceOptions) -> Iterator[Statement]:
        yield from self._subject()
        yield from self._meetings()
        yield from self._participants()
        yield from self._participations()
        yield from self._memberships()
        yield from self._places()
        yield from self._links()
        yield from reference_statements(self.facts, self.iris)
        yield from country_codes(self.facts, self.iris)
        yield from self._printed_names()
        yield from wikipedia_pages(self.facts, self.iris)
        yield from source_statements(self.iris, self.facts.subject.thing, self._language, raw, source)

    def _text(self, text: str, language: str | None = None) -> Literal:
        return Literal(text, language=language or self._language)

    def _derived_from(self, subject: NamedNode, *spans: Span) -> Iterator[Statement]:
        for one in spans:
            yield subject, Prov.was_derived_from, self.iris.place(one)

    def _subject(self) -> Iterator[Statement]:
        subject = self.facts.subject
        thing = self.iris.thing(subject.thing)
        if subject.is_series:
            yield thing, Rdf.type, Icm.MEETING_SERIES
        if subject.is_body:
            yield thing, Rdf.type, Icm.ORGANIZATION
            yield thing, Rdf.type, Icm.WIKILINK_TARGET
        yield from self._names(subject.thing, subject.label, subject.names)
        for other in subject.different_from:
            yield thing, Owl.different_from, self.iris.thing(other)
        for other in subject.see_also:
            yield thing, Rdfs.see_also, self.iris.thing(other)
        for category in subject.categories:
            yield thing, Dcterms.subject, self.iris.thing(category)
        yield thing, Foaf.is_primary_topic_of, wikipedia_page(subject.thing)
        for link in self.facts.links:
            yield thing, Icm.wikilink, self.iris.thing(link.thing)
        for membership in self._by_body[subject.thing]:
            yield thing, Icm.has_member, self.iris.thing(membership.member)
        yield from self._derived_from(thing, subject.span)

    def _names(self, thing: Thing, label: str, names: tuple[Name, ...]) -> Iterator[Statement]:
        """The label, the other printed names, and each printed name as a thing with its evidence."""
        iri = self.iris.thing(thing)
        yield iri, Rdfs.label, self._text(label)
        for name in names:
            if name.text != label:
                yield iri, Skos.alt_label, self._text(name.text)
        for name in names:
            kind = Skosxl.pref_label if name.text == label else Skosxl.alt_label
            yield iri, kind, self.iris.name(thing, name.text)

    def _meetings(self) -> Iterator[Statement]:
        for meeting in self.facts.meetings:
            iri = self.iris.meeting(meeting)
            yield iri, Rdf.type, Icm.MEETING
            if meeting.thing is not None:
                yield iri, Rdf.type, Icm.WIKILINK_TARGET
                # A linked meeting's label is its page's title, as that of anything linked to.
                yield iri, Rdfs.label, self._text(label_of(meeting.thing.title))
            else:
                yield iri, Rdfs.label, self._text(meeting_label(meeting, self.facts.subject, self._language))
            if self._language != "en":
                yield iri, Rdfs.label, self._text(english_label(meeting, self.facts.subject), "en")
            if self.facts.subject.is_series and meeting.thing != self.facts.subject.thing:
                yield iri, Icm.series, self.iris.thing(self.facts.subject.thing)
            if meeting.ordinal is not None:
                yield iri, Icm.ordinal, Literal(meeting.ordinal)
            if meeting.year is not None:
                yield iri, Icm.year, Literal(f"{meeting.year:04}", datatype=Xsd.g_year)
            yield from self._when_and_where(iri, meeting)
            for participation in self._by_meeting[meeting]:
                yield iri, Icm.attended_by, self.iris.thing(participation.participant)
            for participation in self._by_meeting[meeting]:
                yield iri, Icm.has_participation, self.iris.participation(participation)
            yield from self._derived_from(iri, meeting.span, *meeting.told_on)

    def _when_and_where(self, iri: NamedNode, meeting: Meeting) -> Iterator[Statement]:
        # A year alone is icm:year already.
        if meeting.dates is not None and meeting.dates.start.month is not None:
            yield iri, Schema.start_date, date_literal(meeting.dates.start)
            if meeting.dates.end is not None:
                yield iri, Schema.end_date, date_literal(meeting.dates.end)
        if meeting.date_as_printed is not None:
            yield iri, Icm.date_as_printed, self._text(meeting.date_as_printed)
        for place in meeting.places:
            yield iri, Schema.location, self.iris.thing(place)
        for text in meeting.places_as_printed:
            yield iri, Icm.place_as_printed, self._text(text)

    def _participants(self) -> Iterator[Statement]:
        for participant in self.facts.participants:
            iri = self.iris.thing(participant.thing)
            for kind in _CLASSES[participant.kind]:
                yield iri, Rdf.type, kind
            if participant.thing in self._linked:
                yield iri, Rdf.type, Icm.WIKILINK_TARGET
            yield from self._names(participant.thing, participant.label, participant.names)
            for participation in self._by_participant[participant.thing]:
                yield iri, Icm.attended, self.iris.meeting(participation.meeting)
            for membership in self._by_member[participant.thing]:
                yield iri, Icm.member_of, self.iris.thing(membership.body)
            for membership in self._by_body[participant.thing]:
                yield iri, Icm.has_member, self.iris.thing(membership.member)
            for country in participant.countries:
                yield iri, Icm.country, self.iris.thing(country)
            for region in participant.regions:
                yield iri, Icm.region, self.iris.thing(region)
            yield from self._derived_from(iri, *participant.spans)

    def _participations(self) -> Iterator[Statement]:
        kinds = {participant.thing: participant.kind for participant in self.facts.participants}
        for participation in self.facts.participations:
            iri = self.iris.participation(participation)
            is_organization = kinds[participation.participant] is Kind.ORGANIZATION
            who = Icm.organization if is_organization else Icm.participant
            yield iri, Rdf.type, Icm.PARTICIPATION
            yield iri, Icm.meeting, self.iris.meeting(participation.meeting)
            yield iri, who, self.iris.thing(participation.participant)
            if participation.standing is not None:
                yield iri, Icm.role, _ROLES[participation.standing]
            for behalf in participation.on_behalf_of:
                yield iri, Icm.on_behalf_of, self.iris.thing(behalf)
            yield from self._as_said(iri, participation)
            yield from self._evidence(iri, participation)

    def _as_said(self, iri: NamedNode, one: Participation | Membership) -> Iterator[Statement]:
        for country in one.countries:
            yield iri, Icm.country, self.iris.thing(country)
        yield iri, Icm.name_as_printed, self._text(one.name_as_printed)
        if one.place_as_printed is not None:
            yield iri, Icm.place_as_printed, self._text(one.place_as_printed)
        if one.region_as_printed is not None:
            yield iri, Icm.region_as_printed, self._text(one.region_as_printed)
        for status in one.statuses:
            yield iri, Icm.status_as_printed, self._text(status)

    def _evidence(self, iri: NamedNode, one: Participation | Membership) -> Iterator[Statement]:
        """The headings and the rows, in the order in which people read them; the rows once more as what holds the name."""
        yield from self._derived_from(iri, *one.headings)
        rows = list(map(self.iris.place, one.spans))
        for row in rows:
            yield iri, Prov.was_derived_from, row
        for row in rows:
            yield iri, Icm.stated_at, row
        for number in one.references:
            if is_cited(reference := self.facts.references[number]):
                yield iri, Dcterms.references, self.iris.reference(reference)

    def _memberships(self) -> Iterator[Statement]:
        for membership in self.facts.memberships:
            iri = self.iris.membership(membership)
            yield iri, Rdf.type, Icm.MEMBERSHIP
            yield iri, Org.member, self.iris.thing(membership.member)
            yield iri, Org.organization, self.iris.thing(membership.body)
            yield iri, Org.role, _ROLES[membership.standing]
            yield from self._as_said(iri, membership)
            if membership.start is not None:
                yield iri, Schema.start_date, date_literal(membership.start)
            if membership.end is not None:
                yield iri, Schema.end_date, date_literal(membership.end)
            yield from self._evidence(iri, membership)

    def _places(self) -> Iterator[Statement]:
        for place in self.facts.places:
            iri = self.iris.thing(place.thing)
            yield iri, Rdf.type, Icm.PLACE
            yield from self._names(place.thing, place.label, place.names)
            yield from self._derived_from(iri, place.span)

    def _links(self) -> Iterator[Statement]:
        # Organizations and places have the rows that name them as evidence already.
        evidenced: set[Thing] = {one.thing for one in self.facts.participants}
        evidenced |= {one.thing for one in self.facts.places}
        for link in self.facts.links:
            iri = self.iris.thing(link.thing)
            yield iri, Rdf.type, Icm.WIKILINK_TARGET
            if link.thing.is_category:
                yield iri, Rdf.type, Skos.CONCEPT
            yield iri, Rdfs.label, self._text(link.label)
            if link.in_dump is not None:
                yield iri, Icm.in_dump, Literal(link.in_dump)
            yield iri, Foaf.is_primary_topic_of, wikipedia_page(link.thing)
            if link.thing not in evidenced:
                yield from self._derived_from(iri, link.span)

    def _printed_names(self) -> Iterator[Statement]:
        facts = self.facts
        named: list[tuple[Thing, tuple[Name, ...]]] = [(facts.subject.thing, facts.subject.names)]
        named += [(one.thing, one.names) for one in facts.participants]
        named += [(one.thing, one.names) for one in facts.places]
        for thing, names in named:
            for name in names:
                iri = self.iris.name(thing, name.text)
                yield iri, Rdf.type, Skosxl.LABEL
                yield iri, Skosxl.literal_form, self._text(name.text)
                yield from self._derived_from(iri, *name.spans)
