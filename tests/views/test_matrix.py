"""The attendance matrix says what the page says: checked against the facts written down by hand."""

from __future__ import annotations

import csv
import dataclasses
import itertools
import pickle
from collections import Counter
from collections.abc import Iterable

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.source import RawPage, read_page_file
from icmlpo_rdf.store.rdf_files import store_of
from icmlpo_rdf.views.attendance import Column, Kind, Matrix, Presence, Role, Row, RowOrder
from icmlpo_rdf.views.matrix import attendance_matrix, list_series
from icmlpo_rdf.views.members import list_bodies, members_of
from icmlpo_rdf.views.statistics import figures, source_files
from tests.conftest import ROOT

GOLD = ROOT / "tests" / "golden"
PAGES = ROOT / "tests" / "pages"
ICMLPO = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议"


def gold(name: str) -> list[dict[str, str]]:
    """Rows of a gold table."""
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def page(path: str) -> Conversion:
    """A given page, converted."""
    return convert(read_page_file(str(PAGES / path)))


def only_matrix(store: Store) -> Matrix:
    """The matrix of the one series of a store."""
    (series,) = list_series(store)
    return attendance_matrix(store, series.iri)


@pytest.fixture(scope="module")
def seed(seed_conversion: Conversion) -> Store:
    """The seed's store."""
    return store_of(seed_conversion.quads)


@pytest.fixture(scope="module")
def matrix(seed: Store) -> Matrix:
    """The seed's matrix."""
    return attendance_matrix(seed, ICMLPO)


def cells(matrix: Matrix) -> Iterable[tuple[Column, Row, int]]:
    """Every place of a matrix."""
    for row in matrix.rows:
        yield from ((column, row, index) for index, column in enumerate(matrix.columns))


def test_the_seed_is_tripleseries(seed: Store) -> None:
    """The one series, with its five meetings and 37 organizations."""
    (series,) = list_series(seed)
    assert (series.iri, series.label.value, series.is_series) == (ICMLPO, "马列主义政党和组织国际会议", True)
    assert (series.meetings, series.told, series.participants) == (5, 5, len(gold("seed/organizations")))


def test_meetings_stand_in_their_order_with_their_totals(matrix: Matrix) -> None:
    """Oldest first, with the participations that were counted by hand."""
    expected = sorted(gold("seed/meetings"), key=lambda row: int(row["ordinal"]))
    assert [
        (
            str(column.ordinal),
            str(column.year),
            str(column.present),
            str(getattr(column.evidence[0].place.lines, "first", "")),
        )
        for column in matrix.columns
    ] == [(row["ordinal"], row["year"], row["participations"], row["heading_line"]) for row in expected]
    assert matrix.columns[0].heading == ("第6次", "1999")
    assert matrix.columns[0].missing_before == (1, 5)
    assert [column.missing_before for column in matrix.columns[1:]] == [None] * 4


def test_each_filled_cell_is_a_row_of_the_page(matrix: Matrix) -> None:
    """Printed name and lines of all 126 participations, the meeting's heading before the row, and not one more."""
    found = [
        (str(column.ordinal), record.name.value, *(str(one.place.lines) for one in record.evidence))
        for column, row, index in cells(matrix)
        for record in row.cells[index].records
    ]
    headings = {row["ordinal"]: row["heading_line"] for row in gold("seed/meetings")}
    expected = [
        (row["ordinal"], row["name"], headings[row["ordinal"]], f"{row['first_line']}-{row['last_line']}")
        for row in gold("seed/participations")
    ]
    assert sorted(found) == sorted(expected)
    filled = [row.cells[index] for _, row, index in cells(matrix) if row.cells[index].records]
    assert len(filled) == 126
    assert {(cell.presence, cell.role) for cell in filled} == {(Presence.PRESENT, Role.PARTICIPANT)}


def test_each_row_attended_what_was_written_down(matrix: Matrix) -> None:
    """Each of the 37 organizations, with its meetings and its printed place."""
    found = Counter(
        (
            row.label.value,
            ",".join(
                str(matrix.columns[index].ordinal)
                for index in reversed(range(5))
                if row.cells[index].presence is Presence.PRESENT
            ),
        )
        for row in matrix.rows
    )
    assert found == Counter((row["label"], row["attended"]) for row in gold("seed/organizations"))
    assert [row.attended for row in matrix.rows] == [
        sum(cell.presence is Presence.PRESENT for cell in row.cells) for row in matrix.rows
    ]
    qualifiers = {row.qualifier for row in matrix.rows if row.label.value == "尼泊尔共产党（火炬）"}
    assert qualifiers == {"(1983年)", "(2006年)"}
    assert [row.label.value for row in matrix.rows if row.qualifier] == ["尼泊尔共产党（火炬）"] * 2
    places = {row.label.value: [place.value for place in row.places] for row in matrix.rows if row.places}
    assert places == {"南欧共产主义组织": ["南欧"], "来自南亚的组织": ["南亚"]}
    assert {row.kind for row in matrix.rows} == {Kind.ORGANIZATION}


def test_newcomers_and_leavers_are_those_of_the_named_query(matrix: Matrix) -> None:
    """Those who are back are told from newcomers in both; leavers stand where they last were."""
    found = []
    for column, row, index in cells(matrix):
        cell = row.cells[index]
        if cell.newcomer or cell.returner:
            change = "newcomer" if cell.newcomer else "back"
            found.append((str(matrix.columns[index - 1].ordinal), str(column.ordinal), change, row.iri))
        if cell.leaver:
            found.append((str(column.ordinal), str(matrix.columns[index + 1].ordinal), "leaver", row.iri))
    expected = [
        (row["from"], row["to"], row["change"], row["thing"])
        for row in gold("seed/queries/newcomers-and-leavers")
    ]
    assert sorted(found) == sorted(expected)
    assert [column.newcomers for column in matrix.columns] == [None, 7, 4, 3, 2]
    assert [column.returners for column in matrix.columns] == [None, 0, 0, 0, 1]
    returners = [row.label.value for row in matrix.rows if any(cell.returner for cell in row.cells)]
    assert returners == ["共产党（马列）"]


def test_totals_of_columns_are_those_of_their_cells(matrix: Matrix) -> None:
    """Present, new, back and gone; the first meeting has no newcomers and the last no leavers."""
    for index, column in enumerate(matrix.columns):
        column_cells = [row.cells[index] for row in matrix.rows]
        assert column.present == sum(cell.presence is Presence.PRESENT for cell in column_cells)
        assert (column.newcomers or 0) == sum(cell.newcomer for cell in column_cells)
        assert (column.returners or 0) == sum(cell.returner for cell in column_cells)
        assert (column.leavers or 0) == sum(cell.leaver for cell in column_cells)
    assert (matrix.columns[0].newcomers, matrix.columns[-1].leavers) == (None, None)


@pytest.mark.parametrize("order", RowOrder)
def test_rows_are_sorted_as_asked(seed: Store, order: RowOrder) -> None:
    """Each order holds the same rows; the first draws a staircase."""
    found = attendance_matrix(seed, ICMLPO, order)
    keys: dict[RowOrder, list[tuple[str, int, int]]] = {
        RowOrder.FIRST_SEEN: [("", row.first, -row.attended) for row in found.rows],
        RowOrder.MOST_MEETINGS: [("", -row.attended, 0) for row in found.rows],
        RowOrder.NAME: [(row.label.value, 0, 0) for row in found.rows],
        RowOrder.COUNTRY: [("", row.first, -row.attended) for row in found.rows],  # the seed has none
    }
    assert keys[order] == sorted(keys[order])
    assert {row.iri for row in found.rows} == {row.iri for row in attendance_matrix(seed, ICMLPO).rows}


def test_the_order_of_the_data_does_not_matter(seed_conversion: Conversion, matrix: Matrix) -> None:
    """Whether the facts lie in a named graph, in the default graph or in both, and in which order."""
    quads = list(seed_conversion.quads)
    merged = [Quad(one.subject, one.predicate, one.object) for one in reversed(quads)]
    for data in (merged, [*merged, *quads]):
        assert attendance_matrix(store_of(data), ICMLPO) == matrix


def test_a_meeting_that_lists_nobody_is_not_told() -> None:
    """No one is called absent from it, and nobody newcomer or leaver across it."""
    found = only_matrix(store_of(page("made/ja/環日本海沿岸国首脳会議.md").quads))
    last = found.columns[-1]
    assert (last.ordinal, last.is_told, last.newcomers, found.columns[-2].leavers) == (6, False, None, None)
    assert {row.cells[-1].presence for row in found.rows} == {Presence.NOT_TOLD}
    assert not any(row.cells[-2].leaver for row in found.rows)


def test_a_meeting_without_a_number_stands_where_its_date_puts_it() -> None:
    """1991 is between the fourth of 1988 and the fifth of 1992."""
    found = only_matrix(store_of(page("made/ja/環日本海沿岸国首脳会議.md").quads))
    assert [column.year for column in found.columns] == [1979, 1982, 1985, 1988, 1991, 1992, 1996]
    assert found.columns[4].heading == ("1991",)


def test_numbers_that_are_missing_are_no_meetings_missed() -> None:
    """Between the third and the ninth congress five are not on the page."""
    found = only_matrix(store_of(page("made/ko/세계_녹색노동당_대회.md").quads))
    assert [column.missing_before for column in found.columns] == [(1, 2), (4, 8), None]
    assert [column.newcomers for column in found.columns] == [None, None, 6]
    assert [column.leavers for column in found.columns] == [None, 3, None]


def test_roles_places_and_kinds_are_shown() -> None:
    """Host, guests and observer of a summit are told apart, and countries from organizations."""
    found = only_matrix(store_of(page("made/zh/2012年环孟加拉湾国家领导人会议.md").quads))
    roles = Counter(row.cells[0].role for row in found.rows)
    assert roles == {Role.PARTICIPANT: 12, Role.GUEST: 4, Role.OBSERVER: 1, Role.HOST: 1}
    assert found.series.is_series is False
    assert {row.kind for row in found.rows} >= {Kind.COUNTRY, Kind.ORGANIZATION}


def test_meetings_of_a_body_are_those_of_its_page() -> None:
    """BRICS is no series in the data: its page tells of ten summits, and of none who attended."""
    found = only_matrix(store_of(page("zh/金砖国家.md").quads))
    assert (found.series.label.value, found.series.is_series) == ("金砖国家", False)
    assert (found.series.meetings, found.series.told, found.rows) == (10, 0, ())
    assert [column.ordinal for column in found.columns] == list(range(1, 11))
    assert not any(column.is_told for column in found.columns)


def test_a_meeting_with_a_page_of_its_own_belongs_to_the_page_that_lists_it() -> None:
    """Not to itself, once both pages are in the data."""
    listing = list(page("zh/金砖国家.md").quads)
    own = "> 本文内容由[2011年金砖国家峰会](https://zh.wikipedia.org/)转换而来。\n\n**2011年金砖国家峰会**是会议。\n\n## 参加者\n\n- 甲党\n- 乙党\n"
    summit = convert(RawPage("2011年金砖国家峰会.md", own.encode(), "x"))
    store = store_of(itertools.chain(listing, summit.quads))
    found = only_matrix(store)
    assert found.series.label.value == "金砖国家"
    assert [column.present for column in found.columns if column.year == 2011] == [2]


def test_an_unknown_series_is_named() -> None:
    """One line says what is wrong."""
    with pytest.raises(UsageError, match="the data has no meetings of http://e/x"):
        attendance_matrix(Store(), "http://e/x")
    with pytest.raises(UsageError, match="is no IRI"):
        attendance_matrix(Store(), "no iri")


def test_figures_of_the_seed(seed: Store) -> None:
    """As counted by hand."""
    found = figures(seed)
    assert (found.pages, found.series, found.meetings, found.told_meetings) == (1, 1, 5, 5)
    assert (found.organizations, found.participations, found.memberships) == (37, 126, 0)
    assert found.statements == len(seed)


def test_a_statement_of_two_graphs_is_one() -> None:
    """In named graphs, in the default graph, in both; of two pages' graphs what both say is counted once."""
    said = [
        Triple(NamedNode(f"urn:x:{one}"), NamedNode(f"urn:p:{one % 3}"), Literal(str(one)))
        for one in range(10)
    ]
    default, one, other = DefaultGraph(), NamedNode("urn:g:a"), NamedNode("urn:g:b")
    for graphs in ((default,), (one,), (one, other), (default, one, other)):
        store = store_of(
            Quad(triple.subject, triple.predicate, triple.object, graph)
            for graph in graphs
            for triple in said
        )
        assert figures(store).statements == len(said)


def test_source_files_give_attribution(seed: Store) -> None:
    """Name, hash, licence and the page on Wikipedia."""
    (found,) = source_files(seed)
    assert found.name == "000_4563acc429c8a94e.txt"
    assert len(found.sha256) == 64
    assert (found.license or "").startswith("https://creativecommons.org/")
    assert (found.wikipedia or "").startswith("https://zh.wikipedia.org/wiki/%E9")
    assert "contributors of Wikipedia" in found.rights[0].value


def test_members_are_those_written_down() -> None:
    """Role, names and dates of a page that lists members, current and former."""
    store = store_of(page("zh/马列主义政党和组织国际会议_(团结和斗争).md").quads)
    (body,) = list_bodies(store)
    expected = gold("members/members")
    found = members_of(store, body.iri)
    assert body.memberships == len(found) == len(expected)
    assert Counter(
        (one.role.value, one.label.value, one.name.value, one.end or "") for one in found
    ) == Counter((row["role"], row["member"], row["printed"], row["until"]) for row in expected)
    assert all(one.evidence for one in found)
    assert [one.role for one in found] == sorted(
        (one.role for one in found), key=[Role.MEMBER, Role.OBSERVER, Role.FORMER_MEMBER].index
    )


def test_values_are_frozen_slotted_and_travel(matrix: Matrix) -> None:
    """As all that passes between stages."""
    assert pickle.loads(pickle.dumps(matrix)) == matrix  # noqa: S301 - our own bytes
    for value in (matrix, matrix.series, matrix.columns[0], matrix.rows[0], matrix.rows[0].cells[0]):
        assert not hasattr(value, "__dict__")
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, dataclasses.fields(value)[0].name, None)
