"""A walk through a section: what each of its tables and lists stands under, by the labels, captions and lines on the way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from icmlpo_rdf.facts.content.rating import are_organizations
from icmlpo_rdf.facts.context import Context
from icmlpo_rdf.facts.contexts.infobox_fields import is_of_body, labelled_lists
from icmlpo_rdf.facts.contexts.introductions import captioned, introduced
from icmlpo_rdf.facts.contexts.label_lines import (
    FOOTNOTES,
    as_heading,
    label_line,
    over_list,
    over_others,
    over_rows,
)
from icmlpo_rdf.facts.contexts.organs import council_of, organ_over, organs_in
from icmlpo_rdf.facts.contexts.page_meetings import PageMeetings
from icmlpo_rdf.facts.contexts.paragraphs_of_names import listed_names
from icmlpo_rdf.facts.contexts.said import say
from icmlpo_rdf.facts.contexts.telling_sentences import told_names
from icmlpo_rdf.facts.headings.phrases import standing_of
from icmlpo_rdf.facts.headings.plain_words import is_silent, numbered
from icmlpo_rdf.facts.model import Kind, Standing
from icmlpo_rdf.facts.names.chunks import clean_text
from icmlpo_rdf.facts.words.lexicon import Lexicon
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Block, Infobox, ItemList, Namespace, Paragraph, Table, Text

__all__ = ["SectionWalk"]

Under = tuple[Table | ItemList, Context]
"""A table or list with what it stands under."""
_NOTES = "its items are notes on the table before them"
_PARTS = "its items are bodies, and not the persons who sit in the one that the heading names"
_MIN_NOTE = 12


class SectionWalk:
    """A walk through the blocks of a section, in their order.

    What its headings say holds for all of them, what a label says up to the next label, and what a line says for the block behind it.
    """

    def __init__(
        self, heading: Text | None, context: Context, lexicon: Lexicon, meetings: PageMeetings
    ) -> None:
        """Begin below the heading; it and those above it say `context`."""
        self._heading = heading
        self._context, self._lexicon, self._meetings = context, lexicon, meetings
        self._current = context
        """What the last label says, below the headings."""
        self._before: Paragraph | Table | None = None
        """The paragraph that may introduce the next block, or the table that this may be notes on."""

        self._named = False
        """A paragraph right before has named those whom the words above speak of."""

    def enter(self, said: Context) -> None:
        """Pass a label that says so of those behind it: `;참관 국가` over a list of its own is a heading without the mark too."""
        self._current = said
        if isinstance(self._before, Paragraph):
            self._before = None

    def past(self, block: Block, following: Block | None) -> Iterator[Under]:
        """Pass a block, and yield the tables and lists that it is or holds."""
        if isinstance(block, Paragraph) and _is_of_categories(block.content):
            return
        if isinstance(block, Paragraph):
            self._before, self._named = block, False
            yield from self._past_line(block, following)
        elif isinstance(block, Infobox):
            yield from self._in_box(block)
        else:
            before, self._before = self._before, block if isinstance(block, Table) else None
            here = self._over(block, before)
            if isinstance(block, ItemList) and not here.says_who:
                organs, rest = organs_in(block, here, self._lexicon, self._meetings)
                yield from organs
                if rest is None:
                    return
                block = rest
            yield block, replace(here, beside_names=True) if self._named else here

    def _past_line(self, line: Paragraph, following: Block | None) -> Iterator[Under]:
        """A line is a label, or a list of names, or else a sentence that may tell some."""
        content, lexicon, meetings = line.content, self._lexicon, self._meetings
        if label := label_line(content):
            # A line in bold of its own is a heading without the mark.
            self._current = over_others(label, self._context, lexicon) or (
                as_heading(label, content, self._context, lexicon, meetings) or self._context
            )
        elif (said := over_list(content, following, self._context, lexicon, meetings)) or (
            said := over_rows(line, following, self._context, lexicon, meetings)
        ):
            self.enter(said)
        elif named := listed_names(line, self._current, lexicon, meetings):
            self._before, self._named = None, True
            yield named
        else:
            yield from told_names(line, self._current, lexicon, meetings)

    def _over(self, block: Table | ItemList, before: Paragraph | Table | None) -> Context:
        """What a table or list stands under, by the block right before it and its caption too."""
        if isinstance(block, ItemList) and isinstance(before, Table) and _are_notes(block):
            return Context(under=self._current.under, refused=_NOTES)
        here = self._introduced(before.content) if isinstance(before, Paragraph) else self._current
        if isinstance(block, Table) and block.caption:
            here = captioned(block.caption, here, self._lexicon, self._meetings)
        if isinstance(block, ItemList) and not here.says_who:
            here = organ_over(block, self._heading, here, self._lexicon, self._meetings) or here
        listed = block.items if isinstance(block, ItemList) and here.kind is Kind.PERSON else ()
        if here.body and are_organizations(listed, self._lexicon):
            return Context(under=here.under, refused=_PARTS)
        return replace(here, within=block.span) if here.says_who else here

    def _introduced(self, line: Text) -> Context:
        """What the last label says, or the line right before a block: of whom, as what, and of the council that the heading names."""
        here = introduced(line, self._context, self._lexicon, self._meetings) or self._current
        if here.members and here.standing is None:
            here = replace(here, standing=_standing_told(line, self._lexicon))
        if here.members and not self._context.members and here.body is None:
            here = replace(here, body=council_of(self._heading, self._lexicon, self._meetings))
        return here

    def _in_box(self, box: Infobox) -> Iterator[Under]:
        """The fields of an infobox whose labels say who stands in them, with what their own lines say: 3个观察员国."""
        lexicon, meetings = self._lexicon, self._meetings
        above = Context(meeting=self._context.meeting, named_at=self._context.named_at)
        for labels, listed in labelled_lists(box, lexicon):
            said: Context | None = above
            for label in labels:
                if said and not (said.says_who and is_silent(clean_text(label.text), lexicon)):
                    said = say(clean_text(label.text), label, said, lexicon, meetings)
            if said and self._names_own(said, box):
                under, because = labels[0].text, labels[-1].text
                yield listed, replace(said, under=under, because=because, within=listed.span)

    def _names_own(self, said: Context, box: Infobox) -> bool:
        """True where a field of a box names who came, or members: not Member parties in the box of a cabinet, whose members are persons."""
        are_others = self._meetings.of_persons and said.kind is Kind.ORGANIZATION
        if not said.says_who or (said.members and are_others):
            return False
        return said.attended or self._meetings.is_body or is_of_body(box)


def _standing_told(content: Text, lexicon: Lexicon) -> Standing | None:
    """As what those are whom a paragraph counts in its last words, below words for several standings: 另外，有7个观察员。"""
    text = FOOTNOTES.sub("", clean_text(content.text)).rstrip("。.：: ")
    sentence = _SENTENCES.split(text)[-1]
    tokens = [numbered(token, lexicon) for token in lexicon.matcher.tokens(sentence)]
    told = [*takewhile(lambda token: token.classes, reversed(tokens))]
    counted = next((token for token in told if "number" in token.classes), None)
    return None if counted is None else standing_of(sentence[counted.start :], lexicon)


_SENTENCES = lazy_pattern(r"[。！？]")


def _is_of_categories(content: Text) -> bool:
    """True for the page's categories, which stand in its last section whatever that is about."""
    targets = [link.target for link in content.links]
    return bool(targets) and all(
        target is not None and target.namespace is Namespace.CATEGORY for target in targets
    )


def _are_notes(block: ItemList) -> bool:
    """True where most items of a list right behind a table are sentences: 此后曾两次中止会籍，至今未恢复。"""
    texts = [
        FOOTNOTES.sub("", item.content.text).rstrip() for item in block.items if not item.content.is_empty
    ]
    told = sum(len(text) > _MIN_NOTE and text.endswith((".", "。")) for text in texts)
    return 0 < len(texts) <= 2 * told
