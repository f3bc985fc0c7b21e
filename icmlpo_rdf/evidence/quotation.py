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
# Wikitext: what a link, an innermost template with one value, and a choice of script show; headings, rows, bullets.
_WIKI_LINK = lazy_pattern(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\](?!\()")
_TEMPLATE = lazy_pattern(r"\{\{[^{}|]*+(?:\|([^{}|=]*+))?(?:\|[^{}]*+)?\}\}")
_SCRIPTS = lazy_pattern(r"-\{(?:[\w-]*+:)?([^{};]*+)[^{}]*+\}-")
_HEADING = lazy_pattern(r"(?m)^={1,6}([^=\n]++)={1,6}[ \t]*$")
_ROW = lazy_pattern(r"(?m)^[ \t]*+(?:\{\||\|[-}+])[^\n]*+$|^[ \t]*+[|!]|\|\|")
_BULLET = lazy_pattern(r"(?m)^[*#:;]++(?=[ \t\[{'])")
_PICTURE = lazy_pattern(r"(?m)^[^\W\d]++:([^|\n]*+)\|")
_PICTURES = (".jpg", ".jpeg", ".png", ".svg", ".gif", ".webp", ".tif", ".tiff")
_EMPTY_NOTE = lazy_pattern(r"<ref[^<>]*+(?<=/)>")
_QUOTES = lazy_pattern(r"'{2,5}")
_NESTED = 3
"""How deep templates in templates are read."""
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
    """Return the text of lines of a page in Markdown, HTML or wikitext: 德国 | 德国马列主义党 for a table's row."""
    text = _LINK.sub(r"\1", "\n".join(lines))
    text = _without_wikitext("".join(_outside(_EMPTY_NOTE.sub("", text), "<ref", "</ref>")))
    text = _BREAK.sub(" ", _CELLS.sub(" | ", text))
    text = "".join(_TAG.sub("", part) for part in _outside(text, "<!--", "-->"))
    text = _RULE.sub("", _MARK.sub("", text)).replace("**", "")
    # What was escaped is text: only now may it look like a mark.
    text = html.unescape(_ESCAPED.sub(r"\1", text))
    return " ".join(text.split()).strip("| ")


def _without_wikitext(text: str) -> str:
    text = _PICTURE.sub(_without_picture, _BULLET.sub("", text))
    for _ in range(_NESTED):
        if "{{" not in text:
            break
        text = _TEMPLATE.sub(lambda match: match[1] or "", text)
    text = _SCRIPTS.sub(r"\1", _WIKI_LINK.sub(r"\1", text))
    return _QUOTES.sub("", _ROW.sub(" | ", _HEADING.sub(r"\1", text)))


def _without_picture(match: re.Match[str]) -> str:
    """A gallery's line begins with a file's name: what is read there is what follows."""
    return "" if match[1].strip().lower().endswith(_PICTURES) else match[0]


def _outside(text: str, opening: str, closing: str) -> Iterator[str]:
    """The parts of a text around what stands between two marks; what is not closed is none."""
    place = 0
    while (begin := text.find(opening, place)) >= 0 and (
        end := text.find(closing, begin + len(opening))
    ) >= 0:
        yield text[place:begin]
        place = end + len(closing)
    yield text[place:]
