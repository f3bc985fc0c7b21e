"""Running wikitext: links, bold, tags and what was hidden, told to the builder in order."""

from __future__ import annotations

import html
import re
from typing import Protocol

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.text import Link, Target
from icmlpo_rdf.page.titles import Namespace, decoded
from icmlpo_rdf.page.wikitext.brackets import View, piped, read_picture
from icmlpo_rdf.page.wikitext.dialect import dialect_of
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN, Nest
from icmlpo_rdf.page.wikitext.nodes import Node
from icmlpo_rdf.page.wikitext.tags import TagReader
from icmlpo_rdf.spans import Span

__all__ = ["InlineReader"]

# Each alternative begins with one character, no repetition, so that text without any of them is passed at once.
_TOKEN = lazy_pattern(
    rf"'''*+|\[\[|\[(?=(?:https?:|ftp:|mailto:)?//)|</?[A-Za-z][A-Za-z0-9]*+(?=[\s/>])[^<>]*+>|&[#\w]{{1,32}};"
    rf"|{HIDDEN}{HIDDEN}*+|{ABSENT}{ABSENT}*+|__[A-Z]++__"
)
_TITLE = lazy_pattern(r"\[\[([^\[\]{}|<>\n]*)")
_MAX_CAPTIONS = 3
"""Pictures in captions of pictures; deeper ones are text."""


class Hidden(Protocol):
    """Reads what was hidden: templates, footnotes, galleries, variants."""

    def __call__(self, node: Node, inline: InlineReader) -> None: ...


class InlineReader(TagReader):
    """Reads running text of one page."""

    def __init__(self, nest: Nest, builder: DocumentBuilder, language: str, hidden: Hidden) -> None:
        super().__init__(nest, builder)
        self.language = language
        self._hidden = hidden
        self._dialect = dialect_of(language)
        self._captions = 0

    def read(self, begin: int, end: int, nodes: list[Node] | None = None) -> None:
        """Read a stretch of the source that stands within one block."""
        self.read_view(self.nest.view(begin, end, nodes), begin)

    def read_view(self, text: str, base: int) -> None:
        """Read a view of the source that begins at `base`."""
        match = _TOKEN.search(text)
        if match is None:
            self._text(text, base)
        else:
            self._marked(View(text, base), match)

    def _marked(self, view: View, match: re.Match[str] | None) -> None:
        """A view with marks, from the first of them on."""
        text, base = view.text, view.base
        held = len(self.open)
        place = 0
        bold_at: int | None = None
        apostrophes: dict[int, tuple[int, bool]] | None = None
        while match and not self.builder.is_full:
            written, (start, end) = match[0], match.span()
            if written == "[[" and start > view.links_end:  # it is text, as what follows
                self.nest.left_open.add(base + start)
                match = _TOKEN.search(text, end)
                continue
            if start > place:
                self._text(text[place:start], base + place)
            at, kind, place = base + start, written[0], end
            if kind == "[":
                place = self._link(view, start) if written == "[[" else self._address(view, start)
            elif kind == HIDDEN:
                self._nodes(at, base + place)
            elif kind == "'":
                if apostrophes is None:
                    apostrophes = view.apostrophes()
                bold_at = self._apostrophes(*apostrophes.get(start, (0, False)), at, bold_at)
            elif kind == "<":
                if not self.tag(written, at, base + place):
                    self._text(written, at)
            elif kind == "&":
                self.builder.text(html.unescape(written), at, base + place)
            match = _TOKEN.search(text, place) if place < len(text) else None
        self._end_line(view, place, bold_at, held)

    def _end_line(self, view: View, place: int, bold_at: int | None, held: int) -> None:
        """The text behind the last mark; what a line leaves open of its own bold ends with it."""
        text, base = view.text, view.base
        if place < len(text) and not self.builder.is_full:
            self._text(text[place:], base + place)
        if bold_at is not None and len(self.open) > bold_at >= held:
            self.end_to(bold_at, base + len(text))

    def _apostrophes(self, literal: int, is_bold: bool, at: int, bold_at: int | None) -> int | None:
        """A run of apostrophes: some may be text, the others may turn bold on or off; returns what `_toggle_bold` does."""
        if literal:
            self._text("'" * literal, at)
        return self._toggle_bold(bold_at, at) if is_bold else bold_at

    def _toggle_bold(self, bold_at: int | None, at: int) -> int | None:
        """Bold begins, or the bold that stands open ends; how many elements stood open before it, while it does."""
        if bold_at is None:
            count = len(self.open)
            self.begin("'''", self.builder.bold, at)
            return count
        if len(self.open) > bold_at:
            self.end_to(bold_at, at)
        return None

    def _text(self, text: str, begin: int) -> None:
        self.builder.text(text, begin, begin + len(text))

    def _nodes(self, begin: int, end: int) -> None:
        """A run of marks: one or more nodes, each right behind the other."""
        while begin < end and (node := self.nest.at(begin)) and not self.builder.is_full:
            self._hidden(node, self)
            begin = node.end

    # Links.

    def _link(self, view: View, place: int) -> int:
        """A link of any kind begins at `place`; returns where it ends, or behind its brackets where it is text."""
        match = view.link(place)
        target = target_of(match[1], self.language) if match else None
        if (target is None or target.namespace is Namespace.FILE) and (ending := self._file(view, place)):
            return ending
        if match is None or not match[1].strip():
            if place not in view.ends:
                self.nest.left_open.add(view.base + place)
            self._text("[[", view.base + place)
            return place + 2
        if target is None:
            return self._link_to_no_title(match, Span(view.base + place, view.base + match.end()))
        is_usual = target.namespace is Namespace.PAGE and target.wiki == self.language
        if is_usual or match[1].lstrip().startswith(":"):
            return self._link_to(target, match, view)
        if target.namespace is Namespace.CATEGORY:
            span = Span(view.base + place, view.base + match.end())
            self.builder.links.append(Link("", target, match[1], span, 0, 0))
            return match.end()
        if target.wiki != self.language and is_wiki(target.wiki):
            return match.end()  # the page in another language: shown beside the page, not in it
        return self._link_to(target, match, view)

    def _link_to_no_title(self, match: re.Match[str], span: Span) -> int:
        written, label = match[1], match[2] or match[1]
        if written.lstrip().startswith("#"):  # to a section of the page itself
            self.read_view(label, span.end - 2 - len(label))
        else:
            self.builder.links.append(Link(written.strip(), None, written, span, 0, 0))
            self._text(match[0], span.begin)
        return match.end()

    def _link_to(self, target: Target, match: re.Match[str], view: View) -> int:
        written, label = match[1], match[2]
        trail = self._dialect.link_trail and self._dialect.link_trail.match(view.text, match.end())
        stop = trail.end() if trail else match.end()
        held, base = len(self.open), view.base
        self.begin("a", self.builder.link, target, written, base + match.start())
        if label and label.strip():
            self.read_view(label, base + match.start(2))
        else:
            shown = html.unescape(decoded(written)).strip().removeprefix(":")
            at = base + match.start(1)
            self.builder.text(piped(shown) if label is not None else shown, at, at + len(written))
        if trail:
            self._text(trail[0], base + match.end())
        self.end_to(held, base + stop)
        return stop

    def _file(self, view: View, place: int) -> int | None:
        """A picture, whose caption may hold links; None where it is none, or does not end."""
        head = _TITLE.match(view.text, place)
        if head is None or head[1].lstrip()[:1] == ":" or self._captions >= _MAX_CAPTIONS:
            return None
        target = target_of(head[1], self.language)
        if target is None or target.namespace is not Namespace.FILE or (end := view.ends.get(place)) is None:
            return None
        span = Span(view.base + place, view.base + end)
        parts = view.parts(place, end)
        picture, caption = read_picture(view, parts, self._dialect, self.language)
        self.builder.picture(*picture, span)
        if caption:
            held = len(self.open)
            self._captions += 1
            self.begin("aside", self.builder.aside)
            self.read_view(view.text[slice(*caption)], view.base + caption[0])
            self.end_to(held, span.end)
            self._captions -= 1
        return end

    def _address(self, view: View, place: int) -> int:
        """`[https://… label]`: the label is text."""
        found = view.address(place)
        if found is None:
            self._text("[", view.base + place)
            return place + 1
        begin, end, stop = found
        if view.text[begin:end].strip():
            self.read_view(view.text[begin:end], view.base + begin)
        return stop
