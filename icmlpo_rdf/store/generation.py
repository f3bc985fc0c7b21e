"""The next generation of a store on disk: from nothing, or from the one before and what changed since."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Store

from icmlpo_rdf.store.bulk_loading import Loaded, load_files, writing
from icmlpo_rdf.store.engine_tables import are_tables_whole, note_tables
from icmlpo_rdf.store.record import DEFAULT_GRAPH, Graphs
from icmlpo_rdf.store.streams import stamp_of

__all__ = ["make_generation"]

_DATA, _GRAPHS = "data", "graphs"
# To forget a quad takes longer than to load one: beyond this part of the bytes it is quicker to begin anew.
_WORTH_A_COPY = 0.5


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to get from one generation to the next."""

    graphs: frozenset[str]
    """What is forgotten."""
    files: tuple[str, ...]
    """What is loaded: the files that changed, and those that state something in what is forgotten."""
    kept: Mapping[str, Graphs]
    """The files that are not read again."""


def make_generation(
    new: Path,
    old: Path | None,
    files: Sequence[str],
    changed: Collection[str],
    progress: Callable[[int], None] = lambda _: None,
) -> Loaded:
    """Make a generation in the folder `new`, and return what was read for it.

    Args:
        new: its folder, which is not there yet.
        old: the generation before, which stays as it is; None: begin with nothing.
        files: all files that it is to hold.
        changed: those of which the old one holds nothing, or something else.
        progress: called with the bytes of each file that is done.

    Raises:
        DataError: a file is missing, is no RDF, or changed while it was read.
        OutputError: the store cannot be written.
    """
    loaded = _fill(new, old, files, changed, progress)
    with writing():  # the engine has closed it: what it does beside is done, too
        note_tables(new)
    return loaded


def _fill(
    new: Path,
    old: Path | None,
    files: Sequence[str],
    changed: Collection[str],
    progress: Callable[[int], None],
) -> Loaded:
    with writing():
        new.mkdir()
        plan = _plan(old, files, changed) if old else None
        store = _copy(old, new) if old and plan else None
        if store is None or plan is None:
            shutil.rmtree(new / _DATA, ignore_errors=True)
            store, plan = Store(str(new / _DATA)), _Plan(frozenset(), tuple(files), {})
        for name in sorted(plan.graphs):
            if name == DEFAULT_GRAPH:
                store.clear_graph(DefaultGraph())
            else:
                store.remove_graph(NamedNode(name))
    loaded = load_files(store, plan.files, progress)
    with writing():
        store.flush()
        with (new / _GRAPHS).open("w", encoding="utf-8", errors="surrogateescape") as stream:
            for path, graphs in {**plan.kept, **loaded.graphs}.items():
                stream.write(f"{graphs.line(path)}\n")
            stream.flush()
            os.fsync(stream.fileno())
    return loaded


def _plan(old: Path, files: Sequence[str], changed: Collection[str]) -> _Plan | None:
    """What to forget and what to load; None when it is quicker, or the only way, to begin anew."""
    try:
        with (old / _GRAPHS).open(encoding="utf-8", errors="surrogateescape") as stream:
            known = Graphs.read_lines(stream)
    except (OSError, ValueError):
        return None
    there = set(files)
    stale = {path for path in known if path in changed or path not in there}
    graphs: frozenset[str] = frozenset()
    while True:
        found = graphs.union(*(known[path].names for path in stale))
        if any(known[path].has_nameless for path in stale):
            return None
        if found == graphs:
            break
        graphs = found
        # A file that shares a graph with these is loaded again whole, so all its graphs are emptied before:
        # blank nodes that were loaded twice would be two.
        stale |= {path for path, one in known.items() if not graphs.isdisjoint(one.names)}
    again = tuple(path for path in files if path in changed or path in stale)
    sizes = {path: stamp_of(path).size for path in files}
    if sum(sizes[path] for path in again) > _WORTH_A_COPY * sum(sizes.values()):
        return None
    kept = {
        path: known[path] for path in files if path in known and path not in stale and path not in changed
    }
    return _Plan(_only_iris(graphs), again, kept)


def _only_iris(names: frozenset[str]) -> frozenset[str]:
    """Without what stood before a full stop and is no IRI, so that no graph has that name."""

    def is_iri(name: str) -> bool:
        try:
            NamedNode(name)
        except ValueError:
            return False
        return True

    return frozenset(name for name in names if name == DEFAULT_GRAPH or is_iri(name))


def _copy(old: Path, new: Path) -> Store | None:
    """A store like the old one, in which the data files are links; None when the old one is damaged."""
    if not are_tables_whole(old):  # a link would take the damage along
        return None
    (new / _DATA).mkdir()
    try:
        for entry in os.scandir(old / _DATA):
            target = new / _DATA / entry.name
            if entry.name.endswith(".sst"):  # never written again
                try:
                    os.link(entry.path, target)
                except OSError:  # a file system without links
                    shutil.copyfile(entry.path, target)
            else:
                shutil.copyfile(entry.path, target)
        return Store(str(new / _DATA))
    except (OSError, RuntimeError):
        return None
