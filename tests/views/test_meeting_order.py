"""Who is new at a meeting and who left after it: one rule, by which the matrix, the site and the named query go."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from icmlpo_rdf.query.asking import ask_named
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.attendance import Presence
from icmlpo_rdf.views.matrix import attendance_matrix
from icmlpo_rdf.views.meeting_order import MeetingOrder
from tests.query.test_named_queries import meetings_store

Meeting = tuple[int | None, int | None, str]
"""Number, year, and who attended, a letter each."""


def _named(meetings: list[Meeting]) -> list[tuple[str, int | None, int | None, str]]:
    return [(f"m{index}", *meeting) for index, meeting in enumerate(meetings)]


@given(
    st.lists(
        st.tuples(
            st.none() | st.integers(1, 5),
            st.none() | st.integers(2000, 2004),
            st.text("abcd", max_size=4).map(lambda text: "".join(sorted(set(text)))),
        ),
        max_size=6,
    )
)
@example([(5, 1990, "ab"), (None, 1991, "b"), (6, 1992, "ab")])
@example([(5, 1990, "ab"), (5, 1991, "bc"), (6, 1992, "a")])
@example([(None, None, "a"), (None, 2000, ""), (None, 2001, "a")])
@example([(None, 2003, "ab"), (None, 2003, "ac"), (None, 2004, "abcd")])
@example([(1, None, "bc"), (2, None, "b"), (3, None, "bcd")])
@example([(None, 2000, "c"), (5, 2001, "b"), (6, 2002, "bc")])
@example([(5, 2001, "a"), (6, 2002, "bc"), (6, 2004, "b"), (None, 2003, "c")])
def test_the_matrix_and_the_query_agree(meetings: list[Meeting]) -> None:
    """Whatever numbers and years there are, missing, twice, or both kinds: nobody is new, or back, in one of the two only."""
    store = meetings_store(*_named(meetings))
    asked = {
        (row["from" if row["change"] == "leaver" else "to"], row["change"], row["thing"])
        for answer in [ask_named(store, "newcomers-and-leavers")]
        for row in (
            dict(zip(answer.variables, (getattr(term, "value", "") for term in terms), strict=True))
            for terms in answer.rows
        )
    }
    shown = set()
    if meetings:
        for row in (matrix := attendance_matrix(store, "http://e/s")).rows:
            for column, cell in zip(matrix.columns, row.cells, strict=True):
                at = str(column.ordinal or column.year)
                told = {"newcomer": cell.newcomer, "back": cell.returner, "leaver": cell.leaver}
                changes = [change for change, is_so in told.items() if is_so]
                shown |= {(at, change, row.iri) for change in changes}
    assert shown == asked


@given(st.permutations([(1, 2000, "a"), (2, 2001, "ab"), (2, 2002, "c"), (None, 2001, "d"), (4, None, "e")]))
def test_the_order_of_the_data_does_not_matter(meetings: list[Meeting]) -> None:
    """Numbers first, dates put the others among them."""
    store = meetings_store(*((who, number, year, who) for number, year, who in meetings))
    order = MeetingOrder(Lookups(store), [NamedNode(f"http://e/{who}") for *_, who in meetings])
    assert [order.before(one) for one in order.meetings] == [None, *order.meetings[:-1]]
    assert [order.after(one) for one in order.meetings] == [*order.meetings[1:], None]


@pytest.mark.parametrize(
    ("meetings", "newcomers", "returners", "leavers"),
    [
        # An extraordinary meeting between two numbered ones: who was not there is not back at the next.
        ([(5, 1990, "ab"), (None, 1991, "b"), (6, 1992, "ab")], [None, None, 0], [None, None, 0], [0, None, None]),
        # Two meetings of one number, two pages that tell of it: who was at either was there.
        ([(5, 1990, "ab"), (5, 1991, "bc"), (6, 1992, "a")], [None, None, 0], [None, None, 0], [1, 2, None]),
        # c is back at the third, d is new.
        ([(1, None, "bc"), (2, None, "b"), (3, None, "bcd")], [None, 0, 1], [None, 0, 1], [1, 0, None]),
    ],
)  # fmt: skip
def test_changes_are_counted(
    meetings: list[Meeting],
    newcomers: list[int | None],
    returners: list[int | None],
    leavers: list[int | None],
) -> None:
    """None where a meeting is compared with nothing, else how many."""
    matrix = attendance_matrix(meetings_store(*_named(meetings)), "http://e/s")
    assert [column.newcomers for column in matrix.columns] == newcomers
    assert [column.returners for column in matrix.columns] == returners
    assert [column.leavers for column in matrix.columns] == leavers
    for row in matrix.rows:
        assert all(cell.presence is not Presence.NOT_TOLD for cell in row.cells)
