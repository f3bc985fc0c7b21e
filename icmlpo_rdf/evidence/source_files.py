"""The source files behind data: found again by name, told apart by SHA-256, quoted by line. All that quotes asks here."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import weakref
from collections import OrderedDict, defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.errors import DataError, IcmlpoError, SourceError, StaleSourceError
from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.quads.source_places import Evidence, quoted_lines
from icmlpo_rdf.quads.vocab import Schema
from icmlpo_rdf.source import Dumps, Entry, holds_many, list_folder, list_inputs, plain_bytes, read_entry
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["SourceFiles"]

_SHOWN_DIGITS = 12
_KEPT = 64
"""Files whose lines are kept."""
_LARGEST = 64 << 20
"""Bytes of a page; what is larger was made to fill the memory."""


class SourceFiles:
    """Finds and quotes the files that a store's data was made from. Threads may share it."""

    def __init__(self, store: Store, path: str) -> None:
        """`path` is a source file, or a folder in which the sources lie at any depth.

        Raises:
            SourceError: there is no such file or folder.
        """
        if not Path(path).exists():
            raise SourceError("no such file or folder", mend="check the path", origin=path)
        self._is_dump = Path(path).is_file() and holds_many(path)
        self._look = Lookups(store)
        self._path = path
        self._known: OrderedDict[str, tuple[str, ...] | IcmlpoError] = OrderedDict()
        self._absent: dict[str, str] = {}
        self._lock = threading.Lock()

    def quote(self, evidence: Evidence) -> Quotation:
        """Return the lines as they stand in the source.

        Raises:
            DataError: the file is shorter than the data says. Others as `lines`.
        """
        lines = self.lines(evidence.source)
        found = quoted_lines(evidence.place, lines)
        if found is None:
            raise DataError(
                f"the data speaks of {evidence.place}, but the source has {len(lines)} lines",
                mend="convert the page again",
                origin=self._path,
            )
        return Quotation(evidence, found[1], found[0])

    def quote_if_there(self, evidence: Evidence) -> Quotation:
        """As `quote`, but without lines where the path does not hold the source."""
        try:
            return self.quote(evidence)
        except SourceError:
            self._absent[evidence.source] = self._said(evidence.source, Schema.name)
            return Quotation(evidence)

    @property
    def absent(self) -> tuple[str, ...]:
        """The names of the sources that `quote_if_there` did not find, sorted."""
        return tuple(sorted(set(self._absent.values())))

    def lines(self, source: str) -> tuple[str, ...]:
        """Return all lines of a source, which its IRI names.

        Raises:
            SourceError: the path does not hold it, or it cannot be read.
            StaleSourceError: there are files of its name, but none is the one that the data was made from.
            DataError: the data says nothing of it.
        """
        with self._lock:
            if source not in self._known:
                self._known[source] = self._read(source)
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
            self._known.move_to_end(source)
            found = self._known[source]
        if isinstance(found, IcmlpoError):
            raise found.with_traceback(None)
        return found

    def _read(self, source: str) -> tuple[str, ...] | IcmlpoError:
        try:
            data = self._bytes_of(self._said(source, Schema.name), self._said(source, Schema.sha256))
        except IcmlpoError as error:
            return error
        text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        return tuple(text.split("\n"))

    def _bytes_of(self, name: str, expected: str) -> bytes:
        """Of all files of a name the one with the SHA-256; pages of two wikis may bear one name."""
        if self._is_dump:
            return self._in_dump(name, expected)
        found, place = "", self._path
        for path in self._named(name):
            try:
                data = b"" if path.stat().st_size > _LARGEST else plain_bytes(path.read_bytes(), str(path))
            except OSError as error:
                raise SourceError(
                    f"cannot be read ({error.strerror})", mend="give a readable file", origin=str(path)
                ) from error
            digest = hashlib.sha256(data).hexdigest()
            if digest == expected:
                return data
            found, place = digest, str(path)
        if not found:  # in a dump that lies in the folder, perhaps
            return self._in_dump(name, expected)
        raise _stale(found, expected, place)

    def _in_dump(self, name: str, expected: str) -> bytes:
        """Of all pages of a name in a dump or archive the one with the SHA-256."""
        found, place = "", self._path
        for entry in self._pages.get(name, ()):
            page = read_entry(entry)
            if page.sha256 == expected:
                return page.data
            found, place = page.sha256, page.origin
        if not found:
            what, mend = "the folder", "name the folder of the source"
            if self._is_dump:
                what, mend = "it", "name the source"
            raise SourceError(f"{what} does not hold {name}", mend=mend, origin=place)
        raise _stale(found, expected, place)

    @cached_property
    def _pages(self) -> dict[str, list[Entry]]:
        """The pages of dumps that the data speaks of, by their names; their texts lie in a folder of our own meanwhile."""
        found: defaultdict[str, list[Entry]] = defaultdict(list)
        if self._is_dump:
            entries = list_inputs([self._path], lambda: self._work)
        else:
            entries = list_folder(self._path, Dumps(lambda: self._work))
        for entry in entries:
            name = entry.file_name
            if not entry.is_redirect and self._look.has(None, Schema.name, Literal(name)):
                found[name].append(entry)
        return dict(found)

    @cached_property
    def _work(self) -> Path:
        """A folder that is gone when nobody quotes any more."""
        folder = mkdtemp(prefix="icmlpo-rdf-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    def _named(self, name: str) -> Sequence[Path]:
        given = Path(self._path)
        if given.is_dir():
            return self._by_name.get(name, ())
        # A renamed file is tried; one that bears the name of another of the data's sources is that source.
        if given.name != name and self._look.has(None, Schema.name, Literal(given.name)):
            raise SourceError(
                f"the data rests on {name} too", mend="name the folder of the sources", origin=self._path
            )
        return (given,)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        """The folder's files: what is asked for leads to no other file."""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for folder, folders, names in os.walk(self._path):
            folders.sort()
            for name in sorted(names):
                path = Path(folder) / name
                if path.is_file():
                    found[name].append(path)
        return dict(found)

    def _said(self, source: str, predicate: NamedNode) -> str:
        said = self._look.text(NamedNode(source), predicate)
        if said is not None:
            return said.value
        raise DataError(
            f"the data says nothing of its source {source}",
            mend="load the page's whole graph",
            origin=self._path,
        )


def _stale(found: str, expected: str, place: str) -> StaleSourceError:
    return StaleSourceError(
        f"it is not what the data was made from (SHA-256 {found[:_SHOWN_DIGITS]}…, not {expected[:_SHOWN_DIGITS]}…)",
        mend="give the file as it was, or convert it again",
        origin=place,
    )
