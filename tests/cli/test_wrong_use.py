"""Wrong use: one line that says what was probably meant; standard streams that are closed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED, Cli

DATA = str(ROOT / "output")


def test_alone_it_prints_its_help(cli: Cli) -> None:
    """The help, as `--help` prints it, and not as one line; but a command is missing."""
    done = cli()
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout == cli("--help").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["convrt"], "No such command 'convrt', perhaps convert is meant; see icmlpo-rdf --help"),
        (["explan", "x"], "No such command 'explan', perhaps explain is meant; see"),
        (["xyz"], "No such command 'xyz'; see icmlpo-rdf --help"),
        ([str(SEED)], f": a command comes first, as in icmlpo-rdf convert {SEED}; see"),
        (["--verison"], "No such option '--verison', perhaps --version is meant; see icmlpo-rdf --help"),
        (["query", "--nmaed", "x"], "No such option '--nmaed', perhaps --named is meant; see icmlpo-rdf query"),
        (["explain", DATA, "x", "-o", "x"], "No such option '-o': explain writes to standard output, so write >"),
        (["validate", DATA, "--output", "x"], "No such option '--output': validate writes to standard output"),
        (["query", DATA, "--svg"], "No such option '--svg', but report has it; see icmlpo-rdf query --help"),
        (["query", "-x"], "No such option '-x'; see icmlpo-rdf query --help"),
        (["report", DATA, "-o", "matrix.jpg"], "-o matrix.jpg: a report is no .jpg file; name a file .svg, .png or .pdf"),
        (["report", DATA, "-o", "matrix.JPG", "--svg"], "an SVG is no .JPG file; name a file .svg, .png or .pdf"),
        (["query", DATA, "SELECT * { ?s ?p ?o } LIMIT 1", "-o", "x.ttl"], "-o x.ttl: the query asks for rows, not for a graph; use"),
        (["query", DATA, "CONSTRUCT WHERE { ?s ?p ?o }", "-o", "x.txt"], "-o x.txt: the query asks for a graph, not for rows; use"),
        (["agree", DATA, "-o", "x.xlsx"], "x.xlsx: its ending '.xlsx' tells no format; end it in one of .txt .csv .tsv .json for rows, or"),
        (["query", DATA, "ASK { ?s wdt:P31 ?o }"], "QUERY:1:10: no valid SPARQL (the prefix wdt: is not declared); it is known at Wikidata"),
        (["query", DATA, "ASK { ?s imc:year ?o }"], "(the prefix imc: is not declared); did you mean icm:?"),
    ],
    ids=lambda value: " ".join(value)[-40:] if isinstance(value, list) else "",
)  # fmt: skip
def test_what_was_meant_is_told(arguments: list[str], said: str, cli: Cli) -> None:
    """Exit code 2 and one line: the nearest command, option or prefix, or what to do instead."""
    done = cli(*arguments)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("command", "closed", "code", "said"),
    [
        ("query DATA --named meetings", ">&-", 2, "<stdout>: it is closed; open it, or write elsewhere"),
        ("--help", ">&-", 2, "<stdout>: it is closed"),
        ("", ">&-", 2, "<stdout>: it is closed"),
        (
            "query DATA --named meetings",
            ">/dev/full",
            2,
            "<stdout>: cannot be written (No space left on device)",
        ),
        ("query - 'ASK {}'", "<&-", 2, "<stdin>: it is closed; open it, or name a file"),
        ("query DATA --file -", "<&-", 2, "<stdin>: it is closed"),
        ("validate -", "<&-", 2, "<stdin>: it is closed"),
        ("convert -", "<&-", 2, "<stdin>: it is closed"),
        ("query DATA --named meetings", "2>&- >/dev/null", 0, None),
        ("query none --named meetings", "2>&-", 2, None),
        ("query - 'ASK {}'", ">&- 2>&- <&-", 2, None),
        ("convert SEED -o out/", ">&- <&-", 0, "conforms"),
        ("convert SEED -o out/", ">&- 2>&- <&-", 0, None),
    ],
)
def test_closed_streams(command: str, closed: str, code: int, said: str | None, tmp_path: Path) -> None:
    """One line and an exit code; what is written to files is whole, whatever number the system gives them."""
    command = command.replace("DATA", DATA).replace("SEED", str(SEED))
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m icmlpo_rdf {command} {closed}"],
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert len(done.stderr.splitlines()) == (said is not None)
    assert said is None or said in done.stderr
    if "-o out/" in command:
        written = (tmp_path / "out" / f"{SEED.stem}.ttl").read_bytes()
        assert written == (ROOT / "output" / f"{SEED.stem}.ttl").read_bytes()
