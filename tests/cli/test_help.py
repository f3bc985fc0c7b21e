"""Help: every command says what it does, with an example, without loading what it does not need."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from icmlpo_rdf.language import languages
from tests.conftest import ROOT, SEED, Cli

COMMANDS = [
    "convert",
    "inspect",
    "validate",
    "query",
    "explain",
    "verify",
    "link",
    "export",
    "agree",
    "load",
    "serve",
    "site",
    "report",
]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_an_example(name: str, cli: Cli) -> None:
    """`--help` and `-h` are the same, show an example of the command and name the exit codes' home."""
    done = cli(name, "--help")
    assert done.returncode == 0
    assert "Example" in done.stdout
    assert f"icmlpo-rdf {name} " in done.stdout
    assert done.stdout == cli(name, "-h").stdout
    assert "-q, --quiet" in done.stdout


@pytest.mark.parametrize("name", ["convert", "inspect"])
def test_lang_says_which_languages_have_words(name: str, cli: Cli) -> None:
    """Whoever has an English page finds `en`, and every other language that words are known of."""
    text = " ".join(cli(name, "--help").stdout.split())
    assert "en of en.wikipedia.org" in text
    assert f"words are known of {', '.join(languages())}." in text


@pytest.mark.parametrize(
    ("name", "extra"),
    [("report", "pictures"), ("export", "tables"), ("query", "tables"), ("convert", "cluster")],
)
def test_what_must_be_installed_besides_is_told(name: str, extra: str, cli: Cli) -> None:
    """Whoever reads which formats there are reads, too, what some of them need, which the project declares."""
    text = " ".join(cli(name, "--help").stdout.split())
    assert f"pip install 'icmlpo-rdf[{extra}]'" in text
    assert extra in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]


def test_the_command_lists_its_commands(cli: Cli) -> None:
    """`icmlpo-rdf` alone shows the help, in the order of the work."""
    done = cli("--help")
    assert done.returncode == 0
    positions = [done.stdout.index(f"\n  {name} ") for name in COMMANDS]
    assert positions == sorted(positions)


def test_version(cli: Cli) -> None:
    """The version is that of the package."""
    assert cli("--version").stdout.startswith("icmlpo-rdf, version 0.2.0")


def test_help_loads_nothing_heavy() -> None:
    """rdflib, pySHACL, lxml, pyoxigraph and rich are loaded when they are used."""
    code = (
        "import sys; sys.argv = ['icmlpo-rdf', 'convert', '--help']\n"
        "from icmlpo_rdf.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'rdflib', 'pyshacl', 'lxml', 'pyoxigraph', 'rich', 'bs4', 'tqdm', 'cmarkgfm'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_converting_a_page_loads_what_it_needs(tmp_path: Path) -> None:
    """Rooms and libraries that serve other commands are not loaded; nor are readers of other forms."""
    code = (
        "import sys; from icmlpo_rdf.cli import main\n"
        f"sys.argv = ['icmlpo-rdf', 'convert', {str(SEED)!r}, '-o', {str(tmp_path / 'page.ttl')!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    libraries = {
        "rdflib",
        "pyshacl",
        "rich",
        "bs4",
        "tqdm",
        "fsspec",
        "urllib3",
        "jinja2",
        "starlette",
        "json",
    }
    rooms = "agree differences evidence export link publish query reconcile reports serve static_site store verify views web"
    others = {f"icmlpo_rdf.{room}" for room in rooms.split()}
    readers = {
        "icmlpo_rdf.page.wikitext.reader",
        "icmlpo_rdf.page.html.reader",
        "icmlpo_rdf.source.mediawiki_xml",
    }
    assert "icmlpo_rdf.page.markdown.reader" in loaded
    assert not loaded & (libraries | others | readers)
