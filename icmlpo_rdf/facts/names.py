"""A cell's text as one printed name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from icmlpo_rdf.facts.lexicon import Lexicon
from icmlpo_rdf.page import Cell, Link
from icmlpo_rdf.report import Lines

__all__ = ["MAX_NAME_BYTES", "PrintedName", "plain_name"]

MAX_NAME_BYTES = 255
"""MediaWiki's limit for a title; what is longer is a sentence, not a name."""

_FOOTNOTES = re.compile(r"(?:\s*\[[^\[\]\s]{1,12}\])+$")
# Joints between several names in one cell, and leaked markup (design, section 4).
_JOINTS = re.compile(r"[、，,；;\n|<>]|''|\{\{|\}\}|-\{|\}-|\[\[|\]\]")
_NUMBER = re.compile(r"\d")
_LAST_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]$")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A cell that is one name."""

    text: str
    link: Link | None
    lines: Lines


def plain_name(cell: Cell, lexicon: Lexicon) -> PrintedName | None:
    """Return the cell's name, or None when the cell is empty or anything but one plain name.

    One link that is the whole cell, or text without any link; footnote marks behind it do not count.
    Several names, a status behind the name, words such as 合计 that stand in a name's place, and leaked
    markup are for the caller to report.
    """
    content = cell.content
    if len(content.text) > 2 * MAX_NAME_BYTES:  # also keeps the patterns from long runs of white space
        return None
    text = _FOOTNOTES.sub("", content.text).strip(" \u3000\u00a0")
    if not text or _JOINTS.search(text) or len(text.encode()) > MAX_NAME_BYTES or not text.isprintable():
        return None
    if not any(character.isalpha() for character in text) or text.lower() in lexicon.not_names:
        return None
    if not content.links:
        brackets = _LAST_BRACKETS.search(text)
        # 共产党（马列） is a name; 甲党（观察员） and 甲党（2008年） are a name and what is said of it.
        if brackets and (lexicon.status.search(brackets[1]) or _NUMBER.search(brackets[1])):
            return None
        return PrintedName(text, None, cell.lines)
    if len(content.links) == 1 and content.links[0].text == text:
        return PrintedName(text, content.links[0], cell.lines)
    return None
