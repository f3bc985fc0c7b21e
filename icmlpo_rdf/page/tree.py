"""Markdown to one tree for the whole page, each element knowing its line in the source.

cmark-gfm writes source positions on Markdown blocks but passes raw HTML through as it is. So every tag
that begins a line of the source gets its line number as an attribute before Markdown is read; between
two known positions, newlines are counted. That needs no line numbers of libxml2, which end at 65,535.
"""

from __future__ import annotations

import re
from typing import Final

import cmarkgfm
from cmarkgfm.cmark import Options
from lxml import etree

__all__ = ["LINE_ATTRIBUTE", "forget_line_marks", "parse_tree"]

LINE_ATTRIBUTE: Final = "data-icm-line"

# Raw HTML must pass (the tables are HTML); nothing is ever rendered for a browser from this tree.
_CMARK_OPTIONS: Final = Options.CMARK_OPT_SOURCEPOS | Options.CMARK_OPT_UNSAFE
_TAG_AT_LINE_START: Final = re.compile(r"^[ \t>]*<[A-Za-z][A-Za-z0-9]*(?=[\s/>])", re.MULTILINE)
_LINE_MARK: Final = re.compile(rf' {LINE_ATTRIBUTE}="\d+"')


def parse_tree(text: str) -> etree._Element | None:
    """Return the page's tree, or None when there is nothing to read.

    Args:
        text: the page, newlines as line feeds, without control characters.
    """
    html: str = cmarkgfm.markdown_to_html_with_extensions(
        _with_line_marks(text), options=_CMARK_OPTIONS, extensions=["table"]
    )
    # A parser is cheap and keeps the errors of its last page; a shared one would not be thread-safe.
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8")
    try:
        return etree.fromstring(html.encode("utf-8"), parser)
    except etree.XMLSyntaxError:  # only comments, or nothing at all
        return None


def _with_line_marks(text: str) -> str:
    parts: list[str] = []
    done, line = 0, 1
    for match in _TAG_AT_LINE_START.finditer(text):
        end = match.end()
        line += text.count("\n", done, end)
        parts.append(text[done:end])
        parts.append(f' {LINE_ATTRIBUTE}="{line}"')
        done = end
    parts.append(text[done:])
    return "".join(parts)


def forget_line_marks(text: str) -> str:
    """Return text from the tree as the page has it: code shows tags, and with them our marks."""
    return _LINE_MARK.sub("", text) if LINE_ATTRIBUTE in text else text
