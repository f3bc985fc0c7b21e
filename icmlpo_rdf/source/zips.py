"""Pages in zip archives. Of several members of one name the last one counts, as for whoever unpacks them."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source.archives import archive_errors_told, member_path, refuse_bomb
from icmlpo_rdf.source.entries import HEAD_BYTES, Entry, Kind, kind_of, listed_redirects
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from icmlpo_rdf.source.listed_dumps import Dumps

__all__ = ["list_zip", "read_zip"]

_IS_LOCKED = 1
_NAME_IS_UTF8 = 0x800
_MADE_BY_DOS = 0
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_END = b"PK\x05\x06"
_MORE_THAN_ITS_FIELD_HOLDS = 0xFFFF


def list_zip(location: str, path: str, dumps: Dumps) -> Iterator[Entry]:
    """Yield the pages and redirects of a zip, and those of the dumps in it.

    Args:
        location: the archive as the user wrote it.
        path: the same, or where it was kept.
        dumps: opens the dumps that lie there.

    Raises:
        SourceError: it is not whole or cannot be unpacked here, a name in it leads out of it, or it unpacks to far more
            than pages do.
    """
    with archive_errors_told(location), zipfile.ZipFile(path) as opened:
        members = _members(location, path, opened)
        whole = Path(path).stat().st_size
        refuse_bomb(location, whole, sum(info.file_size for info in members.values()))
        for info in opened.infolist():
            # To open a member is to compare its own header with the directory, where a name may be damaged.
            with opened.open(info) as stream:
                name = member_path(location, _name(info))
                if members.get(name) is not info:
                    continue
                kind = kind_of(name)
                form = stat.S_IFMT(info.external_attr >> 16)
                if form not in {0, stat.S_IFREG, stat.S_IFLNK}:
                    continue
                if kind is Kind.OTHER:
                    dumps.pass_over(location, name)
                    continue
                if kind is Kind.LIST_OF_REDIRECTS:
                    yield from listed_redirects(location, name, stream.readline)
                    continue
                if kind in {Kind.DUMP, Kind.ARCHIVE}:
                    if form != stat.S_IFLNK:
                        yield from dumps.in_archive(location, name, stream)
                    continue
                head = stream.read(HEAD_BYTES)
            if form == stat.S_IFLNK:  # its text is where it leads
                if kind is Kind.REDIRECT:
                    leads_to = PurePosixPath(head.decode("utf-8", "surrogateescape")).name
                    yield Entry(location, name, leads_to=leads_to)
            else:
                stamp = f"{info.file_size}-{info.CRC:08x}"
                yield Entry(location, name, stamp, head, read_from=path, size=info.file_size)


def _members(location: str, path: str, opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by their paths; of several with one path the last, as whoever unpacks them gets it."""
    infos = opened.infolist()
    _check_count(path, len(infos))
    for info in infos:
        _check_packing(location, info)
    return {member_path(location, _name(info)): info for info in infos if not info.is_dir()}


def _check_packing(location: str, info: zipfile.ZipInfo) -> None:
    """Refuse what the module cannot unpack, which is no damage."""
    if info.flag_bits & _IS_LOCKED:
        what = "it is locked with a password"
    elif info.compress_type not in _METHODS:
        what = f"it is packed by a method that is not known here (method {info.compress_type} of zip)"
    else:
        return
    raise SourceError(what, mend="unpack it first", origin=location)


def _check_count(path: str, count: int) -> None:
    """Compare the number of members with what the archive's end says. The module would take a shorter directory.

    APPNOTE.TXT 6.3.10, 4.3.16; with 65,535 and more the field holds no number.
    """
    with Path(path).open("rb") as stream:
        stream.seek(max(0, os.fstat(stream.fileno()).st_size - 2**16 - 22))
        tail = stream.read()
    place = tail.rfind(_END)
    told = int.from_bytes(tail[place + 10 : place + 12], "little")
    if told not in {_MORE_THAN_ITS_FIELD_HOLDS, count & 0xFFFF}:
        raise zipfile.BadZipFile(f"its directory has {count:,} members, not {told:,}")


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name. Many programs write UTF-8 without saying so, which the module takes for code page 437."""
    name = info.filename
    if not info.flag_bits & _NAME_IS_UTF8:
        name = name.encode("cp437").decode("utf-8", "surrogateescape")
    return name.replace("\\", "/") if info.create_system == _MADE_BY_DOS else name


def read_zip(location: str, name: str) -> bytes:
    """Return the bytes of a member, by its path; of one too large for a page no more than tells so.

    Raises:
        SourceError: the archive is not whole any more, or has no such member.
    """
    with archive_errors_told(location):
        opened, members = _kept(location, os.stat(location).st_mtime_ns)  # noqa: PTH116 - a Path costs more
        with opened.open(members[name]) as stream:
            return stream.read(MAX_PAGE_BYTES + 1)


@lru_cache(maxsize=4)
def _kept(location: str, _time: int) -> tuple[zipfile.ZipFile, dict[str, zipfile.ZipInfo]]:
    """An open archive, for as long as it is the same file: its directory is not read again for each page."""
    opened = zipfile.ZipFile(location)
    return opened, _members(location, location, opened)
