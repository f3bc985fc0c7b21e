"""The wheel works where there is nothing but the wheel and its dependencies."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED
from tests.serve.served import PAGE, serving_with

YASGUI = ROOT / "icmlpo_rdf" / "graph" / "serve" / "static" / "yasgui.min.js"


@pytest.mark.timeout(600)
def test_the_wheel_does_everything_elsewhere(tmp_path: Path) -> None:
    """Built, installed into an empty environment, run from another folder: ontology, shapes, templates, files of the site."""
    wheels, home, work = tmp_path / "wheels", tmp_path / "env", tmp_path / "work"
    work.mkdir()

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    # The build tool is installed with the tests, so nothing is looked up here.
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(wheels),
        str(ROOT),
    ]
    run(*build)
    (wheel,) = wheels.glob("*.whl")
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    constraints = str(ROOT / "constraints.txt")
    install = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "-c",
        constraints,
        str(wheel),
    ]
    run(*install)
    command = str(home / "bin" / "icmlpo-rdf")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}

    def icmlpo_rdf(*arguments: str) -> str:
        done = subprocess.run(
            [command, *arguments], cwd=work, env=clean, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    icmlpo_rdf("convert", str(SEED), "-o", "seed.ttl")
    assert (work / "seed.ttl").read_bytes() == (ROOT / "output" / f"{SEED.stem}.ttl").read_bytes()
    icmlpo_rdf("validate", "seed.ttl")
    icmlpo_rdf("report", "seed.ttl", "-o", "seed.html", "--source", str(SEED))
    icmlpo_rdf("report", "seed.ttl", "-o", "seed.svg", "--svg")
    assert (work / "seed.html").read_bytes().startswith(b"<!doctype html>")
    answer = icmlpo_rdf(
        "query", "seed.ttl", "SELECT (COUNT(*) AS ?n) { ?p a icm:Participation }", "-f", "csv"
    )
    assert answer.split() == ["n", "126"]
    serve = (command, "serve", "seed.ttl", "--source", str(SEED))
    with serving_with(serve, cwd=work, env=clean) as served:
        assert "马列主义政党和组织国际会议" in served.get("/", "text/html").data.decode()
        assert "37 participants" in served.get(f"/matrix/{PAGE}", "text/html").data.decode()
        assert served.ask("ASK { ?p a icm:Participation }").json()["boolean"] is True
        assert "sparql-service-description#Service" in served.get("/sparql", "text/turtle").data.decode()
        assert served.get("/ontology.ttl").status == 200
        page = served.get("/query", "text/html").data.decode()
        linked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert {"/static/site.css", "/static/site.js", "/static/query.js", "/static/seal.svg"} <= set(linked)
        for path in linked:
            assert served.get(path).status == 200, path
        # The full editor is in the wheel where it was in the folder that the wheel was made from (make wheel).
        assert ("/static/yasgui.min.js" in linked) is YASGUI.is_file()
    assert str(home) in run(str(python), "-c", "import icmlpo_rdf; print(icmlpo_rdf.__file__)")
