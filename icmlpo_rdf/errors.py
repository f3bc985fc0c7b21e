"""The error tree.

    IcmlpoError
    ├── UsageError            wrong options, unknown format, unknown named query
    │   └── WrongTypeError        a function of the Python API was given something of another type
    ├── SourceError           an input that is missing, unreadable or no page
    ├── DataError             RDF or a query that cannot be read
    │   └── DamagedStoreError     a store on disk whose files are not what was written
    ├── StaleSourceError      a source that is no longer what the data was made from
    ├── LimitError            a page or a query that would take more than it may
    ├── ServerError           a triplestore or a wiki that cannot be reached, or refuses
    └── OutputError           a place that cannot be written

A page that is odd is not an error: it gives what is sure plus notes (see `notes`). Errors are for
what stops a whole call. Each says where, what, and how to mend it, in one line; the command line
turns each into its exit code: 2, but 1 for a source that was edited, for that is a finding.
"""

from __future__ import annotations

import re
from typing import ClassVar

__all__ = [
    "DamagedStoreError",
    "DataError",
    "IcmlpoError",
    "LimitError",
    "OutputError",
    "ServerError",
    "SourceError",
    "StaleSourceError",
    "UsageError",
    "WrongTypeError",
    "counted",
    "described",
    "install",
    "one_line",
]


class IcmlpoError(Exception):
    """Something that stops the call.

    what:   what is wrong, no full stop.
    mend:   what the user can do about it.
    origin: the file (or option) concerned, if there is one.
    line:   1-based line in that file, if known.
    column: 1-based column in that line, if known.
    """

    exit_code: ClassVar[int] = 2

    def __init__(
        self,
        what: str,
        *,
        mend: str,
        origin: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(what, mend, origin, line, column)
        self.what = what
        self.mend = mend
        self.origin = origin
        self.line = line
        self.column = column

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments need telling pickle how to rebuild: workers send errors home.
        return (_rebuild, (type(self), self.args))

    def __str__(self) -> str:
        """One line: ``origin:line:column: what; mend``."""
        origin = None if self.origin is None else _readable(self.origin)
        where = [str(part) for part in (origin, self.line, self.column) if part is not None]
        prefix = ":".join(where) + ": " if where else ""
        return one_line(f"{prefix}{self.what}; {self.mend}")


def _readable(origin: str) -> str:
    """A web address with the letters that its percent signs stand for, where these are no letters of ASCII; it leads to the same."""
    if not origin.startswith(("http://", "https://")):
        return origin
    return re.sub("(?i:%[89a-f][0-9a-f])+", _letters, origin)


def _letters(escaped: re.Match[str]) -> str:
    # What is no whole letter stays as it is written.
    shown = bytes.fromhex(escaped[0].replace("%", "")).decode(errors="surrogateescape")
    return "".join(f"%{ord(one) - 0xDC00:02X}" if "\udc80" <= one <= "\udcff" else one for one in shown)


def one_line(text: str) -> str:
    """Return text for a terminal: one line, and nothing in it that a terminal would obey."""
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in folded)


def counted(number: int, noun: str) -> str:
    """Return a number with a regular noun that agrees with it, for a message: 1 note, 1,102 notes."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def install(extra: str) -> str:
    """Return the command that installs what only some outputs need, as a group of optional libraries of this program."""
    return f"pip install 'icmlpo-rdf[{extra}]'"


def _rebuild(
    kind: type[IcmlpoError], args: tuple[str, str, str | None, int | None, int | None]
) -> IcmlpoError:
    what, mend, origin, line, column = args
    return kind(what, mend=mend, origin=origin, line=line, column=column)


class UsageError(IcmlpoError):
    """The call itself is wrong: an unknown format, a bad option, a query name that does not exist."""


class WrongTypeError(UsageError, TypeError):
    """A function was given something of another type than it takes; the mend is the call that fits."""


def described(value: object) -> str:
    """Return what a value is, for a message: a bytes, an rdflib.graph.Graph, the str 'page.md'."""
    if isinstance(value, str):
        return f"the str {value[:60]!r}"
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


class SourceError(IcmlpoError):
    """A page, folder or archive that is missing, cannot be read or is not a page."""


class DataError(IcmlpoError):
    """RDF data, shapes or a SPARQL query that cannot be read."""


class DamagedStoreError(DataError):
    """A store on disk whose files are not what was written: it must be made again from its data."""


class StaleSourceError(IcmlpoError):
    """The source file was edited since the data was made from it: the lines may say something else now."""

    exit_code = 1


class LimitError(IcmlpoError):
    """A page or a query that would take more time or memory than it may."""


class ServerError(IcmlpoError):
    """A triplestore or a wiki that cannot be reached, stays busy, or refuses what it is sent."""


class OutputError(IcmlpoError):
    """A file or folder that cannot be written; what stood there before is untouched."""
