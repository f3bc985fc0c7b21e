"""`validate` as a user runs it: one verdict in every format, and no "conforms" where nothing was looked at."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib.namespace import SH

from tests.conftest import ROOT, Cli

DATA = ROOT / "output" / "000_4563acc429c8a94e.ttl"
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix icm: <https://w3id.org/icmlpo-rdf/ontology#> .
<urn:s> a sh:NodeShape ; sh:targetClass icm:Meeting ; sh:property [ sh:path icm:ordinal ; sh:minCount 1 ] .
"""


def test_shapes_that_look_at_nothing(cli: Cli, tmp_path: Path) -> None:
    """Exit code 1 and the reason, in each format; a SHACL report, which could only say that all is well, is not written."""
    (tmp_path / "mine.ttl").write_text(SHAPES.replace("icm:Meeting", "icm:Congress"), encoding="utf-8")
    reason = "there is nothing in the data that the shapes of mine.ttl speak of (icm:Congress)"
    done = cli("validate", str(DATA), "--shapes", "mine.ttl")
    assert (done.returncode, done.stdout, done.stderr) == (1, f"nothing was checked: {reason}\n", "")
    done = cli("validate", str(DATA), "--shapes", "mine.ttl", "-f", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {
        "conforms": False, "checked": 0, "nothingChecked": reason, "counts": {}, "results": [],
    }  # fmt: skip
    done = cli("validate", str(DATA), "--shapes", "mine.ttl", "-f", "turtle")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"icmlpo-rdf: nothing was checked: {reason}\n"


def test_broken_shapes(cli: Cli, tmp_path: Path) -> None:
    """Exit code 2 and one line with the place."""
    (tmp_path / "mine.ttl").write_text(SHAPES.replace("minCount 1", "minCount 'one'"), encoding="utf-8")
    done = cli("validate", str(DATA), "--shapes", "mine.ttl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'icmlpo-rdf: mine.ttl:3: a part of <urn:s> has a sh:minCount that is none: "one"; mend the shapes\n'
    )


def test_shapes_on_standard_input_and_in_several_files(cli: Cli, tmp_path: Path) -> None:
    """What they import is not fetched, and that is said."""
    imports = "<urn:a> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <urn:b> .\n"
    (tmp_path / "b.ttl").write_text("<urn:b> a <http://www.w3.org/2002/07/owl#Ontology> .", encoding="utf-8")
    done = cli("validate", str(DATA), "--shapes", "-", stdin=(SHAPES + imports).encode())
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["checked: 5 nodes", "conforms: nothing to say"]
    assert done.stderr == (
        "icmlpo-rdf: <stdin>: what it imports is not fetched: <urn:b>; give its file as --shapes too\n"
    )
    done = cli("validate", str(DATA), "--shapes", "-", "--shapes", "b.ttl", stdin=(SHAPES + imports).encode())
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("level", "engine", "broken"),
    [
        ("violation", "pyshacl", False),
        ("violation", "fast", True),
        ("warning", "fast", False),
        ("info", "fast", False),
    ],
)
def test_one_verdict(level: str, engine: str, *, broken: bool, cli: Cli, tmp_path: Path) -> None:
    """Exit code, text, JSON and sh:conforms say the same; and sh:conforms is true if, and only if, there is no result."""
    text = DATA.read_text(encoding="utf-8")
    (tmp_path / "data.ttl").write_text(
        text.replace("icm:ordinal 10", "icm:ordinal -10") if broken else text, encoding="utf-8"
    )
    expected = not broken and level == "violation"
    options = ("validate", "data.ttl", "--level", level, "--engine", engine)
    human, as_json, turtle = (cli(*options, "-f", name) for name in ("human", "json", "turtle"))
    assert {done.returncode for done in (human, as_json, turtle)} == {0 if expected else 1}
    assert human.stdout.splitlines()[-1].startswith("conforms: " if expected else "does not conform: ")
    found = json.loads(as_json.stdout)
    assert found["conforms"] is expected
    assert found["checked"] == 224
    report = rdflib.Graph().parse(data=turtle.stdout, format="turtle")
    assert [str(value) for value in report.objects(None, SH.conforms)] == [str(expected).lower()]
    results = 0 if expected else len(found["results"])
    assert len(list(report.objects(None, SH.result))) == results
    said = "icmlpo-rdf: not in this report, since the data conform: 13 warnings, 9 infos; --level info reports them\n"
    assert turtle.stderr == (said if expected else "")


def test_data_in_several_files(cli: Cli, tmp_path: Path) -> None:
    """Gzipped, in another syntax, on standard input: all of it is one graph."""
    statements = [quad.triple for quad in parse(DATA.read_bytes(), RdfFormat.TURTLE)]
    half = len(statements) // 2
    first = serialize(statements[:half], format=RdfFormat.N_TRIPLES)
    second = serialize(statements[half:], format=RdfFormat.RDF_XML)
    assert first is not None
    assert second is not None
    (tmp_path / "first.nt.gz").write_bytes(gzip.compress(first))
    (tmp_path / "second.rdf").write_bytes(second)
    assert cli("validate", "first.nt.gz", "-q", "--engine", "fast").returncode == 1
    for given in ("first.nt.gz", "-"):
        done = cli("validate", given, "second.rdf", "--engine", "fast", stdin=first)
        assert done.returncode == 0
        assert done.stdout.splitlines()[-2:] == ["checked: 224 nodes", "conforms: 13 warnings, 9 infos"]


def test_data_that_pyshacl_cannot_read(cli: Cli, tmp_path: Path) -> None:
    """A triple term of RDF 1.2 is told in one line, with what to do; the other engine reads it."""
    data = tmp_path / "data.nt"
    data.write_text(
        "<http://e/r> <http://e/p> <<( <http://e/a> <http://e/b> <http://e/c> )>> .\n", encoding="utf-8"
    )
    refused = cli("validate", str(data))
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "--engine fast" in refused.stderr
    assert cli("validate", str(data), "--engine", "fast").returncode == 1  # nothing there to check
