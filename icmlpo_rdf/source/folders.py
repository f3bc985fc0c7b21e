"""Pages in folders, found one after another in no order, and single files."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source.entries import (
    HEAD_BYTES,
    PAGE_FOLDER,
    REDIRECT_FOLDER,
    Entry,
    Kind,
    kind_of,
    listed_redirects,
)
from icmlpo_rdf.source.entry_bytes import reason_of
from icmlpo_rdf.source.own_datasets import DATASET_NAMES, is_dataset

if TYPE_CHECKING:
    from icmlpo_rdf.source.listed_dumps import Dumps

__all__ = ["list_folder", "named_file", "refuse_other_names"]


def list_folder(folder: str, dumps: Dumps | None = None) -> Iterator[Entry]:
    """Yield the pages and redirects below a folder.

    Args:
        folder: the folder.
        dumps: opens the dumps and archives that lie there; None: they are passed over.

    Symbolic links are not followed: a dump cannot make us read other files. Those under `Redirect/` are redirects. A
    folder `Page/` is listed with the redirects of the `Redirect/` beside it. A dataset of this program is passed over.

    Raises:
        SourceError: it cannot be read.
    """
    location, given = _dump_of(folder)
    folders = [given]
    if given and Path(location, REDIRECT_FOLDER).is_dir():
        folders.append(f"{REDIRECT_FOLDER}/")
    while folders:
        below = folders.pop()
        place = os.path.join(location, below)  # noqa: PTH118 - a Path costs more than the page
        own = DATASET_NAMES if is_dataset(place) else frozenset[str]()
        if own and dumps and dumps.noted:
            dumps.noted.add_dataset(place)
        try:
            with os.scandir(place or ".") as found:
                for entry in found:
                    name = f"{below}{entry.name}"
                    if entry.is_dir(follow_symlinks=False) and entry.name not in own:
                        folders.append(f"{name}/")
                    elif entry.name not in own:
                        yield from _listed(location, name, given, entry, dumps)
        except OSError as error:
            raise SourceError(reason_of(error), mend="give a readable folder", origin=place) from error


def _listed(
    location: str, name: str, given: str, entry: os.DirEntry[str], dumps: Dumps | None
) -> Iterator[Entry]:
    """The pages of one file of a folder."""
    kind = kind_of(name)
    if kind not in {Kind.DUMP, Kind.ARCHIVE}:
        if kind is Kind.OTHER and dumps:
            dumps.pass_over(location, name)
        yield from _file(location, name, given, entry)
    elif dumps and entry.is_file(follow_symlinks=False):
        yield from dumps.in_folder(location, name)


def _dump_of(folder: str) -> tuple[str, str]:
    """The location that a folder's pages have their names below, and what of these the folder is."""
    refuse_other_names(folder)
    path = PurePosixPath(folder)
    if path.name != PAGE_FOLDER:
        path = PurePosixPath(os.path.abspath(folder))  # noqa: PTH100 - text
        if path.name != PAGE_FOLDER:
            return folder, ""
    return _text(path.parent), f"{PAGE_FOLDER}/"


def _text(folder: PurePosixPath) -> str:
    return "" if folder == PurePosixPath() else str(folder)


def _file(location: str, name: str, given: str, entry: os.DirEntry[str]) -> Iterator[Entry]:
    kind = kind_of(name)
    if kind is Kind.OTHER:
        return
    refuse_other_names(name)
    if entry.is_symlink():
        if kind is Kind.REDIRECT:
            leads_to = PurePosixPath(os.readlink(entry.path)).name  # noqa: PTH115
            yield Entry(location, name, leads_to=leads_to)
    elif entry.is_file(follow_symlinks=False):
        if kind is Kind.LIST_OF_REDIRECTS:
            with Path(entry.path).open("rb") as stream:
                yield from listed_redirects(location, name, stream.readline)
        else:
            status = entry.stat(follow_symlinks=False)
            yield Entry(location, name, _stamp(status), _head(entry.path), given=given)


def _head(path: str) -> bytes:
    """A file's first bytes; none of one that cannot be read, which is told when its page is read."""
    try:
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a Path costs as much as reading a small page
            return stream.read(HEAD_BYTES)
    except OSError:
        return b""


def _stamp(status: os.stat_result) -> str:
    # The time of the last change of the file's node is one that a program which sets the other time cannot choose.
    return f"{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"


def named_file(path: str) -> Entry:
    """Return the page that is a file, whatever its ending. A symbolic link under `Redirect/` is the page it leads to.

    Raises:
        SourceError: there is no such file.
    """
    refuse_other_names(path)
    try:
        whole = PurePosixPath(path)
        if whole.parent.name == REDIRECT_FOLDER and Path(path).is_symlink():
            whole = PurePosixPath(Path(path).resolve())
        elif whole.parent.name != PAGE_FOLDER and Path(path).absolute().parent.name == PAGE_FOLDER:
            whole = PurePosixPath(os.path.abspath(path))  # noqa: PTH100 - text
        status = Path(whole).stat()
    except (OSError, ValueError) as error:  # a name too long, a null byte, no permission
        raise SourceError(reason_of(error), mend="give a readable file", origin=path) from error
    parent = whole.parent
    # `Page/` says that the name is the title: it stays part of the name. So does another folder, to tell files apart.
    name = f"{parent.name}/{whole.name}" if parent.name else whole.name
    # What another program writes to (a pipe) can be read once.
    head = _head(str(whole)) if parent.name == PAGE_FOLDER and stat.S_ISREG(status.st_mode) else b""
    return Entry(_text(parent.parent), name, _stamp(status), head, given=name)


def refuse_other_names(name: str) -> None:
    """Check that this Python takes the names of files for UTF-8, as dumps have them; ASCII is the same everywhere.

    Raises:
        SourceError: it takes them for something else, so that titles would be misread.
    """
    if not name.isascii() and sys.getfilesystemencoding() != "utf-8":
        raise SourceError(
            f"this Python takes the names of files for {sys.getfilesystemencoding()}",
            mend="set PYTHONUTF8=1 in its environment",
            origin=name,
        )
