"""Rows that slid are put back where they stood; what could stand in two places is not placed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.facts.tables.aligner import align
from icmlpo_rdf.facts.words.lexicon import ColumnRole, lexicon_of
from icmlpo_rdf.page import Cell, Row, Text
from icmlpo_rdf.spans import Span

R = ColumnRole
HERE = Span(0, 0)
ROLES = (R.REGION, R.COUNTRY, R.ORGANIZATION, R.START)


def row(*texts: str) -> Row:
    """A row of plain cells."""
    return Row(tuple(Cell(Text(text, (), (), HERE), False, 1, 1, HERE) for text in texts), False, HERE)


def placed(rows: Sequence[Row], roles: Sequence[ColumnRole], who: int) -> list[list[str | None] | None]:
    """Each row's texts by column; None for a row that is not placed."""
    found = align(rows, roles, frozenset({who}), lexicon_of("zh"))
    return [[cell.content.text if cell else None for cell in one.cells] if one else None for one in found]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("亚洲", "印度", "甲党", "2010年"), ["亚洲", "印度", "甲党", "2010年"]),
        (("日本", "乙党", "2011年", ""), [None, "日本", "乙党", "2011年"]),
        (("丙党", "2012年", "", ""), [None, None, "丙党", "2012年"]),
        (("", "丁党", "2013年", ""), [None, "", "丁党", "2013年"]),
        (("", "民主道路", "2013年", ""), [None, "", "民主道路", "2013年"]),
        (("红旗", "2013年", "|", ""), [None, None, "红旗", "2013年"]),
        (("非洲", "", "戊组织", ""), ["非洲", "", "戊组织", None]),
        (("欧洲", "", "", ""), ["欧洲", None, None, None]),
    ],
)
def test_rows_slid_by_none_one_and_two(cells: tuple[str, ...], expected: list[str | None]) -> None:
    """The header is 大洲, 国家, 政党或组织, 加入时间 (docs/pages.md, 11)."""
    assert placed([row(*cells)], ROLES, 2) == [expected]


def test_what_stands_elsewhere_in_a_column_stands_there_here() -> None:
    """Columns of one kind are told apart by their other rows (page 有欧洲议会席位的共产主义政党列表)."""
    roles = (R.COUNTRY, R.ORGANIZATION, R.OTHER, R.AFFILIATION, R.OTHER)
    rows = [
        row("", "甲党", "", "左翼党团", "3"),
        row("", "乙党", "", "左翼党团", "4"),
        row("", "丙党", "左翼党团", "", ""),
    ]
    assert placed(rows, roles, 1)[2] == ["", "丙党", None, "左翼党团", None]


def test_two_equal_placements_are_none() -> None:
    """The country of the party or the one that it met in: nothing tells which, and nothing is guessed."""
    roles = (R.COUNTRY, R.HOST, R.ORGANIZATION)
    assert placed([row("法国", "甲党", "")], roles, 2) == [None]


def test_a_row_wider_than_its_header_is_not_placed() -> None:
    """More cells than columns: the table is not what its header says."""
    assert placed([row("亚洲", "印度", "甲党", "2010年", "乙党")], ROLES, 2) == [None]


_regions = st.sampled_from(["亚洲", "欧洲", "非洲", "拉丁美洲"])
_countries = st.sampled_from(["印度", "日本", "法国", "巴西", "埃及"])
_parties = st.integers(1, 999).map(lambda number: f"第{number}党")
_years = st.integers(1900, 2020).map(lambda year: f"{year}年")
_full = st.tuples(_regions, _countries, _parties, _years)


@given(st.lists(st.tuples(_full, st.integers(0, 2)), min_size=1, max_size=12))
def test_any_table_that_lost_its_spans_is_put_back(rows: list[tuple[tuple[str, str, str, str], int]]) -> None:
    """Whatever the rows and however far each slid: every cell is under its own column again."""
    slid = [row(*cells[shift:], *[""] * shift) for cells, shift in rows]
    expected = [[*[None] * shift, *cells[shift:]] for cells, shift in rows]
    assert placed(slid, ROLES, 2) == expected
