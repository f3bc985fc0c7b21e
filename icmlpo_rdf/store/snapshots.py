"""To make a store on disk, or to bring it up to its data files: the next snapshot beside the one that is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from pyoxigraph import Quad, Store

from icmlpo_rdf.errors import DataError, OutputError, UsageError
from icmlpo_rdf.sinks import make_folder
from icmlpo_rdf.store.editions import refuse_two_editions
from icmlpo_rdf.store.locks import LOCK_NAME, alone, remove_others
from icmlpo_rdf.store.one_thing import obey
from icmlpo_rdf.store.parsing import origin_of, quads_of
from icmlpo_rdf.store.record import FileNote, StoreRecord, new_snapshot_name, note_of, read_record
from icmlpo_rdf.store.streams import Stamp, open_data, stamp_of

__all__ = ["DataFiles", "bring_up_to_date", "record_of"]

# The engine's files that hold data, or say which do; it checks a block only when it reads it, and a query that sorts or
# counts goes on asking after a broken one until all memory is taken.
_PARTS = ("*.sst", "CURRENT", "MANIFEST-*")
_AT_ONCE = 100_000
"""Quads that are sorted in memory before the engine writes them: 210 MB. Left to itself it takes a million, and 1.6 GB."""


@dataclass(frozen=True, slots=True)
class DataFiles:
    """What a store is made from."""

    files: tuple[str, ...]
    base_iri: str | None
    progress: Callable[[int], None]


def bring_up_to_date(folder: Path, data: DataFiles, is_anew: bool) -> None:
    """Make the next snapshot of a store, unless the one that is there holds what the files say.

    Args:
        folder: the store's; made where it is not there.
        data: what it is to hold.
        is_anew: make it in any case.

    Raises:
        DataError: a file cannot be read, or is no RDF.
        OutputError: the store cannot be written.
        UsageError: it is the folder of something else, or another process loads into it.
    """
    before = record_of(folder)
    notes = {file: note_of(Path(file), before.files.get(file) if before else None) for file in data.files}
    if before and not is_anew and _is_of(before, notes, data) and (folder / before.snapshot).is_dir():
        if notes != before.files:  # only times; where they cannot be noted the files are read again next time
            with suppress(OutputError, UsageError), alone(folder):
                if record_of(folder) == before:
                    replace(before, files=notes).write(folder)
        return
    make_folder(folder)
    with alone(folder):
        now = record_of(folder)
        if now and now != before and _is_of(now, notes, data):
            return  # another process has made it meanwhile
        remove_others(folder, now.snapshot if now else "")
        made = _snapshot(folder, notes, data)
        made.write(folder)
        remove_others(folder, made.snapshot)


def _is_of(record: StoreRecord, notes: Mapping[str, FileNote], data: DataFiles) -> bool:
    """Whether a store was made from these files, as they are, and with this base IRI."""
    return record.base_iri == data.base_iri and {file: one.digest for file, one in record.files.items()} == {
        file: one.digest for file, one in notes.items()
    }


def _snapshot(folder: Path, notes: Mapping[str, FileNote], data: DataFiles) -> StoreRecord:
    """Make a snapshot of what the files say; nothing is left of one that cannot be made."""
    snapshot = folder / new_snapshot_name()
    try:
        _fill(snapshot, notes, data)
        # The engine has closed its files: nobody writes to them any more.
        parts = {
            path.name: note_of(path, is_settled=True)
            for pattern in _PARTS
            for path in sorted(snapshot.glob(pattern))
        }
    except (OSError, RuntimeError) as error:
        shutil.rmtree(snapshot, ignore_errors=True)
        raise OutputError(
            f"the store cannot be written ({error})",
            mend="free some space or put the store elsewhere; what stood there before is untouched",
            origin="--store",
        ) from error
    except BaseException:
        shutil.rmtree(snapshot, ignore_errors=True)
        raise
    return StoreRecord(snapshot.name, notes, parts, data.base_iri)


def _fill(snapshot: Path, notes: Mapping[str, FileNote], data: DataFiles) -> None:
    store = Store(str(snapshot))
    # Not a file at a time: the engine would make tables for each.
    quads = (quad for file, note in notes.items() for quad in _quads(file, note, data))
    while some := list(islice(quads, _AT_ONCE)):
        store.bulk_extend(some)
    refuse_two_editions(store, ((file, _quads(file, note, data)) for file, note in notes.items()))
    obey(store)
    store.flush()


def _quads(file: str, note: FileNote, data: DataFiles) -> Iterator[Quad]:
    """What a file says that is still as it was noted.

    Raises:
        DataError: it is not, cannot be read, or is no RDF.
    """
    with open_data(file) as (stream, _):
        yield from quads_of(stream, origin_of(file, data.base_iri), rename_blank_nodes=True)
    if stamp_of(file) != Stamp(note.size, note.modified):
        raise DataError("the file changed while it was read", mend="wait until it is written", origin=file)
    data.progress(note.size)


def record_of(folder: Path) -> StoreRecord | None:
    """The folder's record; None where a store may be made.

    Raises:
        UsageError: it is the folder of something else.
    """
    try:
        record = read_record(folder)
        is_ours = record or (folder / LOCK_NAME).exists() or not folder.exists()
        if not is_ours and (not folder.is_dir() or any(folder.iterdir())):
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
