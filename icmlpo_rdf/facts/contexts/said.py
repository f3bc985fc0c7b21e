"""What headings, captions and introducing lines say of those under them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.body_headings import body_heading
from icmlpo_rdf.facts.contexts.clubs import clubs_under
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.parted import PARTING, parted
from icmlpo_rdf.facts.headings.meeting_headings import (
    LEAST,
    kind_in,
    names_series,
    parse_bare_meeting,
    parse_meeting_heading,
)
from icmlpo_rdf.facts.headings.own_rosters import (
    OWN_ROSTER,
    OWN_TERM,
    heads_own_roster,
    heads_own_term,
    those_of_own,
)
from icmlpo_rdf.facts.headings.parting import counts_those, ends_in_count
from icmlpo_rdf.facts.headings.phrases import STRONG, Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, tells_course, tells_joining
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.regions import country_in_heading
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["AS_THERE", "guests_in", "say", "under_heading"]

_MAX_LABEL = 30
_OF_BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
"""Nothing but a body has such members: member parties, member states."""
AS_THERE = frozenset({Standing.GUEST, Standing.OBSERVER})
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
    if said:
        return replace(said, under=text, because=text)
    # Another subject: the meeting around it stays, for headings below; what stood above does not hold.
    return Context(
        under=text,
        meeting=above.meeting,
        named_at=above.named_at,
        meetings=names_series(text, lexicon) and not meetings.are_games,
        of_subject=above.of_subject and tells_course(text, meetings.names, lexicon),
        because=text,
    )


def say(text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """Return the context that a heading, a caption or a line of its own gives; None when it says nothing of who."""
    plain = _PART.sub("", text).strip() or text
    if named := _meeting(text, content, above, lexicon, meetings):
        return named
    plain = _without_noun(plain, meetings.noun, lexicon)
    if meetings.is_league and (clubs := clubs_under(plain, content, above, lexicon)):
        return clubs
    if meetings.has_seats and not above.says_who and heads_own_term(text, meetings.title, lexicon):
        return _members(OWN_TERM, content, above)
    below_members = above.members and not above.attended
    if below_members and ends_in_count(text, lexicon):
        return replace(above, words=min(above.words, PARTING))
    phrase = read_phrase(plain, lexicon, meetings.names, below_members=below_members)
    if phrase is None:
        if above.members and _names_part_of_subject(plain, lexicon, meetings):
            return replace(above, words=min(above.words, PARTING))
        if meetings.is_body and not above.says_who and heads_own_roster(plain, meetings.names, lexicon):
            return _members(OWN_ROSTER, content, above)
        parts = parted(plain, content, above, lexicon, of_persons=meetings.has_seats)
        return parts or body_heading(plain, content, above, lexicon, meetings)
    heading = _Heading(plain, content, phrase, above, lexicon, meetings)
    said = next(filter(None, (rule(heading) for rule in _RULES)), None)
    return None if said is _NOBODY else said


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
_NOBODY = Context()
"""What a heading says under which nobody is stated."""


class _Heading(Struct, frozen=True):
    """A heading, a caption or a line whose head noun says who stands under it: each rule says what it is taken for."""

    text: str
    content: Text
    phrase: Phrase
    above: Context
    lexicon: Lexicon
    meetings: PageMeetings

    def absentees(self) -> Context | None:
        """Those who did not come, and the members of an organ of the page's body: nobody is stated."""
        came = self.above.attended and self.above.meeting is not None
        if self.phrase.absent and came and self.lexicon.member.search(self.text):
            return self.above  # Non-member states, below those in attendance
        is_of_others = self.phrase.absent or is_of_organ(self.text, self.meetings.title, self.lexicon)
        return _NOBODY if is_of_others else None

    def seats_elsewhere(self) -> Context | None:
        """理事会候补委员, of another body than the page's: below those who came to a meeting they part these."""
        take_part = self.phrase.attended and not self.phrase.members
        if not self.phrase.seats or self.meetings.has_seats or take_part:
            return None
        if self.above.attended and self.above.meeting is not None:
            return self._grouped() or _NOBODY
        are_members = self.above.members and self.above.kind not in _OF_BODIES and self.above.words >= STRONG
        if are_members and self.phrase.standing is Standing.MEMBER:
            return replace(self.above, kind=Kind.PERSON)  # 参議院議員, below 会員
        return _NOBODY

    def counted_delegates(self) -> Context | None:
        """향군대표 (2명), below members: those of them who stand for somebody."""
        some = self.phrase.attended and not self.phrase.members and self.above.members
        if not some or not counts_those(clean_text(self.content.text), self.lexicon):
            return None
        return replace(self.above, words=min(self.above.words, PARTING))

    def joined_bodies(self) -> Context | None:
        """参加的国际组织, 가입 국제조직: what the subject itself has joined."""
        if self.above.meeting is not None or self.lexicon.internationals.search(self.text) is None:
            return None
        return _NOBODY if self.phrase.attended or tells_joining(self.text, self.lexicon) else None

    def members_by_taking_part(self) -> Context | None:
        """参加者, of an alliance or a forum, 参加政党 and 参加国, of a body: who takes part in it is its member."""
        phrase, about = self.phrase, self.meetings
        if not phrase.attended or phrase.members or self.above.meeting is not None or phrase.score < STRONG:
            return None
        of_body = about.is_body and phrase.kind is Kind.ORGANIZATION
        delegates = about.of_persons and phrase.kind is Kind.PERSON
        # 참여 국회의원: their seats are elsewhere, and here they are members.
        with_seats = about.is_body and phrase.seats and not about.has_seats
        # Those of another subject took part in that: 参加国, below 写真展.
        is_own = not self.above.because or self.above.says_who
        of_own = about.is_known_body and is_own and (phrase.collective or phrase.kind is Kind.COUNTRY)
        if not (about.is_alliance or about.is_forum or of_body or delegates or with_seats or of_own):
            return None
        members = replace(phrase, members=True, standing=phrase.standing or Standing.MEMBER)
        return _members(members, self.content, self.above)

    def participants(self) -> Context | None:
        """参加者, of the meeting that the headings above name, if any does; 参加成员 only of one that is known."""
        phrase, above = self.phrase, self.above
        if not phrase.attended or phrase.score < LEAST or (phrase.members and above.meeting is None):
            return None
        return Context(
            meeting=above.meeting,
            attended=above.meeting is not None or not self.meetings.are_games,
            kind=phrase.kind,
            standing=phrase.standing if phrase.standing in AS_THERE else None,
            region=country_in_heading(self.content, self.lexicon),
            named_at=above.named_at,
            said_at=(self.content.span,),
        )

    def guests(self) -> Context | None:
        """受邀请国, at a meeting."""
        meeting = self.above.meeting
        at_meeting = meeting is not None and (self.above.attended or meeting.thing is not None)
        if not at_meeting or len(self.text) > _MAX_LABEL or not guests_in(self.text, self.lexicon):
            return None
        return Context(
            meeting=meeting,
            attended=True,
            standing=Standing.GUEST,
            kind=self.phrase.kind,
            named_at=self.above.named_at,
            said_at=(self.content.span,),
        )

    def associates(self) -> Context | None:
        """협력 정당, below members, or below 참가 정당."""
        above, phrase = self.above, self.phrase
        parts = above.meeting is None if above.attended else above.members
        if not parts or phrase.standing is not Standing.ASSOCIATE or phrase.members:
            return None
        kind = phrase.kind or above.kind
        return replace(above, members=True, standing=phrase.standing, kind=kind, words=PARTING)

    def those_of_own(self) -> Context | None:
        """Churches of the communion, on the page of a communion of churches."""
        about, phrase = self.meetings, self.phrase
        if not about.is_body or about.of_persons or phrase.members or phrase.attended:
            return None
        told = those_of_own(self.text, about.title, about.definition, phrase, self.lexicon)
        return _members(told, self.content, self.above) if told else None

    def members(self) -> Context | None:
        """成员国, and under a meeting those who came as such."""
        if not self.phrase.members or self.phrase.score < LEAST:
            return None
        return _members(self.phrase, self.content, self.above) or _NOBODY

    def parts_of_those_above(self) -> Context | None:
        """What says nothing by itself may part those of the heading above it."""
        return self._grouped() if self.above.says_who else None

    def _grouped(self) -> Context | None:
        of_persons = self.meetings.has_seats
        return parted(self.text, self.content, self.above, self.lexicon, of_persons=of_persons)


# The first that says something holds.
_RULES = (
    _Heading.absentees,
    _Heading.seats_elsewhere,
    _Heading.counted_delegates,
    _Heading.joined_bodies,
    _Heading.members_by_taking_part,
    _Heading.participants,
    _Heading.guests,
    _Heading.associates,
    _Heading.those_of_own,
    _Heading.members,
    _Heading.parts_of_those_above,
)


def _meeting(
    text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings
) -> Context | None:
    """The context of a heading that names a meeting: 第十次会议（2011年）参加者."""
    # 参加政党 over 第二届 and 第三届: who took part stands under each of them.
    parted = above.attended and above.meeting is None
    parsed = parse_meeting_heading(text, lexicon)
    if parsed is None and meetings.is_series and (parted or above.meetings):
        parsed = parse_bare_meeting(text, lexicon)
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


def _members(phrase: Phrase, content: Text, above: Context) -> Context | None:
    if above.meeting and not above.members:
        # Under one meeting, members and observers are those who took part as such; 候補 and 前委員 are not.
        if phrase.standing in {Standing.CANDIDATE, Standing.FORMER}:
            return None
        observing = phrase.standing if phrase.standing is Standing.OBSERVER else None
        return replace(
            above,
            attended=True,
            standing=observing,
            kind=phrase.kind or above.kind,
            said_at=(*above.said_at, content.span),
        )
    inner = above if above.members else Context()
    kind = phrase.kind or inner.kind
    of_body = kind in _OF_BODIES and phrase.score >= STRONG
    return Context(
        meeting=above.meeting,
        members=True,
        standing=phrase.standing,
        words=max(phrase.score + of_body, above.words if above.members else 0.0),
        kind=kind,
        region=inner.region,
        bold=inner.bold,
        starred=inner.starred,
        bare_is_start=inner.bare_is_start,
        left=phrase.left,
        named_at=above.named_at,
        said_at=(content.span,),
    )


def guests_in(text: str, lexicon: Lexicon) -> Standing | None:
    """Return that a text begins with a word for guests: 受邀请国."""
    return Standing.GUEST if lexicon.guest.match(text) else None
