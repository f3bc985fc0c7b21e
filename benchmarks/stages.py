"""How long each stage of the conversion takes, and how that compares with the floor, within one run.

    python benchmarks/stages.py [PAGE] [--rounds N]

The rounds are interleaved and the medians shown, because machines are noisy: read the ratios. The floor
is what no converter can do without: read the file, find the links with one pattern, parse the tables
with lxml, make as many quads with pyoxigraph and write them as N-Quads. The usual way is the same facts
with Beautiful Soup and rdflib.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import rdflib
from bs4 import BeautifulSoup
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from icmlpo_rdf.convert import convert
from icmlpo_rdf.facts import find_facts
from icmlpo_rdf.options import IriOptions, PageOptions, SourceOptions
from icmlpo_rdf.page import read_page
from icmlpo_rdf.quads import PREFIXES, emit_quads
from icmlpo_rdf.sinks import OutputFormat, to_bytes
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.compiled import check
from icmlpo_rdf.validation.shacl_report import Engine, validate

SEED = Path(__file__).parents[1] / "seeds" / "000_4563acc429c8a94e.txt"
LINK = re.compile(r'\]\(((?:[^()\\\s]|\\.)+) "wikilink"\)|<a href="([^"]+)" title="wikilink">')
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def floor(path: Path, quad_count: int) -> int:
    """What no converter can do without."""
    text = path.read_text(encoding="utf-8")
    links = [match[1] or match[2] for match in LINK.finditer(text)]
    cells = sum(len(html.fromstring(table).findall(".//td")) for table in TABLE.findall(text))
    graph, predicate = NamedNode("https://e.example/g"), NamedNode("https://e.example/p")
    quads = [
        Quad(
            NamedNode(f"https://e.example/{index % 97}"), predicate, Literal(links[index % len(links)]), graph
        )
        for index in range(quad_count)
    ]
    assert cells
    return len(serialize(quads, format=RdfFormat.N_QUADS) or b"")


def usual_way(path: Path) -> int:
    """The participations alone, as a good programmer writes it in an afternoon: no evidence, no report."""
    text = path.read_text(encoding="utf-8")
    graph = rdflib.Graph()
    namespace = rdflib.Namespace("https://e.example/")
    soup = BeautifulSoup(text, "lxml")
    for number, table in enumerate(soup.find_all("table")):
        meeting = namespace[f"meeting-{number}"]
        graph.add((meeting, rdflib.RDF.type, namespace.Meeting))
        for row in table.find_all("tr"):
            cells = row.find_all("td")
            if cells and (name := cells[-1].get_text(strip=True)):
                organization = rdflib.URIRef(f"https://e.example/{quote(name)}")
                participation = rdflib.URIRef(f"{meeting}/{quote(name)}")
                graph.add((organization, rdflib.RDF.type, namespace.Organization))
                graph.add((organization, rdflib.RDFS.label, rdflib.Literal(name, lang="zh")))
                graph.add((meeting, namespace.attendedBy, organization))
                graph.add((participation, namespace.organization, organization))
                graph.add((participation, namespace.meeting, meeting))
    for match in LINK.finditer(text):
        graph.add(
            (
                namespace.page,
                namespace.wikilink,
                rdflib.URIRef("https://e.example/" + quote(match[1] or match[2])),
            )
        )
    return len(graph.serialize(format="turtle"))


def main() -> None:
    """Time everything, interleaved, and print medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", nargs="?", type=Path, default=SEED)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    path: Path = chosen.page

    raw = read_page_file(str(path))
    document, _ = read_page(raw, PageOptions())
    facts = find_facts(document)
    assert facts, "the page has no title"
    quads = tuple(emit_quads(facts, raw, IriOptions(), SourceOptions()))
    steps: dict[str, Callable[[], object]] = {
        "source: read the file": lambda: read_page_file(str(path)),
        "page: as written": lambda: read_page(raw, PageOptions()),
        "facts: as meant": lambda: find_facts(document),
        "quads": lambda: tuple(emit_quads(facts, raw, IriOptions(), SourceOptions())),
        "sinks: Turtle": lambda: to_bytes(quads, OutputFormat.TURTLE, PREFIXES),
        "sinks: N-Quads": lambda: to_bytes(quads, OutputFormat.NQUADS, PREFIXES),
        "validation: check": lambda: check(quads),
        "validation: pySHACL": lambda: validate(quads, engine=Engine.PYSHACL),
        "all, to N-Quads": lambda: convert(read_page_file(str(path))).to_bytes(OutputFormat.NQUADS),
        "the floor": lambda: floor(path, len(quads)),
        "the usual way": lambda: usual_way(path),
    }
    times: defaultdict[str, list[float]] = defaultdict(list)
    for step in steps.values():
        step()
    for _ in range(chosen.rounds):
        for name, step in steps.items():
            begin = time.perf_counter()
            step()
            times[name].append(time.perf_counter() - begin)
    medians = {name: statistics.median(taken) * 1000 for name, taken in times.items()}
    print(f"{path.name}: {len(raw.data):,} bytes, {len(quads):,} quads, medians of {chosen.rounds} rounds")
    for name, milliseconds in medians.items():
        print(f"  {name:24}{milliseconds:9.2f} ms   {milliseconds / medians['the floor']:6.2f} × the floor")


if __name__ == "__main__":
    main()
