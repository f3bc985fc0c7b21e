"""Each command in a process that is started for it, as a user has it, and in one that had loaded it: nothing differs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import PAGES, ROOT, SEED, SHELL
from tests.program import Run, run_fresh

DATA = str(ROOT / "output")
COMMANDS = [
    ("--version",),
    ("--help",),
    ("nosuch",),
    ("convert", str(SEED), "-o", "seed.ttl"),
    ("convert", "-", "-o", "-", "--lang", "zh", "--title", "页"),
    ("convert", *map(str, PAGES[:3]), "-o", "many"),
    ("convert", "nosuch.md", "-o", "x.ttl"),
    ("inspect", str(SEED)),
    ("validate", DATA, "--engine", "pyshacl"),
    ("query", DATA, "--named", "participants"),
    ("query", DATA, "SELECT * {"),
    ("explain", DATA, "中国共产党", "--source", str(SEED)),
    ("verify", DATA, "--source", str(SEED)),
    ("link", "--help"),
    ("link", DATA, "--titles", "nosuch"),
    ("load", DATA, "--to", "http://127.0.0.1:1/"),
    ("serve", "nosuch.nq", "--port", "0"),
    ("site", DATA, "-o", "site", "--jobs", "1", "--language", "en"),
    ("report", DATA, "-o", "report.html"),
]


def files(folder: Path) -> dict[str, bytes]:
    """What a folder holds."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each process is started for it here")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_fresh_process_does_the_same(arguments: tuple[str, ...], program: Run, tmp_path: Path) -> None:
    """The same exit code, the same bytes on both streams, the same files."""
    folder = tmp_path / "work"
    seen = []
    for run in (run_fresh, program):
        folder.mkdir()
        env = {**SHELL, "XDG_STATE_HOME": str(tmp_path / run.__name__)}
        done = run(arguments, SEED.read_bytes(), folder, env)
        seen.append((done.returncode, done.stdout, done.stderr, files(folder)))
        folder.rename(tmp_path / f"{run.__name__}-work")
    assert seen[0] == seen[1]
    assert any(seen[0][1:])
