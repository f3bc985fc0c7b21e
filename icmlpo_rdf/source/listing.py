"""Every input, listed in one way: files, folders, globs, archives, lists, remote places, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from icmlpo_rdf.errors import SourceError, WrongTypeError, described
from icmlpo_rdf.source.entries import STANDARD_INPUT, Entry, Kind, is_archive, is_zip, kind_of
from icmlpo_rdf.source.folders import list_folder, named_file
from icmlpo_rdf.source.forms import form_of
from icmlpo_rdf.source.raw import MAX_PAGE_BYTES, RawPage
from icmlpo_rdf.source.remote import is_remote, list_remote, named_address, read_remote

__all__ = [
    "expand_globs",
    "folder_of",
    "holds_many",
    "in_order",
    "list_inputs",
    "read_entry",
    "read_page_file",
]


def expand_globs(inputs: Iterable[str]) -> list[str]:
    """Return the inputs with each glob replaced by what it matches, sorted.

    Raises:
        SourceError: a glob matches nothing.
    """
    expanded: list[str] = []
    for given in inputs:
        if is_remote(given) or not glob.has_magic(given) or Path(given).exists():
            expanded.append(given)
            continue
        matches = sorted(glob.glob(given, recursive=True))  # noqa: PTH207 - pathlib cannot glob absolute patterns
        if not matches:
            raise SourceError("no file matches", mend="check the pattern, and quote it", origin=given)
        expanded.extend(matches)
    return expanded


def holds_many(given: str) -> bool:
    """Return whether an input is a place that holds pages: a folder, an archive or a remote place."""
    if is_remote(given):
        return kind_of(given) is not Kind.PAGE
    return Path(given).is_dir() or (is_archive(given) and Path(given).is_file())


def list_inputs(inputs: Iterable[str], work: Callable[[], Path]) -> Iterator[Entry]:
    """Yield the pages and redirects of all inputs, as they are found and never all at once.

    Args:
        inputs: files, folders, archives, remote folders and globs, or `-`; may be an iterator over millions.
        work: gives a folder for what must be unpacked; it is asked only then.

    Raises:
        SourceError: an input is missing, cannot be read, or holds no page.
    """
    for given in inputs:
        is_empty = True
        for entry in _entries(given, work):
            is_empty = False
            yield entry
        if is_empty:
            raise SourceError("there is no page", mend="pages end in .md or .txt", origin=given)


def _entries(given: str, work: Callable[[], Path]) -> Iterable[Entry]:
    if given == STANDARD_INPUT:
        return (_spooled(work() / "stdin"),)
    try:
        if holds_many(given):
            return _held(given, work)
        if is_remote(given):
            return (named_address(given),)
        if not Path(given).exists():
            raise SourceError("no such file or folder", mend="check the path", origin=given)
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        raise SourceError(_reason(error), mend="give a readable file or folder", origin=given) from error
    return (named_file(given),)


def _held(given: str, work: Callable[[], Path]) -> Iterator[Entry]:
    if is_remote(given):
        if is_archive(given):
            raise SourceError("an archive is not read from far", mend="download it first", origin=given)
        return list_remote(given)
    if not is_archive(given) or Path(given).is_dir():
        return list_folder(given)
    if is_zip(given):
        from icmlpo_rdf.source.zips import list_zip  # noqa: PLC0415 - a page alone needs no archives

        return list_zip(given)
    from icmlpo_rdf.source.tars import list_tar, unpacked_tar  # noqa: PLC0415

    return list_tar(given, unpacked_tar(given, work()))


def _spooled(path: Path) -> Entry:
    """Standard input, kept in a file: another process cannot read it."""
    path.write_bytes(sys.stdin.buffer.read(MAX_PAGE_BYTES + 1))
    return Entry(STANDARD_INPUT, "stdin", read_from=str(path), given="stdin")


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return pages in the order of their titles, whatever the order in which they were found.

    A file that was named twice is one page. So are the members of one name in an archive: the later one, as for
    whoever unpacks it.
    """
    ordered = sorted(entries, key=lambda entry: (entry.stem, entry.name, entry.location))
    found: list[Entry] = []
    for _, same in groupby(ordered, key=lambda entry: entry.stem):
        group = list(same)
        found.extend(group if len(group) == 1 else {_place(entry): entry for entry in group}.values())
    return found


def _place(entry: Entry) -> str:
    if is_remote(entry.location) or entry.location == STANDARD_INPUT:
        return f"{entry.location.rstrip('/')}/{entry.name}"
    return os.path.abspath(os.path.join(entry.location, entry.name))  # noqa: PTH100, PTH118 - text


def read_entry(entry: Entry) -> RawPage:
    """Read a page that was listed.

    Raises:
        SourceError: it is gone, cannot be read, or holds more than any page does.
    """
    try:
        data = b"" if entry.size > MAX_PAGE_BYTES else _bytes_of(entry)
    except (OSError, ValueError) as error:
        raise SourceError(_reason(error), mend="give a readable file", origin=entry.origin) from error
    if max(len(data), entry.size) > MAX_PAGE_BYTES:
        raise SourceError(
            f"it holds more than {MAX_PAGE_BYTES // 2**20} MiB, which no page of a wiki does",
            mend="give one page a file",
            origin=entry.origin,
        )
    page = RawPage(entry.file_name, data, entry.origin, entry.in_page_folder, folder_of(entry))
    return replace(page, form=form_of(data, entry.file_name))


def folder_of(entry: Entry) -> str:
    """Return the whole path of the folder, in an archive or a remote place too, that a page lies in."""
    return "" if entry.location == STANDARD_INPUT else _place(entry).rpartition("/")[0]


def _bytes_of(entry: Entry) -> bytes:
    if is_remote(entry.location):
        return read_remote(entry)
    if entry.read_from and is_zip(entry.location):
        from icmlpo_rdf.source.zips import read_zip  # noqa: PLC0415 - as above

        return read_zip(entry.read_from, entry.name)
    path = entry.read_from or os.path.join(entry.location, entry.name)  # noqa: PTH118 - a Path costs more than the page
    with open(path, "rb") as stream:  # noqa: PTH123 - as above
        if entry.offset >= 0:
            stream.seek(entry.offset)
            return stream.read(entry.size)
        return stream.read(MAX_PAGE_BYTES + 1)


def read_page_file(path: str | os.PathLike[str]) -> RawPage:
    """Read one page: a file, or `-` for standard input.

    Raises:
        SourceError: it is missing, cannot be read, or holds more than any page does.
        WrongTypeError: it is no file's name, but the page's bytes, say.
    """
    if not isinstance(path, str | os.PathLike):
        raise WrongTypeError(
            f"a file's name is asked for, not {described(path)}",
            mend='write RawPage("page.md", data, "page.md") for the bytes of a page',
            origin="read",
        )
    path = os.fspath(path)
    if path == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        return RawPage(name="stdin", data=data, origin="<stdin>", form=form_of(data, "<stdin>"))
    return replace(read_entry(named_file(path)), origin=path)


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be read ({(error.strerror if isinstance(error, OSError) else None) or error})"
