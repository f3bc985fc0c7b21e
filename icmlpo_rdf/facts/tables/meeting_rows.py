"""What a row tells of a meeting: its number, name, page, date and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from icmlpo_rdf.facts.model import Meeting, WikiThing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.tables.hosts import is_body
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import DateSpan, find_date, find_year, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.numerals import parse_numeral
from icmlpo_rdf.page import Cell, Link, Row, label_of

__all__ = ["KEYS", "WHEN", "WHERE", "ToldMeeting", "tell_meeting"]

KEYS = (ColumnRole.ORDINAL, ColumnRole.YEAR, ColumnRole.MEETING, ColumnRole.DATE)
WHEN = (ColumnRole.DATE, ColumnRole.YEAR)
"""What tells when; a cell of these without a numeral of any script holds something else, such as a name that slid there."""
WHERE = (ColumnRole.CITY, ColumnRole.HOST, ColumnRole.COUNTRY)


class ToldMeeting(Struct, frozen=True):
    """A meeting that a row tells of, and its linked places."""

    meeting: Meeting
    places: tuple[PrintedName, ...]


def tell_meeting(row: Row, cells: dict[ColumnRole, Cell], lexicon: Lexicon) -> ToldMeeting | None:
    """The meeting that a row tells of: it has a date, a year, or a page of its own."""
    texts = defaultdict(
        str, {role: clean_text(cell.content.text).replace("\n", " ") for role, cell in cells.items()}
    )
    linked = _own_page(cells, lexicon)
    title = label_of(linked.title) if linked else ""
    named = texts[ColumnRole.MEETING]
    ordinal = _ordinal(texts[ColumnRole.ORDINAL] or named, lexicon)
    year, dates = _when(texts, title)
    if year is None and ordinal is not None:
        year = find_year(texts[ColumnRole.DATE])  # May or June 2019
    if year is None and ordinal is None:
        return None
    printed = next((texts[role] for role in WHEN if any(map(str.isnumeric, texts[role]))), None)
    places, printed_places = _places(cells, lexicon)
    things = (thing_of(name.link, lexicon) for name in places if name.link)
    meeting = Meeting(
        label=named or title or printed or texts[ColumnRole.ORDINAL],
        ordinal=ordinal,
        year=year,
        span=row.span,
        thing=linked,
        dates=dates,
        date_as_printed=printed,
        places=tuple(dict.fromkeys(filter(None, things))),
        places_as_printed=tuple(dict.fromkeys(printed_places)),
    )
    return ToldMeeting(meeting, tuple(places))


def _places(cells: dict[ColumnRole, Cell], lexicon: Lexicon) -> tuple[list[PrintedName], list[str]]:
    """Where the meeting was: the linked names, and all of them as printed."""
    linked: list[PrintedName] = []
    printed: list[str] = []
    for role, cell in reversed(cells.items()):  # in the row's order
        if role not in WHERE:
            continue
        for entry in read_names(cell.content, lexicon, cell.span) or ():
            if role is ColumnRole.HOST and is_body(entry, lexicon):
                continue
            for name in (entry.place, entry.name):
                if name is not None and name.text:
                    printed.append(name.text)
                    linked += [name] if name.link else []
    return linked, printed


def _when(texts: Mapping[ColumnRole, str], title: str) -> tuple[int | None, DateSpan | None]:
    """When the meeting was: its year, which its dates tell, another cell, or the title of its page; and its dates."""
    told = (texts[ColumnRole.YEAR], title, texts[ColumnRole.MEETING])
    year = next(filter(None, map(find_year, told)), None)
    dates = _dates(texts[ColumnRole.DATE], year) or parse_date(texts[ColumnRole.YEAR])
    return (dates.start.year if dates else year), dates


def _dates(text: str, year: int | None) -> DateSpan | None:
    if not text:
        return None
    if span := parse_date(text, year):
        return span
    if year and find_year(text) is None and (span := parse_date(f"{text}, {year}")):
        # August 5–7, of Wikimania 2005.
        return span
    found = find_date(text)
    return found[0] if found else None


def _ordinal(text: str, lexicon: Lexicon) -> int | None:
    match = lexicon.ordinal.search(text)
    if match and match.lastgroup == "roman" and match[0] != text:
        # A Roman numeral among other words is the meeting's beside the word for it: not Vatican II.
        match = lexicon.ordinal_meeting.search(text)
    if match:
        return lexicon.number_of(match)
    return parse_numeral(text) if text and len(text) < 4 else None


def _own_page(cells: dict[ColumnRole, Cell], lexicon: Lexicon) -> WikiThing | None:
    """The meeting's own page, where a cell that names it links there: 2009年6月16日 to 2009年金砖国家峰会."""
    for role in KEYS:
        cell = cells.get(role)
        links: tuple[Link, ...] = cell.content.links if cell else ()
        things = {thing for link in links if (thing := thing_of(link, lexicon))}
        named = {thing for thing in things if lexicon.meeting_noun.search(thing.title)}
        if len(named) == 1:
            return named.pop()
    return None
