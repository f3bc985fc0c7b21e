"""Multistream dumps: bzip2 of many streams, each of a hundred pages, and an index that says where each begins.

https://meta.wikimedia.org/wiki/Data_dumps/Dump_format#Multistream_dumps. With the index beside the dump its streams are
unpacked on all cores; without it, or with one of another dump, one after another. What they give is the same.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from typing import BinaryIO

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.source.compressed import BZIP2, unpacked

__all__ = ["export_chunks"]

_NAME = lazy_pattern(r"-multistream(\d*)\.xml")
_LONGEST_STREAM = 64 << 20
"""Packed; one of a hundred pages has some 300,000 bytes."""


def export_chunks(stream: BinaryIO, location: str) -> Iterator[bytes]:
    """Yield the bytes of an XML export, unpacked.

    Args:
        stream: the file.
        location: its path; its index lies beside it.

    Raises:
        SourceError: the compressed data are damaged or cut off.
    """
    places = _places(location, stream)
    if len(places) < 3:
        return unpacked(stream, location)
    return _in_parallel(stream, places, location)


def _places(location: str, stream: BinaryIO) -> list[int]:
    """Where the streams begin and where the last one ends; nothing where no index fits the file."""
    index = _index_of(location)
    if index is None:
        return []
    size = os.fstat(stream.fileno()).st_size
    try:
        found = sorted({0, *_offsets(index), size})
    except (SourceError, ValueError, OSError):
        return []
    if found[0] < 0:
        return []
    for begin, end in pairwise(found):
        stream.seek(begin)
        if end > size or end - begin > _LONGEST_STREAM or stream.read(len(BZIP2)) != BZIP2:
            found = []
            break
    stream.seek(0)
    return found


def _index_of(location: str) -> Path | None:
    """The index beside a dump: `…-multistream-index.txt.bz2`."""
    path = Path(location)
    name, count = _NAME.subn(r"-multistream-index\1.txt", path.name)
    if not count:
        return None
    candidates = (path.with_name(name), path.with_name(name.removesuffix(".bz2")))
    return next((one for one in candidates if one.is_file()), None)


def _offsets(index: Path) -> Iterator[int]:
    """The number before the first colon of each line: `1234:56:Title`."""
    rest = b""
    with index.open("rb") as stream:
        for chunk in unpacked(stream, str(index)):
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                yield int(line.partition(b":")[0])
    if rest.strip():
        yield int(rest.partition(b":")[0])


def _in_parallel(stream: BinaryIO, places: list[int], location: str) -> Iterator[bytes]:
    """The streams in their order. bzip2 lets go of Python's lock, so that threads are enough."""
    threads = os.cpu_count() or 1

    def packed() -> Iterator[bytes]:
        for begin, end in pairwise(places):
            stream.seek(begin)
            yield stream.read(end - begin)

    pieces = packed()
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[bytes]] = deque(
            pool.submit(_whole, piece, location) for piece in islice(pieces, 2 * threads)
        )
        try:
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(_whole, piece, location) for piece in islice(pieces, 1))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _whole(piece: bytes, location: str) -> bytes:
    return b"".join(unpacked(BytesIO(piece), location))
