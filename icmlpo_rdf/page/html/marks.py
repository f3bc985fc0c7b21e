"""HTML in which every tag tells its place in the source, so that a parser's events have places.

A comment stands before each: it does not change the tree that a parser builds
(https://html.spec.whatwg.org/multipage/parsing.html: a comment is inserted where it stands, in every mode).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Final, Protocol

from lxml import etree

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code

__all__ = ["Walker", "walk"]

_PIECES: Final = 2_000
_COMMENT: Final = "icm-at:"
_TOLD: Final = 5
"""Of tables without an end so many are told."""
# Elements whose content is text to a parser, in which what looks like a tag is none.
_RAW: Final = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
)
# Nearly every tag is found whole at once; in the values of the others stands a `<` or `>`, or a quote stands elsewhere.
_TAG: Final = lazy_pattern(
    r"<(?:!--|(?P<tag>/?+[A-Za-z][^\s/>]{0,30}+)"
    r"(?P<rest>[^<>\"']*+(?:(?<=[= \t\n])(?:\"[^<>\"]*+\"|'[^<>']*+')[^<>\"']*+)*+>)?+)"
)
_UNQUOTED: Final = lazy_pattern(r"[^<>\"']*+")
_BEFORE_QUOTES: Final = "= \t\n"
_CUT_TAG: Final = lazy_pattern(r"</|</?[A-Za-z][^<>]*+")
_WHOLE, _WHOLE_ENDS = frozenset({"html", "body"}), frozenset({"/html", "/body"})
_BLANK: Final = lazy_pattern(r"[ \t\n\r\f]++")
_BLANKS: Final = frozenset(" \t\n\r\f")
_ENTITY: Final = lazy_pattern(r"&(?:#\w{1,8}|\w{1,31});")
_NO_TAG: Final = lazy_pattern(r"<(?=[A-Za-z/])")
_NO_ATTRIBUTES: Final[Mapping[str, str]] = {}
"""The parser's own takes a method of Python's to look into."""


_Mark = tuple[int, int, str]
"""Where a tag begins and ends, and its name, `/p` for an end tag; no name for a comment."""
_Marks = dict[str, _Mark]
"""By the comment that stands before it; it is taken out when the parser tells of that."""


class Walker(Protocol):
    """What is told of each part of a document, in order, with its place in the source."""

    def start(self, tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        """An element begins; its start tag stands from `begin` to `end`."""

    def end(self, tag: str, begin: int, end: int) -> None:
        """An element ends; its end tag stands there, and is empty where it was left out."""

    def data(self, text: str, begin: int, end: int) -> None:
        """Text, which stands there; with entities it takes more characters than it has."""

    def left_open(self, code: Code, begin: int) -> None:
        """What begins there does not end: a comment, a table, a script or style, a tag, or at the text's end the document."""


def walk(text: str, walker: Walker) -> None:
    """Tell `walker` of an HTML document. No tree is built: a page may have a million elements.

    Args:
        text: the document, newlines as line feeds.
        walker: what is told of it.
    """
    marks: _Marks = {}
    target = _Target(text, walker, marks)
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", target=target)  # type: ignore[arg-type]
    with suppress(etree.XMLSyntaxError):  # nothing at all
        for piece in _marked(text, walker, marks):
            parser.feed(piece.encode("utf-8"))
        parser.close()


def _marked(text: str, walker: Walker, marks: _Marks) -> Iterator[str]:
    """The document with a comment before each tag and comment, in pieces; what each tells is put into `marks`."""
    parts: list[str] = ["<!DOCTYPE html>"]
    seen: set[str] = set()
    endless: set[int] = set()
    tables: list[int] = []
    place = done = 0
    while match := _TAG.search(text, place):
        begin, place = match.span()
        written, rest = match.groups()
        if written is None:  # a comment: what is in it is no tag
            tag = shown = ""
            end = text.find("-->", begin + 4)
            place = len(text) if end < 0 else end + 3
            if end < 0:
                walker.left_open(Code.COMMENT_NOT_CLOSED, begin)
                seen.add("/html")
        elif rest is None and not (place := _end_of_tag(text, match.end(), endless)):
            place = match.end()
            continue
        else:
            tag, shown = written.lower(), text[begin:place]
            seen.add(tag)
            if tag == "table":
                tables.append(begin)
            elif tag == "/table" and tables:
                tables.pop()
        mark = f"{_COMMENT}{begin}"
        marks[mark] = begin, place, tag
        between = _as_text(text[done:begin]) if done < begin else ""
        parts.append(f"{between}<!--{mark}-->{shown}")
        done = place
        if tag in _RAW:
            end, place = _end_of_raw(text, tag, place)
            parts.append(text[done:end])
            if end < place:
                parts.append(f"</{tag}>")
            else:
                walker.left_open(Code.MARKUP_NOT_CLOSED, begin)
            done = place
        if len(parts) > _PIECES:
            yield "".join(parts)
            parts = []
    parts.append(_as_text(text[done:]))
    _tell_cut(text, done, seen, walker)
    for begin in tables[:_TOLD]:
        walker.left_open(Code.TABLE_NOT_CLOSED, begin)
    yield "".join(parts)


def _end_of_raw(text: str, name: str, begin: int) -> tuple[int, int]:
    """Where a script's or a style's text ends that begins at `begin`, and where the tag ends that closes it."""
    closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, begin)
    if not closing:
        return len(text), len(text)
    tag_end = text.find(">", closing.start())
    return closing.start(), len(text) if tag_end < 0 else tag_end + 1


def _tell_cut(text: str, done: int, seen: AbstractSet[str], walker: Walker) -> None:
    """Tell of a document that breaks off within a tag, or before the tags that end it."""
    last = text.rfind("<", done)
    if last >= 0 and _CUT_TAG.fullmatch(text, last):
        walker.left_open(Code.HTML_CUT_OFF, last)
    elif seen >= _WHOLE and seen.isdisjoint(_WHOLE_ENDS):
        walker.left_open(Code.HTML_CUT_OFF, len(text))


def _end_of_tag(text: str, at: int, endless: set[int]) -> int:
    """Where a tag ends whose name ends at `at`: no `>` within an attribute's quotes ends it; 0 where it has no end.

    Args:
        text: the document.
        at: where to begin.
        endless: the quotes, looked at before, from which on no tag ends; no quote is looked at twice.
    """
    passed: list[int] = []
    while True:
        match = _UNQUOTED.match(text, at)
        at = match.end() if match else at
        mark = text[at : at + 1]
        if mark == ">":
            return at + 1
        if mark in {"", "<"} or at in endless:
            endless.update(passed)
            return 0
        passed.append(at)
        closing = text.find(mark, at + 1) if text[at - 1] in _BEFORE_QUOTES else -1
        at = closing + 1 if closing >= 0 else at + 1


def _as_text(text: str) -> str:
    """What stands between tags, with what only looks like one's beginning as text.

    A parser would take all up to the next `>` for attributes, and compare each with all others.
    """
    return _NO_TAG.sub("&lt;", text) if "<" in text else text


def _end_of_text(source: str, begin: int, left: int) -> int:
    """Where so many characters of text end that begin at a place of the source, each of its entities one or two of them."""
    while left > 0:
        entity_at = source.find("&", begin, begin + left)
        if entity_at < 0:
            return begin + left
        left -= entity_at - begin
        entity = _ENTITY.match(source, entity_at)
        begin = entity.end() if entity else entity_at + 1
        left -= len(html.unescape(entity[0])) if entity else 1
    return begin


class _Target:
    """lxml's parser target: takes the marks out again."""

    def __init__(self, source: str, walker: Walker, marks: _Marks) -> None:
        self._source = source
        self._walker = walker
        self._marks = marks
        self._end = 0
        """Where the last tag ends; text begins there."""
        self._mark: _Mark | None = None
        """The tag that comes next. The parser may tell of others before it, which it supplies, and leave it out."""
        self._data: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._data:
            self._flush(None)
        attributes = attributes or _NO_ATTRIBUTES
        mark = self._mark
        if mark and mark[2] == tag:
            begin, self._end, _ = mark
            self._mark = None
            self._walker.start(tag, attributes, begin, self._end)
        else:
            self._walker.start(tag, attributes, self._end, self._end)

    def end(self, tag: str) -> None:
        if self._data:
            self._flush(None)
        mark = self._mark
        if mark and mark[2] == f"/{tag}":
            begin, self._end, _ = mark
            self._mark = None
            self._walker.end(tag, begin, self._end)
        else:
            at = mark[0] if mark else self._end
            self._walker.end(tag, at, at)

    def data(self, text: str) -> None:
        if self._mark:
            self._pass_mark(self._mark)
        self._data.append(text)

    def comment(self, text: str) -> None:
        # No comment of the page comes here: each is left out above.
        mark = self._marks.pop(text, None)
        if mark is None:
            return
        if self._data:
            self._flush(mark[0])
        if self._mark:
            self._pass_mark(self._mark)
        self._mark = mark

    def pi(self, _target: str, _text: str | None) -> None:
        """An instruction says nothing to us."""

    def close(self) -> None:
        """The document ends."""
        if self._data:
            self._flush(len(self._source))

    def _pass_mark(self, mark: _Mark) -> None:
        """What was marked began or ended nothing: a comment, an end tag of what is not open, a second `<body>`."""
        self._end = max(self._end, mark[1])
        self._mark = None

    def _flush(self, end: int | None) -> None:
        """Tell of the text since the last tag; `end` is where the next one begins, if that is told."""
        data = self._data
        text = data[0] if len(data) == 1 else "".join(data)
        data.clear()
        begin = self._end
        # White space before the first element is not told of.
        if text[:1] not in _BLANKS and (blank := _BLANK.match(self._source, begin)):
            begin = blank.end()
        if end is None or end < begin:
            # An element that the parser supplies has no place.
            end = _end_of_text(self._source, begin, len(text))
        self._end = min(end, len(self._source))
        self._walker.data(text, begin, self._end)
