"""One page: icmlpo-rdf beside the floor, the usual way and its peers, as ratios within one run.

    python benchmarks/compare.py [--pages N] [--rounds N]

On the pages of `pages.py`. The rounds are interleaved and the medians shown, because machines are noisy. The floor is
what no converter can do without: read the file, find the links with one pattern, parse the tables with lxml, make as
many quads with pyoxigraph and write them as N-Quads. The usual way is the same facts with Beautiful Soup, rdflib and
Turtle. Peers (`pip install pandas`) are left out, and said to be, when they are not installed. All but icmlpo-rdf
make participations, names and links only: no evidence, no report, no rows put back.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import rdflib
from bs4 import BeautifulSoup
from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from benchmarks.pages import make_pages
from icmlpo_rdf.convert import convert
from icmlpo_rdf.graph.validate import validate
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import read_page_file

LINK = re.compile(r'\]\(((?:[^()\\\s]|\\.)+) "wikilink"\)|<a href="([^"]+)" title="wikilink">')
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
E = rdflib.Namespace("https://e.example/")


def ours(path: Path) -> int:
    """All of it: facts, evidence, report."""
    return len(to_nquads(convert(read_page_file(str(path))).quads))


def ours_validated(path: Path) -> int:
    """The same, checked by pySHACL."""
    conversion = convert(read_page_file(str(path)))
    assert validate(conversion.quads).conforms
    return len(to_nquads(conversion.quads))


def floor(path: Path, quads_of: dict[Path, int]) -> int:
    """What no converter can do without."""
    text = path.read_text(encoding="utf-8")
    links = [match[1] or match[2] for match in LINK.finditer(text)] or ["-"]
    for table in TABLE.findall(text):
        html.fromstring(table).findall(".//td")
    graph, predicate = NamedNode("https://e.example/g"), NamedNode("https://e.example/p")
    quads = [
        Quad(
            NamedNode(f"https://e.example/{index % 97}"), predicate, Literal(links[index % len(links)]), graph
        )
        for index in range(quads_of[path])
    ]
    return len(serialize(quads, format=RdfFormat.N_QUADS) or b"")


def usual_way(path: Path) -> int:
    """As a good programmer writes it in an afternoon."""
    text = path.read_text(encoding="utf-8")
    graph = rdflib.Graph()
    for number, table in enumerate(BeautifulSoup(text, "lxml").find_all("table")):
        for row in table.find_all("tr"):
            cells = row.find_all("td")
            if cells:
                _state(graph, number, cells[-1].get_text(strip=True))
    _link(graph, text)
    return len(graph.serialize(format="turtle"))


def with_pandas(path: Path) -> int:
    """pandas.read_html and rdflib."""
    import pandas as pd  # noqa: PLC0415 - may not be installed

    text = path.read_text(encoding="utf-8")
    graph = rdflib.Graph()
    for number, table in enumerate(TABLE.findall(text)):
        for row in pd.read_html(StringIO(table))[0].itertuples(index=False):
            _state(graph, number, str(row[-1]))
    _link(graph, text)
    return len(graph.serialize(format="turtle"))


def _state(graph: rdflib.Graph, number: int, name: str) -> None:
    meeting, organization = E[f"meeting-{number}"], E[quote(name)]
    participation = E[f"meeting-{number}/{quote(name)}"]
    for triple in (
        (meeting, rdflib.RDF.type, E.Meeting),
        (organization, rdflib.RDF.type, E.Organization),
        (organization, rdflib.RDFS.label, rdflib.Literal(name, lang="zh")),
        (meeting, E.attendedBy, organization),
        (organization, E.attended, meeting),
        (participation, rdflib.RDF.type, E.Participation),
        (participation, E.organization, organization),
        (participation, E.meeting, meeting),
        (participation, E.nameAsPrinted, rdflib.Literal(name, lang="zh")),
    ):
        graph.add(triple)


def _link(graph: rdflib.Graph, text: str) -> None:
    for match in LINK.finditer(text):
        target = E[quote(match[1] or match[2])]
        graph.add((E.page, E.wikilink, target))
        graph.add((target, rdflib.RDFS.label, rdflib.Literal(match[1] or match[2], lang="zh")))
        graph.add((target, E.inDump, rdflib.Literal("../Page/" in match[0])))
        graph.add((target, rdflib.FOAF.isPrimaryTopicOf, E[quote(match[1] or match[2])]))


def main() -> None:
    """Time everything, interleaved, and print medians and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths: list[Path] = []
        for language, title, text in make_pages(chosen.pages):
            place = Path(folder) / language / "Page" / f"{title}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
            paths.append(place)
        _compare(paths, chosen.rounds)


def _compare(paths: Sequence[Path], rounds: int) -> None:
    quads_of = {path: len(convert(read_page_file(str(path))).quads) for path in paths}
    few = paths[:: max(1, len(paths) // 20)]
    ways: dict[str, tuple[Callable[[Path], int], Sequence[Path]]] = {
        "the floor": (lambda path: floor(path, quads_of), paths),
        "icmlpo-rdf": (ours, paths),
        "the usual way": (usual_way, paths),
        "icmlpo-rdf, validated (20 pages)": (ours_validated, few),
    }
    if find_spec("pandas"):
        ways["pandas + rdflib"] = (with_pandas, paths)
    else:
        print("pandas is not installed: left out")
    times: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, (way, on) in ways.items():
            begin = time.perf_counter()
            for path in on:
                way(path)
            times[name].append((time.perf_counter() - begin) / len(on) * 1000)
    size = sum(path.stat().st_size for path in paths) / len(paths)
    quads = sum(quads_of.values()) / len(paths)
    print(f"{len(paths)} pages of {size:,.0f} bytes and {quads:,.0f} quads; medians of {rounds} rounds")
    least = statistics.median(times["the floor"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"  {name:34}{median:9.2f} ms a page {median / least:8.2f} × the floor")


if __name__ == "__main__":
    main()
