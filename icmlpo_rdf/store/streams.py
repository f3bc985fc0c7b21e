"""An RDF file as a stream of bytes: unpacked on the way, and weighed."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import RdfFormat

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.store.expansion import BoundedEntities, BoundedUnpacking

__all__ = [
    "SYNTAXES",
    "Stamp",
    "convert_first",
    "is_decisions",
    "open_data",
    "open_file",
    "stamp_of",
    "suffix_of",
    "syntax_of",
]

SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading that a file is still the same."""

    size: int
    modified: int
    """In nanoseconds since 1970."""


def convert_first(condition: str) -> str:
    """Return what makes data of pages, which many give where data is asked for."""
    return f"{condition}, make data of it first: icmlpo-rdf convert … -o data.ttl"


def suffix_of(path: str) -> str:
    """Return a file's ending, that of what is inside when it is gzipped."""
    return Path(path.removesuffix(".gz")).suffix.lower()


def is_decisions(path: str) -> bool:
    """Whether a file is a table of what people decided; in folders only what is called so whole, `same.sssom.tsv`."""
    return suffix_of(path) == ".tsv"


def syntax_of(path: str) -> RdfFormat:
    """Return the syntax that a file's ending tells; that of the quads which a table of decisions stands for.

    Raises:
        UsageError: it tells none.
    """
    if is_decisions(path):
        return RdfFormat.N_QUADS
    try:
        return SYNTAXES[suffix_of(path)]
    except KeyError:
        raise UsageError(
            "its ending tells no RDF syntax",
            mend=f"{convert_first('if it is a page')}; if it is RDF, end its name in one of {' '.join(SYNTAXES)} (.gz may follow)",
            origin=path,
        ) from None


def stamp_of(path: str) -> Stamp:
    """Return a file's stamp.

    Raises:
        DataError: it is not there.
    """
    try:
        found = Path(path).stat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    return Stamp(found.st_size, found.st_mtime_ns)


class Digesting:
    """A binary file whose bytes are hashed as they are read."""

    def __init__(self, stream: BinaryIO, path: str) -> None:
        self._stream = stream
        self._path = path
        self._hash = sha256()

    def read(self, size: int = -1) -> bytes:
        """Read as a file does; what fails here is the file's fault, and not that of who writes what was read."""
        try:
            data = self._stream.read(size)
        except OSError as error:
            raise unreadable(self._path, error) from error
        self._hash.update(data)
        return data

    def digest(self) -> str:
        """The SHA-256 of the whole file, in hexadecimal; what was not read is read now."""
        while self.read(1 << 20):
            pass
        return self._hash.hexdigest()

    def stamp(self) -> Stamp:
        """The stamp of the file that is open, whatever has taken its name since."""
        found = os.fstat(self._stream.fileno())
        return Stamp(found.st_size, found.st_mtime_ns)


def open_file(path: str) -> BufferedReader:
    """Open a file for reading.

    Raises:
        DataError: it cannot be opened.
    """
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


@contextmanager
def open_data(path: str) -> Iterator[tuple[BinaryIO, Digesting]]:
    """Open an RDF file, plain or gzipped: its text as a stream of bytes, and what hashes the file.

    Raises:
        DataError: it cannot be read, is no whole gzip file, or would become far more than it is (see `expansion`),
            whenever that shows.
    """
    with open_file(path) as opened:
        hashed = Digesting(opened, path)
        if not path.endswith(".gz"):
            yield _bounded(cast("BinaryIO", hashed), path), hashed
            return
        try:
            with gzip.GzipFile(fileobj=cast("BinaryIO", hashed)) as unpacked:
                bounded = BoundedUnpacking(cast("BinaryIO", unpacked), hashed.stamp().size, path)
                yield _bounded(cast("BinaryIO", bounded), path), hashed
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise DataError(
                f"no whole gzip file ({error})", mend="get it again whole", origin=path
            ) from error


def _bounded(stream: BinaryIO, path: str) -> BinaryIO:
    is_xml = SYNTAXES.get(suffix_of(path)) == RdfFormat.RDF_XML
    return cast("BinaryIO", BoundedEntities(stream, path)) if is_xml else stream


def unreadable(path: str, error: OSError | ValueError) -> DataError:
    """Return what to tell of a file that cannot be opened or read."""
    reason = error.strerror if isinstance(error, OSError) else str(error)
    if isinstance(error, FileNotFoundError):
        return DataError("no such file or folder", mend="check the path", origin=path)
    return DataError(f"cannot be read ({reason})", mend="give a readable file", origin=path)
