"""A page with more blocks or links than any real one is read as far as a bound, which is told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import Form, PageOptions
from icmlpo_rdf.page import ItemList, Table, read_page, text_flow
from icmlpo_rdf.source import RawPage

_MANY, _BOUND = 1_200, 1_000


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.MARKDOWN, "- a\n" * _MANY),
        (Form.WIKITEXT, "* a\n" * _MANY),
        (Form.HTML, "<ul>" + "<li>a" * _MANY + "</ul>"),
        (Form.WIKITEXT, "{|\n|-\n|" + "a||" * _MANY + "\n|}"),
        (Form.WIKITEXT, "{|\n" + "|a\n" * _MANY + "|}"),
        (Form.WIKITEXT, "{{plainlist|\n" + "* a\n" * _MANY + "}}"),
        (Form.WIKITEXT, "<ul>" + "<li>a" * _MANY + "</ul>"),
        (Form.WIKITEXT, "<gallery>" + "\na.svg|a" * _MANY + "</gallery>"),
        (Form.HTML, "<table><tr>" + "<td>a" * _MANY + "</table>"),
    ],
)
def test_what_is_behind_the_bound_is_not_read(form: Form, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of them are there, none is half read, and one note says where reading ended."""
    monkeypatch.setattr(text_flow, "_MAX_PARTS", _BOUND)
    raw = RawPage("甲", ("'''甲'''\n\n" + text + "\n\nEND").encode(), "甲", form=form, wiki="zh")
    document, notes = read_page(raw, PageOptions())
    (note,) = (note for note in notes if note.code is Code.TOO_MANY_PARTS)
    assert note.span
    assert note.advice == "check that it is one page of a wiki; --partial writes what stands before"
    assert 0 < note.span.begin < len(text) + 20
    (block,) = (one for one in document.sections[0].blocks if isinstance(one, ItemList | Table))
    parts = block.items if isinstance(block, ItemList) else [cell for row in block.rows for cell in row.cells]
    assert _BOUND * 0.99 < len(parts) <= _BOUND
    assert all(part.content.text == "a" for part in parts[:-1])
    assert not any("END" in str(one) for one in document.sections[-1].blocks)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.MARKDOWN, '[乙](../Page/乙.md "wikilink")'),
        (Form.WIKITEXT, "[[乙]]"),
        (Form.WIKITEXT, "{{a}}"),
        (Form.WIKITEXT, "<ref>b</ref>"),
        (Form.WIKITEXT, "[[File:a.svg|b]]"),
        (Form.HTML, "<a href='/wiki/乙'>乙</a>"),
    ],
)
def test_parts_of_text_are_counted_too(form: Form, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One paragraph may hold as many links as it likes, up to the bound."""
    monkeypatch.setattr(text_flow, "_MAX_PARTS", _BOUND)
    raw = RawPage("甲", ("'''甲'''\n\n" + text * _MANY).encode(), "甲", form=form, wiki="zh")
    document, notes = read_page(raw, PageOptions())
    assert [note.code for note in notes if note.code is Code.TOO_MANY_PARTS]
    assert len(document.links) + len(document.references) <= _BOUND + 1
    assert not any(
        note.code is Code.TOO_MANY_PARTS
        for note in read_page(replace(raw, data=raw.data[:90]), PageOptions())[1]
    )


@pytest.mark.parametrize(
    ("form", "text"),
    [(Form.WIKITEXT, "{|\n" + "|+a\n" * _MANY), (Form.HTML, "<table>" + "<caption>a" * _MANY)],
)
def test_captions_are_counted_too(form: Form, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table may have as many as its author wrote, up to the bound."""
    monkeypatch.setattr(text_flow, "_MAX_PARTS", _BOUND)
    _, notes = read_page(RawPage("甲", text.encode(), "甲", form=form, wiki="zh"), PageOptions())
    assert [note.code for note in notes if note.code is Code.TOO_MANY_PARTS]
