"""Templates that stand for markup where a bar or an equals sign would part arguments: {{!}}, {{=}} and their kin."""

from __future__ import annotations

import pytest

from tests.page.test_wikitext import read, table, text_of

_ROWS = [["甲", "乙"], ["丙"]]


@pytest.mark.parametrize(
    "written",
    [
        "{|\n{{!}}甲{{!}}{{!}}乙\n{{!}}-\n{{!}}丙\n|}",
        "{|\n{{!}} class{{=}}x {{!}} 甲 {{!}}| 乙\n|-\n| style=y {{!}}丙\n|}",
        "{{{!}} class=x\n{{!}}甲|{{!}}乙\n{{!-}}\n{{!}}丙\n{{!}}}",
        "{{(!}}\n{{ ! }}甲{{!!}}乙\n{{!-}}\n{{!}}丙\n{{!)}}",
        "{{hidden|名单|\n{{{!}}\n{{!+}} 名\n! 甲 {{!}}{{!}} 乙\n{{!}}-\n{{!}} 丙\n{{!}}}\n}}",
    ],
)
def test_a_table_of_them(written: str) -> None:
    """MediaWiki puts them in before it looks for tables: all marks, in any mixture, also in an argument."""
    assert table(f"{written}\n") == _ROWS
    assert read(written)[1] == ()


def test_a_bar_parts_no_arguments() -> None:
    """It does part a link's title from its label."""
    assert text_of("{{nowrap|甲{{!}}乙{{=}}丙}}").text == "甲|乙=丙"
    (link,) = text_of("[[甲{{!}}乙]]").links
    assert (link.text, link.target and link.target.title) == ("乙", "甲")
