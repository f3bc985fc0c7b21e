"""Running text under construction: elements that begin and end, with text, links and marks between them."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.document import Block, Heading, Paragraph
from icmlpo_rdf.page.text import Link, Target
from icmlpo_rdf.page.text_builder import WHITE_SPACE, TextBuilder
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["TextFlow"]

# Real pages nest some dozen elements. Deeper ones are read for their text alone, so that time stays linear.
_MAX_DEPTH = 200
# Of blocks (paragraphs, items, cells, headings), and of what stands in their text (links, templates, pictures, footnotes): a
# page of MediaWiki's largest size (2 MiB) has some ten thousand of each.
_MAX_PARTS = 100_000
_MEND_OF_MANY = "check that it is one page of a wiki; --partial writes what stands before"
_QUOTE = 60

# What stands raised behind a name and belongs to its footnote: 1, [2], a, †, ①.
_RAISED = r"(?:\d{1,3}|[A-Za-z]|[*†‡§¶#]{1,3}|[\u2460-\u2473\u2776-\u277f])"
_FOOTNOTE_MARK = lazy_pattern(rf"\[?{_RAISED}(?:, ?{_RAISED}){{0,3}}\]?")

Ending = Callable[[int], None]
"""What an element's end means, told where that is."""


class TextFlow(Struct, eq=False):
    """Collects paragraphs, links and notes in the order of the page; knows how deep its elements are nested."""

    lines: LineIndex
    """Where the source's lines begin."""
    resolved: Callable[[Target], Target] | None = None
    """Tells where a link leads by the redirects of its dump; None: as it is written."""
    parts: list[Heading | Block] = []
    links: list[Link] = []
    notes: list[Note] = []
    unread_links: list[tuple[Span, str]] = []
    """Links that lead neither to a page of a wiki nor, as is told, elsewhere."""
    beside: list[Link] = []
    """What the boxes of navigation link, which are no text of the page."""
    is_full: bool = False
    """True when the page has more parts than any real one; what follows is not read."""
    _quotes: int = 0
    _silent: int = 0
    _endings: list[Ending | None] = []
    _texts: list[TextBuilder] = []
    _holders: list[bool] = []
    """What holds text as its own lines; for each whether it is an item, in which lists nest."""
    _blocks: int = 0
    _parts_of_text: int = 0

    @property
    def depth(self) -> int:
        """How many elements stand open."""
        return len(self._endings)

    def note(self, code: Code, span: Span, text: str, mend: str = "") -> None:
        """Note what was not read, or is wrong with the page."""
        self.notes.append(Note(code, span, " ".join(text.split())[:_QUOTE], mend))

    def end_to(self, depth: int, at: int) -> None:
        """Elements end, the innermost first, until only so many stand open."""
        endings = self._endings
        while len(endings) > depth:
            if ending := endings.pop():
                ending(at)

    def finish(self, at: int) -> None:
        """The page ends."""
        self.end_to(0, at)
        self._flush_loose()

    def _begin(self, ending: Ending | None) -> None:
        self._endings.append(ending if len(self._endings) < _MAX_DEPTH else None)

    def _is_too_deep(self, at: int) -> bool:
        """True for an element that is read for its text alone; its end is waited for all the same."""
        if len(self._endings) < _MAX_DEPTH:
            return False
        if len(self._endings) == _MAX_DEPTH:
            self.note(Code.TOO_DEEP, Span(at, at), "", "close the elements that stand open")
        self._endings.append(None)
        return True

    # Text. Outside any block, text that is not white space is a paragraph of its own.

    def text(self, text: str, begin: int, end: int) -> None:
        """Running text, and where all of it stands in the source."""
        if self._silent:
            return
        if not self._texts:
            if text.isspace():
                return
            self._texts.append(TextBuilder())
        if text and text[0] not in WHITE_SPACE and text[-1] not in WHITE_SPACE:
            self._texts[-1].add(text, begin, end)
            return
        stripped = text.strip(WHITE_SPACE)
        lead = len(text) - len(text.lstrip(WHITE_SPACE))
        self._texts[-1].add(text, begin + lead, end - (len(text) - lead - len(stripped)))

    def space(self) -> None:
        """A space between two lines of running text; outside any text it is none."""
        if self._texts and not self._silent:
            self._texts[-1].space()

    def text_at(self, text: str, begin: int, end: int) -> None:
        """Running text; its first and last characters that are no white space stand at `begin` and before `end`."""
        if not (self._silent or (not self._texts and text.isspace())):
            self._builder().add(text, begin, end)

    def line_break(self) -> None:
        """A line ends within its block: `<br>`."""
        if self._texts and not self._silent:
            self._texts[-1].break_line()

    def picture(self, file: str, alt: str, target: Target | None, span: Span) -> None:
        """A picture within text: its file's title, what is shown instead of it, and where it leads, if not to its file."""
        self._count_in_text(span.begin)
        if not self._silent:
            self._builder().picture(file, alt, target, span)

    def footnote(self, reference: int, span: Span) -> None:
        """The mark of a footnote."""
        self._count_in_text(span.begin)
        if self._texts and not self._silent:
            self._texts[-1].footnote(reference, span)

    def call(self, name: str, arguments: tuple[tuple[str, str], ...], span: Span) -> None:
        """A template, of which everything up to the end of this element comes."""
        self._count_in_text(span.begin)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda _at: builder.call(name, arguments, span, mark))

    def silence(self) -> None:
        """An element whose text is no text of the page: hidden, struck out, a list of sources."""
        self._silent += 1

        def end(_at: int) -> None:
            self._silent -= 1

        self._endings.append(end)

    def aside(self) -> None:
        """An element whose text stands beside the page's, such as a picture's caption: its links are the page's."""
        if self._silent:
            self._endings.append(None)
            return
        builder = self._hold()
        self._endings.append(lambda _at: self._release(builder))

    def nothing(self) -> None:
        """An element that means nothing to the page: `<small>`, `<span>`."""
        self._endings.append(None)

    def superscript(self) -> None:
        """`<sup>`: a footnote's mark in it is no text of the page."""
        if self._silent:
            self._endings.append(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda _at: builder.forget(mark, _FOOTNOTE_MARK))

    def then(self, ending: Ending) -> None:
        """Something that a reader wants to be told at this element's end; one more element to end."""
        self._endings.append(ending)

    def bold(self, at: int) -> None:
        """Bold text begins."""
        self._count_in_text(at)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        self._begin(lambda end: builder.bold(mark, Span(at, max(at, end))))

    def link(self, target: Target | None, destination: str, at: int) -> None:
        """A link to a page of a wiki begins; its label follows."""
        self._count_in_text(at)
        if self._silent:
            self._begin(None)
            return
        builder = self._builder()
        mark = builder.mark()
        leads_to = self.resolved(target) if target and self.resolved else target
        self._begin(
            lambda end: self.links.append(builder.link(mark, leads_to, destination, Span(at, max(at, end))))
        )

    def _count(self, at: int) -> None:
        """Count a block. A reader stops where there are too many, so that time is bounded."""
        self._blocks += 1
        if self._blocks > _MAX_PARTS:
            self._stop(at)

    def _count_in_text(self, at: int) -> None:
        """Count a part of text, of which there may be as many."""
        self._parts_of_text += 1
        if self._parts_of_text > _MAX_PARTS:
            self._stop(at)

    def _stop(self, at: int) -> None:
        if not self.is_full:
            self.is_full = True
            self.note(Code.TOO_MANY_PARTS, Span(at, at), f"{_MAX_PARTS:,}", _MEND_OF_MANY)

    def _builder(self) -> TextBuilder:
        if not self._texts:
            self._texts.append(TextBuilder())
        return self._texts[-1]

    def _flush_loose(self) -> None:
        """End a paragraph of loose text before a block begins."""
        if not self._holders and self._texts:
            builder = self._texts.pop()
            if builder.says_something:
                content = builder.build()
                # A box of notices of which html2text has left no table: | This article **needs sources**.
                is_apart = self._quotes > 0 or content.text.startswith("|")
                self.parts.append(Paragraph(content, quoted=is_apart))

    # What text stands in.

    def paragraph(self, at: int) -> None:
        """A paragraph; in a cell or an item it is a line of the text."""
        self._count(at)
        if self._holders:
            self.boundary(at)
            return
        self._flush_loose()
        self._texts.append(TextBuilder())
        self._begin(lambda _at: self._flush_loose())

    def boundary(self, at: int) -> None:
        """An element that only parts what is in it from what is around it: `<div>`, `<hr>`."""
        self._count(at)
        if self._holders:
            builder = self._texts[-1]
            builder.break_line()
            self._begin(lambda _end: builder.break_line())
            return
        self._flush_loose()
        self._begin(lambda _end: self._flush_loose())

    def _hold(self, *, is_item: bool = False) -> TextBuilder:
        """Open a cell, item or caption: what is a block elsewhere is a line of its text."""
        builder = TextBuilder()
        self._texts.append(builder)
        self._holders.append(is_item)
        return builder

    def _release(self, builder: TextBuilder) -> None:
        while self._texts and self._texts.pop() is not builder:
            pass
        self._holders.pop()

    @property
    def in_text(self) -> bool:
        """True within a cell, an item or a caption."""
        return bool(self._holders)
