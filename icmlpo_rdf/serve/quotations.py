"""The lines of the sources, quoted for pages: what is missing or was edited is said, never guessed."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.quads.line_fragments import Evidence
from icmlpo_rdf.quads.vocab import Schema
from icmlpo_rdf.serve.addresses import Addresses
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["Quote", "SourceText", "Sources"]

_KEPT = 64
_LINES_QUOTED = 40
_LARGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file's lines, or why there are none."""

    lines: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of a source, as a page shows them."""

    lines: str
    """Their numbers, as editors count."""
    href: str | None
    """Where they stand in the whole text."""
    text: tuple[tuple[int, str], ...]
    """Each line with its number; none when there is a problem."""
    more: int
    """How many lines more there are than are quoted."""
    problem: str


class Sources:
    """Finds and quotes the files behind the data."""

    def __init__(self, store: Store, addresses: Addresses, path: str | None) -> None:
        """`path` is a source file or a folder that holds the sources at any depth, or None.

        Raises:
            SourceError: there is no such file or folder.
        """
        self._look = Lookups(store)
        self._addresses = addresses
        self._find = _finder(path) if path is not None else None
        self._known: OrderedDict[str, SourceText] = OrderedDict()
        self._lock = threading.Lock()

    def quote(self, evidence: Evidence) -> Quote:
        """Return lines as they stand in the source."""
        first, last = evidence.lines.first, evidence.lines.last
        href = self._addresses.page(f"{evidence.source}#line={first - 1},{last}")
        source = self.text(evidence.source)
        problem = source.problem
        if not problem and last > len(source.lines):
            problem = f"the source has {len(source.lines)} lines only"
        shown = () if problem else source.lines[first - 1 : min(last, first - 1 + _LINES_QUOTED)]
        more = 0 if problem else last - first + 1 - len(shown)
        return Quote(
            str(evidence.lines).replace("-", "–"), href, tuple(enumerate(shown, first)), more, problem
        )

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Return the lines of each."""
        return tuple(self.quote(one) for one in evidence)

    def text(self, source: str) -> SourceText:
        """Return a whole source."""
        with self._lock:
            if source in self._known:
                self._known.move_to_end(source)
                return self._known[source]
        found = self._read(source)
        with self._lock:
            self._known[source] = found
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _read(self, source: str) -> SourceText:
        if self._find is None:
            return SourceText(problem="the source files were not given to this site (serve --source)")
        name, expected = self._said(source, Schema.name), self._said(source, Schema.sha256)
        paths = self._find(name)
        if not paths:
            return SourceText(problem=f"the source file {name or '?'} is not at hand")
        for path in paths:
            try:
                if path.stat().st_size > _LARGEST:
                    continue
                data = path.read_bytes()
            except OSError:
                continue
            if hashlib.sha256(data).hexdigest() == expected:
                text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
                return SourceText(tuple(text.split("\n")))
        return SourceText(problem=f"the file {name} is no longer what the data was made from")

    def _said(self, source: str, predicate: NamedNode) -> str:
        said = self._look.text(NamedNode(source), predicate)
        return said.value if said else ""


def _finder(given: str) -> Callable[[str], list[Path]]:
    """Return what gives the files of a name: a request can lead to no file that is not in its table.

    One file given as the source is that of any name: its SHA-256 tells whether it is.
    """
    path = Path(given)
    if not path.exists():
        raise SourceError("no such file or folder", mend="check the path", origin=given)
    if not path.is_dir():
        return lambda _name: [path]
    found: dict[str, list[Path]] = {}
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            found.setdefault(name, []).append(Path(folder) / name)
    return lambda name: found.get(name, [])
