"""`load` of data in which the graphs lie among each other: sorted, shuffled, over several files."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from icmlpo_rdf.publish.triplestore import Addresses, Client, LoadOptions, Protocol, find_server, load_into
from icmlpo_rdf.publish.triplestore.graph_chunks import ChunkRules, read_chunks
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph, Proxy

GRAPHS, TRIPLES = 80, 6
EXPECTED = {f"urn:x:{graph}": TRIPLES for graph in range(GRAPHS)}


def quads() -> list[str]:
    """The lines of small graphs, graph by graph."""
    return [
        f'<urn:x:s> <urn:x:p> "{triple}" <urn:x:{graph}> .\n'
        for graph in range(GRAPHS)
        for triple in range(TRIPLES)
    ]


@pytest.mark.parametrize("order", ["sorted", "shuffled", "a file for each triple of a graph"])
def test_graphs_among_each_other_cost_a_request_each(
    order: str, load: Load, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """Not one for each quad, by the protocol that takes a graph at a time."""
    lines = quads()
    if order == "sorted":
        files = [sorted(lines)]
    elif order == "shuffled":
        random.Random(5).shuffle(lines)  # noqa: S311 - no secret
        files = [lines]
    else:
        files = [lines[triple::TRIPLES] for triple in range(TRIPLES)]
    for number, file in enumerate(files):
        (tmp_path / f"{number}.nq").write_text("".join(file))
    paths = [str(tmp_path / f"{number}.nq") for number in range(len(files))]
    done = load(*paths, "--to", proxy.url, "--protocol", "gsp")
    assert done.returncode == 0, done.stderr
    assert len(proxy.writes()) == GRAPHS
    assert server.graphs() == EXPECTED


def test_what_is_kept_is_bounded(tmp_path: Path) -> None:
    """No more is open at once than is allowed, and nothing is lost; a graph in one place is one chunk all the same."""
    shuffled, ordered = tmp_path / "shuffled.nq", tmp_path / "ordered.nq"
    lines = quads()
    ordered.write_text("".join(lines))
    random.Random(5).shuffle(lines)  # noqa: S311 - no secret
    shuffled.write_text("".join(lines))
    rules = ChunkRules(most_memory=30_000)
    # Each chunk takes about 600 bytes and each line about 200.
    chunks = list(read_chunks([str(shuffled)], rules))
    assert GRAPHS < len(chunks) < GRAPHS * TRIPLES
    assert sorted((chunk.graph, line) for chunk in chunks for line in chunk.triples) == sorted(
        (f"urn:x:{graph}", f'<urn:x:s> <urn:x:p> "{triple}"')
        for graph in range(GRAPHS)
        for triple in range(TRIPLES)
    )
    assert [chunk.graph for chunk in read_chunks([str(ordered)], rules)] == list(EXPECTED)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's word on memory is read as Linux gives it")
def test_memory_does_not_grow_with_the_data(tmp_path: Path) -> None:
    """Ten times as many quads in any order, and the process is no larger."""
    import subprocess  # noqa: PLC0415 - a process of its own, for its own figure

    program = (
        "import re, sys; from icmlpo_rdf.publish.triplestore.graph_chunks import ChunkRules, read_chunks\n"
        "for _ in read_chunks([sys.argv[1]], ChunkRules(most_memory=2_000_000)): pass\n"
        # Not getrusage: Linux counts in it what the parent took before the child had a program of its own.
        "print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])"
    )
    taken = []
    for graphs in (1_000, 10_000):
        data = tmp_path / f"{graphs}.nq"
        with data.open("w") as stream:
            for triple in range(10):
                stream.writelines(
                    f'<urn:x:s> <urn:x:p> "{triple}" <urn:x:{graph}> .\n' for graph in range(graphs)
                )
        said = subprocess.run(
            [sys.executable, "-c", program, str(data)], capture_output=True, text=True, check=True
        )
        taken.append(int(said.stdout))
    assert taken[1] - taken[0] < 5_000  # kB; without a bound it is 11,000


@pytest.mark.parametrize(
    ("protocol", "stopped_after"), [("gsp", 0), ("gsp", 12), ("gsp", 150), ("update", 0), ("update", 8)]
)
def test_graphs_that_come_again_later_are_replaced_once(
    protocol: str, stopped_after: int, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """What does not fit in memory comes in several chunks: the first replaces, later ones add, also after a stop."""
    lines = quads()
    random.Random(5).shuffle(lines)  # noqa: S311 - no secret
    data = tmp_path / "data.nq"
    data.write_text("".join(lines))
    for graph in EXPECTED:
        server.update(f'INSERT DATA {{ GRAPH <{graph}> {{ <urn:x:s> <urn:x:p> "old" }} }}')
    client = Client()
    found = find_server(client, proxy.url, Addresses(), Protocol(protocol))
    options = LoadOptions(tmp_path / "journal.sqlite", most_bytes=1_000, most_memory=30_000)
    if stopped_after:
        # A generator that is left is a load that was stopped: nothing after its last step is done.
        steps = load_into([str(data)], client, found, options)
        assert any(summary.requests == stopped_after for summary in steps)
        steps.close()  # type: ignore[attr-defined]
        assert len(proxy.writes()) == stopped_after
    first = len(proxy.writes())
    *_, summary = load_into([str(data)], client, found, options)
    assert summary.is_whole
    assert server.graphs() == EXPECTED
    assert server.ask('SELECT ?g { GRAPH ?g { ?s ?p "old" } }') == []
    if protocol == "gsp":
        sent = [(one.path, one.method) for one in proxy.writes()[first:]]
        for path in {path for path, _ in sent}:
            methods = [method for one, method in sent if one == path]
            assert methods == ["PUT"] + ["POST"] * (len(methods) - 1)
        assert any(method == "POST" for _, method in sent)
