"""README and docs are true: their Python runs, their commands exist, their options are those of the program."""

from __future__ import annotations

import os
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
from tests.conftest import ROOT, Cli

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {
    str(path.relative_to(ROOT / "docs")): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "docs").glob("**/*.md"))
    if path.name != "README.md"
}
# These two show the commands of other programs: schedulers and stores.
OTHERS = {"many-machines.md", "interop.md"}
TEXT = "\n".join([README, *(text for name, text in DOCS.items() if name not in OTHERS)])
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [
    line.split("   ")[0].partition(" #")[0].strip()
    for language, block in BLOCKS
    if language == "sh"
    for line in block.splitlines()
    if line.startswith("icmlpo-rdf ")
]


@pytest.mark.parametrize("code", [block for language, block in BLOCKS if language == "python"])
def test_the_python_examples_run(code: str) -> None:
    """What is shown of the Python API works as it stands there."""
    done = _run(code)
    assert done.returncode == 0, done.stderr


def _run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_the_parties_of_each_year() -> None:
    """The longer example prints what the page says."""
    (code,) = [block for language, block in BLOCKS if language == "python" and "?parties" in block]
    done = _run(code)
    assert done.stdout.splitlines()[0].startswith("马列主义政党和组织国际会议 ")
    counted = [line.split() for line in done.stdout.splitlines()[1:]]
    assert counted == [["1999", "21"], ["2001", "27"], ["2004", "29"], ["2007", "25"], ["2011", "24"]]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_run(line: str, cli: Cli, tmp_path: Path) -> None:
    """Each command line that README and docs show runs and ends with 0."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.md"))
    shutil.copytree(ROOT / "output", tmp_path / "output")
    shutil.copytree(ROOT / "docs" / "seed-as-wikitext", tmp_path / "docs" / "seed-as-wikitext")
    shutil.copy(ROOT / "output" / "000_4563acc429c8a94e.ttl", tmp_path / "seed.ttl")
    shutil.copy(ROOT / "output" / "000_4563acc429c8a94e.ttl", tmp_path / "page.ttl")
    for folder in ("pages", "dump"):
        (tmp_path / folder).mkdir()
    for place in (tmp_path / "page.md", tmp_path / "pages" / "page.md", tmp_path / "dump" / "page.md"):
        shutil.copy(ROOT / "seeds" / "000_4563acc429c8a94e.txt", place)
    (tmp_path / "mine.rq").write_text("SELECT * { ?s a icm:Meeting }")
    shutil.copytree(ROOT / "tests" / "link" / "data" / "sql-oneline", tmp_path / "dumps")
    (tmp_path / "titles.txt").write_text("印度\n印尼\n", encoding="utf-8")
    shutil.copy(ROOT / "tests" / "link" / "data" / "linked_seed.nq", tmp_path / "link.nq")
    (tmp_path / "Q4115189.json").write_text('{"entities": {"Q4115189": {"id": "Q4115189", "claims": {}}}}')
    (decided,) = re.findall(r"```text\n(#curie_map.*?)```", DOCS["link.md"], re.DOTALL)
    (tmp_path / "same.sssom.tsv").write_text(decided, encoding="utf-8")
    arguments, _, stdin = line.partition(" < ")
    done = cli(*shlex.split(arguments)[1:], stdin=(tmp_path / stdin).read_bytes() if stdin else b"")
    if ": no font here has " in done.stderr:
        pytest.skip("no font with Chinese letters is installed")
    assert done.returncode == 0, done.stderr


def test_every_command_and_option_is_in_the_docs() -> None:
    """A command or option that the documentation does not name fails here."""
    context = click.Context(command)
    for name in command.list_commands(context):
        sub = command.get_command(context, name)
        assert sub
        assert f"icmlpo-rdf {name}" in TEXT
        for parameter in sub.params:
            if isinstance(parameter, click.Option) and parameter.name != "verbosity":
                spelt = "|".join(re.escape(one) for one in parameter.opts)
                assert re.search(rf"(?<![\w-])(?:{spelt})(?![\w-])", TEXT), (name, parameter.opts)


def test_every_documented_option_exists() -> None:
    """An option that the documentation names and the program does not have fails here."""
    context = click.Context(command)
    # Those of oxigraph, dask, sbatch, Jena and Fuseki, of the gate, and of pipx.
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
        "--worst",
        "--spec",
    }
    for name in command.list_commands(context):
        sub = command.get_command(context, name)
        assert sub
        known |= {spelt for parameter in sub.params for spelt in (*parameter.opts, *parameter.secondary_opts)}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) <= known


def test_every_named_query_is_in_the_docs() -> None:
    """With the question that it answers and its parameters."""
    for named in named_queries():
        parameters = ", ".join(
            f"**`{one.name}`**" if one.is_required else f"`{one.name}`" for one in named.parameters
        )
        assert f"| `{named.name}` | {named.title} | {parameters}".rstrip() in TEXT


def test_every_code_of_the_report_is_documented() -> None:
    """A script that reads the report finds each code in the documentation, with its severity and meaning."""
    for code in Code:
        assert f"| `{code.slug}` | {code.severity.value} | {code.meaning} |" in TEXT, code.slug


def test_readme_is_short() -> None:
    """The README is a page; the rest stands in docs."""
    assert README.count("\n") <= 120


@pytest.mark.parametrize("name", ["README.md", *(f"docs/{name}" for name in DOCS)])
def test_links_lead_somewhere(name: str) -> None:
    """A link to a file of the repository, or to a heading of it, leads to one that is there."""
    page = ROOT / name
    for target in re.findall(r"(?<!`)\]\((?!https?:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if fragment:
            headings = re.findall(r"(?m)^#+ (.+)$", file.read_text(encoding="utf-8"))
            assert fragment in {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}, (
                target
            )


@pytest.mark.parametrize(
    ("picture", "data"),
    [("matrix", "output"), ("timeline", "output"), ("countries", "docs/seed-as-wikitext")],
)
def test_the_pictures_are_of_the_seed(picture: str, data: str, tmp_path: Path) -> None:
    """The pictures of README and gallery are what `report` draws of the seed."""
    drawn = tmp_path / f"{picture}.svg"
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "icmlpo_rdf",
            "report",
            str(ROOT / data),
            "-o",
            str(drawn),
            "--picture",
            picture,
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert drawn.read_bytes() == (ROOT / "docs" / f"{picture}.svg").read_bytes()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_what_may_follow(shell: str) -> None:
    """The variable of docs/completion.md has the program print a script of that shell."""
    assert f"_ICMLPO_RDF_COMPLETE={shell}_source icmlpo-rdf" in DOCS["completion.md"]
    done = subprocess.run(
        [shutil.which("icmlpo-rdf", path=str(Path(sys.executable).parent)) or "icmlpo-rdf"],
        env={**os.environ, "_ICMLPO_RDF_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "_icmlpo_rdf_completion" in done.stdout


def test_the_citation_is_of_this_version() -> None:
    """CITATION.cff has what the Citation File Format 1.2 asks for, and the version of the package."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    for key in ("cff-version: 1.2.0", "message:", "title:", "authors:"):
        assert re.search(rf"^{key}", text, re.MULTILINE), key
    (version,) = re.findall(r"^version: (\S+)$", text, re.MULTILINE)
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
