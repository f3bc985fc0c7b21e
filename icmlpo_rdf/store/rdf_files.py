"""RDF files to one store: files, folders and standard input, in every syntax, plain or gzipped."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.store.editions import refuse_two_editions
from icmlpo_rdf.store.one_thing import obey
from icmlpo_rdf.store.parsing import Origin, bulk_load, origin_of, quads_of
from icmlpo_rdf.store.streams import SYNTAXES, convert_first, open_data, suffix_of

__all__ = ["STANDARD_INPUT", "expand", "load", "load_as_is", "parse_data", "read_quads", "store_of"]

STANDARD_INPUT = "-"
# What `convert` writes beside a dataset's shards is about the data, and no answer to a question about them.
_DATASET, _SHARDS = "dataset.ttl", "data"
_DECISIONS = "*.sssom.tsv"


def store_of(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds the quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def load(paths: Iterable[str], base_iri: str | None = None) -> Store:
    """Return a store in memory that holds all that the files say; what people decided in them is obeyed (`one_thing`).

    Args:
        paths: RDF files (`.ttl .nt .nq .trig .jsonld .rdf`, also `.gz`), folders of such files, datasets as
            `convert` writes them (their shards), what people decided (`same.sssom.tsv`), or `-` for Turtle, TriG, N-Triples or N-Quads on standard input.
        base_iri: what relative IRIs are resolved against; None: each file's own address. Standard input has none.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF (names file, line and column); they hold two editions of a page.
        LimitError: a file is nested too deep, or has too long a line, for the engine.
        UsageError: a file's ending tells no syntax, or a folder holds no RDF.
    """
    store = load_as_is(paths, base_iri)
    obey(store)
    return store


def load_as_is(paths: Iterable[str], base_iri: str | None = None) -> Store:
    """As `load`, whatever people decided: each thing under the IRI that its page gives it."""
    store = Store()
    files = [path for given in paths for path in expand(given)]
    for path in files:
        if path == STANDARD_INPUT:
            store.bulk_extend(_standard_input(base_iri))
            continue
        with open_data(path) as (stream, _):
            bulk_load(store, stream, origin_of(path, base_iri))
    refuse_two_editions(store, (_again(path, store, base_iri) for path in files))
    return store


def _again(path: str, store: Store, base_iri: str | None) -> tuple[str, Iterable[Quad]]:
    """What a file has said; standard input is gone, so that whatever no file says was said there."""
    if path == STANDARD_INPUT:
        return "standard input", store
    return path, read_quads([path], base_iri)


def read_quads(paths: Iterable[str], base_iri: str | None = None) -> Iterator[Quad]:
    """Yield what the files say, file by file; errors as in `load`."""
    for given in paths:
        for path in expand(given):
            if path == STANDARD_INPUT:
                yield from _standard_input(base_iri)
                continue
            with open_data(path) as (stream, _):
                yield from quads_of(stream, origin_of(path, base_iri))


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
        decided: list[Path] = []
        if (path / _DATASET).is_file() and (path / _SHARDS).is_dir():
            decided = sorted(path.glob(_DECISIONS))
            path = path / _SHARDS
        files = sorted(
            str(one) for one in path.rglob("*") if suffix_of(str(one)) in SYNTAXES and one.is_file()
        )
        decided += sorted(one for one in path.rglob(_DECISIONS) if one.is_file())
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", mend="give a readable file", origin=given) from error
    if not files:
        raise UsageError(
            "the folder holds no RDF file",
            mend=f"{convert_first('if it holds pages')}; names of RDF files end in {' '.join(SYNTAXES)}",
            origin=given,
        )
    return (*files, *map(str, decided))


def _standard_input(base_iri: str | None) -> Iterator[Quad]:
    """TriG reads Turtle and N-Triples too; N-Quads differ from it from the fourth term on."""
    data = sys.stdin.buffer.read()
    origin = Origin("<stdin>", RdfFormat.TRIG, base_iri)
    lines = replace(origin, syntax=RdfFormat.N_QUADS)
    return _quads(data, lines if not _is_valid(data, origin) and _is_valid(data, lines) else origin)


def parse_data(data: bytes, syntax: RdfFormat, origin: str, base_iri: str | None = None) -> Iterator[Quad]:
    """Yield what data in a syntax says.

    Raises:
        DataError: it is not valid; names the origin, the line and the column.
    """
    return _quads(data, Origin(origin, syntax, base_iri))


def _quads(data: bytes, origin: Origin) -> Iterator[Quad]:
    return quads_of(io.BytesIO(data), origin)


def _is_valid(data: bytes, origin: Origin) -> bool:
    try:
        for _ in _quads(data, origin):
            pass
    except DataError:
        return False
    return True
