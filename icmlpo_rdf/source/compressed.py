"""Compressed files unpacked piece by piece, whole or not at all: bzip2 (also of several streams), gzip, or neither."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from icmlpo_rdf.errors import SourceError

__all__ = ["BZIP2", "CHUNK", "GZIP", "is_compressed", "unpacked", "unpacked_head"]

CHUNK = 1 << 20
BZIP2, GZIP = b"BZh", b"\x1f\x8b"
_BOMB_RATIO = 250
_BOMB_BYTES = 256 << 20
_HEAD_PACKED = 2 << 20
"""Bytes after which the first block of any bzip2 stream has come: it packs at most 900,000."""
_WHOLE = "get it again whole"


def is_compressed(first: bytes) -> bool:
    """True when a file's first bytes are those of bzip2 or gzip."""
    return first.startswith((BZIP2, GZIP))


class _Decompressor(Protocol):
    """What `bz2.BZ2Decompressor` has."""

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...


def _bzip2() -> _Decompressor:
    import bz2  # noqa: PLC0415 - a page that is not compressed needs none

    return bz2.BZ2Decompressor()


class _Gzip:
    """zlib's decompressor, as bz2's is used."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._zlib.decompress(self._zlib.unconsumed_tail + data, max(max_length, 0))

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail


def unpacked(stream: BinaryIO, origin: str) -> Iterator[bytes]:
    """Yield a file's bytes, unpacked where they are compressed.

    Args:
        stream: the file.
        origin: what to call it in messages.

    Raises:
        SourceError: the compressed data are damaged, cut off, followed by something else, or unpack to far more than text does.
    """
    first = stream.read(CHUNK)
    if first.startswith(BZIP2):
        yield from _bounded(_unpacked(stream, first, _bzip2, BZIP2, origin), stream, origin)
    elif first.startswith(GZIP):
        yield from _bounded(_unpacked(stream, first, _Gzip, GZIP, origin), stream, origin)
    else:
        while first:
            yield first
            first = stream.read(CHUNK)


def _bounded(chunks: Iterator[bytes], stream: BinaryIO, origin: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        # Where a stream cannot tell how far it was read, it is a pipe: all that it gives is spooled first.
        if size > _BOMB_BYTES and size > _BOMB_RATIO * max(stream.tell(), 1):
            raise SourceError(
                f"it unpacks to over {_BOMB_RATIO} times its bytes", mend="do not trust it", origin=origin
            )
        yield chunk


def _unpacked(
    stream: BinaryIO, data: bytes, make: Callable[[], _Decompressor], magic: bytes, origin: str
) -> Iterator[bytes]:
    decompressor = make()
    try:
        while True:
            if out := decompressor.decompress(data, CHUNK):
                yield out
            if decompressor.eof:
                data = _following(decompressor.unused_data, stream, magic, origin)
                if not data:
                    return
                decompressor = make()
            elif not decompressor.needs_input:
                data = b""
            elif not (data := stream.read(CHUNK)):
                raise SourceError("the file is cut off", mend=_WHOLE, origin=origin)
    except (OSError, zlib.error) as error:
        raise SourceError(f"the compressed data are damaged ({error})", mend=_WHOLE, origin=origin) from error


def _following(data: bytes, stream: BinaryIO, magic: bytes, origin: str) -> bytes:
    """What follows a stream that has ended: another one, or nothing but padding."""
    while not (data := data.lstrip(b"\0")):
        if not (data := stream.read(CHUNK)):
            return b""
    if len(data) < len(magic):
        data += stream.read(CHUNK)
    if not data.startswith(magic):
        raise SourceError("something else follows its compressed data", mend=_WHOLE, origin=origin)
    return data


def unpacked_head(stream: BinaryIO, size: int) -> bytes:
    """Return about the first `size` bytes of a file, unpacked as far as that goes; never raises for what is damaged."""
    data = stream.read(size)
    if not is_compressed(data):
        return data
    decompressor: _Decompressor = _bzip2() if data.startswith(BZIP2) else _Gzip()
    head, read = b"", len(data)
    try:
        while len(head) < size and not decompressor.eof:
            head += decompressor.decompress(data, size - len(head))
            if read > _HEAD_PACKED or not (data := stream.read(size) if decompressor.needs_input else b" "):
                break
            data = b"" if not decompressor.needs_input else data
            read += len(data)
    except (OSError, EOFError, zlib.error):
        return head
    return head
