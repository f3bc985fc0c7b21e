"""Text and links of a cell or item in order, cleaned of marks, leaked markup and what does not show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from icmlpo_rdf.language import date_words
from icmlpo_rdf.language.small_words import either, letters
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.page import Link, Namespace, Text

__all__ = [
    "BETWEEN_DOTS",
    "GENERATION",
    "JOINTS",
    "LEGEND_MARKS",
    "PICTURE_LABEL",
    "SON",
    "TRIM",
    "Token",
    "clean_text",
    "has_links",
    "joins_only",
    "open_bracket",
    "text_of",
    "tokens_of",
    "visible",
    "with_whole_brackets",
]

BETWEEN_DOTS = "·・･\u2024\u2027\u2022"
"""Middle dots of every kind: between names, and in those of persons."""

Token = str | Link
"""A piece of text, or a link, which is never cut."""

_FOOTNOTE = lazy_pattern(
    rf"(?<!\s)\s*\[(?:[^\[\]\s]{{1,12}}|[{letters('footnote')}] ?\d{{1,3}})\]", needs="["
)
# -{zh-cn:普京;zh-tw:普丁}- : the first variant stands for all (docs/pages.md, 22).
_VARIANTS = lazy_pattern(
    r"-\{(?:[^:{}|;]{1,12}\|)?(?:[^;:{}=]{1,40}=>)?(?:[a-z-]{2,8}:)?(?P<first>[^;{}]*+)[^{}]*+\}-",
    needs=("-{",),
)
# Leaked wiki markup: a cell's own attributes (color:white;" | ), row and cell marks, quotes for bold, templates, tags. A bar within
# a word is a letter of it: 甲|乙. A web address; a citation's note that html2text leaves: Archived 2019-12-16 at the Wayback Machine.
_LEAKED = lazy_pattern(
    r"(?<![A-Za-z])(?:https?|ftp)://[^\s\[\]<>\"|()（），、；。]{0,400}(?<![,;:.!?])|"
    r"\s(?:Archived|Archivé|Archiviert|Archivado)\s[^\n,;|]{0,60}Wayback Machine\.?|"
    r"\A[a-z-]{2,24}(?:=\"|:)[^|\"\n]{0,160}\"\s?\||"
    r"[^\s\[\]|]{1,80}\.(?:svg|png|jpe?g|gif|SVG|PNG|JPE?G)\b|\|-(?!\w)|(?<!\w)\|-?|\|(?![\w-])|'{2,}|\{\{[^{}]*\}\}|[ⓦⓇ]",
    needs=(*".|'{ⓦⓇ", "Wayback", "://"),
)
LEGEND_MARKS = "★☆●○◎◆◇■□"
"""Marks that a legend may explain."""
# Marks of footnotes right behind a name: †, ※, ①.
_NOTE_MARKS = f"†‡§{LEGEND_MARKS}▲△▼▽\u203b\u00b2\u00b3\u00b9" + "".join(
    map(chr, [*range(0x2460, 0x2474), *range(0x2776, 0x2780)])
)
_MARK = lazy_pattern(
    rf"(?<=[\w）)])(?<![{_NOTE_MARKS}])\s?+[{_NOTE_MARKS}]++(?=\s*+(?:\Z|[\n、，,；;（(]))", needs=_NOTE_MARKS
)
_MARK_BEFORE = lazy_pattern(rf"\A\s*+[{LEGEND_MARKS}]++\s*+(?=\S|\Z)", needs=LEGEND_MARKS)
"""Before a name, of what a legend tells: ★[甲](…)."""
_MARK_BEHIND_LINK = lazy_pattern(rf"\A\s?+[{_NOTE_MARKS}]++(?=\s*+(?:\Z|[\n、，,；;（(]))", needs=_NOTE_MARKS)
PICTURE_LABEL = lazy_pattern(
    r"\A\s*+(?:[^\s,、，（(]{1,80}?\.(?:svg|png|jpe?g|gif)|\d{1,4}(?:x\d{1,4})?px)\s*+",
    re.IGNORECASE,
    needs=(".svg", ".png", ".jp", ".gif", "px"),
)
"""The label of a flag that the dump left as text: Flag_of_Europe.svg, 25px."""
_DASH_BEFORE = lazy_pattern(r"\A\s*+[-–—－]\s++", needs="-–—－")  # between a lost flag and a name
# What shows as a space or not at all: U+3000, the no-break space, marks of direction.
_SPACES = lazy_pattern(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = lazy_pattern(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
GENERATION = lazy_pattern(SON := rf",\s+(?:{either('generations')})\b\.?+\s*+(?:$|(?=[\n,;(（]))", needs=",")
"""What tells a son from his father: Bob Hale, Jr."""
TRIM = " \u3000\u00a0\u200b・•·*＊∗"  # no part of a name at its ends: white space and the dots of lists
JOINTS = rf"{either('joint_words')}|[/／{letters('joint_letters')}{BETWEEN_DOTS}&]|{'|'.join(date_words('joints'))}"
_ONLY_JOINTS = lazy_pattern(rf"(?:{JOINTS}|[\W_])*+", re.IGNORECASE)


def joins_only(text: str) -> bool:
    """Return whether a text is nothing but joints and marks: what stands between names, and is none."""
    return _ONLY_JOINTS.fullmatch(text) is not None


def clean_text(text: str) -> str:
    """Return text without footnote marks and leaked markup, language variants reduced to the first."""
    # A table repeats its countries and statuses; what is longer than a name is not worth keeping.
    return _clean_short(text) if len(text) <= _SHORT else _clean(text)


def _clean(text: str) -> str:
    text = _VARIANTS.sub(lambda match: match["first"], text)
    return _LEAKED.sub(" ", _MARK.sub("", _FOOTNOTE.sub("", text))).strip(TRIM + "\n")


def visible(text: str) -> str:
    """Return a name without what does not show, each kind of space as a plain one."""
    return text if text.isprintable() else _INVISIBLE.sub("", _SPACES.sub(" ", text))


_SHORT = 64
_clean_short = lru_cache(maxsize=8192)(_clean)


def has_links(tokens: Iterable[Token]) -> bool:
    """Return whether a link is among tokens."""
    return any(isinstance(token, Link) for token in tokens)


def tokens_of(content: Text) -> list[Token] | None:
    """Return text and links in order, cleaned; None when links lie inside each other."""
    tokens: list[Token] = []
    end = 0
    for link in sorted(content.links, key=lambda link: (link.start, link.end)):
        if link.start < end:
            return None
        tokens.append(content.text[end : link.start])
        if not _names_nothing(link):
            tokens.append(link)
        end = link.end
    tokens.append(content.text[end:])
    if len(tokens) > 1 and isinstance(tokens[0], str):
        tokens[0] = PICTURE_LABEL.sub("", tokens[0])
    if isinstance(tokens[0], str):
        tokens[0] = _DASH_BEFORE.sub("", _MARK_BEFORE.sub("", tokens[0]))
    cleaned: list[Token] = []
    for token in tokens:
        if isinstance(token, Link):
            cleaned.append(token)
            continue
        text = _VARIANTS.sub(lambda match: match["first"], _FOOTNOTE.sub("", token))
        if cleaned and isinstance(cleaned[-1], Link):
            text = _MARK_BEHIND_LINK.sub("", text)
        if text := _LEAKED.sub(" ", _MARK.sub("", text)):
            cleaned.append(text)
    return cleaned


def _names_nothing(link: Link) -> bool:
    """True for a picture, and for the code of another wiki that tells of the name before it: 甲([zh](:zh:甲))."""
    target = link.target
    return target is not None and (target.namespace is Namespace.FILE or link.text.strip() == target.wiki)


def text_of(tokens: list[Token]) -> str:
    """Return the text of pieces, that of their links included."""
    return "".join(token.text if isinstance(token, Link) else token for token in tokens)


def open_bracket(text: str) -> int | None:
    """Return where the bracket begins that is open at the text's end."""
    open_at: list[int] = []
    for place, character in enumerate(text):
        if character in "（(":
            open_at.append(place)
        elif character in "）)" and open_at:
            open_at.pop()
    return open_at[0] if open_at else None


def with_whole_brackets(part: list[Token], first: int) -> list[Token]:
    """Return a part in which a bracket behind the name, its token `first`, is one text, whatever it links: [X](…)（议长、[法国总统](…)）."""
    whole: list[Token] = list(part[: first + 1])
    for token in part[first + 1 :]:
        text = token.text if isinstance(token, Link) else token
        if whole and isinstance(whole[-1], str) and open_bracket(whole[-1]) is not None:
            whole[-1] += text
        else:
            whole.append(token)
    return whole
