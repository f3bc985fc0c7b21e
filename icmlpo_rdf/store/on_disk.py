"""A store on disk that later calls reuse, and that follows its data files.

    DIR/icmlpo-rdf-store.json          which snapshot holds the data, and what it was made from
    DIR/snapshot-2f6c1d0e9b8a7453/     an Oxigraph store that nobody writes to any more
    DIR/icmlpo-rdf-store.lock          held by the one that makes the next snapshot

Where a data file is not as it was, the next snapshot is made from all of them, beside the one that is there. When it is
whole the record is replaced. So whoever is stopped, at any time and in any way, leaves the store as it was, and whoever
asks meanwhile asks the old one.
"""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from os import PathLike, fspath
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import Quad, Store

from icmlpo_rdf.errors import DamagedStoreError, DataError, OutputError, UsageError, WrongTypeError, described
from icmlpo_rdf.store.locks import LOCK_NAME, alone, hold, refuse_busy
from icmlpo_rdf.store.rdf_files import STANDARD_INPUT, expand, load, read_quads
from icmlpo_rdf.store.record import (
    RECORD_NAME,
    FileNote,
    note_of,
)
from icmlpo_rdf.store.snapshots import DataFiles, bring_up_to_date, record_of
from icmlpo_rdf.store.streams import syntax_of

__all__ = ["is_store", "open_folder", "open_store", "quads_in"]

_AGAIN = "give the data again"
_MOST_IN_MEMORY = 500_000_000
"""Bytes of RDF, of which more are kept on disk: some 2.2 million quads as N-Quads, which take 1 GB of memory."""
_UNPACKED = 15
"""How many bytes of N-Quads one of their gzip stands for, about."""


def open_store(
    data_paths: Iterable[str | PathLike[str]] = (),
    store_dir: str | None = None,
    *,
    is_anew: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    base_iri: str | None = None,
) -> Store:
    """Return a store that holds what the data say.

    Args:
        data_paths: RDF files and folders as `rdf_files.load` takes them, or one store's folder: one that this
            function made, or any other of Oxigraph's. A store's folder is opened for reading only.
        store_dir: the folder of a store on disk, which is made, or brought up to what `data_paths` hold now:
            what they no longer hold, it forgets. Without `data_paths` it is opened as it is. None: in memory, or, of
            much data, on disk until this process ends.
        is_anew: the store on disk is made again, for a query found it damaged (`DamagedStoreError`).
        progress: called with the bytes of each data file that was loaded into the store on disk.
        base_iri: what relative IRIs in the data are resolved against; None: each file's own address.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF (names file, line and column); a store was never
            loaded to its end.
        DamagedStoreError: a store is damaged, and there are no data to make it again from.
        UsageError: `store_dir` is a folder of something else, or another process is loading into it (one that is
            only asked is told so while it holds nothing yet).
        OutputError: the store cannot be written.
        WrongTypeError: `data_paths` is one name, not a list of names.
    """
    if isinstance(data_paths, str | PathLike):
        raise WrongTypeError(
            f"a list of names is asked for, not {described(data_paths)}",
            mend=f"call open_store([{str(data_paths)!r}])",
            origin="open_store",
        )
    paths = tuple(fspath(path) for path in data_paths)
    if store_dir is None and not any(map(is_store, paths)):
        if not _is_much(paths):
            return load(paths, base_iri)
        store_dir = _folder_of_this_process()
    folder = open_folder(paths, store_dir, is_anew=is_anew, progress=progress, base_iri=base_iri)
    try:
        return Store.read_only(str(folder))
    except (OSError, RuntimeError) as error:  # the latter where the engine finds what it cannot be
        raise DamagedStoreError(
            f"the store cannot be opened ({error})", mend=_AGAIN, origin=str(folder)
        ) from error


def _is_much(paths: Sequence[str]) -> bool:
    """Whether data are too much for memory, where each of their bytes takes about two."""
    if STANDARD_INPUT in paths:
        return False  # it is in memory already
    return sum(_size(Path(file)) for path in paths for file in expand(path)) > _MOST_IN_MEMORY


def _size(file: Path) -> int:
    try:
        return file.stat().st_size * (_UNPACKED if file.suffix == ".gz" else 1)
    except OSError:
        return 0  # told when it is read


def _folder_of_this_process() -> str:
    folder = mkdtemp(prefix="icmlpo-rdf-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def open_folder(
    data_paths: Iterable[str],
    store_dir: str | None = None,
    *,
    is_anew: bool = False,
    progress: Callable[[int], None] = lambda _: None,
    base_iri: str | None = None,
) -> Path:
    """Return the folder of the Oxigraph store that `open_store` opens; nobody removes it until this process ends.

    Arguments and errors are those of `open_store`; one of the first two must name a store's folder.
    """
    paths = tuple(data_paths)
    stores = [path for path in paths if is_store(path)]
    if stores and (store_dir is not None or len(paths) > 1):
        raise UsageError("a store is asked alone", mend="leave out the other data", origin=stores[0])
    folder = Path(store_dir or stores[0]).absolute()
    if stores or not paths:
        return _found(folder)
    data = DataFiles(_files(paths), base_iri, progress)
    bring_up_to_date(folder, data, is_anew)
    try:
        return _found(folder)
    except DamagedStoreError:  # what it was made from is at hand
        bring_up_to_date(folder, data, True)
        return _found(folder)


def quads_in(path: str, base_iri: str | None = None) -> Iterable[Quad]:
    """Return what a file, a folder of files or a store says; errors as of `load` and `open_store`."""
    return open_store([path]) if is_store(path) else read_quads([path], base_iri)


def is_store(path: str) -> bool:
    """Return whether a path is the folder of a store: ours, also while it is being made, or any other of Oxigraph's."""
    folder = Path(path)
    try:
        is_ours = (folder / RECORD_NAME).is_file() or (folder / LOCK_NAME).is_file()
        return is_ours or _is_oxigraph(folder)
    except (OSError, ValueError):
        return False


def _is_oxigraph(folder: Path) -> bool:
    return (folder / "CURRENT").is_file() and any(folder.glob("MANIFEST-*"))


def _files(paths: Sequence[str]) -> tuple[str, ...]:
    """The files that the data lie in, by absolute path."""
    if STANDARD_INPUT in paths:
        raise UsageError(
            "standard input cannot be looked at again",
            mend="name a file, or leave out --store",
            origin="--store",
        )
    files = tuple(dict.fromkeys(str(Path(file).resolve()) for path in paths for file in expand(path)))
    for file in files:
        syntax_of(file)  # an error before anything is done
    return files


# To open ------------------------------------------------------------------------------------------


def _found(folder: Path) -> Path:
    """The folder of the Oxigraph store that a store's folder holds now, or is."""
    if not (folder / RECORD_NAME).is_file() and _is_oxigraph(folder):
        refuse_busy(folder)
        return folder
    while True:
        record = record_of(folder)
        if record is None:
            raise _nothing(folder)
        snapshot = folder / record.snapshot
        damage = hold(snapshot, partial(_damage, snapshot, record.parts))
        if damage is None:
            return snapshot
        if record_of(folder) == record:  # else another snapshot has taken its place meanwhile
            raise DamagedStoreError(f"the store is damaged ({damage})", mend=_AGAIN, origin=str(folder))


def _damage(snapshot: Path, parts: Mapping[str, FileNote]) -> str | None:
    """What is wrong with the engine's files. One whose size and time are as noted is not read."""
    for name, noted in parts.items():
        try:
            if note_of(snapshot / Path(name).name, noted).digest != noted.digest:
                return f"{name} is not as it was written"
        except DataError as error:
            return f"{name}: {error.what}"
    return None


def _nothing(folder: Path) -> DataError:
    """What is told where there is no data.

    Raises:
        UsageError: another process is loading them.
    """
    if not (folder / LOCK_NAME).exists():
        return DataError("no such store", mend=f"check the path, or {_AGAIN}", origin=str(folder))
    with suppress(OutputError), alone(folder):
        pass
    return DataError("its loading was stopped before it ended", mend=_AGAIN, origin=str(folder))
