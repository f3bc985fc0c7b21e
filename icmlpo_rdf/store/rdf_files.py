"""RDF files to one store: files, folders and standard input, in every syntax, plain or gzipped."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.store.streams import SYNTAXES, errors_told, open_data, suffix_of, syntax_of

__all__ = ["STANDARD_INPUT", "add_file", "expand", "load", "parse_data", "read_quads", "store_of"]

STANDARD_INPUT = "-"
# What `convert` writes beside a dataset's shards is about the data, and no answer to a question about them.
_DATASET, _SHARDS = "dataset.ttl", "data"


def store_of(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds the quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def load(paths: Iterable[str]) -> Store:
    """Return a store in memory that holds all that the files say.

    Args:
        paths: RDF files (`.ttl .nt .nq .trig .jsonld .rdf`, also `.gz`), folders of such files, datasets as
            `convert` writes them (their shards), or `-` for Turtle, TriG, N-Triples or N-Quads on standard input.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF; names file, line and column.
        UsageError: a file's ending tells no syntax, or a folder holds no RDF.
    """
    store = Store()
    for given in paths:
        for path in expand(given):
            if path == STANDARD_INPUT:
                store.bulk_extend(_standard_input())
                continue
            add_file(store, path)
    return store


def add_file(store: Store, path: str) -> None:
    """Add what a file says to a store, as fast as the engine reads it; errors as in `load`."""
    syntax = syntax_of(path)
    with open_data(path) as (stream, _), errors_told(syntax, path):
        store.bulk_load(stream, syntax)


def read_quads(paths: Iterable[str]) -> Iterator[Quad]:
    """Yield what the files say, file by file; errors as in `load`."""
    for given in paths:
        for path in expand(given):
            if path == STANDARD_INPUT:
                yield from _standard_input()
                continue
            syntax = syntax_of(path)
            with open_data(path) as (stream, _), errors_told(syntax, path):
                yield from parse(stream, format=syntax)


def expand(given: str) -> tuple[str, ...]:
    """Return the files that a path stands for, in the order of their names; errors as in `load`."""
    if given == STANDARD_INPUT:
        return (given,)
    try:
        path = Path(given)
        if not path.exists():
            raise DataError("no such file or folder", mend="check the path", origin=given)
        if not path.is_dir():
            return (given,)
        if (path / _DATASET).is_file() and (path / _SHARDS).is_dir():
            path = path / _SHARDS
        files = sorted(
            str(one) for one in path.rglob("*") if suffix_of(str(one)) in SYNTAXES and one.is_file()
        )
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", mend="give a readable file", origin=given) from error
    if not files:
        raise UsageError(
            "the folder holds no RDF file", mend=f"files end in {' '.join(SYNTAXES)}", origin=given
        )
    return tuple(files)


def _standard_input() -> Iterator[Quad]:
    """TriG reads Turtle and N-Triples too; N-Quads differ from it from the fourth term on."""
    data, syntax = sys.stdin.buffer.read(), RdfFormat.TRIG
    if not _parses(data, syntax) and _parses(data, RdfFormat.N_QUADS):
        syntax = RdfFormat.N_QUADS
    return parse_data(data, syntax, "<stdin>")


def parse_data(data: bytes, syntax: RdfFormat, origin: str) -> Iterator[Quad]:
    """Yield what data in a syntax says.

    Raises:
        DataError: it is not valid; names the origin, the line and the column.
    """
    with errors_told(syntax, origin):
        yield from parse(io.BytesIO(data), format=syntax)


def _parses(data: bytes, syntax: RdfFormat) -> bool:
    try:
        for _ in parse(io.BytesIO(data), format=syntax):
            pass
    except (SyntaxError, ValueError):
        return False
    return True
