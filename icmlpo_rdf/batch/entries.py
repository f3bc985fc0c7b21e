"""The pages of a run: those of folders, archives, remote places, globs and lists, without what the run itself writes."""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import zlib
from collections.abc import Iterable
from glob import has_magic, iglob
from hashlib import sha256
from pathlib import Path, PurePosixPath

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source import DumpEntry, is_archive, is_remote, list_dump

__all__ = ["entries_beside", "is_same_folder", "listed_entry"]

_MODULES = {".gz": gzip, ".tgz": gzip, ".bz2": bz2, ".tbz2": bz2, ".xz": lzma, ".txz": lzma}


def is_same_folder(location: str, output: str) -> bool:
    """Return whether two paths are one folder, however they are written."""
    return Path(location).is_dir() and Path(output).is_dir() and Path(location).samefile(output)


def entries_beside(location: str, output: str, work: Path) -> Iterable[DumpEntry]:
    """Return the pages of a place, without what this or an earlier run has written below it.

    Args:
        location: a folder, an archive, a remote place, a page or a glob.
        output: the folder that the run writes.
        work: a folder for what must be unpacked.

    Raises:
        SourceError: it cannot be read, or is no whole archive.
    """
    entries = _entries_in(location, work)
    place, made = Path(location).absolute(), Path(output).absolute()
    if is_remote(location) or is_remote(output) or place not in made.parents:
        return entries
    prefix = f"{made.relative_to(place).as_posix()}/"
    return (entry for entry in entries if not entry.name.startswith(prefix))


def _entries_in(location: str, work: Path) -> Iterable[DumpEntry]:
    """The pages of a folder, an archive or a remote place; a single page, or the files of a glob."""
    if is_remote(location) or Path(location).is_dir():
        return list_dump(location)
    if is_archive(location) and Path(location).is_file():
        return list_dump(_unpacked(location, work))
    if has_magic(location) and not Path(location).exists():
        found = iglob(location, recursive=True)  # noqa: PTH207 - pathlib cannot glob absolute patterns
        return (listed_entry(path) for path in found if Path(path).is_file())
    return (listed_entry(location),)


def listed_entry(path: str) -> DumpEntry:
    """Return the page that a list of files names.

    Raises:
        SourceError: there is no such file.
    """
    if is_remote(path):
        folder, _, name = path.rpartition("/")
        return DumpEntry(folder, name, "")
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise SourceError("no such file", mend="check the list", origin=path) from error
    parent = PurePosixPath(path).parent
    # `Page/` says that the name is the title: it stays part of the name.
    return DumpEntry(
        str(parent.parent),
        f"{parent.name}/{PurePosixPath(path).name}".lstrip("/"),
        f"{status.st_size}-{status.st_mtime_ns}",
    )


def _unpacked(location: str, work: Path) -> str:
    """A compressed tar has no places to read from: it is unpacked once, to one file."""
    if not is_archive(location) or location.lower().endswith((".zip", ".tar")):
        return location
    # Two archives may have one name, and the folder's name must tell no language that theirs does not.
    own = sha256(location.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    target = work / own / f"{PurePosixPath(location).name.partition('.t')[0]}.tar"
    target.parent.mkdir()
    module = _MODULES[PurePosixPath(location.lower()).suffix]
    try:
        with module.open(location) as packed, target.open("wb") as stream:
            shutil.copyfileobj(packed, stream)
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise SourceError(
            f"no whole archive ({error})", mend="get it again whole", origin=location
        ) from error
    return str(target)
