"""What a caption, and the line right before a list, say of those under them."""

from __future__ import annotations

from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.heading_rules import AS_THERE, guests_in
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.contexts.section_headings import with_mark
from icmlpo_rdf.facts.headings.listing_sentences import phrase_of_sentence
from icmlpo_rdf.facts.headings.meeting_headings import (
    LEAST,
    MeetingHeading,
    names_series,
    parse_meeting_heading,
    standing_in,
)
from icmlpo_rdf.facts.headings.own_rosters import OWN_ROSTER, introduces_own
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase, without_names
from icmlpo_rdf.facts.headings.plain_words import tells_absence
from icmlpo_rdf.facts.model import Meeting, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.dates import find_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["captioned", "introduced"]

_MAX_INTRO, _MAX_ALPHABETIC, _MAX_BEHIND = 120, 240, 2
_MAX_LABEL = 30
_MAX_VERB = 2
"""The letters of what stands behind those who follow, in a language that has it there: 有, 如下."""
_IN_SENTENCE = 2.0
"""How surely those are members of whom a sentence of an alphabet says so, where no heading does."""
_CLAUSES = lazy_pattern(r"[,，、;；()（）]")
_SENTENCES = lazy_pattern(
    r"[。！？]|[.!?](?=\s+[A-Z])|(?<=[\uac00-\ud7a3])\.(?:\[\d{1,3}\]){0,5}(?=\s+[\uac00-\ud7a3])"
)
_FOOTNOTES = lazy_pattern(r"(?:\[\d{1,3}\]){1,9}$")
_COMMAS = lazy_pattern(r"[，；](?![^（(]{0,80}[）)])", needs="，；")
"""No comma inside a bracket."""
_PART = lazy_pattern(r"[（(][^（）()]{0,12}[）)]")
# 381名会员（包括：基本会员348名，附属会员33名）: its numbers are those of parts of the list.
_COUNTED_PARTS = lazy_pattern(r"[（(][^（）()\d]{0,40}\d[^（）()]{0,80}[）)]", needs="（(")


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
    text = _introducing_line(content, lexicon)
    if not text:
        return None
    text = _last_clause(text, lexicon)
    plain = _PART.sub("", text.rstrip("：: ")).strip()
    if lexicon.is_head_first and tells_absence(plain, lexicon):
        # Non-members that adhere include:
        return Context(under=context.under, meeting=context.meeting, named_at=context.named_at, because=text)
    phrase = read_phrase(plain, lexicon, (meetings.title,))
    if phrase is None and not lexicon.is_head_first:
        phrase = _those_who_follow(plain, lexicon)
    if phrase is not None and (parted := _parted(phrase, context)):
        return replace(parted, because=text, said_at=(*context.said_at, content.span))
    if phrase is None and _is_about_others(text, lexicon):
        return Context(under=context.under, meeting=context.meeting, named_at=context.named_at, because=text)
    if lexicon.is_head_first and not context.members and len(plain) > _MAX_LABEL:
        told = phrase_of_sentence(_without_legend(plain, lexicon), meetings.names, lexicon)
        phrase = told or (phrase if phrase and not phrase.members else None)
    if meetings.is_body and not context.says_who and introduces_own(text, meetings.names, lexicon):
        own = replace(context, members=True, standing=OWN_ROSTER.standing, kind=OWN_ROSTER.kind)
        said_at = (*context.said_at, content.span)
        return replace(own, words=OWN_ROSTER.score, because=text, said_at=said_at)
    if said := _listed(_Line(text, plain, phrase, content), context, lexicon, meetings):
        return said
    return replace(context, meetings=True, because=text) if _tells_meetings(text, context, lexicon) else None


def _tells_meetings(text: str, context: Context, lexicon: Lexicon) -> bool:
    """True for a line by which the meetings held so far are listed: 历次首脑会议有：, 共召开12次峰会：."""
    if context.says_who or lexicon.not_introduced.search(text) or not lexicon.meeting_noun.search(text):
        return False
    if lexicon.meetings_list.search(text) or lexicon.held.search(text):
        return True
    *_, last = lexicon.meeting_noun.finditer(text)
    return not lexicon.is_head_first and len(text.rstrip("：: ")) - last.end() <= _MAX_VERB


def _those_who_follow(text: str, lexicon: Lexicon) -> Phrase | None:
    """What a sentence calls those who follow, right behind the word for that: 委員 of 以下の委員が決定した."""
    follows = next(lexicon.introduces.finditer(text), None)
    tokens = lexicon.matcher.tokens(text) if follows else []
    if follows is None or any(token.classes & _GONE for token in tokens):
        return None  # 以下の委員が辞任した
    tokens = [token for token in tokens if token.end > follows.end()]
    called = [*takewhile(lambda token: token.classes, tokens)]
    phrase = read_phrase(text[called[0].start : called[-1].end], lexicon) if called else None
    return phrase if phrase is not None and phrase.seats else None


def _is_about_others(text: str, lexicon: Lexicon) -> bool:
    """True for 次のような内容で構成される and 会員の権限は以下の通り: behind the noun for something else stands none for those who belong here.

    참가국 자격을 얻은 국가는 speaks of countries.
    """
    others = [match.end() for match in lexicon.not_introduced.finditer(text)]
    if not others:
        return False
    members = [one for one in lexicon.member.finditer(text) if one[0] not in lexicon.words["joining"]]
    if any(match.end() > others[-1] for match in members):
        return False
    are_told = members or lexicon.attended.search(text)
    behind = lexicon.matcher.tokens(text[others[-1] :]) if are_told else ()
    return not any(token.classes & _CALLED for token in behind)


_CALLED = frozenset({"country", "organization", "person"})
_GONE = frozenset({"absent", "former", "leave"})


class _Line(Struct, frozen=True):
    """A line that introduces the list behind it."""

    text: str
    plain: str
    """Without brackets and the colon."""
    phrase: Phrase | None
    content: Text

    @property
    def members(self) -> bool:
        """True where it says surely that members are listed."""
        return self.phrase is not None and self.phrase.members and self.phrase.score >= LEAST


def _listed(line: _Line, context: Context, lexicon: Lexicon, meetings: PageMeetings) -> Context | None:
    """Who a line says to be listed: who took part in the meeting that it names or that is known, or members."""
    meeting = _meeting_in(line.text, line.content, lexicon, meetings)
    standing = standing_in(_without_legend(_COUNTED_PARTS.sub("", line.text), lexicon), lexicon)
    attended = meeting is not None or _tells_who_came(line, context, lexicon)
    members = _tells_members(line, context, standing, lexicon)
    if attended and not meeting and not context.members:
        members = False  # Under a meeting, 参加成员 are those of its members who took part.
    if not attended and not members:
        return None
    words = context.words
    is_long = len(line.plain) > _MAX_LABEL and len(without_names(line.plain, meetings.names)) > _MAX_LABEL
    if not attended and not context.members and is_long:
        if not lexicon.is_head_first or not line.members:
            return None
        words = min(words, _IN_SENTENCE)
    said = replace(
        context,
        words=words,
        attended=attended,
        members=members,
        standing=standing or context.standing or (Standing.MEMBER if members else None),
        kind=(line.phrase.kind if line.phrase else None) or context.kind,
        because=line.text,
        said_at=(*context.said_at, line.content.span),
    )
    if members and lexicon.legend_mark.search(line.text):
        said = with_mark(line.text, said, lexicon)
    if meeting is None:
        return said
    return replace(said, meeting=meeting, named_at=line.content.span, said_at=(line.content.span,))


def _without_legend(text: str, lexicon: Lexicon) -> str:
    """A line without the clauses that tell what a mark means: with founding members marked with an asterisk."""
    return ", ".join(one for one in _CLAUSES.split(text) if not lexicon.legend_mark.search(one))


def _tells_who_came(line: _Line, context: Context, lexicon: Lexicon) -> bool:
    """True for a line of participants or guests, under a heading that names their meeting."""
    if context.meeting is None:
        return False
    listed = (line.phrase is not None and line.phrase.attended) or guests_in(line.plain, lexicon) is not None
    return listed or lexicon.attended.search(line.text) is not None


def _introducing_line(content: Text, lexicon: Lexicon) -> str:
    """The last sentence that introduces what follows, where those behind it only add to it: 以下の委員が決定した。なお、座長は互選による。"""
    text = _FOOTNOTES.sub("", clean_text(content.text)).rstrip("。．. ")
    longest = _MAX_ALPHABETIC if lexicon.is_head_first else _MAX_INTRO
    sentences: list[str] = [one.strip() for one in _SENTENCES.split(text)]
    if len(sentences[-1]) <= longest and sentences[-1].endswith(("：", ":")):
        return sentences[-1]
    for sentence in reversed(sentences[-_MAX_BEHIND:]):
        if len(sentence) <= longest and lexicon.introduces.search(sentence):
            return sentence
    return ""


def _last_clause(line: str, lexicon: Lexicon) -> str:
    """The last clause of a long sentence that says who follows by itself: …，其成员包括：; else the whole."""
    clause = _COMMAS.split(_COUNTED_PARTS.sub("", line))[-1].strip()
    if lexicon.is_head_first or len(line) <= _MAX_LABEL or clause == line:
        return line
    phrase = read_phrase(_PART.sub("", clause.rstrip("：: ")), lexicon)
    says = phrase is not None and phrase.score >= LEAST and (phrase.members or phrase.attended)
    return clause if says else line


def _parted(phrase: Phrase, context: Context) -> Context | None:
    """Which of those above a line speaks of, where it says no more: their kind, or their role at the meeting."""
    tells_kind_only = not (phrase.absent or phrase.attended or phrase.members)
    if tells_kind_only and context.says_who:
        return replace(context, kind=phrase.kind)  # 国际组织的领导人：
    if context.attended and not context.members and phrase.standing in AS_THERE:
        return replace(context, standing=phrase.standing)  # Observers:
    return None


def _tells_members(line: _Line, context: Context, standing: Standing | None, lexicon: Lexicon) -> bool:
    """True for a line with a word for members, and below members for one with a word for what else they may be."""
    if line.members or lexicon.member.search(line.text):
        return True
    return context.members and standing in {Standing.OBSERVER, Standing.CANDIDATE, Standing.FORMER}


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
