"""Pages in remote places, which fsspec reads: `s3://…`, `https://…` and the like."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source.entries import HEAD_BYTES, Entry, Kind, Problem, kind_of, listed_redirects
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["is_remote", "list_remote", "named_address", "read_remote"]

_AT_ONCE = 500
"""Beginnings of files that are asked for at one time."""

_MANY = {Kind.DUMP: "a dump", Kind.ARCHIVE: "an archive"}

_Found = tuple[str, str, dict[str, Any]]
"""A file's whole path, its name below the place, and what the system tells of it."""


def is_remote(location: str) -> bool:
    """True for `s3://…`, `https://…` and the like, which fsspec reads."""
    return "://" in location


def list_remote(location: str) -> Iterator[Entry]:
    """Yield the pages and redirects of a remote folder or glob.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        system, path = _system(location)
        found = system.glob(path, detail=True) if _has_magic(path) else system.find(path, detail=True)
        files = (
            (whole, whole if _has_magic(path) else whole.removeprefix(path).lstrip("/"), info)
            for whole, info in sorted(found.items())
            if info.get("type", "file") == "file" or info.get("islink")
        )
        yield from _entries(system, location, files)
    except ImportError as error:
        raise _no_driver(location, error) from error
    except (OSError, ValueError) as error:
        raise SourceError(
            f"cannot be read ({error})", mend="check the address and its driver for fsspec", origin=location
        ) from error


def _has_magic(path: str) -> bool:
    from glob import has_magic  # noqa: PLC0415 - keeps a start quick

    return has_magic(path)


def _entries(system: AbstractFileSystem, location: str, files: Iterable[_Found]) -> Iterator[Entry]:
    small = iter(files)
    while batch := list(islice(small, _AT_ONCE)):
        heads = _heads(system, [whole for whole, name, info in batch if _head_tells(name, info)])
        for whole, name, info in batch:
            kind = kind_of(name)
            if kind is Kind.LIST_OF_REDIRECTS:
                yield from listed_redirects(location, name, io.BytesIO(system.cat_file(whole)).readline)
            elif kind in {Kind.DUMP, Kind.ARCHIVE}:
                problem = Problem(f"{_MANY[kind]} is not read from far", "download it first")
                yield Entry(location, name, problem=problem)
            elif kind is Kind.REDIRECT and info.get("islink"):
                yield Entry(location, name, leads_to=PurePosixPath(_text(info["destination"])).name)
            elif kind is Kind.REDIRECT or (kind is Kind.PAGE and not info.get("islink")):
                stamp = "-".join(str(info.get(key, "")) for key in ("size", "ETag", "mtime", "LastModified"))
                yield Entry(location, name, stamp, heads.get(whole, b""), size=info.get("size") or 0)


def _head_tells(name: str, info: dict[str, Any]) -> bool:
    """True where a file's text must be asked for what it means. A request for each page would cost too much.

    A redirect's text is where it leads; a page's name tells its title, but for `@` and a space, which stand for others.
    """
    kind = kind_of(name)
    if kind is Kind.REDIRECT:
        return not info.get("islink")
    return kind is Kind.PAGE and ("@" in name or " " in name)


def _heads(system: AbstractFileSystem, paths: list[str]) -> dict[str, bytes]:
    if not paths:
        return {}
    ends = [HEAD_BYTES] * len(paths)
    answers = system.cat_ranges(paths, [0] * len(paths), ends, on_error="return")
    return {path: answer for path, answer in zip(paths, answers, strict=True) if isinstance(answer, bytes)}


def _text(path: str | bytes) -> str:
    return path.decode("utf-8", "surrogateescape") if isinstance(path, bytes) else path


def named_address(address: str) -> Entry:
    """Return the page that is a remote file."""
    folder, _, file_name = address.rpartition("/")
    place, _, parent = folder.rpartition("/")
    name = f"{parent}/{file_name}" if is_remote(place) else file_name
    return Entry(place if is_remote(place) else folder, name, given=name)


def read_remote(entry: Entry) -> bytes:
    """Return the bytes of a page at a remote place; of one too large for a page no more than tells so.

    Raises:
        OSError: it is gone, or cannot be read.
        SourceError: fsspec has no driver for such places.
    """
    try:
        system, path = _system(entry.location)
    except ImportError as error:
        raise _no_driver(entry.origin, error) from error
    place = entry.name if _has_magic(path) else f"{path.rstrip('/')}/{entry.name}"
    if entry.size:
        return bytes(system.cat_file(place))
    with system.open(place, "rb") as stream:
        return bytes(stream.read(MAX_PAGE_BYTES + 1))


def _no_driver(address: str, error: ImportError) -> SourceError:
    """What is said of an address that fsspec cannot read; of one of the web mostly a wiki's page was meant."""
    if address.lower().startswith(("http://", "https://")):
        what, mend = (
            "that is no page of a Wikipedia",
            "give one as https://zh.wikipedia.org/wiki/TITLE, one of another wiki by its programs, --wiki https://HOST/w TITLE, or download it and give the file",
        )
    else:
        what, mend = f"cannot be read ({error})", "install its driver for fsspec"
    return SourceError(what, mend=mend, origin=address)


@lru_cache(maxsize=4)
def _system(location: str) -> tuple[AbstractFileSystem, str]:
    import fsspec  # noqa: PLC0415 - only remote places need it

    system, path = fsspec.core.url_to_fs(location)
    return system, path
