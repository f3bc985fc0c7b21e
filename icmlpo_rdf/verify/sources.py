"""The files that the data was made from, found again: of all of a name the one with the SHA-256 that the data gives.

Part of `verify`: it shares no code with the converter (a lint contract sees to it).
"""

from __future__ import annotations

import hashlib
import os
import re
import tarfile
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple
from urllib.parse import unquote

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.verify.dumps import articles_of, plain, redirect_of, texts_of
from icmlpo_rdf.verify.link_targets import spelt

__all__ = ["Source", "Sources"]

_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
_DUMP = re.compile(r"\.(?:xml[^/.]*|ndjson|json)(?:\.(?:bz2|gz))?$", re.IGNORECASE)
_NAME_IS_UTF8 = 0x800
_LARGEST = 64 << 20
"""Bytes of a page; what is larger was made to fill the memory."""
_SHOWN = 12


class Source(NamedTuple):
    """The file that a page should have been made from."""

    name: str
    sha256: str


class Sources:
    """A file, a folder of files at any depth, or an archive, searched for the sources of some data."""

    def __init__(self, place: str, wanted: Collection[Source]) -> None:
        """Search a place for the sources that are wanted.

        Raises:
            SourceError: there is no such place, or it cannot be read. A file that lies in it and cannot be read costs itself.
        """
        self._place = place
        self._digests = {one.sha256 for one in wanted}
        self.redirects: dict[str, str] = {}
        """Of a dump the titles that lead to others."""
        self._found: defaultdict[str, dict[str, _Held]] = defaultdict(dict)
        """By name and SHA-256."""
        self._unread: list[str] = []
        for path, origin in _files(place):
            try:
                self._search(path, origin, wanted)
            except SourceError as error:
                if origin == place:
                    raise
                self._unread.append(f"{error.origin or origin} cannot be read: {error.what}")

    def _search(self, path: Path, place: str, wanted: Collection[Source]) -> None:
        """Search a file, and what it holds."""
        names = {one.name for one in wanted}
        for name, origin, read in _held_in(path, place, is_named=place == self._place):
            if isinstance(read, _Text) and (leads_to := redirect_of(read())):
                title = unquote(name.rpartition(".")[0])
                self.redirects[spelt(title)] = spelt(leads_to)
            if name in names or origin == self._place:
                data = plain(read(), origin)
                digest = hashlib.sha256(data).hexdigest()
                known = _name_of(name, digest, wanted) if origin == self._place else name
                held = _Held(origin, None if Path(origin).is_file() else data)
                self._found[known].setdefault(digest, held)

    @property
    def unread(self) -> str:
        """What is said of files that may hold a missing source, for they cannot be read; empty where there is none."""
        return f" ({'; '.join(self._unread)})" if self._unread else ""

    def text(self, wanted: Source) -> tuple[str | None, str]:
        """Return a source's text, and what is wrong with it; no text when there is no file of its name."""
        of_name = self._found.get(wanted.name, {})
        if wanted.sha256 in of_name:
            return of_name[wanted.sha256].text(), ""
        # That of another page is not this one, edited.
        edited = [one for one in of_name.items() if one[0] not in self._digests]
        if not edited:
            return None, f"{wanted.name} is not there{self.unread}; name the folder of all sources"
        digest, held = edited[0]
        was = f"its SHA-256 is {digest[:_SHOWN]}…, not {wanted.sha256[:_SHOWN]}…"
        return held.text(), f"{held.origin} was edited: {was}"


def _name_of(name: str, digest: str, wanted: Collection[Source]) -> str:
    """Return the name of the source that a file is which the user has named, and may have renamed."""
    lone = next(iter(wanted)).name if len(wanted) == 1 else name
    return next((one.name for one in wanted if one.sha256 == digest), lone)


class _Held(NamedTuple):
    """A file that was found."""

    origin: str
    data: bytes | None
    """Its bytes, where it lies in an archive."""

    def text(self) -> str:
        data = plain(_bytes_of(Path(self.origin)), self.origin) if self.data is None else self.data
        return data.decode("utf-8", "replace").removeprefix("\ufeff")


@dataclass(frozen=True)
class _Text:
    """The text of a dump's page, read as a file is."""

    data: bytes

    def __call__(self) -> bytes:
        return self.data


_File = tuple[str, str, "Callable[[], bytes] | _Text"]


def _files(place: str) -> Iterator[tuple[Path, str]]:
    """The files of a place, and what messages call each."""
    root = Path(place)
    if "://" in place:
        mend = "download the page that was converted, as wikitext or as it was saved, and give the file"
        raise SourceError("sources are read from files, not from an address", mend=mend, origin=place)
    if not root.exists():
        raise SourceError("no such file or folder", mend="check the path", origin=place)
    if root.is_dir():
        for folder, folders, names in os.walk(root):
            folders.sort()
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_file():
                    yield path, str(path)
    else:
        yield root, place


def _held_in(path: Path, place: str, *, is_named: bool) -> Iterator[_File]:
    """A file itself, or what it holds, each with its name, its path, and what reads it.

    One that lies in a folder says by its name that it holds others.
    """
    if place.lower().endswith(_ARCHIVES):
        try:
            yield from _members(place)
        except (
            zipfile.BadZipFile,
            tarfile.TarError,
            EOFError,
            zlib.error,
            LZMAError,
            RuntimeError,
            OSError,
            ValueError,
            KeyError,
        ) as error:
            raise SourceError(
                f"no whole archive ({error})", mend="get it again whole", origin=place
            ) from error
    elif (is_named or _DUMP.search(place)) and (pages := texts_of(path)) is not None:
        for name, text in pages:
            yield name, f"{place}/{name}", _Text(text)
    else:
        yield path.name, place, partial(_bytes_of, path)


def _members(archive: str) -> Iterator[_File]:
    if archive.lower().endswith(".zip"):
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                if not info.is_dir():
                    read = partial(_member, partial(opened.open, info), archive)
                    name = info.filename
                    if not info.flag_bits & _NAME_IS_UTF8:  # many programs write UTF-8 and do not say so
                        name = name.encode("cp437").decode("utf-8", "replace")
                    yield PurePosixPath(name).name, f"{archive}/{name}", read
        return
    with tarfile.open(archive) as opened_tar:
        for member in opened_tar:
            if member.isreg() and member.name.endswith(".ndjson"):
                for name, text in articles_of(opened_tar.extractfile(member) or ()):
                    yield name, f"{archive}/{name}", _Text(text)
            elif member.isreg():
                read = partial(_member, partial(opened_tar.extractfile, member), archive)
                yield PurePosixPath(member.name).name, f"{archive}/{member.name}", read


def _member(opened: Callable[[], IO[bytes] | None], archive: str) -> bytes:
    stream = opened()
    data = stream.read(_LARGEST + 1) if stream else b""
    if len(data) > _LARGEST:
        raise SourceError("a page in it is too large", mend="give an archive of pages", origin=archive)
    return data


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", mend="give a readable file", origin=str(path)
        ) from error
