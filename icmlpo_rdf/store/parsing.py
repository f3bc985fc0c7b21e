"""RDF text read by the engine: against which base IRI, how deep it may be nested, and what is wrong with it."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from icmlpo_rdf.errors import DataError, LimitError, UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.store.decided import quads_of_decisions
from icmlpo_rdf.store.lookups import readable
from icmlpo_rdf.store.nesting import DeepError, watch_for
from icmlpo_rdf.store.streams import is_decisions, syntax_of

__all__ = [
    "Origin",
    "bulk_load",
    "checked_base",
    "errors_told",
    "file_iri",
    "folder_iri",
    "origin_of",
    "quads_of",
]

# The parser says the place twice: in the message and beside it.
_PLACE_IN_MESSAGE = lazy_pattern(r"^Parser error (?:at|between) .*?: ")
_RELATIVE = "No scheme found in an absolute IRI"
_TOO_LONG = "Reached the buffer maximal size"
_LINES = {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where RDF text comes from."""

    name: str
    """What an error calls it."""
    syntax: RdfFormat
    base_iri: str | None
    """What its relative IRIs are resolved against, where it does not say that itself; None: nothing."""
    is_decisions: bool = False
    """It is no RDF, but a table of what people decided, which stands for quads."""


def file_iri(path: str) -> str:
    """Return a file's address: the base IRI of what it holds, https://www.rfc-editor.org/rfc/rfc3986#section-5.1.3."""
    # Of a symbolic link the address is its own, not that of what it leads to.
    escaped = Path(os.path.abspath(path)).as_uri()  # noqa: PTH100
    try:
        return NamedNode(readable(escaped)).value
    except ValueError:  # a character that no IRI may hold
        return escaped


def folder_iri(path: str) -> str:
    """Return a folder's address, with the slash that makes what is in it relative to it."""
    return file_iri(path).removesuffix("/") + "/"


def origin_of(path: str, base_iri: str | None = None) -> Origin:
    """Return a file as an origin: its ending tells the syntax, its address is the base IRI where none is given.

    Raises:
        UsageError: its ending tells no syntax.
    """
    return Origin(path, syntax_of(path), base_iri or file_iri(path), is_decisions(path))


def checked_base(base_iri: str) -> str:
    """Return a base IRI that a user gave.

    Raises:
        UsageError: it is none.
    """
    try:
        return NamedNode(base_iri).value
    except ValueError as error:
        raise UsageError(
            f"{base_iri!r} is no absolute IRI ({error})",
            mend="write it whole, with its scheme",
            origin="--base-iri",
        ) from error


def quads_of(stream: BinaryIO, origin: Origin, *, rename_blank_nodes: bool = False) -> Iterator[Quad]:
    """Yield what RDF text says.

    Raises:
        DataError: it is not valid; names its origin, line and column.
        LimitError: it is nested too deep for the engine.
    """
    if origin.is_decisions:
        yield from _decided(stream, origin)
        return
    with errors_told(origin):
        yield from parse(
            _text(stream, origin.syntax),
            format=origin.syntax,
            base_iri=origin.base_iri,
            rename_blank_nodes=rename_blank_nodes,
        )


def bulk_load(store: Store, stream: BinaryIO, origin: Origin) -> None:
    """Add what RDF text says to a store, as fast as the engine reads it; errors as in `quads_of`."""
    if origin.is_decisions:
        store.extend(_decided(stream, origin))
        return
    with errors_told(origin):
        store.bulk_load(_text(stream, origin.syntax), origin.syntax, base_iri=origin.base_iri)


def _decided(stream: BinaryIO, origin: Origin) -> Iterator[Quad]:
    try:
        text = stream.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError("it is not UTF-8 text", mend="convert it to UTF-8", origin=origin.name) from error
    return quads_of_decisions(text, origin.name)


def _text(stream: BinaryIO, syntax: RdfFormat) -> BinaryIO:
    """RDF text as the engine is to read it: watched, and without the mark that some editors put before it."""
    return cast("BinaryIO", watch_for(cast("BinaryIO", _Unmarked(stream)), syntax))


class _Unmarked:
    """A binary file without a byte order mark."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._is_begun = False

    def read(self, size: int = -1) -> bytes:
        """Read as a file does."""
        if self._is_begun:
            return self._stream.read(size)
        self._is_begun = True
        mark = self._stream.read(len(BOM_UTF8))
        if mark == BOM_UTF8:
            return self._stream.read(size)
        return mark + self._stream.read(max(size - len(mark), 0) if size >= 0 else -1)


@contextmanager
def errors_told(origin: Origin) -> Iterator[None]:
    """The parser's errors as ours, with place, line and column; other errors pass."""
    name, syntax = origin.name, origin.syntax
    try:
        yield
    except DeepError as error:
        raise LimitError(
            f"{syntax.name} nested more than {error.most} deep, which the engine does not bear",
            mend="nest less",
            origin=name,
            line=error.line,
        ) from error
    except MemoryError as error:
        if not str(error).startswith(_TOO_LONG):
            raise
        raise LimitError(
            "a line or a literal of more than 16 MB, which the engine does not read",
            mend="cut it",
            origin=name,
        ) from error
    except SyntaxError as error:
        what = _PLACE_IN_MESSAGE.sub("", error.msg)
        raise DataError(
            f"no valid {syntax.name} ({what})",
            mend=_mend(what, origin),
            origin=name,
            line=error.lineno,
            column=error.offset,
        ) from error
    except ValueError as error:
        raise DataError(f"no valid {syntax.name} ({error})", mend="check what it is", origin=name) from error


def _mend(what: str, origin: Origin) -> str:
    if _RELATIVE not in what:
        return "mend the syntax there"
    if origin.syntax in _LINES:
        return f"write the IRI whole: {origin.syntax.name} has no relative ones"
    return "it has no address to resolve relative IRIs against: give --base-iri IRI"
