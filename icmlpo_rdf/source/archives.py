"""Pages inside `.zip` and `.tar` archives (`.tar.gz`, `.tgz`, `.tar.bz2`, `.tar.xz` too)."""

from __future__ import annotations

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from icmlpo_rdf.errors import SourceError

__all__ = ["archive_errors_told", "checked_name", "is_archive", "member_names", "read_member"]

_TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


def is_archive(path: str) -> bool:
    """True when the path's ending says that it is an archive."""
    return path.lower().endswith((".zip", *_TAR_ENDINGS))


def member_names(archive: str) -> list[str]:
    """Return the names of an archive's files, sorted. Links and devices are no files.

    Raises:
        SourceError: it is no whole archive, or a member's name leads out of it.
    """
    with archive_errors_told(archive):
        if archive.lower().endswith(".zip"):
            with zipfile.ZipFile(archive) as opened:
                names = [info.filename for info in opened.infolist() if not info.is_dir()]
        else:
            with tarfile.open(archive) as opened_tar:
                names = [info.name for info in opened_tar if info.isreg()]
    return sorted(checked_name(archive, name) for name in names)


def checked_name(archive: str, name: str) -> str:
    """Return a member's name.

    Raises:
        SourceError: it leads out of the archive.
    """
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts:
        raise SourceError(
            f"its member {name!r} leads out of the archive", mend="do not trust this archive", origin=archive
        )
    return name


def read_member(archive: str, member: str) -> bytes:
    """Return the bytes of one of an archive's files.

    Raises:
        SourceError: it is no whole archive, or the member cannot be read.
    """
    with archive_errors_told(archive):
        if archive.lower().endswith(".zip"):
            with zipfile.ZipFile(archive) as opened:
                return opened.read(member)
        with tarfile.open(archive) as opened_tar:
            stream = opened_tar.extractfile(member)
            if stream is None:
                raise SourceError(f"its member {member!r} is no file", mend="pack it again", origin=archive)
            return stream.read()


@contextmanager
def archive_errors_told(archive: str) -> Iterator[None]:
    """Turn what goes wrong inside with an archive into a `SourceError` that names it."""
    try:
        yield
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        EOFError,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        KeyError,
    ) as error:
        raise SourceError(
            f"no whole archive ({error})", mend="get it again whole, without a password", origin=archive
        ) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(
            f"cannot be read ({reason})", mend="give a readable archive", origin=archive
        ) from error
