"""What a newcomer sees for each wrong input is what `docs/forms.md` shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Cli
from tests.source.wrong_inputs import WRONG, arguments_of

_DOCS = ROOT / "docs" / "forms.md"


@pytest.mark.parametrize("what", WRONG)
def test_the_line_is_the_documented_one(what: str, cli: Cli, tmp_path: Path) -> None:
    """Exit code and first line; no line is longer than it must be, and none is Python's."""
    name, data = WRONG[what]
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = cli(*arguments_of(what))
    said = done.stderr.partition("\n")[0].removeprefix("icmlpo-rdf: ")
    assert "Traceback" not in done.stderr
    row = f"| {what} | {done.returncode} | `{said.replace('`', chr(39)).replace('|', chr(92) + '|')}` |"
    assert row in _DOCS.read_text(encoding="utf-8").splitlines()
