"""A page's wikitext to headings, blocks, links and notes; every place is one of the source."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import Reference
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.wikitext.brackets import View
from icmlpo_rdf.page.wikitext.dialect import dialect_of
from icmlpo_rdf.page.wikitext.inline import InlineReader
from icmlpo_rdf.page.wikitext.lines import LineReader
from icmlpo_rdf.page.wikitext.nested import Nest
from icmlpo_rdf.page.wikitext.nodes import Kind, Node
from icmlpo_rdf.page.wikitext.preprocessor import MAX_DEPTH
from icmlpo_rdf.page.wikitext.references import References, group_of
from icmlpo_rdf.page.wikitext.template_reader import TemplateReader
from icmlpo_rdf.page.wikitext.templates import invocation_of
from icmlpo_rdf.page.wikitext.variants import shown_part
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["WikitextPage", "read_wikitext"]

_END = {"{": "close the template: }}", "[": "close the link: ]]", "<": "close the tag"}
_TOLD, _QUOTED = 5, 60
"""Of what is left open so many are told, and so many characters of each."""
_MAX_NESTED = 20
"""Templates and variants shown inside each other; deeper ones give no text."""


@dataclass(frozen=True, slots=True)
class WikitextPage:
    """What a page's wikitext says."""

    builder: DocumentBuilder
    references: tuple[Reference, ...]
    redirect: Target | None
    """Where the page leads, when it is a redirect."""


def read_wikitext(
    text: str, language: str, resolved: Callable[[Target], Target] | None = None
) -> WikitextPage:
    """Read wikitext. Never raises: what is wrong with it is in the builder's notes.

    Args:
        text: the page, with line feeds for line ends.
        language: the code of the wiki that it is from.
        resolved: tells where a link leads by the redirects of its dump; None: as it is written.
    """
    builder = DocumentBuilder(LineIndex.of(text), resolved=resolved)
    redirect = dialect_of(language).redirect.match(text)
    reader = _PageReader(text, builder, language)
    reader.read()
    target = target_of(redirect["target"], language) if redirect else None
    return WikitextPage(builder, tuple(reader.references.found), target)


class _PageReader:
    """Reads what was hidden from the readers of lines and of running text: tags, variants, templates."""

    def __init__(self, text: str, builder: DocumentBuilder, language: str) -> None:
        self._text = text
        self._nest = Nest(text)
        self._builder = builder
        self._language = language
        self.references = References(self._nest)
        self._inline = InlineReader(self._nest, builder, language, self._hidden)
        self._templates = TemplateReader(self._inline, self.references)
        self._nested = 0

    def read(self) -> None:
        """Read the whole page."""
        LineReader(self._inline).read(0, len(self._text))
        for node in self._nest.nodes[-1:]:
            if node.is_cut:
                span = Span(node.begin, node.end)
                is_comment = self._text.startswith("<!--", node.begin)
                mend = "close the comment: -->" if is_comment else "close it: </includeonly>"
                self._builder.note(Code.COMMENT_NOT_CLOSED, span, span.cut(self._text), mend)
        if (deep := self._nest.too_deep) >= 0:
            is_open = any(self._text.startswith("{{", begin) for begin in self._nest.left_open)
            mend = f"put no more than {MAX_DEPTH} templates in each other"
            mend = "close the templates that stand open: }}" if is_open else mend
            self._builder.note(Code.TOO_DEEP, Span(deep, deep + 2), "{{", mend)
        self._builder.finish(len(self._text))
        self._tell_left_open()

    def _tell_left_open(self) -> None:
        left_open = () if self._nest.too_deep >= 0 else sorted(self._nest.left_open)
        for begin in left_open[:_TOLD]:
            end = self._text.find("\n", begin, begin + _QUOTED)
            span = Span(begin, end if end > begin else min(begin + _QUOTED, len(self._text)))
            self._builder.note(Code.MARKUP_NOT_CLOSED, span, span.cut(self._text), _END[self._text[begin]])
        for begin in self._inline.tables_left_open[:_TOLD]:
            span = Span(begin, begin + len("<table"))
            self._builder.note(Code.TABLE_NOT_CLOSED, span, "<table>", "close the table: </table>")

    def _hidden(self, node: Node, inline: InlineReader) -> None:
        if self._nested >= _MAX_NESTED:
            return
        self._nested += 1
        try:
            if node.kind is Kind.TEMPLATE:
                if (call := invocation_of(node, self._nest)) is not None:
                    self._templates.read(call, node)
            elif node.kind is Kind.TAG:
                self._tag(node)
            elif node.kind is Kind.VARIANT:
                self._variant(node)
            elif node.kind is Kind.PARAMETER and len(node.arguments) > 1:
                default = node.arguments[1]
                inline.read(default.begin, default.end, node.children)
        finally:
            self._nested -= 1

    # Tags of extensions.

    def _tag(self, node: Node) -> None:
        builder, span = self._builder, Span(node.begin, node.end)
        if node.name == "ref":
            builder.footnote(self.references.mark(node), span)
        elif node.name == "references":
            self.references.define(self._nest.inside(node), group_of(node))
        elif node.content is None:
            return
        elif node.name in {"nowiki", "pre"}:
            builder.text(html.unescape(self._text[slice(*node.content)]), *node.content)
        elif node.name == "poem":
            LineReader(self._inline).read(*node.content, self._nest.inside(node))
        elif node.name == "gallery":
            self._gallery(node)

    def _gallery(self, node: Node) -> None:
        """Each line a picture and its caption: the caption is an item of a list."""
        begin, end = node.content or (node.end, node.end)
        inline, builder, inner = self._inline, self._builder, self._nest.inside(node)
        outer = len(inline.open)
        inline.begin("list", builder.list, node.begin, is_gallery=True)
        place = begin
        for line in self._nest.view(begin, end, inner).split("\n"):
            file, bar, caption = line.partition("|")
            if line.strip() and (not file.strip() or "[[" in file):
                shown = self._text[place : place + len(line)]
                mend = "name a picture before the bar"
                builder.note(Code.NO_PICTURE, Span(place, place + len(line)), shown, mend)
            elif bar and caption.strip() and not builder.is_full:
                at = place + len(line) - len(caption)
                caption, at = self._caption(caption, at)
                held = len(inline.open)
                inline.begin("li", builder.item, at)
                inline.read_view(caption, at)
                inline.end_to(held, at + len(caption))
            place += len(line) + 1
        inline.end_to(outer, node.end)

    def _caption(self, written: str, at: int) -> tuple[str, int]:
        """The last part between bars that is no option, and where it stands."""
        view = View(f"[[{written}]]", at - 2)
        for begin, end in reversed(view.parts(0, len(view.text))):
            name, equals, _ = view.text[begin:end].partition("=")
            if not (equals and name.strip().lower() in dialect_of(self._language).options):
                return view.text[begin:end], view.base + begin
        return "", at

    # Language variants.

    def _variant(self, node: Node) -> None:
        """`-{zh-hans:a;zh-hant:b}-`: what is shown of it is text of the page."""
        first, last = node.arguments[0], node.arguments[-1]
        is_flagged = len(node.arguments) > 1
        begin = node.arguments[is_flagged].begin
        flags = self._text[first.begin : first.end] if is_flagged else None
        written = self._nest.view(begin, last.end, node.children)
        if shown := shown_part(written, flags, self._language):
            self._inline.read(begin + shown[0], begin + shown[1], node.children)
