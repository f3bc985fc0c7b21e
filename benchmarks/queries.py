"""Loading and the named queries: ours beside rdflib on the same data, as ratios within one run.

    python -m benchmarks.queries [--pages N] [--shared N] [--rdflib-part N] [--seconds N]

The pages of `pages.py`, with some more whose organizations meet again and again (on those of `pages.py` hardly two
do), converted to a dataset: about a million quads. rdflib gets one N-th of the pages, for it needs half a minute to load
a million, and so do we for the ratio; what takes it longer than the seconds is given up and said. Each engine runs in a process of its own,
so that its memory is told apart.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode

from benchmarks.pages import CHARACTERS, make_pages
from icmlpo_rdf import ask_named, named_queries, open_store
from icmlpo_rdf.quads import PREFIXES

ORGANIZATION, SERIES = "和平组织党", "联盟会议0"


def shared_pages(count: int) -> list[tuple[str, str]]:
    """Titles and texts of series of eight meetings, with thirty organizations each of five hundred in all."""
    rng = random.Random(5)  # noqa: S311 - no secret
    names = [ORGANIZATION, *("".join(rng.choices(CHARACTERS["zh"], k=7)) + "党" for _ in range(499))]
    pages = []
    for number in range(count):
        known = [ORGANIZATION, *rng.sample(names[1:], 59)]
        lines = [f"**联盟会议{number}**是会议。", ""]
        for meeting in range(8):
            lines += [f"## 第{meeting + 1}次会议（{1990 + 2 * meeting}年）参加者", "", "<table>", "<tr>", "<th>国家</th>", "<th>政党或组织</th>", "</tr>"]  # fmt: skip
            for name in rng.sample(known, 30):
                lines += ["<tr>", "<td></td>", f'<td><a href="../Page/{name}.md" title="wikilink">{name}</a></td>', "</tr>"]  # fmt: skip
            lines += ["</table>", ""]
        pages.append((f"联盟会议{number}", "\n".join(lines)))
    return pages


def make_dataset(folder: Path, pages: int, shared: int) -> Path:
    """Write the pages and convert them; return the dataset's folder."""
    for language, title, text in make_pages(pages):
        _write(folder / "dump" / language / "Page" / f"{title}.md", text)
    for title, text in shared_pages(shared):
        _write(folder / "dump" / "zh" / "Page" / f"{title}.md", text)
    subprocess.run(
        [
            *(
                sys.executable,
                "-m",
                "icmlpo_rdf",
                "convert",
                str(folder / "dump"),
                "-o",
                f"{folder / 'data'}/",
            ),
            *("--quiet", "--validate", "none", "--jobs", "2"),
        ],
        check=True,
    )
    return folder / "data"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(engine: str, data: Path) -> None:
    """Print a line of JSON for each thing done: what, seconds, rows; in a process of its own."""
    begin = time.perf_counter()
    if engine == "rdflib":
        graph = rdflib.Dataset(default_union=True)
        for path in sorted((data / "data").glob("*.nq.gz")):
            graph.parse(data=gzip.decompress(path.read_bytes()), format="nquads")
        size = len(graph)
    else:
        kept = str(data.parent / "store") if engine == "disk" else None
        store = open_store([str(data)], kept)
        size = len(store)
    _say("load", begin, size)
    if engine == "disk":
        begin = time.perf_counter()
        store = open_store([str(data)], kept)
        _say("load again", begin, size)
    for named in named_queries():
        values = {one.name: ORGANIZATION for one in named.parameters if one.is_required}
        begin = time.perf_counter()
        if engine == "rdflib":
            iri = NamedNode(f"https://w3id.org/icmlpo-rdf/zh/{ORGANIZATION}")
            rows = len(list(graph.query(named.bound(dict.fromkeys(values, iri)), initNs=PREFIXES)))
        else:
            rows = len(ask_named(store, named.name, **values).rows)
        _say(named.name, begin, rows)
        if engine != "rdflib":
            for parameter in named.parameters:
                if parameter.name == "series":
                    begin = time.perf_counter()
                    rows = len(ask_named(store, named.name, series=SERIES, **values).rows)
                    _say(f"{named.name} (series)", begin, rows)


def _say(what: str, begin: float, rows: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([what, time.perf_counter() - begin, rows, peak]), flush=True)


def measured(engine: str, data: Path, seconds: float) -> dict[str, tuple[float, int, float]]:
    """What an engine did, by name: seconds, rows, megabytes at most; without what it did not end in time."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.queries", "--run", engine, "--data", str(data)],
        stdout=subprocess.PIPE,
    )
    try:
        out, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        out, _ = process.communicate()
        print(f"{engine} was given up after {seconds:.0f} s")
    return {what: (taken, rows, peak) for what, taken, rows, peak in map(json.loads, out.splitlines())}


def main() -> None:
    """Make the data, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2_700)
    parser.add_argument("--shared", type=int, default=60)
    parser.add_argument("--rdflib-part", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        run(chosen.run, chosen.data)
        return
    with tempfile.TemporaryDirectory() as folder:
        whole = make_dataset(Path(folder) / "whole", chosen.pages, chosen.shared)
        part = make_dataset(
            Path(folder) / "part",
            chosen.pages // chosen.rdflib_part,
            max(1, chosen.shared // chosen.rdflib_part),
        )
        disk, memory = (measured(engine, whole, 10 * chosen.seconds) for engine in ("disk", "memory"))
        ours, theirs = (measured(engine, part, chosen.seconds) for engine in ("memory", "rdflib"))
    print(
        f"{disk['load'][1]:,} quads on disk: at most {max(one[2] for one in disk.values()):,.0f} MB of memory"
    )
    print(f"{'':42}{'rows':>9}{'on disk':>11}{'in memory':>11}")
    for what, (taken, rows, _) in disk.items():
        beside = f"{memory[what][0]:9.2f} s" if what in memory else ""
        print(f"  {what:40}{rows:9,}{taken:9.2f} s{beside:>11}")
    print(
        f"{ours['load'][1]:,} quads in memory: ours and rdflib ({theirs['load'][2]:,.0f} MB after loading; ours {ours['load'][2]:,.0f})"
    )
    for what, (taken, rows, _) in theirs.items():
        mine, found, _ = ours[what]
        # Loading counts quads: rdflib's union counts a triple of two graphs once.
        assert what == "load" or rows == found, what
        print(f"  {what:40}{found:9,}{mine:9.3f} s{taken:9.2f} s{taken / mine:9.0f} ×")


if __name__ == "__main__":
    main()
