"""Lists of files, as `--files-from` names them."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.page.encodings import mend_of_encoding

__all__ = ["read_list", "read_titles"]


_LIST_OF_TITLES = "give a file with a title a line; a title itself stands behind --wiki WIKI"


def read_list(path: str | None) -> Iterator[str]:
    """Yield the lines of a list of files; `-` is standard input.

    Raises:
        SourceError: it cannot be read.
    """
    for line in _lines(path, "give a list of files, one a line"):
        if line:
            yield line


def read_titles(path: str | None) -> Iterator[str]:
    """Yield the titles of a list, one a line. Blank lines and those that begin with `#`, as no title does, are left out.

    What stands behind a tab is no part of a title.

    Raises:
        SourceError: it cannot be read, is no UTF-8, or holds no title.
    """
    if path is None:
        return
    is_empty = True
    for number, line in enumerate(_lines(path, _LIST_OF_TITLES), 1):
        title = line.removeprefix("\ufeff").partition("\t")[0].strip()
        if not title or title.startswith("#"):
            continue
        _refuse_other_encoding(line, number, path)
        is_empty = False
        yield title
    if is_empty:
        raise SourceError("it holds no title", mend="give a list of titles, one a line", origin=path)


def _refuse_other_encoding(line: str, number: int, path: str) -> None:
    """Refuse a line with bytes that are no UTF-8, which Python keeps as surrogates."""
    try:
        line.encode()
    except UnicodeEncodeError as error:
        data, at = line.encode(errors="surrogateescape"), len(line[: error.start].encode())
        mend = mend_of_encoding(data, at, "")
        raise SourceError(f"line {number} is no UTF-8", mend=mend, origin=path, line=number) from error


def _lines(path: str | None, mend: str) -> Iterator[str]:
    if path is None:
        return
    if path == "-" and isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")
    try:
        with (
            sys.stdin if path == "-" else Path(path).open(encoding="utf-8", errors="surrogateescape") as lines
        ):
            for line in lines:
                yield line.rstrip("\r\n")
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", mend=mend, origin=path) from error
