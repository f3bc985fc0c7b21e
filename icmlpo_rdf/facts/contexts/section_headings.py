"""The headings above a section, each with what it says under those above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.organs import organ_of
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.said import under_heading
from icmlpo_rdf.facts.contexts.titled_lists import TitledList
from icmlpo_rdf.facts.headings.meeting_headings import standing_in
from icmlpo_rdf.facts.headings.parting import calls_bodies, is_one_of_each, may_part
from icmlpo_rdf.facts.headings.plain_words import has_topic, is_silent, numbered, tells_absence
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import LEGEND_MARKS, clean_text
from icmlpo_rdf.facts.names.printed_names import PrintedName, name_of_all
from icmlpo_rdf.facts.words.column_roles import ColumnRole
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.language.small_words import either, small_words
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Paragraph, Section, Table, Text

__all__ = ["SectionHeadings", "with_mark"]

_MAX_NAME = 45
_BRACKETS = lazy_pattern(r"[（(][^（）()]{0,12}[）)]", needs="（(")
_SAID = 2.0
"""How surely a heading must say it of those of whom the title does."""
_APART = 0.5
"""How surely those are members under a heading below one of members that says nothing of who: the page must be
about a body, and the names must confirm it."""
_MAX_LEGEND = 300
_SENTENCES = lazy_pattern(r"[。！？]")
_MARK = lazy_pattern(
    rf"([{LEGEND_MARKS}])[^、，,]{{0,4}}?(?:{either('topic_marks')}|[:：=＝])", needs=LEGEND_MARKS
)
_STARRED = lazy_pattern(r"[*＊∗]\s?+([^*＊∗\n]{4,60})$")
"""A note on those with an asterisk, behind their table: * Founding member."""
_OTHERS = lazy_pattern(rf"(?<!\w)(?:{either('others')})", needs=small_words("others"))


class SectionHeadings:
    """The headings above a section, each with what it says under those above it."""

    def __init__(
        self,
        root: Context,
        listed: TitledList | None,
        lexicon: Lexicon,
        meetings: PageMeetings,
        chambers: Mapping[str, PrintedName],
    ) -> None:
        """Begin above all sections.

        Args:
            root: what the page's title says.
            listed: whose members the page lists, where it is a list.
            lexicon: the words of the page's language.
            meetings: the page's meetings so far.
            chambers: the bodies whose members follow below a heading that names them, on a page on delegations.
        """
        self._chambers = chambers
        self._root = root
        self._is_list = listed is not None
        self._lexicon = lexicon
        self._meetings = meetings
        self._open: list[tuple[int, Context, Text]] = []

    def over(self, section: Section) -> Context:
        """What the section's heading says, and those above it."""
        if section.heading is None:
            return self._root
        while self._open and self._open[-1][0] >= section.level:
            self._open.pop()
        above = self._open[-1][1] if self._open else self._root
        has_table = any(isinstance(block, Table) for block in section.blocks)
        context = self._under(section.heading.content, above, has_table=has_table)
        if self._open and context.members and not above.members and context.body is None:
            body = organ_of(self._open[-1][2], self._lexicon, self._meetings)
            context = replace(context, body=body)
        context = _with_legend(section, context, self._lexicon)
        self._open.append((section.level, context, section.heading.content))
        return context

    def _under(self, heading: Text, above: Context, *, has_table: bool) -> Context:
        text = clean_text(heading.text)
        if not text:
            return above  # of what it parts only the flag was printed, and that is lost
        if self._is_list and _keeps_list(text, self._lexicon):
            return replace(above, under=text)  # 列表
        if above.members and is_one_of_each(text, above.because, self._lexicon):
            return _of_body(heading, text, above)
        chamber = next((one for name, one in self._chambers.items() if f" {name}".endswith(f" {text}")), None)
        if chamber and not above.says_who:
            return _of_chamber(heading, text, chamber)
        context = under_heading(heading, above, self._lexicon, self._meetings)
        if self._is_list and context.members and context.words >= _SAID:
            return replace(context, words=max(context.words, self._root.words))  # as the title says too
        parts = above.members and not context.says_who
        return self._parts_list(text, above, context, has_table=has_table) if parts else context

    def _parts_list(self, text: str, above: Context, context: Context, *, has_table: bool) -> Context:
        """What a heading says that may part the members above it, where by itself it says nothing of who."""
        if _parts_members(text, self._lexicon, deeper=bool(self._open)):
            return replace(above, under=text)
        is_name = self._is_list and has_table and _is_unknown_name(text, self._lexicon)
        may_part_it = not context.fiction and (is_name or self._may_part(text, above))
        return self._apart(text, above, context) if may_part_it else context

    def _may_part(self, text: str, above: Context) -> bool:
        if above.kind is Kind.PERSON and calls_bodies(text, self._lexicon):
            return False
        return (bool(self._open) or self._is_list) and may_part(text, self._lexicon)

    def _apart(self, text: str, above: Context, said: Context) -> Context:
        least = _SAID if self._heads_list() else _APART
        return replace(above, under=text, words=min(above.words, least), apart=True, meetings=said.meetings)

    def _heads_list(self) -> bool:
        """True where a heading above says that nothing but a list of members follows: 成员列表."""
        lists = tuple(self._lexicon.words["lists"])
        return any(above.members and above.because.endswith(lists) for _, above, _ in self._open)


def _of_body(heading: Text, text: str, above: Context) -> Context:
    """The members of the body that a heading names."""
    return replace(above, under=text, body=name_of_all(heading, text))


def _of_chamber(heading: Text, text: str, body: PrintedName) -> Context:
    return Context(
        under=text,
        because=text,
        members=True,
        standing=Standing.MEMBER,
        kind=Kind.PERSON,
        body=body,
        said_at=(heading.span,),
    )


def _keeps_list(text: str, lexicon: Lexicon) -> bool:
    return lexicon.held_heading.fullmatch(text) is not None or (
        lexicon.is_head_first
        and (is_silent(text, lexicon) or ColumnRole.DISTRICT in lexicon.roles_of(text))  # Constituencies
    )


def _parts_members(text: str, lexicon: Lexicon, *, deeper: bool) -> bool:
    """True for a heading below one of members that says nothing else: Senate, Ontario, 1945–1950, A; not Partner Non-members."""
    if not lexicon.is_head_first or has_topic(text, lexicon) or tells_absence(text, lexicon):
        return False
    return is_silent(text, lexicon) or (deeper and len(text) <= _MAX_NAME and _is_named(text, lexicon))


def _is_named(text: str, lexicon: Lexicon) -> bool:
    """True for a name, whose words begin with capitals: Western European and Others Group (WEOG)."""
    words = (numbered(token, lexicon) for token in lexicon.matcher.tokens(_BRACKETS.sub("", text)))
    return all(word.text.istitle() or word.classes & {"joint", "number"} for word in words)


def _is_unknown_name(text: str, lexicon: Lexicon) -> bool:
    """True for a heading that is a name and nothing else: Upper Reed, on a page that lists members by state."""
    words = lexicon.matcher.tokens(_BRACKETS.sub("", text)) if lexicon.is_head_first else []
    return 0 < len(words) <= _MAX_WORDS and all(not one.classes and one.text.istitle() for one in words)


_MAX_WORDS = 4


def _with_legend(section: Section, context: Context, lexicon: Lexicon) -> Context:
    """What the section's own words say of the names under it: 太字は原加盟国, 括弧内は加盟年."""
    if not context.members:
        return context
    for block in section.blocks:
        if isinstance(block, Paragraph) and len(block.content.text) <= _MAX_LEGEND:
            if starred := _STARRED.match(block.content.text):
                context = replace(context, starred=standing_in(starred[1], lexicon) or context.starred)
            sentences = _SENTENCES.split(block.content.text)
            for sentence in sentences:
                if lexicon.legend_mark.search(sentence):
                    context = with_mark(sentence, context, lexicon)
                elif (mark := _MARK.search(sentence)) and _OTHERS.search(sentence, mark.end()):
                    context = replace(context, only_marked=mark[1])
            if lexicon.legend_mark.search(block.content.text):
                context = _with_example(block.content, sentences, context, lexicon)
    return context


def _with_example(content: Text, sentences: Sequence[str], context: Context, lexicon: Lexicon) -> Context:
    """The context with what a legend says of a year that it prints in bold: **1900**년은 창립 멤버."""
    for mark in content.bold:
        sentence = next((one for one in sentences if mark.text in one), "")
        if mark.text.strip().isdigit() and (standing := standing_in(sentence.strip("() "), lexicon)):
            return replace(context, bold=standing)
    return context


def with_mark(sentence: str, context: Context, lexicon: Lexicon) -> Context:
    """Return the context with what a legend says of bold letters, of an asterisk, or of a date in brackets."""
    standing = standing_in(sentence, lexicon)
    if standing and lexicon.legend_bold.search(sentence):
        context = replace(context, bold=standing)
    if standing and lexicon.legend_starred.search(sentence):
        context = replace(context, starred=standing)
    if lexicon.legend_brackets.search(sentence) and lexicon.joined.search(sentence):
        context = replace(context, bare_is_start=True)
    return context
