"""What the ablation leaves out is really left out."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import read_page_file
from tests.conftest import ROOT
from tests.gate.ablation import all_clues, without


@pytest.mark.parametrize(
    ("clue", "page"),
    [
        ("words of class member", "en/council.html"),
        ("words of class office", "en/cabinet.html"),
        ("table reader: names-table", "en/court.html"),
        ("the page: what title and lead call it", "en/court.html"),
        ("what the entries of lists look like", "en/cabinet.html"),
    ],
)
def test_a_page_says_less_without_a_clue_that_it_needs(clue: str, page: str) -> None:
    """And the same as before when the clue is back."""
    raw = read_page_file(str(ROOT / "tests" / "cases" / page))
    options = ConvertOptions(PageOptions("en"))
    whole = understand(raw, options).facts
    with without(all_clues()[clue]):
        less = understand(raw, options).facts
    assert whole
    assert less
    assert len(less.memberships) < len(whole.memberships)
    assert understand(raw, options).facts == whole


def test_every_clue_can_be_left_out() -> None:
    """What is replaced is there, and what replaces it is called as it is: a clue that was renamed would be reported as worth nothing."""
    raw = read_page_file(str(ROOT / "tests" / "cases" / "en" / "court.html"))
    for patches in all_clues().values():
        with without(patches):
            assert understand(raw, ConvertOptions(PageOptions("en"))).facts
