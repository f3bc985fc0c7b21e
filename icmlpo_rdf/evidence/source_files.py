"""The source files behind data: found again by name, checked by hash, quoted by line."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.errors import DataError, SourceError, StaleSourceError
from icmlpo_rdf.quads.line_fragments import Evidence
from icmlpo_rdf.quads.vocab import Schema
from icmlpo_rdf.store.lookups import Lookups

__all__ = ["Quotations"]

_SHOWN_DIGITS = 12


class Quotations:
    """Quotes lines of the sources that a store speaks of."""

    def __init__(self, store: Store, path: str) -> None:
        """`path` is the source file itself, or a folder in which the sources lie at any depth."""
        self._look = Lookups(store)
        self._path = path
        self._known: dict[str, list[str]] = {}
        self._absent: dict[str, str] = {}
        self._paths: dict[str, list[Path]] | None = None

    def quote_if_there(self, evidence: Evidence) -> tuple[str, ...]:
        """As `quote`, but nothing where the path is there and does not hold the source."""
        if evidence.source not in self._absent:
            try:
                return self.quote(evidence)
            except SourceError:
                if not Path(self._path).exists():
                    raise
                self._absent[evidence.source] = self._said(evidence.source, Schema.name)
        return ()

    @property
    def absent(self) -> tuple[str, ...]:
        """The names of the sources that `quote_if_there` did not find, sorted."""
        return tuple(sorted(set(self._absent.values())))

    def quote(self, evidence: Evidence) -> tuple[str, ...]:
        """Return the lines as they stand in the source.

        Raises:
            SourceError: the file is not there.
            StaleSourceError: the file is not the one that the data was made from.
            DataError: the file is shorter than the data says, or the data says nothing of it.
        """
        if evidence.source not in self._known:
            self._known[evidence.source] = self._read(evidence.source)
        lines = self._known[evidence.source]
        if evidence.lines.last > len(lines):
            raise DataError(
                f"the data speaks of line {evidence.lines.last}, but the source has {len(lines)}",
                mend="convert the page again",
                origin=self._path,
            )
        return tuple(lines[evidence.lines.first - 1 : evidence.lines.last])

    def _read(self, source: str) -> list[str]:
        name, expected = self._said(source, Schema.name), self._said(source, Schema.sha256)
        # Pages of two wikis may bear one name: the one with the right hash is meant.
        for path in self._find(name):
            try:
                data = path.read_bytes()
            except OSError as error:
                raise SourceError(
                    f"cannot be read ({error.strerror})", mend="give a readable file", origin=str(path)
                ) from error
            found = hashlib.sha256(data).hexdigest()
            if found == expected:
                break
        else:
            raise StaleSourceError(
                f"it is not what the data was made from (SHA-256 {found[:_SHOWN_DIGITS]}…, "
                f"not {expected[:_SHOWN_DIGITS]}…)",
                mend="give the file as it was, or convert it again",
                origin=str(path),
            )
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def _said(self, source: str, predicate: NamedNode) -> str:
        said = self._look.text(NamedNode(source), predicate)
        if said is not None:
            return said.value
        raise DataError(
            f"the data says nothing of its source {source}",
            mend="load the page's whole graph",
            origin=self._path,
        )

    def _find(self, name: str) -> list[Path]:
        """The files that may be meant, at least one."""
        given = Path(self._path)
        if not given.exists():
            raise SourceError("no such file or folder", mend="check the path", origin=self._path)
        if not given.is_dir():
            # A renamed file is tried; one that bears the name of another of the data's sources is that source.
            if given.name != name and self._look.has(None, Schema.name, Literal(given.name)):
                raise SourceError(
                    f"the data rests on {name} too", mend="name the folder of the sources", origin=self._path
                )
            return [given]
        if self._paths is None:
            self._paths = {}
            for path in sorted(given.rglob("*")):
                if path.is_file():
                    self._paths.setdefault(path.name, []).append(path)
        if name not in self._paths:
            raise SourceError(
                f"the folder does not hold {name}", mend="name the folder of the source", origin=self._path
            )
        return self._paths[name]
