"""What is known of other engines: where each differs from ours, and why. Anything else is news, and fails the suite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from interop.questions import Rows, query_of

__all__ = ["KNOWN", "Difference", "Known", "difference", "judge"]


class Difference(Enum):
    """How an answer differs from the one expected."""

    NONE = "equal"
    ORDER = "the same rows in another order"
    ROWS = "other rows"
    NO_ANSWER = "no answer, or none in time"


@dataclass(frozen=True)
class Known:
    """A difference that was looked into, and is a fault of the engine."""

    store: str
    """The beginning of its name in the table."""
    query: str
    """Whatever narrows it: what is known of the whole answer may be so of a part, or may not show there."""
    how: Difference
    why: str


_COLLATION = (
    "orders strings by localeCompare, not by code points (SPARQL 1.1, 17.3); with that mended, all are equal"
)
KNOWN = (
    *(
        Known("comunica", query, Difference.ORDER, _COLLATION)
        for query in (
            "attendance",
            "meetings",
            "meetings-per-organization",
            "members",
            "newcomers-and-leavers",
            "no-page",
            "participants",
            "same-name",
            "several-names",
            "together-most-often",
        )
    ),
    # Not in each run: it comes and goes with the order in which the store numbers what it loads.
    *(
        Known(
            "Virtuoso 7",
            query,
            Difference.ROWS,
            "joins two selections by one IRI, each right alone, and in some runs loses a row",
        )
        for query in ("attendance", "newcomers-and-leavers")
    ),
)


def difference(expected: Rows, given: Rows | None) -> Difference:
    """Return how an answer differs; None is an answer that did not come."""
    if given is None:
        return Difference.NO_ANSWER
    if given == expected:
        return Difference.NONE
    return Difference.ORDER if sorted(given) == sorted(expected) else Difference.ROWS


def judge(
    store: str, reference: dict[str, Rows], answers: dict[str, Rows], known: Iterable[Known] = KNOWN
) -> tuple[list[str], list[str], list[str]]:
    """Compare a store's answers with those expected.

    Returns:
        a line for each difference that is known, for each that is new, and for each that was known and is no more.
    """
    listed = {one.query: one for one in known if store.startswith(one.store)}
    expected, news, gone = [], [], []
    for query, rows in reference.items():
        how = difference(rows, answers.get(query))
        one = listed.get(query_of(query))
        if one and how is one.how:
            expected.append(f"{store}: {query}: {how.value}: {one.why}")
        elif how is not Difference.NONE:
            instead = f" (known is: {one.how.value})" if one else ""
            news.append(f"{store}: {query}: {how.value}{instead}")
        elif one and one.query == query:
            gone.append(f"{store}: {query}: is right now; known was: {one.how.value}: {one.why}")
    return expected, news, gone
