"""Sections, paragraphs, lists and tables as written, each with its lines."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code, Lines, Note, Notes
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import ItemList, PageDocument, Paragraph, Table, TitleSource, read_page
from icmlpo_rdf.source import RawPage, read_page_file
from tests.conftest import PAGES, SEED


def read(
    text: str, name: str = "t.md", *, in_page_folder: bool = False
) -> tuple[PageDocument, tuple[Note, ...]]:
    """Read a page from text."""
    return read_page(RawPage(name, text.encode(), name, in_page_folder), PageOptions())


def codes(notes: tuple[Note, ...]) -> list[str]:
    """The notes' codes."""
    return [note.code.slug for note in notes]


def test_text_keeps_lines_through_a_wrapped_label() -> None:
    """A label may wrap over a line; the newline stands for a space (docs/pages.md, 8)."""
    document, _ = read(
        '**T**\n[甲\n(乙)](../Page/甲_\\(乙\\).md "wikilink")和[丙](../Page/丙.md "wikilink")\n'
    )
    first, second = document.links
    assert (first.text, document.lines.lines(first.span)) == ("甲 (乙)", Lines(2, 3))
    assert (second.text, document.lines.lines(second.span)) == ("丙", Lines(3, 3))


def test_bold_over_a_line_break() -> None:
    """The seed's bold names wrap; their lines are both lines."""
    document, _ = read("**甲\n(乙)** 丙\n")
    block = document.sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert [(mark.text, document.lines.lines(mark.span)) for mark in block.content.bold] == [
        ("甲 (乙)", Lines(1, 2))
    ]


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_rows_of_real_pages_stand_on_their_lines(path: object) -> None:
    """Every row begins on a `<tr` line and ends on its `</tr>` line; of notes there are only those on a broken gallery's pictures."""
    raw = read_page_file(str(path))
    document, notes = read_page(raw, PageOptions())
    source = raw.data.decode().split("\n")
    rows = [
        row
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    html = [row for row in rows if "|" not in source[document.lines.lines(row.span).first - 1]]
    for row in html:
        assert source[document.lines.lines(row.span).first - 1].startswith("<tr")
        assert source[document.lines.lines(row.span).last - 1] == "</tr>"
    assert len(html) == raw.data.count(b"<tr")
    assert codes(tuple(note for note in notes if not note.text.startswith("<File:"))) == []


def test_a_blank_line_inside_a_table_does_not_end_it() -> None:
    """CommonMark ends a raw HTML block at a blank line; the table goes on, and its lines stay right."""
    document, _ = read(
        "**T**\n\n<table>\n<tr>\n<td><p>甲\n\n乙</p></td>\n</tr>\n<tr>\n<td>丙</td>\n</tr>\n</table>\n"
    )
    tables = [block for block in document.sections[0].blocks if isinstance(block, Table)]
    assert [[cell.content.text for cell in row.cells] for row in tables[0].rows] == [["甲\n乙"], ["丙"]]
    assert [document.lines.lines(row.span) for row in tables[0].rows] == [Lines(4, 8), Lines(9, 11)]


def test_pipe_tables_are_tables() -> None:
    """A Markdown table is read like an HTML one."""
    document, _ = read(
        '**T**\n\n| 国家 | 政党 |\n|---|---|\n| [甲](../Page/甲.md "wikilink") | 乙\\[3\\] |\n'
    )
    table = document.sections[0].blocks[1]
    assert isinstance(table, Table)
    assert [[cell.content.text for cell in row.cells] for row in table.rows] == [
        ["国家", "政党"],
        ["甲", "乙[3]"],
    ]
    assert [document.lines.lines(row.span) for row in table.rows] == [Lines(3, 3), Lines(5, 5)]
    assert [document.lines.lines(cell.span) for cell in table.rows[1].cells] == [Lines(5, 5)] * 2


def test_nested_lists_keep_order_and_depth() -> None:
    """A nested item follows the item that holds it; an empty item keeps its line."""
    document, _ = read("**T**\n\n- 甲\n    - 乙\n- 丙\n-\n")
    block = document.sections[0].blocks[1]
    assert isinstance(block, ItemList)
    assert [
        (item.content.text, item.depth, document.lines.lines(item.span).first) for item in block.items
    ] == [
        ("甲", 1, 3),
        ("乙", 2, 4),
        ("丙", 1, 5),
        ("", 1, 6),
    ]


def test_several_names_in_a_cell_are_lines() -> None:
    """`<br />`, two `<p>` and `<ul>` in a cell part its names."""
    cells = ["甲<br />\n乙", "<p>甲</p><p>乙</p>", "<ul><li>甲</li><li>乙</li></ul>"]
    for cell in cells:
        document, _ = read(f"**T**\n\n<table>\n<tr>\n<td>{cell}</td>\n</tr>\n</table>\n")
        table = document.sections[0].blocks[1]
        assert isinstance(table, Table)
        assert table.rows[0].cells[0].content.text == "甲\n乙"


@pytest.mark.parametrize(
    ("text", "name", "in_page_folder", "title", "source", "language"),
    [
        (
            "> 本文内容由[甲 乙](https://zh.wikipedia.org/wiki/甲_乙)转换而来。\n\n**丙**\n",
            "x.md",
            True,
            "甲_乙",
            TitleSource.HEADER,
            "zh",
        ),
        (
            "> この記事は[甲](https://ja.wikipedia.org/wiki/甲)から翻訳されています。\n",
            "x.md",
            False,
            "甲",
            TitleSource.HEADER,
            "ja",
        ),
        (
            "> This article is converted from Wikipedia: [가](https://ko.wikipedia.org/wiki/가).\n",
            "x.md",
            False,
            "가",
            TitleSource.HEADER,
            "ko",
        ),
        ("**丙**\n", "工人党_(突尼斯).md", True, "工人党_(突尼斯)", TitleSource.FILE_NAME, "zh"),
        ("**丙**是\n", "000_x.txt", False, "丙", TitleSource.LEAD, "zh"),
        ("**丙**是\n", "丙_(丁).md", False, "丙_(丁)", TitleSource.FILE_NAME, "zh"),
        ("**丙**是\n", "戊_(丁).md", False, "丙", TitleSource.LEAD, "zh"),
        ("丙\n", "000_x.txt", False, "", TitleSource.NONE, "zh"),
    ],
)
def test_title_and_language(
    text: str, name: str, in_page_folder: bool, title: str, source: TitleSource, language: str
) -> None:
    """Header line, file name under `Page/`, bold text of the lead: in this order of trust."""
    document, _ = read(text, name, in_page_folder=in_page_folder)
    assert (document.title, document.title_source, document.language) == (title, source, language)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", Code.EMPTY_PAGE, None),
        (b" \n\n", Code.EMPTY_PAGE, None),
        ("**会议**\n".encode("gbk"), Code.NOT_UTF8, 1),
        ("a\n**会议**\n".encode("utf-16"), Code.NOT_UTF8, 1),
        (b"ok\n\xff", Code.NOT_UTF8, 2),
        (b"**T**\n\n<table>\n<tr>\n<td>a", Code.HTML_CUT_OFF, 3),
        (b"**T**\n" + b"<table>\n" * 3000, Code.TOO_DEEP, None),
        (
            b'**T**\n\n<table>\n<tr>\n<td rowspan="99999999">a</td>\n</tr>\n</table>\n',
            Code.SPAN_OUT_OF_RANGE,
            5,
        ),
        (b"**T**\x00\n", Code.CONTROL_CHARACTER, 1),
        ("> 本文内容由[a<b](https://zh.wikipedia.org/wiki/a)转换而来。\n".encode(), Code.BAD_TITLE, 1),
        (b'**T** [a](../Page/%7Cx.md "wikilink")\n', Code.LINK_NOT_A_TITLE, 1),
        (b"no bold\n", Code.NO_TITLE, None),
    ],
)
def test_what_is_wrong_is_noted(data: bytes, code: Code, line: int | None) -> None:
    """Damage is a note with a code and a line; nothing raises."""
    document, notes = read_page(RawPage("x.md", data, "x.md"), PageOptions())
    found = [note for note in Notes.of(document.lines, notes) if note.code is code]
    assert found
    if line is not None:
        assert found[0].lines
        assert found[0].lines.first == line


def test_what_html_hides_is_no_text() -> None:
    """By its style or by its attribute."""
    text = (
        '<p>甲<span hidden>乙</span><span style="display:none">丙</span><span hidden="hidden">丁</span></p>'
    )
    raw = RawPage(
        "甲", f"{text}<ul><li>甲</li><li hidden>乙</li></ul>".encode(), "甲", form=Form.HTML, wiki="zh"
    )
    paragraph, items = read_page(raw, PageOptions())[0].sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content.text == "甲"
    assert isinstance(items, ItemList)
    assert [item.content.text for item in items.items if item.content.text] == ["甲"]


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML])
def test_the_footnotes_that_pandoc_gathers_are_no_list_of_the_page(form: Form) -> None:
    """They stand below the last section, which may list members."""
    notes = (
        '<section class="footnotes footnotes-end-of-document" role="doc-endnotes">\n<hr />\n<ol>\n<li id="fn1">'
        '<a href="https://example.org/">Joint statement</a><a href="#fnref1" class="footnote-back">↩︎</a></li>\n</ol>\n</section>\n'
    )
    page = '<p><b>甲</b></p>\n\n<h2>成员</h2>\n<ul>\n<li><a href="/wiki/乙" title="wikilink">乙</a></li>\n</ul>\n'
    if form is Form.MARKDOWN:
        page = '**甲**\n\n## 成员\n\n- [乙](乙 "wikilink")\n\n'
    document, _ = read_page(
        RawPage("甲", f"{page}{notes}".encode(), "甲", form=form), PageOptions("zh", "甲")
    )
    (block,) = document.sections[1].blocks
    assert isinstance(block, ItemList)
    assert [item.content.text for item in block.items] == ["乙"]
