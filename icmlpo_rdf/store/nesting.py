"""How deep RDF text is nested, watched while it is read: the engine's stack overflows where triple terms or JSON are
nested some thousand deep, and the process dies.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO

from pyoxigraph import RdfFormat

from icmlpo_rdf.lazy_patterns import lazy_pattern

__all__ = ["DeepError", "DepthWatch", "watch_for"]

_MOST = 100
_OPEN = b"<<("
# What may stand between two that are nested (Turtle 1.2, rules tripleTerm, ttSubject, verb): subject and predicate, which
# hold no quotes and no parentheses, blanks, and comments.
_GAP = lazy_pattern(rb"(?:[^\s<>\"'()#{},;\\]++|\s++|\\.|<[^<>\s]*+>|(?P<comment>#[^\r\n]*+))*+")
_LINE_ENDS = (b"\n", b"\r")
# The beginning of a bracket, an IRI or an escape, the rest of which is still to come.
_UNFINISHED = lazy_pattern(rb"<[^<>\s]*+|<<|\\")
_LONGEST = 1 << 20
_ESCAPED = lazy_pattern(rb"\\.", re.DOTALL)
_NO_BRACKETS = bytes(one for one in range(256) if one not in b"{}[]")
_ALIKE = bytes.maketrans(b"[]", b"{}")


class DeepError(Exception):
    """RDF text is nested deeper than `most`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line
        self.most = _MOST


class DepthWatch:
    """A binary file that is read as it is, and looked at meanwhile."""

    def __init__(self, stream: BinaryIO, look: Callable[[bytes], bool]) -> None:
        self._stream = stream
        self._look = look
        self._lines = 0

    def read(self, size: int = -1) -> bytes:
        """Read as a file does.

        Raises:
            DeepError: what was read so far is nested too deep.
        """
        data = self._stream.read(size)
        if self._look(data):
            raise DeepError(self._lines + 1)
        self._lines += data.count(b"\n")
        return data


def watch_for(stream: BinaryIO, syntax: RdfFormat) -> DepthWatch | BinaryIO:
    """Return RDF text as a file that watches how deep it is nested, where that syntax can be nested too deep."""
    if syntax == RdfFormat.RDF_XML:
        return stream
    return DepthWatch(stream, (_Json() if syntax == RdfFormat.JSON_LD else _TripleTerms()).is_deep)


class _TripleTerms:
    """Triple terms in Turtle and its kin.

    Only a triple term's object can be another. So between a `<<(` and the next one that is nested in it there stand a
    subject, a predicate, blanks and comments, and nothing else: such runs are counted, and the rest need not be read.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._run = 0
        """How many have followed each other; 0 where the last one is closed, or has another object."""
        self._is_comment = False

    def is_deep(self, data: bytes) -> bool:
        """Whether what has come so far, with this behind it, is nested too deep."""
        text, place = self._rest + data, 0
        self._rest = b""
        while place < len(text):
            if self._run == 0:
                place = _first_nested(text, place)
                if place < 0:
                    self._rest = text[-2:]
                    break
            else:
                place = self._behind_gap(text, place)
                is_short = len(text) - place < _LONGEST
                if place == len(text) or (is_short and _UNFINISHED.fullmatch(text, place)):
                    self._rest = text[place:]
                    break
            self._run = self._run + 1 if text.startswith(_OPEN, place) else 0
            if self._run > _MOST:
                return True
            place += len(_OPEN) if self._run else 0
        return False

    def _behind_gap(self, text: bytes, place: int) -> int:
        if self._is_comment:
            place = min((end for end in map(text.find, _LINE_ENDS) if end >= 0), default=len(text))
        gap = _GAP.match(text, place)
        if gap and gap.end() > place:
            self._is_comment = gap.end("comment") == len(text)
            place = gap.end()
        return place


def _first_nested(text: bytes, place: int) -> int:
    """Where a triple term begins in which another one does, or may do so in what is still to come; -1 where none does."""
    while (place := text.find(_OPEN, place)) >= 0:
        gap = _GAP.match(text, place + len(_OPEN))
        end = gap.end() if gap else place + len(_OPEN)
        if end == len(text) or text.startswith(_OPEN, end) or _UNFINISHED.fullmatch(text, end):
            return place
        place = end  # whatever begins in between, in a comment, goes on to the same place
    return -1


class _Json:
    """Objects and arrays in JSON (RFC 8259)."""

    def __init__(self) -> None:
        self._is_string = self._is_escape = False
        self._open = b""
        """The brackets that are open, of either kind as braces."""

    def is_deep(self, data: bytes) -> bool:
        """Whether what has come so far, with this behind it, is nested too deep."""
        text = _ESCAPED.sub(b"", (b"\\" if self._is_escape else b"") + data)
        self._is_escape = text.endswith(b"\\")
        parts = text.split(b'"')
        outside = parts[1::2] if self._is_string else parts[::2]
        self._is_string ^= len(parts) % 2 == 0
        brackets = self._open + b"".join(outside).translate(_ALIKE, _NO_BRACKETS)
        for _ in range(_MOST):
            if b"{}" not in brackets:
                break
            brackets = brackets.replace(b"{}", b"")
        self._open = brackets
        return len(brackets) > _MOST or b"{}" in brackets
