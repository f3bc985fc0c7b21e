"""Validation: what the shapes say of the seed and of what is broken, without any library's noise."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, Quad, RdfFormat, parse

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.errors import DataError
from icmlpo_rdf.quads.vocab import Icm, Prov, Rdf
from icmlpo_rdf.validation.shacl_report import Engine, Level, validate
from tests.conftest import Cli


def test_the_seed_conforms_with_what_a_curator_should_see(seed_conversion: Conversion) -> None:
    """No violation; eleven organizations without a page, and one name of two organizations, seen from both."""
    report = validate(seed_conversion.quads)
    assert report.conforms
    warnings = Counter(
        finding.shape.rpartition("#")[2] for finding in report.results if finding.level is Level.WARNING
    )
    assert sorted(warnings.values()) == [2, 11]
    without_page = {one.focus for one in report.results if "known by its printed name only" in one.message}
    assert len(without_page) == 11
    assert all(
        focus.startswith("https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议#")
        for focus in without_page
    )


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            lambda quad: quad.predicate != Prov.was_derived_from or "meeting-9/" not in str(quad.subject),
            "lines of the page",
        ),
        (lambda quad: quad.predicate != Icm.attended or "#meeting-6" not in str(quad.object), "attended"),
        (lambda quad: not (quad.predicate == Rdf.type and quad.object == Icm.MEETING), "eeting"),
    ],
)
def test_a_broken_graph_does_not_conform(broken: object, said: str, seed_conversion: Conversion) -> None:
    """Whatever is taken out of the seed's graph is missed."""
    assert callable(broken)
    report = validate([quad for quad in seed_conversion.quads if broken(quad)])
    assert not report.conforms
    assert any(said in finding.message for finding in report.results if finding.level is Level.VIOLATION)


def test_reports(seed_conversion: Conversion) -> None:
    """The same findings as text, JSON and a SHACL report; twice the same bytes."""
    year = next(quad for quad in seed_conversion.quads if quad.predicate == Icm.year)
    quads = [*seed_conversion.quads, Quad(year.subject, Icm.year, Literal("no year"), year.graph_name)]
    report = validate(quads)
    assert report.to_text().splitlines()[-1].startswith("does not conform: ")
    assert report.to_text().startswith("violation: ")
    assert json.loads(report.to_json())["conforms"] is False
    assert len(json.loads(report.to_json())["results"]) == len(report.results)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(data=report.turtle, format="turtle")
    # SHACL has a result for each way in which a value breaks a shape; a finding is what the shape says of it, once.
    told = {
        tuple(
            graph.value(one, sh[name])
            for name in ("focusNode", "resultPath", "value", "sourceShape", "resultMessage")
        )
        for one in graph.subjects(rdflib.RDF.type, sh.ValidationResult)
    }
    assert len(told) == len(report.results)
    assert validate(quads).to_text() == report.to_text()


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<a:b> sh:path [ .\n",
            r"mine\.ttl:\d+:\d+: no valid Turtle",
        ),
        ("no turtle at all", r"mine\.ttl:1:\d+: no valid Turtle"),
        (
            "@prefix sh: <http://www.w3.org/ns/shacl#> . <urn:x:s> a sh:NodeShape ; sh:targetClass icm:Meeting ; sh:sparql [ sh:select 'SELECT no' ] .".replace(
                "icm:Meeting", f"<{Icm.MEETING.value}>"
            ),
            r"mine\.ttl:1: the shapes cannot be used",
        ),
    ],
)
def test_broken_shapes(shapes: str, said: str, seed_conversion: Conversion) -> None:
    """Shapes that are no shapes are said with their place."""
    with pytest.raises(DataError, match=said):
        validate(seed_conversion.quads, shapes, shapes_origin="mine.ttl")


def test_validation_leaves_no_trace(capfd: pytest.CaptureFixture[str], seed_conversion: Conversion) -> None:
    """The log of pySHACL and the flag of rdflib are as they were."""
    before = rdflib.NORMALIZE_LITERALS
    validate(seed_conversion.quads, engine=Engine.PYSHACL)
    assert rdflib.NORMALIZE_LITERALS is before
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


@pytest.mark.parametrize("engine", Engine)
def test_what_a_report_says_of_paths_dates_and_shapes_within_shapes(
    engine: Engine, capfd: pytest.CaptureFixture[str]
) -> None:
    """A path is written as SPARQL has it, a literal checked as it is written, and a reason of a result is none itself."""
    prefixes = "PREFIX : <http://e.example/> PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"
    shapes = f"""{prefixes}
    :s sh:targetNode :a ; sh:node :kind ; sh:message "kind" ; sh:property :path , :day .
    :path sh:path ( [ sh:inversePath :p ] [ sh:alternativePath ( :q :r ) ] ) ; sh:minCount 1 ; sh:message "path" .
    :day sh:path :d ; sh:pattern "Z$" ; sh:message "zone" .
    :kind sh:property :many . :many sh:path :p ; sh:minCount 1 ; sh:message "many" .
    """
    data = f'{prefixes} :a :d "2011-05-03Z"^^xsd:date , "2011-02-30Z"^^xsd:date .'
    report = validate(list(parse(data, RdfFormat.TURTLE)), shapes, engine=engine)
    assert [(one.message, one.path) for one in report.results] == [
        ("path", "^<http://e.example/p>/(<http://e.example/q>|<http://e.example/r>)"),
        ("kind", None),
    ]
    assert report.turtle == validate(list(parse(data, RdfFormat.TURTLE)), shapes, engine=engine).turtle
    assert capfd.readouterr() == ("", "")


def test_shapes_and_data_have_their_own_addresses(cli: Cli, tmp_path: Path) -> None:
    """Relative IRIs of a shapes file are resolved against its address, as files of the W3C's SHACL suite need it."""
    (tmp_path / "s.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "<#shape> a sh:NodeShape ; sh:targetNode <d.ttl> ; sh:property [ sh:path <p> ; sh:minCount 2 ] .\n"
    )
    (tmp_path / "d.ttl").write_text("<> <p> 1 .")
    for engine in ("pyshacl", "fast"):
        done = cli("validate", "d.ttl", "--shapes", "s.ttl", "--engine", engine)
        assert (done.returncode, done.stdout.splitlines()[-1:]) == (1, ["does not conform: 1 violation"]), (
            done
        )
        assert f"{tmp_path.as_uri()}/d.ttl" in done.stdout
