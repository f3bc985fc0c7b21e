"""What a caption, and the line right before a list, say of those under them."""

from __future__ import annotations

from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.heading_rules import AS_THERE, guests_in
from icmlpo_rdf.facts.contexts.introducing_lines import COUNTED_PARTS, PART, introducing_line, last_clause
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.contexts.section_headings import with_mark
from icmlpo_rdf.facts.headings.counted_things import counts_things_only
from icmlpo_rdf.facts.headings.listing_sentences import phrase_of_sentence, tells_something_else
from icmlpo_rdf.facts.headings.meeting_headings import (
    LEAST,
    MeetingHeading,
    names_series,
    parse_meeting_heading,
    standing_in,
)
from icmlpo_rdf.facts.headings.own_names import without_names
from icmlpo_rdf.facts.headings.own_rosters import introduces_own
from icmlpo_rdf.facts.headings.phrases import Phrase, read_phrase
from icmlpo_rdf.facts.headings.plain_words import tells_absence
from icmlpo_rdf.facts.model import Kind, Meeting, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.names.denials import denied_by
from icmlpo_rdf.facts.words.dates import find_date
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Text

__all__ = ["captioned", "introduced"]

_MAX_LABEL = 30
_MAX_VERB = 2
"""The letters of what stands behind those who follow, in a language that has it there: 有, 如下."""
_IN_SENTENCE = 2.0
"""How surely those are members of whom a sentence of an alphabet says so, where no heading does."""
_CLAUSES = lazy_pattern(r"[,，、;；()（）]")


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
    text = introducing_line(content, lexicon)
    if not text:
        return None
    text = last_clause(text, lexicon)
    plain = PART.sub("", text.rstrip("：: ")).strip()
    phrase = read_phrase(plain, lexicon, (meetings.title,))
    if phrase is None and not lexicon.is_head_first:
        phrase = _those_who_follow(plain, lexicon)
    line = _Line(text, plain, phrase, content, context, lexicon, meetings)
    return (
        line.others()
        or line.some_of_those_above()
        or line.own()
        or line.as_sentence().listed()
        or line.meetings_held()
    )


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
    members = [one for one in lexicon.member.finditer(text) if one[0] not in lexicon.words["joining"]]
    if not others:
        belong = members or any(one[0] in lexicon.words["joined"] for one in lexicon.member.finditer(text))
        return not belong and counts_things_only(text, lexicon)  # 以下の7条約で構成される
    if any(match.end() > others[-1] for match in members):
        return False
    are_told = members or lexicon.attended.search(text)
    behind = lexicon.matcher.tokens(text[others[-1] :]) if are_told else ()
    return not any(token.classes & _CALLED for token in behind)


_CALLED = frozenset({"country", "organization", "person"})
_GONE = frozenset({"absent", "former", "leave"})


class _Line(Struct, frozen=True):
    """A line that introduces the list behind it: each rule says what it tells of those in the list."""

    text: str
    plain: str
    """Without brackets and the colon."""
    phrase: Phrase | None
    content: Text
    above: Context
    lexicon: Lexicon
    meetings: PageMeetings

    def others(self) -> Context | None:
        """Those who did not come, or something else than anybody: nobody is stated. Non-members that adhere include:"""
        denies = tells_absence if self.lexicon.is_head_first else denied_by
        are_others = denies(self.plain, self.lexicon)
        if self.above.members and not are_others:
            are_others = tells_something_else(
                _without_legend(self.plain, self.lexicon), self.meetings.names, self.lexicon
            )
        if not are_others and (self.phrase is not None or not _is_about_others(self.text, self.lexicon)):
            return None
        above = self.above
        return Context(under=above.under, meeting=above.meeting, named_at=above.named_at, because=self.text)

    def some_of_those_above(self) -> Context | None:
        """Which of those above, where the line says no more: their kind, or their role at the meeting."""
        phrase, above = self.phrase, self.above
        if phrase is None:
            return None
        tells_kind_only = not (phrase.absent or phrase.attended or phrase.members)
        if tells_kind_only and above.says_who:
            return self._said(above, kind=phrase.kind, standing=self._as_founders())  # 国际组织的领导人：
        if above.attended and not above.members and phrase.standing in AS_THERE:
            return self._said(above, standing=phrase.standing)  # Observers:
        return None

    def _as_founders(self) -> Standing | None:
        """As what those belong here whom the line calls founders of a body whose members the words above list."""
        told = standing_in(self.plain, self.lexicon) if self.above.members else None
        return told if told is Standing.FOUNDING else self.above.standing

    def own(self) -> Context | None:
        """The members of the page's subject, by its own name and a word for a roster."""
        is_told = not self.meetings.is_body or self.above.says_who
        told = None if is_told else introduces_own(self.text, self.meetings.names, self.lexicon)
        if told is None:
            return None
        above = replace(self.above, members=True, words=told.score)
        return self._said(above, standing=told.standing, kind=told.kind)

    def as_sentence(self) -> _Line:
        """The line by what its sentence says, where it is a long one of an alphabet and no heading speaks of members."""
        if not self.lexicon.is_head_first or self.above.members or len(self.plain) <= _MAX_LABEL:
            return self
        plain = _without_legend(self.plain, self.lexicon)
        told = phrase_of_sentence(plain, self.meetings.names, self.lexicon)
        if told is None and self.phrase is not None and not self.phrase.members:
            return self
        return replace(self, phrase=told)

    def meetings_held(self) -> Context | None:
        """The meetings held so far: 历次首脑会议有：, 共召开12次峰会：."""
        text, lexicon = self.text, self.lexicon
        last = max(lexicon.meeting_noun.finditer(text), key=lambda noun: noun.end(), default=None)
        if self.above.says_who or lexicon.not_introduced.search(text) or last is None:
            return None
        ends_in_noun = not lexicon.is_head_first and len(text.rstrip("：: ")) - last.end() <= _MAX_VERB
        is_told = ends_in_noun or lexicon.meetings_list.search(text) or lexicon.held.search(text)
        return replace(self.above, meetings=True, because=text) if is_told else None

    def listed(self) -> Context | None:
        """Who is listed: who took part in the meeting that the line names or that is known, or members."""
        above = self.above
        meeting = _meeting_in(self.text, self.content, self.lexicon, self.meetings)
        standing = standing_in(_without_legend(COUNTED_PARTS.sub("", self.text), self.lexicon), self.lexicon)
        attended = meeting is not None or self._tells_who_came()
        # Under a meeting, 参加成员 are those of its members who took part.
        may_be_members = meeting is not None or above.members or not attended
        members = may_be_members and self._tells_members(standing)
        words = above.words if attended else self._how_surely()
        if words is None or not (attended or members):
            return None
        standing = standing or above.standing or (Standing.MEMBER if members else None)
        here = replace(above, words=words, attended=attended, members=members)
        said = self._said(here, standing=standing, kind=self._kind())
        if members and self.lexicon.legend_mark.search(self.text):
            said = with_mark(self.text, said, self.lexicon)
        if meeting is None:
            return said
        span = self.content.span
        return replace(said, meeting=meeting, named_at=span, said_at=(span,))

    def _kind(self) -> Kind | None:
        """Of what kind those are of whom it speaks, or those above."""
        return (self.phrase.kind if self.phrase else None) or self.above.kind

    def _said(self, here: Context, **told: Standing | Kind | None) -> Context:
        """The context with what this line tells of it."""
        return replace(here, because=self.text, said_at=(*here.said_at, self.content.span), **told)

    @property
    def _says_members(self) -> bool:
        """True where it says surely that members are listed."""
        return self.phrase is not None and self.phrase.members and self.phrase.score >= LEAST

    def _tells_members(self, standing: Standing | None) -> bool:
        """True for a line with a word for members, and below members for one with a word for what else they may be."""
        if self._says_members or self._names_members():
            return True
        return self.above.members and standing in {Standing.OBSERVER, Standing.CANDIDATE, Standing.FORMER}

    def _names_members(self) -> bool:
        """True for a line with a word for members that does not only tell whose another thing is, or by whom: 成員國當地語言中的寫法, 由會員編寫."""
        named = [match.end() for match in self.lexicon.member.finditer(self.text)]
        if not named or self.lexicon.is_head_first:
            return bool(named)
        behind = self.lexicon.matcher.tokens(self.plain[named[-1] :])
        is_by_them = self.plain[:1] in letters("by") and any(not token.classes for token in behind)
        return not is_by_them and not any("foreign" in token.classes for token in behind)

    def _tells_who_came(self) -> bool:
        """True for a line of participants or guests, under a heading that names their meeting."""
        if self.above.meeting is None:
            return False
        if self.phrase is not None and self.phrase.attended:
            return True
        are_guests = guests_in(self.plain, self.lexicon) is not None
        return are_guests or self.lexicon.attended.search(self.text) is not None

    def _how_surely(self) -> float | None:
        """How surely a line of members says it; None for a long one below no heading of members, which may speak of anything."""
        is_long = len(self.plain) > _MAX_LABEL
        if self.above.members or not is_long:
            return self.above.words
        if len(without_names(self.plain, self.meetings.names, self.lexicon)) <= _MAX_LABEL:
            return self.above.words
        is_sentence = self.lexicon.is_head_first and self._says_members
        return min(self.above.words, _IN_SENTENCE) if is_sentence else None


def _without_legend(text: str, lexicon: Lexicon) -> str:
    """A line without the clauses that tell what a mark means: with founding members marked with an asterisk."""
    return ", ".join(one for one in _CLAUSES.split(text) if not lexicon.legend_mark.search(one))


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
