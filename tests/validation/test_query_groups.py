"""Where the focus nodes of a SPARQL constraint are told in its query: in its only group, and nowhere where that would change it."""

from __future__ import annotations

import pytest

from icmlpo_rdf.validation.compiled.sparql import place_of_values


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE {| $this ?p ?o }",
        "SELECT $this WHERE # {\n{| $this ?p ?o FILTER NOT EXISTS { $this a ?c } }",
        "select $this where {| $this <http://a.example/#x> ?limit filter exists\n{ ?limit ?p ?o } }",
        'SELECT $this {| $this ?p "{", \'LIMIT\', """ { " } """, \'\'\'OFFSET {\'\'\', "\\"{" }',
    ],
)
def test_a_query_of_one_group_takes_them_all(select: str) -> None:
    """Braces and words in strings, IRIs, comments and variables are none of its own; the bar marks the place."""
    before, _, behind = select.partition("|")
    assert place_of_values(before + behind) == len(before)


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { { $this ?p ?o } UNION { $this ?q ?o } }",
        "SELECT $this WHERE { OPTIONAL { $this ?p ?o } }",
        "SELECT $this WHERE { $this ?p ?o } LIMIT 1",
        "SELECT $this WHERE { $this ?p ?o } ORDER BY $this offset 3",
        "ASK",
        "SELECT $this WHERE { $this ?p ?o VALUES ?o { '''a' } }",
    ],
)
def test_other_queries_are_asked_for_each_focus_node(select: str) -> None:
    """Of groups within the group, of a part of the solutions, and of nothing."""
    assert place_of_values(select) is None
