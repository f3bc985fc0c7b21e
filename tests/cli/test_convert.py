"""`icmlpo-rdf convert` as a user runs it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from tests.conftest import ROOT, SEED, Cli

OUTPUT = ROOT / "output" / "000_4563acc429c8a94e.ttl"


def test_the_committed_output_is_rebuilt_byte_for_byte(cli: Cli, tmp_path: Path) -> None:
    """`output/` holds what the program makes of the seed, and nothing else."""
    done = cli("convert", str(SEED))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "output" / OUTPUT.name).read_bytes() == OUTPUT.read_bytes()


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "99", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "TZ": "Asia/Tokyo"},
    ],
)
def test_the_bytes_depend_on_nothing_but_the_page(env: dict[str, str], cli: Cli) -> None:
    """Neither hash seed, locale nor time zone changes a byte."""
    done = cli("convert", str(SEED), "-o", "-", "-q", env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.encode() == OUTPUT.read_bytes()
    assert done.stderr == ""


def test_standard_input_to_standard_output(cli: Cli) -> None:
    """`-` reads and writes; only the file's name differs."""
    done = cli("convert", "-", "-o", "-", "-q", stdin=SEED.read_bytes())
    assert done.stdout.replace('"stdin"', f'"{SEED.name}"').encode() == OUTPUT.read_bytes()


def test_merged_graph_does_not_depend_on_order_or_jobs(cli: Cli, tmp_path: Path) -> None:
    """Several pages in one file: the same bytes whatever the order of input and the number of processes."""
    pages = tmp_path / "pages"
    shutil.copytree(ROOT / "tests" / "pages" / "zh", pages)
    names = sorted(str(path) for path in pages.glob("*.md"))
    one = cli("convert", *names, "-o", "one.nq.gz", "--jobs", "1")
    two = cli("convert", *reversed(names), "-o", "two.nq.gz", "--jobs", "2")
    assert (one.returncode, two.returncode) == (0, 0), one.stderr
    data = (tmp_path / "one.nq.gz").read_bytes()
    assert data == (tmp_path / "two.nq.gz").read_bytes()
    graphs = {quad.graph_name for quad in parse(gzip.decompress(data), format=RdfFormat.N_QUADS)}
    # Two of the seven pages have the same bold name in their leads, but only one is here: seven graphs.
    assert len(graphs) == len(names)


def test_a_folder_gives_a_file_a_page(cli: Cli, tmp_path: Path) -> None:
    """The pages' own folders are kept below the output folder."""
    shutil.copytree(
        ROOT / "tests" / "pages",
        tmp_path / "in",
        ignore=shutil.ignore_patterns("ATTRIBUTION.md", "README.md", "forms", "given", "rendered", "*.html"),
    )
    done = cli("convert", "in", "-o", "out", "-f", "nt", "-q")
    # `out` is no folder yet and has no slash: the ending tells no format, but -f does, so it is a file.
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out").is_file()
    done = cli("convert", "in", "-o", "files/", "--layout", "pages", "-f", "nt")
    assert done.returncode == 0, done.stderr
    written = sorted(path.relative_to(tmp_path / "files") for path in (tmp_path / "files").rglob("*.nt"))
    read = sorted(
        path.relative_to(tmp_path / "in").with_suffix(".nt") for path in (tmp_path / "in").rglob("*.md")
    )
    assert written == read


def test_the_report_names_the_empty_row(cli: Cli) -> None:
    """The wholly empty last row of the sixth meeting is in the report, with its lines."""
    done = cli("convert", str(SEED), "-o", "seed.ttl", "--report", "-")
    assert '"code": "row-empty"' in done.stdout
    assert '"lines": [574, 577]' in done.stdout


def test_summary_is_on_standard_error(cli: Cli) -> None:
    """One line says what was made of the page; `-q` says nothing."""
    done = cli("convert", str(SEED), "-o", "seed.ttl")
    assert done.stdout == ""
    assert "triples, conforms" in done.stderr
    assert cli("convert", str(SEED), "-o", "seed.ttl", "-q").stderr == ""


COPIED = """Lake Congress

The Lake Congress was a meeting held in Geneva in 1955.

Participants[edit]
  * France <https://en.wikipedia.org/wiki/France>
  * Germany

Party\tCountry
Red Party\tFrance[1]

 1. ^ "A book", p. 5.
"""


@pytest.mark.parametrize("name", ["Lake Congress.txt", "Lake Congress.md", "Lake Congress.wikitext"])
def test_text_copied_from_a_browser_is_told(name: str, cli: Cli, tmp_path: Path) -> None:
    """Such text has no markup: what is wrong is said, and what to give instead, by `convert` and by `inspect`."""
    (tmp_path / name).write_text(COPIED, encoding="utf-8")
    chosen = (name, "--lang", "en", "--title", "Lake Congress")
    done = cli("convert", *chosen, "-o", "out.ttl")
    assert f"{name}: the text has no link, heading, table or any other markup" in done.stderr
    assert "; give the page's address, its wikitext, or the page saved as HTML\n" in done.stderr
    said = (
        "1 meeting, 0 participations, 0 memberships: nobody was found who took part, see inspect → out.ttl\n"
    )
    assert done.stderr.endswith(said)
    assert "no-markup: give the page's address" in cli("inspect", *chosen).stdout


# A page of lists under a heading that says nothing to the program, and of empty items.
WORDLESS = "# 无关\n\n**无关**是一个例子。\n\n## 其他东西\n\n* [甲](甲.md)\n* 乙\n\n## 别的东西\n\n* \n* \n* \n* \n* \n* \n* \n"


def test_an_empty_input_is_no_folder(cli: Cli, tmp_path: Path) -> None:
    """As a variable of a shell that is not set gives it: the folder that one stands in was not meant."""
    done = cli("convert", "", "-o", "out.ttl")
    said = "icmlpo-rdf: an input is empty; check the variable that should hold its name\n"
    assert (done.returncode, done.stderr) == (2, said)
    assert not (tmp_path / "out.ttl").exists()


def test_that_nothing_was_found_is_said(cli: Cli, tmp_path: Path) -> None:
    """A page without a fact conforms too; the line says that there is none, and the report what can be done."""
    (tmp_path / "无关.md").write_text(WORDLESS, encoding="utf-8")
    done = cli(
        "convert", "无关.md", "-o", "out.ttl", "--lang", "zh", "--title", "无关", "--report", "notes.jsonl"
    )
    said = "0 meetings, 0 participations, 0 memberships: nothing was found, see inspect → out.ttl\n"
    assert done.stderr.endswith(said)
    (tmp_path / "nameless.txt").write_text("## 其他东西\n\n* 乙\n", encoding="utf-8")
    refused = cli("convert", "nameless.txt", "-o", "no.ttl", "--lang", "zh").stderr
    assert "nameless.txt: (no title): 0 triples" in refused
    assert "nothing was found" not in cli("convert", str(SEED), "-o", "seed.ttl").stderr
    notes = [json.loads(line) for line in (tmp_path / "notes.jsonl").read_text(encoding="utf-8").splitlines()]
    mends = [note["mend"] for note in notes if note.get("code") == "list-unused"]
    assert (
        mends
        == ["if it lists members or participants, teach its heading: inspect --propose"] * len(mends)
        != []
    )


def test_what_inspect_shows_fits_and_says_the_same_once(cli: Cli, tmp_path: Path) -> None:
    """COLUMNS counts here as for `query`; empty items are one row with their lines; what can be done stands below."""
    (tmp_path / "无关.md").write_text(WORDLESS, encoding="utf-8")
    shown = cli("inspect", "无关.md", "--lang", "zh", "--title", "无关", env={"COLUMNS": "90"}).stdout
    assert max(map(len, shown.splitlines())) <= 90
    assert shown.count("item-empty") == 1
    assert "and 2 more" in " ".join(shown.split())
    assert "list-unused: if it lists members or participants, teach its heading: inspect --propose" in shown


def test_an_ending_is_named_once(cli: Cli) -> None:
    """Two formats end in .jsonld."""
    error = cli("convert", str(SEED), "-o", "out.doc").stderr
    assert "end it in one of .ttl .nt .nq .trig .jsonld .rdf (" in error
