"""Bounds on what a small file may become: gzip that unpacks to gigabytes, XML entities that stand for as much."""

from __future__ import annotations

from typing import BinaryIO

from icmlpo_rdf.errors import DataError
from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["BoundedEntities", "BoundedUnpacking"]

_UNPACKED_BYTES, _UNPACKED_TIMES = 100 << 20, 100
_ENTITY_BYTES, _ENTITY_TIMES = 10 << 20, 10
_DECLARATION = b"<!ENTITY"
# XML 1.0, sections 4.1 and 4.2, read more loosely than any parser does; the last is what the next bytes may complete.
_TOKEN = lazy_pattern(rb"<!ENTITY([^<]*)|&([^&;<]*);")
_REFERENCE = lazy_pattern(rb"&([^&;<]*);")
_NAME = lazy_pattern(r'\s*+%?+\s*+([^\s"]*+)')
_BEGUN = lazy_pattern(rb"(?:<(?:!(?:E(?:N(?:T(?:I(?:TY?)?)?)?)?)?)?|<!ENTITY[^<]*|&[^&;<]*)\Z")
_PREDEFINED = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_LONGEST_TOKEN = 1 << 20


class BoundedUnpacking:
    """A stream of unpacked bytes that ends with an error when there are far more of them than of packed ones."""

    def __init__(self, stream: BinaryIO, packed: int, origin: str) -> None:
        self._stream = stream
        self._bound = max(_UNPACKED_BYTES, _UNPACKED_TIMES * packed)
        self._origin = origin
        self._seen = 0

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            DataError: what was read so far is more than any data are packed to.
        """
        data = self._stream.read(size if size >= 0 else self._bound - self._seen + 1)
        self._seen += len(data)
        if self._seen > self._bound:
            raise DataError(
                f"it unpacks to more than {self._bound >> 20:,} MB, over {_UNPACKED_TIMES} times its size",
                mend="unpack it yourself if you trust it",
                origin=self._origin,
            )
        return data


class BoundedEntities:
    """A stream of RDF/XML that ends with an error when its entities stand for far more text than the file has.

    The parser replaces entities as it meets them, those in the declarations of others too, so that twenty lines may
    stand for gigabytes. Here the lengths of what it will make are added up before it gets the bytes that say so.
    """

    def __init__(self, stream: BinaryIO, origin: str) -> None:
        self._read = stream.read
        self._origin = origin
        self._lengths: dict[bytes, int] = {}
        self._longest = 0
        self._rest = b""
        self._seen = self._made = 0

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            DataError: the entities stand for too much.
        """
        data = self._read(size)
        self._seen += len(data)
        piece = self._rest + data
        if self._lengths or _DECLARATION in piece:
            end = 0
            for token in _TOKEN.finditer(piece):
                if token[2] is None and token.end() == len(piece):
                    break  # the declaration may go on
                self._made += self._declared(token[1]) if token[2] is None else self._replaced(token[2])
                end = token.end()
            if self._made > _ENTITY_BYTES + _ENTITY_TIMES * self._seen:
                raise self._too_much("its entities stand for far more text than it has")
            begun = _BEGUN.search(piece, end)
            self._rest = begun[0] if begun else b""
            if len(self._rest) > _LONGEST_TOKEN:
                raise self._too_much("an entity's declaration is too long")
        else:
            self._rest = piece[1 - len(_DECLARATION) :]
        return data

    def _declared(self, text: bytes) -> int:
        """The length of what an entity stands for: at most that of its declaration, all that is in it replaced."""
        length = len(text) + sum(map(self._replaced, _REFERENCE.findall(text)))
        if match := _NAME.match(text.decode("utf-8", "replace")):
            self._lengths[match[1].encode()] = length
        self._longest = max(self._longest, length)
        return length

    def _replaced(self, name: bytes) -> int:
        """The length of what a reference is replaced by; of a name that was not read as the parser does, the longest."""
        is_character = name.startswith(b"#") or name in _PREDEFINED
        return self._lengths.get(name, 1 if is_character else self._longest)

    def _too_much(self, what: str) -> DataError:
        return DataError(
            what,
            mend="write the text in their place, or give the data in another syntax",
            origin=self._origin,
        )
