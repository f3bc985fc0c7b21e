"""Who is who: printed names to participants and places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from msgspec import Struct

from icmlpo_rdf.facts.model import (
    Kind,
    LocalThing,
    Meeting,
    Membership,
    Name,
    Participant,
    Participation,
    Place,
    Standing,
    Subject,
    Thing,
    WikiThing,
)
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.statements import Statement
from icmlpo_rdf.facts.words.dates import PartialDate
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, kind_of_place
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page import PageDocument, label_of
from icmlpo_rdf.spans import Span

__all__ = ["Identified", "identify"]


class _Gathered(Struct):
    """What the rows say of one thing."""

    kinds: dict[Kind, None] = {}
    names: dict[str, dict[Span, None]] = {}
    spans: dict[Span, None] = {}
    countries: dict[WikiThing, None] = {}
    regions: dict[WikiThing, None] = {}

    def print_name(self, name: PrintedName) -> None:
        self.names.setdefault(name.text, {})[name.span] = None

    def as_names(self) -> tuple[Name, ...]:
        return tuple(Name(text, tuple(spans)) for text, spans in self.names.items())

    @property
    def kind(self) -> Kind | None:
        """What its rows agree on; a thing of two kinds is of none that we tell."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else None


_Term = tuple[PartialDate | None, PartialDate | None]


class _Record(Struct):
    """What the rows say of one participation or membership; the first row's words stand for it."""

    first: Statement
    spans: dict[Span, None] = {}
    headings: dict[Span, None] = {}
    statuses: dict[str, None] = {}
    on_behalf_of: dict[Thing, None] = {}
    standing: Standing | None = None
    terms: dict[_Term, None] = {}
    """Each row's beginning and end, of the rows that tell any."""

    @property
    def start(self) -> PartialDate | None:
        """What all rows agree on, else the earliest; none where a row tells only of an end."""
        starts = {start for start, _ in self.terms}
        return None if None in starts else min((one for one in starts if one), key=str, default=None)

    @property
    def end(self) -> PartialDate | None:
        """What all rows agree on, else the latest; none where a row tells of no end."""
        ends = {end for _, end in self.terms}
        return None if None in ends else max((one for one in ends if one), key=str, default=None)

    def headings_or(self, lead: Span | None) -> tuple[Span, ...]:
        return tuple(sorted(self.headings)) or ((lead,) if lead else ())

    def participation(self, meeting: Meeting, thing: Thing, lead: Span | None) -> Participation:
        return Participation(
            meeting=meeting,
            participant=thing,
            name_as_printed=self.first.name.text,
            place_as_printed=_text(self.first.place),
            spans=tuple(self.spans),
            headings=self.headings_or(lead),
            region_as_printed=_text(self.first.region),
            standing=self.standing,
            statuses=tuple(self.statuses),
            on_behalf_of=tuple(self.on_behalf_of),
        )

    def membership(self, body: Thing, thing: Thing, standing: Standing, lead: Span | None) -> Membership:
        return Membership(
            body=body,
            member=thing,
            standing=standing,
            name_as_printed=self.first.name.text,
            place_as_printed=_text(self.first.place),
            region_as_printed=_text(self.first.region),
            statuses=tuple(self.statuses),
            start=self.start,
            end=self.end,
            spans=tuple(self.spans),
            headings=self.headings_or(lead),
        )


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
        self._participants: defaultdict[Thing, _Gathered] = defaultdict(_Gathered)
        self._places: defaultdict[WikiThing, _Gathered] = defaultdict(_Gathered)
        self._participations: dict[tuple[Meeting, Thing], _Record] = {}
        self._memberships: dict[tuple[Thing, Thing, Standing], _Record] = {}
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
        for name, usual in ((statement.place, PlaceKind.COUNTRY), (statement.region, PlaceKind.REGION)):
            if name and (place := self._place(name)):
                # A column of countries may hold a region, and a country may head a group.
                kind = kind_of_place((name.text, label_of(place.title)), self._lexicon) or usual
                into = gathered.countries if kind is PlaceKind.COUNTRY else gathered.regions
                into[place] = None
                gathered.spans[statement.span] = None
                # A cell of a row above, that this row had lost, is evidence of its own.
                if (
                    not statement.span.begin
                    <= name.span.begin
                    < max(statement.span.end, statement.span.begin + 1)
                ):
                    gathered.spans[name.span] = None
        if statement.meeting is not None:
            self._participate(statement, statement.meeting, thing)
        else:
            self._join(statement, thing)

    def _participate(self, statement: Statement, meeting: Meeting, thing: Thing) -> None:
        record = self._record(
            self._participations.setdefault((meeting, thing), _Record(statement)), statement
        )
        record.standing = record.standing or statement.standing
        if statement.on_behalf_of:
            record.on_behalf_of[self._thing(statement.on_behalf_of)] = None

    def _record(self, record: _Record, statement: Statement) -> _Record:
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
        standings: defaultdict[WikiThing, set[Standing]] = defaultdict(set)
        listed: set[tuple[Span | None, WikiThing]] = set()
        places: defaultdict[WikiThing, set[str | None]] = defaultdict(set)
        for statement in statements:
            if statement.name.link and (linked := thing_of(statement.name.link, self._lexicon)):
                standings[linked].add(statement.standing or Standing.MEMBER)
                listed.add((statement.within, linked))
                places[linked].add(_text(statement.place))
        rows: defaultdict[tuple[Span | None, str], dict[Span, None]] = defaultdict(dict)
        unlinked = {
            (one.within, one.name.text, one.span)
            for one in statements
            if not (one.name.link and thing_of(one.name.link, self._lexicon))
        }
        times = Counter((within, name) for within, name, _ in unlinked)
        for statement in statements:
            if statement.name.link and thing_of(statement.name.link, self._lexicon):
                continue
            name, thing = statement.name.text, self._thing(statement.name)
            once = (
                statement.kind not in {Kind.COUNTRY, Kind.PERSON}
                and not statement.start
                and not statement.end
            )
            if isinstance(thing, WikiThing):
                held = standings.get(thing, set())
                other_role = bool(held) and (statement.standing or Standing.MEMBER) not in held
                # アンドラ - 社会民主党 is not the linked one of 日本.
                elsewhere = statement.place is not None and places.get(thing, {None}).isdisjoint(
                    {None, statement.place.text}
                )
                # 해적당, in several rows and linked in the lead: of none of them it is told that it is that one.
                again = once and times[statement.within, name] > 1
                listed_too = once and (statement.within, thing) in listed
                if not other_role and not elsewhere and not listed_too and not again:
                    continue
            if once:
                rows[statement.within, name][statement.span] = None
            number = len(rows[statement.within, name]) if once else 1
            self._members.setdefault((statement.span, name), LocalThing(name, max(number, 1)))

    def _join(self, statement: Statement, thing: Thing) -> None:
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
        self._record(self._memberships.setdefault(key, _Record(statement)), statement)

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


def _text(name: PrintedName | None) -> str | None:
    return name.text if name else None


def _label(thing: Thing) -> str:
    return label_of(thing.title) if isinstance(thing, WikiThing) else thing.name
