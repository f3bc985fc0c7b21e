"""Turtle and the other formats: what is written is what is read, by every reader, byte for byte the same."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BaseDirection,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from rdflib.compare import to_canonical_graph

from icmlpo_rdf.convert import Conversion
from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.sinks import OutputFormat, to_bytes

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_local = st.from_regex(r"[A-Za-z0-9_()（）/%.:=-]{0,8}", fullmatch=True).filter(lambda text: "%" not in text)
_iris = st.builds(
    lambda base, local: NamedNode(base + local),
    st.sampled_from([*PREFIXES.values(), "https://w3id.org/icmlpo-rdf/zh/", "urn:x:"]),
    _local,
)
_literals = st.one_of(
    st.builds(Literal, _text),
    st.builds(lambda text: Literal(text, language="zh-hans"), _text),
    st.builds(Literal, st.integers()),
    st.builds(Literal, st.booleans()),
    st.builds(
        lambda text, of: Literal(text, datatype=of),
        _text,
        _iris.filter(lambda iri: "rdf-syntax" not in iri.value),
    ),
)
any_quads = st.lists(
    st.builds(Quad, _iris, _iris, st.one_of(_iris, _literals), st.one_of(_iris, st.just(DefaultGraph()))),
    max_size=12,
)
# RDF 1.2: texts with a base direction, triple terms, in one another too.
_directed = st.builds(lambda text: Literal(text, language="ar", direction=BaseDirection.RTL), _text)
_objects = st.recursive(
    st.one_of(_iris, _literals, _directed), lambda inner: st.builds(Triple, _iris, _iris, inner), max_leaves=3
)
any_rdf12_quads = st.lists(
    st.builds(Quad, _iris, _iris, _objects, st.one_of(_iris, st.just(DefaultGraph()))),
    max_size=12,
)


@given(any_rdf12_quads)
def test_turtle_is_read_as_it_was_meant(quads: list[Quad]) -> None:
    """Any triples, with prefixes, bare numbers and odd characters, come back as they were."""
    triples = {quad.triple for quad in quads}
    data = to_bytes(quads, OutputFormat.TURTLE, PREFIXES)
    assert {quad.triple for quad in parse(data, format=RdfFormat.TURTLE)} == triples


@given(any_rdf12_quads)
def test_trig_is_read_as_it_was_meant(quads: list[Quad]) -> None:
    """Named graphs come back too, and the keyword GRAPH is not used."""
    data = to_bytes(quads, OutputFormat.TRIG, PREFIXES)
    assert set(parse(data, format=RdfFormat.TRIG)) == set(quads)


@pytest.mark.parametrize("output_format", list(OutputFormat), ids=lambda one: one.label)
def test_every_format_holds_the_seed(output_format: OutputFormat, seed_conversion: Conversion) -> None:
    """All formats say the same."""
    data = seed_conversion.to_bytes(output_format)
    read = list(parse(data, format=output_format.syntax))
    assert {quad.triple for quad in read} == {quad.triple for quad in seed_conversion.quads}
    if output_format.has_named_graphs:
        assert {quad.graph_name for quad in read} == {quad.graph_name for quad in seed_conversion.quads}


def test_rdflib_reads_the_same(seed_conversion: Conversion) -> None:
    """Rdflib's graph of our Turtle is Oxigraph's."""
    graph = rdflib.Graph().parse(data=seed_conversion.to_turtle(), format="turtle")
    ours = rdflib.Graph().parse(data=seed_conversion.to_bytes(OutputFormat.NTRIPLES), format="nt")
    assert set(to_canonical_graph(graph)) == set(to_canonical_graph(ours))
    assert len(graph) == len({quad.triple for quad in seed_conversion.quads})


@pytest.mark.skipif(
    shutil.which("rapper") is None, reason="Raptor's rapper is not installed (Debian: raptor2-utils)"
)
def test_raptor_reads_the_same(seed_conversion: Conversion) -> None:
    """Raptor's N-Triples of our Turtle are Oxigraph's."""
    done = subprocess.run(
        ["rapper", "-q", "-i", "turtle", "-o", "ntriples", "-", "http://base.example/"],
        input=seed_conversion.to_bytes(),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    read = {quad.triple for quad in parse(done.stdout, format=RdfFormat.N_TRIPLES)}
    assert read == {quad.triple for quad in seed_conversion.quads}


def test_titles_stand_as_full_iris(seed_conversion: Conversion) -> None:
    """No escape in a prefixed name, and no prefix that covers titles."""
    turtle = seed_conversion.to_turtle()
    assert "<https://w3id.org/icmlpo-rdf/zh/土耳其共产党/马列>" in turtle
    assert "\\/" not in turtle
    assert "<https://w3id.org/icmlpo-rdf/ontology#Meeting>" not in turtle


def test_no_blank_nodes(seed_conversion: Conversion) -> None:
    """Graphs merge and diff line by line."""
    assert all(isinstance(quad.subject, NamedNode) for quad in seed_conversion.quads)
    assert all(isinstance(quad.object, NamedNode | Literal) for quad in seed_conversion.quads)
    assert len(Dataset(seed_conversion.quads)) == len(seed_conversion.quads)


def test_formats_by_name_and_ending() -> None:
    """Short names, long names, media types and endings, as users of other tools expect."""
    for name in ("turtle", "ttl", "text/turtle", "TTL"):
        assert OutputFormat.named(name) is OutputFormat.TURTLE
    assert OutputFormat.of_file("a/b.nq.gz") is OutputFormat.NQUADS
    assert OutputFormat.of_file("b.owl") is OutputFormat.RDFXML
    with pytest.raises(UsageError, match="'n3' is no format; use one of turtle, ntriples"):
        OutputFormat.named("n3")
    with pytest.raises(UsageError, match=r"b\.txt: its ending '\.txt' tells no format"):
        OutputFormat.of_file("b.txt")


def test_a_triple_of_two_graphs_stands_once() -> None:
    """Formats without named graphs hold a set of triples."""
    subject, predicate, value = NamedNode("urn:a:b"), NamedNode("urn:a:c"), Literal("d")
    quads = [Quad(subject, predicate, value, NamedNode(f"urn:g:{number}")) for number in (1, 2)]
    for output_format in (OutputFormat.TURTLE, OutputFormat.NTRIPLES):
        assert to_bytes(quads, output_format, {}).count(b"urn:a:c") == 1
