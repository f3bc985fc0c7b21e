"""The wheel works where there is nothing but the wheel and its dependencies."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED


@pytest.mark.timeout(600)
def test_the_wheel_converts_validates_and_queries_elsewhere(tmp_path: Path) -> None:
    """Built, installed into an empty environment, run from another folder: ontology, shapes and templates are inside."""
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
    assert str(home) in run(str(python), "-c", "import icmlpo_rdf; print(icmlpo_rdf.__file__)")
