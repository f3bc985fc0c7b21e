"""The JSON of a snapshot: one object a line (NDJSON), one alone over many lines, or an array of some, each with its place."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from icmlpo_rdf.errors import SourceError

__all__ = ["ANY", "BROKEN", "Stretch", "no_json", "objects_of"]

_LONGEST = 256 << 20
"""Bytes of one article; the longest have some ten million with both forms of its text."""
_ARRAY = msgspec.json.Decoder(list[msgspec.Raw])
ANY = msgspec.json.Decoder(msgspec.Raw)
"""Takes one value, whatever it is."""
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WHOLE = "get it again whole"
BROKEN = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What is raised for bytes that are no JSON, or not what was asked of it."""


class Stretch(NamedTuple):
    """A part of a file."""

    path: str
    begin: int
    size: int


def objects_of(location: str, stream: BinaryIO, where: Stretch) -> Iterator[tuple[int, bytes, int]]:
    """Yield the line of each object, its bytes, and where in the file they begin.

    Args:
        location: the file, or the archive that holds it, as the user wrote it.
        stream: stands at its beginning.
        where: the file that the stream reads, and where in it the objects are.

    Raises:
        SourceError: a line is too long, is no array though it begins as one, or is in UTF-16.
    """
    number, offset, end = 0, where.begin, where.begin + where.size
    while offset < end:
        line = stream.readline(min(end - offset, _LONGEST + 1))
        number += 1
        if len(line) > _LONGEST or not line:
            raise SourceError(
                "a line of it is too long, or missing", mend=_WHOLE, origin=location, line=number
            )
        if number == 1:
            marked, line = len(line), _without_mark(line, location)
            offset += marked - len(line)
        if line.strip():
            if number == 1 and end - offset <= _LONGEST and not _is_json(line):
                # One object, or an array of them, may be written over many lines.
                line += stream.read(end - offset - len(line))
            for data, at in _members(line, location, number):
                yield number, data, offset + at
        offset += len(line)


def _without_mark(line: bytes, location: str) -> bytes:
    """A file's first line without the mark of UTF-8, which some editors and shells write."""
    if line.startswith(_UTF_16):
        mend = "convert it to UTF-8: iconv -f UTF-16 -t UTF-8"
        raise SourceError("it is in UTF-16", mend=mend, origin=location, line=1)
    return line.removeprefix(codecs.BOM_UTF8)


def _is_json(data: bytes) -> bool:
    try:
        ANY.decode(data)
    except BROKEN:
        return False
    return True


def _members(line: bytes, location: str, number: int) -> Iterator[tuple[bytes, int]]:
    """What a line holds, with its place there: one article, or those of an array, as the service's On-demand API gives them."""
    if not line.lstrip().startswith(b"["):
        yield line, 0
        return
    try:
        members = _ARRAY.decode(line)
    except BROKEN as error:
        raise no_json(error, location, number) from error
    end = 0
    for one in members:
        data = bytes(one)
        begin = line.index(data, end)
        end = begin + len(data)
        yield data, begin


def no_json(error: Exception, location: str, number: int) -> SourceError:
    """Return what is said of a line that is no JSON."""
    what = f"this is no whole article ({error})"
    if isinstance(error, RecursionError):
        what = "this is no article: it is nested too deep"
    return SourceError(what, mend=_WHOLE, origin=location, line=number)
