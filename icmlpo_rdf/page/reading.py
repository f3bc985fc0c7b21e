"""Bytes to a `PageDocument`: decoding, title, language, sections."""

from __future__ import annotations

import re

from icmlpo_rdf.notes import Code, Lines, Note
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page.blocks import BlockReader
from icmlpo_rdf.page.document import (
    Block,
    Heading,
    LanguageSource,
    PageDocument,
    Paragraph,
    Section,
    TitleSource,
)
from icmlpo_rdf.page.header_line import HeaderLine, header_line
from icmlpo_rdf.page.page_language import page_language
from icmlpo_rdf.page.page_title import TitleClues, page_title
from icmlpo_rdf.page.title_index import Titles
from icmlpo_rdf.page.tree import without_ragged_tables
from icmlpo_rdf.source import RawPage

__all__ = ["read_page"]

# C0 controls other than tab, newline, return; libxml2 would stop at some of them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# A dash alone on its line, which wrapping left behind (`**甲**（1984年7月3日⏎-⏎）は`): the dumps' headings begin with
# `#`, and under text a dash would make one of the whole paragraph.
_LONE_DASH = re.compile(r"(?<=\n)(?![-*+][ \t]|[#>|<\s]|\d+[.)])([^\n]+\n)(?=[-=][ \t]*(?:\n|\Z))")
# `[甲]: 乙` defines a link in Markdown and shows nothing. The dumps' links all hold their destination, so it is text.
_DEFINITION = re.compile(r"(?m)^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\[(?=(?:\\.|[^\[\]\\]){1,999}\]:)")
# CommonMark takes the stars of `**《潜伏》**是` for text: behind a bracket, no bold ends right before a letter.
_STARRED = re.compile(r"\*\*([^*\n]{1,200})\*\*")
_BARE_ITEM = re.compile(r"(?:\A|\n)(?=[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]*\n)")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)


def read_page(
    raw: RawPage, options: PageOptions, titles: Titles | None = None
) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a page as it is written. Never raises: what is wrong with the page is in the notes.

    Args:
        raw: the page's bytes.
        options: how to read it.
        titles: the titles and redirects of the dump that it is from, where they are known.
    """
    try:
        text = raw.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _unreadable(options, _encoding_note(raw.data, error))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return _unreadable(options, Note(Code.EMPTY_PAGE, None, "", "give a page that has text"))

    notes: list[Note] = []
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        notes.append(Note(Code.CONTROL_CHARACTER, Lines(line, line), f"U+{ord(control[0]):04X}", "remove it"))
        text = _CONTROL.sub("\ufffd", text)
    notes.extend(_open_tables(text))
    text, ragged = without_ragged_tables(text)
    notes.extend(
        Note(Code.TABLE_TOO_WIDE, Lines(line, line), "", "give its rows all of their cells")
        for line in ragged
    )

    header = header_line(text)
    language, language_source = page_language(options.language, header, raw, text)
    line_count = text.count("\n") + (not text.endswith("\n"))
    reader = BlockReader(language, line_count, titles, _bare_items(text))
    reader.read(_as_text(text))
    notes.extend(reader.notes)
    notes.extend(
        Note(Code.LINK_NOT_A_TITLE, link.lines, link.destination[:200], "mend the link's destination")
        for link in reader.links
        if link.target is None
    )
    title, title_source, title_notes = page_title(
        raw,
        options.title,
        TitleClues(header, _names_in_lead(reader.parts), bool(reader.links), lambda: _words_of(reader)),
    )
    notes.extend(title_notes)
    notes.extend(_language_notes(language, language_source, header))
    return (
        PageDocument(
            title=title,
            title_source=title_source,
            language=language,
            language_source=language_source,
            sections=_sections(reader.parts),
            links=tuple(reader.links),
            line_count=line_count,
        ),
        tuple(notes),
    )


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
    if "\n-\n" in text or "\n=\n" in text:
        text = _LONE_DASH.sub(r"\1\\", f"\n{text}")[1:]
    return text


def _unreadable(options: PageOptions, note: Note) -> tuple[PageDocument, tuple[Note, ...]]:
    language = options.language or ""
    source = LanguageSource.OPTION if language else LanguageSource.NONE
    return PageDocument("", TitleSource.NONE, language, source, (Section(None, ()),), (), 0), (note,)


def _encoding_note(data: bytes, error: UnicodeDecodeError) -> Note:
    line = data.count(b"\n", 0, error.start) + 1
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        found, mend = "UTF-16", "convert it: iconv -f UTF-16 -t UTF-8"
    else:
        found = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        mend = "convert it to UTF-8, for instance: iconv -f GB18030 -t UTF-8"
    return Note(Code.NOT_UTF8, Lines(line, line), found, mend)


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
    line = text.count("\n", 0, open_at[0]) + 1
    mend = "the page was cut off: get it again whole"
    return [Note(Code.TABLE_NOT_CLOSED, Lines(line, line), f"{len(open_at)} open <table>", mend)]


def _language_notes(language: str, source: LanguageSource, header: HeaderLine | None) -> list[Note]:
    if source is LanguageSource.DEFAULT:
        return [
            Note(Code.LANGUAGE_ASSUMED, None, language, "if it is from another one, say which: --lang fr")
        ]
    if source is not LanguageSource.NONE:
        return []
    if header:
        mend = "if it mirrors a Wikipedia, say which one: --lang zh"
        return [Note(Code.OTHER_WIKI, Lines(1, 1), header.elsewhere, mend)]
    return [Note(Code.NO_LANGUAGE, None, "", "say which one: --lang zh, --lang fr")]


def _names_in_lead(parts: list[Heading | Block]) -> tuple[str, ...]:
    """The bold texts of the lead's first paragraph that has any: there Wikipedia names a page's subject."""
    for part in parts:
        if isinstance(part, Heading):
            break
        if isinstance(part, Paragraph) and not part.quoted:
            names = tuple(mark.text for mark in part.content.bold) or _STARRED.findall(part.content.text)
            if names:
                return tuple(names)
    return ()


def _words_of(reader: BlockReader) -> str:
    """The text of the page's headings and paragraphs, and what its links lead to."""
    texts = [part.content.text for part in reader.parts if isinstance(part, Heading | Paragraph)]
    texts += [link.target.title.replace("_", " ") for link in reader.links if link.target]
    return "\n".join(texts)


def _sections(parts: list[Heading | Block]) -> tuple[Section, ...]:
    sections: list[Section] = []
    heading: Heading | None = None
    blocks: list[Block] = []
    for part in parts:
        if isinstance(part, Heading):
            sections.append(Section(heading, tuple(blocks)))
            heading, blocks = part, []
        else:
            blocks.append(part)
    sections.append(Section(heading, tuple(blocks)))
    return tuple(sections)
