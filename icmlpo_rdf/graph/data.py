"""RDF files to one store: files, folders and standard input, in every syntax, plain or gzipped."""

from __future__ import annotations

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from icmlpo_rdf.errors import DataError, UsageError

__all__ = ["load", "parse_data", "read_quads", "store_of"]

_SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
_STANDARD_INPUT = "-"
# The parser says the place twice: in the message and beside it.
_PLACE_IN_MESSAGE = re.compile(r"^Parser error (?:at|between) .*?: ")


def store_of(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds the quads."""
    store = Store()
    store.bulk_extend(quads)
    return store


def load(paths: Iterable[str]) -> Store:
    """Return a store in memory that holds all that the files say.

    Args:
        paths: RDF files (`.ttl .nt .nq .trig .jsonld .rdf`, also `.gz`), folders of such files, or `-`
            for Turtle, TriG, N-Triples or N-Quads on standard input.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF; names file, line and column.
        UsageError: a file's ending tells no syntax, or a folder holds no RDF.
    """
    return store_of(read_quads(paths))


def read_quads(paths: Iterable[str]) -> Iterator[Quad]:
    """Yield what the files say, file by file; errors as in `load`."""
    for given in paths:
        for path in _expand(given):
            yield from _read(path)


def _expand(given: str) -> Iterable[str]:
    if given == _STANDARD_INPUT:
        return (given,)
    try:
        path = Path(given)
        if not path.exists():
            raise DataError("no such file or folder", mend="check the path", place=given)
        if not path.is_dir():
            return (given,)
        files = sorted(
            str(one) for one in path.rglob("*") if one.is_file() and _suffix(str(one)) in _SYNTAXES
        )
    except (OSError, ValueError) as error:
        raise DataError(f"cannot be read ({error})", mend="give a readable file", place=given) from error
    if not files:
        raise UsageError(
            "the folder holds no RDF file", mend=f"files end in {' '.join(_SYNTAXES)}", place=given
        )
    return files


def _suffix(path: str) -> str:
    return Path(path.removesuffix(".gz")).suffix.lower()


def _read(path: str) -> Iterator[Quad]:
    if path == _STANDARD_INPUT:
        place, syntax, data = "<stdin>", RdfFormat.TRIG, sys.stdin.buffer.read()
    else:
        place, syntax, data = path, _syntax(path), _bytes(path)
    # TriG reads Turtle and N-Triples too; N-Quads differ from it from the fourth term on.
    if path == _STANDARD_INPUT and not _parses(data, syntax) and _parses(data, RdfFormat.N_QUADS):
        syntax = RdfFormat.N_QUADS
    yield from parse_data(data, syntax, place)


def parse_data(data: bytes, syntax: RdfFormat, place: str) -> Iterator[Quad]:
    """Yield what data in a syntax says.

    Raises:
        DataError: it is not valid; names the place, the line and the column.
    """
    try:
        yield from parse(io.BytesIO(data), format=syntax)
    except SyntaxError as error:
        raise DataError(
            f"no valid {syntax.name} ({_PLACE_IN_MESSAGE.sub('', error.msg)})",
            mend="mend the syntax there",
            place=place,
            line=error.lineno,
            column=error.offset,
        ) from error
    except (ValueError, OSError) as error:
        raise DataError(f"no valid {syntax.name} ({error})", mend="check what it is", place=place) from error


def _syntax(path: str) -> RdfFormat:
    try:
        return _SYNTAXES[_suffix(path)]
    except KeyError:
        raise UsageError(
            "its ending tells no RDF syntax",
            mend=f"end it in one of {' '.join(_SYNTAXES)} (.gz may follow)",
            place=path,
        ) from None


def _bytes(path: str) -> bytes:
    try:
        data = Path(path).read_bytes()
        return gzip.decompress(data) if path.endswith(".gz") else data
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise DataError(f"no whole gzip file ({error})", mend="get it again whole", place=path) from error
    except OSError as error:
        raise DataError(
            f"cannot be read ({error.strerror})", mend="give a readable file", place=path
        ) from error


def _parses(data: bytes, syntax: RdfFormat) -> bool:
    try:
        for _ in parse(io.BytesIO(data), format=syntax):
            pass
    except (SyntaxError, ValueError):
        return False
    return True
