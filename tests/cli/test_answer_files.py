"""`query -o FILE`: the form by the file's ending, what is no text to no terminal, nothing read written over."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from tests.conftest import ROOT, Cli

DATA = str(ROOT / "output")
YEARS = "SELECT ?m ?y { ?m icm:year ?y } ORDER BY ?y"


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.csv", b"m,y\r\nhttps://"),
        ("a.TSV", b"?m\t?y\n<https://"),
        ("a.json", b'{"head":{"vars":["m","y"]}'),
        ("a.srx", b"<?xml"),
        ("a.txt", b"m "),
        ("a", b"m "),
        ("a.xlsx", b"PK"),
        ("a.parquet", b"PAR1"),
    ],
)
def test_the_ending_tells_the_form(cli: Cli, tmp_path: Path, name: str, begins: bytes) -> None:
    """Nothing is said, and the file is whole."""
    done = cli("query", DATA, YEARS, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_numbers_addresses_and_gaps(cli: Cli, tmp_path: Path) -> None:
    """A spreadsheet and a data frame get values, not texts."""
    query = "SELECT ?m ?y ?none (AVG(?n) AS ?mean) { ?m icm:year ?y ; icm:ordinal ?n OPTIONAL { ?m icm:no ?none } } GROUP BY ?m ?y ?none ORDER BY ?y"
    assert cli("query", DATA, query, "-o", "a.xlsx").returncode == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in sheet[1]] == ["m", "y", "none", "mean"]
    assert [cell.value for cell in sheet[2]][1:] == [1999, None, 6]
    assert cli("query", DATA, query, "-o", "a.parquet").returncode == 0
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert frame.schema == {"m": pl.String, "y": pl.Int64, "none": pl.String, "mean": pl.Float64}
    assert frame["y"].to_list() == [1999, 2001, 2004, 2007, 2011]


def test_graphs_and_truths(cli: Cli, tmp_path: Path) -> None:
    """A graph's triples and an ASK's answer are rows too."""
    construct = "CONSTRUCT { ?m icm:year ?y } { ?m icm:year ?y }"
    assert cli("query", DATA, construct, "-o", "g.parquet").returncode == 0
    assert pl.read_parquet(tmp_path / "g.parquet").shape == (5, 3)
    assert cli("query", DATA, construct, "-o", "g.ttl").returncode == 0
    assert "icm:year" in (tmp_path / "g.ttl").read_text(encoding="utf-8")
    assert cli("query", DATA, "ASK { ?m icm:year ?y }", "-f", "parquet", "-o", "t").returncode == 0
    assert pl.read_parquet(io.BytesIO((tmp_path / "t").read_bytes())).rows() == [("true",)]


@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet"])
def test_numbers_that_no_cell_holds_are_texts(cli: Cli, tmp_path: Path, name: str) -> None:
    """Integers of 23 digits, INF, NaN."""
    query = """SELECT (12345678901234567890123 AS ?big) ("INF"^^xsd:double AS ?inf) ("NaN"^^xsd:double AS ?nan) {}"""
    done = cli("query", DATA, query, "-o", name)
    assert (done.returncode, done.stderr) == (0, "")
    if name == "a.parquet":
        assert pl.read_parquet(tmp_path / name).row(0)[0] == "12345678901234567890123"


def test_what_is_read_is_not_written_over(cli: Cli, tmp_path: Path) -> None:
    """Data in a folder, what people decided, whichever command is asked."""
    (tmp_path / "d").mkdir()
    (tmp_path / "d/data.ttl").write_bytes(next(Path(DATA).glob("*.ttl")).read_bytes())
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    (tmp_path / "d/same.sssom.tsv").write_text(head, encoding="utf-8")
    for arguments in (
        ("query", "d", "--named", "meetings", "-f", "tsv", "-o", "d/same.sssom.tsv"),
        ("query", "d", "--named", "meetings", "-f", "tsv", "-o", "d/data.ttl"),
        ("cite", "d", "-o", "d/data.ttl"),
        ("agree", "d", "-f", "tsv", "-o", "d/same.sssom.tsv"),
        ("export", "d", "-f", "xlsx", "-o", "d/same.sssom.tsv"),
        ("report", "d", "-o", "d/data.ttl"),
    ):
        done = cli(*arguments)
        assert done.returncode == 2, arguments
    assert (tmp_path / "d/same.sssom.tsv").read_text(encoding="utf-8") == head


def test_what_is_refused(cli: Cli, tmp_path: Path) -> None:
    """A file that is read, lines in a form that holds none."""
    (tmp_path / "data.ttl").write_bytes(next(Path(DATA).glob("*.ttl")).read_bytes())
    done = cli("query", "data.ttl", "ASK {}", "-o", "data.ttl")
    assert done.returncode == 2
    assert "it would be written over data.ttl" in done.stderr
    done = cli("query", "data.ttl", "--named", "attendance", "--explain", "-o", "a.xlsx")
    assert done.returncode == 2
    assert "it holds no lines" in done.stderr
    done = cli("query", "data.ttl", YEARS, "-o", "a.ods")
    assert done.returncode == 2
    assert "a.ods: its ending tells no format; name one with -f" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["data.ttl"]
