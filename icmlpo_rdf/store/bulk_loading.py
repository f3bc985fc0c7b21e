"""Data files into a store on disk, as fast as the engine reads them, with a note of what each one states."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from icmlpo_rdf.errors import DataError, OutputError
from icmlpo_rdf.store.record import DEFAULT_GRAPH, FileRecord, Graphs
from icmlpo_rdf.store.streams import GraphWatch, Stamp, errors_told, open_data, stamp_of, syntax_of

__all__ = ["Loaded", "changed_files", "load_files", "writing"]

# The engine writes files of its own for each one that it is handed, which many small ones do not merit.
_HANDED_OVER = 1 << 20
_TRIPLES = {RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML}


@dataclass(slots=True)
class Loaded:
    """What was read, by path."""

    files: dict[str, FileRecord] = field(default_factory=dict)
    graphs: dict[str, Graphs] = field(default_factory=dict)


def changed_files(
    paths: Sequence[str], known: Mapping[str, FileRecord]
) -> tuple[set[str], dict[str, FileRecord]]:
    """Return the files that are new or changed, and the records of the others.

    A file whose size and time are the same is not read; one whose time alone differs is hashed.

    Raises:
        DataError: a file cannot be read.
    """
    changed, same = set(), {}
    for path in paths:
        record = known.get(path)
        if record and record.is_surely(stamp_of(path)):
            same[path] = record
        elif record and stamp_of(path).size == record.stamp.size:
            with open_data(path) as (_, hashed):
                now, stamp, digest = time.time_ns(), hashed.stamp(), hashed.digest()
            if digest == record.digest:
                same[path] = FileRecord(stamp, digest, now)
            else:
                changed.add(path)
        else:
            changed.add(path)
    return changed, same


def load_files(
    store: Store, paths: Sequence[str], progress: Callable[[int], None] = lambda _: None
) -> Loaded:
    """Add all that the files state to a store.

    Args:
        store: a store on disk that nobody else has open.
        paths: the files.
        progress: called with the bytes of each file that is done.

    Raises:
        DataError: a file is missing, is no RDF, or changed while it was read; names file, line and column.
        OutputError: the store cannot be written.
    """
    loaded = Loaded()
    stamps = {path: stamp_of(path) for path in paths}
    large = [path for path in paths if stamps[path].size >= _HANDED_OVER]
    # Those that state triples come last: until then, what is in the default graph comes from N-Quads.
    large.sort(key=lambda path: syntax_of(path) in _TRIPLES)
    for path in large:
        with writing():
            _hand_over(store, path, loaded)
        progress(stamps[path].size)
    handed = set(large)
    small = [path for path in paths if path not in handed]
    if small:
        with writing():
            store.bulk_extend(_quads(small, loaded, progress))
    return loaded


@contextmanager
def writing() -> Iterator[None]:
    """The engine's errors in writing as ours."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise OutputError(
            f"the store cannot be written ({error})",
            mend="free some space or put the store elsewhere; what stood there before is untouched",
            origin="--store",
        ) from error


def _hand_over(store: Store, path: str, loaded: Loaded) -> None:
    syntax = syntax_of(path)
    with open_data(path) as (stream, hashed), errors_told(syntax, path):
        now, stamp = time.time_ns(), hashed.stamp()
        if syntax in _TRIPLES:
            store.bulk_load(stream, syntax)
            graphs = Graphs(frozenset({DEFAULT_GRAPH}))
        elif syntax == RdfFormat.N_QUADS:
            watch = GraphWatch(stream)
            store.bulk_load(cast("BinaryIO", watch), syntax)
            default = {DEFAULT_GRAPH} if _has_default(store) else set()
            graphs = Graphs(frozenset(watch.names | default), watch.has_nameless)
        else:
            names: set[str | None] = set()
            store.bulk_extend(_noting(parse(stream, format=syntax, rename_blank_nodes=True), names))
            graphs = _graphs(names)
        loaded.files[path] = _whole(path, stamp, FileRecord(stamp, hashed.digest(), now))
    loaded.graphs[path] = graphs


def _has_default(store: Store) -> bool:
    return any(True for _ in store.quads_for_pattern(None, None, None, DefaultGraph()))


def _quads(paths: Sequence[str], loaded: Loaded, progress: Callable[[int], None]) -> Iterator[Quad]:
    """The quads of many small files, each read whole."""
    for path in paths:
        syntax, names = syntax_of(path), set[str | None]()
        with open_data(path) as (stream, hashed):
            now, stamp, data = time.time_ns(), hashed.stamp(), stream.read()
            record = _whole(path, stamp, FileRecord(stamp, hashed.digest(), now))
        with errors_told(syntax, path):
            yield from _noting(parse(io.BytesIO(data), format=syntax, rename_blank_nodes=True), names)
        loaded.files[path], loaded.graphs[path] = record, _graphs(names)
        progress(stamp.size)


def _noting(quads: Iterator[Quad], names: set[str | None]) -> Iterator[Quad]:
    """The quads, the name of each one's graph noted; None for a blank node."""
    for quad in quads:
        graph = quad.graph_name
        if isinstance(graph, NamedNode):
            names.add(graph.value)
        else:
            names.add(DEFAULT_GRAPH if isinstance(graph, DefaultGraph) else None)
        yield quad


def _graphs(names: set[str | None]) -> Graphs:
    return Graphs(frozenset(name for name in names if name is not None), None in names)


def _whole(path: str, before: Stamp, record: FileRecord) -> FileRecord:
    if stamp_of(path) != before:
        raise DataError("the file changed while it was read", mend="wait until it is written", origin=path)
    return record
