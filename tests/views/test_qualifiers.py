"""Things of one label are told apart wherever they are shown together."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.views.qualifiers import qualifiers

B = "http://e/"


@pytest.mark.parametrize(
    ("things", "expected"),
    [
        (
            {"zh/T_(2006年)": "T", "zh/T_(2014年)": "T"},
            {"zh/T_(2006年)": "(2006年)", "zh/T_(2014年)": "(2014年)"},
        ),
        ({"zh/T": "T", "zh/T_(2014年)": "T"}, {"zh/T_(2014年)": "(2014年)"}),
        ({"zh/T": "T", "zh/U_(2014年)": "U"}, {}),
        ({"zh/T": "T"}, {}),
        # Two Wikipedias' pages, and what only a page speaks of: brackets do not tell them apart.
        ({"zh/T": "T", "ja/T": "T"}, {"zh/T": "zh/T", "ja/T": "ja/T"}),
        ({"zh/T": "T", "zh/P#T": "T"}, {"zh/T": "zh/T", "zh/P#T": "zh/P#T"}),
    ],
)
def test_what_tells_things_apart(things: dict[str, str], expected: dict[str, str]) -> None:
    """Where they share a label, and only there; no two of them by the same."""
    store = Store()
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    store.load(
        "".join(f'<{B}{one}> {label} "{text}" .\n' for one, text in things.items()), format=RdfFormat.TURTLE
    )
    told = qualifiers(Lookups(store), [B + one for one in things])
    assert told == {B + one: text for one, text in expected.items()}
