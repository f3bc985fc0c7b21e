"""Data with a byte order mark or triple terms; messages that count."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.errors import counted
from tests.conftest import SEED, Cli


@pytest.mark.parametrize("ending", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_a_byte_order_mark_is_no_part_of_the_data(ending: str, cli: Cli, tmp_path: Path) -> None:
    """Editors write it before UTF-8; every syntax is read with it, from a file or standard input."""
    made = {
        "jsonld": '{"@id": "urn:x:s", "urn:x:p": "1"}',
        "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:">'
        '<rdf:Description rdf:about="urn:x:s"><x:p>1</x:p></rdf:Description></rdf:RDF>',
    }.get(ending, '<urn:x:s> <urn:x:p> "1" .\n')
    (tmp_path / f"a.{ending}").write_bytes(b"\xef\xbb\xbf" + made.encode())
    select = "SELECT ?o { <urn:x:s> ?p ?o }"
    done = cli("query", f"a.{ending}", select, "-f", "csv")
    assert (done.returncode, done.stdout.split()) == (0, ["o", "1"]), done.stderr
    stored = cli("query", f"a.{ending}", select, "-f", "csv", "--store", "db")
    assert (stored.returncode, stored.stdout.split()) == (0, ["o", "1"]), stored.stderr
    assert "no valid" not in cli("validate", f"a.{ending}").stderr
    if ending == "ttl":
        piped = cli("query", "-", select, "-f", "csv", stdin=(tmp_path / "a.ttl").read_bytes())
        assert (piped.returncode, piped.stdout.split()) == (0, ["o", "1"]), piped.stderr


def test_explain_shows_a_triple_term_whole(cli: Cli, tmp_path: Path) -> None:
    """With the brackets that make it one."""
    (tmp_path / "a.ttl").write_text(
        "<urn:x:s> <urn:x:p> <<( <urn:x:a> <urn:x:b> <<( <urn:x:c> <urn:x:d> 1 )>> )>> ."
    )
    done = cli("explain", "a.ttl", "urn:x:s")
    assert "<urn:x:p> <<( <urn:x:a>" in done.stdout.replace("urn:x:p <<(", "<urn:x:p> <<("), done.stdout
    assert done.stdout.count("<<(") == done.stdout.count(")>>") == 2


def test_an_ending_is_named_once(cli: Cli, tmp_path: Path) -> None:
    """Two formats may share one."""
    (tmp_path / "p.md").write_text("x")
    done = cli("convert", "p.md", "-o", "p.abc")
    assert done.returncode == 2
    assert done.stderr.count(".jsonld") == 1, done.stderr


def test_a_value_that_is_wrong_twice_is_one_finding(cli: Cli, tmp_path: Path) -> None:
    """A bad year has neither the type nor the form of one; the shape has one message for both."""
    made = cli("convert", str(SEED), "-o", "seed.nt")
    assert made.returncode == 0, made.stderr
    year = '"1999"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    text = (tmp_path / "seed.nt").read_text("utf-8")
    assert year in text
    (tmp_path / "bad.nt").write_text(text.replace(year, '"in 1999"'), "utf-8")
    for engine in ("pyshacl", "fast"):
        done = cli("validate", "bad.nt", "--engine", engine)
        assert done.returncode == 1
        said = [line for line in done.stdout.splitlines() if "A meeting's year must be" in line]
        assert len(said) == 1, done.stdout
        assert len(set(done.stdout.splitlines())) == len(done.stdout.splitlines())


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [(0, "note", "0 notes"), (1, "note", "1 note"), (2, "note", "2 notes"), (1_200, "page", "1,200 pages"), (1, "more place", "1 more place")],
)  # fmt: skip
def test_what_is_counted_agrees_with_its_number(number: int, noun: str, text: str) -> None:
    """One thing is no plural."""
    assert counted(number, noun) == text
