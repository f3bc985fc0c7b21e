"""What a page leaves open is closed where its form says, and told with its place; the facts before it are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.notes import Code, Severity
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage
from tests.conftest import Cli

_WIKITEXT = "'''甲联盟'''是一个国际组织。\n\n== 成员 ==\n* [[乙党]]\n* [[丙党]]\n"
_HTML = (
    "<p><b>甲联盟</b>是一个国际组织。</p><h2>成员</h2>"
    "<ul><li><a href='/wiki/乙党'>乙党</a></li><li><a href='/wiki/丙党'>丙党</a></li></ul>"
)
_LEFT_OPEN = [
    (Form.WIKITEXT, _WIKITEXT, "{|\n|-\n| 丁 || 戊\n", Code.TABLE_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "<table><tr><td>丁\n", Code.TABLE_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "<!-- 丁\n* 戊\n", Code.COMMENT_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "<nowiki>丁\n", Code.MARKUP_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "<ref>丁\n", Code.MARKUP_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "{{flag|丁\n", Code.MARKUP_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "[[丁\n", Code.MARKUP_NOT_CLOSED),
    (Form.WIKITEXT, _WIKITEXT, "[[丁] [[#戊|丁]]\n", Code.MARKUP_NOT_CLOSED),
    (Form.HTML, _HTML, "<table><tr><td>丁</td><td>戊", Code.TABLE_NOT_CLOSED),
    (Form.HTML, _HTML, "<table><tr><td>丁</td><td>戊</td></tr></div>", Code.TABLE_NOT_CLOSED),
    (Form.HTML, _HTML, "<!-- 丁", Code.COMMENT_NOT_CLOSED),
    (Form.HTML, _HTML, "<style>丁", Code.MARKUP_NOT_CLOSED),
]


@pytest.mark.parametrize(("form", "page", "rest", "code"), _LEFT_OPEN)
def test_what_is_left_open_costs_no_fact(form: Form, page: str, rest: str, code: Code) -> None:
    """One warning, at the place where it begins; the page states what it states without it."""
    options = ConvertOptions(PageOptions(language="zh", title="甲联盟"))

    def converted(text: str) -> tuple[int, list[tuple[Code, int]]]:
        told = convert(RawPage("甲联盟", text.encode(), "甲联盟", form=form), options)
        assert not told.notes.errors
        notes = [(note.code, note.span.begin) for note in told.notes if note.span and note.code in _CODES]
        return sum("Membership" in str(quad) for quad in told.quads), notes

    members, none = converted(page)
    assert members
    assert none == []
    assert converted(page + rest) == (members, [(code, len(page))])


_CODES = {Code.TABLE_NOT_CLOSED, Code.COMMENT_NOT_CLOSED, Code.MARKUP_NOT_CLOSED, Code.HTML_CUT_OFF}


def test_rows_of_a_table_that_is_left_open_are_read(tmp_path: Path, cli: Cli) -> None:
    """It is written, exit code 0, with a line that says where the table begins and how to close it."""
    page = tmp_path / "甲联盟.wikitext"
    table = "{| class=wikitable\n! 政党 !! 国家\n|-\n| [[乙党]] || [[法国]]\n|-\n| [[丙党]] || [[德国]]\n"
    page.write_text(f"'''甲联盟'''是一个国际组织。\n\n== 成员党 ==\n{table}", encoding="utf-8")
    told = cli("convert", str(page), "--lang", "zh", "-o", "open.nt")
    assert told.returncode == 0
    assert "甲联盟.wikitext:4: a table begins and does not end" in told.stderr
    assert "close the table: |}" in told.stderr
    page.write_text(f"'''甲联盟'''是一个国际组织。\n\n== 成员党 ==\n{table}|}}\n", encoding="utf-8")
    assert cli("convert", str(page), "--lang", "zh", "-o", "closed.nt").returncode == 0
    assert _names(tmp_path / "open.nt") == _names(tmp_path / "closed.nt") != set()


def _names(file: Path) -> set[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return {line.rpartition("> ")[2] for line in lines if "nameAsPrinted" in line}


def test_only_what_began_is_told() -> None:
    """Of templates within each other each that stands open, and the link that keeps one open; the innermost tag's name once."""
    text = "'''甲'''\n{{乙|{{丙|[[丁}}\n<ref>戊\n<ref>己\n"
    options = ConvertOptions(PageOptions(language="zh"))
    told = convert(RawPage("甲.wikitext", text.encode(), "甲.wikitext", form=Form.WIKITEXT), options)
    notes = [note for note in told.notes if note.code is Code.MARKUP_NOT_CLOSED]
    assert {(note.span and note.span.begin, note.text[:2]) for note in notes} == {
        (text.index("{{乙"), "{{"),
        (text.index("{{丙"), "{{"),
        (text.index("[[丁"), "[["),
        (text.index("<ref>戊"), "<r"),
    }
    assert all(note.code.severity is Severity.WARNING and note.mend for note in notes)


def test_brackets_that_close_are_not_told() -> None:
    """Though they are no link's; nor are those of `<nowiki>`."""
    text = "'''甲'''\n[[]] [[ [[乙]] ]] <nowiki>[[丙</nowiki>\n"
    options = ConvertOptions(PageOptions(language="zh"))
    told = convert(RawPage("甲.wikitext", text.encode(), "甲.wikitext", form=Form.WIKITEXT), options)
    assert [note for note in told.notes if note.code is Code.MARKUP_NOT_CLOSED] == []
