"""What a cell looks like, apart from where it stands: the evidence by which the aligner places it."""

from __future__ import annotations

import unicodedata

from msgspec import Struct

from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.dates import find_year, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import counting_pattern, lazy_pattern
from icmlpo_rdf.page import Cell, Link, Text, label_of

__all__ = ["Features", "features_of", "score"]

_NUMBER = counting_pattern(r"[+\-−–]?\d[\d,. ]*%?")
_LONG, _LONG_LINE = 60, 160
_MAX_KEPT = 10_000
_ANY_DIGIT = lazy_pattern(r"\d")
_LAST_BRACKETED = lazy_pattern(r"(?<!\s)\s*+[（(][^（）()]*+[）)]$", needs="（(")


class Features(Struct, frozen=True):
    """A cell's content as far as its form tells."""

    key: str
    """What it says: the target of its only link, else its text."""
    empty: bool
    country: bool = False
    region: bool = False
    area: bool = False
    """True for a text that ends as the names of municipalities and of the areas around them do: 青森県."""
    date: bool = False
    year: bool = False
    number: bool = False
    ordinal: bool = False
    status: bool = False
    office: bool = False
    organization: bool = False
    meeting: bool = False
    named: bool = False
    """True for a text with the word for meetings: 成立大会."""
    numbered: bool = False
    """True for a meeting's number with the word for it: 第1回首脳会合."""
    long: bool = False
    digits: bool = False

    @property
    def kind(self) -> str:
        """The most telling of its features: what cells of one unknown column have in common."""
        for name in ("empty", "date", "number", "country", "region", "long", "organization"):
            if getattr(self, name):
                return name
        return "text"


def features_of(cell: Cell, lexicon: Lexicon) -> Features:
    """Return what a cell looks like. Pure, and independent of its row and column."""
    content = cell.content
    link = content.links[0] if len(content.links) == 1 else None
    # Countries, dates and the like come again and again.
    kept: dict[object, Features] = lexicon.kept
    key = (content.text, len(content.links), link and link.target, link and link.text == content.text)
    known = kept.get(key)
    if known is None:
        known = _features_of(content, link, lexicon)
        if len(kept) < _MAX_KEPT:
            kept[key] = known
    return known


def _features_of(content: Text, link: Link | None, lexicon: Lexicon) -> Features:
    text = clean_text(content.text)
    key = link.target.title if link and link.target else text
    empty = not any(character.isalnum() for character in text) and not content.links
    digits = _ANY_DIGIT.search(text) is not None
    # Several names under each other are no prose, each perhaps with an office.
    lines = text.split("\n")
    if len(text) > _LONG and max(map(len, lines)) > (_LONG_LINE if len(lines) > 1 else _LONG):
        return Features(key=key, empty=empty, long=True, digits=digits)
    # 印度（共和国） and 德国[3]: what stands in brackets does not tell what the cell is.
    bare = _LAST_BRACKETED.sub("", text)
    label = label_of(link.target.title) if link and link.target and link.text == content.text else bare
    places = {place_kind(bare, lexicon), place_kind(label, lexicon)}
    span = parse_date(bare)
    named = lexicon.meeting_noun.search(text) is not None
    return Features(
        key=key,
        empty=empty,
        country=PlaceKind.COUNTRY in places,
        region=PlaceKind.REGION in places,
        area=bare.endswith(lexicon.words["area_endings"]),
        date=span is not None,
        year=span is not None and span.start.month is None,
        number=_NUMBER.fullmatch(unicodedata.normalize("NFKC", text)) is not None,
        ordinal=lexicon.ordinal.fullmatch(text) is not None,
        status=lexicon.status.search(text) is not None and not content.links,
        office=lexicon.office_ending.search(bare) is not None,
        organization=any(map(lexicon.organization_ending, (bare, label))),
        meeting=named and find_year(text) is not None,
        named=named,
        numbered=named and lexicon.ordinal_meeting.fullmatch(bare) is not None,
        long="。" in text,
        digits=digits,
    )


_NEVER, _HARDLY, _POORLY = -4.0, -3.0, -2.0
_WELL, _SURELY = 2.0, 3.0


def score(features: Features, role: ColumnRole) -> float:
    """Return how well a cell's content fits a column, from -4 (never) over 0 (may be) to 3 (surely).

    Names of organizations and persons are an open class, so that they can only be told by what they are
    not; countries, dates and numbers are known by themselves.
    """
    if features.empty:
        return {ColumnRole.COUNTRY: 0.3, ColumnRole.HOST: 0.3, ColumnRole.REGION: -0.3}.get(role, 0.0)
    return _FITS[role](features)


def _organization(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.country or features.region or features.long:
        return _HARDLY
    return _WELL if features.organization else 0.0


def _name(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.long:
        return _HARDLY
    return -1.0 if features.region else 0.5


def _country(features: Features) -> float:
    if features.country:
        return _SURELY
    if features.date or features.number or features.long or features.organization:
        return _NEVER
    return 1.0 if features.region else _POORLY


def _region(features: Features) -> float:
    if features.region:
        return _SURELY
    if features.date or features.number or features.long or features.organization:
        return _NEVER
    if features.area:
        return 1.0
    return -1.0 if features.country else _POORLY


def _person(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.country or features.region or features.long:
        return _HARDLY
    if features.organization:
        return _POORLY
    return -1.0 if features.office else 0.5


def _office(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.country or features.region:
        return _HARDLY
    return _WELL if features.office else -0.5


def _status(features: Features) -> float:
    if features.country or features.region:
        return _HARDLY
    return _WELL if features.status else -0.5


def _date(features: Features) -> float:
    if features.date:
        return _SURELY
    if features.number:
        return _POORLY
    return -1.0 if features.digits else _NEVER


def _year(features: Features) -> float:
    if features.year:
        return _SURELY
    if features.meeting:
        return 1.0
    return -1.0 if features.digits else _NEVER


def _ordinal(features: Features) -> float:
    if features.ordinal:
        return _SURELY
    if features.number and not features.year:
        return _WELL
    if features.meeting:
        return 0.5
    # 臨時 and 特别 stand in a number's place.
    return _HARDLY if features.date or features.country or features.long else -1.0


def _meeting(features: Features) -> float:
    if features.country or features.region:
        return _HARDLY
    if features.number:
        return _POORLY
    if features.date:
        return -1.0
    return _SURELY if features.meeting else 0.0


def _city(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.organization or features.long:
        return _POORLY
    return 0.0 if features.country else 0.5


def _participants(features: Features) -> float:
    return _NEVER if features.date or features.number else 0.0


def _affiliation(features: Features) -> float:
    if features.date or features.number:
        return _NEVER
    if features.country or features.region:
        return _HARDLY
    return 1.5 if features.organization else 0.0


def _note(features: Features) -> float:
    if features.long:
        return 1.5
    return -1.0 if features.country or features.organization or features.date else 0.0


def _anything(_features: Features) -> float:
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
