"""One page: icmlpo-rdf beside the floor, the usual way and its peers, as ratios within one run.

    python benchmarks/compare.py [--pages N] [--rounds N]

On the pages of `pages.py`. The rounds are interleaved and the medians shown, because machines are noisy. The floor is
what no converter can do without: read the file, find the links with one pattern, parse the tables with lxml, make as
many quads with pyoxigraph and write them as N-Quads. The usual way is the same facts with Beautiful Soup, rdflib and
Turtle (`peers.py`). Peers are left out, and said to be, when they are not installed: `make bench` installs pandas, and
morph-kgc in an environment of its own, which runs once a round on all pages at once.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from lxml import html
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from benchmarks.pages import make_pages
from benchmarks.peers import statements_of, usual_way, with_pandas
from benchmarks.pieces import LINK, TABLE
from icmlpo_rdf.batch.page_limits import calm_collector
from icmlpo_rdf.convert import convert
from icmlpo_rdf.sinks import to_nquads
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.validation.compiled import check
from icmlpo_rdf.validation.shacl_report import Engine, validate

PEERS = Path(".venv-peers/bin/python")


def ours(path: Path) -> int:
    """All of it: facts, evidence, report."""
    return len(to_nquads(convert(read_page_file(str(path))).quads))


def ours_checked(path: Path) -> int:
    """The same, checked."""
    conversion = convert(read_page_file(str(path)))
    assert check(conversion.quads).conforms
    return len(to_nquads(conversion.quads))


def ours_validated(path: Path) -> int:
    """The same, checked by pySHACL."""
    conversion = convert(read_page_file(str(path)))
    assert validate(conversion.quads, engine=Engine.PYSHACL).conforms
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
        _compare(paths, chosen.rounds, folder)


def _compare(paths: Sequence[Path], rounds: int, folder: str) -> None:
    quads_of = {path: len(convert(read_page_file(str(path))).quads) for path in paths}
    few = paths[:: max(1, len(paths) // 20)]
    ways: dict[str, tuple[Callable[[Path], int], Sequence[Path]]] = {
        "the floor": (lambda path: floor(path, quads_of), paths),
        "icmlpo-rdf": (ours, paths),
        "icmlpo-rdf, checked": (ours_checked, paths),
        "the usual way": (usual_way, paths),
        "icmlpo-rdf, by pySHACL (20 pages)": (ours_validated, few),
    }
    if find_spec("pandas"):
        ways["pandas + rdflib"] = (with_pandas, paths)
    else:
        print("pandas is not installed: left out")
    if not PEERS.exists():
        print("morph-kgc is not installed: left out")
    times: defaultdict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, (way, on) in ways.items():
            with calm_collector():  # as in the workers that convert a dump; for all ways alike
                begin = time.perf_counter()
                for path in on:
                    way(path)
                times[name].append((time.perf_counter() - begin) / len(on) * 1000)
        if PEERS.exists():
            times["morph-kgc"].append(_morph(folder) / len(paths) * 1000)
    size = sum(path.stat().st_size for path in paths) / len(paths)
    quads = sum(quads_of.values()) / len(paths)
    usual = sum(statements_of(path) for path in few) / len(few)
    same = sum(quads_of[path] for path in few) / len(few)
    print(f"{len(paths)} pages of {size:,.0f} bytes and {quads:,.0f} quads; medians of {rounds} rounds")
    print(f"statements a page on {len(few)} of them: ours {same:,.0f}, the usual way {usual:,.0f}")
    least = statistics.median(times["the floor"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"  {name:34}{median:9.2f} ms a page {median / least:8.2f} × the floor")


def _morph(folder: str) -> float:
    """Seconds that morph-kgc takes for all pages, without the start of its process."""
    done = subprocess.run(
        [str(PEERS), "-m", "benchmarks.morph", folder], check=True, capture_output=True, text=True
    )
    seconds, _, triples = done.stdout.splitlines()[-1].partition(" ")
    assert int(triples) > 0
    return float(seconds)


if __name__ == "__main__":
    main()
