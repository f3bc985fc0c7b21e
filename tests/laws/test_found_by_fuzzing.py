"""Pages that `fuzz/fuzz_page.py` found, cut down to what matters, and others of their kind."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import convert, understand
from icmlpo_rdf.notes import Code, Lines
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.page import Paragraph, Table, read_page
from icmlpo_rdf.source import RawPage


def page(text: str) -> RawPage:
    """A page that has a title by its file name."""
    return RawPage("甲.md", text.encode(), "甲.md", in_page_folder=True)


@pytest.mark.parametrize(
    "text",
    [
        # A page's own attributes were taken for the parser's positions and for our line marks.
        '<table><tr><td data-sourcepos="9:1-9:2">乙</td></tr></table>\n',
        '<table><tr><td DATA-SOURCEPOS="x">乙</td></tr></table>\n',
        "<table><tr><td data-sourcepos>乙</td></tr></table>\n",
        "<p><b data-icm-line = '0'>乙</b></p>\n",
        # cmark-gfm gives line 0 to a paragraph that a table follows without a blank line.
        '[乙](../Page/乙.md "wikilink")\n-|a\n-|-\n',
        # The renderer ends the page with a newline that the source does not have.
        "<th>乙",
        "乙<plaintext>",
        "<plaintext>乙",
        "<table><tr><td>乙",
        # A line feed as an entity is no line of the source.
        "<table><tr><td>&#10;&#x0a;&NewLine;乙</td></tr></table>\n",
    ],
)
def test_lines_are_those_of_the_source(text: str) -> None:
    """Each of these pages has one line that names 乙, and nothing is said to stand elsewhere."""
    line_of_name = text[: text.index("乙")].count("\n") + 1
    understood = understand(page(text))
    (block, *_) = understood.document.sections[0].blocks
    assert isinstance(block, Paragraph | Table)
    content = block.content if isinstance(block, Paragraph) else block.rows[0].cells[0].content
    assert content.text.startswith("乙")
    index = understood.document.lines
    assert index.lines(content.span) == Lines(line_of_name, line_of_name)
    assert all(index.lines(link.span) == index.lines(content.span) for link in understood.document.links)


def test_the_names_of_our_attributes_may_stand_in_text() -> None:
    """Only attributes are kept apart; text and destinations come out as the page has them."""
    text = 'data-sourcepos = `<td data-icm-line="7">` <a href="../Page/data-sourcepos=.md" title="wikilink">a</a>\n'
    document, _ = read_page(page(text), PageOptions())
    (block,) = document.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert block.content.text == 'data-sourcepos = <td data-icm-line="7"> a'
    assert document.links[0].destination == "../Page/data-sourcepos=.md"


def test_a_table_of_endless_empty_cells_is_refused() -> None:
    """Markdown fills up short rows, so 6 KB would make half a million cells; the text stays, with a note."""
    columns = 700
    wide = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n" + "|乙|\n" * columns
    document, notes = read_page(page(f"x\n\n{wide}\n|a|b|c|\n|-|-|-|\n|乙|\n"), PageOptions())
    assert [(note.code, document.lines.lines(note.span)) for note in notes if note.span] == [
        (Code.TABLE_TOO_WIDE, Lines(4, 4))
    ]
    before, refused, kept = document.sections[0].blocks
    assert isinstance(before, Paragraph)
    assert isinstance(refused, Paragraph)
    assert refused.content.text.count("乙") == columns
    assert isinstance(kept, Table)
    assert [len(row.cells) for row in kept.rows] == [3, 3]


@pytest.mark.parametrize("rule", ["|-|-|-|-|", "-|-|-|-", "| --- | :-: | --- | ---: |"])
def test_a_long_table_of_whole_rows_is_read(rule: str) -> None:
    """Rows that have all of their cells are no harm, as long as these and the rows are no hundred thousand parts."""
    row = "a|b|c|d"
    document, notes = read_page(page(f"{row}\n{rule}\n" + f"{row}\n" * 19_000), PageOptions("zh"))
    assert not notes
    (table,) = document.sections[0].blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 19_001


def test_what_is_nested_too_deep_is_text() -> None:
    """Deep links and bold text would each hold all the text inside them."""
    depth = 400
    deep = '<a href="../Page/乙.md" title="wikilink"><i>' * depth + "乙" + "</i></a>" * depth
    document, notes = read_page(page(f"{deep}丙\n\n丁\n"), PageOptions())
    assert [note.code for note in notes] == [Code.TOO_DEEP]
    first, last = document.sections[0].blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert (first.content.text, last.content.text) == ("乙丙", "丁")
    assert len(document.links) < depth


def test_a_chain_of_prefixes_has_an_end() -> None:
    """`en:en:en:…` was copied once for each prefix."""
    conversion = convert(page("[a](../Page/" + "en:" * 100_000 + 'x.md "wikilink")\n'))
    assert conversion.notes.counts() == {Code.LINK_NOT_A_TITLE.slug: 1}


@pytest.mark.parametrize(
    ("config", "language"),
    [
        ('"wgPageContentLanguage":"~h"', "en"),
        ('"wgDBname":"zz_9wiki"', "en"),
        ('"wgDBname":"__wiki","wgPageContentLanguage":"zh-hans-cn"', "zh"),
        ('"wgDBname":"jawiki","wgPageContentLanguage":"~h"', "ja"),
    ],
)
def test_what_is_no_language_is_not_taken_for_one(config: str, language: str) -> None:
    """A head may say anything; the next that tells the wiki counts, here the language of `<html>`."""
    html = f'<html lang=\'en\'><head><script>RLCONF={{"wgPageName":"甲",{config}}};</script></head><body><p>乙</p></body></html>'
    conversion = convert(RawPage("甲.html", html.encode(), "甲.html", form=Form.HTML))
    assert (
        understand(RawPage("甲.html", html.encode(), "甲.html", form=Form.HTML)).document.language == language
    )
    assert conversion.quads


@pytest.mark.parametrize("label", ["", "&nbsp;", "[3]", "\u200b"])
def test_a_link_whose_label_says_nothing_is_no_place_of_a_meeting(label: str) -> None:
    """It made the reader of places cut a text at nothing, which raised; the names beside it are read."""
    items = f'  - 第1届：2000年，巴黎[{label}](../Page/乙.md "wikilink")\n  - 第2届：2001年，北京\n'
    facts = understand(page(f"**会议**\n\n# 历届会议\n\n{items}")).facts
    assert facts
    assert [meeting.places_as_printed for meeting in facts.meetings] == [("巴黎",), ("北京",)]


def test_a_tag_that_only_another_tag_would_close_is_text() -> None:
    """Within a footnote a tag began, and the first `>` behind it was that of the footnote's own end: an exception."""
    text = "'''甲联盟'''。<ref><ref </ref>乙\n== 成员 ==\n* [[丙党]]\n"
    understood = understand(RawPage("甲联盟.wikitext", text.encode(), "甲联盟.wikitext", form=Form.WIKITEXT))
    assert understood.facts
    assert [one.name_as_printed for one in understood.facts.memberships] == ["丙党"]


@pytest.mark.parametrize("behind", ["\n", " ", "<br>"])
def test_an_empty_link_behind_the_text_stands_at_its_end(behind: str) -> None:
    """It stood in the white space that a text does not end with, beyond the text, which raised beside a flag."""
    html = f'<p><b>甲联盟</b></p><table><tr><td>乙<img><a href="/wiki/Argentina"></a>{behind}<a href="/wiki/丙"></a></td></tr></table>'
    page = RawPage("甲联盟.html", html.encode(), "甲联盟.html", form=Form.HTML)
    understood = understand(page, ConvertOptions(page=PageOptions(language="zh")))
    table = understood.document.sections[0].blocks[1]
    assert isinstance(table, Table)
    content = table.rows[0].cells[0].content
    assert content.text == "乙"
    assert [(link.start, link.end) for link in content.links] == [(1, 1), (1, 1)]


def test_a_line_that_is_a_joining_word_alone_names_nobody() -> None:
    """Behind the joint stood an empty name, which raised."""
    text = "'''Mere Conference''' was a conference held in 2012.\n== Participants ==\n* [[Ann Lee]]<br>or\n"
    page = RawPage("Mere Conference.wikitext", text.encode(), "Mere Conference.wikitext", form=Form.WIKITEXT)
    understood = understand(page, ConvertOptions(page=PageOptions(language="en")))
    assert understood.facts
    assert [one.name_as_printed for one in understood.facts.participations] == ["Ann Lee"]
