"""SPARQL: rows, graphs and truths; errors with their place; no way to another server."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.query.asking import find_named_query, query

PAGE = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议"


def test_select(seed_conversion: Conversion) -> None:
    """Our prefixes need no declaration; an unbound variable is None."""
    answer = query(
        seed_conversion.quads, "SELECT ?n ?x { ?m a icm:Meeting ; icm:ordinal ?n } ORDER BY ?n LIMIT 1"
    )
    assert answer.variables == ("n", "x")
    assert answer.rows == ((Literal(6), None),)


def test_construct_and_describe(seed_conversion: Conversion) -> None:
    """A graph's triples are sorted, each once."""
    answer = query(
        seed_conversion.quads, f"CONSTRUCT {{ ?m icm:series ?s }} {{ ?m icm:series ?s . <{PAGE}> ?p ?o }}"
    )
    assert answer.triples
    assert len(answer.triples) == 5
    assert list(answer.triples) == sorted(answer.triples, key=str)
    described = query(seed_conversion.quads, f"DESCRIBE <{PAGE}>").triples
    assert described
    assert {triple.subject for triple in described} == {NamedNode(PAGE)}


def test_ask(seed_conversion: Conversion) -> None:
    """A truth is a truth."""
    assert query(seed_conversion.quads, "ASK { ?m icm:ordinal 10 }").truth is True
    assert query(seed_conversion.quads, "ASK { ?m icm:ordinal 11 }").truth is False


def test_named_and_default_graphs_are_asked_together(seed_conversion: Conversion) -> None:
    """The quads stand in a named graph; plain patterns find them."""
    assert query(seed_conversion.quads, "ASK { GRAPH ?g { ?m icm:ordinal 10 } }").truth is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT * { ?s ?p",
            r"query:1:\d+: no valid SPARQL \(expected one of \$ \( [^\\\\']+…\); mend the query there",
        ),
        (
            "SELECT *\n{ ?s foo:bar ?o }",
            r"query:2:6: no valid SPARQL \(the prefix foo: is not declared\); declare it, PREFIX foo: <IRI>",
        ),
        ("SELECT * { ?s <a b> ?o }", r"no valid SPARQL \(IRI parsing failed\)"),
        ("SELECT ?x { ?s ?p ?o } GROUP BY ?s", r"\(the SELECT contains a variable that is unbound\)"),
        (
            "INSERT DATA { <a:b> <a:c> 1 }",
            r"query:1:1: no valid SPARQL \(INSERT is an update, and there are only queries",
        ),
        (
            "PREFIX : <urn:x:>\n  DROP ALL",
            r"query:2:3: no valid SPARQL \(DROP is an update, and there are only queries",
        ),
        (
            "# c\nSELEC * {",
            r"query:2:1: no valid SPARQL \(a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE\)",
        ),
        (
            "BASE <urn:x:>PREFIX x: # c\n<urn:x:> ?x",
            r"query:2:10: no valid SPARQL \(a query begins with SELECT",
        ),
        (
            "PREFIX x: <urn:x:> PREFIX y <urn:y:> ASK {}",
            r"query:1:20: .*\(a declaration is written PREFIX name: <IRI>\)",
        ),
        ("", r"query:1:1: no valid SPARQL \(it is empty; a query begins with SELECT"),
    ],
)
def test_syntax_errors_name_their_place(text: str, said: str) -> None:
    """Line and column of the query; updates are no queries."""
    with pytest.raises(DataError, match=said):
        query([], text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * {\n  service silent ?x { ?s ?p ?o } }",
        "SELECT * { { SELECT * { SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } } } }",
        'SELECT * { ?s ?p \'a\\\'\', """x""" . SERVICE <http://127.0.0.1:9/> {} }',
    ],
)
def test_no_query_reaches_another_server(text: str) -> None:
    """SERVICE is refused before anything is asked."""
    with pytest.raises(UsageError, match="SERVICE would ask another server"):
        query([], text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?service ?p 'SERVICE <x>' } # SERVICE",
        'SELECT * { ?s ?p """SERVICE "x" """ }',
        "PREFIX service: <http://e.example/service#> SELECT * { ?s service:SERVICE ?o ; <http://e/SERVICE> ?x }",
    ],
)
def test_the_word_service_elsewhere_is_no_service(text: str) -> None:
    """In variables, strings, comments, IRIs and prefixed names."""
    assert query([], text).rows == ()


def test_unknown_named_query() -> None:
    """The error lists what there is."""
    with pytest.raises(UsageError, match="no query is called 'x'; use one of attendance, attended-all"):
        find_named_query("x")
