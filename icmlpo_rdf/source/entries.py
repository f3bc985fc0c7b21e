"""What an input holds: pages, and redirects from one title to another, each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from itertools import chain
from pathlib import PurePosixPath
from posixpath import splitext
from typing import NamedTuple

from msgspec import Struct

from icmlpo_rdf.errors import ServerError, SourceError
from icmlpo_rdf.lazy_patterns import lazy_pattern
from icmlpo_rdf.source.raw import Told

__all__ = [
    "HEAD_BYTES",
    "PAGE_FOLDER",
    "PAGE_SUFFIXES",
    "REDIRECT_FOLDER",
    "STANDARD_INPUT",
    "Entry",
    "Kind",
    "Problem",
    "first_error",
    "is_archive",
    "is_index",
    "is_macs",
    "is_zip",
    "kind_of",
    "listed_redirects",
]

PAGE_FOLDER = "Page"
"""The folder of a dump in which a file's name is its page's title."""

REDIRECT_FOLDER = "Redirect"
"""The folder of a dump that holds its redirects: links, files that hold a path or a page, and lists of both titles."""

HEAD_BYTES = 2_048
"""How much of a file's beginning is kept: the line that tells a page's title, or the path that a redirect leads to."""

STANDARD_INPUT = "-"

PAGE_SUFFIXES = frozenset({".md", ".txt"})
"""The endings of a Markdown dump's pages."""

_PAGES = PAGE_SUFFIXES | {".markdown", ".wikitext", ".wiki", ".mediawiki", ".html", ".htm", ".xhtml"}
_DUMP = lazy_pattern(r"\.(?:(?:xml(?:-p\d+p\d+)?|ndjson)(?:\.(?:bz2|gz|7z|xz|zst))?|json)$", re.IGNORECASE)
_INDEX = lazy_pattern(r"-multistream-index\d*+\.txt")
# A `.txt.gz` is a list as often as a page.
_PACKED_PAGE = lazy_pattern(r"\.(?:md|markdown|wikitext|wiki|mediawiki|x?html?)\.(?:gz|bz2)$", re.IGNORECASE)
_LIST_SUFFIX = ".tsv"
_LONGEST_LINE = 4_096
"""Two titles of 255 bytes each, percent-encoded, and what stands around them."""


_TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


def is_archive(path: str) -> bool:
    """True when the path's ending says that it is an archive."""
    return is_zip(path) or path.lower().endswith(_TAR_ENDINGS)


def is_zip(path: str) -> bool:
    """True when the path's ending says that it is a zip archive."""
    return path.lower().endswith(".zip")


def is_index(path: str) -> bool:
    """True when the path is that of a multistream dump's index, which says where its pages begin."""
    return _INDEX.search(path.rpartition("/")[2]) is not None


def is_macs(path: str) -> bool:
    """True when the path is that of a Mac's notes on another file, which lie beside it or below `__MACOSX/`."""
    *folders, name = path.split("/")
    return name.startswith("._") or "__MACOSX" in folders


class Kind(Enum):
    """What a file is, by its path."""

    PAGE = "page"
    REDIRECT = "redirect"
    LIST_OF_REDIRECTS = "list of redirects"
    DUMP = "dump"
    """A file of many pages, if its bytes say so too: MediaWiki's XML, articles of Wikimedia Enterprise."""
    ARCHIVE = "archive"
    OTHER = "other"


def kind_of(name: str) -> Kind:
    """Return what a file is, by its path below the place that holds it."""
    folders, _, file_name = name.rpartition("/")
    suffix = splitext(file_name)[1]
    if REDIRECT_FOLDER in folders.split("/"):
        if suffix == _LIST_SUFFIX:
            return Kind.LIST_OF_REDIRECTS
        return Kind.REDIRECT if suffix in PAGE_SUFFIXES else Kind.OTHER
    if is_index(file_name) or is_macs(name):
        return Kind.OTHER
    if is_archive(file_name):
        return Kind.ARCHIVE
    if _DUMP.search(file_name):
        return Kind.DUMP
    return Kind.PAGE if suffix.lower() in _PAGES or _PACKED_PAGE.search(file_name) else Kind.OTHER


class Problem(NamedTuple):
    """Why something that was listed cannot be read."""

    what: str
    mend: str
    line: int | None = None
    """1-based line of the file, if known."""
    asked: str = ""
    """The address that was asked for it, where no file was."""

    @classmethod
    def of(cls, error: SourceError | ServerError) -> Problem:
        """What an error says."""
        return cls(error.what, error.mend, error.line)


class Entry(Struct, frozen=True):
    """A page, or a redirect to one."""

    location: str
    """The folder, archive or remote place that it is in, as the user wrote it; empty for the working folder."""
    name: str
    """Its path below the location, with slashes."""
    stamp: str = ""
    """What tells a changed file from an unchanged one: size, and times or a checksum; empty where nothing tells."""
    head: bytes = b""
    """Its first bytes, where they were read on the way."""
    leads_to: str | None = None
    """For a redirect, the file name that it leads to; None where its text tells."""
    read_from: str = ""
    """The file that its bytes are read from where that is not the location: a compressed archive is unpacked first."""
    offset: int = -1
    """Where its bytes begin in an uncompressed tar archive, or in what a dump's texts were written to; -1 elsewhere."""
    size: int = 0
    """How many they are there."""
    given: str = ""
    """What of the name the user has named: all of a file's, `Page/` of that folder's, else nothing."""
    told: Told | None = None
    """What the dump tells of it; None for a file that is a page."""
    problem: Problem | None = None
    """Why its text could not be got; None for one whose text is there. With a dump or an archive what was listed of it
    before counts for nothing: a part is never taken for the whole."""

    @property
    def stem(self) -> str:
        """The file's name without its ending: in a dump the page's title."""
        return splitext(self.file_name)[0]

    @property
    def file_name(self) -> str:
        """Its name without folders."""
        return self.name.rpartition("/")[2]

    @property
    def origin(self) -> str:
        """The path that messages name."""
        if self.location == STANDARD_INPUT:
            return "<stdin>" if self.is_named else f"<stdin>/{self.name}"
        return f"{self.location.rstrip('/')}/{self.name}" if self.location else self.name

    @property
    def below(self) -> str:
        """Where its own output goes below a folder: where the file lay below what the user has named."""
        return self.file_name if self.is_named else self.name.removeprefix(self.given)

    @property
    def is_named(self) -> bool:
        """True when the user has named this very file, and not a place that holds it."""
        return self.given == self.name

    @property
    def error(self) -> SourceError | None:
        """The problem as an error that names it; None where there is none."""
        if self.problem is None:
            return None
        what, mend, line, asked = self.problem
        return SourceError(what, mend=mend, origin=asked or self.origin, line=line)

    @property
    def in_page_folder(self) -> bool:
        """True when the file's name is the page's title."""
        return f"/{self.name}".endswith(f"/{PAGE_FOLDER}/{self.file_name}")

    @property
    def is_redirect(self) -> bool:
        """True when it stands for another page."""
        is_there = REDIRECT_FOLDER in self.name and not self.is_named
        return self.leads_to is not None or (is_there and kind_of(self.name) is Kind.REDIRECT)


def first_error(entries: Iterable[Entry]) -> SourceError | None:
    """Return what is wrong with the first entry that has a problem, with a note for each other one; None where all is well."""
    errors = [error for entry in entries if (error := entry.error)]
    for other in errors[1:]:
        errors[0].add_note(str(other))
    return errors[0] if errors else None


def listed_redirects(location: str, name: str, readline: Callable[[int], bytes]) -> Iterator[Entry]:
    """Yield the redirects of a list: lines of a title, a tab, and the title that it leads to.

    Args:
        location: where the list is.
        name: its path below the location.
        readline: gives the next line, but no more than so many bytes of it.
    """
    folder = PurePosixPath(name).parent
    first = readline(_LONGEST_LINE).removeprefix(b"\xef\xbb\xbf")
    for line in chain((first,), iter(lambda: readline(_LONGEST_LINE), b"")):
        alias, tab, target = line.decode("utf-8", "replace").partition("\t")
        if tab and alias.strip() and target.strip():
            written = f"{alias.strip().removesuffix('.md')}.md"
            yield Entry(location, f"{folder}/{written}", leads_to=PurePosixPath(target.strip()).name)
