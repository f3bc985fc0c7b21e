"""`validate`, `query`, `explain`, `verify` and `inspect` as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tests.conftest import ROOT, SEED, Cli

DATA = str(ROOT / "output" / "000_4563acc429c8a94e.ttl")
SEEDS = str(ROOT / "seeds")
COUNT = "SELECT (COUNT(*) AS ?n) { ?p a icm:Participation }"


def test_query_formats(cli: Cli) -> None:
    """The same answer as table, CSV, TSV, JSON and XML; a graph as Turtle."""
    assert cli("query", DATA, COUNT).stdout.split() == ["n", "───", "126"]
    assert cli("query", DATA, COUNT, "-f", "csv").stdout.split() == ["n", "126"]
    assert cli("query", DATA, COUNT, "-f", "tsv").stdout.split() == ["?n", "126"]
    assert (
        json.loads(cli("query", DATA, COUNT, "-f", "json").stdout)["results"]["bindings"][0]["n"]["value"]
        == "126"
    )
    assert "<literal" in cli("query", DATA, COUNT, "-f", "xml").stdout
    turtle = cli("query", DATA, "CONSTRUCT { ?m icm:ordinal ?n } WHERE { ?m icm:ordinal ?n }", "-f", "ttl")
    assert turtle.stdout.count("icm:ordinal ") == 5


def test_tables_measure_east_asian_width(cli: Cli) -> None:
    """A column of Chinese names is aligned by the width of its characters."""
    table = cli("query", DATA, "--named", "meetings-per-organization").stdout.splitlines()
    wide = {ord(character): 2 for line in table for character in line if ord(character) >= 0x2E80}
    starts = {sum(wide.get(ord(one), 1) for one in line[: line.index("https://")]) for line in table[2:]}
    assert len(starts) == 1


def test_named_query_as_csv(cli: Cli) -> None:
    """What the program prints is what was counted by hand."""
    done = cli("query", DATA, "--named", "no-page", "-f", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout)))
    with (ROOT / "tests/golden/seed/queries/no-page.tsv").open(encoding="utf-8", newline="") as stream:
        assert rows == list(csv.reader(stream, delimiter="\t"))


def test_query_from_file_and_standard_input(cli: Cli, tmp_path: Path) -> None:
    """A query may come from a file or from standard input, the data from standard input."""
    (tmp_path / "q.rq").write_text(COUNT)
    assert cli("query", DATA, "--file", "q.rq", "-f", "csv").stdout.split() == ["n", "126"]
    assert cli("query", DATA, "--file", "-", "-f", "csv", stdin=COUNT.encode()).stdout.split() == ["n", "126"]
    data = Path(DATA).read_bytes()
    assert cli("query", "-", COUNT, "-f", "csv", stdin=data).stdout.split() == ["n", "126"]


def test_the_list_shows_every_named_query(cli: Cli) -> None:
    """With the question that each answers."""
    shown = cli("query", DATA, "--list").stdout.splitlines()
    for path in (ROOT / "icmlpo_rdf" / "query" / "queries").glob("*.rq"):
        assert path.stem in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", DATA, "SELECT * {"], "QUERY:1:11: no valid SPARQL (expected one of"),
        (["query", DATA, COUNT, "-f", "doc"], "--format: 'doc' is no format; use one of table, csv"),
        (
            ["query", DATA, COUNT, "-f", "turtle"],
            "--format: the query asks for rows, not for a graph; use table",
        ),
        (
            ["query", DATA, "DESCRIBE <a:b>", "-f", "csv"],
            "--format: the query asks for a graph, not for rows; use turtle",
        ),
        (["query", DATA], "no query is given; give one behind the data, or --file, --named or --list"),
        (["query", DATA, "--named", "x"], "--named: no query is called 'x'; use one of attendance"),
        (
            ["query", "SELECT * { ?s ?p ?o }"],
            "no data are given; name them before the query: icmlpo-rdf query DATA QUERY",
        ),
        (
            ["verify", DATA, "--source", "docs"],
            "docs: the folder does not hold 000_4563acc429c8a94e.txt; name the folder of the",
        ),
        (
            ["explain", "雷文多", DATA, "--source", "docs"],
            "docs: the folder does not hold 000_4563acc429c8a94e.txt; name the folder of the",
        ),
        (["query", "--named", "meetings"], "no data are given; name RDF files or a folder of them"),
        (["query", "bad.ttl", COUNT], "bad.ttl:3:1: no valid Turtle (Unexpected end); mend the syntax there"),
        (["query", "none.ttl", COUNT], "none.ttl: no such file or folder; check the path"),
        (
            ["query", DATA, "--file", "none.rq"],
            "none.rq: cannot be read (No such file or directory); give a readable",
        ),
        (
            ["query", DATA, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"],
            "QUERY:1:12: SERVICE would ask another server",
        ),
        (["validate", "bad.ttl"], "bad.ttl:3:1: no valid Turtle (Unexpected end); mend the syntax there"),
        (
            ["validate", DATA, "--shapes", "bad.ttl"],
            "bad.ttl:3:1: no valid Turtle (Unexpected end); mend the syntax there",
        ),
        (["validate", DATA, "--shapes", "none"], "none: no such file or folder; check the path"),
        (["validate", DATA, "-f", "xml"], "--format: 'xml' is no format; use one of human, turtle, json"),
        (["explain", DATA, "无"], "nothing is called '无'; give an IRI, or a name as printed\n"),
        (["explain", DATA, "雷文多", "--source", "none"], "none: no such file or folder; check the path"),
        (["verify", DATA, "--source", "none"], "none: no such file or folder; check the path"),
        (["verify", DATA], "Missing option '--source'; see icmlpo-rdf verify --help"),
    ],
    ids=lambda value: " ".join(value)[:60].replace(str(ROOT), "") if isinstance(value, list) else "",
)
def test_wrong_use(arguments: list[str], said: str, cli: Cli, tmp_path: Path) -> None:
    """Wrong use and unreadable data are exit code 2 and one line with place and mend."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "bad.ttl").write_text("@prefix a: <urn:a:> .\na:b a:c\n")
    done = cli(*arguments)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr
    assert done.stdout == ""


def test_validate(cli: Cli, tmp_path: Path) -> None:
    """0 when it conforms, 1 when something is broken; the findings on standard output."""
    done = cli("validate", DATA)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "conforms: 13 warnings, 9 infos"
    assert cli("validate", DATA, "-q").stdout == ""
    broken = Path(DATA).read_text(encoding="utf-8").replace("icm:ordinal 10", "icm:ordinal -10")
    (tmp_path / "broken.ttl").write_text(broken, encoding="utf-8")
    done = cli("validate", "broken.ttl")
    assert done.returncode == 1
    assert done.stdout.startswith("violation: ")
    assert json.loads(cli("validate", "broken.ttl", "-f", "json").stdout)["conforms"] is False
    assert "sh:ValidationReport" in cli("validate", "broken.ttl", "-f", "turtle").stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["DATA", "雷文多"], 0, ""),
        (["DATA", "DATA", "雷文多"], 0, ""),
        (["雷文多", "DATA"], 0, ""),
        (["雷文多", "DATA", "DATA"], 0, ""),
        (["DATA", "here"], 2, "nothing is called 'here'"),
        (["none", "雷文多"], 2, "none: no such file or folder; check the path"),
        (["DATA"], 2, "Missing argument 'THING'; write icmlpo-rdf explain DATA THING"),
        (["雷文多"], 2, "Missing argument 'DATA...'; write icmlpo-rdf explain DATA THING"),
        ([], 2, "Missing argument 'DATA...'; write icmlpo-rdf explain DATA THING"),
    ],
)
def test_explain_takes_the_data_first(
    arguments: list[str], code: int, said: str, cli: Cli, tmp_path: Path
) -> None:
    """As all commands do; the other order is understood where it can be nothing else."""
    (tmp_path / "here").mkdir()
    done = cli("explain", *(DATA if one == "DATA" else one for one in arguments), "-q")
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert ("雷文多" in done.stdout) == (code == 0)


def test_a_file_of_a_query_is_given_with_file(cli: Cli, tmp_path: Path) -> None:
    """No query is the name of a file."""
    (tmp_path / "mine.rq").write_text("ASK {}")
    done = cli("query", DATA, "mine.rq")
    assert (done.returncode, done.stderr) == (
        2,
        "icmlpo-rdf: mine.rq: it is a file, not a query; write --file mine.rq\n",
    )
    assert cli("query", DATA, "--file", "mine.rq").stdout == "true\n"


def test_explain(cli: Cli) -> None:
    """Five attendances, each with the quoted row."""
    done = cli("explain", DATA, "德国马列主义党", "--source", SEEDS)
    assert done.returncode == 0
    assert done.stdout.count("\nicm:attended ") == 5
    assert (
        done.stdout.count('| <td><p><a href="../Page/德国马列主义党.md"') == 2 + 5 + 5 + 2
    )  # two types, its name, its meetings, dump and page


def test_verify(cli: Cli) -> None:
    """All evidence stands."""
    done = cli("verify", DATA, "--source", SEEDS)
    assert done.returncode == 0
    assert "the evidence was found" in done.stderr
    assert "not looked for: " in done.stderr


def test_an_edited_source_fails_loudly(cli: Cli, tmp_path: Path) -> None:
    """Exit code 1, and the hashes are named."""
    (tmp_path / "edited.txt").write_text(SEED.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    for arguments in (["explain", "雷文多"], ["verify"]):
        done = cli(*arguments, DATA, "--source", "edited.txt")
        assert done.returncode == 1
        assert "edited.txt" in done.stderr
        assert "SHA-256" in done.stderr


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("c.nt", RdfFormat.N_TRIPLES),
        ("c.nq", RdfFormat.N_QUADS),
        ("c.trig", RdfFormat.TRIG),
        ("c.jsonld", RdfFormat.JSON_LD),
        ("c.rdf", RdfFormat.RDF_XML),
        ("c.ttl", RdfFormat.TURTLE),
    ],
)
def test_a_graph_in_any_rdf_syntax(name: str, syntax: RdfFormat, cli: Cli, tmp_path: Path) -> None:
    """By the file's ending, and by name on standard output; of rows it is refused."""
    query = "CONSTRUCT WHERE { ?m a icm:Meeting }"
    done = cli("query", DATA, query, "-o", name)
    assert (done.returncode, done.stderr) == (0, "")
    written = (tmp_path / name).read_bytes()
    assert len({quad.subject for quad in parse(written, syntax)}) == 5
    assert cli("query", DATA, query, "-f", name.removeprefix("c.")).stdout.encode() == written
    done = cli("query", DATA, COUNT, "-o", "rows.nt")
    assert done.returncode == 2
    assert "-o rows.nt: the query asks for rows, not for a graph; use table, csv" in done.stderr


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_count_of_nothing_says_why(form: str, cli: Cli) -> None:
    """As an answer without rows does; a count of something says nothing."""
    done = cli("query", DATA, "SELECT (COUNT(*) AS ?n) { ?m a icm:Meting }", "-f", form)
    assert "0" in done.stdout
    assert "nothing is a icm:Meting; near it are icm:Meeting, icm:MeetingSeries" in done.stderr
    done = cli(
        "query", DATA, "SELECT (COUNT(?m) AS ?n) WHERE { ?m a icm:Meeting FILTER(?m = icm:x) }", "-f", form
    )
    assert "nothing matches all of them" in done.stderr
    for query in (
        "SELECT (COUNT(*) AS ?n) { ?m a icm:Meeting }",
        "SELECT (SUM(?o) - 40 AS ?n) { ?m icm:ordinal ?o }",
        "SELECT ?s (COUNT(?m) AS ?n) { ?m icm:series ?s } GROUP BY ?s HAVING (COUNT(?m) > 3)",
    ):
        assert cli("query", DATA, query, "-f", form).stderr == ""


def test_inspect(cli: Cli) -> None:
    """What was understood at a glance, and what gave no fact, with lines and codes."""
    done = cli("inspect", str(SEED), env={"COLUMNS": "200"})
    assert done.returncode == 0
    assert "5 meetings, 126 participations, 0 memberships, 37 participants, 35 link targets" in done.stdout
    assert "country | organization" in done.stdout
    assert "574-577" in done.stdout
    assert "row-empty" in done.stdout


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    """`icmlpo-rdf query … | head -1` says nothing on standard error."""
    command = f"{sys.executable} -m icmlpo_rdf query {DATA} 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' -f csv | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "s,p,o"
    assert done.stderr == ""


def test_footnotes_are_set_in_as_all_that_is_said_of_a_fact(cli: Cli, tmp_path: Path) -> None:
    """They stand below the fact that they belong to."""
    text = "'''青松联盟'''是一个国际组织。\n\n== 成员 ==\n* [[印度]]<ref>[https://example.org/a 名单]</ref>\n* [[日本]]\n"
    (tmp_path / "青松联盟.wikitext").write_text(text, encoding="utf-8")
    assert cli("convert", "青松联盟.wikitext", "--lang", "zh", "-o", "a.ttl").returncode == 0
    shown = cli("explain", "a.ttl", "印度").stdout
    footnotes = [line for line in shown.splitlines() if "footnote:" in line]
    assert footnotes
    assert all(line.startswith("    footnote: ") for line in footnotes)
