"""Finds what nests in wikitext, in one pass, by the rules of MediaWiki's preprocessor.

The innermost open bracket alone can close, what never closes is text: https://www.mediawiki.org/wiki/Preprocessor_ABNF
"""

from __future__ import annotations

import re

from msgspec import Struct

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.wikitext.nodes import Argument, Kind, Node

__all__ = ["MAX_DEPTH", "Found", "find_nodes"]

# Tags whose content the preprocessor does not look into (core's, and those of the extensions that Wikipedia has).
_TAGS = (
    "nowiki|pre|gallery|ref|references|math|chem|ce|score|timeline|source|syntaxhighlight|imagemap|hiero|graph"
    "|templatestyles|mapframe|maplink|inputbox|categorytree|indicator|charinsert|section|poem"
)
_TAG_NAME = lazy_pattern(rf"<({_TAGS})(?=[\s/>])", re.IGNORECASE)
_INCLUSION = lazy_pattern(r"</?(?:noinclude|onlyinclude)\s*>|<includeonly\s*/>", re.IGNORECASE)
# Most templates hold nothing that nests: they are found whole.
_FLAT = r"\{\{(?!\{)[^{}\[\]<]*+\}\}(?!\})"
_BEGINS = (
    rf"<!--|{_FLAT}|\{{\{{+|-\{{|<(?=(?:{_TAGS})[\s/>])|<(?=/?(?:noinclude|onlyinclude|includeonly)[\s/>])"
)
_OUTER = lazy_pattern(_BEGINS, re.IGNORECASE)
"""What begins something, where nothing stands open: there brackets, bars and ends say nothing."""
_TOKEN = lazy_pattern(rf"{_BEGINS}|\}}\}}+|\[\[|\]\]|\}}-|\||=", re.IGNORECASE)
_WIDEST_MARGIN = 200
"""Spaces before a comment that has its line to itself."""
MAX_DEPTH = 40
"""MediaWiki's own limit for templates in templates ($wgMaxTemplateDepth); deeper ones are text."""


class Found(Struct, frozen=True):
    """What nests in a stretch of text."""

    nodes: list[Node]
    """In order, each with what nests in it."""
    too_deep: int
    """Where a template stands in more templates than are read; negative where none does."""
    left_open: tuple[int, ...]
    """Where templates and tags begin that do not end; each tag's name once, and links that keep a template open besides."""


def find_nodes(text: str, begin: int, end: int) -> Found:
    """What nests between two places of a text."""
    finder = _Finder(text, begin, end)
    place = begin
    stack, take = finder.stack, finder.take
    outer, inner = _OUTER.search, _TOKEN.search
    while match := (inner if len(stack) > 1 else outer)(text, place, end):
        place = take(match[0], *match.span())
    return finder.finish()


class _Open(Struct, eq=False):
    """A bracket that waits for its end."""

    mark: str
    begin: int
    count: int
    children: list[Node] = []
    arguments: list[Argument] = []


class _Finder:
    """The preprocessor's stack."""

    def __init__(self, text: str, begin: int, end: int) -> None:
        self.text = text
        self.begin = begin
        self.stop = end
        self.stack: list[_Open] = [_Open("", begin, 0)]
        self.depth = 0
        self.too_deep = -1
        """Where the first template stands that is text, since so many stand open around it."""
        self.left_open: list[int] = []
        self.closes: dict[str, int] = {}
        """For each tag's end the place from which on there is none, so that none is looked for twice."""
        self.tag_end = -1
        """Where the `>` stands that was found last."""

    def take(self, mark: str, begin: int, end: int) -> int:
        """Read one mark; returns where to go on."""
        first, top = mark[0], self.stack[-1]
        if first == "{":
            return self._template(mark, begin, end)
        if first == "}":
            return self._closed_by(mark, begin, end)
        if first == "<":
            return self._comment(begin) if mark == "<!--" else self._tag(begin)
        if first == "-":
            return self._variant(begin, end)
        if first == "[":
            self._open("[", begin, end)
        elif first == "]":
            if top.mark == "[":
                self._give_up(self.stack.pop())
        elif first == "|":
            if top.mark in {"{", "-"}:
                top.arguments[-1].end = begin
                top.arguments.append(Argument(end, end))
        elif top.mark == "{" and top.arguments[-1].equals < 0:
            top.arguments[-1].equals = begin
        return end

    def _template(self, mark: str, begin: int, end: int) -> int:
        """Braces that open templates or parameters, or a whole template in which nothing nests."""
        is_flat = mark[-1] == "}"
        if self.depth >= MAX_DEPTH:
            if self.too_deep < 0:
                self.too_deep = begin
            return begin + 2 if is_flat else end
        if is_flat:
            arguments: list[Argument] = []
            at = begin + 2
            for part in mark[2:-2].split("|"):
                equals = part.find("=")
                arguments.append(Argument(at, at + len(part), at + equals if equals >= 0 else -1))
                at += len(part) + 1
            self.stack[-1].children.append(Node(Kind.TEMPLATE, begin, end, arguments))
        else:
            self._open("{", begin, end)
        return end

    def _variant(self, begin: int, end: int) -> int:
        # `-{{{1}}}` is a parameter behind a dash, `-{{a}}` a template; `-{{{{a}}}}-` a variant.
        if self.text.startswith("{{", begin + 1) and not self.text.startswith("{{{{", begin + 1):
            return begin + 1
        self._open("-", begin, end)
        return end

    def _closed_by(self, mark: str, begin: int, end: int) -> int:
        if mark != "}-":
            return self._braces(begin, end)
        if self.stack[-1].mark == "-":
            self._close_variant(end)
        elif self.text.startswith("}}", begin - 1):
            return begin + 1
        return end

    def _open(self, mark: str, begin: int, end: int) -> None:
        self.stack.append(_Open(mark, begin, end - begin, [], [Argument(end, end)]))
        self.depth += mark == "{"

    def _give_up(self, opened: _Open) -> None:
        """What it held goes to what is around it: itself it is text, or a link, which is read with its line."""
        self.depth -= opened.mark == "{"
        self.stack[-1].children += opened.children

    def _comment(self, begin: int) -> int:
        end = self.text.find("-->", begin + 4, self.stop)
        stop = self.stop if end < 0 else end + 3
        first, last = begin, stop
        # A comment that has its line to itself takes the line with it.
        line = self._blank_since(begin)
        if line is not None:
            following = re.compile(r"[ \t]*(?:\n|\Z)").match(self.text, stop, self.stop)
            if following and line > self.begin and stop < self.stop:
                first, last = line, following.end()
                if self.stack[-1].children and self.stack[-1].children[-1].end > first:
                    first = begin
        self.stack[-1].children.append(Node(Kind.COMMENT, first, last, is_cut=end < 0))
        return last

    def _blank_since(self, place: int) -> int | None:
        """Where the line begins that holds only white space up to a place; None where it holds something."""
        if place > self.begin and self.text[place - 1] not in " \t\n":
            return None
        least = max(self.begin, place - _WIDEST_MARGIN)
        line = max(self.text.rfind("\n", least, place) + 1, least)
        is_blank = (line > least or least == self.begin) and not self.text[line:place].strip(" \t")
        return line if is_blank else None

    def _tag(self, begin: int) -> int:
        if inclusion := _INCLUSION.match(self.text, begin):
            self.stack[-1].children.append(Node(Kind.COMMENT, begin, inclusion.end()))
            return inclusion.end()
        if self.text[begin : begin + 12].lower() == "<includeonly":
            end = self._closing("includeonly", begin)
            stop = end[1] if end else self.stop
            self.stack[-1].children.append(Node(Kind.COMMENT, begin, stop, is_cut=end is None))
            return stop
        opening = _TAG_NAME.match(self.text, begin)
        if not opening or (tag_end := self._tag_end(begin)) >= self.stop:
            return begin + 1
        name = opening[1].lower()
        content: tuple[int, int] | None = None
        stop = tag_end + 1
        is_empty = self.text[tag_end - 1] == "/"
        if not is_empty:
            end = self._closing(name, stop)
            if not end:  # a tag without its end is text
                if self.closes[name] == stop:
                    self.left_open.append(begin)
                return begin + 1
            content, stop = (stop, end[0]), end[1]
        attributes = self.text[opening.end() : tag_end - is_empty]
        self.stack[-1].children.append(
            Node(Kind.TAG, begin, stop, name=name, attributes=attributes, content=content)
        )
        return stop

    def _tag_end(self, begin: int) -> int:
        """Where the first `>` behind a place stands, or where all that is read ends; none is looked for twice."""
        if self.tag_end < begin:
            found = self.text.find(">", begin, self.stop)
            self.tag_end = self.stop if found < 0 else found
        return self.tag_end

    def _closing(self, name: str, begin: int) -> tuple[int, int] | None:
        if begin >= self.closes.get(name, self.stop + 1):
            return None
        match = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, begin, self.stop)
        if not match:
            self.closes[name] = begin
            return None
        return match.start(), match.end()

    def _close_variant(self, end: int) -> None:
        opened = self.stack.pop()
        opened.arguments[-1].end = end - 2
        self.stack[-1].children.append(
            Node(Kind.VARIANT, opened.begin, end, opened.arguments, children=opened.children)
        )

    def _braces(self, begin: int, end: int) -> int:
        """Close templates and parameters; what braces are left over close what is around these."""
        while end - begin >= 2:
            top = self.stack[-1]
            if top.mark != "{":
                # `}-` may begin at the last brace.
                return end - 1 if self.text.startswith("}-", end - 1) and end - begin > 1 else end
            count = min(end - begin, top.count, 3)
            top.arguments[-1].end = begin
            opening = top.begin + top.count - count
            kind = Kind.PARAMETER if count == 3 else Kind.TEMPLATE
            node = Node(kind, opening, begin + count, top.arguments, children=top.children)
            top.count -= count
            begin += count
            if top.count >= 2:
                # More braces were opened: the node is the beginning of what these hold.
                at = top.begin + top.count
                top.arguments = [Argument(at, at)]
                top.children = [node]
            else:
                self.stack.pop()
                self.depth -= 1
                self.stack[-1].children.append(node)
        return begin

    def finish(self) -> Found:
        """The text ends: what stands open is text."""
        holders = [opened.mark for opened in self.stack]
        if "{" in holders:
            self.left_open += [one.begin for one in self.stack[holders.index("{") :] if one.mark in "{["]
        while len(self.stack) > 1:
            self._give_up(self.stack.pop())
        return Found(self.stack[0].children, self.too_deep, tuple(self.left_open))
