"""A Markdown page of a dump to headings, blocks, links and notes; places are whole lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.page.builder import DocumentBuilder
from icmlpo_rdf.page.markdown.galleries import with_galleries
from icmlpo_rdf.page.markdown.tree import without_ragged_tables
from icmlpo_rdf.page.markdown.walker import MarkdownWalker
from icmlpo_rdf.page.text import Target
from icmlpo_rdf.spans import LineIndex, Lines, Span

__all__ = ["read_markdown"]

# A dash alone on its line, which wrapping left behind (`**甲**（1984年7月3日⏎-⏎）は`): the dumps' headings begin with
# `#`, and under text a dash would make one of the whole paragraph.
_LONE_DASH = lazy_pattern(r"(?<=\n)(?![-*+][ \t]|[#>|<\s]|\d+[.)])([^\n]+\n)(?=[-=][ \t]*(?:\n|\Z))")
# `[甲]: 乙` defines a link in Markdown and shows nothing. The dumps' links all hold their destination, so it is text.
_DEFINITION = lazy_pattern(r"(?m)^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\[(?=(?:\\.|[^\[\]\\]){1,999}\]:)")
# Wikitext's `:* 甲`, of which pandoc makes a paragraph where the list was broken off: `:\* 甲`.
_COLON_ITEM = lazy_pattern(r"^:{1,4}\\?[*#][ \t]*")
# Wikitext's `;甲` and `:乙`: pandoc makes the term an item, and its definitions paragraphs of that item.
_DEFINITION_ITEM = lazy_pattern(r"(?<=\n\n)( {4,16}+): ++(?=\S)")
_FOOTNOTE = lazy_pattern(r"<ref(?=[\s>])[^<>]*+>([^<]*+)</ref>")
_ITEM = lazy_pattern(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]")
# `[甲 乙](甲 乙 "wikilink")`: a destination with a blank, which Markdown takes for text.
_DESTINATION = lazy_pattern(r"\]\(([^()<>\"\n]++)\"wikilink\"\)")
_BARE_ITEM = lazy_pattern(r"(?:\A|\n)(?=[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*\n)")
# html2text writes tables without bars at their ends, so that the bar of an empty first cell is taken for one of these.
# A header cell that spans several columns is written once.
_MAX_SPANNED = 20
_RULE = lazy_pattern(r"(?<=\n)---(?:\|---)*+[ \t]*+\n(?=(?:[^\n|]++\n)?[^\n|]++\|)")
# It writes a caption before the first header cell, two blanks between them.
_CAPTION = lazy_pattern(r"([^\s|][^\n|]*?[^\s|])  (?=[^\s|][^\n|]*\|)")
# And the lines of a description list with five blanks before them, which would be code.
_INDENTED = lazy_pattern(
    r"(?<=[^\s>]\n\n)(?: {5}[^\s][^\n]*+\n?)++|(?<=[^\s>] {2}\n\n)(?: {5}[^\s][^\n]*+\n?)++"
)
_TABLE_TAG = lazy_pattern(r"<(/?)table\b", re.IGNORECASE)


def read_markdown(
    text: str, language: str, resolved: Callable[[Target], Target] | None = None
) -> DocumentBuilder:
    """Read a page that pandoc made of wikitext. Never raises: what is wrong with it is in the builder's notes.

    Args:
        text: the page, with line feeds for line ends.
        language: the code of the wiki that it is from.
        resolved: tells where a link leads by the redirects of its dump; None: as it is written.
    """
    lines = LineIndex.of(text)
    notes = _open_tables(text)
    text, ragged = without_ragged_tables(text)
    notes += [
        Note(Code.TABLE_TOO_WIDE, lines.span(Lines(line, line)), "", "give its rows all of their cells")
        for line in ragged
    ]
    walker = MarkdownWalker(language, lines, resolved, _bare_items(text))
    walker.read(_as_text(text))
    walker.builder.notes[:0] = notes
    return walker.builder


def _bare_items(text: str) -> frozenset[int]:
    """The lines on which a list item's mark stands alone. cmark-gfm tells where the item begins, and not where its text."""
    lines: list[int] = []
    done, line = 0, 1
    for match in _BARE_ITEM.finditer(text):
        line += text.count("\n", done, match.end())
        done = match.end()
        lines.append(line)
    return frozenset(lines)


def _as_text(text: str) -> str:
    """What Markdown would take for markup and the dumps do not mean so, escaped."""
    if "]:" in text:
        text = _DEFINITION.sub(r"\1&#91;", text)
    text = with_galleries(text)
    if "</ref>" in text:
        text = _FOOTNOTE.sub(_as_comment, text)
    if ":\\" in text:
        text = _with_colon_items(text)
    if "\n    : " in text:
        text = _DEFINITION_ITEM.sub(r"\1- ", text)
    if ' "wikilink")' in text:
        text = _DESTINATION.sub(_bracketed, text)
    if "\n---" in text:
        text = _with_all_cells(text)
    if "\n\n     " in text:
        text = _INDENTED.sub(_as_items, text)
    if "\n-\n" in text or "\n=\n" in text:
        text = _LONE_DASH.sub(r"\1\\", f"\n{text}")[1:]
    return text


def _with_all_cells(text: str) -> str:
    """Tables without outer bars: an empty first cell's bar doubled, header and rule as wide as the widest row."""
    parts: list[str] = []
    done = 0
    for rule in _RULE.finditer(text):
        begin = text.rfind("\n", done, rule.start() - 1) + 1
        end = text.find("\n\n", rule.end() - 1)
        end = end if end >= 0 else len(text)
        if begin >= done:
            caption = _CAPTION.match(text, begin)
            rows = [f"|{row}" if row.startswith("| ") else row for row in text[begin:end].split("\n")]
            width = min(max(map(_cells_in, rows)), _cells_in(rows[1]) + _MAX_SPANNED)
            rows[1] = rows[1].rstrip() + "|---" * (width - _cells_in(rows[1]))
            if missing := width - _cells_in(rows[0]):
                rows[0] = rows[0].rstrip().removesuffix("|") + "|" * (missing + 1)
            if rows[0].startswith("#"):
                rows[0] = f"\\{rows[0]}"  # the header of numbers, and no heading
            if caption:
                rows[0] = f"{caption[1]}<br>{rows[0][caption.end() - begin :]}"
            parts += [text[done:begin], "\n".join(rows)]
            done = end
    return "".join([*parts, text[done:]])


def _cells_in(row: str) -> int:
    row = row.strip()
    return row.count("|") - row.count("\\|") + 1 - row.startswith("|") - (len(row) > 1 and row.endswith("|"))


def _as_items(match: re.Match[str]) -> str:
    return "\n".join(f"   - {line[5:]}" if line else line for line in match[0].split("\n"))


def _as_comment(match: re.Match[str]) -> str:
    """A footnote that the dump has left in the text: it is noted, as a comment is. To HTML `<ref>` says nothing."""
    return match[0] if "--" in match[1] or "\n\n" in match[1] else f"<!--ref {match[1]}-->"


def _bracketed(match: re.Match[str]) -> str:
    destination = match[1].rstrip(" ")
    return f'](<{destination}> "wikilink")' if " " in destination else match[0]


def _with_colon_items(text: str) -> str:
    """Paragraphs that were items of a list, as items again: of the list above them where there is one."""
    lines = text.split("\n")
    in_list = False
    for number, line in enumerate(lines):
        if match := _COLON_ITEM.match(line):
            lines[number] = f"{'      ' if in_list else '  '}- {line[match.end() :]}"
        elif _ITEM.match(line):
            in_list = True
        elif line.strip() and not line.startswith(" "):
            in_list = False
    return "\n".join(lines)


def _open_tables(text: str) -> list[Note]:
    """Tables that begin and do not end: a page that was cut off."""
    lowered = text.lower() if "<TABLE" in text else text
    if lowered.count("<table") <= lowered.count("</table"):
        return []
    open_at: list[int] = []
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            open_at.append(tag.start())
        elif open_at:
            open_at.pop()
    if not open_at:
        return []
    mend = "the page was cut off: get it again whole"
    span = Span(open_at[0], open_at[0] + 1)
    return [Note(Code.HTML_CUT_OFF, span, f"{len(open_at)} open <table>", mend)]
