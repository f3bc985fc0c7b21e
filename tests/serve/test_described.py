"""The described routes, asked by schemathesis: what it makes up is answered as the description says."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serve.served import Served

SCHEMATHESIS = shutil.which("schemathesis", path=str(Path(sys.executable).parent)) or shutil.which(
    "schemathesis"
)
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method"


@pytest.mark.skipif(
    SCHEMATHESIS is None, reason="schemathesis is not installed (pip install 'icmlpo-rdf[fuzz]')"
)
@pytest.mark.timeout(300)
def test_what_schemathesis_makes_up_is_answered_as_described(odd: Served, tmp_path: Path) -> None:
    """No fault of ours, no status and no form that the description does not name."""
    assert SCHEMATHESIS
    done = subprocess.run(
        [
            SCHEMATHESIS,
            "run",
            f"{odd.address}/openapi.json",
            f"--url={odd.address}",
            f"--checks={CHECKS}",
            "--phases=examples,coverage,fuzzing",
            "--max-examples=40",
            "--seed=1",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
