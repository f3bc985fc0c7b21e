"""Lines of a source as they stand there, and as a person reads them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.quads.source_places import Evidence

__all__ = ["Quotation", "readable_text"]

_LINK = lazy_pattern(
    r'(?<!\\)!?\[((?:\\.|[^\[\]\\])*+)\]\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*+\))*+(?:\s++"[^"\n]*+")?\)'
)
_CELLS = lazy_pattern(r"</t[dh]\s*>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
_BREAK = lazy_pattern(r"<(?:br|/p|/li|/d[dt]|/tr|/caption)\b[^<>]*>", re.IGNORECASE)
_TAG = lazy_pattern(r"</?[a-z][^<>]*>", re.IGNORECASE)
_MARK = lazy_pattern(r"(?m)^[ \t>]*(?:#{1,6}|[-*+]|\d{1,9}[.)])[ \t]+")
_RULE = lazy_pattern(r"(?m)^[-:| \t]++$")
_ESCAPED = lazy_pattern(r"\\([!-/:-@\[-`{-~])")


class Quotation(NamedTuple):
    """Lines of a source that state something."""

    evidence: Evidence
    lines: tuple[str, ...] = ()
    """As they stand in the source; none where it is not at hand."""
    first: int = 0
    """The number of the first of them in the source, counted from 1."""

    @property
    def text(self) -> str:
        """What a person reads there: cells parted by bars, without tags and marks."""
        return readable_text(self.lines)


def readable_text(lines: Sequence[str]) -> str:
    """Return the text of lines of a page in Markdown or HTML: 德国 | 德国马列主义党 for a table's row."""
    text = _LINK.sub(r"\1", "\n".join(lines))
    text = _BREAK.sub(" ", _CELLS.sub(" | ", text))
    text = "".join(_TAG.sub("", part) for part in _outside_comments(text))
    text = _RULE.sub("", _MARK.sub("", text)).replace("**", "")
    # What was escaped is text: only now may it look like a mark.
    text = html.unescape(_ESCAPED.sub(r"\1", text))
    return " ".join(text.split()).strip("| ")


def _outside_comments(text: str) -> Iterator[str]:
    """The parts of a text around its comments; what is not closed is none."""
    place = 0
    while (begin := text.find("<!--", place)) >= 0 and (end := text.find("-->", begin + len("<!--"))) >= 0:
        yield text[place:begin]
        place = end + len("-->")
    yield text[place:]
