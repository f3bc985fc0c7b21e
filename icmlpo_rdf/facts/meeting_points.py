"""Lists right under a meeting's heading that tell its date, place and participants point by point: 时间：…, 地点：…."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.column_roles import ColumnRole
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.dates import DateSpan, find_date, parse_date
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.model import Meeting
from icmlpo_rdf.facts.names import read_names
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.printed_names import PrintedName, parted
from icmlpo_rdf.facts.statements import Statement, state
from icmlpo_rdf.facts.things import thing_of
from icmlpo_rdf.page import Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["Points", "find_points"]

_LEAST = 2
_DATES = frozenset({ColumnRole.DATE, ColumnRole.YEAR})
_PLACES = frozenset({ColumnRole.CITY, ColumnRole.HOST})
_WHO = frozenset({ColumnRole.PARTICIPANTS})
_READ = _DATES | _PLACES | _WHO


class Points(Struct, frozen=True):
    """What such a list tells."""

    meeting: Meeting
    places: tuple[PrintedName, ...]
    """The linked ones."""
    statements: tuple[Statement, ...]
    used: frozenset[int]
    """The items that were read, by their identity."""


def find_points(block: ItemList, context: Context, lexicon: Lexicon) -> Points | None:
    """Return what a list right under a meeting's heading, or under 개요 on its page, tells of it; None for any other list.

    Two of its items at least begin with words that head the columns of tables of meetings.
    """
    meeting = context.meeting
    if meeting is None or not (context.under_meeting or _is_own(context, lexicon)):
        return None
    points = [(item, roles, told) for item in block.items for roles, told in _point(item, lexicon)]
    if len(points) < _LEAST:
        return None
    dates: DateSpan | None = None
    printed: str | None = None
    places: list[PrintedName] = []
    statements: list[Statement] = []
    used: list[Item] = []
    for item, roles, told in points:
        if roles & _DATES and dates is None and (read := _dates(told, meeting.year)):
            dates, printed = read, clean_text(told.text)
            used.append(item)
        elif roles & _WHO:
            stated = _participants(item, told, context, lexicon)
            statements += stated
            used += [item] if stated else []
        elif roles & _PLACES and (names := _places(item, told, lexicon)):
            places += names
            used.append(item)
    year = dates.start.year if dates else meeting.year
    if not used or (meeting.year is not None and year != meeting.year):
        return None
    last = max(item.span.end for item in used)
    # What is told here is told of the heading's meeting: its lines reach from the heading.
    span = Span(min(meeting.span.begin, last), last)
    more = replace(
        meeting,
        year=year,
        span=span,
        dates=meeting.dates or dates,
        date_as_printed=meeting.date_as_printed or printed,
        places=tuple(
            dict.fromkeys(thing for one in places if one.link and (thing := thing_of(one.link, lexicon)))
        ),
        places_as_printed=tuple(dict.fromkeys(one.text for one in places)),
    )
    return Points(
        more,
        tuple(one for one in places if one.link),
        tuple(replace(one, meeting=more) for one in statements),
        frozenset(map(id, used)),
    )


def _is_own(context: Context, lexicon: Lexicon) -> bool:
    """True on the page of one meeting, where no heading or one such as 개요 stands over the list."""
    return context.named_at is None and context.under in ("", *lexicon.words["overview"])


def _point(item: Item, lexicon: Lexicon) -> Iterator[tuple[frozenset[ColumnRole], Text]]:
    """The item's roles by the word before its colon, and what stands behind it."""
    if (parts := parted(item.content)) and (roles := frozenset(lexicon.roles_of(clean_text(parts[0])))):
        yield roles, parts[1]


def _dates(told: Text, year: int | None) -> DateSpan | None:
    text = clean_text(told.text)
    if span := parse_date(text, year):
        return span
    found = find_date(text)
    return found[0] if found else None


def _places(item: Item, told: Text, lexicon: Lexicon) -> list[PrintedName]:
    entries = read_names(told, lexicon, item.span) or ()
    return [name for entry in entries for name in (entry.place, entry.name) if name is not None]


def _participants(item: Item, told: Text, context: Context, lexicon: Lexicon) -> list[Statement]:
    attended = Context(
        under=context.under,
        meeting=context.meeting,
        attended=True,
        because=context.because,
        named_at=context.named_at,
    )
    entries = read_names(told, lexicon, item.span) or ()
    return [one for entry in entries for one in state(entry, attended, lexicon, item.span)[0]]
