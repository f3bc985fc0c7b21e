"""The tables for people who know no RDF: one row an attendance, a membership, a meeting, a participant, a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

__all__ = [
    "ATTENDANCE",
    "KEYS",
    "MEETINGS",
    "MEMBERSHIPS",
    "PARTICIPANTS",
    "SOURCES",
    "TABLES",
    "Column",
    "FilledTables",
    "Table",
    "Value",
]

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    name: str
    description: str
    kind: OneOf["string", "integer", "number", "iri"] = "string"
    """An `iri` is an address that a spreadsheet may make a link of."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its rows are, and how they are told apart."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together no two rows have alike."""
    refers: tuple[tuple[str, str], ...]
    """Columns that hold another table's key, each with that table's name."""


_WHERE = (
    Column("page", "The page that says it: the revision that was read, where that is told", "iri"),
    Column("source", "The page's text, as `sources` has it", "iri"),
    Column("lines", "Where on the page, as its saved text counts lines or characters"),
    Column("quotation", "What a person reads there, where the source files were given"),
)
_WHO = (
    Column("kind", "What the participant is: organization, country or person"),
    Column("country", "Its country, as printed or as known"),
    Column("role", "As what it took part, or what it is to the body"),
    Column("name_as_printed", "Its name, exactly as the page prints it there"),
    Column("status_as_printed", "A remark beside the name, exactly as printed"),
)
ATTENDANCE = Table(
    "attendance",
    "One participant at one meeting, as one page tells it",
    (
        Column("attendance", "The record", "iri"),
        Column("meeting_iri", "The meeting", "iri"),
        Column("meeting", "Its name"),
        Column("series", "The name of the series that it belongs to"),
        Column("number", "Its number in the series", "integer"),
        Column("year", "The year in which it was held", "integer"),
        Column("date", "Its first day, as precisely as it is told"),
        Column("place", "Where it was held"),
        Column("participant_iri", "Who took part", "iri"),
        Column("participant", "The participant's name"),
        *_WHO,
        Column("on_behalf_of", "For whom a person came"),
        Column("participant_item", "The participant's item in Wikidata, where `link` found it"),
        Column("meeting_item", "The meeting's item in Wikidata, where `link` found it"),
        Column("other_names", "Further names of the participant, each with its language"),
        *_WHERE,
    ),
    ("attendance", "meeting_iri", "participant_iri"),
    (("meeting_iri", "meetings"), ("participant_iri", "participants"), ("source", "sources")),
)
MEMBERSHIPS = Table(
    "memberships",
    "One participant as a member of one body, as one page tells it",
    (
        Column("membership", "The record", "iri"),
        Column("body_iri", "The body", "iri"),
        Column("body", "Its name"),
        Column("member_iri", "Who is or was a member", "iri"),
        Column("member", "The member's name"),
        *_WHO,
        Column("since", "Since when, as precisely as it is told"),
        Column("until", "Until when"),
        Column("member_item", "The member's item in Wikidata, where `link` found it"),
        Column("body_item", "The body's item in Wikidata, where `link` found it"),
        Column("other_names", "Further names of the member, each with its language"),
        *_WHERE,
    ),
    ("membership", "body_iri", "member_iri"),
    (("member_iri", "participants"), ("source", "sources")),
)
MEETINGS = Table(
    "meetings",
    "One meeting",
    (
        Column("meeting_iri", "The meeting", "iri"),
        Column("meeting", "Its name"),
        Column("series_iri", "The series that it belongs to", "iri"),
        Column("series", "The series' name"),
        Column("number", "Its number in the series", "integer"),
        Column("year", "The year in which it was held", "integer"),
        Column("date", "Its first day, as precisely as it is told"),
        Column("until", "Its last day"),
        Column("place", "Where it was held"),
        Column("participants", "How many are known to have been there", "integer"),
        Column("item", "Its item in Wikidata, where `link` found it"),
        Column("wikipedia", "The page about it", "iri"),
        *_WHERE,
    ),
    ("meeting_iri",),
    (),
)
PARTICIPANTS = Table(
    "participants",
    "One that took part in a meeting, or is or was a member of a body",
    (
        Column("participant_iri", "The participant", "iri"),
        Column("participant", "Its name"),
        Column("kind", "What it is: organization, country or person"),
        Column("country", "Its country"),
        Column("country_code", "Its country's code, or its own (ISO 3166), where `link` found it"),
        Column("meetings", "How many meetings it attended", "integer"),
        Column("first_year", "The year of the first of them", "integer"),
        Column("last_year", "The year of the last of them", "integer"),
        Column("memberships", "Of how many bodies it is or was a member", "integer"),
        Column("item", "Its item in Wikidata, where `link` found it"),
        Column("other_names", "Further names, each with its language"),
        Column("wikipedia", "The page about it", "iri"),
    ),
    ("participant_iri",),
    (),
)
SOURCES = Table(
    "sources",
    "One page that facts were read from",
    (
        Column("source", "The page's text, as the facts name it", "iri"),
        Column("title", "What the page is about"),
        Column("language", "The language of its wiki"),
        Column("wikipedia", "The page", "iri"),
        Column("revision", "The address of the revision that was read", "iri"),
        Column("saved", "When the revision was saved, where the form tells it"),
        Column("licence", "The licence of its text", "iri"),
        Column("attribution", "How its authors are named"),
        Column("file", "The file that was read"),
        Column("sha256", "The file's digest"),
    ),
    ("source",),
    (),
)
TABLES = (ATTENDANCE, MEMBERSHIPS, MEETINGS, PARTICIPANTS, SOURCES)
KEYS = {one.name: one.key for one in TABLES}

FilledTables: TypeAlias = Iterable[tuple[Table, Iterator[tuple[Value, ...]]]]
"""Tables, each with its rows, which are made one by one."""
