"""The tables of a MediaWiki wiki as `mysqldump` writes them, read row by row: no more than a few megabytes are held at a time.

Both forms are read: all rows of an INSERT on one line, and one row a line (MariaDB's mysqldump since MDEV-25152). Which
value is which column's says the file's own CREATE TABLE, or the INSERT where that names its columns.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.link.dump_files import file_chunks

__all__ = ["DumpHead", "Row", "SqlTable", "head_of_dump"]

Row = tuple[bytes | None, ...]
"""Values in the order in which their columns were asked for; None is NULL."""

_WHOLE = "get it again whole"
_LONGEST_ROW = 16 << 20
"""Bytes. The longest value of these tables is a `blob` of 64 KiB."""
_HEAD = 1 << 16
_LONGEST_START = 1 << 10
"""Bytes that the start of a statement has before its rows, at most."""
_CREATE = lazy_pattern(rb"CREATE TABLE (?:IF NOT EXISTS )?`(\w+)` \(")
_INSERT = lazy_pattern(rb"(?:INSERT|REPLACE)(?: IGNORE)? INTO `(\w+)`\s*(?:\(([^()]*)\)\s*)?VALUES\s*")
_COLUMN = lazy_pattern(rb"\s*`(\w+)` ")
_NAMES = lazy_pattern(rb"`(\w+)`")
_MADE_BY_DUMP = lazy_pattern(rb"^-- (?:MySQL|MariaDB) dump ", re.MULTILINE)
_COMPLETED = lazy_pattern(rb"^-- Dump completed(?: on\s+(\d{4}-\d\d-\d\d))?", re.MULTILINE)
_DATABASE = lazy_pattern(rb"^-- Host: .*\bDatabase: (\S+)", re.MULTILINE)
# A value is a number or a string. MySQL's dumps have `_binary` before binary strings, and numbers in place of them with
# --hex-blob; a quote within a string is \' or ''.
_VALUE = rb"[^',()]*+(?:'[^'\\]*+(?:\\.[^'\\]*+)*+')*+"
_ANY_ROW = lazy_pattern(rb"\s*\(" + _VALUE + rb"(?:,\s*" + _VALUE + rb")*+\)\s*[,;]", re.DOTALL)
_BINARY = b"_binary "
_ESCAPE = lazy_pattern(rb"\\(.)|''", re.DOTALL)
# https://dev.mysql.com/doc/refman/8.4/en/string-literals.html, table 11.1; any other character stands for itself.
_ESCAPED = {b"0": b"\0", b"b": b"\b", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"Z": b"\x1a"}


@dataclass(frozen=True, slots=True)
class DumpHead:
    """What a dump tells before its rows."""

    table: str
    """The first table that it makes."""
    database: str
    """As its header names it; empty where there is none."""


def head_of_dump(first: bytes) -> DumpHead | None:
    """Return what the first bytes of a file say of its table; None where they are no dump of one."""
    created = _CREATE.search(first) or _INSERT.search(first)
    if created is None:
        return None
    database = _DATABASE.search(first)
    return DumpHead(created[1].decode(), database[1].decode("utf-8", "replace") if database else "")


class _Buffer:
    """A file's text from some place on, as much of it as is needed."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.data = b""
        self.at = 0
        self.tail = b""
        """The last bytes that were read."""

    def more(self) -> bool:
        """Read on; False at the end."""
        chunk = next(self._chunks, b"")
        self.tail = (self.tail + chunk)[-_LONGEST_START:]
        self.data = self.data[self.at :] + chunk
        self.at = 0
        return bool(chunk)

    def has(self, size: int) -> None:
        """Read on until there are so many bytes, or no more."""
        while len(self.data) - self.at < size and self.more():
            pass

    def skip_line(self) -> bytes:
        """Go behind the end of a line, and return its beginning."""
        self.has(_LONGEST_START)
        first = self.data[self.at : self.at + _LONGEST_START].partition(b"\n")[0]
        while (end := self.data.find(b"\n", self.at)) < 0:
            self.at = len(self.data)
            if not self.more():
                return first
        self.at = end + 1
        return first

    @property
    def is_empty(self) -> bool:
        """Whether all was read."""
        return self.at >= len(self.data) and not self.more()


class SqlTable:
    """A table of a dump; it may be read several times."""

    def __init__(self, path: str, table: str) -> None:
        self.path = path
        self.name = table
        self.completed = ""
        """The day on which the dump was made (`2026-11-01`), known when it was read once; empty where its end does not say."""

        self.count = 0
        """How many rows it has, known when it was read once."""

    def rows(self, *columns: str, only: Container[bytes] | None = None) -> Iterator[Row]:
        """Yield rows: of each the columns that are asked for.

        Args:
            columns: their names.
            only: where it is given, rows whose value in the first of the columns is not in it are passed over.

        Raises:
            DataError: the file is cut off, or does not hold the table with these columns.
        """
        reading = _Reading(self.path, self.name, columns, only)
        yield from reading.rows()
        self.completed, self.count = reading.completed, reading.count


class _Reading:
    """One way through a file."""

    def __init__(self, path: str, table: str, columns: Sequence[str], only: Container[bytes] | None) -> None:
        self._path = path
        self._only = only
        self.count = 0
        self._table = table.encode()
        self._wanted = [column.encode() for column in columns]
        self._text = _Buffer(file_chunks(path))
        self._columns: list[bytes] = []
        self._is_there = False
        self.completed = ""

    def rows(self) -> Iterator[Row]:
        """Yield the table's rows, and read on to the end."""
        text = self._text
        text.has(_HEAD)
        first = text.data[:_HEAD]
        while not text.is_empty:
            text.has(_LONGEST_START)
            begun = text.data[text.at : text.at + _LONGEST_START]
            if begun.startswith(b"CREATE TABLE"):
                self._create()
            elif (insert := _INSERT.match(begun)) and insert[1] == self._table:
                text.at += insert.end()
                yield from self._inserted(insert[2])
            else:
                text.skip_line()
        if not self._is_there:
            raise DataError(
                f"it holds no table {self._table.decode()}", mend="check which file it is", origin=self._path
            )
        completed = _COMPLETED.search(text.tail)
        if completed is None and _MADE_BY_DUMP.search(first):
            raise DataError("the dump is cut off before its end", mend=_WHOLE, origin=self._path)
        self.completed = (completed[1] or b"").decode() if completed else ""

    def _create(self) -> None:
        match = _CREATE.match(self._text.skip_line())
        is_ours = match is not None and match[1] == self._table
        columns: list[bytes] = []
        while not self._text.is_empty:
            line = self._text.skip_line()
            if column := _COLUMN.match(line):
                columns.append(column[1])
            if line.lstrip().startswith(b")"):
                break
        if is_ours:
            self._columns, self._is_there = columns, True

    def _inserted(self, named: bytes | None) -> Iterator[Row]:
        self._is_there = True
        columns = _NAMES.findall(named) if named else self._columns
        pattern, order = self._pattern(columns)
        text, only, first, last = self._text, self._only, order[0] + 1, len(order) + 1
        find = pattern.match
        while True:
            match = find(text.data, text.at)
            if match is None:
                if len(text.data) - text.at > _LONGEST_ROW or not text.more():
                    raise self._no_row(len(columns))
                continue
            text.at = match.end()
            self.count += 1
            if only is None or _value(match[first]) in only:
                values = match.groups()
                yield tuple(_value(values[place]) for place in order)
            if match[last] == b";":
                return

    def _pattern(self, columns: list[bytes]) -> tuple[re.Pattern[bytes], list[int]]:
        """What a whole row is like, and in which order it gives the columns that are asked for."""
        for wanted in self._wanted:
            if wanted not in columns:
                raise DataError(
                    f"its table {self._table.decode()} has no column {wanted.decode()}",
                    mend="give a dump of MediaWiki's tables, made with their CREATE TABLE",
                    origin=self._path,
                )
        values = [b"(" + _VALUE + b")" if one in self._wanted else _VALUE for one in columns]
        given = [one for one in columns if one in self._wanted]
        pattern = rb"\s*\(" + rb",\s*".join(values) + rb"\)\s*([,;])"
        return re.compile(pattern, re.DOTALL), [given.index(one) for one in self._wanted]

    def _no_row(self, columns: int) -> DataError:
        text = self._text
        if not _ANY_ROW.match(text.data, text.at):
            return DataError("the dump is cut off within its rows", mend=_WHOLE, origin=self._path)
        shown = text.data[text.at : text.at + 40].decode("utf-8", "replace").strip()
        return DataError(
            f"a row of its table {self._table.decode()} does not have its {columns} columns: {shown}…",
            mend=_WHOLE,
            origin=self._path,
        )


def _value(written: bytes) -> bytes | None:
    if written[:1] == b"'":
        inner = written[1:-1]
        return _ESCAPE.sub(_unescaped, inner) if b"\\" in inner or b"'" in inner else inner
    if written == b"NULL":
        return None
    if written.startswith(b"0x"):
        return bytes.fromhex(written[2:].decode())
    return _value(written.removeprefix(_BINARY)) if written.startswith(_BINARY) else written.strip()


def _unescaped(match: re.Match[bytes]) -> bytes:
    one = match[1]
    return b"'" if one is None else _ESCAPED.get(one, one)
