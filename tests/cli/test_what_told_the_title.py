"""`convert -v` and `inspect` say what told a page's title and its wiki, in each form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.source.dumps_made import Page, article, export

_LEAD = "'''甲联盟'''是若干政党组成的一个国际组织，其成员遍及各大洲的许多国家和地区。\n\n== 成员 ==\n* [[乙党]]\n* [[丙党]]\n"
_BODY = "<p><b>甲联盟</b>是若干政党组成的国际组织，其成员遍及各大洲的许多国家和地区。</p><p><a href='/wiki/乙党'>乙党</a></p>"
_HEAD = '<meta name="generator" content="MediaWiki 1.39"><link rel="canonical" href="https://zh.wikipedia.org/wiki/甲联盟">'
_FIRST_LINE = (
    "> 本文内容由[甲联盟](https://zh.wikipedia.org/wiki/甲联盟)转换而来。\n\n\n**甲联盟**是国际组织。\n"
)
_FILE, _BOLD, _DATA = "the file's name", "the bold words that it begins with", "the page's own data"
_LETTERS, _HTML_LANG = "the letters that it is written in", "the HTML's lang"


@pytest.mark.parametrize(
    ("name", "text", "options", "wiki", "title"),
    [
        ("甲联盟.wikitext", _LEAD, (), _LETTERS, _FILE),
        ("notes.txt", _LEAD, ("--input-format", "wikitext"), _LETTERS, _BOLD),
        ("notes.wikitext", _LEAD, ("--title", "甲联盟", "--lang", "zh"), "the option --lang", "the option --title"),
        ("甲联盟.md", _FIRST_LINE, (), "its first line", "its first line"),
        ("a.html", f"<html><head>{_HEAD}</head><body>{_BODY}</body></html>", (), _DATA, _DATA),
        ("a.html", f"<div class='mw-parser-output'>{_BODY}</div>", (), _LETTERS, _BOLD),
        ("dump.xml", export([Page("甲联盟", _LEAD)]), ("--title", "甲联盟"), _DATA, "the option --title"),
        ("one.ndjson", article("甲联盟", _LEAD) + "\n", (), _DATA, _DATA),
    ],
)  # fmt: skip
def test_what_told_it(
    name: str, text: str, options: tuple[str, ...], wiki: str, title: str, cli: Cli, tmp_path: Path
) -> None:
    """In brackets behind the title."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    told = f"[zh from {wiki}, title from {title}]"
    assert f"甲联盟  {told}" in cli("inspect", name, *options).stdout
    assert f": 甲联盟 {told}: " in cli("convert", name, *options, "-v", "-o", "out.ttl").stderr


def test_two_titles_are_told_without_being_asked(cli: Cli, tmp_path: Path) -> None:
    """The file's name and the bold words mean two things, and which was taken decides what all links to the page lead to."""
    (tmp_path / "notes.wikitext").write_text(_LEAD, encoding="utf-8")
    told = cli("convert", "notes.wikitext", "-o", "out.ttl").stderr
    assert "Notes, not 甲联盟" in told
    assert 'if its first words are right: --title "甲联盟"' in told
