"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from icmlpo_rdf.errors import OutputError

__all__ = ["make_folder", "write_whole"]


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that a reader, or a crash, finds the old file or the new one.

    A temporary file beside it, fsync, rename. A path that ends in `.gz` is compressed, with nothing of
    the machine or the clock in its header. What is no regular file (a device, a pipe) is written in place.

    Raises:
        OutputError: it cannot be written; what stood there before is untouched.
    """
    if path.suffix == ".gz":
        import gzip  # noqa: PLC0415 - few files are compressed

        data = gzip.compress(data, compresslevel=6, mtime=0)
    try:
        if path.is_dir():
            raise OutputError(
                "it is a folder", mend="name a file, or end it in / for one file per page", origin=str(path)
            )
        if path.exists() and not path.is_file():
            with path.open("wb", buffering=0) as stream:
                _write_all(stream.fileno(), data)
            return
        _replace(path.resolve(), data)
    except (OSError, ValueError) as error:
        raise OutputError(_reason(error), mend=_mend(error), origin=str(path)) from error


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _replace(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name[:40]}.{os.urandom(8).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        try:
            _write_all(descriptor, data)
            os.fchmod(descriptor, _mode(path))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The rename itself must survive a power cut too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _mode(path: Path) -> int:
    """The permissions of the file that is replaced, else those of any new file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def make_folder(path: Path) -> None:
    """Make a folder and those above it, if they are missing.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise OutputError(_reason(error), mend="name a folder that can be made", origin=str(path)) from error


def _reason(error: OSError | ValueError) -> str:
    return f"cannot be written ({error.strerror if isinstance(error, OSError) else error})"


def _mend(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.errno in {28, 122}:  # ENOSPC, EDQUOT
        return "free some space or write elsewhere; nothing was changed"
    if isinstance(error, FileNotFoundError):
        return "make the folder first"
    return "write elsewhere with --output; nothing was changed"
