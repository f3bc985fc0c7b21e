"""What a shell offers behind Tab: commands, options, and the values that an option takes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_CASES = {
    "query output --named com": ["companions"],
    "query output --named at": ["attendance", "attended-all"],
    "query output -f par": ["parquet"],
    "report output --sort c": ["country"],
    "report output --picture t": ["timeline"],
    "export output -f g": ["graphml", "gexf"],
    "cite output -f b": ["bibtex"],
    "convert page.md -f tu": ["turtle"],
    "rep": ["report"],
}


@pytest.mark.parametrize("typed", _CASES)
def test_tab_offers_what_may_follow(typed: str) -> None:
    """Also of options that take one of a few names, which an error names when it is none of them."""
    done = subprocess.run(
        [shutil.which("icmlpo-rdf", path=str(Path(sys.executable).parent)) or "icmlpo-rdf"],
        env={
            **os.environ,
            "_ICMLPO_RDF_COMPLETE": "bash_complete",
            "COMP_WORDS": f"icmlpo-rdf {typed}",
            "COMP_CWORD": str(len(typed.split())),
        },
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert sorted(one.partition(",")[2] for one in done.stdout.split()) == sorted(_CASES[typed])
