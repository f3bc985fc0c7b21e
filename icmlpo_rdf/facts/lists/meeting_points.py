"""Lists right under a meeting's heading that tell its date, place and participants point by point: 时间：…, 地点：…."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.headings.phrases import STRONG, read_phrase
from icmlpo_rdf.facts.model import Meeting
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.entry_names import read_names
from icmlpo_rdf.facts.names.printed_names import PrintedName, parted
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.statements import Statement, state
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import DateSpan, find_date, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Item, ItemList, Text
from icmlpo_rdf.spans import Span

__all__ = ["Points", "find_points"]

_LEAST = 2
_DATES = frozenset({ColumnRole.DATE, ColumnRole.YEAR})
_PLACES = frozenset({ColumnRole.CITY, ColumnRole.HOST})
_WHO = frozenset({ColumnRole.PARTICIPANTS})


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

    Two of its items at least begin with words that head the columns of tables of meetings, or one surely says who came: 出席国家：.
    """
    meeting = context.meeting
    if meeting is None or not (context.under_meeting or _is_own(context, lexicon)):
        return None
    points = [(item, roles, told) for item in block.items for roles, told in _point(item, lexicon)]
    if len(points) < _LEAST and not any(_surely_came(item, lexicon) for item, _, _ in points):
        return None
    told_of = _Told(meeting)
    for item, roles, told in points:
        if told_of.add(item, roles, told, context, lexicon):
            told_of.used.append(item)
    return told_of.points(lexicon) if told_of.used and told_of.is_of_one_year() else None


class _Told:
    """What the items tell, one after another."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._dates: DateSpan | None = None
        self._printed: str | None = None
        self._places: list[PrintedName] = []
        self._statements: list[Statement] = []
        self.used: list[Item] = []

    def add(
        self, item: Item, roles: frozenset[ColumnRole], told: Text, context: Context, lexicon: Lexicon
    ) -> bool:
        """Take what a point tells; return whether it tells something."""
        if roles & _DATES and self._dates is None and (read := _dates(told, self._meeting.year)):
            self._dates, self._printed = read, clean_text(told.text)
            return True
        if roles & _WHO:
            stated = _participants(item, told, context, lexicon)
            self._statements += stated
            return bool(stated)
        places = _places(item, told, lexicon) if roles & _PLACES else []
        self._places += places
        return bool(places)

    def is_of_one_year(self) -> bool:
        """False where the date is of another year than the heading's."""
        year = self._meeting.year
        return year is None or self._dates is None or self._dates.start.year == year

    def points(self, lexicon: Lexicon) -> Points:
        """The meeting with all that is told of it. Its lines reach from the heading, since that names it."""
        meeting = self._meeting
        last = max(item.span.end for item in self.used)
        linked = tuple(one for one in self._places if one.link)
        things = (thing_of(one.link, lexicon) for one in linked if one.link)
        more = replace(
            meeting,
            year=self._dates.start.year if self._dates else meeting.year,
            span=Span(min(meeting.span.begin, last), last),
            dates=meeting.dates or self._dates,
            date_as_printed=meeting.date_as_printed or self._printed,
            places=tuple(dict.fromkeys(filter(None, things))),
            places_as_printed=tuple(dict.fromkeys(one.text for one in self._places)),
        )
        statements = tuple(replace(one, meeting=more) for one in self._statements)
        return Points(more, linked, statements, frozenset(map(id, self.used)))


def _is_own(context: Context, lexicon: Lexicon) -> bool:
    """True on the page of one meeting, where no heading or one such as 개요 stands over the list."""
    return context.named_at is None and context.under in ("", *lexicon.words["overview"])


def _point(item: Item, lexicon: Lexicon) -> Iterator[tuple[frozenset[ColumnRole], Text]]:
    """The item's roles by the word before its colon, and what stands behind it."""
    if (parts := parted(item.content)) and (roles := frozenset(lexicon.roles_of(clean_text(parts[0])))):
        yield roles, parts[1]


def _surely_came(item: Item, lexicon: Lexicon) -> bool:
    parts = parted(item.content)
    phrase = read_phrase(clean_text(parts[0]), lexicon) if parts else None
    return phrase is not None and phrase.attended and not phrase.absent and phrase.score >= STRONG


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
