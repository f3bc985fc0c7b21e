"""Who is who: printed names to participants and places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from icmlpo_rdf.facts.linked_members import LinkedMembers, may_stand_once
from icmlpo_rdf.facts.model import (
    Kind,
    LocalThing,
    Meeting,
    Membership,
    Participant,
    Participation,
    Place,
    Standing,
    Subject,
    Thing,
    WikiThing,
)
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import is_municipality
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.records import Gathered, Record
from icmlpo_rdf.facts.statements import Statement, outside
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, kind_of_place
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import PageDocument, label_of
from icmlpo_rdf.spans import Span

__all__ = ["Identified", "identify"]


class Identified(Struct, frozen=True):
    """The statements' participants, places, participations and memberships, each thing once."""

    participants: tuple[Participant, ...]
    places: tuple[Place, ...]
    participations: tuple[Participation, ...]
    memberships: tuple[Membership, ...]
    bodies: tuple[Thing, ...]
    notes: tuple[Note, ...]


def identify(
    document: PageDocument,
    subject: Subject,
    statements: Iterable[Statement],
    meeting_places: Iterable[PrintedName],
    lexicon: Lexicon,
) -> Identified:
    """Turn statements about printed names into participations and memberships of things.

    Linked: the link's target. Not linked: the one target to which the same text is linked elsewhere on
    the page, if there is just one; else a thing that only this page speaks of, by its printed name.
    """
    return _Identifier(document, subject, lexicon).identify(statements, meeting_places)


class _Identifier:
    def __init__(self, document: PageDocument, subject: Subject, lexicon: Lexicon) -> None:
        self._subject = subject.thing
        self._lead = subject.span
        self._lexicon = lexicon
        self._document = document
        self._participants: defaultdict[Thing, Gathered] = defaultdict(Gathered)
        self._places: defaultdict[WikiThing, Gathered] = defaultdict(Gathered)
        self._participations: dict[tuple[Meeting, Thing], Record] = {}
        self._memberships: dict[tuple[Thing, Thing, Standing], Record] = {}
        self._members: dict[tuple[Span, str], Thing] = {}
        """Who is meant by an unlinked name in a row that tells of a member, where it is not the one of that name."""
        self._bodies: dict[Thing, None] = {}
        self._notes: list[Note] = []

    @cached_property
    def _linked_as(self) -> dict[str, set[WikiThing]]:
        """What each text is linked to on the page. Most pages state nothing that asks."""
        found: defaultdict[str, set[WikiThing]] = defaultdict(set)
        for link in self._document.links:
            if thing := thing_of(link, self._lexicon):
                found[link.text].add(thing)
        return dict(found)

    def identify(self, statements: Iterable[Statement], meeting_places: Iterable[PrintedName]) -> Identified:
        statements = tuple(statements)
        self._tell_members_apart([one for one in statements if one.meeting is None and one.body is None])
        for statement in statements:
            self._add(statement)
        for name in meeting_places:
            self._place(name)
        return Identified(
            participants=tuple(
                Participant(
                    thing,
                    found.kind,
                    _label(thing),
                    found.as_names(),
                    tuple(found.countries),
                    tuple(found.regions),
                    tuple(found.spans),
                )
                for thing, found in self._participants.items()
            ),
            places=tuple(
                Place(thing, label_of(thing.title), found.as_names(), next(iter(found.spans)))
                for thing, found in self._places.items()
            ),
            participations=tuple(
                record.participation(meeting, thing, self._lead_of(meeting.thing))
                for (meeting, thing), record in self._participations.items()
            ),
            memberships=tuple(
                record.membership(*key, self._lead_of(key[0])) for key, record in self._memberships.items()
            ),
            bodies=tuple(self._bodies),
            notes=tuple(self._notes),
        )

    def _lead_of(self, thing: Thing | None) -> Span | None:
        """Where the lead names what the page is about; nothing for another thing."""
        return self._lead if thing == self._subject else None

    def _add(self, statement: Statement) -> None:
        thing = self._members.get((statement.span, statement.name.text)) or self._thing(statement.name)
        if statement.meeting is None and not statement.body and self._is_subject(statement.name, thing):
            # The sum under a table of members: nobody is a member of itself.
            return
        gathered = self._participants[thing]
        gathered.print_name(statement.name)
        if statement.kind:
            gathered.kinds[statement.kind] = None
        if not gathered.spans:
            gathered.spans[statement.span] = None
        countries: dict[WikiThing, Span] = {}
        for name, usual in ((statement.place, PlaceKind.COUNTRY), (statement.region, PlaceKind.REGION)):
            if name and (place := self._place(name)):
                told = PlaceKind.REGION if statement.is_district else usual
                if self._kind_of_place(name, place, told) is PlaceKind.COUNTRY:
                    countries[place] = name.span
                else:
                    gathered.regions[place] = None
                gathered.spans[statement.span] = None
                # A cell of a row above, that this row had lost, is evidence of its own.
                if (
                    not statement.span.begin
                    <= name.span.begin
                    < max(statement.span.end, statement.span.begin + 1)
                ):
                    gathered.spans[name.span] = None
        gathered.countries.update(dict.fromkeys(countries))
        if statement.meeting is not None:
            record = self._participate(statement, statement.meeting, thing)
        else:
            record = self._join(statement, thing)
        record.countries.update(dict.fromkeys(countries))
        record.headings.update(dict.fromkeys(outside(statement.span, *countries.values())))

    def _kind_of_place(self, name: PrintedName, place: WikiThing, usual: PlaceKind) -> PlaceKind:
        """What a place is by its names; else a region for 高知県, where others have their country, or what is usual in its column."""
        # A column of countries may hold a region, and a country may head a group.
        kind = kind_of_place((name.text, label_of(place.title)), self._lexicon)
        return kind or (PlaceKind.REGION if is_municipality(name.text, self._lexicon) else usual)

    def _participate(self, statement: Statement, meeting: Meeting, thing: Thing) -> Record:
        record = self._record(self._participations.setdefault((meeting, thing), Record(statement)), statement)
        record.standing = record.standing or statement.standing
        if statement.on_behalf_of:
            record.on_behalf_of[self._sender(statement, statement.on_behalf_of)] = None
        return record

    def _sender(self, statement: Statement, name: PrintedName) -> Thing:
        """For whom somebody took part; a country whose flag alone says so took part in nothing itself."""
        sender = self._thing(name)
        if sender not in self._participants and statement.place is name:
            gathered = self._participants[sender]
            gathered.print_name(name)
            gathered.kinds[Kind.COUNTRY] = None
            gathered.spans[statement.span] = None
        return sender

    def _record(self, record: Record, statement: Statement) -> Record:
        """Add what a further row says to what the first one of a participation or membership said."""
        term = (statement.start, statement.end)
        if record.spans and statement.span not in record.spans:
            differs = any(term) and record.terms and term not in record.terms
            code = Code.OTHER_DATES if differs else Code.DUPLICATE_ROW
            self._notes.append(Note(code, statement.span, statement.name.text))
        record.spans[statement.span] = None
        record.headings.update(dict.fromkeys(statement.headings))
        record.statuses.update(dict.fromkeys(statement.statuses))
        if any(term):
            record.terms[term] = None
        return record

    def _tell_members_apart(self, statements: Sequence[Statement]) -> None:
        """Find the names without a link that are not that of another member of the same name.

        Nobody is a member and an observer of one body at once, so that one listed as something else is another
        (page 马列主义政党和组织国际会议 (团结和斗争): the observer 革命共产党 is not the member of Brazil). And one
        list names each of its members once (page 国际马克思主义倾向: five sections are called 革命, their flags are
        lost): only a country, a person, or one with a date, such as the second time it joined, may recur.
        """
        linked = LinkedMembers(statements, self._lexicon)
        unlinked = [one for one in statements if linked.thing_of(one) is None]
        printed = {(one.within, one.name.text, one.span) for one in unlinked}
        times = Counter((within, name) for within, name, _ in printed)
        rows: defaultdict[tuple[Span | None, str], dict[Span, None]] = defaultdict(dict)
        for statement in unlinked:
            name, thing = statement.name.text, self._thing(statement.name)
            once = may_stand_once(statement)
            # 해적당, in several rows and linked in the lead: of none of them it is told that it is that one.
            again = once and times[statement.within, name] > 1
            if isinstance(thing, WikiThing) and not again and not linked.contradicts(statement, thing):
                continue
            if once:
                rows[statement.within, name][statement.span] = None
            number = len(rows[statement.within, name]) if once else 1
            self._members.setdefault((statement.span, name), LocalThing(name, max(number, 1)))

    def _join(self, statement: Statement, thing: Thing) -> Record:
        body: Thing = self._subject
        if statement.body:
            body = self._thing(statement.body)
            self._bodies[body] = None
            gathered = self._participants[body]
            gathered.print_name(statement.body)
            gathered.kinds[Kind.ORGANIZATION] = None
            if not gathered.spans:
                # On a page that lists the members of another page's body, the line that links the body.
                own, named = statement.span, statement.body.span
                gathered.spans[own if own.begin <= named.begin < max(own.end, own.begin + 1) else named] = (
                    None
                )
        key = (body, thing, statement.standing or Standing.MEMBER)
        return self._record(self._memberships.setdefault(key, Record(statement)), statement)

    def _is_subject(self, name: PrintedName, thing: Thing) -> bool:
        return thing == self._subject or name.text == label_of(self._subject.title)

    def _place(self, name: PrintedName) -> WikiThing | None:
        place = self._thing(name)
        if not isinstance(place, WikiThing):
            return None
        self._places[place].print_name(name)
        self._places[place].spans[name.span] = None
        return place

    def _thing(self, name: PrintedName) -> Thing:
        if name.link:
            return thing_of(name.link, self._lexicon) or LocalThing(name.text)
        targets = self._linked_as.get(name.text, set())
        return next(iter(targets)) if len(targets) == 1 else LocalThing(name.text)


def _label(thing: Thing) -> str:
    return label_of(thing.title) if isinstance(thing, WikiThing) else thing.name
