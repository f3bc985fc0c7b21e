"""HTML in which every tag tells its place in the source, so that a parser's events have places.

A start tag gets an attribute, an end tag a comment before it: neither changes the tree that a parser builds
(https://html.spec.whatwg.org/multipage/parsing.html: a comment is inserted where it stands, in every mode).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final, Protocol

from lxml import etree

__all__ = ["Walker", "walk"]

_ATTRIBUTE: Final = "data-icm-at"
_COMMENT: Final = "icm-at:"
# Elements whose content is text to a parser, in which what looks like a tag is none.
_RAW: Final = frozenset(
    {"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"}
)
_TAG: Final = re.compile(
    r"<(?:!--|(?P<end>/?)(?P<name>[A-Za-z][^\s/>]{0,30})(?P<attributes>(?:[^<>\"'=]+|=\s*\"[^\"]*\"|=\s*'[^']*'|[\"'=])*+)>)"
)


_NO_TAG: Final = re.compile(r"<(?=[A-Za-z/])")


class Walker(Protocol):
    """What is told of each part of a document, in order, with its place in the source."""

    def start(self, tag: str, attributes: Mapping[str, str], begin: int, end: int) -> None:
        """An element begins; its start tag stands from `begin` to `end`."""

    def end(self, tag: str, begin: int, end: int) -> None:
        """An element ends; its end tag stands there, and is empty where it was left out."""

    def data(self, text: str, begin: int, end: int) -> None:
        """Text, which stands there; with entities it takes more characters than it has."""


def walk(text: str, walker: Walker) -> None:
    """Tell `walker` of an HTML document. No tree is built: a page may have a million elements.

    Args:
        text: the document, newlines as line feeds.
        walker: what is told of it.
    """
    target = _Target(text, walker)
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", target=target)  # type: ignore[arg-type]
    with suppress(etree.XMLSyntaxError):  # nothing at all
        for piece in _marked(text):
            parser.feed(piece.encode("utf-8"))
        parser.close()


def _marked(text: str) -> Iterator[str]:
    """The document with its marks, in pieces."""
    parts: list[str] = ["<!DOCTYPE html>"]
    place = done = 0
    while match := _TAG.search(text, place):
        begin, place = match.span()
        name = (match["name"] or "").lower()
        if not name:  # a comment: what is in it is no tag
            end = text.find("-->", begin + 4)
            place = len(text) if end < 0 else end + 3
            parts += [_as_text(text[done:begin]), f"<!--{_COMMENT}{begin},{place}-->"]
            done = place
        elif match["end"]:
            parts += [_as_text(text[done:begin]), f"<!--{_COMMENT}{begin},{place}-->", text[begin:place]]
            done = place
        else:
            at = match.end("name")
            parts += [
                _as_text(text[done:begin]),
                text[begin:at],
                f' {_ATTRIBUTE}="{begin},{place}"',
                text[at:place],
            ]
            done = place
            if name in _RAW:
                closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, place)
                place = closing.start() if closing else len(text)
                parts.append(text[done:place])
                done = place
                if closing:
                    tag_end = text.find(">", place)
                    place = done = len(text) if tag_end < 0 else tag_end + 1
                    parts.append(f"</{name}>")
        if len(parts) > 4_000:
            yield "".join(parts)
            parts = []
    parts.append(_as_text(text[done:]))
    yield "".join(parts)


def _as_text(text: str) -> str:
    """What stands between tags, with what only looks like one's beginning as text.

    A parser would take all up to the next `>` for attributes, and compare each with all others.
    """
    return _NO_TAG.sub("&lt;", text) if "<" in text else text


class _Target:
    """lxml's parser target: takes the marks out again."""

    def __init__(self, source: str, walker: Walker) -> None:
        self._source = source
        self._walker = walker
        self._begin = self._end = 0
        """Where the last tag stands; text begins behind it."""
        self._ending: tuple[int, int] | None = None
        """Where the end tag stands that comes next."""
        self._data: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        mark = attributes.get(_ATTRIBUTE)
        begin, _, end = mark.partition(",") if mark else ("", "", "")
        self._flush(int(begin) if mark else None)
        self._skip_ending()
        if mark:
            self._begin, self._end = int(begin), int(end)
        self._walker.start(tag, attributes, self._begin if mark else self._end, self._end)

    def end(self, tag: str) -> None:
        self._flush(None)
        if self._ending is None:
            self._walker.end(tag, self._end, self._end)
        else:
            self._begin, self._end = self._ending
            self._ending = None
            self._walker.end(tag, self._begin, self._end)

    def data(self, text: str) -> None:
        self._skip_ending()
        self._data.append(text)

    def comment(self, text: str) -> None:
        if text.startswith(_COMMENT):
            begin, _, end = text[len(_COMMENT) :].partition(",")
            if begin.isdecimal() and end.isdecimal():
                self._flush(int(begin))
                self._skip_ending()
                self._ending = (int(begin), int(end))

    def pi(self, _target: str, _text: str | None) -> None:
        """An instruction says nothing to us."""

    def close(self) -> None:
        """The document ends."""
        self._flush(len(self._source))

    def _skip_ending(self) -> None:
        """What was marked was no end of an element: a comment, or a tag that ends nothing."""
        if self._ending is not None:
            self._end = max(self._end, self._ending[1])
            self._ending = None

    def _flush(self, end: int | None) -> None:
        """Tell of the text since the last tag; `end` is where the next one begins, if that is told."""
        if not self._data:
            return
        text = "".join(self._data)
        self._data.clear()
        begin = self._end
        if end is None or end < begin:
            # An element that the parser supplies has no place: then text without entities has its own length.
            end = begin + len(text)
            if "&" in self._source[begin:end]:
                found = self._source.find("<", begin)
                end = len(self._source) if found < 0 else found
        self._end = min(end, len(self._source))
        self._walker.data(text, begin, self._end)
