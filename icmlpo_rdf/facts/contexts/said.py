"""What headings, captions and introducing lines say of those under them."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.headings.meeting_headings import (
    LEAST,
    kind_in,
    names_series,
    parse_bare_meeting,
    parse_meeting_heading,
    parts_members,
    whole_kind,
)
from icmlpo_rdf.facts.headings.parting import counts_those, parts_by_kind
from icmlpo_rdf.facts.headings.phrases import STRONG, Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import is_of_organ, is_silent, title_head
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName
from icmlpo_rdf.facts.names.regions import region_heading
from icmlpo_rdf.facts.names.things import thing_of
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.facts.words.places import PlaceKind, place_kind
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["AS_THERE", "guests_in", "say", "under_heading"]

_MAX_LABEL = 30
_BODY_ONLY, _PARTING = 1.0, 2.0
_OF_BODIES = frozenset({Kind.ORGANIZATION, Kind.COUNTRY})
"""Nothing but a body has such members: member parties, member states."""
AS_THERE = frozenset({Standing.GUEST, Standing.OBSERVER})
_PART = lazy_pattern(r"[（(][^（）()]{0,12}[）)]")


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
        because=text,
    )


def say(text: str, content: Text, above: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """Return the context that a heading, a caption or a line of its own gives; None when it says nothing of who."""
    plain = _PART.sub("", text).strip() or text
    if named := _meeting(text, content, above, lexicon, meetings):
        return named
    if meetings.noun and plain != meetings.noun:
        plain = plain.removeprefix(meetings.noun)  # 联盟成员, on the page of an alliance
    below = above.members and not above.attended
    phrase = read_phrase(plain, lexicon, meetings.names, below_members=below)
    if phrase is None:
        return _grouped(plain, content, above, lexicon) or _body_heading(
            plain, content, above, lexicon, meetings.title
        )
    if phrase.absent or is_of_organ(plain, meetings.title, lexicon):
        return None
    if phrase.seats and not meetings.has_seats:
        # 理事会候补委员, of another body: below those who came to a meeting they part these.
        parts_them = above.attended and above.meeting is not None
        return _grouped(plain, content, above, lexicon) if parts_them else None
    counted = counts_those(clean_text(content.text), lexicon)
    if counted and phrase.attended and not phrase.members and above.members:
        # 향군대표 (2명), below members: those of them who stand for somebody.
        return replace(above, words=min(above.words, _PARTING))
    sure = phrase.score >= STRONG
    joined_others = lexicon.internationals.search(plain) is not None
    if joined_others and above.meeting is None and (phrase.attended or _joins(plain, lexicon)):
        # 参加的国际组织, 가입 국제조직: what the subject has joined.
        return None
    belongs = (
        meetings.is_alliance or meetings.is_forum or (meetings.is_body and phrase.kind is Kind.ORGANIZATION)
    )
    if phrase.attended and not phrase.members and above.meeting is None and sure and belongs:
        # 参加者, of an alliance: its members.
        phrase = replace(phrase, members=True, standing=phrase.standing or Standing.MEMBER)
    elif phrase.attended and not (phrase.members and above.meeting is None) and phrase.score >= LEAST:
        return Context(
            meeting=above.meeting,
            attended=above.meeting is not None or not meetings.are_games,
            kind=phrase.kind,
            standing=phrase.standing if phrase.standing in AS_THERE else None,
            region=_sender(plain, content, lexicon),
            named_at=above.named_at,
            said_at=(content.span,),
        )
    at_meeting = above.meeting is not None and (above.attended or above.meeting.thing is not None)
    if at_meeting and guests_in(plain, lexicon) and len(plain) <= _MAX_LABEL:
        return Context(
            meeting=above.meeting,
            attended=True,
            standing=Standing.GUEST,
            kind=phrase.kind,
            named_at=above.named_at,
            said_at=(content.span,),
        )
    parts = below or (above.attended and above.meeting is None)
    if parts and phrase.standing is Standing.ASSOCIATE and not phrase.members:
        # 협력 정당, below members, or below 참가 정당: associates.
        return replace(
            above, members=True, standing=phrase.standing, kind=phrase.kind or above.kind, words=_PARTING
        )
    if phrase.members and phrase.score >= LEAST:
        return _members(phrase, content, above)
    return _grouped(plain, content, above, lexicon) if above.says_who else None


def _joins(text: str, lexicon: Lexicon) -> bool:
    """True where only a word for joining tells of membership: 가입 국제기구, not 회원 국제기구."""
    classes = [token.classes for token in lexicon.matcher.tokens(text)]
    return any("joining" in one for one in classes) and not any("member" in one for one in classes)


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
        words=phrase.score + of_body,
        kind=kind,
        region=inner.region,
        bold=inner.bold,
        bare_is_start=inner.bare_is_start,
        named_at=above.named_at,
        said_at=(content.span,),
    )


def _body_heading(text: str, content: Text, above: Context, lexicon: Lexicon, title: str) -> Context | None:
    """What a heading says that only names the body: Cabinet, on the page of a government, or the page's own title."""
    if not lexicon.is_head_first or above.says_who or above.meeting is not None:
        return None
    head = title_head(text, lexicon)
    if head is None or "body" not in head.classes or not (text == title or is_silent(text, lexicon)):
        return None
    return Context(members=True, standing=Standing.MEMBER, words=_BODY_ONLY, said_at=(content.span,))


def _sender(text: str, content: Text, lexicon: Lexicon) -> PrintedName | None:
    """The one country of a heading over its delegates: 中国代表团."""
    places = [token for token in lexicon.matcher.tokens(text) if "place" in token.classes]
    if len(places) != 1 or place_kind(places[0].text, lexicon) is not PlaceKind.COUNTRY:
        return None
    name = places[0].text
    # Without a link the name is a part of a word, and the row that is cited does not print it.
    link = next((one for one in content.links if one.text.startswith(name) and thing_of(one, lexicon)), None)
    return PrintedName(name, link, content.span) if link else None


def _grouped(text: str, content: Text, above: Context, lexicon: Lexicon) -> Context | None:
    """What a heading that parts those of the heading above it says: a region, a kind."""
    if region := region_heading(content, lexicon):
        return replace(above, region=region)
    if above.members and parts_members(text, lexicon):
        return above
    if above.members and parts_by_kind(clean_text(content.text), lexicon):
        return replace(above, words=min(above.words, _PARTING))
    kind = whole_kind(text, lexicon)
    if kind is None and above.attended and len(text) <= _MAX_LABEL and not lexicon.absent.search(text):
        kind = kind_in(text, lexicon)  # アウトリーチ国, 国際機関
    if kind:
        return replace(above, kind=kind)
    tokens = lexicon.matcher.tokens(text) if above.attended and len(text) <= _MAX_LABEL else []
    # 湖区领导人 ends in persons, 领导机构 does not.
    parts_them = bool(tokens) and (
        "person" in tokens[-1].classes or lexicon.not_introduced.search(text) is None
    )
    # G20, 其他: below those who took part only what is about something else is not about them.
    elsewhere = lexicon.other_topics.search(text) or lexicon.absent.search(text)
    return above if parts_them and not elsewhere else None


def guests_in(text: str, lexicon: Lexicon) -> Standing | None:
    """Return that a text begins with a word for guests: 受邀请国."""
    return Standing.GUEST if lexicon.guest.match(text) else None
