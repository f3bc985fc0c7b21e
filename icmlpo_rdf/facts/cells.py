"""What a cell looks like, apart from where it stands: the evidence by which the aligner places it."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from icmlpo_rdf.facts.column_roles import ColumnRole
from icmlpo_rdf.facts.dates import find_year, parse_date
from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.facts.pieces import clean_text
from icmlpo_rdf.facts.places import PlaceKind, place_kind
from icmlpo_rdf.page import Cell, Link, Text, label_of

__all__ = ["Look", "fit", "look_of"]

_NUMBER = re.compile(r"[+\-−–]?\d[\d,. ]*%?")
_LONG = 60
_MAX_KEPT = 10_000
_ANY_DIGIT = re.compile(r"\d")
_LAST_BRACKETED = re.compile(r"(?<!\s)\s*+[（(][^（）()]*+[）)]$")


class Look(Struct, frozen=True):
    """A cell's content as far as its form tells."""

    key: str
    """What it says: the target of its only link, else its text."""
    empty: bool
    country: bool
    region: bool
    date: bool
    year: bool
    number: bool
    ordinal: bool
    status: bool
    office: bool
    organization: bool
    meeting: bool
    named: bool
    """True for a text with the word for meetings: 成立大会."""
    numbered: bool
    """True for a meeting's number with the word for it: 第1回首脳会合."""
    long: bool
    digits: bool

    @property
    def kind(self) -> str:
        """The most telling of its features: what cells of one unknown column have in common."""
        for name in ("empty", "date", "number", "country", "region", "long", "organization"):
            if getattr(self, name):
                return name
        return "text"


def look_of(cell: Cell, lexicon: Lexicon) -> Look:
    """Return what a cell looks like. Pure, and independent of its row and column."""
    content = cell.content
    link = content.links[0] if len(content.links) == 1 else None
    # Countries, dates and the like come again and again.
    kept: dict[object, Look] = lexicon.kept
    key = (content.text, len(content.links), link and link.target, link and link.text == content.text)
    known = kept.get(key)
    if known is None:
        known = _look_of(content, link, lexicon)
        if len(kept) < _MAX_KEPT:
            kept[key] = known
    return known


def _look_of(content: Text, link: Link | None, lexicon: Lexicon) -> Look:
    text = clean_text(content.text)
    short = len(text) <= _LONG
    # 印度（共和国） and 德国[3]: what stands in brackets does not tell what the cell is.
    bare = _LAST_BRACKETED.sub("", text) if short else text
    label = label_of(link.target.title) if link and link.target and link.text == content.text else bare
    places = {place_kind(bare, lexicon), place_kind(label, lexicon)} if short else set()
    span = parse_date(bare) if short else None
    named = short and lexicon.meeting_noun.search(text) is not None
    number = short and _NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None
    return Look(
        key=link.target.title if link and link.target else text,
        empty=not any(character.isalnum() for character in text) and not content.links,
        country=PlaceKind.COUNTRY in places,
        region=PlaceKind.REGION in places,
        date=span is not None,
        year=span is not None and span.start.month is None,
        number=number,
        ordinal=short and lexicon.ordinal.fullmatch(text) is not None,
        status=short and lexicon.status.search(text) is not None and not content.links,
        office=short and lexicon.office_ending.search(bare) is not None,
        organization=short and any(lexicon.organization_ending.search(name) for name in (bare, label)),
        meeting=named and find_year(text) is not None,
        named=named,
        numbered=named and lexicon.ordinal_meeting.fullmatch(bare) is not None,
        long=not short or "。" in text,
        digits=_ANY_DIGIT.search(text) is not None,
    )


_NEVER, _HARDLY, _POORLY = -4.0, -3.0, -2.0
_WELL, _SURELY = 2.0, 3.0


def fit(look: Look, role: ColumnRole) -> float:
    """Return how well a cell's content fits a column, from -4 (never) over 0 (may be) to 3 (surely).

    Names of organizations and persons are an open class, so that they can only be told by what they are
    not; countries, dates and numbers are known by themselves.
    """
    if look.empty:
        return {ColumnRole.COUNTRY: 0.3, ColumnRole.HOST: 0.3, ColumnRole.REGION: -0.3}.get(role, 0.0)
    return _FITS[role](look)


def _organization(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.country or look.region or look.long:
        return _HARDLY
    return _WELL if look.organization else 0.0


def _name(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.long:
        return _HARDLY
    return -1.0 if look.region else 0.5


def _country(look: Look) -> float:
    if look.country:
        return _SURELY
    if look.date or look.number or look.long or look.organization:
        return _NEVER
    return 1.0 if look.region else _POORLY


def _region(look: Look) -> float:
    if look.region:
        return _SURELY
    if look.date or look.number or look.long or look.organization:
        return _NEVER
    return -1.0 if look.country else _POORLY


def _person(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.country or look.region or look.long:
        return _HARDLY
    if look.organization:
        return _POORLY
    return -1.0 if look.office else 0.5


def _office(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.country or look.region:
        return _HARDLY
    return _WELL if look.office else -0.5


def _status(look: Look) -> float:
    if look.country or look.region:
        return _HARDLY
    return _WELL if look.status else -0.5


def _date(look: Look) -> float:
    if look.date:
        return _SURELY
    if look.number:
        return _POORLY
    return -1.0 if look.digits else _NEVER


def _year(look: Look) -> float:
    if look.year:
        return _SURELY
    if look.meeting:
        return 1.0
    return -1.0 if look.digits else _NEVER


def _ordinal(look: Look) -> float:
    if look.ordinal:
        return _SURELY
    if look.number and not look.year:
        return _WELL
    if look.meeting:
        return 0.5
    # 臨時 and 特别 stand in a number's place.
    return _HARDLY if look.date or look.country or look.long else -1.0


def _meeting(look: Look) -> float:
    if look.country or look.region:
        return _HARDLY
    if look.number:
        return _POORLY
    if look.date:
        return -1.0
    return _SURELY if look.meeting else 0.0


def _city(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.organization or look.long:
        return _POORLY
    return 0.0 if look.country else 0.5


def _participants(look: Look) -> float:
    return _NEVER if look.date or look.number else 0.0


def _affiliation(look: Look) -> float:
    if look.date or look.number:
        return _NEVER
    if look.country or look.region:
        return _HARDLY
    return 1.5 if look.organization else 0.0


def _note(look: Look) -> float:
    if look.long:
        return 1.5
    return -1.0 if look.country or look.organization or look.date else 0.0


def _anything(_look: Look) -> float:
    return 0.0


_FITS = {
    ColumnRole.ORGANIZATION: _organization,
    ColumnRole.NAME: _name,
    ColumnRole.COUNTRY: _country,
    ColumnRole.REGION: _region,
    ColumnRole.PERSON: _person,
    ColumnRole.OFFICE: _office,
    ColumnRole.PARTY: _affiliation,
    ColumnRole.DISTRICT: _city,
    ColumnRole.TERM: _date,
    ColumnRole.STATUS: _status,
    ColumnRole.START: _date,
    ColumnRole.END: _date,
    ColumnRole.DATE: _date,
    ColumnRole.YEAR: _year,
    ColumnRole.ORDINAL: _ordinal,
    ColumnRole.MEETING: _meeting,
    ColumnRole.CITY: _city,
    ColumnRole.HOST: _country,
    ColumnRole.PARTICIPANTS: _participants,
    ColumnRole.AFFILIATION: _affiliation,
    ColumnRole.NOTE: _note,
    ColumnRole.OTHER: _anything,
    ColumnRole.UNKNOWN: _anything,
}
