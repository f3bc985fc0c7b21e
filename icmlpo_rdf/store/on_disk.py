"""A store on disk that later calls reuse, and that follows its data files.

    DIR/icmlpo-rdf-store.json    which generation holds the data, and the files that it was made from
    DIR/generation-3/data/       the Oxigraph store
    DIR/generation-3/tables      the sizes, times and digests of the engine's tables
    DIR/generation-3/graphs      which graphs each file states something in
    DIR/lock                     held by the one that makes the next generation

A generation is never changed once the record names it. A change makes the next one: a copy (of links: the engine never
rewrites a file) without the graphs of the files that changed, into which these and whatever else states something in
these graphs are loaded; or, where most has changed, one from nothing. Then the record is replaced. So whoever is
stopped, at any time and in any way, leaves the store as it was, and whoever asks meanwhile asks the old one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from pyoxigraph import Store

from icmlpo_rdf.errors import DamagedStoreError, DataError, OutputError, UsageError
from icmlpo_rdf.sinks import make_folder
from icmlpo_rdf.store.bulk_loading import changed_files
from icmlpo_rdf.store.engine_tables import find_damage
from icmlpo_rdf.store.generation import make_generation
from icmlpo_rdf.store.locks import (
    LOCK_NAME,
    alone,
    hold,
    is_being_made,
    refuse_busy,
    release,
    remove_others,
)
from icmlpo_rdf.store.rdf_files import STANDARD_INPUT, expand, load
from icmlpo_rdf.store.record import (
    RECORD_NAME,
    StoreRecord,
    generation_name,
    generations_of,
    read_record,
)
from icmlpo_rdf.store.streams import syntax_of

__all__ = ["is_store", "open_store"]

_AGAIN = "give the data again"


def open_store(
    data_paths: Iterable[str] = (),
    store_dir: str | None = None,
    *,
    is_anew: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> Store:
    """Return a store that holds what the data say.

    Args:
        data_paths: RDF files and folders as `graph.data.load` takes them, or one store's folder: one that this
            function made, or any other of Oxigraph's. A store's folder is opened for reading only.
        store_dir: the folder of a store on disk, which is made, or brought up to what `data_paths` hold now:
            what they no longer hold, it forgets. Without `data_paths` it is opened as it is. None: in memory.
        is_anew: the store on disk is made from nothing, for a query found it damaged (`DamagedStoreError`).
        progress: called with the bytes of each data file that was loaded into the store on disk.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF (names file, line and column); a store was never
            loaded to its end.
        DamagedStoreError: a store is damaged, and there are no data to make it again from.
        UsageError: `store_dir` is a folder of something else, or another process is loading into it (one that is
            only asked is told so while it holds nothing yet).
        OutputError: the store cannot be written.
    """
    paths = tuple(data_paths)
    stores = [path for path in paths if is_store(path)]
    if stores and (store_dir is not None or len(paths) > 1):
        raise UsageError("a store is asked alone", mend="leave out the other data", origin=stores[0])
    if stores:
        return _open(Path(stores[0]))
    if store_dir is None:
        return load(paths)
    folder = Path(store_dir).absolute()
    if not paths:
        return _open(folder)
    files = _files(paths)
    if is_anew:
        _forget(folder)
    _bring_up_to_date(folder, files, progress)
    try:
        return _open(folder)
    except DataError:  # damaged: what it was made from is at hand
        _forget(folder)
        _bring_up_to_date(folder, files, progress)
        return _open(folder)


def _forget(folder: Path) -> None:
    """What the store holds counts no more."""
    if _record(folder) is not None:
        with alone(folder):
            StoreRecord().write(folder)


def is_store(path: str) -> bool:
    """Return whether a path is the folder of a store: ours, or any other of Oxigraph's."""
    folder = Path(path)
    try:
        return (folder / RECORD_NAME).is_file() or _is_oxigraph(folder)
    except (OSError, ValueError):
        return False


def _is_oxigraph(folder: Path) -> bool:
    return (folder / "CURRENT").is_file() and any(folder.glob("MANIFEST-*"))


def _files(paths: Sequence[str]) -> list[str]:
    files: dict[str, None] = {}
    for given in paths:
        if given == STANDARD_INPUT:
            raise UsageError(
                "standard input cannot be looked at again",
                mend="name a file, or leave out --store",
                origin="--store",
            )
        files.update((str(Path(path).resolve()), None) for path in expand(given))
    for path in files:
        syntax_of(path)
    return list(files)


def _open(folder: Path) -> Store:
    """Open a store for reading, whatever generation is the newest."""
    if not (folder / RECORD_NAME).is_file() and _is_oxigraph(folder):
        refuse_busy(folder)
        return _read_only(folder, folder)
    return _open_ours(folder)


def _open_ours(folder: Path) -> Store:
    while True:
        record = _record(folder)
        if (record is None or record.generation is None) and is_being_made(folder):
            raise UsageError(
                "another process is loading into this store, which holds nothing yet",
                mend="wait until it ends",
                origin=str(folder),
            )
        if record is None:
            raise DataError("no such store", mend=f"check the path, or {_AGAIN}", origin=str(folder))
        if record.generation is None:
            raise DataError("its loading was stopped before it ended", mend=_AGAIN, origin=str(folder))
        generation = folder / record.generation
        try:
            is_held_now = hold(generation)
        except OSError:
            if _record(folder) == record:
                raise DamagedStoreError(
                    "the store is damaged: its data are gone", mend=_AGAIN, origin=str(folder)
                ) from None
            continue
        try:
            return _whole(generation, folder)
        except DamagedStoreError:
            if is_held_now:
                release(generation)
            raise


def _whole(generation: Path, folder: Path) -> Store:
    if damage := find_damage(generation):
        raise DamagedStoreError(f"the store is damaged ({damage})", mend=_AGAIN, origin=str(folder))
    return _read_only(generation / "data", folder)


def _read_only(data: Path, folder: Path) -> Store:
    try:
        return Store.read_only(str(data))
    except (OSError, RuntimeError) as error:  # the latter where the engine finds what it cannot be
        raise DamagedStoreError(
            f"the store cannot be opened ({error})", mend=_AGAIN, origin=str(folder)
        ) from error


def _record(folder: Path) -> StoreRecord | None:
    """The folder's record; None where a store may be made.

    Raises:
        UsageError: it is the folder of something else.
    """
    try:
        record = read_record(folder)
        if (
            record is None
            and folder.exists()
            and (not folder.is_dir() or any(map(_is_foreign, folder.iterdir())))
        ):
            raise UsageError(
                "it is no store of icmlpo-rdf, and nothing is overwritten",
                mend="name a new or an empty folder",
                origin=str(folder),
            )
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", mend="name another folder", origin=str(folder)
        ) from error
    return record


def _is_foreign(path: Path) -> bool:
    """False for what one who was stopped at the very beginning leaves."""
    return path.name != LOCK_NAME and not path.name.startswith(f".{RECORD_NAME}")


def _bring_up_to_date(folder: Path, files: Sequence[str], progress: Callable[[int], None]) -> None:
    record = _record(folder)
    if record and record.generation and (folder / record.generation).is_dir():
        changed, same = changed_files(files, record.files)
        if not changed and len(same) == len(record.files):
            if same != record.files:
                _refresh(folder, record, StoreRecord(record.generation, same))
            return
    make_folder(folder)
    with alone(folder):
        record = _record(folder)
        if record is None:
            record = StoreRecord()
            record.write(folder)
        remove_others(folder, record.generation)
        changed, same = changed_files(files, record.files if record.generation else {})
        if record.generation and not changed and len(same) == len(record.files):
            StoreRecord(record.generation, same).write(folder)
            return
        name = generation_name(max(generations_of(folder), default=0) + 1)
        with ExitStack() as if_stopped:
            if_stopped.callback(shutil.rmtree, folder / name, ignore_errors=True)
            old = folder / record.generation if record.generation else None
            loaded = make_generation(folder / name, old, files, changed, progress)
            StoreRecord(name, {path: (same | loaded.files)[path] for path in files}).write(folder)
            if_stopped.pop_all()
        remove_others(folder, name)


def _refresh(folder: Path, old: StoreRecord, new: StoreRecord) -> None:
    """Note the new times of files that say what they said; where that cannot be, the next call reads them again."""
    with suppress(OutputError, UsageError), alone(folder):
        remove_others(folder, old.generation)
        if _record(folder) == old:
            new.write(folder)
