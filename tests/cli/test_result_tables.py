"""Answers on a terminal of 80 columns, and what is said of them on standard error."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest
from rich.cells import cell_len

from icmlpo_rdf.query.named_queries import named_queries
from tests.conftest import ROOT, SEED, Cli

DATA = str(ROOT / "output")
MEMBERS = ROOT / "tests" / "pages" / "zh" / "马列主义政党和组织国际会议_(团结和斗争).md"
NEEDED = {
    "companions": ["--param", "organization=德国马列主义党"],
    "meetings-of": ["--param", "organization=德国马列主义党"],
}
NARROW = {"COLUMNS": "80"}


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A page with memberships, which the seed has none of."""
    path = tmp_path_factory.mktemp("members") / "members.ttl"
    subprocess.run(
        [sys.executable, "-m", "icmlpo_rdf", "convert", str(MEMBERS), "-o", str(path), "-q"], check=True
    )
    return str(path)


@pytest.mark.parametrize("name", [one.name for one in named_queries()])
def test_each_named_query_fits_eighty_columns(name: str, members: str, cli: Cli) -> None:
    """No line is longer, no row takes more than two lines, no IRI stands whole, no column is empty."""
    data = members if name == "members" else DATA
    done = cli("query", data, "--named", name, *NEEDED.get(name, []), env=NARROW)
    head, rule, *lines = done.stdout.splitlines()
    assert max(map(cell_len, [head, rule, *lines])) <= 80
    rows = cli("query", data, "--named", name, *NEEDED.get(name, []), "-f", "csv").stdout.count("\n") - 1
    assert 0 < len(lines) <= 2 * rows
    assert "https://" not in done.stdout
    wide = cli("query", data, "--named", name, *NEEDED.get(name, []), "--wide", env=NARROW)
    assert len(wide.stdout.splitlines()) == rows + 2
    assert ("--wide shows all" in done.stderr) == (
        len(head.split()) < len(wide.stdout.split("\n")[0].split()) or "https://" in wide.stdout
    )


def test_what_is_left_out_is_said(cli: Cli) -> None:
    """The columns without a value, what the IRIs begin with, and that something is cut."""
    done = cli("query", DATA, "--named", "participants", env=NARROW)
    assert done.stdout.split("\n")[0].split() == ["meeting", "organization", "printed", "place", "thing"]
    assert done.stderr == (
        "icmlpo-rdf: no row has a value for role; IRIs of thing begin with https://w3id.org/icmlpo-rdf/zh/; … stands for what "
        "is cut; --wide shows all\n"
    )
    assert cli("query", DATA, "--named", "participants", "-q", env=NARROW).stderr == ""
    wide = cli("query", DATA, "--named", "participants", "--wide", env=NARROW)
    assert (wide.stderr, "https://w3id.org/icmlpo-rdf/zh/乌拉圭革命共产党\n" in wide.stdout) == ("", True)
    assert "role" in wide.stdout.split("\n")[0]
    assert wide.stdout == cli("query", DATA, "--named", "participants").stdout  # a pipe has no width


def test_rows_with_their_lines_are_shortened_too(cli: Cli) -> None:
    """A row stays a line, for its evidence stands below it."""
    done = cli("query", DATA, "--named", "several-names", "--explain", "--source", str(SEED), env=NARROW)
    assert done.stdout.splitlines()[2].split() == ["希腊共产主义组织", "A/辛涅奇亚", "2", "希腊共产主义组织"]
    assert (
        done.stderr.count("IRIs of thing begin with https://w3id.org/icmlpo-rdf/zh/; --wide shows all\n") == 1
    )


def test_a_terminal_is_as_wide_as_it_is() -> None:
    """Its own width counts, where COLUMNS says none."""
    leader, follower = pty.openpty()
    os.set_blocking(leader, False)
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    subprocess.run(
        ["bash", "-c", f"stty cols 50 && exec {sys.executable} -m icmlpo_rdf query {DATA} --named no-page"],
        stdin=follower, stdout=follower, stderr=subprocess.DEVNULL, env=environment, check=True,
    )  # fmt: skip
    os.close(follower)
    shown = b""
    while True:
        try:
            piece = os.read(leader, 65_536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(leader)
    assert 0 < max(map(cell_len, shown.decode().splitlines())) <= 50


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        ("?a ?b", '("x" UNDEF) ("y" UNDEF)', ("a x y", "no row has a value for b; --wide shows all")),
        ("?a ?b", "(UNDEF UNDEF)", ("a b", "")),
        ("?a ?b", "(1 'x') (2 'x') (3 'x')", ("a 1 2 3", "b is x in every row; --wide shows all")),
        ("?a ?b", "(1 'x') (2 'x') (3 'y')", ("a b 1 x 2 x 3 y", "")),
        ("?a ?b", "(1 'x') (2 'x')", ("a b 1 x 2 x", "")),
        ("?a ?b", "(1 'x') (1 'x') (1 'x')", ("a b 1 x 1 x 1 x", "")),
        (
            "?a ?b",
            "(UNDEF 'x') (UNDEF 'x') (UNDEF 'x')",
            ("b x x x", "no row has a value for a; --wide shows all"),
        ),
        (
            "?a",
            "<http://e/x/1> <http://e/x/2>",
            ("a 1 2", "IRIs of a begin with http://e/x/; --wide shows all"),
        ),
        (
            "?a",
            "<http://e/x/> <http://e/x/2>",
            ("a x/ x/2", "IRIs of a begin with http://e/; --wide shows all"),
        ),
        (
            "?a",
            "<http://e/x#1> <http://e/x#2>",
            ("a 1 2", "IRIs of a begin with http://e/x#; --wide shows all"),
        ),
        ("?a", "<http://e/x> <http://f/x>", ("a http://e/x http://f/x", "")),
        ("?a", "<http://e/x> 1", ("a http://e/x 1", "")),
        ("?a", "<http://e/> <http://e/>", ("a http://e/ http://e/", "")),
        ("?a", "icm:year icm:series", ("a icm:year icm:series", "")),
        ("?a", "<urn:x:1> <urn:x:2>", ("a urn:x:1 urn:x:2", "")),
    ],
)
def test_iris_lose_what_they_share(columns: str, rows: str, expected: tuple[str, str], cli: Cli) -> None:
    """As far as something of each is left; empty columns go, but not all of them."""
    if " " not in columns:
        rows = " ".join(f"({one})" for one in rows.split())
    done = cli("query", DATA, f"SELECT {columns} {{ VALUES ({columns}) {{ {rows} }} }}", env=NARROW)
    head, _, *lines = done.stdout.splitlines()
    assert " ".join([head, *lines]).split() == expected[0].split()
    assert done.stderr.removeprefix("icmlpo-rdf: ").strip() == expected[1]


def test_an_empty_answer_says_why(cli: Cli) -> None:
    """On standard error; standard output and the exit code are those of any answer."""
    for asked, said in (
        (
            ["--named", "participants", "--param", "ordinal=3"],
            "nothing has icm:ordinal 3; its values are 6, 7, 8, 9, 10",
        ),
        (
            ["SELECT ?o { ?s icm:nameAsPrintd ?o }"],
            "nothing has the property icm:nameAsPrintd; near it are icm:nameAsPrinted",
        ),
        (["ASK { ?m icm:ordinal 11 }"], "nothing has icm:ordinal 11; its values are"),
        (["CONSTRUCT WHERE { ?m a icm:Meting }"], "nothing is a icm:Meting; near it are icm:Meeting"),
        (
            ["SELECT * { ?m icm:ordinal 6 ; icm:year '2011'^^xsd:gYear }"],
            "each part of the question matches something in the",
        ),
        (
            ["--named", "participants", "--param", "ordinal=6", "--param", "year=2011"],
            "each part of the question matches",
        ),
    ):
        for form in ([], ["-f", "json"], ["-f", "csv"], ["-f", "tsv"], ["-f", "xml"], ["--explain"]):
            if ("CONSTRUCT" in asked[0] and form) or ("ASK" in asked[0] and "--explain" in form):
                continue
            done = cli("query", DATA, *asked, *form)
            assert done.returncode == 0
            assert done.stderr.count(f"icmlpo-rdf: {said}") == 1, (asked, form, done.stderr)
            assert said not in done.stdout
        assert cli("query", DATA, *asked, "-q").stderr == ""
    assert (
        cli("query", DATA, "--named", "same-name", "--param", "organization=雷文多").stderr.count("\n") == 1
    )
    assert cli("query", DATA, "--named", "members").stderr == "icmlpo-rdf: the data hold no membership\n"


def test_an_answer_that_the_data_bound_says_so(cli: Cli) -> None:
    """Meetings 1–5 are not in the data: who attended all of them may have missed one of these."""
    done = cli("query", DATA, "--named", "attended-all", "-f", "csv")
    assert (done.returncode, done.stdout.count("\n")) == (0, 14)
    assert done.stderr == "icmlpo-rdf: meetings 1–5 of 马列主义政党和组织国际会议 are not in the data\n"
    assert cli("query", DATA, "--named", "meetings").stderr == ""
