"""Load the data everywhere, ask every named query everywhere, and compare the answers with those of rdflib and Oxigraph.

    python -m interop [--no-install] [--npm FOLDER] [NAME…]

Installs what it can (Debian packages as root, npm's in a temporary folder); what is absent is skipped with its reason.
NAME chooses the stores whose names contain it. Exit code 0 when all is as expected: every statement is there, and every
answer equal or different as interop/known.py says. 1 for anything new.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from interop.known import judge
from interop.questions import Data, Rows, make_data, oxigraph_answers, query_of, questions, rdflib_answers
from interop.stores import ENGINES, Absent, Engine, npm_engine

_DEBIAN = {
    # Not the package of the whole store, which asks for a password and starts a server of its own.
    "virtuoso-t": "virtuoso-opensource-7-bin",
    "rapper": "raptor2-utils",
    "unzip": "unzip",
    # The packages of Jena and RDF4J are classes only.
    "javac": "default-jdk-headless",
    "/usr/share/java/jena-core.jar": "libapache-jena-java",
    "/usr/share/java/rdf4j-rio-api.jar": "librdf4j-java",
}
_NPM = ("@comunica/query-sparql-rdfjs", "n3")


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--no-install", action="store_true", help="use only what is there")
    parser.add_argument(
        "--npm", type=Path, metavar="FOLDER", help="a folder in which npm has installed both packages"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="icmlpo-interop-") as name:
        folder = Path(name)
        modules = chosen.npm or folder / "npm"
        engines = {
            **ENGINES,
            "n3.js (parser)": npm_engine(modules, "n3"),
            "comunica": npm_engine(modules, "comunica"),
        }
        wanted = {
            store: engine
            for store, engine in engines.items()
            if not chosen.names or any(one.lower() in store.lower() for one in chosen.names)
        }
        if not chosen.no_install:
            _install_debian()
            if not chosen.npm and {"n3.js (parser)", "comunica"} & wanted.keys():
                _install_npm(modules)
        sys.exit(_compare(wanted, folder))


def _install_debian() -> None:
    missing = [
        package for there, package in _DEBIAN.items() if not (shutil.which(there) or Path(there).exists())
    ]
    if not missing:
        return
    if os.geteuid() or not shutil.which("apt-get"):
        print(f"not installed, for want of apt-get or of root: {' '.join(missing)}")
        return
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *missing]):
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
        if done.returncode:
            print(f"{' '.join(command)}: {done.stderr.strip()[-200:]}")


def _install_npm(modules: Path) -> None:
    if not shutil.which("npm"):
        print("not installed, for want of npm:", *_NPM)
        return
    modules.mkdir()
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", *_NPM],
        cwd=modules,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"npm install: {done.stderr.strip()[-200:]}")


class _Result:
    """The table and what is to be said below it, as it grows."""

    def __init__(self, reference: dict[str, Rows]) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.known: list[str] = []
        self.news: list[str] = []
        self.gone: list[str] = []
        self.notes: list[str] = []
        self._reference = reference

    def judged(self, store: str, answers: dict[str, Rows]) -> str:
        """Compare a store's answers; return how many are equal, for the table."""
        known, news, gone = judge(store, self._reference, answers)
        self.known += known
        self.news += news
        self.gone += gone
        self.notes += _note(store, self._reference, answers)
        return _counted({name: answers.get(name) == rows for name, rows in self._reference.items()})


def _counted(equal: dict[str, bool]) -> str:
    """How many of the named queries are equal as they ship, and how many with a parameter that narrows them."""
    whole = [is_it for name, is_it in equal.items() if query_of(name) == name]
    narrowed = [is_it for name, is_it in equal.items() if query_of(name) != name]
    return f"{sum(whole)} of {len(whole)}; narrowed {sum(narrowed)} of {len(narrowed)}"


def _compare(engines: dict[str, Engine], folder: Path) -> int:
    data, quads = make_data(folder)
    asked = questions()
    reference = oxigraph_answers(quads, asked)
    result = _Result(reference)
    whole = f"{data.quads:,} of {data.quads:,}"
    result.rows.append(
        (
            "pyoxigraph",
            version("pyoxigraph"),
            whole,
            f"{_counted(dict.fromkeys(asked, True))}, the reference",
            "",
        )
    )
    begun = time.monotonic()
    print("rdflib …", file=sys.stderr, flush=True)
    ours, loaded = rdflib_answers(quads, asked, result.notes)
    equal = result.judged("rdflib", ours)
    result.rows.append(
        ("rdflib", version("rdflib"), f"{loaded:,} of {data.triples:,}", equal, _seconds_since(begun))
    )
    _count("rdflib", loaded, data.triples, result)
    for number, (name, engine) in enumerate(engines.items()):
        place = folder / str(number)
        place.mkdir()
        begun = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            outcome = engine(data, asked, place)
        except Absent as reason:
            result.rows.append((name, "", "", f"skipped: {reason}", ""))
            print(f"skipped: {name}: {reason}", flush=True)
            continue
        except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as error:
            said = " ".join(str(error).split())[:150]
            result.rows.append((name, "", "", f"failed: {said}", ""))
            result.news.append(f"{name}: failed: {said}")
            continue
        taken = _seconds_since(begun)
        answered = "only reads" if outcome.answers is None else result.judged(name, outcome.answers)
        _count(name, outcome.loaded, outcome.wanted, result)
        result.notes += [f"{name}: {note}" for note in outcome.notes]
        result.rows.append(
            (name, outcome.version, f"{outcome.loaded:,} of {outcome.wanted:,}", answered, taken)
        )
    _print(data, asked, result)
    return int(bool(result.news))


def _seconds_since(begun: float) -> str:
    return f"{time.monotonic() - begun:.0f} s"


def _count(store: str, loaded: int, wanted: int, result: _Result) -> None:
    if loaded != wanted:
        result.news.append(f"{store}: {loaded:,} statements for {wanted:,}")


def _note(store: str, reference: dict[str, Rows], answers: dict[str, Rows]) -> list[str]:
    """A line for each answer that differs: in which rows, or only in their order."""
    found = []
    for name, rows in reference.items():
        other = answers.get(name)
        if other is None or other == rows:
            continue
        how = f"{len(rows):,} rows expected, {len(other):,} given"
        if sorted(other) == sorted(rows):
            first = next(
                number for number, pair in enumerate(zip(rows, other, strict=True)) if pair[0] != pair[1]
            )
            how = f"the same rows in another order from row {first + 1} on: {rows[first]} expected, {other[first]} given"
        elif len(rows) == len(other):
            wrong = [pair for pair in zip(rows, other, strict=True) if pair[0] != pair[1]]
            how = f"{len(wrong):,} of {len(rows):,} rows differ: {wrong[0][0]} expected, {wrong[0][1]} given"
        found.append(f"{store}: {name}: {how}")
    return found


def _print(data: Data, asked: dict[str, str], result: _Result) -> None:
    print(
        f"\n{len(data.graphs)} pages, {data.quads:,} quads ({data.triples:,} triples in Turtle), {len(asked)} questions; "
        f"Python {platform.python_version()}\n"
    )
    print("| store | version | statements loaded | queries equal | time |")
    print("|---|---|---|---|---|")
    for row in result.rows:
        print(f"| {' | '.join(row)} |")
    for title, lines in (
        ("What differs, in detail", result.notes),
        ("Known differences (interop/known.py)", result.known),
        ("No longer different: take these out of interop/known.py", result.gone),
        ("NEW differences", result.news),
    ):
        if lines:
            print(f"\n{title}:\n")
            for line in lines:
                print(f"- {line}")
    if not result.news:
        print("\nNothing new.")


if __name__ == "__main__":
    main()
