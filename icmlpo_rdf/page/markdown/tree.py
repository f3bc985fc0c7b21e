"""Markdown to one tree for the whole page, each element knowing its line in the source.

cmark-gfm writes source positions on Markdown blocks but passes raw HTML through as it is. So every tag
that begins a line of the source gets its line number as an attribute before Markdown is read; between
two known positions, newlines are counted; a tag that reaches over lines says how many. That needs no line numbers of libxml2, which end at 65,535.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Final, Protocol

from lxml import etree

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page.markdown.commonmark import markdown_to_html

__all__ = [
    "LINES_ATTRIBUTE",
    "LINE_ATTRIBUTE",
    "Walker",
    "forget_line_marks",
    "line_mark",
    "walk_tree",
    "without_ragged_tables",
]

LINE_ATTRIBUTE: Final = "data-icm-line"
"""On a tag that begins its line: the line."""
LINES_ATTRIBUTE: Final = "data-icm-lines"
"""On a tag that reaches over lines: how many line breaks it holds."""

# (A comment, an instruction, a declaration and a CDATA section have no attributes, but may hold anything.)
_TAG_AT_LINE_START: Final = lazy_pattern(
    r"\n[ \t>]*<(?:[A-Za-z][A-Za-z0-9]*(?=[\s/>])|!--(?!-?>)|\?|!\[CDATA\[|!(?!(?i:doctype))[A-Za-z])"
)
_TAG_OVER_LINES: Final = lazy_pattern(r"(<[A-Za-z][A-Za-z0-9]*+)(?=\s)([^<>\n]*\n[^<>]*>)")
_LINE_MARK: Final = lazy_pattern(rf' {LINE_ATTRIBUTE}="(\d+)"')
_ANY_MARK: Final = lazy_pattern(rf' {LINE_ATTRIBUTE}s?="\d+"')
_LONGEST_MARK: Final = 40
# A page may use the names of our attribute and of cmark-gfm's. A noncharacter, which no page of ours
# has by chance, keeps its attributes apart from the true ones; `forget_line_marks` takes it out of text.
_GUARD: Final = "\ufdd0"
# (Each pattern begins with a plain character, which is found ten times faster than a choice of them.)
_FALSE_MARK: Final = lazy_pattern(r"-(?<=(?i:data)-)(?=(?i:sourcepos|icm-lines?)[\s=/>])")
_GUARDED: Final = lazy_pattern(rf"(?<=data-){_GUARD}", re.IGNORECASE)
# A line feed that is none in the source would be counted as a line; in HTML it is a space anyway.
_LINE_FEED: Final = lazy_pattern(r"&(?:#0{0,5}10|#[xX]0{0,4}[aA]|NewLine);")

# A row under a Markdown table's rule gets as many cells as the rule has, so that a line of one letter
# may become a thousand cells.
_WIDE_RULE: Final = lazy_pattern(r"\n[ \t>]*+(?=[|:-])(?=[^\n|]*\|)[-|: \t]*(?=\n|\Z)")
_BLANK_LINE: Final = lazy_pattern(r"\n[ \t>]*(?:\n|\Z)")
_MAX_FILLED_CELLS: Final = 50_000
"""More than the cells that are missing in all tables of any real page."""


class Walker(Protocol):
    """What is told of each part of a page's tree, in the order of the page."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """The innermost open element ends."""

    def data(self, text: str) -> None:
        """Some text; a long one comes in pieces."""

    def comment(self, text: str) -> None:
        """A comment."""

    def pi(self, target: str, text: str | None) -> None:
        """A processing instruction."""

    def close(self) -> None:
        """The page ends."""


def walk_tree(text: str, walker: Walker) -> None:
    """Tell `walker` of the page's tree. The tree itself is never built: pages of a million elements occur.

    What the walker raises ends the walk and is passed on.

    Args:
        text: the page, newlines as line feeds, without control characters.
        walker: what is told of the elements and the text.
    """
    html = markdown_to_html(_with_line_marks(_LINE_FEED.sub("&#32;", text)))
    # A parser is cheap and keeps the errors of its last page; a shared one would not be thread-safe.
    # The stubs want a target that takes bytes as well as text.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", target=walker)  # type: ignore[arg-type]
    with suppress(etree.XMLSyntaxError):  # only comments, or nothing at all
        etree.fromstring(html.encode("utf-8"), parser)


def _with_line_marks(text: str) -> str:
    # With a newline before it, the first line is like the others.
    text = "\n" + _FALSE_MARK.sub(f"-{_GUARD}", text)
    text = _TAG_OVER_LINES.sub(_with_line_count, text)
    parts: list[str] = []
    done, line = 0, 0
    for match in _TAG_AT_LINE_START.finditer(text):
        end = match.end()
        line += text.count("\n", done, end)
        parts.append(text[done:end])
        parts.append(f' {LINE_ATTRIBUTE}="{line}"')
        done = end
    parts.append(text[done:])
    return "".join(parts).removeprefix("\n")


def _with_line_count(match: re.Match[str]) -> str:
    return f'{match[1]} {LINES_ATTRIBUTE}="{match[2].count(chr(10))}"{match[2]}'


def line_mark(comment: str) -> int | None:
    """Return the line of a comment that began its line."""
    match = _LINE_MARK.search(comment, 0, _LONGEST_MARK)
    return int(match[1]) if match else None


def forget_line_marks(text: str) -> str:
    """Return text from the tree as the page has it: code shows tags, and with them our marks."""
    if LINE_ATTRIBUTE in text:
        text = _ANY_MARK.sub("", text)
    return _GUARDED.sub("", text) if _GUARD in text else text


def without_ragged_tables(text: str) -> tuple[str, list[int]]:
    """Return the text with the rules of Markdown tables escaped that would be filled up with endless cells.

    Also returns the lines of these rules. A table ends at a blank line at the latest; another block may
    end it sooner, which is not looked for.
    """
    parts: list[str] = []
    lines: list[int] = []
    filled, done, line = 0, 0, 1
    for rules, end in _wide_rules(text):
        begin = rules[0].end()
        # A whole row has one bar less than cells at least.
        bars = max(rule[0].strip("\n \t>").strip("|").count("|") for rule in rules)
        missing = max(bars * text.count("\n", begin, end) - text.count("|", begin, end), 0)
        if filled + missing <= _MAX_FILLED_CELLS:
            filled += missing
            continue
        for rule in rules:
            at = rule.end() - len(rule[0].lstrip("\n \t>"))
            line += text.count("\n", done, at)
            lines.append(line)
            parts += [text[done:at], "\\"]
            done = at
    return "".join([*parts, text[done:]]), lines


def _wide_rules(text: str) -> Iterator[tuple[list[re.Match[str]], int]]:
    """The rules that no blank line parts, and where the blank line after them is."""
    rules: list[re.Match[str]] = []
    end = 0
    for rule in _WIDE_RULE.finditer(text):
        if rules and rule.start() >= end:
            yield rules, end
            rules = []
        if not rules:
            blank = _BLANK_LINE.search(text, rule.end())
            end = blank.start() if blank else len(text)
        rules.append(rule)
    if rules:
        yield rules, end
