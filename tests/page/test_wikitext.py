"""Wikitext as MediaWiki reads it: each rule that real pages need, with what it gives."""

from __future__ import annotations

import pytest

from icmlpo_rdf.notes import Code, Note
from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import Infobox, ItemList, PageDocument, Paragraph, Table, Text, read_page
from icmlpo_rdf.page.document import ItemRole
from icmlpo_rdf.source import Form, RawPage
from icmlpo_rdf.spans import Span


def read(text: str, language: str = "zh") -> tuple[PageDocument, tuple[Note, ...]]:
    """Read wikitext."""
    raw = RawPage("页.wikitext", text.encode(), "页.wikitext", form=Form.WIKITEXT)
    return read_page(raw, PageOptions(language=language, title="页"))


def table(text: str) -> list[list[str]]:
    """The cells of the only table of a text."""
    document, _ = read(text)
    (found,) = [
        block for section in document.sections for block in section.blocks if isinstance(block, Table)
    ]
    return [[cell.content.text for cell in row.cells] for row in found.rows]


def text_of(text: str) -> Text:
    """The only paragraph of a text."""
    document, _ = read(text)
    (found,) = [block for block in document.sections[0].blocks if isinstance(block, Paragraph)]
    return found.content


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("|a||b\n|-\n|c\n|d", [["a", "b"], ["c", "d"]]),
        ("! a !! b\n|-\n! c || d", [["a", "b"], ["c", "d"]]),
        ("|class=x|a||style=y|b", [["a", "b"]]),
        ("|[[甲|乙]]||{{nowrap|丙}}", [["乙", "丙"]]),
        ("||a", [["a"]]),
        ("|||a", [["", "a"]]),
        ("|a</td></tr>\n|-\n|b", [["a"], ["b"]]),
        (" |-\n |a\n |-\n |b", [["a"], ["b"]]),
        ("|\n* a\n* b\n|c", [["a\nb", "c"]]),
        ("|a<br>b", [["a\nb"]]),
        ("|x=y|a {| b", [["a {| b"]]),
        ("|a<!-- x | y -->b", [["ab"]]),
        ("|<nowiki>a|b</nowiki>", [["a|b"]]),
        ("|-\n|-\n|a\n|-", [["a"]]),
    ],
)
def test_cells(rows: str, cells: list[list[str]]) -> None:
    """Bars, attributes, tags among them; what is hidden parts nothing."""
    assert table(f"{{|\n{rows}\n|}}\n") == cells


@pytest.mark.parametrize(
    ("written", "rowspan", "colspan"),
    [
        ('rowspan="2"', 2, 1),
        ("rowspan=3 colspan='2'", 3, 2),
        ('colspan="2;"', 1, 2),
        ('rowspan="-1"', 1, 1),
        ('rowspan="x"', 1, 1),
        ('colspan="99999"', 1, 1000),
    ],
)
def test_spans(written: str, rowspan: int, colspan: int) -> None:
    """As HTML parses non-negative integers, in wikitext, in HTML and in Markdown."""
    for form, page in (
        (Form.WIKITEXT, f"{{|\n|{written}|a\n|}}\n"),
        (Form.HTML, f"<table><tr><td {written}>a</td></tr></table>"),
        (Form.MARKDOWN, f"<table>\n<tr>\n<td {written}>a</td>\n</tr>\n</table>\n"),
    ):
        raw = RawPage("页", page.encode(), "页", form=form)
        document, _ = read_page(raw, PageOptions(language="zh", title="页"))
        (block,) = document.sections[0].blocks
        assert isinstance(block, Table)
        assert block.spans_are_known == (form is not Form.MARKDOWN)
        (cell,) = block.rows[0].cells
        assert (cell.content.text, cell.rowspan, cell.colspan) == ("a", rowspan, colspan)


def test_a_table_in_a_table_and_one_that_is_indented() -> None:
    """`{|` at a line's beginning, within a cell too; `:{|` is a table of its own."""
    document, _ = read(":{|\n|a\n{|\n|b\n|}\n|c\n|}\n")
    tables = [block for block in document.sections[0].blocks if isinstance(block, Table)]
    assert [[[cell.content.text for cell in row.cells] for row in one.rows] for one in tables] == [
        [["b"]],
        [["a", "c"]],
    ]


@pytest.mark.parametrize("end", ["", "\n== 乙 ==\n文"])
def test_a_table_that_is_not_closed_ends_at_the_next_heading(end: str) -> None:
    """Or at the end of the page; it is noted."""
    document, notes = read(f"{{|\n|a\n|-\n|b{end}")
    assert Code.TABLE_NOT_CLOSED in [note.code for note in notes]
    assert len(document.sections) == (2 if end else 1)
    (block,) = document.sections[0].blocks
    assert isinstance(block, Table)
    assert len(block.rows) == 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[[甲]]", "甲"),
        ("[[甲|乙]]", "乙"),
        ("[[甲 (乙)|]]", "甲"),
        ("[[甲", "[[甲"),
        ("{{甲", "{{甲"),
        ("a}}b", "a}}b"),
        ("[[甲]]们", "甲们"),
        ("[https://example.org 甲]", "甲"),
        ("[https://example.org]", ""),
        ("'''甲''' ''乙''", "甲 乙"),
        ("l'''甲'''", "l甲"),
        ("&amp;&nbsp;x", "&\u00a0x"),
        ("a<ref>b</ref>c", "ac"),
        ("a<!-- b -->c", "ac"),
        ("<nowiki>[[a]]</nowiki>", "[[a]]"),
        ("<small>a</small><s>b</s>", "a"),
        ("<foo>a</foo>", "<foo>a</foo>"),
        ("-{zh-hans:甲;zh-hant:乙}-", "甲"),
        ("-{甲}-", "甲"),
        ("-{T|zh-hans:甲;zh-hant:乙}-丙", "丙"),
        ("-{H|甲=>zh-cn:乙;}-丙", "丙"),
        ("-{A|甲=>zh-cn:乙;}-丙", "乙丙"),
        ("-{甲=>zh-cn:乙;}-丙", "乙丙"),
        ("-{甲=>zh-cn:乙; zh-hant:丁}-丙", "丁丙"),
        ("-{N|zh-cn}-丙", "丙"),
        ("-{zh-hans:甲=>乙;zh-hant:丁}-", "甲=>乙"),
        ("-{-|zh-cn:甲}-丙", "丙"),
        ("-{R|zh-hans:甲;zh-hant:乙}-", "zh-hans:甲;zh-hant:乙"),
        ("-{zh-hans;zh-hant|甲}-", "甲"),
        ("-{zh-hant|甲}-", "甲"),
        ("-{zh-hans:甲&amp;丁;zh-hant:乙}-", "甲&丁"),
        ("-{zh-hans:甲;丁;zh-hant:乙}-", "甲;丁"),
        ("-{ ZH-HANS : 甲 ;zh-hant:乙}-", "甲"),
        ("-{nato:甲;zh-hant:乙}-", "nato:甲;zh-hant:乙"),
        ("{{nowrap|甲}}", "甲"),
        ("{{lang|en|NATO}}", "NATO"),
        ("{{tsl|en|Foo|甲}}", "甲"),
        ("{{tsl|en|Foo|甲|乙}}", "乙"),
        ("{{link-en|甲|Foo}}", "甲"),
        ("{{link-en|甲|Foo|乙}}", "乙"),
        ("{{ill|甲|en|Foo|lt=乙}}", "乙"),
        ("{{le|甲|Foo|乙}}", "乙"),
        ("{{start date|1992|7|1}}", "1992-7-1"),
        ("甲{{efn|乙}}丙", "甲丙"),
        ("甲{{unknown|乙}}丙", "甲丙"),
        ("甲{{{1|乙}}}丙", "甲乙丙"),
        ('<span style="display:none">甲</span>乙', "乙"),
    ],
)
def test_running_text(written: str, shown: str) -> None:
    """What a reader of the wiki sees; of templates that are known, what they print."""
    assert text_of(f"甲 {written} 甲\n").text == " ".join(f"甲 {shown} 甲".split(" ")).replace("  ", " ")


def test_a_list_that_a_template_makes() -> None:
    """A list of the page, and in a cell lines of its text; what collapses has a title that is no item."""
    for call in (
        "ubl|乙|丙",
        "hlist|乙|丙",
        "Collapsible list|title=甲|乙|丙",
        "可折叠列表\n|title=[[甲]]\n|1=乙\n|2=丙\n",
    ):
        document, _ = read(f"{{{{{call}}}}}\n")
        (found,) = document.sections[0].blocks
        assert isinstance(found, ItemList)
        assert [item.content.text for item in found.items] == ["乙", "丙"]
        assert table(f"{{|\n|{{{{{call}}}}}\n|}}\n") == [["乙\n丙"]]
    assert text_of("甲{{br separated entries|乙|丙}}丁\n").text == "甲\n乙\n丙\n丁"
    assert table("{|\n|{{plainlist|\n* 乙\n* 丙\n}}\n|}\n") == [["乙\n丙"]]


def test_a_list_in_a_template_of_no_rule() -> None:
    """{{column|2|…}} lays a list out (page 西非经济货币联盟); what it prints besides is not known, and said so."""
    document, notes = read(
        "{{column|2|\n* [[甲]]\n* [[乙]]\n}}\n{{Navbox|list1=\n* [[丙]]\n* [[丁]]\n}}\n{{#if:x|\n* 戊\n* 己\n}}\n"
    )
    (found,) = (block for block in document.sections[0].blocks if isinstance(block, ItemList))
    assert [item.content.text for item in found.items] == ["甲", "乙"]
    assert [note.code for note in notes if note.code is Code.TEMPLATE_NOT_READ] == [
        Code.TEMPLATE_NOT_READ
    ] * 3


def test_a_comment_that_does_not_end() -> None:
    """It hides the rest of the page, which is told."""
    document, notes = read("甲\n\n乙<!-- 丙\n\n== 丁 ==\n")
    assert [block.content.text for block in document.sections[0].blocks if isinstance(block, Paragraph)] == [
        "甲",
        "乙",
    ]
    assert Code.COMMENT_NOT_CLOSED in [note.code for note in notes]


def test_links_of_a_language_take_their_endings_along() -> None:
    """`[[甲]]s` in English; Chinese has no such rule."""
    document, _ = read("[[party]]s and [[bus]]es\n", "en")
    assert [link.text for link in document.links] == ["partys", "buses"]
    document, _ = read("[[甲]]s\n")
    assert [link.text for link in document.links] == ["甲"]


@pytest.mark.parametrize(("mark", "shown"), [("{{·}}", " · "), ("{{•}} ", " · "), ("{{snd}}", " – ")])
def test_templates_that_part_names_print_their_mark(mark: str, shown: str) -> None:
    """As the wikis' templates of these names do: without it two names were one."""
    assert text_of(f"[[甲]]{mark}[[乙]]").text == f"甲{shown}乙"


def test_links_that_stand_beside_the_page() -> None:
    """Categories are links without a text; pages in other languages and pictures are none."""
    document, _ = read("甲[[Category:乙|x]][[en:Foo]][[:en:Bar|bar]][[File:A.jpg|thumb|见[[丙]]]]\n")
    found = [(link.text, link.target.wiki, link.target.title) for link in document.links if link.target]
    assert found == [("", "zh", "乙"), ("bar", "en", "Bar"), ("丙", "zh", "丙")]
    (block,) = document.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert block.content.text == "甲bar"
    assert [picture.file for picture in block.content.pictures] == ["A.jpg"]


@pytest.mark.parametrize(
    ("options", "alt"),
    [
        ("22px|border|法国", "法国"),
        ("法国|无框|x22px", "法国"),
        ("'''[[法国|法]]'''国", "法国"),
        ("France&nbsp;|右", "France"),
        ("法国|alt=旗", "旗"),
        ("法国|alt=", ""),
        ("法国|link=德国", "法国"),
        ("border|居中|frameless|x22px", ""),
        ("thumb|法国", ""),
    ],
)
def test_a_picture_within_the_text_shows_its_caption_where_it_has_no_other_text(
    options: str, alt: str
) -> None:
    """As MediaWiki does; what it knows as an option is no caption, and a caption beside the text is not instead of the picture."""
    assert [one.alt for one in text_of(f"甲[[File:A.jpg|{options}]]\n").pictures] == [alt]


def test_lists() -> None:
    """Nesting, kinds, terms and definitions; a blank line ends a list."""
    document, _ = read("* a\n** b\n*# c\n; d : e\n: f\n\n# g\n")
    lists = [block for block in document.sections[0].blocks if isinstance(block, ItemList)]
    items = [[(item.depth, item.content.text, item.role) for item in one.items] for one in lists]
    assert items == [
        [(1, "a", ItemRole.ITEM), (2, "b", ItemRole.ITEM), (2, "c", ItemRole.ITEM)],
        [(1, "d", ItemRole.TERM), (2, "e", ItemRole.DEFINITION), (2, "f", ItemRole.DEFINITION)],
        [(1, "g", ItemRole.ITEM)],
    ]
    assert [one.ordered for one in lists] == [False, False, True]


def test_a_blank_line_ends_a_list() -> None:
    """Also before one of the same kind, as MediaWiki has it; a line of nothing but a comment is no line at all."""
    document, _ = read("* a\n<!-- x -->\n* b\n\n* c\n \n* d\n\n\n: e\n\n: f\n")
    lists = [block for block in document.sections[0].blocks if isinstance(block, ItemList)]
    assert [[item.content.text for item in one.items] for one in lists] == [
        ["a", "b"],
        ["c"],
        ["d"],
        ["e"],
        ["f"],
    ]


def test_a_gallery_is_a_list_of_its_captions() -> None:
    """A line that names no file is left out, as by MediaWiki, and noted."""
    document, notes = read(
        "<gallery>\nFile:A.jpg|[[甲]]\nB.jpg|alt=x|link=y|[[丁|乙]]\n|丙\nC.jpg\n[[戊]]|己\n\n</gallery>\n"
    )
    (block,) = document.sections[0].blocks
    assert isinstance(block, ItemList)
    assert block.is_gallery
    assert [item.content.text for item in block.items] == ["甲", "乙"]
    assert [(one.code, one.text, document.lines.lines(one.span).first) for one in notes if one.span] == [
        (Code.NO_PICTURE, "|丙", 4),
        (Code.NO_PICTURE, "[[戊]]|己", 6),
    ]


def test_an_infobox() -> None:
    """Each parameter a field."""
    document, _ = read(
        "{{Infobox 组织\n| 成员 = [[甲]]、[[乙]]\n| 空 =\n| 总部 = {{flag|法国}}\n}}\n'''页'''是\n"
    )
    box = document.sections[0].blocks[0]
    assert isinstance(box, Infobox)
    assert box.name == "Infobox_组织"
    assert [(field.name, field.content.text) for field in box.fields] == [
        ("成员", "甲、乙"),
        ("总部", "法国"),
    ]


def test_footnotes() -> None:
    """Named ones, those of groups and those that the list defines; a template's."""
    document, _ = read(
        "甲<ref name=a>[https://a.example 题]</ref>乙<ref name=a/>丙<ref name=b group=注/>{{efn|文}}\n"
        "<references><ref name=b group=注>{{cite web|url=https://b.example|title=T|publisher=P|date=2001年}}</ref></references>\n"
    )
    (block,) = [one for one in document.sections[0].blocks if isinstance(one, Paragraph)]
    assert [mark.reference for mark in block.content.footnotes] == [0, 0, 1, 2]
    assert block.content.text == "甲乙丙"
    found = [(one.url, one.title, one.publisher, one.date) for one in document.references]
    assert found == [
        ("https://a.example", "题", "", ""),
        ("https://b.example", "T", "P", "2001年"),
        ("", "", "", ""),
    ]
    assert document.references[2].text == "文"


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ("甲<ref name=a/>{{reflist|2|refs=<ref name=a>一</ref><ref name=b>二</ref>}}", ["一"]),
        ("甲<ref name=a group=注/>{{Reflist|group=注|refs=<ref name=a>一</ref>}}", ["一"]),
        ('甲<ref name=a group=注/><references group="注"><ref name=a>一</ref></references>', ["一"]),
        ("甲<ref name=b>一</ref>乙{{r|b}}丙{{R|a|b}}<ref name=a>二</ref>", ["一", "二"]),
        ("甲{{r|a|group=注}}<references><ref name=a group=注>一</ref></references>", ["一"]),
        ("甲{{r|a}}乙", [""]),
    ],
)
def test_footnotes_that_are_named_in_one_place_and_told_in_another(marks: str, told: list[str]) -> None:
    """In a list of sources, MediaWiki's or a template's, whose group theirs is; and named by a template."""
    document, _ = read(marks)
    assert [one.text for one in document.references] == told
    (block, *_rest) = document.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert {one.reference for one in block.content.footnotes} == set(range(len(told)))


@pytest.mark.parametrize("word", ["#REDIRECT", "#重定向", "#redirect:"])
def test_a_redirect(word: str) -> None:
    """In any of the wiki's words."""
    document, _ = read(f"{word} [[甲#乙]]\n")
    assert document.redirect is not None
    assert document.redirect.title == "甲"


def test_each_unknown_template_is_noted_once() -> None:
    """And those that are known, not at all."""
    _, notes = read("{{甲|x}}{{甲}}{{乙}}{{flag|法国}}{{nowrap|x}}\n")
    assert [note.text for note in notes if note.code is Code.TEMPLATE_NOT_READ] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{#if:x|\n* [[甲党]]\n}}{{ #IF: y|[[乙党]]}}", ["#if"]),
        ("{{#switch:{{{1}}}|x=[[甲党]]}}", ["#switch"]),
        ("{{#invoke:甲 infobox|main|[[甲党]]}}", ["#invoke"]),
        ("{{#if：x|甲}}", ["#if"]),
        ("{{#tag:gallery|甲.jpg}}", ["#tag:gallery"]),
        ("{{ {{甲|x}} 乙|z}}", ["{{甲|x}} 乙"]),
        ("{{#tag:ref|文|name=a}}{{#tag:references}}", []),
        ("{{DISPLAYTITLE:''甲''}}{{DEFAULTSORT:甲}}{{默认排序:甲}}{{СОРТИРОВКА_ПО_УМОЛЧАНИЮ:甲}}", []),
        ("{{}}{{|x}}", []),
    ],
)
def test_parser_functions_are_noted_by_their_name(written: str, told: list[str]) -> None:
    """What they print is not known; those that print nothing where they stand are not told of."""
    _, notes = read(f"甲。\n{written}\n")
    assert [note.text for note in notes if note.code is Code.TEMPLATE_NOT_READ] == told


def test_a_footnote_that_a_function_marks() -> None:
    """`{{#tag:ref|text}}` is `<ref>` with templates in it."""
    document, _ = read("甲{{#tag:ref|文|name=a}}\n")
    (reference,) = document.references
    assert reference.text == "文"


def test_headings() -> None:
    """Their level is the lesser number of signs; one in a table is text."""
    document, _ = read("== a ==\n=== b == \n==c\n{|\n|\n== d ==\n|}\n")
    told = [(one.level, one.heading.content.text) for one in document.sections if one.heading]
    assert told[:2] == [(2, "a"), (2, "= b")]


@pytest.mark.parametrize(
    ("closed", "mend"),
    [
        ("}}" * 100_000, "put no more than 40 templates in each other"),
        ("", "close the templates that stand open: }}"),
    ],
)
def test_templates_nested_without_end_are_told(closed: str, mend: str) -> None:
    """What stands too deep is text, one error says where, and what follows is read."""
    document, notes = read(f"{'{{a|' * 100_000}x{closed}\n\n* [[乙]]\n")
    deep = [note for note in notes if note.code is Code.TOO_DEEP]
    assert [(note.span, note.mend) for note in deep] == [(Span(160, 162), mend)]
    assert [link.text for link in document.links] == ["乙"]
    assert not [note for note in read("{{a|" * 39 + "}}" * 39)[1] if note.code is Code.TOO_DEEP]


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("<ul>\n<li>甲\n<li>乙\n</ul>\n后\n* 丙", [("甲", 1), ("乙", 1), ("丙", 1)]),
        ("<ol><li>甲<li>乙</ol>后", [("甲", 1), ("乙", 1)]),
        ("<dl><dt>甲<dd>乙</dl>后", [("甲", 1), ("乙", 2)]),
        ("<ul><li>甲<ol><li>子</ol><li>乙</ul>后", [("甲", 1), ("子", 2), ("乙", 1)]),
        ("* 甲</ul>\n* 乙\n后", [("甲", 1), ("乙", 1)]),
        ("{{ubl|甲</ul>|乙}}后", [("甲", 1), ("乙", 1)]),
    ],
)
def test_the_end_of_a_list_ends_its_items(written: str, items: list[tuple[str, int]]) -> None:
    """As in HTML, where the last `<li>` may go without its end; one that no tag began is none."""
    blocks = read(written)[0].sections[0].blocks
    lists = [block for block in blocks if isinstance(block, ItemList)]
    assert [(item.content.text, item.depth) for one in lists for item in one.items] == items
    assert [block.content.text for block in blocks if isinstance(block, Paragraph)] == ["后"]
