"""Pages in tar archives: every member in its order, each with the place of its bytes. An archive is whole, or refused."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from icmlpo_rdf.errors import OutputError, SourceError
from icmlpo_rdf.source.archives import archive_errors_told, member_path, refuse_bomb
from icmlpo_rdf.source.entries import HEAD_BYTES, Entry, Kind, kind_of, listed_redirects
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES
from icmlpo_rdf.source.snapshot_json import Stretch

if TYPE_CHECKING:
    from icmlpo_rdf.source.listed_dumps import Dumps

__all__ = ["list_tar", "unpacked_tar"]

_MODULES = {".gz": gzip, ".tgz": gzip, ".bz2": bz2, ".tbz2": bz2, ".xz": lzma, ".txz": lzma}
_CHUNK = 1024 * 1024
_FILES = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE})
_NO_FILES = frozenset({tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE})


def unpacked_tar(archive: str, work: Path) -> str:
    """Return a tar whose members can be read from their places: a compressed one is unpacked into the folder `work`.

    Raises:
        SourceError: it is not whole, or unpacks to far more than pages do.
        OutputError: it cannot be unpacked into that folder.
    """
    if archive.lower().endswith(".tar"):
        return archive
    # Two archives may have one name.
    target = work / f"{sha256(archive.encode('utf-8', 'surrogateescape')).hexdigest()[:16]}.tar"
    try:
        with target.open("wb") as stream:
            for chunk in _decompressed(archive):
                stream.write(chunk)
    except OSError as error:
        raise OutputError(
            f"cannot be unpacked to {target} ({error.strerror})",
            mend="free some space, or unpack it elsewhere and give the folder",
            origin=archive,
        ) from error
    return str(target)


def _decompressed(archive: str) -> Iterator[bytes]:
    module = _MODULES[PurePosixPath(archive.lower()).suffix]
    size = 0
    try:
        packed_size = Path(archive).stat().st_size
        with module.open(archive) as packed:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                refuse_bomb(archive, packed_size, size)
                yield chunk
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise SourceError(f"no whole archive ({error})", mend="get it again whole", origin=archive) from error


class _Reader(io.BufferedReader):
    """A tar's file. The module that parses it would read a header of any length into memory, or backwards for ever."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or not 0 <= size <= _CHUNK:
            raise tarfile.ReadError("a header of no sensible length")
        return super().read(size)


@contextmanager
def _opened(path: str) -> Iterator[tuple[tarfile.TarFile, _Reader]]:
    with (
        _Reader(io.FileIO(path)) as stream,
        tarfile.open(fileobj=stream, mode="r:", encoding="utf-8") as opened,
    ):
        yield opened, stream


def list_tar(location: str, path: str, dumps: Dumps) -> Iterator[Entry]:
    """Yield the pages and redirects of a tar, and those of the dumps in it.

    Args:
        location: the archive as the user wrote it.
        path: the same, or what it was unpacked to.
        dumps: opens the dumps that lie there.

    Raises:
        SourceError: it is not whole, a name in it leads out of it, or a page in it cannot be read from one place.
    """
    links: dict[int, tuple[int, int] | None] | None = None
    with archive_errors_told(location), _opened(path) as (opened, stream):
        for info in _members(opened, stream):
            name = member_path(location, info.name)
            kind = kind_of(name)
            if info.type in _NO_FILES:
                continue
            if kind is Kind.OTHER:
                dumps.pass_over(location, name)
                continue
            if kind is Kind.REDIRECT and (info.issym() or info.islnk()):
                yield Entry(location, name, leads_to=PurePosixPath(info.linkname).name)
                continue
            if info.issym():
                continue
            data: tuple[int, int] | None = None
            if info.islnk():
                links = _hard_links(path) if links is None else links
                data = links[info.offset]
            elif info.type in _FILES and not info.issparse():
                data = (info.offset_data, info.size)
            if data is None:
                raise SourceError(
                    f"its member {name!r} is no plain file ({_kind(info)})",
                    mend="unpack it with tar and give the folder, or pack it again without --sparse",
                    origin=location,
                )
            stream.seek(data[0])
            if kind is Kind.LIST_OF_REDIRECTS:
                yield from listed_redirects(location, name, _lines(stream, data[1]))
            elif kind in {Kind.DUMP, Kind.ARCHIVE}:
                member = cast("IO[bytes]", opened.extractfile(info))
                yield from dumps.in_archive(location, name, member, Stretch(path, *data))
            else:
                head, checksum = _read(stream, data[1])
                stamp = f"{data[1]}-{checksum:08x}"
                yield Entry(location, name, stamp, head, read_from=path, offset=data[0], size=data[1])


def _members(opened: tarfile.TarFile, stream: _Reader) -> Iterator[tarfile.TarInfo]:
    """Every member in its order, none of which is kept. The module would take a damaged header for the archive's end."""
    before = -1
    while (info := opened.next()) is not None:
        opened.members.clear()  # type: ignore[attr-defined]
        if opened.offset <= before:
            raise tarfile.ReadError(f"the size of {info.name!r} leads backwards")
        before = opened.offset
        yield info
    # POSIX, pax, "ustar Interchange Format": two blocks of zeros end it. One is enough to know that nothing is lost.
    stream.seek(opened.offset)
    end = stream.read(tarfile.BLOCKSIZE)
    if len(end) < tarfile.BLOCKSIZE:
        raise tarfile.ReadError(f"it breaks off at byte {opened.offset + len(end):,}")
    if end.strip(b"\0"):
        raise tarfile.ReadError(f"no header of a member at byte {opened.offset:,}")
    while chunk := stream.read(_CHUNK):
        if chunk.strip(b"\0"):
            raise tarfile.ReadError(f"something follows its end at byte {opened.offset:,}")


def _kind(info: tarfile.TarInfo) -> str:
    if info.islnk():
        return f"a link to {info.linkname!r}, which does not stand before it"
    return "sparse" if info.issparse() else f"its type is {info.type!r}"


def _hard_links(path: str) -> dict[int, tuple[int, int] | None]:
    """Where the bytes are that each hard link leads to, by the place of the link: those of a member before it."""
    with _opened(path) as (opened, stream):
        wanted = {str(PurePosixPath(info.linkname)) for info in _members(opened, stream) if info.islnk()}
    data: dict[str, tuple[int, int] | None] = {}
    found: dict[int, tuple[int, int] | None] = {}
    with _opened(path) as (opened, stream):
        for info in _members(opened, stream):
            place: tuple[int, int] | None = None
            if info.islnk():
                place = found[info.offset] = data.get(str(PurePosixPath(info.linkname)))
            elif info.type in _FILES and not info.issparse():
                place = (info.offset_data, info.size)
            if (name := str(PurePosixPath(info.name))) in wanted:
                data[name] = place
    return found


def _read(stream: _Reader, size: int) -> tuple[bytes, int]:
    """A member's first bytes, and the checksum of all; of one that is too large for a page nothing is read."""
    if size > MAX_PAGE_BYTES:
        return b"", 0
    head, checksum = b"", 0
    while chunk := stream.read(min(size, _CHUNK)):
        head = head or chunk[:HEAD_BYTES]
        # Archives are made with one time for all files, so that a changed page may have the old one's size and time.
        checksum = zlib.crc32(chunk, checksum)
        size -= len(chunk)
    return head, checksum


def _lines(stream: _Reader, size: int) -> Callable[[int], bytes]:
    """A member's lines, one after another, and nothing of what stands behind it."""
    left = size

    def readline(most: int) -> bytes:
        nonlocal left
        line = stream.readline(min(most, left))
        left -= len(line)
        return line

    return readline
