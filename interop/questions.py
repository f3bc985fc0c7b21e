"""The data and the questions: the seed and the given pages, every named query, the answers of two engines of our own.

A query is asked as it ships, and once more with each of its optional parameters, for each has lines of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize

from icmlpo_rdf.convert import convert
from icmlpo_rdf.quads import PREFIXES
from icmlpo_rdf.quads.vocab import Xsd
from icmlpo_rdf.query.asking import ask, named_queries
from icmlpo_rdf.query.named_queries import NamedQuery, Parameter
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import read_page_file

ROOT = Path(__file__).parents[1]
Rows = list[tuple[str, ...]]
_RDFLIB_SECONDS = 30
_SEED = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议"
_WITH = " with "
# What a named query is told, mostly from the seed: something of which it knows at least one row.
_VALUES: dict[str, NamedNode | Literal] = {
    "organization": NamedNode("https://w3id.org/icmlpo-rdf/zh/德国马列主义党"),
    "series": NamedNode(_SEED),
    "meeting": NamedNode(f"{_SEED}#meeting-10"),
    "body": NamedNode(f"{_SEED}_(团结和斗争)"),
    "ordinal": Literal(10),
    "year": Literal("2011", datatype=Xsd.g_year),
}
_VALUES_OF: dict[tuple[str, str], NamedNode | Literal] = {
    ("members", "organization"): NamedNode("https://w3id.org/icmlpo-rdf/zh/红旗_(政党)"),
    ("same-name", "organization"): NamedNode("https://w3id.org/icmlpo-rdf/zh/共产党_(土耳其)"),
    ("several-names", "organization"): NamedNode("https://w3id.org/icmlpo-rdf/zh/希腊共产主义组织"),
}


@dataclass(frozen=True)
class Data:
    """The data in a folder, in the two syntaxes that everybody reads."""

    nquads: Path
    turtle: Path
    graphs: tuple[str, ...]
    quads: int
    triples: int
    """In all graphs together, each once."""


def make_data(folder: Path) -> tuple[Data, list[Quad]]:
    """Convert the seed and the given pages."""
    pages = [ROOT / "seeds" / "000_4563acc429c8a94e.txt", *sorted((ROOT / "tests" / "pages").rglob("*.md"))]
    quads: dict[Quad, None] = {}
    for page in pages:
        if page.name not in {"README.md", "ATTRIBUTION.md"}:
            quads |= dict.fromkeys(convert(read_page_file(str(page))).quads)
    nquads, turtle = folder / "data.nq", folder / "data.ttl"
    nquads.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    turtle.write_bytes(to_bytes(quads, OutputFormat.TURTLE, PREFIXES))
    graphs = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
    triples = {quad.triple for quad in quads}
    return Data(
        nquads, turtle, tuple(sorted(graph.value for graph in graphs)), len(quads), len(triples)
    ), list(quads)


def questions() -> dict[str, str]:
    """Every named query as a text that any engine takes, by name; those that an optional parameter narrows come last."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    whole, narrowed = {}, {}
    for named in named_queries():
        values = {one.name: _value(named, one) for one in named.parameters}
        needed = {one.name: values[one.name] for one in named.parameters if one.is_required}
        whole[named.name] = prefixes + named.bound(needed)
        for name in values.keys() - needed.keys():
            narrowed[f"{named.name}{_WITH}{name}"] = prefixes + named.bound({**needed, name: values[name]})
    return whole | dict(sorted(narrowed.items()))


def query_of(question: str) -> str:
    """Return the name of the query that a question asks."""
    return question.partition(_WITH)[0]


def _value(named: NamedQuery, parameter: Parameter) -> NamedNode | Literal:
    return _VALUES_OF.get((named.name, parameter.name), _VALUES[parameter.name])


def oxigraph_answers(quads: list[Quad], asked: dict[str, str]) -> dict[str, Rows]:
    """The answers of the engine that we ship."""
    store = Store()
    store.bulk_extend(quads)
    return {name: [tuple(map(_text, row)) for row in ask(store, text).rows] for name, text in asked.items()}


def rdflib_answers(quads: list[Quad], asked: dict[str, str], notes: list[str]) -> tuple[dict[str, Rows], int]:
    """The answers of rdflib, of all graphs as one, and how many triples it has; where it gives none, the reason is a note."""
    graph = rdflib.Graph()
    graph.parse(
        data=serialize({quad.triple for quad in quads}, format=RdfFormat.N_TRIPLES) or b"", format="nt"
    )
    found: dict[str, Rows] = {}
    for name, text in asked.items():
        # A process for each question: a forked one has the graph, and can be stopped.
        answer, ours = get_context("fork").Pipe()
        process = get_context("fork").Process(target=_ask_rdflib, args=(graph, text, ours))
        process.start()
        if not answer.poll(_RDFLIB_SECONDS):
            notes.append(f"rdflib: {name}: no answer within {_RDFLIB_SECONDS} seconds")
            process.kill()
        else:
            rows = answer.recv()
            if isinstance(rows, str):
                notes.append(f"rdflib: {name}: {rows}")
            else:
                found[name] = rows
        process.join()
    return found, len(graph)


def _ask_rdflib(graph: rdflib.Graph, text: str, ours: Connection) -> None:
    try:
        rows: Any = list(graph.query(text))
    except Exception as error:  # noqa: BLE001 - whatever it raises is its answer
        ours.send(f"{type(error).__name__}: {error}")
    else:
        ours.send([tuple("" if term is None else str(term) for term in row) for row in rows])


def rows_of(results: dict[str, Any]) -> Rows:
    """The rows of SPARQL's JSON."""
    names = results["head"]["vars"]
    return [
        tuple(str(row[name]["value"]) if name in row else "" for name in names)
        for row in results["results"]["bindings"]
    ]


def _text(term: object) -> str:
    return str(getattr(term, "value", "" if term is None else term))
