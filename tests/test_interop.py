"""The verdict of `make interop`: what is known of an engine passes, anything else does not."""

from __future__ import annotations

from pathlib import Path

from icmlpo_rdf.query.asking import named_queries
from interop.known import KNOWN, Difference, Known, difference, judge
from interop.questions import make_data, oxigraph_answers, query_of, questions

Row = tuple[str, ...]
A: Row = ("a",)
B: Row = ("b",)
REFERENCE: dict[str, list[Row]] = {"one": [A, B], "two": [A]}
LATE = Known("Store", "one", Difference.NO_ANSWER, "slow")


def test_differences_are_told_apart() -> None:
    """Order is less than rows, and no answer is neither; a row twice is another answer than once."""
    assert difference([A, B], [A, B]) is Difference.NONE
    assert difference([A, B], [B, A]) is Difference.ORDER
    assert difference([A, B], [A, A]) is Difference.ROWS
    assert difference([A, B], [A, B, B]) is Difference.ROWS
    assert difference([], None) is Difference.NO_ANSWER


def test_what_is_known_is_no_news() -> None:
    """Of that store, that query and in that way; other ways are news."""
    assert judge("Store 7", REFERENCE, {"two": [A]}, [LATE]) == (
        ["Store 7: one: no answer, or none in time: slow"],
        [],
        [],
    )
    _, news, _ = judge("Store 7", REFERENCE, {"one": [B, A], "two": [A]}, [LATE])
    assert news == ["Store 7: one: the same rows in another order (known is: no answer, or none in time)"]
    _, news, _ = judge("Another", REFERENCE, {"two": [A]}, [LATE])
    assert news == ["Another: one: no answer, or none in time"]
    _, news, _ = judge("Store 7", REFERENCE, {"one": [A, B], "two": [B]}, [])
    assert news == ["Store 7: two: other rows"]


def test_what_is_right_again_is_said() -> None:
    """And fails nothing."""
    known, news, gone = judge("Store 7", REFERENCE, {"one": [A, B], "two": [A]}, [LATE])
    assert (known, news) == ([], [])
    assert gone == ["Store 7: one: is right now; known was: no answer, or none in time: slow"]


def test_known_differences_are_of_queries_that_ship() -> None:
    """A query that was renamed leaves nothing behind; none is listed twice."""
    assert {one.query for one in KNOWN} <= {one.name for one in named_queries()}
    assert len({(one.store, one.query) for one in KNOWN}) == len(KNOWN)


def test_what_is_known_of_a_query_is_known_of_its_parts() -> None:
    """A difference in order may show in a part of the rows; where it does not, the query is not said to be right again."""
    part = "one with series"
    late = Known("Store", "one", Difference.ORDER, "old")
    known, news, gone = judge("Store 7", {part: [A, B]}, {part: [B, A]}, [late])
    assert (len(known), news, gone) == (1, [], [])
    assert judge("Store 7", {part: [A, B]}, {part: [A, B]}, [late]) == ([], [], [])
    _, news, _ = judge("Store 7", {part: [A, B]}, {part: [A]}, [late])
    assert len(news) == 1


def test_every_parameter_is_asked_once_and_finds_something(tmp_path: Path) -> None:
    """Of an empty answer nothing could be compared."""
    asked = questions()
    queries = named_queries()
    wanted = [
        f"{one.name} with {each.name}" for one in queries for each in one.parameters if not each.is_required
    ]
    assert set(asked) == {one.name for one in queries} | set(wanted)
    assert {query_of(name) for name in asked} == {one.name for one in queries}
    assert len(set(asked.values())) == len(asked)
    _, quads = make_data(tmp_path)
    empty = [name for name, rows in oxigraph_answers(quads, asked).items() if not rows]
    assert not empty
