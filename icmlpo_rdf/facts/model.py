"""What a page says: who met when, who took part, who is a member of what, on which lines."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from msgspec import Struct

from icmlpo_rdf.facts.words.dates import DateSpan, PartialDate
from icmlpo_rdf.notes import Note
from icmlpo_rdf.page import Reference
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.spans import LineIndex, Lines, Span

__all__ = [
    "Clue",
    "Coverage",
    "Facts",
    "Kind",
    "LocalThing",
    "Meeting",
    "Membership",
    "Name",
    "PageLink",
    "Participant",
    "Participation",
    "Place",
    "Purpose",
    "Reading",
    "Standing",
    "Subject",
    "Thing",
    "WikiThing",
]


class WikiThing(NamedTuple):
    """The thing that a wiki page is about: the same wherever that page is linked."""

    wiki: str
    title: str
    """Normalised."""
    is_category: bool = False


class LocalThing(NamedTuple):
    """A thing that only this page speaks of, known by its printed name."""

    name: str
    number: int = 1
    """Which one, of several of that name that one list tells apart."""


Thing = WikiThing | LocalThing


class Kind(Enum):
    """What somebody who takes part is; a page may not tell."""

    ORGANIZATION = "organization"
    COUNTRY = "country"
    PERSON = "person"


class Standing(Enum):
    """As what somebody is a member, or took part."""

    MEMBER = "member"
    FOUNDING = "founding-member"
    ASSOCIATE = "associate-member"
    CANDIDATE = "candidate"
    OBSERVER = "observer"
    FORMER = "former-member"
    GUEST = "guest"
    HOST = "host"

    @property
    def is_membership(self) -> bool:
        """True for those who are or were members; observers and candidates are none."""
        return self in {Standing.MEMBER, Standing.FOUNDING, Standing.ASSOCIATE, Standing.FORMER}


class Name(Struct, frozen=True):
    """A name as printed for a thing, with every place of the page that prints it."""

    text: str
    spans: tuple[Span, ...]


class Subject(ShortRepr, Struct, frozen=True):
    """What the page is about."""

    thing: WikiThing
    label: str
    """The title without its qualifier."""
    names: tuple[Name, ...]
    """As the lead prints them in bold, and abbreviations; the first is the page's own."""
    span: Span
    """Where the lead names it."""
    is_series: bool
    """True when the page tells of meetings: the subject is their series."""
    is_body: bool
    """True when the page tells of its members: the subject is an organization."""
    different_from: tuple[WikiThing, ...]
    """Things of the same name that the lead warns not to confuse it with."""
    see_also: tuple[WikiThing, ...]
    categories: tuple[WikiThing, ...]


class Meeting(ShortRepr, Struct, frozen=True):
    """One meeting, of a series or on its own."""

    label: str
    """Its heading without the word for participants; of a table's row, its name or its date as printed."""
    ordinal: int | None
    year: int | None
    span: Span
    """The heading's, or the row's."""
    thing: WikiThing | None = None
    """What the meeting's own page is about, where the row links to it or this page is it."""
    dates: DateSpan | None = None
    date_as_printed: str | None = None
    places: tuple[Thing, ...] = ()
    """Linked ones, in the row's order."""
    places_as_printed: tuple[str, ...] = ()
    series: str = ""
    """The heading over its table, where that names meetings: two tables of numbered meetings under two such headings tell of
    two series."""
    told_on: tuple[Span, ...] = ()
    """Other lines of the page that tell more of it: its row in a table of all meetings."""


class Participant(ShortRepr, Struct, frozen=True):
    """An organization, a country or a person that took part in something or is a member of something."""

    thing: Thing
    kind: Kind | None
    """None where the page does not tell."""
    label: str
    names: tuple[Name, ...]
    """Every name printed for it, in the page's order."""
    countries: tuple[WikiThing, ...]
    """As the page's own country cells name them."""
    regions: tuple[WikiThing, ...]
    """The continents and regions under which its rows stand."""
    spans: tuple[Span, ...]
    """Where it is first named, and the rows that name its countries and regions."""


class Place(Struct, frozen=True):
    """A country, region or town that a cell names and links."""

    thing: WikiThing
    label: str
    names: tuple[Name, ...]
    span: Span


class Participation(ShortRepr, Struct, frozen=True):
    """One participant at one meeting."""

    meeting: Meeting
    participant: Thing
    name_as_printed: str
    place_as_printed: str | None
    spans: tuple[Span, ...]
    """The rows or items that print the name."""
    headings: tuple[Span, ...]
    """What says of which meeting: the headings, captions, introducing lines and header cells over these rows, or the row
    that tells of the meeting where the names stand in a table's header. For the meeting that the whole page is about, the
    heading that speaks of participants, or else the lines of the lead that name it; and what names a country over the rows."""
    region_as_printed: str | None = None
    standing: Standing | None = None
    """None for one that simply took part."""
    statuses: tuple[str, ...] = ()
    """What is said behind the name, as printed."""
    on_behalf_of: tuple[Thing, ...] = ()
    """For a person: the organization or country that the row says they stood for."""
    references: tuple[int, ...] = ()
    """The footnotes of the row and of what stands over it: which of `Facts.references`."""
    countries: tuple[WikiThing, ...] = ()
    """Of which country these rows say the participant is."""


class Membership(ShortRepr, Struct, frozen=True):
    """One member of one body."""

    body: Thing
    member: Thing
    standing: Standing
    name_as_printed: str
    place_as_printed: str | None
    region_as_printed: str | None
    statuses: tuple[str, ...]
    start: PartialDate | None
    end: PartialDate | None
    spans: tuple[Span, ...]
    """The rows or items that print the member's name."""
    headings: tuple[Span, ...]
    """What says of which body, and as what: as for a participation, like the next two. On a page that lists another page's
    members the lines that link to the body."""
    references: tuple[int, ...] = ()
    countries: tuple[WikiThing, ...] = ()


class PageLink(ShortRepr, Struct, frozen=True):
    """A distinct target of the page's wiki links."""

    thing: WikiThing
    label: str
    in_dump: bool | None
    """None for categories, of which the dump has no pages."""
    span: Span
    """Its first link."""


class Purpose(Enum):
    """What a table or list was taken for."""

    PARTICIPANTS = "participants"
    MEMBERS = "members"
    MEETINGS = "meetings"
    MATRIX = "matrix of meetings"
    SEE_ALSO = "see also"
    NONE = "not read"


class Coverage(Struct, frozen=True):
    """How many cells or items were used by a fact, and how many stand in the report."""

    used: int
    reported: int


class Clue(NamedTuple):
    """What speaks for one reading of the page or against it, and how much."""

    what: str
    weight: float


class Reading(ShortRepr, Struct, frozen=True):
    """How one table or list of the page was read: what `inspect` shows."""

    kind: str
    """`table` or `list`."""
    span: Span
    """Where it stands."""
    under: str
    """The heading above it; empty in the lead."""
    purpose: Purpose
    columns: tuple[str, ...]
    """A table's columns as they were understood; empty where they were not."""
    used: int
    """Rows or items that gave facts."""
    unused: int
    """Rows or items that gave none; each is in the report, or the whole table or list is."""
    coverage: Coverage
    """The coverage of a table's cells or a list's items."""
    shifted: int = 0
    """Rows whose cells had slid and were put back."""
    because: str = ""
    """What the choice rests on: the words of a heading, a caption, an introducing line."""
    lines: Lines | None = None
    """Where it stands, in lines; told when all of a page is found."""
    recogniser: str = ""
    """Which reader took it: `attendance-matrix`, `members-list`; empty where none did."""
    clues: tuple[Clue, ...] = ()
    """What speaks for members or participants in it, or against them."""
    least: float | None = None
    """What the clues must reach together; None where they only may refuse."""
    runner_up: str = ""
    """Which reader would have taken it next, where that was asked for."""


class Facts(ShortRepr, Struct, frozen=True):
    """All that a page says, in the page's order, and what it says that was not understood."""

    language: str
    about: str
    """What the page is about as far as members and meetings go, and what says so."""
    subject: Subject
    meetings: tuple[Meeting, ...]
    participants: tuple[Participant, ...]
    places: tuple[Place, ...]
    participations: tuple[Participation, ...]
    memberships: tuple[Membership, ...]
    bodies: tuple[Thing, ...]
    """Bodies other than the subject that something is a member of."""
    links: tuple[PageLink, ...]
    readings: tuple[Reading, ...]
    """Every table and list, in the page's order."""
    notes: tuple[Note, ...]
    lines: LineIndex
    """Where the source's lines begin."""
    references: tuple[Reference, ...] = ()
    """What the page's footnotes cite."""
    meeting_references: dict[Meeting, tuple[int, ...]] = {}
    """The footnotes of the rows, items and headings that tell of meetings: which of `references`."""
