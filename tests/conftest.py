"""What many tests share: the seed page, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from icmlpo_rdf.convert import Conversion, Understanding, convert, understand
from icmlpo_rdf.source import read_page_file

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_4563acc429c8a94e.txt"
PAGES = sorted((ROOT / "tests" / "pages").rglob("*.md"))
PAGES = [page for page in PAGES if page.name not in {"README.md", "ATTRIBUTION.md"}]
GIVEN = [page for page in PAGES if "given" in page.parts]
"""Pages with annotations of what they say, not of their links."""
PAGES = [page for page in PAGES if page not in GIVEN]

# How long an example takes is no verdict: other tests run at the same time. A change is judged by the same examples
# each time; whoever works on the code gets new ones with each run.
settings.register_profile("icmlpo-rdf", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("icmlpo-rdf")

# A shell does not tell its width to programs, as those that run tests at the same time do.
SHELL = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}

Cli = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def seed_conversion() -> Conversion:
    """The seed page, converted with default options."""
    return convert(read_page_file(str(SEED)))


@pytest.fixture(scope="session")
def seed_understanding() -> Understanding:
    """The seed page, as written and as meant."""
    return understand(read_page_file(str(SEED)))


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Run `icmlpo-rdf` in an empty folder, as a user does; no exception is hidden."""

    def run(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "icmlpo_rdf", *arguments],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**SHELL, **(env or {})},
            timeout=100,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "backslashreplace")
        )

    return run
