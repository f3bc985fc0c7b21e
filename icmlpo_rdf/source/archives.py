"""What the archives of both kinds have in common: paths of members, bounds, and what is said when one is not whole."""

from __future__ import annotations

import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from icmlpo_rdf.errors import SourceError

__all__ = ["archive_errors_told", "member_path", "refuse_bomb"]

_BOMB_RATIO = 250
_BOMB_BYTES = 256 * 1024 * 1024
# What the modules that read archives raise on bytes that are none, beside their own errors.
_PARSING_ERRORS = (
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ArithmeticError,
    LookupError,
    RuntimeError,
    ValueError,
)


def member_path(archive: str, name: str) -> str:
    """Return the path of a member below the archive, without `.` and doubled slashes.

    Raises:
        SourceError: it leads out of the archive.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in PurePosixPath(name.replace("\\", "/")).parts:
        raise SourceError(
            f"its member {name!r} leads out of the archive", mend="do not trust this archive", origin=archive
        )
    return str(path)


def refuse_bomb(archive: str, packed: int, unpacked: int) -> None:
    """Check that an archive does not unpack to far more than pages do.

    Raises:
        SourceError: it does. Text is packed to a fifth, and hardly ever to less than a fiftieth of its size.
    """
    if unpacked > _BOMB_BYTES and unpacked > _BOMB_RATIO * packed:
        raise SourceError(
            f"it unpacks to over {_BOMB_RATIO} times its {packed:,} bytes",
            mend="do not trust this archive; if you do, unpack it and give the folder",
            origin=archive,
        )


@contextmanager
def archive_errors_told(archive: str) -> Iterator[None]:
    """Turn what goes wrong inside with an archive into a `SourceError` that names it."""
    try:
        yield
    except _PARSING_ERRORS as error:
        raise SourceError(f"no whole archive ({error})", mend="get it again whole", origin=archive) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            f"cannot be read ({reason})", mend="give a readable archive", origin=archive
        ) from error
