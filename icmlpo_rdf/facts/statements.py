"""What a row or item states, before anybody is identified: who, as what, where, since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.model import Kind, Meeting, Reading, Standing
from icmlpo_rdf.facts.names.printed_names import Entry, PrintedName
from icmlpo_rdf.facts.names.remarks import is_mere_observer
from icmlpo_rdf.facts.names.statuses import Bare, Said, read_statuses
from icmlpo_rdf.facts.names.things import kind_of_name, thing_of
from icmlpo_rdf.facts.words.dates import PartialDate
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.notes import Note
from icmlpo_rdf.page import Text
from icmlpo_rdf.spans import Span

__all__ = ["Around", "Found", "Statement", "outside", "state"]

_LONGEST_TERM = 60
"""Years for which a person may be a member."""


class Statement(Struct, frozen=True):
    """A row or item that says that somebody took part in a meeting, or is a member of a body."""

    name: PrintedName
    kind: Kind | None
    place: PrintedName | None
    region: PrintedName | None
    statuses: tuple[str, ...]
    span: Span
    meeting: Meeting | None = None
    """The meeting attended; None for a membership."""
    body: PrintedName | None = None
    """The body, where it is not the page's subject."""
    standing: Standing | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    on_behalf_of: PrintedName | None = None
    within: Span | None = None
    """The table or list that it stands in."""
    is_district: bool = False
    """True where the place is a part of a country, by the header of its column."""
    supposed: bool = False
    """True where only a country before the name says that its bearer is a person, and that the country took part through them."""
    headings: tuple[Span, ...] = ()
    """The heading, caption, header cell or line over the row or item that says of which meeting or body, and as what."""


class Found(Struct):
    """What a page's tables and lists state, and what was not understood."""

    meetings: dict[Meeting, None] = {}
    """In the page's order."""
    statements: list[Statement] = []
    place_names: list[PrintedName] = []
    """Linked names of countries and towns in which meetings were held."""
    readings: list[Reading] = []
    notes: list[Note] = []


class Around(Struct, frozen=True):
    """What the rest of a row, or the item's heading, says of a name."""

    kind: Kind | None = None
    """What the column or heading says that the bearer is; None: as the name itself tells."""
    place: PrintedName | None = None
    """The row's country cell."""
    is_district: bool = False
    """True where that is a town or a district, a part of a country."""
    region: PrintedName | None = None
    """The group under which the row stands."""
    statuses: tuple[str, ...] = ()
    """The row's status cells."""
    marked: Standing | None = None
    """What a legend says of the name's mark: its bold letters, its asterisk."""
    start: PartialDate | None = None
    """Since when, of the row's own cell."""
    end: PartialDate | None = None
    on_behalf_of: PrintedName | None = None
    """For a person, who they stood for."""


NOTHING_AROUND = Around()


def state(
    entry: Entry, context: Context, lexicon: Lexicon, span: Span, around: Around = NOTHING_AROUND
) -> tuple[list[Statement], Said]:
    """Return what an entry states under its context: attendance, membership, both, or nothing for one absent.

    Args:
        entry: the name and what stands around it in its own cell.
        context: the words above the table or list.
        lexicon: the words of the wiki's language.
        span: the row's or item's.
        around: what the rest of the row says.
    """
    if context.members and around.kind is Kind.COUNTRY:
        entry = _country_of(entry, lexicon)
    statuses = tuple(dict.fromkeys((*entry.statuses, *around.statuses)))
    kind = _kind(entry, around, lexicon)
    said = _said(statuses, kind, context, lexicon)
    if _did_not_come(entry, kind, statuses, context, lexicon):
        return [], replace(said, absent=True)
    if said.absent or place_kind(entry.name.text, lexicon) is PlaceKind.REGION:
        # A continent takes part in nothing.
        return [], said
    stating = partial(
        Statement,
        name=entry.name,
        kind=kind,
        place=entry.place or around.place,
        is_district=around.is_district and entry.place is None,
        region=around.region or context.region,
        statuses=tuple(one for one in statuses if not is_mere_observer(one, lexicon)),
        span=span,
        on_behalf_of=around.on_behalf_of,
        within=context.within,
    )
    return list(_of_both(stating, span, said, context, around)), said


def _said(statuses: Sequence[str], kind: Kind | None, context: Context, lexicon: Lexicon) -> Said:
    """What the statuses say of one of a kind, under the words above."""
    lasts = kind in _BODIES and context.standing is not Standing.FORMER
    of_members = context.members and not context.attended
    bare = _bare(kind, context)
    said = read_statuses(statuses, lexicon, bare=bare, open_is_term=lasts, of_members=of_members)
    return said if kind in _BODIES else _said_of_person(said, kind, context)


def _said_of_person(said: Said, kind: Kind | None, context: Context) -> Said:
    """The same, where it may be a person who was born and died, or is one who left a parliament before its end."""
    if said.start and said.end and said.end.year - said.start.year > _LONGEST_TERM:
        said = replace(said, start=None, end=None)
    if kind is Kind.PERSON and said.standing is Standing.FORMER and said.end and context.standing:
        said = replace(said, standing=None)  # a member until then
    return said


def _of_both(
    stating: Callable[..., Statement], span: Span, said: Said, context: Context, around: Around
) -> Iterator[Statement]:
    """Attendance, membership, or both, as the words above say."""
    if context.attended and context.meeting is not None:
        yield stating(
            meeting=context.meeting,
            standing=_came_as(said, context),
            headings=_outside(span, context.named_at, context),
        )
    if context.members:
        yield stating(
            body=context.body,
            headings=_outside(span, context.body.span if context.body else None, context),
            standing=_standing(said, context, around.marked),
            start=around.start or said.start,
            end=around.end or said.end,
        )


def marked_as(entry: Entry, context: Context, content: Text) -> Standing | None:
    """Return what a legend says of a name in bold, or with its year in bold, or of one with an asterisk."""
    told = {entry.name.text, *entry.statuses}
    if context.bold and any(mark.text.strip() in told for mark in content.bold):
        return context.bold
    return context.starred if content.text.rstrip().endswith(_STARS) else None


_STARS = ("*", "＊", "∗")


def _country_of(entry: Entry, lexicon: Lexicon) -> Entry:
    """The country, where countries are the members and a text behind it tells something of it: {{flag|Denmark}} pending."""
    name, place = entry.name, entry.place
    if place is None or name.link is not None or place_kind(place.text, lexicon) is not PlaceKind.COUNTRY:
        return entry
    if place_kind(name.text, lexicon) or kind_of_name(name.text, None, lexicon):
        return entry
    return replace(entry, name=place, place=None, statuses=(name.text, *entry.statuses))


def _outside(row: Span, named_at: Span | None, context: Context) -> tuple[Span, ...]:
    return outside(row, *((named_at,) if named_at else ()), *context.said_at)


def _kind(entry: Entry, around: Around, lexicon: Lexicon) -> Kind | None:
    """What the row says that the bearer is, else what the name says."""
    own = thing_of(entry.name.link, lexicon) if entry.name.link else None
    kind = around.kind or kind_of_name(entry.name.text, own, lexicon)
    if kind is None and entry.is_person:
        kind = Kind.PERSON
    is_country = kind is Kind.PERSON and place_kind(entry.name.text, lexicon) is PlaceKind.COUNTRY
    return Kind.COUNTRY if is_country else kind


def _bare(kind: Kind | None, context: Context) -> Bare:
    """What a bare date behind a name says: when a country joined, or left where the words above say so of those under them."""
    if context.left:
        return Bare.END if kind in _BODIES else Bare.NOTHING
    is_start = context.members and (kind is Kind.COUNTRY or context.bare_is_start)
    return Bare.START if is_start and context.standing is not Standing.FORMER else Bare.NOTHING


_BODIES = frozenset({Kind.COUNTRY, Kind.ORGANIZATION})


def _did_not_come(
    entry: Entry, kind: Kind | None, statuses: Sequence[str], context: Context, lexicon: Lexicon
) -> bool:
    """陆克文（由外长代表）: another came; 陈独秀因故未能出席: a sentence, not a name."""
    if kind is Kind.PERSON and any(lexicon.stood_in.search(status) for status in statuses):
        return True
    is_name = entry.name.link is not None or not context.attended
    return not is_name and lexicon.absent.search(entry.name.text) is not None


def outside(row: Span, *headings: Span) -> tuple[Span, ...]:
    """Return what says of what a row states something, in the page's order, without what the row says itself."""
    return tuple(sorted({one for one in headings if not row.begin <= one.begin <= one.end <= row.end}))


_AT_MEETINGS = frozenset({Standing.OBSERVER, Standing.GUEST, Standing.HOST})


def _came_as(said: Said, context: Context) -> Standing | None:
    """As what somebody came: a remark outweighs the heading; members are none there."""
    standing = said.standing if said.standing in _AT_MEETINGS else context.standing
    return standing if standing in _AT_MEETINGS else None


def _standing(said: Said, context: Context, marked: Standing | None) -> Standing | None:
    """A remark on the one name outweighs the heading over all; former members stay former."""
    if marked and said.standing is None:
        return marked
    if said.standing in {None, Standing.GUEST, Standing.HOST}:
        return context.standing
    if context.standing is Standing.FORMER and said.standing in {Standing.OBSERVER, Standing.FOUNDING}:
        return Standing.FORMER
    return said.standing
