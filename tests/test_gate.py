"""What pages say, annotated by hand: no page may be read worse than it was."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.gate.floors import DIGESTS, FLOORS, REASONS, check, digests_of, write_floors
from tests.gate.gold import GoldPage, gold_pages
from tests.gate.scores import PageScores, compare, measure
from tests.gate.stated import Stated, stated_by

GOLD_PAGES = gold_pages()


@cache
def measured(name: str) -> PageScores:
    """What a page's reading is worth; each page is read once."""
    (page,) = [page for page in GOLD_PAGES if page.name == name]
    return measure(page)


@pytest.mark.parametrize("page", GOLD_PAGES, ids=lambda page: page.name)
def test_page_is_read_as_well_as_before(page: GoldPage) -> None:
    """Precision and recall of every kind of fact, and a reason for every miss."""
    assert check(measured(page.name)) == []


@pytest.mark.parametrize("page", GOLD_PAGES, ids=lambda page: page.name)
def test_page_and_annotation_are_pinned(page: GoldPage) -> None:
    """Neither is edited without saying so: `python -m tests.gate --pin`."""
    pinned = tomllib.loads(DIGESTS.read_text(encoding="utf-8"))
    assert digests_of(page) == {name: pinned.get(name) for name in digests_of(page)}


def test_every_reason_is_needed() -> None:
    """A reason whose miss was mended goes."""
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8")) if REASONS.exists() else {}
    for page in GOLD_PAGES:
        slips = {slip.key for slip in measured(page.name).slips if slip.kind != "details"}
        assert set(reasons.get(page.name, {})) <= slips


def test_the_gate_sees_what_is_wrong_and_what_is_missed(tmp_path: Path) -> None:
    """A gate that lets everything pass would be none."""
    page = next(page for page in GOLD_PAGES if any(key[0] == "attendance" for key in page.statements))
    stated = stated_by(page)
    gone = next(key for key in stated.statements if key[0] == "attendance")
    without = {key: details for key, details in stated.statements.items() if key != gone}
    invented = ("attendance", gone[1], f"{gone[2]}-x")
    worse = compare(page, Stated({**without, invented: {}}, stated.links))
    assert {(slip.what, slip.kind) for slip in worse.slips} >= {
        ("missed", "attendance"),
        ("wrong", "attendance"),
    }
    assert check(worse)
    # Floors never sink by themselves.
    floors = tmp_path / "floors.toml"
    write_floors([measure(page)], lower=False, path=floors)
    best = tomllib.loads(floors.read_text(encoding="utf-8"))[page.name]
    write_floors([worse], lower=False, path=floors)
    kept = tomllib.loads(floors.read_text(encoding="utf-8"))[page.name]
    assert kept["attendance"] == best["attendance"]
    write_floors([worse], lower=True, path=floors)
    lowered = tomllib.loads(floors.read_text(encoding="utf-8"))[page.name]
    assert lowered["attendance"] < best["attendance"]


def test_every_page_with_an_annotation_exists_and_has_floors() -> None:
    """And the floors name no page that is gone."""
    assert GOLD_PAGES
    assert all(page.page.is_file() for page in GOLD_PAGES)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == {page.name for page in GOLD_PAGES}
