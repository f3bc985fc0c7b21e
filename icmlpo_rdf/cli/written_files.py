"""The files that a call writes: none of them may be one that it reads, or another one of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from icmlpo_rdf.errors import UsageError

__all__ = ["WrittenFiles"]

_Identity = tuple[int, int] | str


class WrittenFiles:
    """The files that a call is about to write, each with the option that names it.

    Files are told apart as the file system does it, so that links and `sub/../p.md` are seen through. Standard output,
    devices, pipes and remote places take any number of results.
    """

    def __init__(self, *named: tuple[str, str | None]) -> None:
        """`named`: options and what they name; None for an option that was not given.

        Raises:
            UsageError: two options name one file.
        """
        self._options: dict[_Identity, str] = {}
        self._there: dict[Path, str] = {}
        for option, path in named:
            if path is not None:
                self.add(option, path)

    def add(self, option: str, path: str, shown: str | None = None) -> None:
        """Note a file that an option names; `shown` is what was written behind that option, if not the file.

        Raises:
            UsageError: another option names it too.
        """
        identity = _identity(path)
        if identity is None:
            return
        here = f"{option} {shown or path}"
        if other := self._options.get(identity):
            raise _refused(here, f"the file of {other}" if shown is None else f"{path}, the file of {other}")
        self._options[identity] = here
        if not isinstance(identity, str):
            self._there[Path(os.path.realpath(path))] = here

    def refuse_inputs(self, inputs: Iterable[str | None]) -> None:
        """Check that no input, a file, an archive or a folder of pages, would be written over; None is none.

        Raises:
            UsageError: one would be, or a page in it.
        """
        given = [one for one in inputs if one is not None]
        self.refuse_files(given)
        for folder in given if self._there else ():
            if os.path.isdir(folder):  # noqa: PTH112 - a Path costs more, and lists are long
                for path, option in self._there.items():
                    if _holds_page(folder, path):
                        raise _refused(option, f"a page of {folder}")

    def refuse_files(self, files: Iterable[str]) -> None:
        """Check the same of files alone.

        Raises:
            UsageError: one would be written over.
        """
        for file in files if self._there else ():  # what is not there yet is not read
            identity = _of_file(file)
            if identity is not None and (option := self._options.get(identity)):
                raise _refused(option, f"{file}, which is read")

    def refuse_data(self, data: Iterable[str]) -> None:
        """Check the same of files, and of RDF and decisions in folders.

        Raises:
            UsageError: one would be written over.
        """
        given = list(data)
        self.refuse_files(given)
        for one in given if self._there else ():
            if option := self._holding(one):
                raise _refused(option, f"a file of {one}, which is read")

    def _holding(self, folder: str) -> str | None:
        """The option that names data or decisions in a folder, if one does."""
        from icmlpo_rdf.store.streams import SYNTAXES, is_decisions, suffix_of  # noqa: PLC0415 - keeps --help quick

        if folder == "-" or not os.path.isdir(folder):  # noqa: PTH112 - as above
            return None
        within = Path(os.path.realpath(folder))
        for path, option in self._there.items():
            is_data = suffix_of(str(path)) in SYNTAXES or is_decisions(str(path))
            if is_data and path.is_file() and path.is_relative_to(within):
                return option
        return None


def _refused(option: str, what: str) -> UsageError:
    return UsageError(f"it would be written over {what}", mend="name another file", origin=option)


def _identity(path: str) -> _Identity | None:
    """What a file is one by; where there is none yet, its place. None for what a result does not replace."""
    if path == "-" or "://" in path or "\0" in path:
        return None
    return _of_file(path) if os.path.exists(path) else os.path.realpath(path)  # noqa: PTH110 - as above


def _of_file(path: str) -> _Identity | None:
    """What a file that is there is one by; None for a folder, a device or nothing."""
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _holds_page(folder: str, path: Path) -> bool:
    """Whether a file is one of those that are read of a folder: `Page/` is read with the `Redirect/` beside it."""
    from icmlpo_rdf.source.entries import (  # noqa: PLC0415 - keeps --help quick
        PAGE_FOLDER,
        REDIRECT_FOLDER,
        Kind,
        kind_of,
    )

    root = Path(os.path.realpath(folder))
    folders = [root]
    if root.name == PAGE_FOLDER:
        folders.append(root.with_name(REDIRECT_FOLDER))
    if not any(one in path.parents for one in folders):
        return False
    below = root.parent if len(folders) > 1 else root
    return kind_of(path.relative_to(below).as_posix()) is not Kind.OTHER
