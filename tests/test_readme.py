"""The README is true: its Python runs, its commands exist, its options are those of the program."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from icmlpo_rdf.cli.main import command
from icmlpo_rdf.notes import Code
from icmlpo_rdf.query.asking import named_queries
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.split("   ")[0].partition(" #")[0].strip()
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("icmlpo-rdf ")
]


def test_the_python_example_runs() -> None:
    """What the README shows of the Python API works as it stands there."""
    (code,) = [block for language, block in BLOCKS if language == "python"]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0].startswith("马列主义政党和组织国际会议 ")
    counted = [re.findall(r'"(\d+)"', line) for line in done.stdout.splitlines()[1:]]
    assert counted == [["1999", "21"], ["2001", "27"], ["2004", "29"], ["2007", "25"], ["2011", "24"]]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_the_readme_run(line: str, tmp_path: Path) -> None:
    """Each command line that the README shows runs and ends with 0."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(ROOT / "output", tmp_path / "output")
    for folder in ("pages", "dump"):
        (tmp_path / folder).mkdir()
    for place in (tmp_path / "page.md", tmp_path / "pages" / "page.md", tmp_path / "dump" / "page.md"):
        shutil.copy(ROOT / "seeds" / "000_4563acc429c8a94e.txt", place)
    (tmp_path / "mine.rq").write_text("SELECT * { ?s a icm:Meeting }")
    arguments, _, stdin = line.partition(" < ")
    done = subprocess.run(
        [sys.executable, "-m", "icmlpo_rdf", *shlex.split(arguments)[1:]],
        cwd=tmp_path,
        input=(tmp_path / stdin).read_bytes() if stdin else b"",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_every_command_and_option_is_in_the_readme() -> None:
    """A command or option that the README does not name fails here."""
    context = click.Context(command)
    for name in command.list_commands(context):
        sub = command.get_command(context, name)
        assert sub
        assert f"icmlpo-rdf {name}" in README
        for parameter in sub.params:
            if isinstance(parameter, click.Option) and parameter.name != "verbosity":
                spelt = "|".join(re.escape(one) for one in parameter.opts)
                assert re.search(rf"(?<![\w-])(?:{spelt})(?![\w-])", README), (name, parameter.opts)


def test_every_readme_option_exists() -> None:
    """An option that the README names and the program does not have fails here."""
    context = click.Context(command)
    # Those of oxigraph, dask, sbatch, Jena and Fuseki.
    known = {
        "--bind",
        "--union-default-graph",
        "--loc",
        "--set",
        "--query",
        "--update",
        "--help",
        "--version",
        "--location",
        "--file",
        "--host",
        "--port",
        "--nthreads",
        "--nworkers",
        "--array",
    }
    for name in command.list_commands(context):
        sub = command.get_command(context, name)
        assert sub
        known |= {spelt for parameter in sub.params for spelt in (*parameter.opts, *parameter.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README)) <= known


def test_every_named_query_is_in_the_readme() -> None:
    """With the question that it answers and its parameters."""
    for named in named_queries():
        parameters = ", ".join(
            f"**`{one.name}`**" if one.is_required else f"`{one.name}`" for one in named.parameters
        )
        assert f"| `{named.name}` | {named.title} | {parameters}".rstrip() in README


def test_every_code_of_the_report_is_documented() -> None:
    """A script that reads the report finds each code in the README, with its severity and meaning."""
    for code in Code:
        assert f"| `{code.slug}` | {code.severity.value} | {code.meaning} |" in README, code.slug
