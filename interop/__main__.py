"""Load the data everywhere, ask every named query everywhere, and compare the answers with those of rdflib and Oxigraph.

    python -m interop [--no-install] [--npm FOLDER] [NAME…]

Installs what it can (Debian packages as root, npm's in a temporary folder); what is absent is skipped with its reason.
NAME chooses the stores whose names contain it. Exit code 1 when a store lost a statement, or gave another answer.
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
from pathlib import Path

from interop.questions import Data, Rows, make_data, oxigraph_answers, questions, rdflib_answers
from interop.stores import ENGINES, Absent, Engine, npm_engine

_DEBIAN = {
    "virtuoso-t": "virtuoso-opensource-7",
    "rapper": "raptor2-utils",
    "unzip": "unzip",
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
        done = subprocess.run(command, capture_output=True, text=True, check=False)
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


def _compare(engines: dict[str, Engine], folder: Path) -> int:
    data, quads = make_data(folder)
    asked = questions()
    reference = oxigraph_answers(quads, asked)
    notes: list[str] = []
    ours = rdflib_answers(quads, asked, notes)
    rows: list[tuple[str, ...]] = [
        ("pyoxigraph", "", f"{len(quads):,} of {len(quads):,}", f"{len(asked)} of {len(asked)}", "")
    ]
    notes += _note("rdflib", reference, ours)
    rows.append(("rdflib", "", "", f"{_equal(reference, ours)} of {len(asked)}", ""))
    # rdflib is slow on the whole and stumbles over unbound ORDER BY keys: told, but no failure of ours.
    failed = False
    for number, (name, engine) in enumerate(engines.items()):
        place = folder / str(number)
        place.mkdir()
        begun = time.monotonic()
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            outcome = engine(data, asked, place)
        except Absent as reason:
            rows.append((name, "", "", f"skipped: {reason}", ""))
            print(f"skipped: {name}: {reason}", flush=True)
            continue
        except (RuntimeError, OSError, ValueError, subprocess.TimeoutExpired) as error:
            rows.append((name, "", "", f"failed: {' '.join(str(error).split())[:150]}", ""))
            failed = True
            continue
        seconds = time.monotonic() - begun
        answered = "only reads"
        if outcome.answers is not None:
            answered = f"{_equal(reference, outcome.answers)} of {len(asked)}"
            notes += _note(name, reference, outcome.answers)
            failed = failed or outcome.answers != reference
        notes += [f"{name}: {note}" for note in outcome.notes]
        failed = failed or outcome.loaded != outcome.wanted
        rows.append(
            (name, outcome.version, f"{outcome.loaded:,} of {outcome.wanted:,}", answered, f"{seconds:.0f} s")
        )
    _print(data, asked, rows, notes)
    return int(failed)


def _equal(reference: dict[str, Rows], answers: dict[str, Rows]) -> int:
    return sum(answers.get(name) == rows for name, rows in reference.items())


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


def _print(data: Data, asked: dict[str, str], rows: list[tuple[str, ...]], notes: list[str]) -> None:
    print(
        f"\n{len(data.graphs)} pages, {data.quads:,} quads ({data.triples:,} triples in Turtle), {len(asked)} queries; "
        f"Python {platform.python_version()}\n"
    )
    print("| store | version | statements loaded | queries equal | time |")
    print("|---|---|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    if notes:
        print("\nDeviations:\n")
        for note in notes:
            print(f"- {note}")


if __name__ == "__main__":
    main()
