"""The named queries answer a historian, the same in two engines, as counted by hand from the page."""

from __future__ import annotations

import csv
import re

import pytest
import rdflib

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.graph.query import NamedQuery, named_queries, query
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.source import read_page_file
from tests.conftest import ROOT

QUERIES = named_queries()
GOLD = ROOT / "tests" / "golden" / "seed" / "queries"
# The seed has no members; another given page has.
OTHER_GOLD = ROOT / "tests" / "golden" / "members"
OTHER_PAGE = ROOT / "tests" / "pages" / "zh" / "马列主义政党和组织国际会议_(团结和斗争).md"


def gold(name: str) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of an expected answer."""
    folder = GOLD if (GOLD / f"{name}.tsv").exists() else OTHER_GOLD
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        columns, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    return columns, rows


def plain(term: object) -> str:
    """A term's text."""
    return str(getattr(term, "value", "" if term is None else term))


def test_every_query_has_an_expected_answer() -> None:
    """No query ships that nobody counted by hand."""
    assert {one.name for one in QUERIES} == {
        path.stem for folder in (GOLD, OTHER_GOLD) for path in folder.glob("*.tsv")
    }


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_answer_on_the_seed(named: NamedQuery, conversions: dict[str, Conversion]) -> None:
    """The answer is the one that was counted on the page, in this order."""
    answer = query(conversions[named.name].quads, named.text)
    columns, rows = gold(named.name)
    assert list(answer.variables) == columns
    assert [[plain(term) for term in row] for row in answer.rows] == rows
    assert rows


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_rdflib_gives_the_same_answer(named: NamedQuery, conversions: dict[str, Conversion]) -> None:
    """No query rests on one engine's habits."""
    result = conversions[named.name].to_rdflib().query(named.text, initNs=PREFIXES)
    _, rows = gold(named.name)
    assert [[plain(term) for term in row] for row in result] == rows  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def conversions(seed_conversion: Conversion) -> dict[str, Conversion]:
    """For each query the page that it is asked of."""
    other = convert(read_page_file(str(OTHER_PAGE)))
    return {one.name: seed_conversion if (GOLD / f"{one.name}.tsv").exists() else other for one in QUERIES}


@pytest.fixture(scope="module")
def seed_rdflib(seed_conversion: Conversion) -> rdflib.Graph:
    """The seed as an rdflib graph."""
    return seed_conversion.to_rdflib()


@pytest.mark.parametrize("named", QUERIES, ids=lambda one: one.name)
def test_each_query_explains_itself(named: NamedQuery) -> None:
    """Title and description are there, and the order is total: every query ends in an ORDER BY."""
    assert named.title.endswith("?")
    assert named.description.endswith(".")
    assert re.search(r"\bORDER BY\b[^}]*\Z", named.text)
