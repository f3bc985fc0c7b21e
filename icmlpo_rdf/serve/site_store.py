"""Where the data lies: an on-disk store, which the site and its query processes open read-only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pyoxigraph import Store

from icmlpo_rdf.store.on_disk import is_store, open_store
from icmlpo_rdf.store.rdf_files import STANDARD_INPUT, read_quads
from icmlpo_rdf.store.record import read_record

__all__ = ["store_folder"]


def store_folder(
    data: Sequence[str],
    kept: str | None,
    scratch: str,
    progress: Callable[[int], None] = lambda _: None,
) -> str:
    """Return the folder of an Oxigraph store that holds the data and that nobody changes any more.

    Args:
        data: RDF files and folders, `-`, or a store's folder.
        kept: the folder of a store that later calls use again, or None.
        scratch: an empty folder, for a store that is not kept.
        progress: called with the bytes of each file that was loaded.

    Raises:
        DataError, UsageError, OutputError: as `store.open_store`.
    """
    if len(data) == 1 and is_store(data[0]) and kept is None:
        return _opened(data, data[0], progress)
    if STANDARD_INPUT in data and kept is None:
        store = Store(scratch)
        store.bulk_extend(read_quads(data))
        store.flush()
        return scratch
    place = kept or str(Path(scratch) / "store")
    return _opened(data, place, progress, kept=place)


def _opened(data: Sequence[str], place: str, progress: Callable[[int], None], kept: str | None = None) -> str:
    """Opened once, a store's generation stays until this process ends, whoever loads anew meanwhile."""
    while True:
        open_store(data, kept, progress=progress)
        record = read_record(Path(place))
        if record is None or record.generation is None:
            return place  # a store of another program
        folder = Path(place) / record.generation / "data"
        if folder.is_dir():
            return str(folder)
