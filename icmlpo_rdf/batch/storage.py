"""Where a dataset is kept: a local folder, or one in an object store; files appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import OutputError
from icmlpo_rdf.sinks import make_folder
from icmlpo_rdf.source import is_remote

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

__all__ = ["Storage"]

_TEMPORARY = ".tmp"


class Storage:
    """A dataset's folder. Names are paths below it, with slashes."""

    def __init__(self, location: str) -> None:
        """`location`: a local folder, or an address that fsspec writes to (`s3://bucket/data`)."""
        self.location = location
        self._system: AbstractFileSystem | None = None
        self._root = location
        if is_remote(location):
            import fsspec  # noqa: PLC0415 - only remote datasets need it

            self._system, self._root = fsspec.core.url_to_fs(location)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def size(self, name: str) -> int | None:
        """Return a file's size in bytes, or None when there is no such file."""
        try:
            if self._system:
                return int(self._system.size(self._path(name)))
            return Path(self._path(name)).stat().st_size
        except OSError:
            return None

    def read(self, name: str) -> bytes | None:
        """Return a file's bytes, or None when there is no such file."""
        try:
            if self._system:
                return bytes(self._system.cat_file(self._path(name)))
            return Path(self._path(name)).read_bytes()
        except OSError:
            return None

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        try:
            if self._system:
                self._system.rm_file(self._path(name))
            else:
                Path(self._path(name)).unlink()
        except OSError:
            return

    def names(self, folder: str) -> list[str]:
        """Return the names of a folder's files, sorted, without those half-written."""
        try:
            if self._system:
                found = [
                    str(path).rpartition("/")[2] for path in self._system.ls(self._path(folder), detail=False)
                ]
            else:
                found = os.listdir(self._path(folder))  # noqa: PTH208 - names alone
        except OSError:
            return []
        return sorted(name for name in found if not name.endswith(_TEMPORARY))

    @contextmanager
    def writing(self, name: str) -> Iterator[Path]:
        """Give a path to write to; the file takes its place when the block ends well.

        Raises:
            OutputError: it cannot be written; what stood there before is untouched.
        """
        target = self._path(name)
        try:
            folder = None if self._system else Path(target).parent
            if folder:
                make_folder(folder)
            descriptor, temporary = tempfile.mkstemp(suffix=_TEMPORARY, prefix=".", dir=folder)
            os.close(descriptor)
            try:
                yield Path(temporary)
                self._put(Path(temporary), target)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            full = error.errno in {28, 122}  # ENOSPC, EDQUOT
            raise OutputError(
                f"cannot be written ({error.strerror or error})",
                mend="free some space and run the same command again; what is whole is kept"
                if full
                else "write elsewhere",
                origin=f"{self.location.rstrip('/')}/{name}",
            ) from error

    def _put(self, temporary: Path, target: str) -> None:
        if self._system:
            self._system.makedirs(target.rpartition("/")[0], exist_ok=True)
            self._system.put_file(str(temporary), target)
            temporary.unlink()
            return
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(target)

    def write(self, name: str, data: bytes) -> None:
        """Write a whole file."""
        with self.writing(name) as path:
            path.write_bytes(data)
