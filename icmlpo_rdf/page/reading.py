"""Bytes to a `PageDocument`: decoding, title, language, sections."""

from __future__ import annotations

import re

from icmlpo_rdf.notes import Code, Lines, Note
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page.blocks import BlockReader
from icmlpo_rdf.page.document import Block, Heading, PageDocument, Paragraph, Section, TitleSource
from icmlpo_rdf.page.title_index import KnownTitles
from icmlpo_rdf.page.titles import label_of, normalise
from icmlpo_rdf.page.tree import without_ragged_tables
from icmlpo_rdf.source import RawPage

__all__ = ["read_page"]

DEFAULT_LANGUAGE = "zh"

# The first lines seen in the dumps (format list, 17 and "Other languages"): Chinese, Japanese, Korean.
# Each has one link whose text is the title; the link's host tells the language.
_HEADER = re.compile(
    r"> [^\[\n]{0,80}\[(?P<title>(?:\\.|[^\[\]\\\n])+)\]"
    r"\(https?://(?P<language>[a-z][a-z0-9-]*)\.wikipedia\.org/wiki/[^\n]+\)[^\n]{0,80}"
)
_MARKDOWN_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LANGUAGE_OF_LINKS = re.compile(r"https?://([a-z][a-z0-9-]*)\.wikipedia\.org/wiki/")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_EAST_ASIAN = re.compile("[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]")
_SAMPLE = 5_000
"""Characters that tell the script."""
# C0 controls other than tab, newline, return; libxml2 would stop at some of them.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
# A dash alone on its line, which wrapping left behind (`**甲**（1984年7月3日⏎-⏎）は`): the dumps' headings begin with
# `#`, and under text a dash would make one of the whole paragraph.
_LONE_DASH = re.compile(r"(?<=\n)(?![-*+][ \t]|[#>|<\s]|\d+[.)])([^\n]+\n)(?=[-=][ \t]*(?:\n|\Z))")
# `[甲]: 乙` defines a link in Markdown and shows nothing. The dumps' links all hold their destination, so it is text.
_DEFINITION = re.compile(r"(?m)^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)\[(?=(?:\\.|[^\[\]\\]){1,999}\]:)")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)


def read_page(
    raw: RawPage, options: PageOptions, titles: KnownTitles | None = None
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

    header = _HEADER.match(text.lstrip())
    language = options.language or (header["language"] if header else _language(text))
    line_count = text.count("\n") + (not text.endswith("\n"))
    reader = BlockReader(language, line_count, titles)
    reader.read(_as_text(text))
    notes.extend(reader.notes)
    notes.extend(
        Note(Code.LINK_NOT_A_TITLE, link.lines, link.destination[:200], "mend the link's destination")
        for link in reader.links
        if link.target is None
    )
    title, title_source, title_notes = _title(
        raw, options, header, reader.parts, has_links=bool(reader.links)
    )
    notes.extend(title_notes)
    return (
        PageDocument(
            title=title,
            title_source=title_source,
            language=language,
            sections=_sections(reader.parts),
            links=tuple(reader.links),
            line_count=line_count,
        ),
        tuple(notes),
    )


def _as_text(text: str) -> str:
    """What Markdown would take for markup and the dumps do not mean so, escaped."""
    if "]:" in text:
        text = _DEFINITION.sub(r"\1&#91;", text)
    if "\n-\n" in text or "\n=\n" in text:
        text = _LONE_DASH.sub(r"\1\\", f"\n{text}")[1:]
    return text


def _unreadable(options: PageOptions, note: Note) -> tuple[PageDocument, tuple[Note, ...]]:
    language = options.language or DEFAULT_LANGUAGE
    return PageDocument("", TitleSource.NONE, language, (Section(None, ()),), (), 0), (note,)


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


def _language(text: str) -> str:
    """The wiki's language by the first link's host; where none names it, by the script."""
    match = _LANGUAGE_OF_LINKS.search(text)
    if match and match[1] in {"zh", "ja", "ko"}:
        return match[1]
    start = text[:_SAMPLE]
    letters = len(_EAST_ASIAN.findall(start))
    hangul, kana = len(_HANGUL.findall(start)), len(_KANA.findall(start))
    if hangul * 4 > letters:
        return "ko"
    # Chinese pages print a Japanese name now and then.
    return "ja" if kana * 4 > letters else DEFAULT_LANGUAGE


def _title(
    raw: RawPage,
    options: PageOptions,
    header: re.Match[str] | None,
    parts: list[Heading | Block],
    *,
    has_links: bool,
) -> tuple[str, TitleSource, list[Note]]:
    """The page's title: option, header line, file name under `Page/`, bold text of the lead, in this order.

    Elsewhere a file name counts when it is the lead's bold name with a qualifier: the page of another
    conference of the seed's name is `马列主义政党和组织国际会议_(团结和斗争).md`, but bold in its lead is the name alone.
    It counts too where the lead of a page with wiki links has no bold text, as that of many lists.
    """
    stem, _, ending = raw.name.rpartition(".")
    if options.title is not None:
        written, source = options.title, TitleSource.OPTION
    elif header:
        written, source = _MARKDOWN_ESCAPE.sub(r"\1", header["title"]), TitleSource.HEADER
    elif raw.in_page_folder:
        written, source = stem, TitleSource.FILE_NAME
    elif bold := _first_bold(parts):
        qualified = (normalise(stem) or "") != (normalise(bold) or "") and label_of(
            normalise(stem) or ""
        ) == bold
        written, source = (stem, TitleSource.FILE_NAME) if qualified else (bold, TitleSource.LEAD)
    elif ending == "md" and has_links:
        written, source = stem, TitleSource.FILE_NAME
    else:
        return "", TitleSource.NONE, [Note(Code.NO_TITLE, None, "", "give it with --title")]
    title = normalise(written)
    if title is None:
        note = Note(Code.BAD_TITLE, Lines(1, 1), written[:200], "give the true one with --title")
        return "", TitleSource.NONE, [note]
    return title, source, []


def _first_bold(parts: list[Heading | Block]) -> str | None:
    """The first bold text before the first heading, where Wikipedia names a page's subject."""
    for part in parts:
        if isinstance(part, Heading):
            return None
        if isinstance(part, Paragraph) and part.content.bold:
            return part.content.bold[0].text
    return None


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
