"""HTML in wikitext: the elements that stand open, and the tags that MediaWiki takes for tags."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import ParamSpec

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import ItemRole
from icmlpo_rdf.page.wikitext.nested import Nest
from icmlpo_rdf.spans import Span

__all__ = ["TagReader", "attribute"]

_TAG = lazy_pattern(r"<(/?+)([A-Za-z][A-Za-z0-9]*+)([^<>]*+)>")
_ATTRIBUTE = lazy_pattern(
    r"(?<![\w:.-])([A-Za-z_:][\w:.-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))"
)
_HIDES = lazy_pattern(r"display\s*:\s*none", re.IGNORECASE)
# https://www.mediawiki.org/wiki/Help:HTML_in_wikitext: the others are text.
_INLINE = frozenset(
    "abbr b bdi bdo big cite code data dfn em font i ins kbd mark q rb rp rt ruby samp small span strong"
    " sub sup time tt u var".split()
)
_STRUCK = frozenset({"s", "del", "strike"})
_BLOCKS = frozenset("blockquote center div hr p h1 h2 h3 h4 h5 h6".split())
_LISTS = frozenset("ul ol dl li dt dd".split())
_TABLES = frozenset("table caption thead tbody tfoot tr td th".split())
_KNOWN = _INLINE | _STRUCK | _BLOCKS | _LISTS | _TABLES | {"br", "wbr"}
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_ROLES = {"li": ItemRole.ITEM, "dt": ItemRole.TERM, "dd": ItemRole.DEFINITION}
_TABLE, _ITEMS, _CELLS = frozenset({"table"}), frozenset(_ROLES), frozenset({"td", "th"})
_ROW, _GROUPS = frozenset({"tr"}), frozenset({"thead", "tbody", "tfoot"})
_AROUND_ITEMS, _AROUND_CELLS = frozenset({"ul", "ol", "dl", "list", "table"}), frozenset({"table", "tr"})
_HOLDERS = _CELLS | {"caption", "li", "dd", "dt"}
_AROUND_LISTS = _CELLS | {"caption", "list"}
"""What the end of a list does not reach beyond: `list` is one that no tag began."""
_MAX_OPEN = 150
"""Elements that stand open at once; of deeper ones the text alone is read, so that time stays linear."""
_QUOTE = 60
_Told = ParamSpec("_Told")


def attribute(written: str, name: str) -> str:
    """The value of one of a tag's or cell's attributes; empty where it has none of that name."""
    if name not in written.lower():
        return ""
    for match in _ATTRIBUTE.finditer(written):
        if match[1].lower() == name:
            return html.unescape(match[2] or match[3] or match[4] or "")
    return ""


class TagReader:
    """Knows which elements stand open, and opens and closes them as tags say."""

    def __init__(self, nest: Nest, builder: DocumentBuilder) -> None:
        self.nest = nest
        self.builder = builder
        self.open: list[str] = []
        """The elements that stand open, by tag; what other readers open is there too: one entry for each of the builder's."""
        self._tables: list[tuple[int, int]] = []
        """Of each `<table>` without its end so far how many elements stood open before it, and where it begins."""
        self._is_too_deep = False

    @property
    def tables_left_open(self) -> list[int]:
        """Where each `<table>` begins that does not end."""
        return [begin for _, begin in self._tables]

    def begin(
        self, tag: str, opening: Callable[_Told, None], *told: _Told.args, **named: _Told.kwargs
    ) -> None:
        """Open an element, unless too many stand open. Whoever opens it notes before how many did, and closes down to these.

        Args:
            tag: what it is called.
            opening: the builder's method for it.
            told: what that is told; `named` too.
            named: see above.
        """
        if len(self.open) >= _MAX_OPEN:
            if not self._is_too_deep:
                self._is_too_deep = True
                mend = "close the elements that stand open"
                self.builder.note(Code.TOO_DEEP, Span(0, 0), f"<{tag}>", mend)
            return
        opening(*told, **named)
        self.open.append(tag)

    def end_to(self, count: int, at: int) -> None:
        """Close the elements above the first `count`."""
        del self.open[count:]
        self.builder.end_to(count, at)

    def end_tag(self, tags: frozenset[str], at: int, floor: frozenset[str] = frozenset()) -> bool:
        """Close the innermost element of these tags, unless one of `floor` stands before it."""
        for index in range(len(self.open) - 1, -1, -1):
            tag = self.open[index]
            if tag in tags:
                self.end_to(index, at)
                return True
            if tag in floor:
                return False
        return False

    def cell(self, at: int, attributes: str, *, is_header: bool) -> None:
        """A cell begins, with its attributes as written."""
        rowspan = colspan = scope = ""
        if "=" in attributes:
            rowspan, colspan, scope = (
                attribute(attributes, name) for name in ("rowspan", "colspan", "scope")
            )
        tag = "th" if is_header else "td"
        self.begin(tag, self.builder.cell, at, is_header, rowspan, colspan, scope)

    # Tags.

    def tag(self, written: str, at: int, end: int) -> bool:
        """Read what looks like a tag; False where it is text."""
        match = _TAG.fullmatch(written)
        if match is None or (tag := match[2].lower()) not in _KNOWN:
            return False
        if tag in {"br", "wbr"}:
            if tag == "br":
                self.builder.line_break()
        elif tag == "hr":
            held = len(self.open)
            self.begin("hr", self.builder.boundary, at)
            self.end_to(held, end)
        elif match[1]:
            self._end_tag(tag, at, end)
        elif not match[3].endswith("/") or tag in _TABLES:
            self._start_tag(tag, match[3], at, end)
        return True

    def _end_tag(self, tag: str, at: int, end: int) -> None:
        if tag in _TABLES:
            inside = _TABLE if tag != "table" else frozenset[str]()
            ended = self.end_tag(frozenset({tag}), end if tag in {"table", "tr"} else at, inside)
            if ended and tag == "table" and self._tables and self._tables[-1][0] == len(self.open):
                self._tables.pop()
        else:
            around = _AROUND_LISTS if tag in _LISTS - _ITEMS else _HOLDERS - {tag}
            self.end_tag(frozenset({tag}), at, around)

    def _start_tag(self, tag: str, attributes: str, at: int, end: int) -> None:
        builder = self.builder
        if _HIDES.search(attribute(attributes, "style")):
            self.begin(tag, builder.silence)
        elif tag in _STRUCK:
            builder.note(Code.STRUCK_OUT, Span(at, end), self._struck(tag, end))
            self.begin(tag, builder.silence)
        elif tag in {"b", "strong"}:
            self.begin(tag, builder.bold, at)
        elif tag == "sup":
            self.begin(tag, builder.superscript)
        elif tag in _INLINE:
            self.begin(tag, builder.nothing)
        elif tag in _TABLES:
            self._table_tag(tag, attributes, at)
        elif tag in _LISTS:
            self._list_tag(tag, at)
        elif level := _LEVELS.get(tag):
            self.begin(tag, builder.heading, level, at)
        elif tag == "blockquote":
            self.begin(tag, builder.quote, at)
        else:
            self.begin(tag, builder.boundary, at)

    def _struck(self, tag: str, begin: int) -> str:
        text = self.nest.text
        end = text.find(f"</{tag}", begin, begin + 400)
        return text[begin : end if end >= 0 else begin + _QUOTE]

    def _list_tag(self, tag: str, at: int) -> None:
        builder = self.builder
        if role := _ROLES.get(tag):
            self.end_tag(_ITEMS, at, _AROUND_ITEMS)
            self.begin(tag, builder.item, at, role)
        else:
            self.begin(tag, builder.list, at, ordered=tag == "ol")

    def _table_tag(self, tag: str, attributes: str, at: int) -> None:
        builder = self.builder
        if tag == "table":
            self._tables.append((len(self.open), at))
            self.begin(tag, builder.table, at)
        elif tag in _GROUPS:
            self.end_tag(_ROW, at, _TABLE)
            self.end_tag(_GROUPS, at, _TABLE)
            self.begin(tag, builder.row_group, at, is_head=tag == "thead")
        elif tag == "tr":
            self.end_tag(_ROW, at, _TABLE)
            self.begin(tag, builder.row, at)
        elif tag == "caption":
            self.begin(tag, builder.caption, at)
        else:
            self.end_tag(_CELLS, at, _AROUND_CELLS)
            self.cell(at, attributes, is_header=tag == "th")
