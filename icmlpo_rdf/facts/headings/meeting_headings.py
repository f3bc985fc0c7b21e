"""Headings that name a meeting: 第十次会议（2011年）参加者; headings that name members: 创始成员国."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.headings.plain_words import behind_participants, title_head, trailing_participants
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.words.dates import DateSpan, find_date, find_year, parse_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.language.small_words import either, letters, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = [
    "LEAST",
    "MAX_HEADING",
    "MeetingHeading",
    "MembersHeading",
    "TitleKind",
    "heads_meeting",
    "heads_meetings",
    "is_kind_word",
    "kind_in",
    "kind_of_title",
    "names_series",
    "parse_bare_meeting",
    "parse_meeting_heading",
    "parse_members_heading",
    "parts_members",
    "standing_in",
]

_KINDS = (
    ("person_words", Kind.PERSON),
    ("organization_words", Kind.ORGANIZATION),
    ("country_words", Kind.COUNTRY),
)
# Longer ones are prose. Patterns that may take the square of a text's length are asked of no longer one.
MAX_HEADING = 200
_MAX_MEMBERS = 60
LEAST = 1.9
"""The score from which a phrase's words are believed."""
_JOINTS = f" \u3000{letters('particles')}{letters('places')}:：-－—–"
# 第二次世界大战期间的会议: another thing is counted.
_OTHER_COUNT = lazy_pattern(either("other_counts"), needs=small_words("other_counts"))
# 第9回会議以前: no one meeting.
_SEVERAL = lazy_pattern(rf"(?:{either('several')})\s*+$", needs=small_words("several"))
_BRACKETED = lazy_pattern(r"[（(]([^（）()]*+(?:[（(][^（）()]*+[）)][^（）()]*+)*+)[）)]", needs="（(")
_LAST_BRACKETED = lazy_pattern(r"(?<!\s)\s*+[（(][^（）()]*+[）)]$", needs="（(")
_BETWEEN_FACTS = lazy_pattern(r"[、，,；;]|\s[·・]\s", needs="、，,；;·・")
_MAX_PLACE = 20
# 成员国（截至2015年）
_AS_OF = lazy_pattern(
    rf"[（(][^（）()\d]{{0,6}}\d{{4}}\s*[{letters('year')}][^（）()]{{0,10}}[）)]$", needs="（("
)
_MAX_REGION = 12
_COUNTS = lazy_pattern(
    rf"[（(]\s*+(?:{either('count_before')})?\s*+\d++\s*+[{letters('count_letters')}]*+\s*+[）)]|[:：]\s*+$",
    needs="（(:：",
)


class MeetingHeading(Struct, frozen=True):
    """What a heading says of a meeting."""

    label: str
    """The heading without the word for participants."""
    ordinal: int | None
    year: int | None
    lists_participants: bool
    """True when the heading says that those who took part stand under it."""
    dates: DateSpan | None = None
    date_as_printed: str | None = None
    places: tuple[str, ...] = ()
    """What stands beside the date in brackets: （2011年5月3日、チェンマイ）."""


class MembersHeading(Struct, frozen=True):
    """What a heading says of members."""

    standing: Standing | None
    """None when it names several: 成员与观察员."""
    kind: Kind | None


def parse_meeting_heading(heading: str, lexicon: Lexicon) -> MeetingHeading | None:
    """Return what a heading says of a meeting, or None when it names none.

    A meeting is named by the word for it with an ordinal, a year or both.
    """
    if len(heading) > MAX_HEADING:
        return None
    trailing = trailing_participants(heading, lexicon)
    leading = behind_participants(heading, lexicon) if trailing is None else None
    label = heading[leading:trailing].strip(_JOINTS)
    if not label or not lexicon.meeting_noun.search(lexicon.without_seats(label)):
        return None
    if lexicon.not_meeting.search(label):
        return None
    if _SEVERAL.search(label):
        return None
    if lexicon.is_head_first and not _is_of_meeting(label, lexicon):
        return None
    ordinal = _ordinal(label, lexicon)
    dated = find_date(label)
    # Two years are a span or a confusion: neither is the meeting's.
    year = dated[0].start.year if dated else find_year(label)
    if ordinal is None and year is None:
        return None
    return MeetingHeading(
        label,
        ordinal,
        year,
        lists_participants=trailing is not None or leading is not None,
        dates=dated[0] if dated else None,
        date_as_printed=dated[1] if dated else None,
        places=_places(label),
    )


def _is_of_meeting(label: str, lexicon: Lexicon) -> bool:
    """False for 2012 Big East Conference Tournament, which is about a tournament, and for Members, 112th Congress."""
    if not heads_meeting(label, lexicon):
        return False
    phrase = read_phrase(label, lexicon) if "," in label else None
    return phrase is None or not phrase.members


def heads_meeting(label: str, lexicon: Lexicon) -> bool:
    """Return whether a title's or heading's head noun is one of meetings: 波茨坦会议, Congress of Vienna."""
    head = title_head(label, lexicon)
    return head is not None and "meeting" in head.classes


class TitleKind(Enum):
    """What a page's title speaks of, as far as meetings go."""

    MEETINGS = "meetings"
    CONTESTS = "contests"
    """Games, elections, prizes, shows: no meetings, whatever their headings say."""
    OTHER = "other"


def kind_of_title(title: str, lexicon: Lexicon) -> TitleKind:
    """Return what a page's title speaks of."""
    plain = lexicon.without_places(title)
    if lexicon.not_meeting.search(plain):
        return TitleKind.CONTESTS
    named = lexicon.meeting_noun.search(lexicon.without_seats(plain))
    return TitleKind.MEETINGS if named else TitleKind.OTHER


def names_series(title: str, lexicon: Lexicon) -> bool:
    """Return whether a title or heading speaks of meetings."""
    return kind_of_title(title, lexicon) is TitleKind.MEETINGS


def heads_meetings(heading: str, lexicon: Lexicon, *, is_series: bool) -> bool:
    """Return whether a heading says that meetings are listed under it: 历届会议, 大会開催地; of a series also 历届."""
    text = _LAST_BRACKETED.sub("", unicodedata.normalize("NFKC", heading)).strip()
    if len(text) > _MAX_MEMBERS or lexicon.not_meeting.search(text):
        return False
    if lexicon.meetings_heading.fullmatch(text):
        return True
    return is_series and lexicon.held_heading.fullmatch(text) is not None


def parse_bare_meeting(heading: str, lexicon: Lexicon) -> MeetingHeading | None:
    """Return the meeting that a number or a date alone names, under words that speak of meetings: 第二届, 2009年."""
    text = heading.strip()
    name = _LAST_BRACKETED.sub("", text)
    # I, V and X are letters too, over names in the order of the alphabet.
    match = lexicon.ordinal.fullmatch(name) if len(name) > 1 or not name.isalpha() else None
    dated = find_date(text)
    year = dated[0].start.year if dated else find_year(text)
    if match is None and (year is None or parse_date(name) is None):
        return None
    return MeetingHeading(
        text,
        lexicon.number_of(match) if match else None,
        year,
        lists_participants=False,
        dates=dated[0] if dated else None,
        date_as_printed=dated[1] if dated else None,
        places=_places(text),
    )


def _places(label: str) -> tuple[str, ...]:
    for match in _BRACKETED.finditer(label):
        facts = [fact.strip() for fact in _BETWEEN_FACTS.split(match[1])]
        dated = [fact for fact in facts if parse_date(fact) or find_year(fact)]
        others = [fact for fact in facts if fact and fact not in dated]
        if dated and others and not any(map(str.isdigit, "".join(others))):
            return tuple(fact for fact in others if len(fact) <= _MAX_PLACE)
    return ()


def _ordinal(label: str, lexicon: Lexicon) -> int | None:
    found = [lexicon.number_of(match) for match in lexicon.ordinal_meeting.finditer(label)]
    # 제2차 두만강 3자 회담: the number begins the name, and the word for meeting ends it.
    name = _LAST_BRACKETED.sub("", label)
    ends = any(noun.end() == len(name) for noun in lexicon.meeting_noun.finditer(name))
    if not found and ends and (match := lexicon.ordinal.match(label)) and not _OTHER_COUNT.search(label):
        return lexicon.number_of(match)
    # 第十届中央委员会第三次会议: the number next to the word for meeting is the meeting's.
    return found[-1] if found else None


def parse_members_heading(
    heading: str, lexicon: Lexicon, names: Sequence[str] = (), *, below_members: bool = False
) -> MembersHeading | None:
    """Return what a heading says of the members under it, or None when it says something else.

    成员, 前成员党, 创始成员国（5个）, 加盟国一覧, 참관국, Former members; not 成员资格的条件, whose head noun is another.
    """
    text = _COUNTS.sub("", _AS_OF.sub("", unicodedata.normalize("NFKC", heading)).strip()).strip()
    if not text or len(text) > _MAX_MEMBERS:
        return None
    phrase = read_phrase(text, lexicon, names, below_members=below_members)
    if phrase is None or not phrase.members or phrase.absent or phrase.score < LEAST:
        return None
    return MembersHeading(phrase.standing, phrase.kind)


def parts_members(text: str, lexicon: Lexicon) -> bool:
    """Return whether a heading below one of members parts these: 非洲绿党联盟, アフリカ諸国, 欧州連合加盟国.

    It begins with a region and ends in a word for organizations or countries, or ends in one for countries that are
    members of another body.
    """
    if len(text) > _MAX_MEMBERS or lexicon.not_introduced.search(text) or standing_in(text, lexicon):
        return False
    region = any(
        place_kind(text[:end], lexicon) is PlaceKind.REGION for end in range(2, min(len(text), _MAX_REGION))
    )
    if region and (lexicon.organization_ending(text) or lexicon.countries_ending.search(text)):
        return True
    return lexicon.member_countries.search(_subject(text, lexicon)) is not None


def _subject(text: str, lexicon: Lexicon) -> str:
    """What a heading is about where heads come first, before its first preposition: Capitals, of the member states."""
    tokens = lexicon.matcher.tokens(text) if lexicon.is_head_first else ()
    return next((text[: token.start] for token in tokens if "before_tail" in token.classes), text)


def standing_in(text: str, lexicon: Lexicon) -> Standing | None:
    """Return the role that words such as 前, 创始 or 观察员 name; a place's name says none: Antigua."""
    plain = lexicon.without_places(text)
    for pattern, standing in (
        (lexicon.former, Standing.FORMER),
        (lexicon.candidate, Standing.CANDIDATE),
        (lexicon.observer, Standing.OBSERVER),
        (lexicon.founding, Standing.FOUNDING),
        (lexicon.associate, Standing.ASSOCIATE),
        (lexicon.guest, Standing.GUEST),
    ):
        if pattern.search(plain):
            return standing
    return None


def kind_in(text: str, lexicon: Lexicon) -> Kind | None:
    """Return what the word for members or participants says that they are: 成员国, 参加政党, 与会领导人."""
    phrase = read_phrase(text, lexicon)
    return phrase.kind if phrase else None


def whole_kind(text: str, lexicon: Lexicon) -> Kind | None:
    """Return the kind that is all that a heading says: 政党, 国家, 국제 기구."""
    plain = _plain_kind(text)
    for words, kind in _KINDS:
        if plain in lexicon.words[words]:
            return kind
    return None


def _plain_kind(text: str) -> str:
    return _OTHER.sub("", unicodedata.normalize("NFKC", text)).strip().lower()


def is_kind_word(text: str, lexicon: Lexicon) -> bool:
    """Return whether a text only names a kind of members: 国際機関, 政党, 其他国家; it is nobody's name."""
    plain = _plain_kind(text)
    kinds = ("member_kinds", "organization_words", "country_words", "person_words")
    return any(plain in lexicon.words[words] for words in kinds)


_OTHER = lazy_pattern(rf"^(?:{either('other_kinds')})\s*", needs=small_words("other_kinds"))
