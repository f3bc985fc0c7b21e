"""The page's text can be given back: no character of it is lost without a note."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.convert import understand
from icmlpo_rdf.notes import Code, Lines
from icmlpo_rdf.page import Infobox, ItemList, PageDocument, Table, Text
from icmlpo_rdf.source import RawPage, read_page_file
from tests.conftest import PAGES, SEED
from tests.laws.test_any_page import PIECES

# A character that stands in no piece.
MARK = "獨"
MORE = [
    "[甲]: ", "[甲][乙]", "![图](x)", "<img alt=x>", "<title>", "</title>", "<style>", "</style>", "<noscript>", "<col>", "<tfoot>",
    "<![CDATA[", "]]>", "```x y\n", "~~~", "    ", "\n-\n", "\n=\n", "\\", "&nbsp;", "&獨", "<ref>", "<a>", "<iframe>", "<head>", "<frameset>",
]  # fmt: skip


def text_of(document: PageDocument) -> str:
    """All text of a document, in its order."""
    texts: list[Text] = []
    for section in document.sections:
        if section.heading:
            texts.append(section.heading.content)
        for block in section.blocks:
            if isinstance(block, Table):
                texts += [block.caption] if block.caption else []
                texts += [cell.content for row in block.rows for cell in row.cells]
            elif isinstance(block, ItemList):
                texts += [item.content for item in block.items]
            elif isinstance(block, Infobox):
                texts += [field.content for field in block.fields]
            else:
                texts.append(block.content)
    return "\n".join(text.text for text in texts)


def _without_markup(source: str) -> str:
    """A page's letters and digits by a reading of its own: patterns that take markup out."""
    text = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    text = re.sub(r"<File:[^|]{1,300}\|", "", text)  # a picture of a broken gallery
    text = re.sub(r'\]\((?:\\.|[^\s()]|\([^\s()]*\))*(?:\s+"(?:\\.|[^"\\])*")?\)', "]", text)
    text = re.sub(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", "", text)
    text = re.sub(r"^\s*\d+\.(?=\s|\Z)", "", text, flags=re.MULTILINE)
    return "".join(re.findall(r"\w", html.unescape(text)))


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_every_letter_of_real_pages_is_there(path: Path) -> None:
    """Letters and digits of a page, counted, are those of its document."""
    understood = understand(read_page_file(str(path)))
    kept = Counter(re.findall(r"\w", text_of(understood.document)))
    assert Counter(_without_markup(path.read_text(encoding="utf-8"))) - kept == Counter()


_parts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.sampled_from(MORE)), max_size=20
)


@given(_parts, _parts)
def test_a_character_anywhere_is_in_the_document_or_in_a_note(before: list[str], after: list[str]) -> None:
    """Whatever stands around it: unclosed comments, code fences, cells without rows, definitions."""
    page = "".join(before) + MARK + "".join(after)
    understood = understand(RawPage("p.md", page.encode(), "p.md"))
    line = page.count("\n", 0, page.index(MARK)) + 1
    noted = [
        note
        for note in understood.notes
        if note.code in {Code.NOT_TEXT, Code.COMMENT_NOT_CLOSED, Code.TOO_DEEP}
        and note.lines
        and note.lines.first <= line <= note.lines.last
    ]
    in_links = any(MARK in link.destination for link in understood.document.links)
    kept = text_of(understood.document) + understood.document.title
    assert MARK in kept or in_links or noted or _is_markup(page)


def _is_markup(page: str) -> bool:
    """True where the mark stands inside a tag or a destination of another link, which are no text."""
    return re.search(rf"<[A-Za-z/][^<>]*{MARK}[^<>]*>|\]\([^()\s]*{MARK}", page) is not None


@pytest.mark.parametrize(
    ("page", "code", "text", "lines"),
    [
        ("甲\n\n<!-- 注意\n两行 -->\n\n乙", Code.NOT_TEXT, "注意 两行", Lines(3, 4)),
        ("甲\n\n<?php x ?>\n\n乙", Code.NOT_TEXT, "?php x ?", Lines(3, 3)),
        ("\n<![CDATA[乙<table>", Code.NOT_TEXT, "[CDATA[乙<table", Lines(2, 2)),
        ("甲\n\n<!X 乙>\n", Code.NOT_TEXT, "X 乙", Lines(3, 3)),
        ("甲\n\n``` wiki 乙\n丙\n```\n", Code.NOT_TEXT, "wiki 乙", Lines(3, 3)),
        ("甲 ![国旗](x.svg)\n", Code.NOT_TEXT, "国旗", Lines(1, 1)),
        ("甲\n\n<!-- 乙\n\n## 丙\n", Code.COMMENT_NOT_CLOSED, "乙 ## 丙", Lines(3, 5)),
    ],
)
def test_what_is_no_text_is_noted(page: str, code: Code, text: str, lines: Lines) -> None:
    """An unclosed comment is damage: it swallows the rest of the page."""
    notes = understand(RawPage("p.md", page.encode(), "p.md")).notes
    assert (code, text, lines) in [(note.code, note.text, note.lines) for note in notes]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("[4]: 来源\n", "[4]: 来源"),
        ("  - [甲]: 乙 [甲]\n", "[甲]: 乙 [甲]"),
        ("<caption>甲</caption>\n", "甲"),
        ("<table>\n<caption>甲</caption>\n</table>\n", "甲"),
        ("<table>\n<td>甲</td>\n<tr>\n<td>乙</td>\n</tr>\n</table>\n", "甲\n乙"),
        ("**甲**（乙\n-\n）丙\n", "甲（乙 - ）丙"),
    ],
)
def test_what_markdown_or_html_would_drop_is_text(page: str, text: str) -> None:
    """Definitions of links, captions and cells in no table or row, a dash that wrapping left on its line."""
    assert text_of(understand(RawPage("p.md", page.encode(), "p.md")).document) == text
