"""`export -o tables/` and the like, as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Cli

DATA = str(ROOT / "output")


@pytest.mark.parametrize(
    ("output", "made"),
    [
        ("t/", "t/attendance.csv"),
        ("t.xlsx", "t.xlsx"),
        ("t.sqlite", "t.sqlite"),
        ("t.parquet", "t.parquet/attendance.parquet"),
        ("t.graphml", "t.graphml"),
        ("t.gexf", "t.gexf"),
    ],
)
def test_the_ending_tells_the_form(cli: Cli, tmp_path: Path, output: str, made: str) -> None:
    """What was written is said, with the rows of each table, and the nodes and edges of a network."""
    done = cli("export", DATA, "-o", output, "--source", str(ROOT / "seeds"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / made).is_file()
    is_network = output.endswith(("graphml", "gexf"))
    said = "nodes 37, met 592, member 0" if is_network else "attendance 126, memberships 0, meetings 5"
    assert said in done.stderr


def test_one_person_one_time(cli: Cli, tmp_path: Path) -> None:
    """A second run replaces the tables and leaves what else is in the folder."""
    (tmp_path / "t").mkdir()
    (tmp_path / "t/mine.txt").write_text("mine")
    first = cli("export", DATA, "-o", "t/", "-q")
    before = (tmp_path / "t/attendance.csv").read_bytes()
    second = cli("export", DATA, "-o", "t", "-q")
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    assert (tmp_path / "t/attendance.csv").read_bytes() == before
    assert sorted(one.name for one in (tmp_path / "t").iterdir()) == [
        "attendance.csv", "datapackage.json", "meetings.csv", "memberships.csv", "mine.txt", "participants.csv",
        "sources.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-f", "csv"), "csv is no stream"),
        (("-o", "t.weird"), "its ending tells no format"),
        (("-o", "t.csv"), "t.csv: as CSV each table is a file of its own; name a folder: t/"),
        (("-o", "t.xlsx", "--bom"), "only CSV has a byte order mark"),
        (("-o", "t.xlsx", "--undo", "x"), "--undo: tables and networks take no such option"),
        (("-o", "t.qs", "--bom"), "--bom: what is for Wikidata takes no such option"),
        (("-o", "no/t.sqlite"), "the folder is not there"),
        (("-o", "t/", "--source", "nowhere"), "no such file or folder"),
        (("-f", "word", "-o", "t"), "unknown format 'word'"),
    ],
)
def test_wrong_use(cli: Cli, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """One line, exit code 2, nothing written."""
    done = cli("export", DATA, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.rglob("*.*")) == []
