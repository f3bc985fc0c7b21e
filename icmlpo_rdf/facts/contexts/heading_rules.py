"""What a heading, a caption or a line is taken for by its head noun: members, those who came, guests, or nobody."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.parted import PARTING, parted, some_of
from icmlpo_rdf.facts.headings.head_nouns import SILENT
from icmlpo_rdf.facts.headings.meeting_headings import (
    LEAST,
)
from icmlpo_rdf.facts.headings.noun_phrases import LIKELY, STRONG
from icmlpo_rdf.facts.headings.own_rosters import (
    those_of_own,
)
from icmlpo_rdf.facts.headings.parting import counts_those
from icmlpo_rdf.facts.headings.phrases import Phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, tells_joining
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.regions import country_in_heading
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.page import Text

__all__ = ["AS_THERE", "NOBODY", "RULES", "Heading", "guests_in", "members_under"]

_MAX_LABEL = 30
_LEAST_OF_SAME = 1.0
"""The score from which the words of a heading are believed where those above it say the same."""
_OF_BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
"""Nothing but a body has such members: member parties, member states."""
_ANYBODY = frozenset({"anybody", "country", "organization", "where", "free", "list"})
AS_THERE = frozenset({Standing.GUEST, Standing.OBSERVER})
"""As what somebody may be at a meeting."""
_OF_MEETING = SILENT | {"meeting"}
NOBODY = Context()
"""What a heading says under which nobody is stated."""


class Heading(Struct, frozen=True):
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
        return NOBODY if is_of_others else None

    def seats_elsewhere(self) -> Context | None:
        """理事会候补委员, of another body than the page's: below those who came to a meeting they part these."""
        if not self._has_seats_elsewhere or self._take_part_only:
            return None
        if self.above.attended and self.above.meeting is not None:
            return self._grouped() or NOBODY
        are_members = self.above.members and self.above.kind not in _OF_BODIES and self.above.words >= STRONG
        if are_members and self.phrase.standing is Standing.MEMBER:
            return replace(self.above, kind=Kind.PERSON)  # 参議院議員, below 会員
        if self.meetings.is_of_seats and not self.above.says_who:
            return members_under(self.phrase, self.content, self.above)  # 所属議員, of a league of them
        return NOBODY

    def counted_delegates(self) -> Context | None:
        """향군대표 (2명), below members: those of them who stand for somebody."""
        some = self._take_part_only and self.above.members
        return (
            some_of(self.above)
            if some and counts_those(clean_text(self.content.text), self.lexicon)
            else None
        )

    def joined_bodies(self) -> Context | None:
        """参加的国际组织, 가입 국제조직: what the subject itself has joined."""
        if self.above.meeting is not None or self.lexicon.internationals.search(self.text) is None:
            return None
        # Membership in international organizations
        is_elsewhere = self.lexicon.internationals.search(self.phrase.tail) is not None
        return (
            NOBODY if is_elsewhere or self.phrase.attended or tells_joining(self.text, self.lexicon) else None
        )

    def members_by_taking_part(self) -> Context | None:
        """参加者, of an alliance or a forum, 参加政党 and 参加国, of a body: who takes part in it is its member."""
        phrase = self.phrase
        least = LIKELY if self.meetings.is_formed else STRONG
        if not self._take_part_only or phrase.score < least or self.above.meeting is not None:
            return None
        if not (self._subject_is_joined_so() or self._are_own_bodies() or self._formed_it()):
            return None
        members = replace(phrase, members=True, standing=phrase.standing or Standing.MEMBER)
        return members_under(members, self.content, self.above)

    @property
    def _take_part_only(self) -> bool:
        """True where the head noun says that they take part, and not that they are members."""
        return self.phrase.attended and not self.phrase.members

    @property
    def _has_seats_elsewhere(self) -> bool:
        """True where they sit in another body than the page's."""
        return self.phrase.seats and not self.meetings.has_seats

    def _subject_is_joined_so(self) -> bool:
        """True where whoever takes part in what the page is about belongs to it, or those of this kind do."""
        about, phrase = self.meetings, self.phrase
        kind = phrase.kind
        if about.is_body and (kind is Kind.ORGANIZATION or self._has_seats_elsewhere):
            return True  # 참여 국회의원: their seats are elsewhere, and here they are members.
        if about.is_body and any("member" in one.classes for one in self.lexicon.matcher.tokens(phrase.noun)):
            return True  # 参与成员
        return about.is_alliance or about.is_forum or (about.of_persons and kind is Kind.PERSON)

    def _formed_it(self) -> bool:
        """True for 参加者 of a body that persons formed, right below its title."""
        return self.meetings.is_formed and self.phrase.kind in {None, Kind.PERSON} and not self.above.because

    def _are_own_bodies(self) -> bool:
        """True for countries and bodies in what is known to be a body; 参加国, below 写真展, took part in that."""
        is_other = self.above.because and not self.above.says_who
        are_bodies = self.phrase.collective or self.phrase.kind is Kind.COUNTRY
        return self.meetings.is_known_body and are_bodies and not is_other

    def participants(self) -> Context | None:
        """参加者, of the meeting that the headings above name, if any does; 参加成员 only of one that is known."""
        phrase, above = self.phrase, self.above
        if not phrase.attended or phrase.score < LEAST or (phrase.members and above.meeting is None):
            return None
        if phrase.standing in {Standing.FORMER, Standing.CANDIDATE} and not phrase.members:
            return NOBODY  # Withdrawn participants, Possible participants
        return Context(
            meeting=above.meeting,
            attended=above.meeting is not None or not self.meetings.are_games,
            kind=phrase.kind,
            standing=phrase.standing if phrase.standing in AS_THERE else None,
            region=country_in_heading(self.content, self.lexicon),
            named_at=above.named_at,
            said_at=(self.content.span,),
        )

    def there(self) -> Context | None:
        """Leaders at the summit: those who were at the meeting above."""
        if self.above.meeting is None or self.phrase.members or self.phrase.kind is None:
            return None
        came = replace(self.phrase, attended=True, score=LIKELY, standing=None)
        return replace(self, phrase=came).participants() if self._stand_at_meeting() else None

    def _stand_at_meeting(self) -> bool:
        """True for a phrase whose one preposition tells that they were at a meeting, and at nothing else."""
        tokens = self.lexicon.matcher.tokens(self.text)
        prepositions = [token.text.lower() for token in tokens if "before_tail" in token.classes]
        tail = self.lexicon.matcher.tokens(self.phrase.tail)
        return (
            len(prepositions) == 1
            and prepositions[0] in self.lexicon.words["before_place"]
            and any("meeting" in token.classes for token in tail)
            and all(token.classes & _OF_MEETING for token in tail)
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
        return members_under(told, self.content, self.above) if told else None

    def members(self) -> Context | None:
        """成员国, and under a meeting those who came as such."""
        if not self.phrase.members:
            return None
        if self.phrase.score < LEAST:
            return some_of(self.above) if self._are_of_those_above() else None
        return members_under(self.phrase, self.content, self.above) or NOBODY

    def _are_of_those_above(self) -> bool:
        """True for 临时观察员, below 观察员国: as what they belong stands above too, so that words that no class knows only part them."""
        above, phrase = self.above, self.phrase
        is_told = phrase.standing not in {None, Standing.MEMBER} and phrase.standing is above.standing
        return is_told and above.members and phrase.score >= _LEAST_OF_SAME

    def parts_of_those_above(self) -> Context | None:
        """What says nothing by itself may part those of the heading above it."""
        if not self.above.says_who:
            return None
        return some_of(self.above) if self._are_own() else self._grouped()

    def _are_own(self) -> bool:
        """True for 甲同盟城市 below the members of 甲同盟: the subject's name and a noun for anybody."""
        name = next((one for one in self.meetings.names if self.text.startswith(one)), "")
        if not name or not self.above.members or self.lexicon.is_head_first:
            return False
        tokens = self.lexicon.matcher.tokens(self.text[len(name) :])
        return bool(tokens) and all(token.classes and token.classes <= _ANYBODY for token in tokens)

    def _grouped(self) -> Context | None:
        of_persons = self.meetings.has_seats
        return parted(self.text, self.content, self.above, self.lexicon, of_persons=of_persons)


RULES = (
    Heading.absentees,
    Heading.seats_elsewhere,
    Heading.counted_delegates,
    Heading.joined_bodies,
    Heading.members_by_taking_part,
    Heading.participants,
    Heading.there,
    Heading.guests,
    Heading.associates,
    Heading.those_of_own,
    Heading.members,
    Heading.parts_of_those_above,
)
"""What a heading may be taken for; the first that says something holds."""


def members_under(phrase: Phrase, content: Text, above: Context) -> Context | None:
    """Return the context of members that a heading calls so; under one meeting that of those who came as such."""
    if above.meeting and not above.members:
        # Under one meeting, members and observers are those who took part as such; 候補, 前委員 and 創立党員 are not.
        if phrase.standing in {Standing.CANDIDATE, Standing.FORMER, Standing.FOUNDING}:
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
        noun=phrase.noun,
        called=phrase.called,
        body=inner.body,
        named_at=above.named_at,
        said_at=(content.span,),
    )


def guests_in(text: str, lexicon: Lexicon) -> Standing | None:
    """Return that a text begins with a word for guests: 受邀请国."""
    return Standing.GUEST if lexicon.guest.match(text) else None
