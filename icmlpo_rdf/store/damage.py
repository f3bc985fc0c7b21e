"""What the engine says of a store whose files are broken, as our error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from icmlpo_rdf.errors import DamagedStoreError

__all__ = ["damage_told"]

# How RocksDB, below the engine, begins what it says of files: of their content, and of what cannot be read.
_OF_FILES = ("Corruption", "IO error")


@contextmanager
def damage_told(origin: str) -> Iterator[None]:
    """Whatever reads a store may find a broken block; other errors pass.

    Raises:
        DamagedStoreError: it did.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        if not str(error).startswith(_OF_FILES):
            raise
        raise DamagedStoreError(
            f"the store is damaged ({error})",
            mend="give the data again with --store, or remove the store's folder",
            origin=origin,
        ) from error
