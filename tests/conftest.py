"""What many tests share: the seed page, and the command line as a user runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from icmlpo_rdf.convert import Conversion, Understanding, convert, understand
from icmlpo_rdf.source import read_page_file
from tests.program import Program, Run, run_fresh

ROOT = Path(__file__).parents[1]
SEED = ROOT / "seeds" / "000_4563acc429c8a94e.txt"
PAGES = sorted((ROOT / "tests" / "pages").rglob("*.md"))
PAGES = [page for page in PAGES if page.name not in {"README.md", "ATTRIBUTION.md"}]
GIVEN = [page for page in PAGES if "given" in page.parts]
"""Pages with annotations of what they say, not of their links."""
PAGES = [page for page in PAGES if page not in GIVEN]

# How long an example takes is no verdict: other tests run at the same time. A change is judged by the same examples
# each time; whoever works on the code gets new ones with each run, and with `--hypothesis-profile thorough` many of them.
settings.register_profile("icmlpo-rdf", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
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


@pytest.fixture(scope="session")
def program() -> Iterator[Run]:
    """What runs `icmlpo-rdf`: a process that has loaded it, where there is `fork`."""
    if not hasattr(os, "fork"):
        yield run_fresh
        return
    loaded = Program()
    yield loaded.run
    loaded.close()


@pytest.fixture
def cli(tmp_path: Path, program: Run) -> Cli:
    """Run `icmlpo-rdf` in an empty folder, as a user does; no exception is hidden."""

    def run(
        *arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        # What tells Python how to start must be there when it does.
        as_started = any(name.startswith(("PYTHON", "LC_", "LANG")) for name in env or {})
        done = (run_fresh if as_started else program)(arguments, stdin, tmp_path, {**SHELL, **(env or {})})
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "backslashreplace")
        )

    return run
