"""The engine's tables of a generation as they were written, so that damage shows before a query meets it.

The engine checks a block when it reads it, and a query that sorts or counts goes on asking after a block that is
broken until all memory is taken. So each table is noted when its generation is done (nobody writes it again): at every
opening its size and time are compared, and it is read only where these differ, and before it is linked into the
next generation.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from icmlpo_rdf.store.streams import Stamp

__all__ = ["are_tables_whole", "find_damage", "note_tables"]

_NOTES, _DATA, _ENDING = "tables", "data", ".sst"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table as it was written."""

    stamp: Stamp
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""


def note_tables(generation: Path) -> None:
    """Note the tables of a generation that is done and that nobody has open.

    Raises:
        OSError: they cannot be read, or the note cannot be written.
    """
    noted = {
        path.name: [*asdict(_stamp(path)).values(), _digest(path)]
        for path in sorted((generation / _DATA).glob(f"*{_ENDING}"))
    }
    with (generation / _NOTES).open("w", encoding="utf-8") as stream:
        json.dump(noted, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())


def find_damage(generation: Path) -> str | None:
    """Return what is wrong with a generation's tables; None: nothing, or nothing is noted of them.

    A table whose size and time are as noted is not read.
    """
    for name, table in (_noted(generation) or {}).items():
        path = generation / _DATA / name
        try:
            stamp = _stamp(path)
            if stamp != table.stamp and (stamp.size != table.stamp.size or _digest(path) != table.digest):
                return f"{name} is not as it was written"
        except OSError as error:
            return f"{name}: {error.strerror}"
    return None


def are_tables_whole(generation: Path) -> bool:
    """Whether each table is what was written, byte for byte; False also where that is not known."""
    noted = _noted(generation)
    there = {path.name for path in (generation / _DATA).glob(f"*{_ENDING}")}
    if noted is None or there != set(noted):
        return False
    try:
        return all(_digest(generation / _DATA / name) == table.digest for name, table in noted.items())
    except OSError:
        return False


def _noted(generation: Path) -> Mapping[str, _Table] | None:
    try:
        said = json.loads((generation / _NOTES).read_bytes())
        return {
            Path(name).name: _Table(Stamp(size, modified), digest)
            for name, (size, modified, digest) in said.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
