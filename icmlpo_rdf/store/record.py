"""What a store's folder notes of the files that it was made from, so that files that are the same are not read again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.sinks import write_whole
from icmlpo_rdf.store.streams import Stamp

__all__ = [
    "DEFAULT_GRAPH",
    "RECORD_NAME",
    "FileRecord",
    "Graphs",
    "StoreRecord",
    "generation_name",
    "generations_of",
    "read_record",
]

RECORD_NAME = "icmlpo-rdf-store.json"
DEFAULT_GRAPH = ""
"""Stands for the default graph where graphs are listed by name; no IRI is empty."""
_FORMAT = 1
_GENERATION = re.compile(r"generation-([0-9]{1,18})")
# A file changed within this time of being read may bear the same stamp as before: clocks of file systems are coarse.
_COARSE = 2_000_000_000


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A data file as it was when it was read."""

    stamp: Stamp
    digest: str
    """SHA-256 of its bytes, in hexadecimal."""
    read_at: int
    """When, in nanoseconds since 1970."""

    def is_surely(self, stamp: Stamp) -> bool:
        """True when the file is the same, and need not be read to know."""
        return stamp == self.stamp and self.stamp.modified < self.read_at - _COARSE


@dataclass(frozen=True, slots=True)
class StoreRecord:
    """What a store's folder holds."""

    generation: str | None = None
    """The sub-folder that holds the data now; None while none was ever loaded to its end."""
    files: Mapping[str, FileRecord] = field(default_factory=dict)
    """By absolute path."""

    def write(self, folder: Path) -> None:
        """Put this record in the place of the one before, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        said = {"format": _FORMAT, "generation": self.generation}
        files = {
            path: [*asdict(one.stamp).values(), one.digest, one.read_at] for path, one in self.files.items()
        }
        text = json.dumps({**said, "files": files}, ensure_ascii=False, indent=1)
        write_whole(folder / RECORD_NAME, f"{text}\n".encode("utf-8", "surrogateescape"))


def generation_name(number: int) -> str:
    """The sub-folder of a generation."""
    return f"generation-{number}"


def generations_of(folder: Path) -> dict[int, Path]:
    """The generations that a store's folder holds, by number."""
    found = ((_GENERATION.fullmatch(path.name), path) for path in folder.iterdir())
    return {int(match[1]): path for match, path in found if match}


def read_record(folder: Path) -> StoreRecord | None:
    """Return a store's record, or None when the folder has none.

    Raises:
        UsageError: it is of another version, or no record.
    """
    path = folder / RECORD_NAME
    try:
        said = json.loads(path.read_bytes().decode("utf-8", "surrogateescape"))
        if said["format"] != _FORMAT:
            raise UsageError(
                f"a store of another version ({said['format']}, not {_FORMAT})",
                mend="remove the folder and give the data again",
                origin=str(folder),
            )
        files = {
            name: FileRecord(Stamp(int(size), int(modified)), str(digest), int(read_at))
            for name, (size, modified, digest, read_at) in said["files"].items()
        }
        return StoreRecord(_generation(said["generation"]), files)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise UsageError(
            f"no record of a store ({error})",
            mend="remove the folder and give the data again",
            origin=str(path),
        ) from error


def _generation(name: object) -> str | None:
    """A generation's name as a record gives it: nothing that leads out of the folder."""
    if name is None or (isinstance(name, str) and _GENERATION.fullmatch(name)):
        return name
    raise ValueError(f"{name!r} is no generation")


@dataclass(frozen=True, slots=True)
class Graphs:
    """The graphs of which a file may state something: all those, and seldom one more."""

    names: frozenset[str]
    """IRIs, and `DEFAULT_GRAPH`."""
    has_nameless: bool = False
    """True when a graph may be named by a blank node, which nobody finds again."""

    def line(self, path: str) -> str:
        """This as a line of JSON, for `read_lines`."""
        return json.dumps([path, sorted(self.names), self.has_nameless], ensure_ascii=False)

    @classmethod
    def read_lines(cls, lines: Iterable[str]) -> dict[str, Self]:
        """The graphs of each file, by path."""
        rows = map(json.loads, lines)
        return {path: cls(frozenset(names), has_nameless) for path, names, has_nameless in rows}
