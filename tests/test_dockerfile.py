"""The image: what it copies is there and is let through, and what it starts is a command of the program."""

from __future__ import annotations

import json
import re

import click

from icmlpo_rdf.cli.main import command
from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_what_is_copied_is_there() -> None:
    """Each file and folder of a COPY from the checkout stands in it, and `.dockerignore` lets it through."""
    copied = [
        name for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", DOCKERFILE) for name in line.split()[:-1]
    ]
    assert copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert f"!{name}" in IGNORED, name


def test_what_it_starts_is_a_command() -> None:
    """With options that the command has."""
    (started,) = re.findall(r"(?m)^CMD (\[.+\])$", DOCKERFILE)
    name, *arguments = json.loads(started)
    serve = command.get_command(click.Context(command), name)
    assert serve
    known = {spelt for parameter in serve.params for spelt in parameter.opts}
    assert {one for one in arguments if one.startswith("--")} <= known
    assert "--host" in arguments  # 127.0.0.1 of a container is nobody else's


def test_it_runs_as_somebody_without_rights() -> None:
    """The last stage names a user before it starts anything."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"(?m)^USER (?!root|0)\w+$", last.partition("ENTRYPOINT")[0])
