"""What a caption, and the line right before a list, say of those under them."""

from __future__ import annotations

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import AS_THERE, guests_in, say
from icmlpo_rdf.facts.headings.meeting_headings import (
    MeetingHeading,
    kind_in,
    names_series,
    parse_meeting_heading,
    standing_in,
)
from icmlpo_rdf.facts.headings.phrases import read_phrase
from icmlpo_rdf.facts.model import Meeting, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.dates import find_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["captioned", "introduced"]

_MAX_INTRO = 120
_MAX_LABEL = 30
_SENTENCES = lazy_pattern(r"[。！？]")
_PART = lazy_pattern(r"[（(][^（）()]{0,12}[）)]")


def captioned(caption: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context:
    """Return the context under a caption that stands in another context."""
    text = clean_text(caption.text)
    if said := say(text, caption, context, lexicon, meetings):
        return replace(said, under=context.under, because=text)
    if names_series(text, lexicon) and not meetings.are_games:
        return replace(context, meetings=True, because=text)
    return context


def introduced(content: Text, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """What the line right before a list says of it; None when it says nothing.

    Only a line that ends in a colon or says that something follows introduces; its last sentence counts
    (page 革命国际主义运动: 1984年3月12日会议上的十七个创始成员是：).
    """
    text = clean_text(content.text)
    line = _SENTENCES.split(text.rstrip("。．. "))[-1].strip()
    if (
        not line
        or len(line) > _MAX_INTRO
        or not (line.endswith(("：", ":")) or lexicon.introduces.search(line))
    ):
        return None
    plain = _PART.sub("", line.rstrip("：: ")).strip()
    phrase = read_phrase(plain, lexicon, (meetings.title,))
    says_kind = phrase is not None and not phrase.absent and not phrase.attended and not phrase.members
    if phrase is not None and says_kind and context.says_who:
        # 国际组织的领导人：, below those who took part.
        return replace(context, kind=phrase.kind, because=line, said_at=(*context.said_at, content.span))
    if phrase is not None and context.attended and not context.members and phrase.standing in AS_THERE:
        # Observers:, of those who came.
        said_at = (*context.said_at, content.span)
        return replace(context, standing=phrase.standing, because=line, said_at=said_at)
    if phrase is None and lexicon.not_introduced.search(line) and not lexicon.member.search(line):
        return Context(under=context.under, meeting=context.meeting, named_at=context.named_at, because=line)
    meeting = _meeting_in(line, content, lexicon, meetings)
    standing = standing_in(line, lexicon)
    listed = (phrase is not None and phrase.attended) or guests_in(plain, lexicon) is not None
    attended = meeting is not None or (
        context.meeting is not None and (listed or lexicon.attended.search(line) is not None)
    )
    named = lexicon.member.search(line) is not None
    members = named or (
        context.members and standing in {Standing.OBSERVER, Standing.CANDIDATE, Standing.FORMER}
    )
    if context.meeting is not None and not context.members and attended and not meeting:
        # Under a meeting, 参加成员 are those of its members who took part.
        members = False
    if members and not attended and not context.members and len(plain) > _MAX_LABEL:
        return None
    if not members and not attended:
        return None
    return replace(
        context,
        meeting=meeting or context.meeting,
        attended=attended,
        members=members,
        standing=standing or context.standing or (Standing.MEMBER if members else None),
        kind=kind_in(plain, lexicon) or context.kind,
        because=line,
        named_at=content.span if meeting else context.named_at,
        said_at=(content.span,) if meeting else (*context.said_at, content.span),
    )


def _meeting_in(line: str, content: Text, lexicon: Lexicon, meetings: PageMeetings) -> Meeting | None:
    """The meeting that an introducing line names and says to have been attended."""
    if not lexicon.attended.search(line):
        return None
    dated = find_date(line)
    begin = line.find(dated[1]) if dated else 0
    noun = lexicon.meeting_noun.search(line, begin)
    if dated and noun:
        heading = MeetingHeading(
            line[begin : noun.end()],
            ordinal=None,
            year=dated[0].start.year,
            lists_participants=True,
            dates=dated[0],
            date_as_printed=dated[1],
        )
        return meetings.of(heading, content)
    parsed = parse_meeting_heading(line.rstrip("：: "), lexicon)
    return meetings.of(parsed, content) if parsed and parsed.ordinal is not None else None
