"""`load` against a real server: what arrives, what is replaced, what is counted."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from icmlpo_rdf.convert import Conversion
from tests.conftest import ROOT, Cli
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph, Proxy

PROTOCOLS = ["gsp", "update"]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_graph_arrives(
    protocol: str, load: Load, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """By either protocol the server then holds each page's graph, with as many triples as the page has."""
    done = load(str(data), "--to", server.url, "--protocol", protocol)
    assert done.returncode == 0, done.stderr
    assert server.graphs() == expected
    total = sum(expected.values())
    assert f"the server holds {total:,} of {total:,} triples in {len(expected)} graphs" in done.stderr


def test_every_triple_arrives_unchanged(load: Load, server: Oxigraph, data: Path) -> None:
    """What was sent by the one protocol and by the other is the same, and is what the file says."""
    everything = "SELECT ?g ?s ?p ?o (LANG(?o) AS ?l) (STR(DATATYPE(?o)) AS ?d) { GRAPH ?g { ?s ?p ?o } }"
    load(str(data), "--to", server.url, "--protocol", "gsp")
    by_gsp = set(server.ask(everything))
    server.update("DROP ALL")
    load(str(data), "--to", server.url, "--protocol", "update")
    assert set(server.ask(everything)) == by_gsp
    assert len(by_gsp) == len(set(data.read_text().splitlines()))


def test_the_protocol_is_chosen_by_what_the_server_offers(
    load: Load, server: Oxigraph, proxy: Proxy, data: Path
) -> None:
    """A graph store is used where there is one; where there is none, updates are."""
    done = load(str(data), "--to", server.url, "-v")
    assert f"gsp at {server.url}/store, queries at {server.url}/query" in done.stderr
    proxy.rule = lambda request, _: (404, {}) if request.path.startswith("/store") else None
    done = load(str(data), "--to", proxy.url, "-v")
    assert done.returncode == 0, done.stderr
    assert f"update at {proxy.url}/update" in done.stderr


@pytest.mark.parametrize("ending", ["/", "/query", "/update", "/store"])
def test_any_address_of_a_server_will_do(ending: str, load: Load, server: Oxigraph, data: Path) -> None:
    """The addresses beside the one that was given are found."""
    done = load(str(data), "--to", server.url + ending)
    assert done.returncode == 0, done.stderr


def test_addresses_can_be_named(load: Load, server: Oxigraph, data: Path, expected: dict[str, int]) -> None:
    """Where nothing would be found, the user's own addresses are used."""
    done = load(str(data), "--query-url", f"{server.url}/query", "--update-url", f"{server.url}/update", "-v")
    assert done.returncode == 0, done.stderr
    assert "update at" in done.stderr
    assert server.graphs() == expected


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_pages_graph_is_replaced(protocol: str, load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """What the graph held before is gone; other graphs and the default graph are as they were."""
    server.update(
        'INSERT DATA { <urn:x:a> <urn:x:b> "d" GRAPH <urn:x:g> { <urn:x:a> <urn:x:b> "o" } GRAPH <urn:x:h> { <urn:x:a> <urn:x:b> "h" } }'
    )
    new = tmp_path / "new.nq"
    new.write_text('<urn:x:a> <urn:x:b> "new" <urn:x:g> .\n')
    assert load(str(new), "--to", server.url, "--protocol", protocol).returncode == 0
    rows = server.ask("SELECT ?g ?o { { GRAPH ?g { ?s ?p ?o } } UNION { ?s ?p ?o } } ORDER BY ?o")
    assert rows == [("", "d"), ("urn:x:h", "h"), ("urn:x:g", "new")]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_requests_are_bounded(
    protocol: str, load: Load, server: Oxigraph, proxy: Proxy, data: Path, expected: dict[str, int]
) -> None:
    """A graph larger than a request goes in several, and is whole in the end; the same graph twice is replaced once."""
    for _ in range(2):
        done = load(
            str(data), "--to", proxy.url, "--protocol", protocol, "--request-bytes", "20000", "--again"
        )
        assert done.returncode == 0, done.stderr
        assert server.graphs() == expected
    # A request of updates names its graphs besides.
    assert max(len(one.body) for one in proxy.writes()) < 22_000
    assert len(proxy.writes()) > 2 * len(expected)


def test_small_graphs_share_a_request(load: Load, proxy: Proxy, data: Path, expected: dict[str, int]) -> None:
    """Updates send many graphs at once."""
    load(str(data), "--to", proxy.url, "--protocol", "update")
    assert len(proxy.writes()) < len(expected)


def test_a_graph_in_several_places_is_one_graph(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """Quads in any order, over two files, with repetitions: a triple counts once."""
    one, two = tmp_path / "1.nq", tmp_path / "2.nq.gz"
    one.write_text(
        '<urn:x:a> <urn:x:b> "1" <urn:x:g> .\n<urn:x:a> <urn:x:b> "1" <urn:x:h> .\n<urn:x:a> <urn:x:b> "2" <urn:x:g> .\n'
    )
    two.write_bytes(
        gzip.compress(b'<urn:x:a> <urn:x:b> "2" <urn:x:g> .\n<urn:x:a> <urn:x:b> "3" <urn:x:g> .\n')
    )
    for protocol in PROTOCOLS:
        done = load(str(one), str(two), "--to", server.url, "--protocol", protocol, "--again")
        assert done.returncode == 0, done.stderr
        assert server.graphs() == {"urn:x:g": 3, "urn:x:h": 1}
    done = load(str(two), str(one), "--to", server.url)
    assert "0 graphs sent, 2 unchanged" in done.stderr


def test_tags_in_capitals_are_the_same_tags(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """Two spellings of a language tag are one triple on a server that lower-cases them, and in the count."""
    data = tmp_path / "tags.nq"
    data.write_text(
        '<urn:x:a> <urn:x:b> "名"@zh-Hans <urn:x:g> .\n<urn:x:a> <urn:x:b> "名"@zh-hans <urn:x:g> .\n'
    )
    done = load(str(data), "--to", server.url)
    assert done.returncode == 0, done.stderr
    assert server.graphs() == {"urn:x:g": 1}


def test_numbers_are_told_from_each_other_by_their_value_where_the_server_does_so(
    load: Load, server: Oxigraph, tmp_path: Path
) -> None:
    """Oxigraph keeps `01` as 1: fewer triples than in the data, each time, as README says; written alike they are one."""
    data = tmp_path / "numbers.nq"
    integer = "<http://www.w3.org/2001/XMLSchema#integer>"
    data.write_text("".join(f'<urn:x:a> <urn:x:b> "{one}"^^{integer} <urn:x:g> .\n' for one in ("01", "1")))
    for _ in range(2):
        done = load(str(data), "--to", server.url)
        assert done.returncode == 1
        assert "<urn:x:g>: 2 triples in the data, 1 on the server" in done.stderr
    data.write_text(data.read_text().replace('"01"', '"1"'))
    assert load(str(data), "--to", server.url).returncode == 0
    assert "1 unchanged" in load(str(data), "--to", server.url).stderr


def test_a_page_in_turtle_goes_to_its_own_graph(
    load: Load, server: Oxigraph, seed_conversion: Conversion
) -> None:
    """A file of one page tells which graph it is: the same as in N-Quads."""
    done = load(str(ROOT / "output"), "--to", server.url)
    assert done.returncode == 0, done.stderr
    graph = str(seed_conversion.quads[0].graph_name)[1:-1]
    assert list(server.graphs()) == [graph]


def test_triples_without_a_page_need_a_graph(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """Nothing goes to the default graph: the user names one."""
    data = tmp_path / "some.ttl"
    data.write_text('<urn:x:a> <urn:x:b> "图" .')
    done = load(str(data), "--to", server.url)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--graph IRI" in done.stderr
    assert load(str(data), "--to", server.url, "--graph", "urn:x:mine").returncode == 0
    assert server.graphs() == {"urn:x:mine": 1}
    done = load(str(data), "--to", server.url, "--graph", "no iri> }")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


HOSTILE = [
    "urn:x:a&graph=urn:x:b",
    "http://x.example/?graph=urn:x:c&default#frag",
    "http://x.example/100%25/%3E%7D;DROP%20ALL",
    "http://x.example/a+b%2Bc",
    "http://x.example/图（一）/𠮷",
    "http://x.example/'quoted'/$1/{}".replace("{}", "%7B%7D"),
    "http://x.example/" + "长" * 550,
]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_hostile_names_of_graphs(protocol: str, load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """A graph's name is data, whatever it looks like; so is a literal."""
    text = r'"} } ; DROP ALL ; \\u0041 \\ \" \n \u0007 𠮷"'
    data = tmp_path / "hostile.nq"
    data.write_text("".join(f"<urn:x:a> <urn:x:b> {text} <{graph}> .\n" for graph in HOSTILE))
    done = load(str(data), "--to", server.url, "--protocol", protocol)
    assert done.returncode == 0, done.stderr
    assert server.graphs() == dict.fromkeys(HOSTILE, 1)
    assert server.ask("SELECT DISTINCT ?o { GRAPH ?g { ?s ?p ?o } }") == [
        ('} } ; DROP ALL ; \\u0041 \\ " \n \x07 𠮷',)
    ]


def test_hostile_names_are_encoded_whole(load: Load, proxy: Proxy, tmp_path: Path) -> None:
    """In the graph store's address nothing of a name is syntax."""
    data = tmp_path / "hostile.nq"
    data.write_text("".join(f'<urn:x:a> <urn:x:b> "1" <{graph}> .\n' for graph in HOSTILE))
    load(str(data), "--to", proxy.url, "--protocol", "gsp")
    queries = [urlsplit(one.path).query for one in proxy.writes()]
    assert [unquote(one.removeprefix("graph=")) for one in queries] == HOSTILE
    assert not any("&" in one or "#" in one for one in queries)


def test_what_is_not_there_is_told(
    load: Load, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """A triple deleted behind our back is missed, sent again without being asked to, and then all is well."""
    assert load(str(data), "--to", server.url).returncode == 0
    graph = min(expected)
    server.update(
        f"DELETE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ {{ SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1 }} }}"
    )
    done = load(str(data), "--to", server.url)
    assert done.returncode == 0
    assert f"1 graph sent, {len(expected) - 1} unchanged" in done.stderr
    assert server.graphs() == expected


def test_a_count_that_differs_fails(
    load: Load, server: Oxigraph, proxy: Proxy, data: Path, expected: dict[str, int]
) -> None:
    """A server that loses a triple after it said yes is found out: a line for the graph, exit 1; the next load mends it."""
    graph = sorted(expected)[3]

    def lose(request: object, _: int) -> None:
        # The first count: all has been sent by now.
        if "COUNT" in str(getattr(request, "body", b"")) and not lost:
            lost.append(graph)
            server.update(
                f"DELETE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ {{ SELECT * {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1 }} }}"
            )

    lost: list[str] = []
    proxy.rule = lose
    done = load(str(data), "--to", proxy.url)
    assert done.returncode == 1
    number = expected[graph]
    assert f"<{graph}>: {number:,} triples in the data, {number - 1:,} on the server" in done.stderr
    assert done.stderr.count("on the server") == 2  # the graph's line and the last one
    done = load(str(data), "--to", proxy.url)
    assert done.returncode == 0
    assert "1 graph sent" in done.stderr
    assert server.graphs() == expected


def test_only_what_changed_is_sent(
    load: Load, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """A second load sends nothing, one of a changed page that page, `--again` everything."""
    assert f"{len(expected)} graphs sent" in load(str(data), "--to", server.url).stderr
    assert f"0 graphs sent, {len(expected)} unchanged" in load(str(data), "--to", server.url).stderr
    lines = data.read_text().splitlines(keepends=True)
    data.write_text("".join(lines[1:]))
    done = load(str(data), "--to", server.url)
    assert f"1 graph sent, {len(expected) - 1} unchanged" in done.stderr
    assert sum(server.graphs().values()) == sum(expected.values()) - 1
    assert f"{len(expected)} graphs sent" in load(str(data), "--to", server.url, "--again").stderr


def test_blank_nodes_are_not_cut(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """A graph with blank nodes goes in one request, or is refused before anything is sent."""
    data = tmp_path / "blank.nq"
    data.write_text(
        "".join(f'_:same <urn:x:p> "{number}" <urn:x:{number % 2}> .\n' for number in (0, 2, 4, 1, 3))
    )
    assert load(str(data), "--to", server.url, "--protocol", "update").returncode == 0
    rows = server.ask(
        "SELECT ?g (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    )
    assert rows == [("urn:x:0", "1"), ("urn:x:1", "1")]
    server.update("DROP ALL")
    # Quads that lie in between are no cut; another file is one, for there the label is another node.
    data.write_text("".join(f'_:same <urn:x:p> "{number}" <urn:x:{number % 2}> .\n' for number in range(4)))
    assert load(str(data), "--to", server.url, "--protocol", "gsp").returncode == 0
    assert server.graphs() == {"urn:x:0": 2, "urn:x:1": 2}
    server.update("DROP ALL")
    other = tmp_path / "other.nq"
    other.write_text('_:same <urn:x:p> "5" <urn:x:1> .\n')
    long = tmp_path / "long.nq"
    long.write_text("".join(f'_:same <urn:x:p> "{number}" <urn:x:0> .\n' for number in range(100)))
    for files, why, mend in (
        ((str(data), str(other)), "it is in several files", "into one file"),
        ((str(long), "--request-bytes", "1000"), "does not fit into one request", "--request-bytes"),
    ):
        done = load(*files, "--to", server.url)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert f"has blank nodes and {why}" in done.stderr.replace("does not lie in one place: ", "")
        assert mend in done.stderr
        assert ("--request-bytes" in done.stderr) == (why == "does not fit into one request")
    assert server.graphs() == {}


def test_broken_data_sends_nothing(load: Load, server: Oxigraph, data: Path) -> None:
    """All is read before anything is sent; the place of the mistake is told."""
    data.write_text(data.read_text() + "<urn:x:a> <urn:x b> <urn:x:c> <urn:x:g> .\n")
    done = load(str(data), "--to", server.url)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{data}:{len(data.read_text().splitlines())}:" in done.stderr
    assert server.graphs() == {}


def test_standard_input(
    server: Oxigraph, data: Path, cli: Cli, expected: dict[str, int], tmp_path: Path
) -> None:
    """`-` is N-Quads from another program."""
    done = cli(
        "load", "-", "--to", server.url, stdin=data.read_bytes(), env={"XDG_STATE_HOME": str(tmp_path)}
    )
    assert done.returncode == 0, done.stderr
    assert server.graphs() == expected
