"""What headings, captions and introducing lines say of those under them."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.body_headings import body_heading
from icmlpo_rdf.facts.contexts.clubs import clubs_under
from icmlpo_rdf.facts.contexts.heading_rules import NOBODY, RULES, Heading, members_under
from icmlpo_rdf.facts.contexts.organs import seats_of_organ
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.parted import parted, some_of
from icmlpo_rdf.facts.headings.meeting_headings import (
    MeetingHeading,
    heads_meetings,
    kind_in,
    names_series,
    parse_bare_meeting,
    parse_meeting_heading,
)
from icmlpo_rdf.facts.headings.own_names import without_beginning_of
from icmlpo_rdf.facts.headings.own_rosters import (
    OWN_ROSTER,
    OWN_TERM,
    heads_own_chamber,
    heads_own_roster,
    heads_own_seats,
    heads_own_term,
)
from icmlpo_rdf.facts.headings.parting import ends_in_count
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.seats_of_title import seats_of_title
from icmlpo_rdf.facts.model import Kind
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["say", "under_heading"]

_PART = lazy_pattern(r"[（(][^（）()]{0,12}[）)]", needs="（(")


def under_heading(content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context:
    """What a heading says, under what the headings above it say."""
    text = clean_text(content.text)
    if text.strip().lower() in lexicon.see_also:
        return Context(under=text, see_also=True)
    tells_fiction = lexicon.fiction.search(text) and not lexicon.fiction.search(meetings.title)
    if above.fiction or (tells_fiction and not above.says_who):  # 映画 below 会員 parts these
        return Context(under=text, fiction=True)
    said = say(text, content, above, lexicon, meetings)
    if said is None and meetings.is_body and not above.says_who:
        said = seats_of_organ(text, content, above, lexicon, meetings)
    if said:
        return replace(said, under=text, because=text)
    # Another subject: the meeting around it stays, for headings below; what stood above does not hold.
    return Context(
        under=text,
        meeting=above.meeting,
        named_at=above.named_at,
        meetings=names_series(text, lexicon) and not meetings.are_games,
        because=text,
    )


def say(text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """Return the context that a heading, a caption or a line of its own gives; None when it says nothing of who."""
    if named := _meeting(text, content, above, lexicon, meetings):
        are_of_term = lexicon.is_head_first and meetings.of_persons and above.members and not above.attended
        return some_of(above) if are_of_term else named
    plain = _without_noun(_PART.sub("", text).strip() or text, meetings.noun, lexicon)
    if meetings.is_body:
        plain = without_beginning_of(meetings.title, plain, lexicon)
    if meetings.is_league and (clubs := clubs_under(plain, content, above, lexicon)):
        return clubs
    if not above.says_who and (own := _those_who_sit(text, lexicon, meetings)):
        return members_under(own, content, above)
    if above.members and not above.attended and ends_in_count(text, lexicon):
        return some_of(above)
    return _said_by_noun(plain, content, above, lexicon, meetings)


def _said_by_noun(
    plain: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """The same by the head noun of the text, without what the subject calls itself."""
    below_members = above.members and not above.attended
    phrase = read_phrase(plain, lexicon, meetings.names, below_members=below_members)
    if phrase is None:
        return _said_by_names(plain, content, above, lexicon, meetings)
    heading = Heading(plain, content, phrase, above, lexicon, meetings)
    said = next(filter(None, (rule(heading) for rule in RULES)), None)
    return None if said is NOBODY else said


def _those_who_sit(text: str, lexicon: Lexicon, meetings: PageMeetings) -> Phrase | None:
    """Who sits in the subject: 1기 국무위원회 on the page of that council, 现任内阁 on that of a cabinet, 第三屆行政會委員."""
    if meetings.of_persons and heads_own_chamber(text, lexicon):
        return OWN_TERM
    if meetings.has_seats and heads_own_term(text, meetings.title, lexicon):
        return OWN_TERM
    if meetings.is_body and (
        seats := seats_of_title(text, meetings.title, lexicon, of_persons=meetings.of_persons)
    ):
        return replace(seats, kind=Kind.PERSON if meetings.of_persons else None)
    sits = meetings.is_body and heads_own_seats(text, meetings.title, lexicon)
    return OWN_ROSTER if sits else None


def _said_by_names(
    text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """The same of one without a head noun for anybody: by the subject's names, or by what parts those of the heading above."""
    if above.members and _names_part_of_subject(text, lexicon, meetings):
        return some_of(above)
    if meetings.is_body and not above.says_who and heads_own_roster(text, meetings.names, lexicon):
        return members_under(OWN_ROSTER, content, above)
    parts = parted(text, content, above, lexicon, of_persons=meetings.has_seats)
    return parts or body_heading(text, content, above, lexicon, meetings)


def _without_noun(text: str, noun: str, lexicon: Lexicon) -> str:
    """The text without what the subject calls itself for short: 联盟成员, 退出联盟的国家, on the page of an alliance."""
    before, _, behind = text.partition(noun) if noun else (text, "", "")
    if not behind:
        return text
    tokens = lexicon.matcher.tokens(before)
    return before + behind if not tokens or tokens[-1].classes & _ACTS else text


_ACTS = frozenset({"former", "leave", "joining"})


def _names_part_of_subject(text: str, lexicon: Lexicon, meetings: PageMeetings) -> bool:
    """True for 前期新人会 on the page of 新人会, the subject at a time, and for 東海野球連盟 on that of a 連盟: a part of it."""
    if lexicon.is_head_first:
        return False
    if lexicon.alliance.search(meetings.noun) and text.endswith(meetings.noun):
        return not any(token.classes & _RELATED for token in lexicon.matcher.tokens(text))
    return any(
        text.endswith(name) and 0 < len(text) - len(name) <= _MAX_PART for name in meetings.names if name
    )


_MAX_PART = 3
_RELATED = frozenset(
    {"absent", "former", "candidate", "topic", "linked", "affiliated", "successive", "office"}
)


def _bare_meeting(
    text: str, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> MeetingHeading | None:
    """The meeting that a number or a year alone names: 第三届, below 参加政党 or 历届大会."""
    is_parted = above.attended and above.meeting is None
    if meetings.is_series:
        bare = parse_bare_meeting(text, lexicon)
        # 第1回（1950年） at the top of a page about a series is one of its meetings; a year alone may head anything.
        is_numbered = bare is not None and bare.ordinal is not None and not above.under
        return bare if is_parted or above.meetings or is_numbered else None
    if not (meetings.is_body and above.meetings):
        return None
    # 第1回, below 歴代会議 on the page of a body; a year alone may head anything there.
    bare = parse_bare_meeting(text, lexicon)
    is_told = bare is not None and bare.ordinal is not None
    return bare if is_told and heads_meetings(above.because, lexicon, is_series=False) else None


def _meeting(
    text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """The context of a heading that names a meeting: 第十次会议（2011年）参加者."""
    # 参加政党 over 第二届 and 第三届: who took part stands under each of them.
    parted = above.attended and above.meeting is None
    parsed = parse_meeting_heading(text, lexicon) or _bare_meeting(text, above, lexicon, meetings)
    if parsed is None:
        return None
    kind = above.kind if parted else None
    return Context(
        meeting=meetings.of(parsed, content),
        attended=parsed.lists_participants or parted,
        kind=kind_in(text[len(parsed.label) :], lexicon) if parsed.lists_participants else kind,
        under_meeting=True,
        named_at=content.span,
        said_at=(*above.said_at, content.span) if parted else (content.span,),
    )
