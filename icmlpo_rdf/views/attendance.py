"""The attendance matrix as values: the participants of a series by its meetings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pyoxigraph import NamedNode

from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Icm
from icmlpo_rdf.short_repr import ShortRepr
from icmlpo_rdf.store.lookups import Text

__all__ = [
    "Cell",
    "Column",
    "Country",
    "Kind",
    "Matrix",
    "Presence",
    "Record",
    "Role",
    "Row",
    "RowOrder",
    "Series",
    "kind_of",
    "role_of",
]


class Presence(Enum):
    """What a cell of the matrix says."""

    PRESENT = "present"
    ABSENT = "absent"
    """The data has participants of the meeting, and this one is not among them."""
    NOT_TOLD = "not told"
    """The data has nobody for the meeting: who was there, and who was not, is unknown."""


class Role(Enum):
    """As what a participant took part, or what it is to a body; the first of two is the one shown."""

    HOST = "host"
    PARTICIPANT = "participant"
    """The page says no more than that it was there."""
    FOUNDING_MEMBER = "founding member"
    MEMBER = "member"
    ASSOCIATE_MEMBER = "associate member"
    CANDIDATE = "candidate"
    GUEST = "guest"
    OBSERVER = "observer"
    FORMER_MEMBER = "former member"


class Kind(Enum):
    """What a participant is."""

    ORGANIZATION = "organization"
    COUNTRY = "country"
    PERSON = "person"
    UNKNOWN = "unknown"
    """The page does not tell."""


class RowOrder(Enum):
    """How the rows of a matrix are sorted; what is equal is sorted by name, then by IRI."""

    FIRST_SEEN = "first-seen"
    """By first meeting attended, then by how many, then by which: it draws a staircase of newcomers."""
    MOST_MEETINGS = "most-meetings"
    """By how many meetings were attended, most first, then by which."""
    NAME = "name"
    COUNTRY = "country"
    """By country, as the data calls it, then by first meeting; last those without."""


@dataclass(frozen=True, slots=True, repr=False)
class Series(ShortRepr):
    """A series of meetings, or a page that tells of meetings which belong to no series."""

    iri: str
    label: Text
    is_series: bool
    """False when the meetings are only told of on one page, such as that of a body that holds them."""
    meetings: int
    told: int
    """How many of the meetings have participants in the data."""
    participants: int
    attendances: int
    """How often somebody attended: the filled cells of its matrix."""


@dataclass(frozen=True, slots=True, repr=False)
class Record(ShortRepr):
    """One participation: what one page prints of it, and where."""

    iri: str
    role: Role
    name: Text
    """As printed."""
    places: tuple[Text, ...]
    """As printed."""
    statuses: tuple[Text, ...]
    """Remarks as printed, such as 观察员."""
    on_behalf_of: tuple[Text, ...]
    """Labels of those that a person stood for."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Cell(ShortRepr):
    """One participant at one meeting."""

    presence: Presence
    records: tuple[Record, ...] = ()
    """More than one where several pages tell of it; none where the data gives no evidence."""
    newcomer: bool = False
    """Seen here for the first time, and the meeting before is told."""
    returner: bool = False
    """Seen before, but not at the meeting before, which is told."""
    leaver: bool = False
    """Not at the next meeting, which is told."""

    @property
    def role(self) -> Role | None:
        """The role shown, None when not present."""
        if self.presence is not Presence.PRESENT:
            return None
        order = list(Role)
        return min((one.role for one in self.records), key=order.index, default=Role.PARTICIPANT)


@dataclass(frozen=True, slots=True, repr=False)
class Column(ShortRepr):
    """One meeting of a series."""

    iri: str
    label: Text
    heading: tuple[str, ...]
    """Short, a part a line: the number as its language writes it, and the year; else the label."""
    ordinal: int | None
    year: int | None
    start: str | None
    """First day, as precise as it is known: `2011-05-03`, `2011-05`."""
    end: str | None
    dates: tuple[Text, ...]
    """As printed."""
    places: tuple[Text, ...]
    """As printed, else the labels of the places."""
    wikipedia: str | None
    """The address of the meeting's own page, if it is linked."""
    evidence: tuple[Evidence, ...]
    missing_before: tuple[int, int] | None
    """First and last number of meetings that the data does not know, between the one before and this one."""
    present: int | None
    """None when the meeting is not told."""
    newcomers: int | None
    """None when this meeting or the one before is not told, or the one before is not in the data."""
    returners: int | None
    leavers: int | None
    """None when this meeting or the next is not told, or the next is not in the data."""

    @property
    def is_told(self) -> bool:
        """Whether the data has participants of the meeting."""
        return self.present is not None


@dataclass(frozen=True, slots=True, repr=False)
class Country(ShortRepr):
    """Whose a participant is."""

    iri: str
    label: Text
    code: str
    """Of ISO 3166; empty where the data does not tell it."""


@dataclass(frozen=True, slots=True, repr=False)
class Row(ShortRepr):
    """One participant of a series."""

    iri: str
    label: Text
    qualifier: str
    """What tells it apart from another row of the same label, such as `(2006年)`; else empty."""
    kind: Kind
    places: tuple[Text, ...]
    """Country or place: as printed beside it at these meetings, else the labels of its countries."""
    countries: tuple[Country, ...]
    """Itself, where a country took part; else those that the data states of it or of its participations."""
    wikipedia: str | None
    """The address of its page, if one is linked."""
    cells: tuple[Cell, ...]
    """One for each meeting, in the same order."""
    attended: int
    first: int
    """The index of the first meeting attended."""
    last: int
    also: Text | None = None
    """A further name, in another language, where one was asked for."""


@dataclass(frozen=True, slots=True, repr=False)
class Matrix(ShortRepr):
    """Who attended which meeting of a series."""

    series: Series
    columns: tuple[Column, ...]
    """Earliest first."""
    rows: tuple[Row, ...]
    order: RowOrder
    only: tuple[Text, ...] = ()
    """The countries whose participants the rows are; none where they are all."""


_ROLES: Final = {
    Icm.HOST_ROLE: Role.HOST,
    Icm.FOUNDING_MEMBER_ROLE: Role.FOUNDING_MEMBER,
    Icm.MEMBER_ROLE: Role.MEMBER,
    Icm.ASSOCIATE_MEMBER_ROLE: Role.ASSOCIATE_MEMBER,
    Icm.CANDIDATE_ROLE: Role.CANDIDATE,
    Icm.GUEST_ROLE: Role.GUEST,
    Icm.OBSERVER_ROLE: Role.OBSERVER,
    Icm.FORMER_MEMBER_ROLE: Role.FORMER_MEMBER,
}
_KINDS: Final = {
    Icm.PERSON: Kind.PERSON,
    Icm.COUNTRY: Kind.COUNTRY,
    Icm.ORGANIZATION: Kind.ORGANIZATION,
}


def role_of(roles: Sequence[NamedNode]) -> Role:
    """The role to show for role IRIs; a plain participant where there is none that we know."""
    known = [_ROLES[one] for one in roles if one in _ROLES]
    return min(known, key=list(Role).index, default=Role.PARTICIPANT)


def kind_of(classes: set[NamedNode]) -> Kind:
    """What a participant of these classes is."""
    return next((kind for one, kind in _KINDS.items() if one in classes), Kind.UNKNOWN)
