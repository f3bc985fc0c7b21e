"""A store on disk that later calls reuse, and that follows its data files.

    DIR/icmlpo-rdf-store.json    which generation holds the data, and the files that it was made from
    DIR/generation-3/data/       the Oxigraph store
    DIR/generation-3/graphs      which graphs each file states something in
    DIR/lock                     held by the one that makes the next generation

A generation is never changed once the record names it. A change makes the next one: a copy (of links: the engine never
rewrites a file) without the graphs of the files that changed, into which these and whatever else states something in
these graphs are loaded; or, where most has changed, one from nothing. Then the record is replaced. So whoever is
stopped, at any time and in any way, leaves the store as it was, and whoever asks meanwhile asks the old one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from pyoxigraph import Store

from icmlpo_rdf.errors import DataError, UsageError
from icmlpo_rdf.graph.data import STANDARD_INPUT, expand, load
from icmlpo_rdf.graph.store_generation import make_generation
from icmlpo_rdf.graph.store_loading import changed_files
from icmlpo_rdf.graph.store_record import RECORD_NAME, StoreRecord, read_record
from icmlpo_rdf.graph.streams import stamp_of, syntax_of
from icmlpo_rdf.sinks import make_folder

__all__ = ["is_store", "open_store"]

_GENERATION = "generation-"
_LOCK = "lock"
_AGAIN = "give the data again"
# Until this process ends nobody may remove a generation that it has opened: the engine opens its files late.
_HELD: dict[Path, int] = {}


def open_store(
    data_paths: Iterable[str] = (),
    store_dir: str | None = None,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> Store:
    """Return a store that holds what the data say.

    Args:
        data_paths: RDF files and folders as `graph.data.load` takes them, or one store's folder: one that this
            function made, or any other of Oxigraph's. A store's folder is opened for reading only.
        store_dir: the folder of a store on disk, which is made, or brought up to what `data_paths` hold now:
            what they no longer hold, it forgets. Without `data_paths` it is opened as it is. None: in memory.
        progress: called with the bytes of each data file that was loaded into the store on disk.

    Raises:
        DataError: a file is missing, cannot be read or is no RDF (names file, line and column); a store is damaged
            or was never loaded to its end.
        UsageError: `store_dir` is a folder of something else, or another process is loading into it (one that is
            only asked is told so while it holds nothing yet).
        OutputError: the store cannot be written.
    """
    paths = tuple(data_paths)
    stores = [path for path in paths if is_store(path)]
    if stores and (store_dir is not None or len(paths) > 1):
        raise UsageError("a store is asked alone", mend="leave out the other data", place=stores[0])
    if stores:
        return _open(Path(stores[0]))
    if store_dir is None:
        return load(paths)
    folder = Path(store_dir).absolute()
    if not paths:
        return _open(folder)
    files = _files(paths)
    _bring_up_to_date(folder, files, progress)
    try:
        return _open(folder)
    except DataError:  # damaged: what it was made from is at hand
        with _alone(folder):
            StoreRecord().write(folder)
        _bring_up_to_date(folder, files, progress)
        return _open(folder)


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
                place="--store",
            )
        files.update((str(Path(path).resolve()), None) for path in expand(given))
    for path in files:
        syntax_of(path)
    return list(files)


def _open(folder: Path) -> Store:
    """Open a store for reading, whatever generation is the newest."""
    if not (folder / RECORD_NAME).is_file() and _is_oxigraph(folder):
        _refuse_busy(folder)
        return _read_only(folder, folder)
    while True:
        record = _record(folder)
        if (record is None or record.generation is None) and _is_being_made(folder):
            raise UsageError(
                "another process is loading into this store, which holds nothing yet",
                mend="wait until it ends",
                place=str(folder),
            )
        if record is None:
            raise DataError("no such store", mend=f"check the path, or {_AGAIN}", place=str(folder))
        if record.generation is None:
            raise DataError("its loading was stopped before it ended", mend=_AGAIN, place=str(folder))
        generation = folder / record.generation
        try:
            _hold(generation)
        except OSError:
            if _record(folder) == record:
                raise DataError(
                    "the store is damaged: its data are gone", mend=_AGAIN, place=str(folder)
                ) from None
            continue
        return _read_only(generation / "data", folder)


def _read_only(data: Path, folder: Path) -> Store:
    try:
        return Store.read_only(str(data))
    except (OSError, RuntimeError) as error:  # the latter where the engine finds what it cannot be
        raise DataError(f"the store cannot be opened ({error})", mend=_AGAIN, place=str(folder)) from error


def _refuse_busy(folder: Path) -> None:
    """Reading what another process writes is undefined; the engine locks its folder as POSIX has it."""
    try:
        with (folder / "LOCK").open("r+b") as lock:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(
            "another program has this store open", mend="ask that program, or stop it", place=str(folder)
        ) from error
    except OSError:
        return  # no lock file, or none that may be written: nobody writes here


def _hold(generation: Path) -> None:
    """Keep others from removing a generation until this process ends.

    Raises:
        OSError: it is gone.
    """
    there = generation.stat()
    if generation in _HELD and os.path.samestat(os.fstat(_HELD[generation]), there):
        return
    descriptor = os.open(generation, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    if not (generation.exists() and os.path.samestat(os.fstat(descriptor), generation.stat())):
        os.close(descriptor)
        raise FileNotFoundError(generation)
    _HELD[generation] = descriptor


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
                place=str(folder),
            )
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", mend="name another folder", place=str(folder)
        ) from error
    return record


def _is_foreign(path: Path) -> bool:
    """False for what one who was stopped at the very beginning leaves."""
    return path.name != _LOCK and not path.name.startswith(f".{RECORD_NAME}")


def _bring_up_to_date(folder: Path, files: Sequence[str], progress: Callable[[int], None]) -> None:
    record = _record(folder)
    if (
        record
        and record.generation
        and (folder / record.generation).is_dir()
        and set(record.files) == set(files)
    ) and all(record.files[path].is_surely(stamp_of(path)) for path in files):
        return
    make_folder(folder)
    with _alone(folder):
        record = _record(folder)
        if record is None:
            record = StoreRecord()
            record.write(folder)
        _remove_others(folder, record.generation)
        changed, same = changed_files(files, record.files if record.generation else {})
        if record.generation and not changed and len(same) == len(record.files):
            StoreRecord(record.generation, same).write(folder)
            return
        numbers = [int(path.name.removeprefix(_GENERATION)) for path in folder.glob(f"{_GENERATION}*")]
        name = f"{_GENERATION}{max(numbers, default=0) + 1}"
        with ExitStack() as if_stopped:
            if_stopped.callback(shutil.rmtree, folder / name, ignore_errors=True)
            old = folder / record.generation if record.generation else None
            loaded = make_generation(folder / name, old, files, changed, progress)
            StoreRecord(name, {path: (same | loaded.files)[path] for path in files}).write(folder)
            if_stopped.pop_all()
        _remove_others(folder, name)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nobody else loads into the store meanwhile; the lock goes with the process, however it ends."""
    with (folder / _LOCK).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(
                "another process is loading into this store", mend="wait until it ends", place=str(folder)
            ) from error
        yield


def _is_being_made(folder: Path) -> bool:
    """Whether somebody loads into the store at this moment; a lock that nobody holds is of one who was stopped."""
    try:
        with (folder / _LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _remove_others(folder: Path, current: str | None) -> None:
    """Remove the generations that nobody will open any more; what one still has open goes the next time."""
    for path in folder.glob(f"{_GENERATION}*"):
        if path.name == current:
            continue
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(descriptor)
