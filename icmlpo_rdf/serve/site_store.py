"""Where the data lies: an on-disk store, which the site and its query processes open read-only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pyoxigraph import Store

from icmlpo_rdf.store.editions import refuse_two_editions
from icmlpo_rdf.store.on_disk import is_store, open_folder
from icmlpo_rdf.store.one_thing import obey
from icmlpo_rdf.store.rdf_files import STANDARD_INPUT, read_quads

__all__ = ["store_folder"]


def store_folder(
    data: Sequence[str],
    store_dir: str | None,
    scratch: str,
    progress: Callable[[int], None] = lambda _: None,
    base_iri: str | None = None,
) -> str:
    """Return the folder of an Oxigraph store that holds the data and that nobody changes any more.

    Args:
        data: RDF files and folders, `-`, or a store's folder.
        store_dir: the folder of a store that later calls use again, or None.
        scratch: an empty folder, for a store that is not kept.
        progress: called with the bytes of each file that was loaded.
        base_iri: what relative IRIs in the data are resolved against; None: each file's own address.

    Raises:
        DataError, UsageError, OutputError: as `store.open_store`.
    """
    if STANDARD_INPUT in data and store_dir is None:
        store = Store(scratch)
        store.bulk_extend(read_quads(data, base_iri))
        refuse_two_editions(store, [("standard input", store)])
        obey(store)
        store.flush()
        return scratch
    if store_dir is None and not is_store(data[0]):
        store_dir = str(Path(scratch) / "store")
    return str(open_folder(data, store_dir, progress=progress, base_iri=base_iri))
