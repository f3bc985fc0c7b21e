"""The tree of a Markdown page, walked once: what each element is goes to the builder, with the lines that it stands on."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from contextlib import suppress

from msgspec.structs import replace

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import ItemRole
from icmlpo_rdf.page.links import destination_of
from icmlpo_rdf.page.markdown.galleries import GALLERY, PICTURE
from icmlpo_rdf.page.markdown.tree import (
    LINE_ATTRIBUTE,
    LINES_ATTRIBUTE,
    forget_line_marks,
    line_mark,
    walk_tree,
)
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.page.text_builder import WHITE_SPACE
from icmlpo_rdf.page.titles import Namespace
from icmlpo_rdf.spans import LineIndex, Span

__all__ = ["MarkdownWalker"]

# Real pages nest some dozen elements. Deeper ones are read for their text alone, so that no text is in
# more than so many links and bold marks; at the last depth the reading ends, as libxml2 looks through all
# open elements at each closing tag.
_MAX_DEPTH = 200
_LAST_DEPTH = 2_000
# What a link that leads to no wiki page begins with: another place of this page, an address of any kind.
_ELSEWHERE = lazy_pattern(r"#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_STRUCK = frozenset({"s", "del", "strike"})
_HIDES = lazy_pattern(r"display\s*:\s*none", re.IGNORECASE)

_Attributes = Mapping[str, str]


class _StopReadingError(Exception):
    """No page is as deep, or has as many blocks."""


class MarkdownWalker:
    """Walks a page's tree and tells the builder of it. Places are whole lines: Markdown's reader knows no others."""

    def __init__(
        self,
        language: str,
        lines: LineIndex,
        resolved: Callable[[Target], Target] | None = None,
        bare_items: Container[int] = (),
    ) -> None:
        """`bare_items`: the lines on which a list item's mark stands alone, so that its text begins on the next."""
        self.builder = DocumentBuilder(lines, spans_are_known=False, resolved=resolved)
        self._lines = lines
        self._language = language
        self._bare_items = bare_items
        self._line = 1
        self._last_line = len(lines)
        self._data: list[str] = []
        self._last_comment: Note | None = None
        # For each open element how many of the builder's stood open before it, and its last line where that is told.
        self._open: list[tuple[int, int]] = []
        self._quotes = 0

    def read(self, text: str) -> None:
        """Walk the page's tree. Not recursive, so that no page can exhaust Python's stack."""
        with suppress(_StopReadingError):
            walk_tree(text, self)
        while self._open:
            self.end()
        if self._data:
            self._flush_data()
        self.builder.finish(self._lines.length)

    # Places.

    def _begin_of(self, line: int) -> int:
        return self._lines.starts[min(line, self._last_line) - 1]

    def _end_of(self, line: int) -> int:
        return self._lines.ends[min(line, self._last_line) - 1]

    @property
    def _here(self) -> int:
        return self._begin_of(self._line)

    # What `walk_tree` calls.

    def start(self, tag: str, attributes: _Attributes) -> None:
        """An element begins."""
        if self._data:
            self._flush_data()
        self._last_comment = None
        last = 0
        if attributes:
            if (position := attributes.get("data-sourcepos")) is not None:
                # cmark-gfm gives line 0 to a paragraph that a table follows without a blank line.
                self._line = int(position.partition(":")[0]) or self._line
                last = int(position[position.index("-") + 1 : position.rindex(":")])
            elif (mark := attributes.get(LINE_ATTRIBUTE)) is not None:
                self._line = int(mark)
        depth, before = len(self._open) + 1, self.builder.depth
        if depth < _MAX_DEPTH and (handler := _HANDLERS.get(tag)):
            handler(self, tag, attributes)
        self._open.append((before, last))
        if attributes:
            if (more := attributes.get(LINES_ATTRIBUTE)) is not None:
                self._line = min(self._line + int(more), self._last_line)
            if tag == "li" and self._line in self._bare_items:
                self._line += 1
        if depth == _MAX_DEPTH:
            self.builder.note(
                Code.TOO_DEEP, Span(self._here, self._here), f"<{tag}>", "close the elements that stand open"
            )
        if depth == _LAST_DEPTH or self.builder.is_full:
            raise _StopReadingError

    def end(self, _tag: str = "") -> None:
        """The innermost open element ends."""
        if self._data:
            self._flush_data()
        before, last = self._open.pop()
        self.builder.end_to(before, self._end_of(last or self._line))

    def data(self, text: str) -> None:
        """Some text, which the parser may have cut anywhere."""
        self._last_comment = None
        self._data.append(text)

    def comment(self, text: str) -> None:
        """A comment: not read, but its lines count."""
        if self._data:
            self._flush_data()
        self._line = first = line_mark(text) or self._line
        self._count_lines(text)
        self._last_comment = self._not_text(text, first, self._line)

    def pi(self, _target: str, text: str | None) -> None:
        """A processing instruction, as a comment."""
        self.comment(text or "")

    def close(self) -> None:
        """The page ends. The renderer ends it with a newline, unless a comment has swallowed that too."""
        if self._last_comment:
            self.builder.notes.append(
                replace(self._last_comment, code=Code.COMMENT_NOT_CLOSED, mend="close the comment: -->")
            )

    def _not_text(self, text: str, first: int, last: int) -> Note | None:
        """Note what stands in the source and is no text, but for the marks that pandoc leaves."""
        shown = " ".join(forget_line_marks(text).split())
        if not shown or shown == "end list":
            return None
        self.builder.note(Code.NOT_TEXT, Span(self._begin_of(first), self._end_of(last)), shown)
        return self.builder.notes[-1]

    # Text.

    def _flush_data(self) -> None:
        """Read the text since the last tag."""
        data = self._data
        text = data[0] if len(data) == 1 else "".join(data)
        data.clear()
        shown = forget_line_marks(text)
        if stripped := shown.strip(WHITE_SPACE):
            first = self._line + shown.count("\n", 0, len(shown) - len(shown.lstrip(WHITE_SPACE)))
            last = first + stripped.count("\n")
            self.builder.text_at(shown, self._begin_of(first), self._end_of(last))
        elif shown:
            self.builder.text_at(shown, 0, 0)  # white space alone has no place
        if "\n" in text:
            self._count_lines(text)

    def _count_lines(self, text: str) -> None:
        if newlines := text.count("\n"):
            # The renderer ends the page with a newline of its own.
            self._line = min(self._line + newlines, self._last_line)

    # Elements: each handler tells the builder what the start tag means.

    def _heading(self, tag: str, _attributes: _Attributes) -> None:
        self.builder.heading(int(tag[1]), self._here)

    def _paragraph(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.paragraph(self._here)

    def _boundary(self, _tag: str, attributes: _Attributes) -> None:
        if attributes and "footnotes" in (attributes.get("class") or "").split():
            self.builder.silence()  # pandoc's: their list is none of the section above
        else:
            self.builder.boundary(self._here)

    def _break(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.line_break()

    def _quote(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.quote(self._here)
        self._quotes += 1

        def leave(_at: int) -> None:
            self._quotes -= 1

        self.builder.then(leave)

    def _link(self, _tag: str, attributes: _Attributes) -> None:
        href = forget_line_marks(attributes.get("href") or "")
        is_marked = (
            attributes.get("title") == "wikilink" or "wikilink" in (attributes.get("class") or "").split()
        )
        target = destination_of(href, self._language, is_marked=is_marked)
        if not is_marked and (target is None or self._is_aside(target)):
            if target is None and href and not self._quotes and not _ELSEWHERE.match(href):
                self.builder.unread_links.append((Span(self._here, self._here), href))
            return
        self.builder.link(target, href, self._here)

    def _is_aside(self, target: Target) -> bool:
        """True for what is no link of the page's own: a picture (the dumps title it `fig:`), the quoted first line's."""
        return self._quotes > 0 or target.namespace is Namespace.FILE

    def _bold(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.bold(self._here)

    def _superscript(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.superscript()

    def _struck(self, tag: str, _attributes: _Attributes) -> None:
        self.builder.note(Code.STRUCK_OUT, Span(self._here, self._end_of(self._line)), f"<{tag}>")
        self.builder.silence()

    def _span(self, _tag: str, attributes: _Attributes) -> None:
        if _HIDES.search(attributes.get("style") or ""):
            self.builder.silence()

    def _list(self, tag: str, _attributes: _Attributes) -> None:
        self.builder.list(self._here, ordered=tag == "ol", is_gallery=tag == GALLERY)

    def _item(self, tag: str, _attributes: _Attributes) -> None:
        role = {"dt": ItemRole.TERM, "dd": ItemRole.DEFINITION}.get(tag, ItemRole.ITEM)
        self.builder.item(self._here, role)

    def _picture(self, _tag: str, attributes: _Attributes) -> None:
        self._not_text(attributes.get("alt") or "", self._line, self._line)

    def _code(self, _tag: str, attributes: _Attributes) -> None:
        # What stands behind the fence: its first word, and the rest.
        language = (attributes.get("class") or "").removeprefix("language-")
        self._not_text(f"{language} {attributes.get('data-meta') or ''}", self._line, self._line)

    def _table(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.table(self._here)

    def _caption(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.caption(self._here)

    def _group(self, tag: str, _attributes: _Attributes) -> None:
        self.builder.row_group(self._here, is_head=tag == "thead")

    def _row(self, _tag: str, _attributes: _Attributes) -> None:
        self.builder.row(self._here)

    def _cell(self, tag: str, attributes: _Attributes) -> None:
        self.builder.cell(
            self._here,
            is_header=tag == "th",
            rowspan=attributes.get("rowspan") or "",
            colspan=attributes.get("colspan") or "",
            scope=attributes.get("scope") or "",
        )


_HANDLERS: dict[str, Callable[[MarkdownWalker, str, _Attributes], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), MarkdownWalker._heading),
    **dict.fromkeys(("div", "center", "pre", "hr", "section"), MarkdownWalker._boundary),
    **dict.fromkeys(("ul", "ol", "dl", GALLERY), MarkdownWalker._list),
    **dict.fromkeys(("li", "dt", "dd", PICTURE), MarkdownWalker._item),
    **dict.fromkeys(("td", "th"), MarkdownWalker._cell),
    **dict.fromkeys(("b", "strong"), MarkdownWalker._bold),
    **dict.fromkeys(("thead", "tbody", "tfoot"), MarkdownWalker._group),
    **dict.fromkeys(_STRUCK, MarkdownWalker._struck),
    "p": MarkdownWalker._paragraph,
    "br": MarkdownWalker._break,
    "img": MarkdownWalker._picture,
    "code": MarkdownWalker._code,
    "blockquote": MarkdownWalker._quote,
    "a": MarkdownWalker._link,
    "span": MarkdownWalker._span,
    "sup": MarkdownWalker._superscript,
    "table": MarkdownWalker._table,
    "caption": MarkdownWalker._caption,
    "tr": MarkdownWalker._row,
}
