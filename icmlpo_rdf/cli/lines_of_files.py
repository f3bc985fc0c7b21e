"""Lists of files, as `--files-from` names them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from icmlpo_rdf.errors import SourceError

__all__ = ["read_list"]


def read_list(path: str | None) -> Iterator[str]:
    """Yield the lines of a list of files; `-` is standard input.

    Raises:
        SourceError: it cannot be read.
    """
    if path is None:
        return
    try:
        with (
            sys.stdin if path == "-" else Path(path).open(encoding="utf-8", errors="surrogateescape") as lines
        ):
            for line in lines:
                if name := line.rstrip("\r\n"):
                    yield name
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", mend="give a list of files, one a line", origin=path
        ) from error
