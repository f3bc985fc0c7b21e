"""Running wikitext: links, bold, tags and what was hidden, told to the builder in order."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Protocol

from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.notes import Code
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.document import ItemRole, Link, Picture, Target
from icmlpo_rdf.page.links import target_of
from icmlpo_rdf.page.titles import Namespace, normalise
from icmlpo_rdf.page.wikitext.dialect import dialect_of
from icmlpo_rdf.page.wikitext.nested import ABSENT, HIDDEN, Nest, Node
from icmlpo_rdf.page.wikitext.quotes import bold_places
from icmlpo_rdf.spans import Span

__all__ = ["InlineReader", "attribute"]

_TOKEN = re.compile(
    rf"'{{2,}}|\[\[|\[(?=(?:https?:|ftp:|mailto:)?//)|</?[A-Za-z][A-Za-z0-9]*(?=[\s/>])[^<>]*>|&[#\w]{{1,32}};"
    rf"|{HIDDEN}+|{ABSENT}+|__[A-Z]+__"
)
_RUN = re.compile("'{2,}")
# What may stand in a link before its bar; a title never holds these.
_LINK = re.compile(r"\[\[([^\[\]{}|<>\n\ue000]*)(?:\|((?:(?!\[\[|\]\]).)*))?\]\]", re.DOTALL)
_URL = re.compile(r"\[((?:https?:|ftp:|mailto:)?//[^\s\[\]<>\"\ue000]*)([^\]\n]*)\]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_HIDES = re.compile(r"display\s*:\s*none", re.IGNORECASE)
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


def attribute(written: str, name: str) -> str:
    """The value of one of a tag's or cell's attributes; empty where it has none of that name."""
    if name not in written.lower():
        return ""
    for match in _ATTRIBUTE.finditer(written):
        if match[1].lower() == name:
            return html.unescape(match[2] or match[3] or match[4] or "")
    return ""


class Hidden(Protocol):
    """Reads what was hidden: templates, footnotes, galleries, variants."""

    def __call__(self, node: Node, inline: InlineReader) -> None: ...


class InlineReader:
    """Reads running text of one page."""

    def __init__(self, nest: Nest, builder: DocumentBuilder, language: str, hidden: Hidden) -> None:
        self.nest = nest
        self.builder = builder
        self.language = language
        self._hidden = hidden
        self._dialect = dialect_of(language)
        self.open: list[str] = []
        """The elements that stand open, by tag; what the reader of lines opens is there too."""

    # Elements that this reader or that of lines opens; one entry of `open` for each of the builder's.

    def begin(self, tag: str, opening: Callable[[], None]) -> None:
        """Open an element."""
        depth = self.builder.depth
        opening()
        if self.builder.depth > depth:
            self.open.append(tag)

    def end_to(self, count: int, at: int) -> None:
        """Close the elements above the first `count`."""
        while len(self.open) > count:
            self.open.pop()
            self.builder.end(at)

    def end_tag(self, tags: frozenset[str], at: int, floor: frozenset[str] = frozenset()) -> bool:
        """Close the innermost element of these tags, unless one of `floor` stands before it."""
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index] in tags:
                self.end_to(index, at)
                return True
            if self.open[index] in floor:
                return False
        return False

    # Text.

    def read(self, begin: int, end: int, nodes: list[Node] | None = None) -> None:
        """Read a stretch of the source that stands within one block."""
        self.read_view(self.nest.view(begin, end, nodes), begin)

    def read_view(self, view: str, base: int) -> None:
        """Read a view of the source that begins at `base`."""
        held = len(self.open)
        quotes = self._quotes(view)
        place = 0
        bold_at: int | None = None
        while match := _TOKEN.search(view, place):
            if match.start() > place:
                self._text(view[place : match.start()], base + place)
            place, token = match.end(), match[0]
            at = base + match.start()
            if token[0] == "'":
                literal, is_bold = quotes.get(match.start(), (0, False))
                if literal:
                    self._text("'" * literal, at)
                if is_bold and bold_at is None:
                    bold_at = len(self.open)
                    self.begin("'''", lambda: self.builder.bold(at))  # noqa: B023 - called at once
                elif is_bold and bold_at is not None:
                    if len(self.open) > bold_at:
                        self.end_to(bold_at, at)
                    bold_at = None
            elif token == "[[":
                place = self._link(view, match.start(), base)
            elif token == "[":
                place = self._address(view, match.start(), base)
            elif token[0] == "<":
                self._tag(token, at, base + place)
            elif token[0] == "&":
                self.builder.text(html.unescape(token), at, base + place)
            elif token[0] == HIDDEN:
                self._nodes(at, base + place)
        if place < len(view):
            self._text(view[place:], base + place)
        # What a line leaves open of its own bold ends with it.
        if bold_at is not None and len(self.open) > bold_at >= held:
            self.end_to(bold_at, base + len(view))

    def _text(self, text: str, begin: int) -> None:
        self.builder.text(text, begin, begin + len(text))

    def _nodes(self, begin: int, end: int) -> None:
        """A run of marks: one or more nodes, each right behind the other."""
        while begin < end and (node := self.nest.at(begin)):
            self._hidden(node, self)
            begin = node.end

    def _quotes(self, view: str) -> dict[int, tuple[int, bool]]:
        if "''" not in view:
            return {}
        links = [match.span() for match in _LINK.finditer(view)] if "[[" in view else []
        runs = [
            (match.start(), len(match[0]))
            for match in _RUN.finditer(view)
            if not any(first <= match.start() < last for first, last in links)
        ]
        return bold_places(runs, view)

    # Links.

    def _link(self, view: str, place: int, base: int) -> int:
        """A link of any kind begins at `place`; returns where it ends, or behind its brackets where it is text."""
        match = _LINK.match(view, place)
        target = target_of(match[1], self.language) if match else None
        if target is None or target.namespace is Namespace.FILE:
            if ending := self._file(view, place, base):
                return ending
        if match is None or not match[1].strip():
            self._text("[[", base + place)
            return place + 2
        written, label = match[1], match[2]
        begin, end = base + place, base + match.end()
        if target is None:
            if written.lstrip().startswith("#"):  # to a section of the page itself
                self._label(label or written, base + match.end() - 2 - len(label or written))
                return match.end()
            self.builder.links.append(Link(written.strip(), None, written, Span(begin, end), 0, 0))
            self._text(match[0], begin)
            return match.end()
        if not written.lstrip().startswith(":"):
            if target.namespace is Namespace.CATEGORY:
                self.builder.links.append(Link("", target, written, Span(begin, end), 0, 0))
                return match.end()
            if target.wiki != self.language and is_wiki(target.wiki):
                return match.end()  # the page in another language: shown beside the page, not in it
        trail = self._dialect.link_trail and self._dialect.link_trail.match(view, match.end())
        stop = trail.end() if trail else match.end()
        self.begin("a", lambda: self.builder.link(target, written, begin))
        if label and label.strip():
            self._label(label, begin + match.start(2) - match.start())
        else:
            shown = written.strip().removeprefix(":")
            at = begin + match.start(1) - match.start()
            self.builder.text(_piped(shown) if label is not None else shown, at, at + len(written))
        if trail:
            self._text(trail[0], end)
        self.end_to(len(self.open) - 1, base + stop)
        return stop

    def _label(self, label: str, at: int) -> None:
        if "'" in label or "<" in label or "&" in label or HIDDEN in label or ABSENT in label:
            self.read_view(label, at)
        else:
            self._text(label, at)

    def _file(self, view: str, place: int, base: int) -> int | None:
        """`[[File:…|22px|alt=…|link=…|caption]]`, whose caption may hold links; None where it is no file."""
        bar = re.compile(r"\[\[([^\[\]{}|<>\n]*)").match(view, place)
        target = target_of(bar[1], self.language) if bar else None
        if (
            bar is None
            or target is None
            or target.namespace is not Namespace.FILE
            or bar[1].lstrip()[:1] == ":"
        ):
            return None
        depth, parts, begin = 0, [], place + 2
        for match in re.compile(r"\[\[|\]\]|\|").finditer(view, place):
            if match[0] == "[[":
                depth += 1
            elif match[0] == "]]":
                depth -= 1
                if depth == 0:
                    parts.append((begin, match.start()))
                    self._picture(view, parts, target, Span(base + place, base + match.end()), base)
                    return match.end()
            elif depth == 1:
                parts.append((begin, match.start()))
                begin = match.end()
        return None

    def _picture(
        self, view: str, parts: list[tuple[int, int]], target: Target, span: Span, base: int
    ) -> None:
        alt, leads_to, caption, is_thumb = "", None, None, False
        for begin, end in parts[1:]:
            text = view[begin:end].strip()
            name, equals, value = text.partition("=")
            if equals and name.strip().lower() in self._dialect.alt:
                alt = value.strip()
            elif equals and name.strip().lower() in self._dialect.link:
                leads_to = target_of(value.strip(), self.language)
            elif text.lower() in self._dialect.framed:
                is_thumb = True
            elif not _SIZE.fullmatch(text):
                caption = (begin, end)
        self.builder.picture(Picture(target.title, alt, leads_to, 0, span))
        if caption and is_thumb:
            held = len(self.open)
            self.begin("aside", self.builder.aside)
            self.read_view(view[slice(*caption)], base + caption[0])
            self.end_to(held, span.end)

    def _address(self, view: str, place: int, base: int) -> int:
        """`[https://… label]`: the label is text."""
        match = _URL.match(view, place)
        if match is None:
            self._text("[", base + place)
            return place + 1
        if match[2].strip():
            self.read_view(match[2], base + match.start(2))
        return match.end()

    # Tags.

    def _tag(self, token: str, at: int, end: int) -> None:
        match = _TAG.fullmatch(token)
        if match is None or (tag := match[2].lower()) not in _KNOWN:
            self._text(token, at)
        elif tag in {"br", "wbr"}:
            if tag == "br":
                self.builder.line_break()
        elif tag == "hr":
            self.begin("hr", lambda: self.builder.boundary(at))
            self.end_to(len(self.open) - 1, end)
        elif match[1]:
            self._end_tag(tag, at, end)
        elif not match[4] or tag in _TABLES:
            self._start_tag(tag, match[3], at, end)

    def _end_tag(self, tag: str, at: int, end: int) -> None:
        if tag in _TABLES:
            inside = frozenset({"table"} if tag != "table" else ())
            self.end_tag(frozenset({tag}), end if tag in {"table", "tr"} else at, inside)
        else:
            self.end_tag(frozenset({tag}), at, frozenset({"td", "th", "caption", "li", "dd", "dt"}) - {tag})

    def _start_tag(self, tag: str, attributes: str, at: int, end: int) -> None:
        builder = self.builder
        if _HIDES.search(attribute(attributes, "style")):
            self.begin(tag, builder.silence)
        elif tag in _STRUCK:
            builder.note(Code.STRUCK_OUT, Span(at, end), self._struck(tag, end))
            self.begin(tag, builder.silence)
        elif tag in {"b", "strong"}:
            self.begin(tag, lambda: builder.bold(at))
        elif tag == "sup":
            self.begin(tag, builder.superscript)
        elif tag in _INLINE:
            self.open.append(tag)
            builder.nothing()
        elif tag in _TABLES:
            self._table_tag(tag, attributes, at)
        elif tag in {"ul", "ol", "dl"}:
            self.begin(tag, lambda: builder.list(at, ordered=tag == "ol"))
        elif tag in {"li", "dt", "dd"}:
            role = {"li": ItemRole.ITEM, "dt": ItemRole.TERM, "dd": ItemRole.DEFINITION}[tag]
            self.end_tag(frozenset({"li", "dt", "dd"}), at, frozenset({"ul", "ol", "dl", "table"}))
            self.begin(tag, lambda: builder.item(at, role))
        elif level := _LEVELS.get(tag):
            self.begin(tag, lambda: builder.heading(level, at))
        elif tag == "blockquote":
            self.begin(tag, lambda: builder.quote(at))
        else:
            self.begin(tag, lambda: builder.boundary(at))

    def _struck(self, tag: str, begin: int) -> str:
        text = self.nest.text
        end = text.find(f"</{tag}", begin, begin + 400)
        return text[begin : end if end >= 0 else begin + 60]

    def _table_tag(self, tag: str, attributes: str, at: int) -> None:
        builder, inside = self.builder, frozenset({"table"})
        if tag == "table":
            self.begin(tag, lambda: builder.table(at))
        elif tag in {"thead", "tbody", "tfoot"}:
            self.end_tag(frozenset({"tr"}), at, inside)
            self.end_tag(frozenset({"thead", "tbody", "tfoot"}), at, inside)
            self.begin(tag, lambda: builder.row_group(at, is_head=tag == "thead"))
        elif tag == "tr":
            self.end_tag(frozenset({"tr"}), at, inside)
            self.begin(tag, lambda: builder.row(at))
        elif tag == "caption":
            self.begin(tag, lambda: builder.caption(at))
        else:
            self.end_tag(frozenset({"td", "th"}), at, inside | {"tr"})
            self.cell(at, attributes, is_header=tag == "th")

    def cell(self, at: int, attributes: str, *, is_header: bool) -> None:
        """A cell begins, with its attributes as written."""
        self.begin(
            "th" if is_header else "td",
            lambda: self.builder.cell(
                at,
                is_header=is_header,
                rowspan=attribute(attributes, "rowspan"),
                colspan=attribute(attributes, "colspan"),
                scope=attribute(attributes, "scope"),
            ),
        )


# What else may stand between bars: sizes, alignments, and options with a value. A caption is the last that is none.
_SIZE = re.compile(r"x?\d+(?:x\d+)?\s*\w{0,8}|[\w-]{1,12}|\w+\s*=.*", re.DOTALL)


def _piped(title: str) -> str:
    """The label of `[[T (q)|]]`, as MediaWiki's pipe trick makes it when a page is saved."""
    text = re.sub(r"^:?[^:]*:", "", title)
    return re.sub(r"\s*[（(][^（()）]*[)）]$", "", text) or normalise(title) or title
