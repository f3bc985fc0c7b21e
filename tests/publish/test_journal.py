"""`load` believes of what it has noted no more than is so: another protocol, another name, a file that changes meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from icmlpo_rdf.publish.triplestore import (
    Addresses,
    Client,
    LoadOptions,
    Protocol,
    find_server,
    journal_name,
    load_into,
)
from tests.publish.conftest import Load
from tests.publish.servers import Oxigraph, Proxy, Request

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


# Where it is -----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's ulimit bounds what a file may hold")
@pytest.mark.parametrize(("graphs", "stage"), [(1_500, "reading"), (150, "sending")])
def test_a_disk_that_fills_in_the_middle_is_told(
    graphs: int, stage: str, load: Load, server: Oxigraph, tmp_path: Path
) -> None:
    """One line that names the journal, exit 2: in the plan, whose tables are temporary files, and in what is noted."""
    data = tmp_path / "data.nq"
    longer = "x" * 2_000
    with data.open("w") as stream:
        stream.writelines(f'<urn:x:s> <urn:x:p> "1" <urn:x:{longer}:{graph}> .\n' for graph in range(graphs))
    # 400 blocks of 512 bytes. SQLite keeps 2 MB of the plan in memory, of the journal what is not yet committed.
    program = 'ulimit -f 400 && exec "$@"'
    arguments = ["--to", server.url, "--protocol", "gsp", "--resume", str(tmp_path / "journal.sqlite")]
    done = subprocess.run(
        ["/bin/sh", "-c", program, "sh", sys.executable, "-m", "icmlpo_rdf", "load", str(data), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr[-500:]
    assert (
        f"{tmp_path / 'journal.sqlite'}: the journal or its temporary files cannot be written" in done.stderr
    )
    assert "--resume FILE" in done.stderr
    held = len(server.graphs())
    assert held < graphs
    assert (held > 0) == (stage == "sending")
    if held:
        # With room again it goes on where it stopped.
        again = load(str(data), *arguments)
        assert again.returncode == 0, again.stderr
        assert len(server.graphs()) == graphs


# Which graph it is -----------------------------------------------------------------------------------


def test_the_size_of_requests_changes_no_graph(
    load: Load, server: Oxigraph, data: Path, expected: dict[str, int]
) -> None:
    """What was sent in one chunk is the same as what would be sent in several, and the other way round."""
    assert load(str(data), "--to", server.url).returncode == 0
    for size in ("20000", "1000000", "50000"):
        done = load(str(data), "--to", server.url, "--request-bytes", size)
        assert f"0 graphs sent, {len(expected)} unchanged" in done.stderr
    assert load(str(data), "--to", server.url, "--request-bytes", "20000", "--again").returncode == 0
    assert f"0 graphs sent, {len(expected)} unchanged" in load(str(data), "--to", server.url).stderr


# Which data they are ---------------------------------------------------------------------------------

SMALL = 40


def written(path: Path, text: str) -> None:
    """A graph that takes several requests, and small ones after it, in place: who has the file open sees it."""
    with path.open("r+" if path.exists() else "w") as stream:
        stream.writelines(f'<urn:x:s> <urn:x:p> "{one}" <urn:x:first> .\n' for one in range(8_000))
        stream.writelines(f'<urn:x:s> <urn:x:p> "{text} {one:02}" <urn:x:{one}> .\n' for one in range(SMALL))


@pytest.mark.parametrize("protocol", ["gsp", "update"])
@pytest.mark.parametrize("how", ["in place", "by another", "the next file"])
def test_a_file_that_changes_meanwhile_is_told(
    how: str, protocol: str, load: Load, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """After its first reading, in as many bytes as before: exit 1, and nothing is noted that was not sent."""
    data, second, other = tmp_path / "data.nq", tmp_path / "second.nq", tmp_path / "other.nq"
    written(data, "old")
    written(second, "old")
    before = data.read_bytes()
    changed = second if how == "the next file" else data

    def change(request: Request, _: int) -> None:
        if len(request.body) > 10_000 and not done:
            done.append(1)
            if how == "by another":
                written(other, "new")
                other.rename(data)
            else:
                written(changed, "new")

    done: list[int] = []
    proxy.rule = change
    files = [str(data), str(second)] if how == "the next file" else [str(data)]
    arguments = ("--to", proxy.url, "--protocol", protocol, "--request-bytes", "50000")
    first = load(*files, *arguments)
    assert done
    if how == "by another":
        # Who has a file open reads what it was: all of the old one was sent.
        assert first.returncode == 0, first.stderr
    else:
        assert first.returncode == 1
        assert (
            f"{changed}: the file changed while it was loaded; start again when it is written" in first.stderr
        )
        assert "start again to go on" in first.stderr
    for text in ("new", "old"):
        data.write_bytes(before.replace(b"old", text.encode()))
        last = load(str(data), *arguments)
        assert last.returncode == 0, last.stderr
        values = {
            one for (one,) in server.ask("SELECT ?o { GRAPH ?g { ?s ?p ?o } FILTER(?g != <urn:x:first>) }")
        }
        assert values == {f"{text} {one:02}" for one in range(SMALL)}


@pytest.mark.parametrize("protocol", ["gsp", "update"])
def test_what_was_not_planned_is_not_noted(
    protocol: str, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """A load that dies between a change and the end of the file, where it would be seen, leaves no word of the old text."""
    data = tmp_path / "data.nq"
    written(data, "old")
    before = data.read_bytes()
    with data.open("a") as stream:
        stream.writelines(f'<urn:x:s> <urn:x:p> "{one}" <urn:x:last> .\n' for one in range(20_000))

    def change(request: Request, _: int) -> None:
        if len(request.body) > 5_000 and not done:
            done.append(1)
            written(data, "new")

    done: list[int] = []
    proxy.rule = change
    client = Client()
    found = find_server(client, proxy.url, Addresses(), Protocol(protocol))
    options = LoadOptions(tmp_path / "journal.sqlite", most_bytes=10_000, most_memory=30_000)
    # A generator that is left is a load that was stopped: nothing after its last step is done.
    steps = load_into([str(data)], client, found, options)
    assert any(summary.sent > SMALL for summary in steps)
    steps.close()  # type: ignore[attr-defined]
    assert ("new 07",) in server.ask("SELECT ?o { GRAPH <urn:x:7> { ?s ?p ?o } }")
    data.write_bytes(before)
    *_, summary = load_into([str(data)], client, found, options)
    assert summary.is_whole
    assert server.ask("SELECT ?o { GRAPH <urn:x:7> { ?s ?p ?o } }") == [("old 07",)]


def test_a_file_that_comes_into_the_folder_later_is_not_of_this_load(
    load: Load, server: Oxigraph, proxy: Proxy, tmp_path: Path
) -> None:
    """What is sent is what was planned."""
    folder = tmp_path / "folder"
    folder.mkdir()
    written(folder / "data.nq", "old")
    assert load(str(folder), "--to", proxy.url).returncode == 0
    written(folder / "data.nq", "new")

    def come(request: Request, _: int) -> None:
        if b"COUNT" in request.body:
            (folder / "late.nq").write_text('<urn:x:s> <urn:x:p> "late" <urn:x:0> .\n')

    proxy.rule = come
    done = load(str(folder), "--to", proxy.url)
    assert (folder / "late.nq").exists()
    assert done.returncode == 0, done.stderr
    assert server.ask("SELECT ?o { GRAPH <urn:x:0> { ?s ?p ?o } }") == [("new 00",)]
