"""`query` as a user runs it: a kept store, parameters, the lines behind an answer, and what is said of a slip."""

from __future__ import annotations

import csv
import io
import os
import platform
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED, Cli

DATA = str(ROOT / "output" / "000_4563acc429c8a94e.ttl")
SEEDS = str(ROOT / "seeds")
BASE = "https://w3id.org/icmlpo-rdf/zh/"
COUNT = "SELECT (COUNT(*) AS ?n) { ?p a icm:Participation }"


def rows(text: str) -> list[dict[str, str]]:
    """What a CSV holds."""
    return list(csv.DictReader(io.StringIO(text)))


def gold(name: str) -> list[dict[str, str]]:
    """The rows that were written down from the page."""
    with (ROOT / "tests/golden/seed/queries" / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def test_a_store_is_kept_and_follows_its_files(cli: Cli, tmp_path: Path) -> None:
    """Made by the first call, asked without the data by the second, brought up to date by the third."""
    shutil.copy(DATA, tmp_path / "data.ttl")
    assert cli("query", "data.ttl", "--store", "db", COUNT, "-f", "csv").stdout.split() == ["n", "126"]
    (tmp_path / "data.ttl").rename(tmp_path / "elsewhere.ttl")
    asked = cli("query", "--store", "db", "--named", "meetings", "-f", "csv")
    assert (asked.returncode, asked.stderr, len(rows(asked.stdout))) == (0, "", 5)
    assert cli("query", "db", COUNT, "-f", "csv").stdout.split() == ["n", "126"]
    (tmp_path / "data.ttl").write_text("<urn:x:a> a <https://w3id.org/icmlpo-rdf/ontology#Participation> .\n")
    assert cli("query", "data.ttl", "--store", "db", COUNT, "-f", "csv").stdout.split() == ["n", "1"]
    none = cli("query", "--store", "none", COUNT)
    assert (none.returncode, none.stdout) == (2, "")
    assert none.stderr.endswith("none: no such store; check the path, or give the data again\n")


@pytest.mark.parametrize(
    "called", ["希腊共产主义组织", f"{BASE}希腊共产主义组织", f"<{BASE}希腊共产主义组织>"], ids=["name", "IRI", "<IRI>"]
)  # fmt: skip
def test_a_parameter_is_a_name_or_an_iri(cli: Cli, called: str) -> None:
    """However it is written, the same rows: the five meetings that the page lists it at."""
    done = cli("query", DATA, "--named", "meetings-of", "--param", f"organization={called}", "-f", "csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert [row["ordinal"] for row in rows(done.stdout)] == ["10", "9", "8", "7", "6"]


@pytest.mark.parametrize("called", ["urn:x:org", "<urn:x:org>", "tag:x,2026:s"])
def test_an_iri_of_any_scheme_may_be_bare(cli: Cli, tmp_path: Path, called: str) -> None:
    """Where the data say something of it, or with it; else it may be a name that holds a colon."""
    (tmp_path / "data.ttl").write_text(
        "@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<urn:x:m> a icm:Meeting ; icm:ordinal 6 ; icm:series <tag:x,2026:s> ; rdfs:label "m" .\n'
        '<urn:x:p> a icm:Participation ; icm:meeting <urn:x:m> ; icm:organization <urn:x:org> ; icm:nameAsPrinted "o" .\n'
        '<urn:x:named> rdfs:label "union:left" . <urn:x:q> icm:organization <urn:x:named> .\n'
    )
    name = "series" if called.startswith("tag") else "organization"
    query = "participants" if name == "series" else "companions"
    done = cli("query", "data.ttl", "--named", query, "--param", f"{name}={called}", "-f", "csv")
    by_name = cli("query", "data.ttl", "--named", "companions", "--param", "organization=union:left")
    for one in (done, by_name):  # the data hold no more than that, so that there are no rows
        assert one.returncode == 0
        assert one.stderr.startswith("icmlpo-rdf: the data hold no participation\n")


def test_several_parameters(cli: Cli) -> None:
    """A series by another name that the page prints, and a number; a count that was made by hand."""
    asked = ("--param", "series=ICMLPO", "--param", "ordinal=6")
    done = cli("query", DATA, "--named", "participants", *asked, "-f", "csv")
    assert len(rows(done.stdout)) == 21
    done = cli("query", DATA, "--named", "newcomers-and-leavers", "--param", "series=ICMLPO", "-f", "csv")
    assert len(rows(done.stdout)) == len(gold("newcomers-and-leavers"))


def test_each_row_with_its_lines(cli: Cli) -> None:
    """The lines' IRIs in a column, and with a source what they say; as a table, the quotation below its row."""
    asked = ("--named", "no-page", "--explain")
    plain = cli("query", DATA, *asked, "-f", "csv")
    assert plain.stderr == "icmlpo-rdf: give --source PATH to see the lines quoted\n"
    assert not any(row["quotation"] for row in rows(plain.stdout))
    for source in (SEEDS, str(SEED)):
        quoted = cli("query", DATA, *asked, "--source", source, "-f", "csv")
        assert (quoted.returncode, quoted.stderr) == (0, "")
        (row,) = [one for one in rows(quoted.stdout) if one["thing"].endswith("#阿马鲁学会")]
        assert [one.partition("#")[2] for one in row["evidence"].split("\n")] == [
            "line=479,480",
            "line=549,553",
        ]
        assert "阿马鲁学会" in row["quotation"]
        lines = SEED.read_text(encoding="utf-8").split("\n")
        assert row["quotation"].split("\n") == [lines[479], *lines[549:553]]
    shown = cli("query", DATA, *asked, "--source", SEEDS).stdout
    assert "阿马鲁学会</p></td>" in shown
    # What a person reads there, before the source.
    heading = shown.index("会议>: 第六次会议（1999年）参加者\n       480 | ## 第六次会议（1999年）参加者\n")
    assert heading < shown.index("会议>: 阿马鲁学会\n       550 | <tr")


def test_a_source_that_is_not_there_is_told_once(cli: Cli, tmp_path: Path) -> None:
    """One line for all rows, with the name of the file and the mend; the answer stands; `-q` says nothing."""
    (tmp_path / "empty").mkdir()
    asked = ("query", DATA, "--named", "no-page", "--explain", "--source", "empty", "-f", "csv")
    done = cli(*asked)
    assert done.returncode == 0
    assert done.stderr == (
        "icmlpo-rdf: empty: not quoted, for it does not hold 000_4563acc429c8a94e.txt; "
        "give --source the folder of all sources\n"
    )
    assert len(rows(done.stdout)) == len(gold("no-page"))
    assert cli(*asked, "-q").stderr == ""


def test_the_list_fits_eighty_columns(cli: Cli) -> None:
    """Through a pipe too; every word of a description is there."""
    shown = cli("query", "--list").stdout
    assert max(map(len, shown.splitlines())) <= 80
    names = {line for line in shown.splitlines() if line and not line.startswith(" ")}
    assert names == {path.stem for path in (ROOT / "icmlpo_rdf/query/queries").glob("*.rq")}
    flat = " ".join(shown.split())
    assert "Which meetings did an organization attend?" in flat
    assert "--param organization=… the one whose meetings are asked for; an IRI or a name; required" in flat


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--named", "meeting-of"], "--named: no query is called 'meeting-of'; use meetings-of"),
        (["--named", "companions", "--param", "organisation=x"],
         "--param: companions has no parameter 'organisation'; use organization\n"),
        (["--named", "no-page", "--param", "year=2011"], "--param: no-page has no parameter 'year'; it takes none\n"),
        (["--named", "companions", "--param", "organization=希臘共产組织"],
         "--param organization: nothing is called '希臘共产組织'; give an IRI, or a name as printed; near it are: 希腊共产主义组织"),
        (["--named", "meetings", "--param", "series=马列主义政党国际会议"], "near it are: 马列主义政党和组织国际会议"),
        # Near to a party's name, but no party is a series.
        (["--named", "meetings", "--param", "series=德国马列主义"], "nothing is called '德国马列主义'; give an IRI, or a name as printed\n"),
        (["--named", "companions", "--param", f"organization=<{BASE}没有>"], f"the data says nothing of {BASE}没有; check the IRI"),
        (["--named", "companions", "--param", "organization=<urn:x:y>"], "the data says nothing of urn:x:y; check the IRI"),
        (["--named", "companions", "--param", "organization=urn:x:y"],
         "--param organization: nothing is called 'urn:x:y', and the data says nothing of such an IRI; give an IRI, or a name as printed"),
        (["--named", "companions"], "--param: companions needs organization; give --param organization=… (an IRI or a name)"),
        (["--named", "companions", "--param", "organization"], "--param: 'organization' gives no value; write NAME=VALUE"),
        (["--named", "participants", "--param", "ordinal=six"], "--param ordinal: 'six' is no number; write it in digits"),
        ([COUNT, "--source", "x"], "--source: there is nothing to quote; give --explain too"),
        (["ASK {}", "--explain"], "--explain: the query asks for no rows to explain; ask a SELECT query"),
        (["CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "--explain"], "--explain: the query asks for no rows to explain; ask a SELECT query"),
        (["DESCRIBE <urn:x:a>", "--explain", "-f", "csv"], "--explain: the query asks for no rows to explain; ask a SELECT query"),
        ([COUNT, "--explain", "--source", "none"], "none: no such file or folder; check the path"),
        (["--named", "no-page", "--explain", "--source", "none"], "none: no such file or folder; check the path"),
    ],
    ids=lambda value: " ".join(value).replace("--", "")[:50] if isinstance(value, list) else "",
)  # fmt: skip
def test_a_slip_is_told_in_one_line(cli: Cli, arguments: list[str], said: str) -> None:
    """What is wrong, and what is near to it."""
    done = cli("query", DATA, *arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("table", "    no lines are known\n\n    no lines are known\n\n"),
        ("csv", "evidence,quotation\n,\n,\n"),
        ("tsv", "?evidence\t?quotation\n\t\n\t\n"),
    ],
)
def test_rows_without_columns_are_explained(cli: Cli, form: str, shown: str) -> None:
    """A query that binds nothing has two rows, and no line is behind them."""
    done = cli("query", DATA, "SELECT * { { } UNION { } }", "--explain", "-q", "-f", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == shown.splitlines()  # lines of CSV end in CR LF
    none = cli("query", DATA, "SELECT * { FILTER(false) }", "--explain", "-q")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "")


def test_a_query_heals_the_store_that_it_finds_damaged(cli: Cli, tmp_path: Path) -> None:
    """Where the data are given it is made again and answers; else it is told, and no query is blamed."""
    lines = (f'<urn:x:{n}> <urn:x:p> "{n * 7919 % 99_991}" .\n' for n in range(20_000))
    (tmp_path / "data.nt").write_text("".join(lines))
    every = "SELECT ?s { ?s ?p ?o }"
    assert len(rows(cli("query", "data.nt", "--store", "db", every, "-f", "csv").stdout)) == 20_000
    tables = [one for one in (tmp_path / "db").glob("snapshot-*/*.sst") if one.stat().st_size > 20_000]
    for table in tables:
        before = table.stat()
        with table.open("r+b") as stream:  # as a failing disk does: no time tells of it
            stream.seek(before.st_size // 2)
            stream.write(b"\xff" * 4000)
        os.utime(table, ns=(before.st_atime_ns, before.st_mtime_ns))
    for asked in (("--store", "db"), ("db",)):
        told = cli("query", *asked, every)
        assert (told.returncode, told.stdout) == (2, "")
        assert told.stderr.startswith("icmlpo-rdf: QUERY: the store is damaged (Corruption: ")
        assert told.stderr.endswith("; give the data again with --store, or remove the store's folder\n")
    healed = cli("query", "data.nt", "--store", "db", every, "-f", "csv")
    assert (healed.returncode, len(rows(healed.stdout))) == (0, 20_000)
    assert healed.stderr.startswith("icmlpo-rdf: db: the store is damaged (Corruption: ")
    assert healed.stderr.endswith(", and is made again\n")
    after = cli("query", "data.nt", "--store", "db", every, "-f", "csv")
    assert (after.stderr, len(rows(after.stdout))) == ("", 20_000)


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"}, reason="seccomp is Linux's"
)
def test_a_query_that_slips_by_the_first_lock_reaches_no_server() -> None:
    """With the reading of its text taken away, a query that calls a server still opens no connection."""
    unlocked = (
        "import sys\n"
        "from icmlpo_rdf.query import asking\n"
        "asking.find_service = lambda tokens, prefixes: None\n"
        "from icmlpo_rdf.cli.main import main\n"
        "sys.argv[0] = 'icmlpo-rdf'\n"
        "main()\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as server:
        call = f"SELECT * {{ SERVICE <http://127.0.0.1:{server.getsockname()[1]}/> {{ ?s ?p ?o }} }}"
        command = [sys.executable, "-c", unlocked, "query", str(ROOT / "output"), call]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert done.returncode == 2
    assert "Permission denied" in done.stderr


def test_relative_iris_have_the_address_of_what_holds_them(cli: Cli, tmp_path: Path) -> None:
    """Of data and query files the file's, of a query on the command line the working directory's."""
    (tmp_path / "数据.ttl").write_text("<> <p> <#x> .")
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "q.rq").write_text("SELECT ?o { <../数据.ttl> ?p ?o }")
    expected = ["o", f"{tmp_path.as_uri()}/数据.ttl#x"]
    for asked in (["--file", "q/q.rq"], ["SELECT ?o { <数据.ttl> <p> ?o }"]):
        assert cli("query", "数据.ttl", *asked, "-f", "csv").stdout.split() == expected
    given = cli(
        "query",
        "-",
        "SELECT ?o { <a> <p> ?o }",
        "-f",
        "csv",
        "--base-iri",
        "http://e/a",
        stdin=b"<> <p> <#x>.",
    )
    assert given.stdout.split() == ["o", "http://e/a#x"]
    for refused, said in (
        (
            ["query", "-", "ASK {}"],
            "<stdin>:1:1: no valid TriG (No scheme found in an absolute IRI); it has no address",
        ),
        (["query", "数据.ttl", "--file", "-"], "-:1:7: no valid SPARQL (the IRI <a> is relative"),
        (["query", "数据.ttl", "ASK {}", "--base-iri", "x"], "--base-iri: 'x' is no absolute IRI"),
    ):
        done = cli(*refused, stdin=b"ASK { <a> ?p ?o }" if "--file" in refused else b"<> <p> <#x>.")
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert said in done.stderr


def test_triple_terms_are_asked_and_answered(cli: Cli, tmp_path: Path) -> None:
    """A CONSTRUCT gives Turtle 1.2 that is read as it was meant; rows have them in every form."""
    data = '<http://e/r> rdf:reifies <<( <http://e/a> rdfs:label "c"@en--ltr )>> .'
    (tmp_path / "a.ttl").write_text(
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        f"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n{data}\n"
    )
    turtle = cli("query", "a.ttl", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }").stdout
    assert turtle == (tmp_path / "a.ttl").read_text()
    select = "SELECT ?o { ?s ?p ?o }"
    assert (
        "<<( <http://e/a> <http://www.w3.org/2000/01/rdf-schema#label>"
        in cli("query", "a.ttl", select, "-f", "tsv").stdout
    )
    assert '"type":"triple"' in cli("query", "a.ttl", select, "-f", "json").stdout
    assert '"type":"triple"' in cli("query", "a.ttl", select, "-f", "json", "--explain").stdout
    assert '<<( <http://e/a> rdfs:label "c"@en--ltr )>>' in cli("query", "a.ttl", select).stdout
