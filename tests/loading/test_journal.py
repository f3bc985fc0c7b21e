"""`load` believes of what it has noted no more than is so: another protocol, another name, a file that changes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.graph.loading import journal_name
from tests.loading.conftest import Load
from tests.loading.servers import Oxigraph

VALUE = "SELECT ?o { GRAPH <urn:x:g> { ?s ?p ?o } }"


def version(folder: Path, text: str) -> str:
    """A graph of one triple, which is what a mended slip of the pen leaves: as many triples as before."""
    path = folder / f"{text}.nq"
    path.write_text(f'<urn:x:a> <urn:x:b> "{text}" <urn:x:g> .\n')
    return str(path)


# Which server it is ----------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", ["gsp", "update"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_a_graph_replaced_under_another_address_is_sent(
    protocol: str, host: str, load: Load, server: Oxigraph, tmp_path: Path
) -> None:
    """By another protocol, under another name of this machine: what was there before is no longer there."""
    one, two = version(tmp_path, "one"), version(tmp_path, "two")
    other = server.url.replace("127.0.0.1", host)
    for _ in range(2):
        assert load(one, "--to", server.url, "--protocol", "gsp").returncode == 0
        assert server.ask(VALUE) == [("one",)]
        assert load(two, "--to", other, "--protocol", protocol).returncode == 0
        assert server.ask(VALUE) == [("two",)]


def test_the_protocol_makes_no_other_server(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """What was sent by the one need not be sent by the other."""
    one = version(tmp_path, "one")
    assert load(one, "--to", server.url, "--protocol", "gsp").returncode == 0
    done = load(one, "--to", server.url, "--protocol", "update")
    assert "0 graphs sent, 1 unchanged" in done.stderr


def test_two_servers_with_one_journal_are_two(load: Load, server: Oxigraph, tmp_path: Path) -> None:
    """What the one has taken is not believed of the other, though both hold as many triples."""
    one, two = version(tmp_path, "one"), version(tmp_path, "two")
    another = Oxigraph(tmp_path / "another")
    another.start()
    try:
        journal = ("--resume", str(tmp_path / "both.sqlite"))
        assert load(two, "--to", another.url).returncode == 0
        assert load(one, "--to", server.url, *journal).returncode == 0
        assert load(one, "--to", another.url, *journal).returncode == 0
        assert another.ask(VALUE) == [("one",)]
    finally:
        another.kill()


def test_names_of_this_machine_have_one_journal() -> None:
    """And nothing else has it: neither another port nor another host nor another dataset."""
    names = ["127.0.0.1", "localhost", "LocalHost.", "a.localhost", "127.0.1.1", "[::1]", "0.0.0.0", "[::]"]  # noqa: S104 - nobody listens
    near = {journal_name(f"http://{name}:7878/query") for name in [*names, "[::ffff:127.0.0.1]"]}
    assert len(near) == 1
    others = [
        "http://127.0.0.1:7879/query",
        "http://127.0.0.1:7878/other/query",
        "http://128.0.0.1:7878/query",
        "http://localhost.example:7878/query",
    ]
    assert not near & {journal_name(one) for one in others}
    assert journal_name("http://Store.example/query") == journal_name("http://store.example:80/query")


# Which graph it is -----------------------------------------------------------------------------------


def test_the_size_of_requests_changes_no_graph(
    load: Load, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """What was sent in one piece is the same as what would be sent in several, and the other way round."""
    assert load(str(data), "--to", server.url).returncode == 0
    for size in ("20000", "1000000", "50000"):
        done = load(str(data), "--to", server.url, "--request-bytes", size)
        assert f"0 graphs sent, {len(expected)} unchanged" in done.stderr
    assert load(str(data), "--to", server.url, "--request-bytes", "20000", "--again").returncode == 0
    assert f"0 graphs sent, {len(expected)} unchanged" in load(str(data), "--to", server.url).stderr
