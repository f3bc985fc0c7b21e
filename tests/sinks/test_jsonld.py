"""JSON-LD: what is written is what every reader reads, in one graph or in many, and people can read it too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from hypothesis import example, given
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import to_canonical_graph

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from tests.conftest import SEED, Cli
from tests.sinks.test_turtle import any_quads

# Of rdflib's own reader.
pytestmark = pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
A, B, C = (NamedNode(f"https://e.example/{name}") for name in "abc")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def test_rdflib_reads_a_file_as_one_graph(cli: Cli, tmp_path: Path, seed_conversion: Conversion) -> None:
    """`rdflib.Graph()` looks into the default graph only: all triples are there."""
    done = cli("convert", str(SEED), "-o", "page.jsonld")
    assert done.returncode == 0, done.stderr
    graph = rdflib.Graph().parse(f"{tmp_path}/page.jsonld")
    assert set(to_canonical_graph(graph)) == set(to_canonical_graph(seed_conversion.to_rdflib()))


def test_named_graphs_on_request(cli: Cli, tmp_path: Path, seed_conversion: Conversion) -> None:
    """`-f jsonld-graphs` keeps each page's facts in the graph of their source, as N-Quads and TriG do."""
    done = cli("convert", str(SEED), "-o", "page.jsonld", "-f", "jsonld-graphs")
    assert done.returncode == 0, done.stderr
    assert set(parse(path=f"{tmp_path}/page.jsonld", format=RdfFormat.JSON_LD)) == set(seed_conversion.quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=(tmp_path / "page.jsonld").read_bytes(), format="json-ld")
    assert len(list(dataset.quads())) == len(seed_conversion.quads)


def test_it_is_read_by_people_and_programs(seed_conversion: Conversion) -> None:
    """Prefixed names, classes first, plain strings for IRIs, JSON's own numbers, a value a line."""
    text = seed_conversion.to_bytes(OutputFormat.JSONLD).decode()
    document = json.loads(text)
    assert document["@context"]["icm"] == "https://w3id.org/icmlpo-rdf/ontology#"
    assert document["@context"]["icm:attendedBy"] == {"@type": "@id"}
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert len(nodes) == len(document["@graph"])
    meeting = next(node for node in nodes.values() if node.get("@type") == "icm:Meeting")
    assert list(meeting)[:2] == ["@id", "@type"]
    assert isinstance(meeting["icm:ordinal"], int)
    assert set(meeting["icm:attendedBy"]) <= set(nodes)
    label = '"rdfs:label": {"@language": "zh", "@value": "马列主义政党和组织国际会议"}'
    assert f"\n      {label},\n" in text


@given(any_quads)
@example([Quad(A, TYPE, Literal("no class"))])
@example([Quad(A, TYPE, B), Quad(A, TYPE, C), Quad(B, A, B), Quad(B, A, Literal("x"))])
@example([Quad(A, NamedNode("http://schema.org/about"), NamedNode("schema:about"))])
@example([Quad(A, NamedNode("http://schema.org/about"), NamedNode("schema://about"))])
@example([Quad(A, B, Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))) for text in ("007", "-0", "+1", "12345678901234567890", "-12", "٣")])  # fmt: skip
@example([Quad(A, B, Literal(text, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))) for text in ("1", "true", "TRUE")])  # fmt: skip
@example([Quad(A, NamedNode("http://schema.org/about"), BlankNode("x")), Quad(BlankNode("x"), B, C, A)])
def test_it_is_read_as_it_was_meant(quads: list[Quad]) -> None:
    """Any quads come back: their triples as one graph, or all of them with their graphs."""
    one = to_bytes(quads, OutputFormat.JSONLD, PREFIXES)
    assert set(parse(one, format=RdfFormat.JSON_LD)) == {Quad(*quad.triple) for quad in quads}
    many = to_bytes(quads, OutputFormat.JSONLD_GRAPHS, PREFIXES)
    assert set(parse(many, format=RdfFormat.JSON_LD)) == set(quads)


@given(any_quads)
def test_rdflib_reads_it_as_it_was_meant(quads: list[Quad]) -> None:
    """Another reader of JSON-LD 1.1, which makes the same of it as of N-Triples."""
    # rdflib refuses to read back some IRIs that it has read, and spells numbers in its own way.
    quads = [
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in quads
        if isinstance(quad.object, NamedNode)
    ]
    read = rdflib.Graph().parse(data=to_bytes(quads, OutputFormat.JSONLD, PREFIXES), format="json-ld")
    meant = rdflib.Graph().parse(data=to_bytes(quads, OutputFormat.NTRIPLES, PREFIXES), format="nt")
    assert set(read) == set(meant)


def test_the_empty_graph_is_a_document_too() -> None:
    """A page of no facts."""
    assert json.loads(to_bytes([], OutputFormat.JSONLD, PREFIXES)) == {"@context": {}, "@graph": []}


def test_a_triple_in_a_triple_is_refused() -> None:
    """JSON-LD 1.1 has no words for it."""
    with pytest.raises(UsageError, match="--format: JSON-LD cannot say a triple of a triple; use turtle"):
        to_bytes([Quad(A, B, Triple(A, B, C), DefaultGraph())], OutputFormat.JSONLD, {})
