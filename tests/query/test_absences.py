"""An empty answer says what matched nothing; an answer that counts on the data says what they lack."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, RdfFormat, Store

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.query.absences import absences
from icmlpo_rdf.query.asking import NamedQuery, Query, ask, find_named_query, named_queries, values_of
from icmlpo_rdf.query.bounds import bounds_of
from icmlpo_rdf.query.tokens import tokens_of
from icmlpo_rdf.query.triple_patterns import Pattern, needed_patterns
from icmlpo_rdf.store.rdf_files import store_of

SERIES = "马列主义政党和组织国际会议"
B = "https://w3id.org/icmlpo-rdf"
X = "http://e/"


@pytest.fixture(scope="module")
def seed(seed_conversion: Conversion) -> Store:
    """The seed's data."""
    return store_of(seed_conversion.quads)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("?m icm:ordinal 3", "nothing has icm:ordinal 3; its values are 6, 7, 8, 9, 10"),
        ('?m icm:ordinal "6"', 'nothing has icm:ordinal "6"; there is 6'),
        ("?m icm:year 2011", 'nothing has icm:year 2011; there is "2011"^^xsd:gYear'),
        ('?m rdfs:label "雷文多"', 'nothing has rdfs:label "雷文多"; there is "雷文多"@zh'),
        (
            '?m rdfs:label "希腊共产主义組织"@zh',
            'nothing has rdfs:label "希腊共产主义組织"@zh; near it are 希腊共产主义组织, 共产主义组织, 南欧共产主义组织',
        ),
        ("?m icm:nameAsPrintd ?n", "nothing has the property icm:nameAsPrintd; near it are icm:nameAsPrinted, icm:placeAsPrinted"),
        ("?m a icm:Meting", "nothing is a icm:Meting; near it are icm:Meeting, icm:MeetingSeries"),
        ("?m <http://www.wikidata.org/prop/direct/P31> ?o", "nothing has the property <http://www.wikidata.org/prop/direct/P31>"),
        (f"<{B}/zh/德国马列党> ?p ?o", f"the data say nothing of <{B}/zh/德国马列党>; near it is <{B}/zh/德国马列主义党>"),
        (f"<{B}/zh/雷文多> ?p ?o", f"the data say nothing of <{B}/zh/雷文多>; near it is <{B}/zh/{SERIES}#雷文多>"),
        (f"<{B}/zh/德国马列主义党> icm:ordinal ?n", f"<{B}/zh/德国马列主义党> has no icm:ordinal"),
        (f"<{B}/zh/德国马列主义党> icm:attended <{B}/zh/德国马列主义党>", f"nothing has icm:attended <{B}/zh/德国马列主义党>"),
        (f"?m icm:series <{B}/zh/{SERIES[:-2]}>", f"nothing has icm:series <{B}/zh/{SERIES[:-2]}>; near it "),
        ("GRAPH <http://e/g> { ?s ?p ?o }", f"there is no graph <http://e/g>; there is <{B}/source/zh/{SERIES}>"),
        ("?m icm:series/icm:nam ?n", "nothing has the property icm:nam; near it "),
    ],
)  # fmt: skip
def test_what_matches_nothing_is_told(pattern: str, said: str, seed: Store) -> None:
    """The term that occurs nowhere, and what there is instead; whatever the form of the query."""
    for text in (
        f"SELECT * {{ ?s ?p ?o . {pattern} }}",
        f"ASK {{ {pattern} }}",
        f"CONSTRUCT WHERE {{ {pattern} }}",
    ):
        if "/" in pattern and text.startswith("CONSTRUCT") and ("GRAPH" in pattern or "series/" in pattern):
            continue  # a CONSTRUCT in its short form has neither graphs nor paths
        assert not ask(seed, text).rows
        (found,) = absences(seed, Query(text))
        assert found.startswith(said)


@pytest.mark.parametrize("template", ["?l a icm:Meeting", "?m ?l 1", "?m icm:x ?nothing"])
def test_a_template_that_makes_no_rdf_is_told(template: str, seed: Store) -> None:
    """The question matches, so that no pattern of it is to blame; where a filter lets nothing pass, the template is not either."""
    text = f"CONSTRUCT {{ {template} }} WHERE {{ ?m a icm:Meeting ; rdfs:label ?l }} ORDER BY ?m LIMIT 2"
    assert not ask(seed, text).triples
    (told,) = absences(seed, Query(text))
    assert told.startswith("the question matches, but what CONSTRUCT would make of it is no RDF")
    assert absences(seed, Query(text.replace("?l }", "?l FILTER(?l > 99) }"))) == ()


def test_described_things_and_named_graphs_are_looked_for(seed: Store) -> None:
    """What a DESCRIBE names, and the graphs behind FROM."""
    assert absences(seed, Query("DESCRIBE <http://e/x>")) == ("the data say nothing of <http://e/x>",)
    (found,) = absences(seed, Query("SELECT * FROM <http://e/g> { ?s ?p ?o }"))
    assert found.startswith("there is no graph <http://e/g>")


def test_what_need_not_match_is_not_told(seed: Store) -> None:
    """What is optional, excluded or one of several; what is counted; nor, where each part matches, anything."""
    for clause in (
        "OPTIONAL { ?m icm:no ?x }",
        "MINUS { ?m icm:no ?x }",
        "FILTER NOT EXISTS { ?m icm:no ?x }",
        "{ ?m icm:no ?x } UNION { ?m icm:nor ?x }",
        "{ SELECT (COUNT(*) AS ?n) { ?m icm:no ?x } }",
        "?m (icm:no|icm:ordinal) ?x",
        "?m icm:no* ?x",
        "?m icm:ordinal 6 ; icm:year '2011'^^xsd:gYear",
    ):
        text = f"SELECT * {{ ?m a icm:Meeting . {clause} FILTER(false) }}"
        assert absences(seed, Query(text)) == (), clause


def test_patterns_are_read_as_the_engine_reads_them() -> None:
    """Abbreviations, numbers, relative IRIs and the query's own prefixes; a blank node stands for anything."""
    text = (
        "BASE <http://b/> PREFIX x: <x#> SELECT * { <s> x:p 1, -2, 'a'@zh, \"b\"^^x:d ; a x:C . [ x:q true ] x:r ?v . "
        "GRAPH <g> { ?a x:t/^x:u ?b } FILTER EXISTS { ?v x:w (1 2) } }"
    )

    def node(end: str) -> NamedNode:
        return NamedNode(f"http://b/{end}")

    integer, kind = NamedNode("http://www.w3.org/2001/XMLSchema#integer"), node("x#C")
    assert needed_patterns(text, tokens_of(text), None) == (
        Pattern(node("s"), node("x#p"), Literal("1", datatype=integer)),
        Pattern(node("s"), node("x#p"), Literal("-2", datatype=integer)),
        Pattern(node("s"), node("x#p"), Literal("a", language="zh")),
        Pattern(node("s"), node("x#p"), Literal("b", datatype=node("x#d"))),
        Pattern(node("s"), NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), kind),
        Pattern(None, node("x#q"), Literal(True)),
        Pattern(None, node("x#r"), None),
        Pattern(None, node("x#t"), None, node("g")),
        Pattern(None, node("x#u"), None, node("g")),
        Pattern(None, node("x#w"), None),
    )


_TERM = st.sampled_from(["?a", "?b", ":s", ":t", "1", "'x'", "_:n", "[]", "(1)", "[:p 1]"])
_VERB = st.sampled_from(
    [":p", ":q", "?v", "a", ":p/:q", "^:p", ":p|:z", ":p*", ":p?", "!:z", "(:p|^:q)/:p", ":z*/:p+"]
)
_TRIPLES = st.tuples(_TERM.filter(lambda one: one not in {"1", "'x'"}), _VERB, _TERM).map(" ".join)
_LIST = st.tuples(_TRIPLES, st.sampled_from(["", " ; :p ?c", " , :t", " ; :q 1, 'x' ;"])).map("".join)


def _clauses(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.lists(inner, min_size=1, max_size=2).map(" . ".join)
    return st.one_of(
        *(
            group.map(shape.format)
            for shape in (
                "{{ {} }}",
                "OPTIONAL {{ {} }}",
                "MINUS {{ {} }}",
                "GRAPH ?g {{ {} }}",
                "GRAPH :g {{ {} }}",
                "FILTER NOT EXISTS {{ {} }}",
                "FILTER EXISTS {{ {} }}",
                "{{ SELECT * {{ {} }} LIMIT 2 }}",
                "{{ SELECT (COUNT(?a) AS ?n) {{ {} }} }}",
                "{{ {} }} UNION {{ ?a :p ?b }}",
                "FILTER(1 = 1) {{ {} }}",
                "VALUES ?w {{ 1 2 }} {{ {} }}",
            )
        )
    )


@settings(suppress_health_check=list(HealthCheck))
@given(st.lists(st.recursive(_LIST, _clauses, max_leaves=4), min_size=1, max_size=3))
def test_what_has_an_answer_has_a_match_for_each_pattern(parts: list[str]) -> None:
    """So what is told of an empty answer is never wrong."""
    text = f"PREFIX : <{X}> ASK {{ {' . '.join(parts)} }}"
    store = Store()
    data = (
        "<s> <p> <t>, 1, 'x' ; <q> <s>, 1, 'x' ; a <t> . <t> <p> <s> . <g> { <s> <p> <t>, 1 . <t> <q> 'x' }"
    )
    store.load(data, format=RdfFormat.TRIG, base_iri=X)
    try:
        answer = store.query(text, use_default_graph_as_union=True)
    except SyntaxError:
        return
    assert isinstance(answer, QueryBoolean)
    if answer:
        assert absences(store, Query(text)) == ()
    assert len(needed_patterns(text, tokens_of(text), None)) <= text.count(":") + text.count(
        "?v"
    ) + text.count(" a ")


def test_bounds_of_the_data_are_told(seed: Store) -> None:
    """The page lists the meetings from the sixth on: who attended all of them may have missed the first."""
    said = (f"meetings 1–5 of {SERIES} are not in the data",)
    for name in ("attended-all", "newcomers-and-leavers", "meetings-per-organization", "together-most-often"):
        assert bounds_of(seed, find_named_query(name), {}) == said, name
    named = find_named_query("companions")
    values = values_of(seed, named, {"organization": "雷文多", "series": SERIES})
    assert bounds_of(seed, named, values) == said
    assert bounds_of(seed, find_named_query("meetings"), {}) == ()


@pytest.mark.parametrize("named", named_queries(), ids=lambda one: one.name)
def test_of_a_query_that_ships_absence_is_told_in_words(named: NamedQuery) -> None:
    """Who asked it never saw its terms."""
    store = Store()
    store.load('<urn:x:s> <urn:x:p> "o" .', format=RdfFormat.TURTLE)
    told = absences(store, Query(named.text), is_own=False)
    assert len(told) == 1
    assert told[0].startswith("the data hold no "), told


def test_gaps_and_meetings_without_anybody_are_told() -> None:
    """Of each series, of the one asked for alone; numbers that several meetings bear count once."""
    lines = []
    for series, numbers in (("a", (2, 4, 5, 8, 8)), ("b", (1, 2)), ("c", ())):
        lines.append(f'<{X}{series}> rdfs:label "{series.upper()}" .')
        for place, number in enumerate(numbers):
            lines.append(f"<{X}{series}{place}> icm:series <{X}{series}> ; icm:ordinal {number} .")
            if (series, number) != ("b", 2):
                lines.append(f"<{X}{series}{place}> icm:attendedBy <{X}o> .")
    lines.append(f"<{X}c0> icm:series <{X}c> ; icm:year 1990 . <{X}c1> icm:series <{X}c> .")
    prefixes = "PREFIX icm: <https://w3id.org/icmlpo-rdf/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    store = Store()
    store.load(prefixes + "\n".join(lines), format=RdfFormat.TURTLE)
    named = find_named_query("attended-all")
    assert bounds_of(store, named, {}) == (
        "meetings 1, 3, 6–7 of A are not in the data",
        "the data name nobody who attended meetings 2 of B",
        f"the data name nobody who attended meetings {X}c1, 1990 of C",
    )
    assert bounds_of(store, named, {"series": NamedNode(f"{X}a")}) == (
        "meetings 1, 3, 6–7 of A are not in the data",
    )


def test_many_series_are_not_all_told() -> None:
    """Three, and how many more."""
    node = NamedNode
    icm = "https://w3id.org/icmlpo-rdf/ontology#"
    quads = []
    for number in range(9):
        meeting, series = node(f"{X}m{number}"), node(f"{X}s{number}")
        quads += [
            Quad(meeting, node(f"{icm}series"), series),
            Quad(meeting, node(f"{icm}ordinal"), Literal(2)),
            Quad(meeting, node(f"{icm}attendedBy"), node(f"{X}o")),
            Quad(series, node("http://www.w3.org/2000/01/rdf-schema#label"), Literal(f"S{number}")),
        ]
    said = bounds_of(store_of(quads), find_named_query("attended-all"), {})
    assert said == (
        *(f"meetings 1 of S{number} are not in the data" for number in range(3)),
        "and so it is with 6 more series",
    )
