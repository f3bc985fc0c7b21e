"""Tables that kept their spans: other dumps than those that we know have them."""

from __future__ import annotations

import re
from pathlib import Path

from icmlpo_rdf.convert import convert, understand
from icmlpo_rdf.facts import Facts
from icmlpo_rdf.notes import Code, Lines, Notes
from icmlpo_rdf.source import RawPage, read_page_file
from icmlpo_rdf.verify import verify

PARTICIPANTS = """\
**甲国际大会**是会议。

## 第三次大会

### 与会组织

<table>
<thead>
<tr>
<th rowspan="2"><p>国家</p></th>
<th colspan="2"><p>代表</p></th>
</tr>
<tr>
<th><p>组织</p></th>
<th><p>备注</p></th>
</tr>
</thead>
<tbody>
<tr>
<td rowspan="2"><p>秘鲁</p></td>
<td><p><a href="../Page/甲党.md" title="wikilink">甲党</a></p></td>
<td></td>
</tr>
<tr>
<td><p><a href="../Page/乙党.md" title="wikilink">乙党</a></p></td>
<td><p>两人</p></td>
</tr>
<tr>
<td colspan="3"><p>欧洲</p></td>
</tr>
<tr>
<td><p>法国</p></td>
<td rowspan="2"><p><a href="../Page/丙党.md" title="wikilink">丙党</a></p></td>
<td><p>一人</p></td>
</tr>
<tr>
<td><p>摩纳哥</p></td>
<td><p>一人</p></td>
</tr>
</tbody>
</table>
"""

MEETINGS = """\
**甲峰会**是会议。

## 历次峰会

<table>
<tr>
<th>届次</th>
<th>日期</th>
<th>地点</th>
</tr>
<tr>
<td rowspan="2">第一届</td>
<td rowspan="2">1994年12月9日</td>
<td>迈阿密</td>
</tr>
<tr>
<td>利马</td>
</tr>
<tr>
<td>第二届</td>
<td>1998年4月18日</td>
<td>圣地亚哥</td>
</tr>
</table>
"""

MATRIX = """\
**甲大会**是会议。

## 出席大会的组织

<table>
<tr>
<th rowspan="2">组织</th>
<th colspan="2">大会</th>
</tr>
<tr>
<th>第一次</th>
<th>第二次</th>
</tr>
<tr>
<td>甲党</td>
<td colspan="2">✓</td>
</tr>
<tr>
<td>乙党</td>
<td></td>
<td>✓</td>
</tr>
</table>
"""


def _read(page: str) -> tuple[Facts, Notes]:
    understood = understand(RawPage("t.md", page.encode(), "t.md"))
    assert understood.facts
    return understood.facts, understood.notes


def test_a_cell_stands_in_each_row_that_it_covers() -> None:
    """A country that spans its parties is the country of each; one that the span hides is not restated."""
    facts, report = _read(PARTICIPANTS)
    attended = {
        (one.name_as_printed, one.place_as_printed, one.region_as_printed) for one in facts.participations
    }
    assert attended == {("甲党", "秘鲁", None), ("乙党", "秘鲁", None), ("丙党", "法国", "欧洲")}
    assert [note.lines for note in report if note.code is Code.ROW_CONTINUES] == [Lines(31, 39)]
    (reading,) = facts.readings
    # 2 + 2 header cells, 3 + 2 + 1 + 3 + 2 in the body: as written.
    assert reading.coverage.used + reading.coverage.reported == 15


def test_evidence_of_a_row_reaches_up_to_the_cell_that_it_shares(tmp_path: Path) -> None:
    """The country of 乙党 stands in the row above; `verify`, a reader of its own, finds it there."""
    page = tmp_path / "t.md"
    page.write_text(PARTICIPANTS, encoding="utf-8")
    converted = convert(read_page_file(str(page)))
    # Nine lines are too many for a quotation, so that the place is told by its characters.
    row = re.compile(r"<tr>\n<td rowspan=\"2\"><p>秘鲁.*?两人</p></td>\n</tr>", re.DOTALL).search(
        PARTICIPANTS
    )
    assert row
    assert any(f"#char={row.start()},{row.end()}" in str(quad) for quad in converted.quads)
    assert verify(converted.quads, str(page)).failures == ()


def test_a_meeting_in_two_cities_is_one_meeting() -> None:
    """Number and date span two rows: the second tells of the same meeting."""
    facts, report = _read(MEETINGS)
    assert [meeting.ordinal for meeting in facts.meetings] == [1, 2]
    assert [note.code for note in report] == [Code.ROW_CONTINUES]


def test_a_matrix_under_a_header_of_two_rows() -> None:
    """The lower row names the meetings; a mark across two of them counts for both."""
    facts, _ = _read(MATRIX)
    assert {(one.name_as_printed, one.meeting.ordinal) for one in facts.participations} == {
        ("甲党", 1),
        ("甲党", 2),
        ("乙党", 2),
    }


def test_a_row_of_row_headers_is_no_header_row() -> None:
    """`scope="row"`: the names of a table's rows, in a table that has no other column."""
    page = (
        '**甲大会**是会议。\n\n## 第三次大会参加者\n\n<table>\n<tr>\n<th scope="col">组织</th>\n</tr>\n'
        '<tr>\n<th scope="row">甲党</th>\n</tr>\n<tr>\n<th scope="ROW">乙党</th>\n</tr>\n</table>\n'
    )
    facts, _ = _read(page)
    assert [one.name_as_printed for one in facts.participations] == ["甲党", "乙党"]
