"""An answer as plain Python values, data frames and a notebook's table."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Store

from icmlpo_rdf import ask
from icmlpo_rdf.quads.vocab import Xsd
from icmlpo_rdf.query.answer import Answer
from icmlpo_rdf.query.plain_values import plain
from icmlpo_rdf.store.rdf_files import load
from tests.conftest import ROOT

YEARS = "SELECT ?m ?year ?label { ?m icm:year ?year OPTIONAL { ?m icm:nothing ?label } } ORDER BY ?year"


@pytest.fixture(scope="module")
def store() -> Store:
    """The seed."""
    return load([str(ROOT / "output")])


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("http://e/x"), "http://e/x"),
        (BlankNode("b"), "_:b"),
        (Literal(5), 5),
        (Literal("05", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")), 5),
        (Literal("1999", datatype=Xsd.g_year), 1999),
        (Literal("-0044", datatype=Xsd.g_year), -44),
        (Literal("1999Z", datatype=Xsd.g_year), "1999Z"),
        (Literal("1955-04-18", datatype=Xsd.date), dt.date(1955, 4, 18)),
        (Literal("0000-04-18", datatype=Xsd.date), "0000-04-18"),
        (Literal("1955-04", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#gYearMonth")), "1955-04"),
        (Literal(True), True),
        (Literal(1.5), 1.5),
        (Literal("1.10", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")), Decimal("1.10")),
        (Literal("x", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean")), "x"),
        (Literal("德国", language="zh"), "德国"),
    ],
)
def test_plain_values(term: NamedNode | BlankNode | Literal | None, value: object) -> None:
    """As Python has them; what is none stays the text."""
    found = plain(term)
    assert found == value
    assert type(found) is type(value)


def test_frames(store: Store) -> None:
    """Both libraries: columns, types, gaps."""
    answer = ask(store, YEARS)
    assert [one["year"] for one in answer.to_dicts()] == [1999, 2001, 2004, 2007, 2011]
    pandas, polars = answer.to_pandas(), answer.to_polars()
    assert list(pandas.columns) == polars.columns == ["m", "year", "label"]
    assert list(pandas["year"]) == polars["year"].to_list() == [1999, 2001, 2004, 2007, 2011]
    assert pandas["label"].isna().all()
    assert polars["label"].null_count() == 5


def test_no_rows_keep_their_columns(store: Store) -> None:
    """A frame that holds nothing has the columns that were asked for."""
    answer = ask(store, "SELECT ?a ?b { ?a icm:nothing ?b }")
    assert list(answer.to_pandas().columns) == answer.to_polars().columns == ["a", "b"]


def test_truth_and_triples(store: Store) -> None:
    """An ASK is one row, a graph has three columns."""
    assert ask(store, "ASK { ?m icm:year ?y }").to_dicts() == [{"truth": True}]
    assert ask(store, "ASK { ?m icm:year ?y }").to_polars().rows() == [(True,)]
    graph = ask(store, "CONSTRUCT { ?m icm:year ?y } { ?m icm:year ?y }")
    assert list(graph.to_pandas().columns) == ["subject", "predicate", "object"]
    assert {one["object"] for one in graph.to_dicts()} == {1999, 2001, 2004, 2007, 2011}


def test_mixed_columns_become_texts() -> None:
    """A column of years and of days is one of texts: a frame of polars has one type a column."""
    answer = Answer(("when",), ((Literal("1999", datatype=Xsd.g_year),), (Literal("x"),), (None,)))
    assert answer.to_polars()["when"].to_list() == ["1999", "x", None]


def test_a_notebooks_table(store: Store) -> None:
    """With links, and nothing of the data as markup."""
    html = ask(store, YEARS)._repr_html_()
    assert html.count("<tr>") == 6
    assert '<a href="https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#meeting-6">' in html
    odd = Answer(("<b>",), ((Literal("<script>", language="en"),), (NamedNode("javascript:alert(1)"),)))
    html = odd._repr_html_()
    assert "<script>" not in html
    assert "<b>" not in html
    assert "href" not in html
    long = Answer(("x",), tuple((Literal(one),) for one in range(1_000)))
    assert "and 950 more rows" in long._repr_html_()
    assert len(repr(long)) < 200
