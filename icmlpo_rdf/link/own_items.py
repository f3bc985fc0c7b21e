"""The items that pages tell of themselves: Wikimedia Enterprise's articles (`main_entity`), saved pages (`wgWikibaseItemId`)."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import DataError, SourceError
from icmlpo_rdf.link.dump_files import file_chunks, file_head, wiki_of_database
from icmlpo_rdf.link.identification import ItemFacts, WikiTitle, Witness
from icmlpo_rdf.link.page_tables import witness_of
from icmlpo_rdf.page.html.head import head_of
from icmlpo_rdf.page.titles import normalise
from icmlpo_rdf.source.enterprise import head_of_article
from icmlpo_rdf.source.forms import is_tar

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["EnterpriseArticles", "SavedPage"]

_HEAD = 1 << 18
_LONGEST = 256 << 20
"""Bytes of one article with both forms of its text."""


class _Told:
    """What both know of items: nothing but which page has which."""

    is_second_class = False
    tells_kinds = False

    def __init__(self, path: str) -> None:
        self._path = path
        self._date = ""

    def about(self, items: Collection[str], *, with_names: bool) -> Mapping[str, ItemFacts]:  # noqa: ARG002 - as all sources
        """Nothing: a page tells its own title only."""
        return {}

    def witnesses(self) -> tuple[Witness, ...]:
        """The file."""
        return (witness_of(self._path, self._date),)


class EnterpriseArticles(_Told):
    """Articles of Wikimedia Enterprise, one a line. What other items an article speaks of is not what it is about."""

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the items of those titles that have one."""
        wanted = frozenset(titles)
        found = {}
        for number, line in enumerate(_lines(self._path), 1):
            if line.strip() and (told := self._article(line, number)) and told[0] in wanted:
                found[told[0]] = told[1]
        return found

    def _article(self, line: bytes, number: int) -> tuple[WikiTitle, str] | None:
        try:
            said = head_of_article(line, self._path, number)
        except SourceError as error:
            raise DataError(error.what, mend=error.mend, origin=error.origin, line=error.line) from error
        wiki, title = wiki_of_database(said.database), normalise(said.name)
        return (WikiTitle(wiki, title), said.item) if said.item and title and wiki else None


def _lines(path: str) -> Iterator[bytes]:
    """The lines of a file, or of the files that an archive holds."""
    if not is_tar(file_head(path)):
        yield from _lines_of(file_chunks(path), path)
        return
    try:
        with tarfile.open(fileobj=io.BufferedReader(_Unpacked(file_chunks(path))), mode="r|") as archive:
            for member in archive:
                if (stream := archive.extractfile(member)) is not None:
                    yield from _lines_of(iter(lambda: stream.read(1 << 20), b""), path)
    except tarfile.TarError as error:
        raise DataError(f"no whole archive ({error})", mend="get it again whole", origin=path) from error


class _Unpacked(io.RawIOBase):
    """Pieces of bytes, read as a file is."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer as far as the piece at hand goes; with nothing at the end."""
        while not self._rest and (chunk := next(self._chunks, None)) is not None:
            self._rest = memoryview(chunk)
        wanted = memoryview(buffer)
        count = min(len(wanted), len(self._rest))
        wanted[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def _lines_of(chunks: Iterator[bytes], path: str) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
        if len(rest) > _LONGEST:
            raise DataError("a line of it is too long for an article", mend="check what it is", origin=path)
    yield rest


class SavedPage(_Told):
    """A page as a browser saves it. Parsoid's HTML names no item."""

    def items(self, titles: Collection[WikiTitle]) -> Mapping[WikiTitle, str]:
        """Return the page's own item, where its title is asked and it names one."""
        head = head_of(file_head(self._path, _HEAD).decode("utf-8", "replace"))
        self._date = head.revision.timestamp[:10]
        title = WikiTitle(head.language, normalise(head.title) or "")
        return {title: head.item} if head.item and not head.host and title in titles else {}
