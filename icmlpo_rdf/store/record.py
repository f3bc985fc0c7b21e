"""What a store's folder notes: the files that it was made from and those that it is made of, and how they were."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.sinks import write_whole
from icmlpo_rdf.store.streams import open_file, stamp_of

__all__ = [
    "RECORD_NAME",
    "FileNote",
    "StoreRecord",
    "is_snapshot_name",
    "new_snapshot_name",
    "note_of",
    "read_record",
]

RECORD_NAME = "icmlpo-rdf-store.json"
_FORMAT = 2
_SNAPSHOT = lazy_pattern(r"snapshot-[0-9a-f]{16}")
# A file changed within this time of being read may bear the same time as before: clocks of file systems are coarse.
_COARSE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file as it was when it was read."""

    size: int
    modified: int
    """In nanoseconds since 1970."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    is_sure: bool
    """True when the file is the same as long as size and time are."""


def note_of(path: Path, known: FileNote | None = None, *, is_settled: bool = False) -> FileNote:
    """Return what is to be noted of a file: `known` where that surely holds still, else the file is read.

    Args:
        path: the file.
        known: what was noted of it before.
        is_settled: nobody writes to it any more, so that its time can be relied on at once.

    Raises:
        DataError: it cannot be read.
    """
    now, stamp = time.time_ns(), stamp_of(str(path))
    if known and known.is_sure and (known.size, known.modified) == (stamp.size, stamp.modified):
        return known
    with open_file(str(path)) as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return FileNote(stamp.size, stamp.modified, digest, is_settled or stamp.modified < now - _COARSE)


@dataclass(frozen=True, slots=True)
class StoreRecord:
    """What a store's folder holds."""

    snapshot: str
    """The sub-folder that holds the data now: an Oxigraph store."""
    files: Mapping[str, FileNote]
    """What the snapshot was made from, by absolute path."""
    parts: Mapping[str, FileNote]
    """The engine's files in the snapshot, by name."""
    base_iri: str | None = None
    """What relative IRIs in them are resolved against; None: each file's own address."""

    def write(self, folder: Path) -> None:
        """Put this record in the place of the one before, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        text = json.dumps({"format": _FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)
        write_whole(folder / RECORD_NAME, f"{text}\n".encode("utf-8", "surrogateescape"))


def new_snapshot_name() -> str:
    """Return a name for a sub-folder, that none had before."""
    return f"snapshot-{secrets.token_hex(8)}"


def is_snapshot_name(name: str) -> bool:
    """Whether a sub-folder is called as those that hold data."""
    return _SNAPSHOT.fullmatch(name) is not None


def read_record(folder: Path) -> StoreRecord | None:
    """Return a store's record, or None when the folder has none.

    Raises:
        UsageError: it is of another version, or no record.
    """
    path, again = folder / RECORD_NAME, "remove the folder and give the data again"
    try:
        said = json.loads(path.read_bytes().decode("utf-8", "surrogateescape"))
        if (version := said["format"]) == _FORMAT:
            return _record_of(said)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"no record of a store ({error})", mend=again, origin=str(path)) from error
    raise UsageError(f"a store of another version ({version}, not {_FORMAT})", mend=again, origin=str(folder))


def _record_of(said: Mapping[str, Any]) -> StoreRecord:
    if not is_snapshot_name(said["snapshot"]):  # nothing may lead out of the folder
        raise ValueError(f"{said['snapshot']!r} is no snapshot")
    files, parts = (
        {name: FileNote(**noted) for name, noted in said[kind].items()} for kind in ("files", "parts")
    )
    return StoreRecord(said["snapshot"], files, parts, said["base_iri"])
