"""Spans are honoured as the HTML standard says, against a second reading by Beautiful Soup."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from icmlpo_rdf.options import PageOptions
from icmlpo_rdf.page import Grid, Table, grid_of, read_page
from icmlpo_rdf.source import RawPage


def table(html: str) -> Table:
    """The one table of a page."""
    document, _ = read_page(RawPage("p.md", f"**T**\n\n{html}\n".encode(), "p.md"), PageOptions())
    (found,) = [
        block for section in document.sections for block in section.blocks if isinstance(block, Table)
    ]
    return found


def texts(grid: Grid) -> list[list[str | None]]:
    """What stands in each slot."""
    return [[cell.content.text if cell else None for cell in row] for row in grid.slots]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["<td rowspan=2>a<td>b", "<td>c"], [["a", "b"], ["a", "c"]]),
        (["<td colspan=2>a<td>b", "<td>c<td>d<td>e"], [["a", "a", "b"], ["c", "d", "e"]]),
        # 0 is to the end of the row group.
        (["<td rowspan=0>a<td>b", "<td>c", "<td>d"], [["a", "b"], ["a", "c"], ["a", "d"]]),
        # What grows over the table's end is cut there.
        (["<td rowspan=9>a<td>b", "<td>c"], [["a", "b"], ["a", "c"]]),
        # A cell goes into the first free slot.
        (["<td>a<td rowspan=2>b<td>c", "<td>d<td>e"], [["a", "b", "c"], ["d", "b", "e"]]),
        (["<td>a<td>b", "<td>c"], [["a", "b"], ["c", None]]),
        (["<td colspan=0>a<td>b"], [["a", "b"]]),
    ],
)
def test_slots(rows: list[str], expected: list[list[str | None]]) -> None:
    """The algorithm for forming a table."""
    html = "<table>\n" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>"
    grid = grid_of(table(html))
    assert texts(grid) == expected
    assert not grid.cut


def test_a_span_ends_with_its_row_group() -> None:
    """A header that spans too far does not reach into the body."""
    html = (
        "<table>\n<thead>\n<tr><th rowspan=3>a</th><th>b</th></tr>\n</thead>\n"
        "<tbody>\n<tr><td>c</td><td>d</td></tr>\n</tbody>\n<tbody>\n<tr><td>e</td></tr>\n</tbody>\n</table>"
    )
    assert texts(grid_of(table(html))) == [["a", "b"], ["c", "d"], ["e", None]]


def test_a_markdown_table_is_a_grid() -> None:
    """Pipe tables have no spans."""
    assert texts(grid_of(table("| a | b |\n|---|---|\n| c | |"))) == [["a", "b"], ["c", ""]]


def test_absurd_spans_cost_nothing() -> None:
    """A hostile page is read as it is written."""
    cells = '<td rowspan="65534" colspan="1000">x</td>' * 20
    hostile = table("<table>\n" + f"<tr>{cells}</tr>\n" * 100 + "</table>")
    begin = time.perf_counter()
    grid = grid_of(hostile)
    assert grid.cut
    assert time.perf_counter() - begin < 5


_cell = st.tuples(st.integers(0, 3), st.integers(1, 3))
_rows = st.lists(st.lists(_cell, max_size=4), min_size=1, max_size=6)


@given(_rows)
def test_grid_against_beautiful_soup(rows: list[list[tuple[int, int]]]) -> None:
    """Two readers that share no code see the same table."""
    count = 0
    html = "<table>\n"
    for row in rows:
        html += "<tr>"
        for rowspan, colspan in row:
            count += 1
            html += f'<td rowspan="{rowspan}" colspan="{colspan}">c{count}</td>'
        html += "</tr>\n"
    html += "</table>"
    assert texts(grid_of(table(html))) == _second_reading(html)


def _second_reading(html: str) -> list[list[str | None]]:
    """A matrix filled cell by cell, the whole table at once, from Beautiful Soup's tree."""
    rows = BeautifulSoup(html, "html.parser").find_all("tr")
    filled: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all("td"):
            while (y, x) in filled:
                x += 1
            height = int(str(cell["rowspan"])) or len(rows) - y
            for down in range(min(height, len(rows) - y)):
                for right in range(int(str(cell["colspan"]))):
                    filled.setdefault((y + down, x + right), cell.get_text())
            x += 1
    width = max((x for _, x in filled), default=-1) + 1
    return [[filled.get((y, x)) for x in range(width)] for y in range(len(rows))]
