"""Shapes of users: what is wrong with them is said with its place, and never taken for a verdict."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse, serialize

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.validation.shacl_report import Engine, ValidationReport, validate
from icmlpo_rdf.validation.shapes_files import read_shapes
from tests.conftest import ROOT

DATA = list(parse((ROOT / "output" / "000_4563acc429c8a94e.ttl").read_bytes(), RdfFormat.TURTLE))
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .
@prefix ex: <http://example.org/> .
"""
# Each meeting has an ordinal, which the shape finds and the other one, which wants a date, does not.
GOOD = "ex:S a sh:NodeShape ; sh:targetClass icm:Meeting ; sh:property [ sh:path icm:ordinal ; sh:minCount 1 ] .\n"
BAD = GOOD.replace("icm:ordinal", "icm:dateAsPrinted")


def checked(shapes: str, data: list[Quad] = DATA, engine: Engine = Engine.PYSHACL) -> ValidationReport:
    """Validate by shapes of a file mine.ttl."""
    return validate(data, PREFIXES + shapes, shapes_origin="mine.ttl", engine=engine)


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("", "there is no shape in mine.ttl"),
        ("ex:a a ex:Person .", "there is no shape in mine.ttl"),
        (BAD.replace("icm:Meeting", "icm:Congress"), "that the shapes of mine.ttl speak of (icm:Congress)"),
        (BAD.replace("sh:targetClass icm:Meeting ;", ""), "says which nodes it is for"),
        (BAD.replace("sh:targetClass", "sh:deactivated true ; sh:targetClass"), "are deactivated"),
        (BAD.replace("sh:targetClass icm:Meeting", "sh:targetSubjectsOf icm:nosuch"), "(icm:nosuch)"),
        (BAD.replace("sh:NodeShape ; sh:targetClass icm:Meeting", "sh:NodeShape , <http://www.w3.org/2000/01/rdf-schema#Class>"), "(ex:S)"),
        ("ex:S a sh:NodeShape ; sh:targetNode ex:nobody ; sh:nodeKind sh:IRI .", "(ex:nobody)"),
        ("ex:S a sh:NodeShape ; sh:targetClass icm:Meeting ; sh:name 'Meetings' .", "what a node must be like"),
        (BAD.replace("sh:minCount 1", "sh:description 'a day'"), "what a node must be like"),
        (BAD.replace("sh:minCount 1", "sh:minCount 1 ; sh:deactivated true"), "what a node must be like"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("engine", Engine)
def test_shapes_that_look_at_nothing(shapes: str, said: str, engine: Engine) -> None:
    """Nothing conforms by them, and the reason is told, the same by each engine."""
    if engine is Engine.FAST and "rdf-schema#Class" in shapes:
        pytest.skip("the fast engine refuses shapes that are classes")
    report = checked(shapes, engine=engine)
    assert (report.conforms, report.checked, report.results) == (False, 0, ())
    assert report.nothing_checked is not None
    assert said in report.nothing_checked


@pytest.mark.parametrize(
    "namespace", ["https://www.w3.org/ns/shacl#", "http://www.w3.org/ns/shacl/", "http://w3.org/ns/shacl#"]
)
def test_another_namespace_than_that_of_shacl(namespace: str) -> None:
    """The mistake is named; where only some of the shapes have it, they are refused, for they would be half checked."""
    said = f"SHACL's terms begin with http://www.w3.org/ns/shacl#, and not with {namespace}"
    report = validate(
        DATA, PREFIXES.replace("http://www.w3.org/ns/shacl#", namespace) + BAD, shapes_origin="mine.ttl"
    )
    assert report.nothing_checked == f"there is no shape in mine.ttl: {said}"
    with pytest.raises(DataError, match=rf"mine\.ttl:5: {said}"):
        checked(f"{BAD}ex:T <{namespace}targetClass> icm:Place .")


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize(
    "data",
    [
        "",
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> . <http://example.org/a> a foaf:Person ; foaf:name 'Anna' .",
        # Shapes of ours look at all labels, and at what every rdf:type says; but nothing here is ours.
        "<urn:a> a <urn:b> ; <http://www.w3.org/2000/01/rdf-schema#label> 'Anna'@en .",
    ],
    ids=["empty", "foreign", "labelled"],
)
def test_data_of_which_the_shapes_say_nothing(data: str, engine: Engine) -> None:
    """They do not conform: they are others than the user thinks."""
    report = validate(parse(data, RdfFormat.TURTLE), engine=engine)
    assert not report.conforms
    assert report.to_text().startswith(
        "nothing was checked: there is nothing in the data that the shapes of icmlpo-rdf speak of (icm:"
    )


def test_a_shape_for_a_whole_property() -> None:
    """Where the shapes name what they look at, a property that is used is looked at."""
    whole = "ex:S a sh:NodeShape ; sh:targetNode icm:ordinal ; sh:sparql [ sh:select 'SELECT $this ?value { ?meeting $this ?value FILTER(?value > 100) }' ] ."
    for engine in Engine:
        report = checked(whole, engine=engine)
        assert (report.conforms, report.checked) == (True, 1)
    assert not checked(whole.replace("icm:ordinal", "icm:nosuch")).conforms


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("ex:S sh:targetClass\n", "mine.ttl:5:1: no valid Turtle"),
        ("ex:S a sh:NodeShape ;\n sh:property [ sh:minCount 1 ] .", "mine.ttl:5: a part of ex:S has no sh:path"),
        (f"\n{BAD}".replace("minCount 1", "minCount 'one'"), 'mine.ttl:5: a part of ex:S has a sh:minCount that is none: "one"'),
        (BAD.replace("minCount 1", "minCout 1"), "mine.ttl:4: a part of ex:S: pySHACL does not know sh:minCout; is it sh:minCount?"),
        (BAD.replace("minCount 1", "in 'a'"), 'mine.ttl:4: "a" is no list'),
        (BAD.replace("minCount 1", "pattern '['"), "mine.ttl:4: the shapes cannot be used (a part of ex:S: unterminated"),
        (BAD.replace("sh:property", "sh:js"), "does not know sh:js"),
        ("ex:S a sh:NodeShape ; sh:targetClass icm:Meeting ;\n sh:sparql [ sh:select 'SELECT $this {' ] .", "mine.ttl:5: the shapes cannot be used"),
    ],
)  # fmt: skip
def test_broken_shapes(shapes: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    """They are refused with their line, before a wrong verdict is given; pySHACL says nothing on its own."""
    with pytest.raises(DataError) as raised:
        checked(shapes)
    assert str(raised.value).startswith("mine.ttl:")
    assert said in str(raised.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("s.ttl", RdfFormat.TURTLE), ("s.shacl", RdfFormat.TURTLE), ("s.nt", RdfFormat.N_TRIPLES),
        ("s.jsonld", RdfFormat.JSON_LD), ("s.rdf", RdfFormat.RDF_XML), ("s.trig", RdfFormat.TRIG),
        ("s.ttl.gz", RdfFormat.TURTLE),
    ],
)  # fmt: skip
def test_shapes_of_any_syntax(name: str, syntax: RdfFormat, tmp_path: Path) -> None:
    """By the ending of the file; of another ending, Turtle. A byte order mark is none of it."""
    for shapes in (GOOD, BAD):
        written = serialize((one.triple for one in parse(PREFIXES + shapes, RdfFormat.TURTLE)), format=syntax)
        assert written is not None
        written = b"\xef\xbb\xbf" + written if name == "s.ttl" else written
        (tmp_path / name).write_bytes(gzip.compress(written) if name.endswith(".gz") else written)
        report = validate(DATA, read_shapes([str(tmp_path / name)]))
        assert (report.conforms, report.checked) == (shapes == GOOD, 5)


def test_shapes_of_several_files(tmp_path: Path) -> None:
    """They are one graph, in which blank nodes of one label stay two; what they import of each other is there."""
    imports = "<urn:a> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <urn:b> .\n"
    one = GOOD.replace(
        "[ sh:path icm:ordinal ; sh:minCount 1 ] .", "_:p . _:p sh:path icm:ordinal ; sh:minCount 1 ."
    )
    two = one.replace("ex:S", "ex:T").replace("icm:ordinal", "icm:year")
    (tmp_path / "a.ttl").write_text(PREFIXES + imports + one, encoding="utf-8")
    (tmp_path / "b.ttl").write_text(
        PREFIXES + imports.partition(" ;")[0].replace("urn:a", "urn:b") + " .\n" + two, encoding="utf-8"
    )
    alone = read_shapes([str(tmp_path / "a.ttl")])
    assert alone.imports == ("urn:b",)
    both = read_shapes([str(tmp_path)])
    assert both.imports == ()
    assert len(both.triples) == 2 * len(alone.triples) - 1
    assert validate(DATA, both).conforms


def test_what_the_advanced_features_of_shacl_select() -> None:
    """A SPARQL target is a target: left alone, it would look at nothing."""
    target = "sh:target [ a sh:SPARQLTarget ; sh:select 'SELECT ?this { ?this <https://w3id.org/icmlpo-rdf/ontology#ordinal> 10 }' ]"
    report = checked(BAD.replace("sh:targetClass icm:Meeting", target))
    assert (report.checked, report.counts) == (1, {"violations": 1})
