"""The fast engine: the same reports as pySHACL's, on every example, on real pages and on graphs made from them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from icmlpo_rdf.convert import convert
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.quads.vocab import Icm, Org
from icmlpo_rdf.resources import shapes_text
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.compiled import check
from icmlpo_rdf.validation.shacl_report import Engine, ValidationReport, validate
from tests.conftest import PAGES, ROOT, SEED

EXAMPLES = sorted((ROOT / "shapes" / "examples").glob("*/*.ttl"))
XSD = "http://www.w3.org/2001/XMLSchema#"


def turtle(report: ValidationReport) -> str:
    """A report, without the language of messages, which pySHACL keeps only where a message quotes nothing."""
    return report.turtle.replace('"@en ;', '" ;')


@cache
def example(path: Path) -> tuple[Quad, ...]:
    """An example's triples; some examples have IRIs that strict readers refuse."""
    return tuple(parse(path.read_bytes(), RdfFormat.TURTLE, lenient=True))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_report_on_an_example(path: Path) -> None:
    """To the last character."""
    assert turtle(check(example(path))) == turtle(validate(example(path), engine=Engine.PYSHACL))


@pytest.mark.parametrize("path", [SEED, *PAGES], ids=lambda path: path.stem)
def test_report_on_a_page(path: Path) -> None:
    """Real pages of all kinds conform; and both engines say the same of one with each tenth triple taken away."""
    whole = convert(read_page_file(str(path))).quads
    assert check(whole).conforms
    data = [quad for number, quad in enumerate(whole) if number % 10]
    assert turtle(check(data)) == turtle(validate(data, engine=Engine.PYSHACL))


STATED = [quad.triple for path in EXAMPLES for quad in example(path)]
SUBJECTS = [*sorted({triple.subject for triple in STATED}, key=str), BlankNode("0" * 32)]
OBJECTS = [
    *sorted({triple.object for triple in STATED}, key=str),
    BlankNode("0" * 32),
    Literal(""),
    Literal("第十次会议", language="ja"),
    Literal("0", datatype=NamedNode(f"{XSD}integer")),
    Literal("ten", datatype=NamedNode(f"{XSD}integer")),
    Literal("10"),
    Literal("2011-02-29", datatype=NamedNode(f"{XSD}date")),
    Literal("2012-02-29", datatype=NamedNode(f"{XSD}date")),
    Literal("2012-02-29T23:59:59Z", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2011-02-29T12:00:00Z", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2011-02-28T25:00:00Z", datatype=NamedNode(f"{XSD}dateTime")),
    Literal("2011-13", datatype=NamedNode(f"{XSD}gYearMonth")),
    Literal("in 2011", datatype=NamedNode(f"{XSD}gYear")),
]
# pySHACL takes a date for a number, which SPARQL's `<` does not, and so not SHACL either (section 4.3).
DATE = re.compile(rf"\^\^<{XSD}(?:date|dateTime|gYear|gYearMonth)>$")
# rdflib's STR() has a string for a blank node, where SPARQL 1.1 (section 17.4.2.5) knows none: a rule that asks what a
# role's IRI begins with finds such a role with one engine only.
BLANK = re.compile(r"\bN?[0-9a-f]{24,32}\b|\bn[0-9a-f]{32}b\d+\b")
PASSING = [path for path in EXAMPLES if path.parent.name == "pass"]


def said(report: ValidationReport) -> list[tuple[object, ...]]:
    """The findings, without the labels of blank nodes, which each engine makes."""
    return sorted(
        (
            one.level.rank,
            *(
                BLANK.sub("_", text or "")
                for text in (one.focus, one.path, one.value, one.shape, one.message)
            ),
        )
        for one in report.results
    )


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_report_on_a_graph_made_of_examples(data: st.DataObject) -> None:
    """Two of them as one graph, some of whose statements are gone, turned, or told of something else."""
    paths = data.draw(st.lists(st.sampled_from(PASSING), min_size=1, max_size=2))
    triples = list(dict.fromkeys(quad.triple for path in paths for quad in example(path)))
    for number in data.draw(st.lists(st.integers(0, len(triples) - 1), max_size=6, unique=True)):
        subject, predicate, value = triples[number]
        match data.draw(st.sampled_from(["drop", "object", "subject", "predicate", "more"])):
            case "object":
                triples[number] = Triple(subject, predicate, data.draw(st.sampled_from(OBJECTS)))
            case "subject":
                triples[number] = Triple(data.draw(st.sampled_from(SUBJECTS)), predicate, value)
            case "predicate":
                triples[number] = Triple(subject, triples[number - 1].predicate, value)
            case "more":
                triples.append(Triple(subject, predicate, data.draw(st.sampled_from(OBJECTS))))
            case _:
                triples[number] = triples[0]
    quads = [
        Quad(*triple)
        for triple in dict.fromkeys(triples)
        if not (triple.predicate == Icm.ordinal and DATE.search(str(triple.object)))
        and not (triple.predicate == Org.role and isinstance(triple.object, BlankNode))
    ]
    assert said(check(quads)) == said(validate(quads, engine=Engine.PYSHACL))


# Shapes of others.

PREFIXES = """
@prefix : <http://e.example/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = f"""{PREFIXES}
:Cat rdfs:subClassOf :Animal . :Animal rdfs:subClassOf :Thing .
:tom a :Cat ; :name "Tom"@en , "Thomas"@EN ; :age 3 ; :friend :jerry , :spike ; :likes :milk .
:jerry a :Animal ; :age "old" ; :friend :tom ; :likes :cheese , [ a :Animal ; :age 1 ] .
:spike :name "Spike" ; :age 7.5 ; :friend :spike .
[] a :Cat ; :name 1 ; :friend :nobody .
:report <http://e.example/says> "x" .
"""
SHAPES = [
    "sh:targetClass :Thing ; sh:property [ sh:path :age ; sh:minCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 2 ; sh:message 'an age' ]",
    "sh:targetNode :tom , :nobody ; sh:not [ sh:class :Thing ] ; sh:message 'no thing'",
    "sh:targetObjectsOf :friend ; sh:node [ sh:property [ sh:path :friend ; sh:minCount 1 ] ] ; sh:message 'a friend has friends'",
    "sh:targetSubjectsOf :friend ; sh:and ( [ sh:nodeKind sh:IRI ] [ sh:or ( [ sh:class :Animal ] [ sh:hasNothing true ] ) ] ) ; sh:message 'both'",
    "sh:targetSubjectsOf :name ; sh:property [ sh:path :name ; sh:uniqueLang true ; sh:maxCount 1 ; sh:minLength 4 ; sh:message 'a name' ]",
    "sh:targetClass :Animal ; sh:property [ sh:path ( :friend [ sh:inversePath :friend ] ) ; sh:maxCount 1 ; sh:message 'rivals' ]",
    "sh:targetClass :Animal ; sh:property [ sh:path [ sh:alternativePath ( :likes ( :friend :likes ) ) ] ; sh:pattern 'milk' ; sh:message 'milk' ]",
    "sh:targetClass :Animal ; sh:property [ sh:path [ sh:inversePath :friend ] ; sh:equals :friend ; sh:hasValue :tom ; sh:message 'friends' ]",
    "sh:targetClass :Animal ; sh:closed true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ) ; sh:property [ sh:path :age ] ; sh:message 'closed'",
    "sh:targetClass :Animal ; sh:severity sh:Info ; sh:sparql [ sh:select 'SELECT $this ?value WHERE { $this <http://e.example/friend> ?value }' ; sh:message '{$this} has {?value}, not {?other}' ]",
    "sh:targetClass :Animal ; sh:sparql [ sh:select 'SELECT $this WHERE { { FILTER(isBlank($this)) } UNION { FILTER(STRENDS(STR($this), \"m\")) } }' ; sh:message 'within groups' ]",
    "sh:targetClass :Animal ; sh:sparql [ sh:select 'SELECT $this ?path ?value WHERE { $this ?path ?value FILTER NOT EXISTS { $this <http://e.example/name> ?value } } ORDER BY ?path ?value LIMIT 1' ; sh:message '{?path}' ]",
]


SHAPES += [
    "sh:targetClass :Animal ; sh:property [ sh:path :age ; sh:minCount 9 ; sh:deactivated true ] , [ sh:path :name ; sh:maxCount 0 ; sh:message 'no name' ]",
    "sh:targetClass :Animal ; sh:not [ sh:deactivated true ; sh:nodeKind sh:Literal ] ; sh:message 'a deactivated shape lets all pass'",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_report_by_shapes_of_others(shape: str) -> None:
    """Subclasses, blank nodes, paths, shapes within shapes, queries that must be asked of each node alone."""
    kind = "sh:nodeKind sh:IRI" if "hasNothing" in shape else ""
    shapes = f"{PREFIXES} :shape a sh:NodeShape ; {shape.replace('sh:hasNothing true', kind)} ."
    quads = list(parse(DATA, RdfFormat.TURTLE))
    fast = validate(quads, shapes, engine=Engine.FAST)
    assert fast.results
    assert said(fast) == said(validate(quads, shapes, engine=Engine.PYSHACL))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("sh:property [ sh:path schema:name ; sh:lessThan schema:version ]", "sh:lessThan"),
        ("sh:property [ sh:path [ sh:zeroOrMorePath schema:name ] ; sh:minCount 1 ]", "sh:zeroOrMorePath"),
        ("sh:property [ sh:path [ sh:inversePath ( icm:a icm:b ) ] ; sh:minCount 1 ]", "sh:path"),
        ("sh:datatype xsd:duration", "sh:datatype .*duration"),
        ("sh:pattern '('", r"sh:pattern \("),
        ("sh:minInclusive 'a'", "sh:minInclusive a"),
        ("sh:node [ sh:sparql [ sh:select 'SELECT $this {}' ] ]", "within another"),
        ("sh:property [ sh:path icm:a ; sh:sparql [ sh:select 'SELECT $this {}' ] ]", "within another"),
        ("sh:sparql [ sh:select 'SELECT $this { SERVICE <http://e.example/> {} }' ]", "SERVICE"),
        ("a <http://www.w3.org/2000/01/rdf-schema#Class>", "shapes that are classes"),
    ],
)
def test_what_cannot_be_expressed_is_refused(more: str, said: str) -> None:
    """No shape is skipped in silence."""
    shapes = (
        f"{shapes_text()} icmsh:x a sh:NodeShape ; sh:targetClass icm:Page , <http://e.example/> ; {more} ."
    )
    with pytest.raises(DataError, match=rf"mine\.ttl: the fast engine does not know .*{said}"):
        validate([], shapes, shapes_origin="mine.ttl", engine=Engine.FAST)


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a:b> sh:path [ .\n", r"mine\.ttl:2:\d+: no valid"),
        (f"{PREFIXES} :s sh:targetNode :a ; sh:sparql [ sh:select 'SELECT no' ] .", r"mine\.ttl: the shapes"),
        (f"{PREFIXES} :s sh:targetNode :a ; sh:sparql [ sh:select 'ASK {{}}' ] .", r"mine\.ttl: the shapes"),
    ],
)
def test_broken_shapes(shapes: str, said: str) -> None:
    """Shapes that are no shapes are said with their place, as by pySHACL."""
    with pytest.raises(DataError, match=said):
        validate([], shapes, shapes_origin="mine.ttl", engine=Engine.FAST)
