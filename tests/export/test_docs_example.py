"""The whole example of docs/export.md: its files, its commands and what they write."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT, Cli

PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8").partition("### A whole example")[2]


def test_the_example_gives_what_the_page_shows(cli: Cli, tmp_path: Path) -> None:
    """Two files, three commands, two statements; the undo file beside them."""
    part = PAGE.partition("### What is there already")[0]
    for name, text in re.findall(r"```turtle\n# (\S+)\n(.*?)```", part, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="utf-8")
    commands, shown = re.findall(r"```text\n(.*?)```", part, re.DOTALL)
    for line in commands.splitlines():
        words = line.replace("seeds/", f"{ROOT}/seeds/").split()
        done = cli(*words[1:])
        assert (words[0], done.returncode) == ("icmlpo-rdf", 0), done.stderr
    written = (tmp_path / "batch.qs").read_text(encoding="utf-8")
    assert re.sub(r"(wiki/)[^\"]+", r"\1…", written).replace("\t", "⇥") == shown
    assert (tmp_path / "batch.undo.qs").read_text(encoding="utf-8").count("\n") == 2
