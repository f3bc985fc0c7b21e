"""The files that tell of items: read piece by piece, unpacked on the way, and what their names say of wiki and day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from icmlpo_rdf.errors import DataError, SourceError
from icmlpo_rdf.language import is_wiki
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.source.compressed import unpacked, unpacked_head
from icmlpo_rdf.store.streams import unreadable

__all__ = ["database_of", "day_of", "file_chunks", "file_head", "wiki_of_database"]

# `zhwiki-20261101-page.sql.gz`, and an index that wikimapper made of it, `index_zhwiki-20261101.db`.
_DUMP_NAME = lazy_pattern(r"(?:index_)?([a-z][a-z_]*)-(?:\d{8}|latest)\b")
_DAY = lazy_pattern(r"(?<!\d)(\d{4})-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def file_chunks(path: str) -> Iterator[bytes]:
    """Yield a file's bytes, unpacked where they are compressed.

    Raises:
        DataError: it cannot be read, is cut off, or unpacks to far more than text does.
    """
    try:
        with Path(path).open("rb") as stream:
            yield from unpacked(stream, path)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    except SourceError as error:
        raise DataError(error.what, mend=error.mend, origin=error.origin) from error


def file_head(path: str, size: int = 1 << 16) -> bytes:
    """Return about the first bytes of a file, unpacked.

    Raises:
        DataError: it cannot be read.
    """
    try:
        with Path(path).open("rb") as stream:
            return unpacked_head(stream, size)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error


def database_of(name: str) -> str:
    """Return the database that a file is named after, `zhwiki`; empty where its name tells none."""
    found = _DUMP_NAME.match(name)
    return found[1] if found else ""


def day_of(name: str) -> str:
    """Return the day that a file is named after, `2026-11-01`; empty where its name tells none."""
    found = _DAY.search(name)
    return "-".join(found.groups()) if found else ""


def wiki_of_database(database: str) -> str:
    """Return the code of the Wikipedia that a database is of, `zh-min-nan` of `zh_min_nanwiki`; empty for another project's."""
    code = database.removesuffix("wiki").replace("_", "-")
    return code if database.endswith("wiki") and is_wiki(code) else ""
