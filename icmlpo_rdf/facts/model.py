"""What a page says: who met when, who took part, under which names, on which lines."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from icmlpo_rdf.report import Lines, Note

__all__ = [
    "Facts",
    "LocalThing",
    "Meeting",
    "Name",
    "Organization",
    "PageLink",
    "Participation",
    "Place",
    "Purpose",
    "Reading",
    "Subject",
    "Thing",
    "WikiThing",
]


@dataclass(frozen=True, slots=True)
class WikiThing:
    """The thing that a wiki page is about: the same wherever that page is linked."""

    wiki: str
    title: str
    """Normalised."""
    is_category: bool = False


@dataclass(frozen=True, slots=True)
class LocalThing:
    """A thing that only this page speaks of, known by its printed name."""

    name: str


Thing = WikiThing | LocalThing


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed for a thing, with every place of the page that prints it."""

    text: str
    lines: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What the page is about."""

    thing: WikiThing
    label: str
    """The title without its qualifier."""
    names: tuple[Name, ...]
    """As the lead prints them in bold, and abbreviations; the first is the page's own."""
    lines: Lines
    """Where the lead names it."""
    is_series: bool
    """True when the page tells of meetings: the subject is their series."""
    different_from: tuple[WikiThing, ...]
    """Things of the same name that the lead warns not to confuse it with."""
    see_also: tuple[WikiThing, ...]
    categories: tuple[WikiThing, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a series."""

    label: str
    """Its heading without the word for participants."""
    ordinal: int | None
    year: int | None
    lines: Lines
    """The heading's."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization that took part in something."""

    thing: Thing
    label: str
    names: tuple[Name, ...]
    """Every name printed for it, in the page's order."""
    countries: tuple[WikiThing, ...]
    """As the page's own country cells name them."""
    lines: tuple[Lines, ...]
    """Where it is first named, and the rows that name its countries."""


@dataclass(frozen=True, slots=True)
class Place:
    """A country or region, named in a country column and linked."""

    thing: WikiThing
    label: str
    names: tuple[Name, ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Participation:
    """One organization at one meeting."""

    meeting: Meeting
    organization: Thing
    name_as_printed: str
    place_as_printed: str | None
    lines: tuple[Lines, ...]
    """The rows or items that state it."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A distinct target of the page's wiki links."""

    thing: WikiThing
    label: str
    in_dump: bool | None
    """None for categories, of which the dump has no pages."""
    lines: Lines
    """Its first link."""


class Purpose(Enum):
    """What a table or list was taken for."""

    PARTICIPANTS = "participants"
    SEE_ALSO = "see also"
    NONE = "not read"


@dataclass(frozen=True, slots=True)
class Reading:
    """How one table or list of the page was read: what `inspect` shows."""

    kind: str
    """`table` or `list`."""
    lines: Lines
    under: str
    """The heading above it; empty in the lead."""
    purpose: Purpose
    columns: tuple[str, ...]
    """A table's columns as they were understood; empty where they were not."""
    used: int
    """Rows or items that gave facts."""
    unused: int
    """Rows or items that gave none; each is in the report, or the whole table or list is."""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a page says, in the page's order, and what it says that was not understood."""

    language: str
    subject: Subject
    meetings: tuple[Meeting, ...]
    organizations: tuple[Organization, ...]
    places: tuple[Place, ...]
    participations: tuple[Participation, ...]
    links: tuple[PageLink, ...]
    readings: tuple[Reading, ...]
    """Every table and list, in the page's order."""
    notes: tuple[Note, ...]
