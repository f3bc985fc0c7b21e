"""The shapes: each is seen to pass and to fail, for its own reason and with its own message."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.validation.pyshacl_engine import PreparedGraph
from tests.conftest import ROOT

FOLDER = ROOT / "shapes"
EXAMPLES = FOLDER / "examples"
SHACL = str(SH)
ICMSH = rdflib.Namespace("https://w3id.org/icmlpo-rdf/shapes#")
MUST = rdflib.Graph().parse(FOLDER / "icmlpo.shacl.ttl")
CURATION = rdflib.Graph().parse(FOLDER / "curation.shacl.ttl")
SHAPES = MUST + CURATION
ONTOLOGY = rdflib.Graph().parse(ROOT / "ontology" / "icmlpo.ttl")
# Without its labels and comments, from which nothing follows: half the triples, half the time.
AXIOMS = rdflib.Graph()
for triple in ONTOLOGY:
    if not isinstance(triple[2], rdflib.Literal):
        AXIOMS.add(triple)
# Whatever can yield a result of its own: the shapes and SPARQL constraints that have a message.
NAMED = sorted({str(subject).removeprefix(ICMSH) for subject in SHAPES.subjects(SH.message)})
# What a shape may have that constrains nothing.
NO_CONSTRAINT = {
    SH.path, SH.name, SH.description, SH.message, SH.severity, SH.property, SH.sparql, SH.targetClass,
    SH.targetNode, SH.targetSubjectsOf, SH.ignoredProperties,
}  # fmt: skip
EXPECT = re.compile(r'# expect: icmsh:(\S+) (Violation|Warning|Info) "(.+)"')


@dataclass(frozen=True, slots=True, order=True)
class Outcome:
    """What a report says in one result, as far as these tests look."""

    severity: str
    shape: str
    component: str
    message: str


def outcomes(
    graph: rdflib.Graph,
    shapes: rdflib.Graph = SHAPES,
    ontology: rdflib.Graph | None = None,
    inference: str = "none",
) -> tuple[Outcome, ...]:
    """Validate a graph."""
    data = PreparedGraph()
    for triple in graph:
        data.add(triple)
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, ont_graph=ontology, inference=inference, advanced=False, inplace=True
    )
    assert isinstance(report, rdflib.Graph)
    return tuple(
        sorted(
            Outcome(
                severity=str(report.value(result, SH.resultSeverity)).removeprefix(SHACL),
                # Several SPARQL constraints share a shape; what they do not share is their own name.
                shape=str(
                    report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
                ).removeprefix(ICMSH),
                component=str(report.value(result, SH.sourceConstraintComponent)),
                message=str(report.value(result, SH.resultMessage)),
            )
            for result in report.subjects(RDF.type, SH.ValidationResult)
        )
    )


@cache
def outcomes_of(path: Path) -> tuple[Outcome, ...]:
    """Validate an example."""
    return outcomes(rdflib.Graph().parse(path))


def shapes_of(found: tuple[Outcome, ...], *severities: str) -> set[str]:
    """The shapes that found something of these severities."""
    return {outcome.shape for outcome in found if outcome.severity in severities}


def test_every_shape_has_both_examples_and_every_example_a_shape() -> None:
    """A shape without examples fails here, as does an example that its shape has left behind."""
    for folder in ("pass", "fail"):
        assert sorted(path.stem for path in (EXAMPLES / folder).iterdir()) == NAMED


@pytest.mark.parametrize("name", NAMED)
def test_the_passing_example_passes(name: str) -> None:
    """It violates nothing at all, and its own shape has nothing to say of it."""
    found = outcomes_of(EXAMPLES / "pass" / f"{name}.ttl")
    assert not shapes_of(found, "Violation")
    assert name not in shapes_of(found, "Warning", "Info")


@pytest.mark.parametrize("name", NAMED)
def test_the_failing_example_fails_for_its_own_reason(name: str) -> None:
    """With the severity and the message that it announces; others violated are announced as well."""
    path = EXAMPLES / "fail" / f"{name}.ttl"
    text = path.read_text(encoding="utf-8")
    expected = EXPECT.match(text)
    assert expected, "the first line says what to expect"
    shape, severity, message = expected.groups()
    found = outcomes_of(path)
    own = [outcome for outcome in found if outcome.shape == shape]
    assert shape == name
    assert own
    assert {outcome.severity for outcome in own} == {severity}
    assert all(message in outcome.message for outcome in own)
    also = set(re.findall(r"^# also: icmsh:(\S+)$", text, re.MULTILINE))
    assert shapes_of(found, "Violation") - {name} == also


@pytest.mark.parametrize("name", [name for name in NAMED if (ICMSH[name], None, None) in MUST])
def test_the_failing_example_fails_whatever_is_inferred(name: str) -> None:
    """With the ontology, and with what OWL 2 RL and RDFS infer from it; unless just what is missing is entailed.

    OWL 2 RL infers what RDFS does, and more triples make a shape fail that has passed, or pass that has failed: one that
    fails with none of them and with all of them fails with some.
    """
    path = EXAMPLES / "fail" / f"{name}.ttl"
    entailed = re.search(r"^# entailed: ", path.read_text(encoding="utf-8"), re.MULTILINE) is not None

    def found(inference: str) -> tuple[Outcome, ...]:
        return outcomes(rdflib.Graph().parse(path), MUST, AXIOMS, inference)

    assert name in shapes_of(found("none"), "Violation")
    strongest = found("owlrl")
    assert bool(strongest) is not entailed
    if name not in shapes_of(strongest, "Violation"):
        assert bool(found("rdfs")) is not entailed


@pytest.mark.parametrize("name", NAMED)
def test_every_constraint_of_a_shape_is_seen_to_fail(name: str) -> None:
    """Not only some of them: a wrong upper limit would otherwise hide behind a right lower one."""
    parameters = {
        str(parameter).removeprefix(SHACL)
        for parameter in SHAPES.predicates(ICMSH[name])
        if str(parameter).startswith(SHACL) and parameter not in NO_CONSTRAINT
    }
    if (ICMSH[name], RDF.type, SH.SPARQLConstraint) in SHAPES:
        parameters = {"SPARQL"}
    seen = {
        outcome.component.removeprefix(SHACL).removesuffix("ConstraintComponent")
        for outcome in outcomes_of(EXAMPLES / "fail" / f"{name}.ttl")
        if outcome.shape == name
    }
    assert {parameter[0].upper() + parameter[1:] for parameter in parameters} == seen


@pytest.mark.parametrize(
    "name", ["iri-characters", "participation-iri", "membership-iri", "place-as-printed"]
)
def test_shapes_do_not_know_the_base(name: str) -> None:
    """Data of another base IRI conforms as well."""
    text = (EXAMPLES / "pass" / f"{name}.ttl").read_text(encoding="utf-8")
    moved = text.replace(
        "@base <https://w3id.org/icmlpo-rdf/>", "@base <http://localhost:8000/source/my%20data/>"
    )
    assert moved != text
    assert not shapes_of(outcomes(rdflib.Graph().parse(data=moved, format="turtle")), "Violation")


def test_a_blank_node_is_refused_in_every_class() -> None:
    """There are none anywhere in the data; each class is targeted by the shape that says so."""
    targets = set(MUST.objects(None, SH.targetClass))
    assert set(MUST.objects(ICMSH["iri-characters"], SH.targetClass)) == targets
    graph = rdflib.Graph()
    for target in targets:
        graph.add((rdflib.BNode(), RDF.type, target))
    refused = [outcome for outcome in outcomes(graph) if outcome.shape == "iri-characters"]
    assert len(refused) == len(targets)


def test_what_can_yield_a_result_has_a_message() -> None:
    """And so examples. Shapes that are mere conditions of others (in sh:or, sh:not) and have no target need none."""
    conditions = set(SHAPES.objects(None, RDF.first)) | set(SHAPES.objects(None, SH["not"]))
    for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint):
        for shape in SHAPES.subjects(RDF.type, kind):
            constrains = set(SHAPES.predicates(shape)) - NO_CONSTRAINT
            own = kind != SH.NodeShape or any(str(parameter).startswith(SHACL) for parameter in constrains)
            if own and shape not in conditions:
                assert (shape, SH.message, None) in SHAPES, shape


def test_shapes_have_names_of_their_own() -> None:
    """Blank nodes stand only where SHACL allows nothing else: in lists and in paths."""
    allowed = {RDF.first, RDF.rest, SH.inversePath, SH.alternativePath}
    for subject, predicate in SHAPES.subject_predicates():
        assert not isinstance(subject, rdflib.BNode) or predicate in allowed


def test_shapes_are_explained() -> None:
    """Each shape has a name and a description; each message is in English and ends as a sentence does."""
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        described = (shape, SH.name, None) in SHAPES and (shape, SH.description, None) in SHAPES
        assert described or (shape, rdflib.RDFS.comment, None) in SHAPES, shape
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        assert (shape, rdflib.RDFS.comment, None) in SHAPES, shape
    for message in SHAPES.objects(None, SH.message):
        assert isinstance(message, rdflib.Literal)
        assert message.language == "en"
        assert str(message).endswith((".", "?"))


@pytest.mark.parametrize("shapes", [MUST, CURATION], ids=["must", "curation"])
def test_shapes_are_valid_shacl(shapes: rdflib.Graph) -> None:
    """By the shapes that SHACL has for shapes; each file by itself."""
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=shapes, advanced=False, inplace=True, meta_shacl=True
    )
    assert conforms, text


def test_what_must_be_and_what_a_curator_should_see_stand_apart() -> None:
    """A report that holds any result says that the data do not conform; so no warning stands among what must be."""
    assert set(MUST.objects(None, SH.severity)) == set()
    asked = set(CURATION.subjects(SH.targetClass)) | set(CURATION.subjects(SH.targetSubjectsOf))
    assert asked
    for shape in asked:
        assert CURATION.value(shape, SH.severity) in {SH.Warning, SH.Info}, shape


def test_the_readme_lists_every_shape_with_its_severity_and_message() -> None:
    """In one table, in the order of the names."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+) \| (.+) \|$", readme, re.MULTILINE)
    owners = {constraint: shape for shape, constraint in SHAPES.subject_objects(SH.sparql)}
    listed = []
    for name in NAMED:
        severity = SHAPES.value(owners.get(ICMSH[name], ICMSH[name]), SH.severity, default=SH.Violation)
        message = str(SHAPES.value(ICMSH[name], SH.message)).replace("|", "\\|")
        listed.append((name, str(severity).removeprefix(SHACL), message))
    assert rows == listed


def test_what_the_shapes_say_of_the_seed(seed_conversion: Conversion) -> None:
    """It conforms; a curator is shown eleven bare names and the two parties of one name."""
    graph = rdflib.Graph().parse(data=seed_conversion.to_bytes(), format="turtle")
    assert Counter((outcome.severity, outcome.shape) for outcome in outcomes(graph)) == {
        ("Warning", "participant-without-page"): 11,
        ("Warning", "one-name-two-organizations"): 2,
        ("Info", "participant-not-in-dump"): 9,
    }
