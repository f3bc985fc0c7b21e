"""A dump's pages one after another, in no order and without keeping them: folders, archives, remote places, lists."""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from glob import has_magic
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source.archives import archive_errors_told, checked_name, is_archive
from icmlpo_rdf.source.raw import RawPage

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["PAGE_SUFFIXES", "DumpEntry", "is_remote", "list_dump", "read_entry"]

PAGE_SUFFIXES = frozenset({".md", ".txt"})
"""What a page's file name ends in. A dump's other files are not pages."""

_REDIRECTS = "Redirect"
_MANY_REDIRECTS = ".tsv"


@dataclass(frozen=True, slots=True)
class DumpEntry:
    """A page of a dump, or a redirect."""

    location: str
    """The folder, archive or remote place that it is in."""
    name: str
    """Its path below the location, with slashes."""
    stamp: str
    """What tells a changed file from an unchanged one: size, and time or checksum."""
    leads_to: str | None = None
    """For a redirect, the file name that it leads to."""
    offset: int = -1
    """Where its bytes begin in an uncompressed tar archive; -1 elsewhere."""

    @property
    def stem(self) -> str:
        """The file's name without its ending: in a dump the page's title."""
        return PurePosixPath(self.name).stem


def is_remote(location: str) -> bool:
    """True for `s3://…`, `https://…` and the like, which fsspec reads."""
    return "://" in location


def list_dump(location: str) -> Iterator[DumpEntry]:
    """Yield the pages and redirects below a location as they are found, never all at once.

    Args:
        location: a folder, an archive (`.zip`, `.tar`; a compressed tar must be unpacked first), or a remote
            folder or glob as fsspec writes it. Symbolic links are not followed; those under `Redirect/` are redirects.

    Raises:
        SourceError: it cannot be read, or a name in an archive leads out of it.
    """
    if is_remote(location):
        return _list_remote(location)
    if is_archive(location):
        return _list_zip(location) if location.lower().endswith(".zip") else _list_tar(location)
    return _list_folder(location)


def _list_folder(location: str) -> Iterator[DumpEntry]:
    folders = [""]
    while folders:
        below = folders.pop()
        try:
            with os.scandir(os.path.join(location, below)) as found:  # noqa: PTH118 - a Path costs more than the page
                for entry in found:
                    name = f"{below}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{name}/")
                    else:
                        yield from _file(location, name, entry)
        except OSError as error:
            reason = error.strerror or str(error)
            raise SourceError(
                f"cannot be read ({reason})", mend="give a readable folder", origin=f"{location}/{below}"
            ) from error


def _file(location: str, name: str, entry: os.DirEntry[str]) -> Iterator[DumpEntry]:
    path = PurePosixPath(name)
    is_redirect = _REDIRECTS in path.parts[:-1]
    if is_redirect and path.suffix == _MANY_REDIRECTS and entry.is_file(follow_symlinks=False):
        yield from _redirects_in(
            location, name, Path(entry.path).read_text(encoding="utf-8", errors="replace")
        )
    elif path.suffix not in PAGE_SUFFIXES:
        return
    elif entry.is_symlink():
        if is_redirect:
            yield DumpEntry(location, name, "", PurePosixPath(os.readlink(entry.path)).name)  # noqa: PTH115
    elif entry.is_file(follow_symlinks=False) and not is_redirect:
        status = entry.stat(follow_symlinks=False)
        yield DumpEntry(location, name, f"{status.st_size}-{status.st_mtime_ns}")


def _redirects_in(location: str, name: str, text: str) -> Iterator[DumpEntry]:
    """Lines of a redirect's title, a tab, and the title that it leads to."""
    folder = PurePosixPath(name).parent
    for line in text.removeprefix("\ufeff").splitlines():
        alias, tab, target = line.partition("\t")
        if tab and alias.strip() and target.strip():
            written = f"{alias.strip().removesuffix('.md')}.md"
            yield DumpEntry(location, f"{folder}/{written}", "", PurePosixPath(target.strip()).name)


def _list_zip(location: str) -> Iterator[DumpEntry]:
    with archive_errors_told(location), zipfile.ZipFile(location) as opened:
        for info in opened.infolist():
            name = checked_name(location, info.filename)
            path = PurePosixPath(name)
            if info.is_dir():
                continue
            is_redirect = _REDIRECTS in path.parts[:-1]
            if stat.S_ISLNK(info.external_attr >> 16):  # its text is where it leads
                if is_redirect:
                    leads_to = opened.read(info).decode("utf-8", "replace")
                    yield DumpEntry(location, name, "", PurePosixPath(leads_to).name)
            elif is_redirect:
                if path.suffix == _MANY_REDIRECTS:
                    yield from _redirects_in(location, name, opened.read(info).decode("utf-8", "replace"))
            elif path.suffix in PAGE_SUFFIXES:
                yield DumpEntry(location, name, f"{info.file_size}-{info.CRC:08x}")


def _list_tar(location: str) -> Iterator[DumpEntry]:
    with archive_errors_told(location), tarfile.open(location, "r:") as opened:
        # Iterating an open archive reads one header after another, but it would keep them all.
        while (info := opened.next()) is not None:
            opened.members.clear()  # type: ignore[attr-defined]
            name = checked_name(location, info.name)
            path = PurePosixPath(name)
            is_redirect = _REDIRECTS in path.parts[:-1]
            if info.issym() and is_redirect:
                yield DumpEntry(location, name, "", PurePosixPath(info.linkname).name)
            elif info.isreg() and is_redirect and path.suffix == _MANY_REDIRECTS:
                stream = opened.extractfile(info)
                text = stream.read().decode("utf-8", "replace") if stream else ""
                yield from _redirects_in(location, name, text)
            elif info.isreg() and not is_redirect and path.suffix in PAGE_SUFFIXES:
                # Archives are made with one time for all files, so that a changed page may have the old one's size and time.
                stream = opened.extractfile(info)
                checksum = zlib.crc32(stream.read()) if stream else 0
                yield DumpEntry(location, name, f"{info.size}-{checksum:08x}", offset=info.offset_data)


def _list_remote(location: str) -> Iterator[DumpEntry]:
    try:
        system, path = _system(location)
        found = system.glob(path, detail=True) if has_magic(path) else system.find(path, detail=True)
    except (OSError, ImportError, ValueError) as error:
        raise SourceError(
            f"cannot be read ({error})", mend="check the address and its driver for fsspec", origin=location
        ) from error
    for whole, info in sorted(found.items()):
        name = whole if has_magic(path) else whole.removeprefix(path).lstrip("/")
        if PurePosixPath(name).suffix in PAGE_SUFFIXES and info.get("type", "file") == "file":
            stamp = "-".join(str(info.get(key, "")) for key in ("size", "ETag", "mtime", "LastModified"))
            yield DumpEntry(location, name, stamp)


def read_entry(entry: DumpEntry) -> RawPage:
    """Read a page that `list_dump` found.

    Raises:
        SourceError: it is gone, or cannot be read.
    """
    path = PurePosixPath(entry.name)
    origin = f"{entry.location.rstrip('/')}/{entry.name}"
    return RawPage(
        name=path.name,
        data=_bytes_of(entry, origin),
        origin=origin,
        in_page_folder=path.parent.name == "Page",
    )


def _bytes_of(entry: DumpEntry, origin: str) -> bytes:
    try:
        if is_remote(entry.location):
            system, path = _system(entry.location)
            place = entry.name if has_magic(path) else f"{path.rstrip('/')}/{entry.name}"
            return bytes(system.cat_file(place))
        if entry.offset >= 0:
            with open(entry.location, "rb") as stream:  # noqa: PTH123
                stream.seek(entry.offset)
                return stream.read(int(entry.stamp.partition("-")[0]))
        if is_archive(entry.location):
            with archive_errors_told(entry.location):
                return _zip(entry.location).read(entry.name)
        with open(origin, "rb") as stream:  # noqa: PTH123 - a Path costs as much as reading a small page
            return stream.read()
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise SourceError(f"cannot be read ({reason})", mend="give a readable file", origin=origin) from error


@lru_cache(maxsize=4)
def _zip(location: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(location)


@lru_cache(maxsize=4)
def _system(location: str) -> tuple[AbstractFileSystem, str]:
    import fsspec  # noqa: PLC0415 - only remote dumps need it

    system, path = fsspec.core.url_to_fs(location)
    return system, path
