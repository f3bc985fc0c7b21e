"""`report` as a user runs it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED, Cli

DATA = str(ROOT / "output" / "000_4563acc429c8a94e.ttl")


def test_a_report_is_written_whole(cli: Cli, tmp_path: Path) -> None:
    """One file; without a source a word on how to get the lines, with one none; the same bytes on each run."""
    done = cli("report", DATA, "-o", "a.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "give --source PATH" in done.stderr
    done = cli("report", DATA, "-o", "b.html", "--source", str(SEED), env={"PYTHONHASHSEED": "1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "icmlpo-rdf: b.html is written\n")
    cli("report", DATA, "-o", "c.html", "--source", str(SEED.parent), env={"PYTHONHASHSEED": "2"})
    plain, quoted = (tmp_path / "a.html").read_bytes(), (tmp_path / "b.html").read_bytes()
    assert (tmp_path / "c.html").read_bytes() == quoted
    assert "&lt;tr class=&#34;odd&#34;&gt;" in quoted.decode()
    assert b"<pre" not in plain
    assert plain.startswith(b"<!doctype html>")
    assert {path.name for path in tmp_path.iterdir()} == {"a.html", "b.html", "c.html"}


def test_standard_input_and_output(cli: Cli) -> None:
    """`-` is both."""
    done = cli("report", "-", "-o", "-", "--title", "Who <came>", stdin=Path(DATA).read_bytes())
    assert done.returncode == 0
    assert "Who &lt;came&gt;</bdi></h1>" in done.stdout


def test_svg_of_a_series(cli: Cli, tmp_path: Path) -> None:
    """By another name that the page prints for it, sorted as asked."""
    done = cli("report", DATA, "-o", "m.svg", "--svg", "--series", "ICMLPO", "--sort", "name")
    assert (done.returncode, done.stderr) == (0, "icmlpo-rdf: m.svg is written\n")
    drawing = (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert drawing.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<svg ')


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sort", "size"], "--sort: 'size' is not an order; use one of first-seen, most-meetings, name"),
        (["--svg", "--source", "x"], "-o r.html: a picture quotes no lines; leave --source out"),
        (["--series", "天地会"], "--series: no series is called '天地会'; give one of https://"),
        (["--source", "nowhere"], "nowhere: no such file or folder; check the path"),
    ],
)
def test_wrong_use(cli: Cli, tmp_path: Path, arguments: list[str], message: str) -> None:
    """One line that names the mend, exit code 2, and no file."""
    done = cli("report", DATA, "-o", "r.html", *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "r.html").exists()


@pytest.mark.parametrize(
    ("name", "svg", "message"),
    [
        (
            "x.odt",
            False,
            "-o x.odt: a report is no .odt file; name a file .html or .htm; or for a picture .svg, .pdf or .png",
        ),
        ("x.svg", False, ""),
        ("x.html", True, "-o x.html: an SVG is no .html file; leave --svg out, or name a file .svg"),
        ("X.HTM", False, ""),
        ("x.SVG", True, ""),
        ("x", False, ""),
    ],
)
def test_an_ending_promises_a_format(cli: Cli, tmp_path: Path, name: str, svg: bool, message: str) -> None:
    """Nothing is written under a name that says something else."""
    done = cli("report", DATA, "-o", name, *(["--svg"] if svg else []), "-q")
    assert done.stderr == (f"icmlpo-rdf: {message}\n" if message else "")
    assert done.returncode == (2 if message else 0)
    assert (tmp_path / name).exists() is not bool(message)


def test_a_series_by_its_iri_in_brackets(cli: Cli, tmp_path: Path) -> None:
    """As SPARQL and Turtle write it; of a name that is none the nearest stands first."""
    iri = "https://w3id.org/icmlpo-rdf/zh/马列主义政党和组织国际会议"
    assert cli("report", DATA, "-o", "a.svg", "--svg", "--series", f"<{iri}>").returncode == 0
    assert (tmp_path / "a.svg").exists()
    done = cli("report", DATA, "-o", "b.svg", "--svg", "--series", "马列主义政党国际会议")
    assert done.stderr.endswith(f"give one of {iri}\n")


def test_a_stale_source_is_a_finding(cli: Cli, tmp_path: Path) -> None:
    """Exit code 1, as for `explain`."""
    edited = tmp_path / SEED.name
    shutil.copy(SEED, edited)
    with edited.open("a") as stream:
        stream.write("x")
    done = cli("report", DATA, "-o", "r.html", "--source", str(edited))
    assert done.returncode == 1
    assert "it is not what the data was made from" in done.stderr


def test_a_picture_of_one_country_with_names_in_two_languages(cli: Cli, tmp_path: Path) -> None:
    """Of the seed's page as wikitext, which has the flags; one party's name in English is known besides."""
    (later,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
    (tmp_path / "names.ttl").write_text(
        "<https://w3id.org/icmlpo-rdf/zh/德国马列主义党> <http://www.w3.org/2004/02/skos/core#altLabel> "
        '"Marxist–Leninist Party"@en .\n',
        encoding="utf-8",
    )
    asked = ("report", str(later), "names.ttl", "-o", "m.svg")
    done = cli(*asked, "--country", "德国", "--names", "zh,en", "--sort", "country")
    assert done.returncode == 0, done.stderr
    drawn = (tmp_path / "m.svg").read_text(encoding="utf-8")
    assert "from 德国" in drawn
    assert (
        drawn.count('<tspan class="small" dx="8" lang="en" xml:lang="en">Marxist–Leninist Party</tspan>') == 1
    )
    assert "伊朗劳动者党" not in drawn
    wrong = cli(*asked, "--country", "火星")
    assert wrong.returncode == 2
    assert "--country: nobody here is of '火星'; give one of " in wrong.stderr
    assert "--names: 'zh en' is no list of languages" in cli(*asked, "--names", "zh en").stderr
    page = cli("report", str(later), "names.ttl", "-o", "r.html", "--country", "德国", "--names", "en,zh")
    assert page.returncode == 0, page.stderr
    written = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Marxist–Leninist Party" in written
    assert "by country" not in written
