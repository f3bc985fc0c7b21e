"""Wikitext read by a plain scan: links and templates from the inside out, cells and items by their marks.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from icmlpo_rdf.verify.country_names import name_on_wiki

__all__ = ["Scanned", "scanned"]

_GONE = re.compile(
    r"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+"
    r"|<ref\b[^<>]*/>|<ref\b[^<>]*+>[^<]*+(?:<(?!/ref\s*+>)[^<]*+)*+(?:</ref\s*+>)?+"
    r"|<templatestyles\b[^<>]*+>",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[\[([^\[\]{}|\n]+)(?:\|([^\[\]]*))?\]\]")
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
# A link to another site; without a label where what begins as one is not closed, nor any that begins within its address.
_EXTERNAL = re.compile(r"\[(?:https?:)?//[^\s\]]++(?:\s*+([^\[\]\n]*+)\])?+")
_VARIANT = re.compile(r"-\{((?:[^{}]|(?<!-)\{|\}(?!-))*+)\}-")
_TAG = re.compile(r"</?(?!br\b)[a-z][^<>]*>|'{2,}", re.IGNORECASE)
"""Tags, and the marks of bold and italics."""
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_MARKS = re.compile(r"(?m)^[ \t]*(?:[*#:;]+|\{\||\|\}|\|-+|\|\+|[|!])|\|\||!!")
_MOST_MARKS = 6
# What stands before a cell's text: `style="…" |`.
_ATTRIBUTES = re.compile(r"(?m)^[^|\[\]{}=\n]*+=[^|\[\]{}\n]*+\|(?!\|)")
_QUALIFIER = re.compile(r"(?<!\s)\s*+[(（][^()（）]*+[)）]$|,.*+", re.DOTALL)
_MOST_ARGUMENTS = 12
_DEEPEST = 40


class Scanned(NamedTuple):
    """Some wikitext without its markup."""

    text: str
    """A line for each cell, item, heading and line."""
    links: tuple[tuple[str, str, bool], ...]
    """The label and the target of each link; False for what a template links, perhaps."""
    called: tuple[str, ...]
    """The names of templates that are called, and what they are called with: `ARG`, `flag`, `阿根廷`; and what a wiki prints for
    a country's code."""


def scanned(text: str, wiki: str) -> Scanned:
    """Read some wikitext of a wiki, in all forms that it has for the scripts of its language."""
    links: dict[tuple[str, str, bool], None] = {}
    called: dict[str, None] = {}
    texts: dict[str, None] = {}
    plain = _GONE.sub("", text)
    for form in range(_forms(plain)):
        texts[_read(_in_form(plain, form), wiki, links, called)] = None
    return Scanned("\n".join(texts), tuple(links), tuple(called))


def _forms(text: str) -> int:
    """In how many forms some part of the text stands; the first is that without a choice."""
    return min(max((match[1].count(";") + 1 for match in _VARIANT.finditer(text)), default=1), 8)


def _in_form(text: str, number: int) -> str:
    """The text with one of the forms of each choice: `-{zh-hans:甲;zh-hant:乙}-`, `-{甲}-`."""

    def chosen(match: re.Match[str]) -> str:
        body = match[1]
        flags, bar, rest = body.partition("|")
        if bar and re.fullmatch(r"[A-Za-z;\- ]{0,12}", flags):
            if "H" in flags or "T" in flags or ("A" not in flags and flags.strip() == "-"):
                return ""
            body = rest
        forms = [one.partition(":")[2] or one for one in body.split(";") if one.strip()]
        return forms[min(number, len(forms) - 1)].strip() if forms else ""

    for _ in range(4):
        text, count = _VARIANT.subn(chosen, text)
        if not count:
            break
    return text


def _shown(target: str, label: str | None) -> str:
    """What a link shows."""
    if label is None:
        return target.lstrip(":")
    if label.strip():
        # Of a picture the last part is its caption.
        return label.rpartition("|")[2]
    return _QUALIFIER.sub("", target.rpartition(":")[2])


def _values(arguments: list[str]) -> list[str]:
    """What stands in a template's arguments, without the names of these."""
    values = [one.partition("=")[2].strip() if re.match(r"[\w -]+=", one) else one for one in arguments]
    return [_plain(one) for one in values if one]


def _read(text: str, wiki: str, links: dict[tuple[str, str, bool], None], called: dict[str, None]) -> str:
    def link(match: re.Match[str]) -> str:
        target, label = html.unescape(match[1]), match[2]
        shown = _shown(target, label)
        links[_plain(shown), target, True] = None
        if label and "|" in label:
            return f" {label.replace('|', ' ')} "
        return shown

    def template(match: re.Match[str]) -> str:
        name, *arguments = (one.strip() for one in match[1].split("|")[:_MOST_ARGUMENTS])
        values = _values(arguments)
        values += filter(None, [name_on_wiki(one, wiki) for one in (name, *values)])
        called.update(dict.fromkeys([name, *values]))
        for label in values:
            for target in values:
                if "\n" not in label + target:
                    links[label, target, False] = None
        return "\x01" + "\x01".join([name, *values]) + "\x01"

    for _ in range(_DEEPEST):
        text, some = _LINK.subn(link, text)
        text, more = _TEMPLATE.subn(template, text)
        if not some + more:
            break
    text = _EXTERNAL.sub(lambda match: match[0] if match[1] is None else match[1], text)
    text = "\n".join(map(_without_heading_marks, text.split("\n")))
    text = _ATTRIBUTES.sub("", _MARKS.sub("\n", text))
    return _plain(text).replace("\x01", "\n")


def _without_heading_marks(line: str) -> str:
    """A heading's text: it has as many marks before it as behind it, six at most."""
    marked = line.rstrip(" \t")
    before, behind = (len(marked) - len(rest) for rest in (marked.lstrip("="), marked.rstrip("=")))
    marks = min(before, behind, _MOST_MARKS, (len(marked) - 1) // 2)
    return marked[marks : len(marked) - marks] if marks > 0 else line


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
