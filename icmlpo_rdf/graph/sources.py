"""The source files behind data: found again by name, checked by hash, quoted by line."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from icmlpo_rdf.errors import DataError, SourceError, StaleSourceError
from icmlpo_rdf.quads.vocab import Schema
from icmlpo_rdf.report import Lines

__all__ = ["Evidence", "Quotations", "evidence_of"]

_LINE_FRAGMENT = re.compile(r"(?P<source>.+)#line=(?P<begin>\d+),(?P<end>\d+)")
_SHOWN_DIGITS = 12


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Lines of a source file that state something."""

    source: str
    """The source's IRI."""
    lines: Lines

    @property
    def iri(self) -> str:
        """The lines as an IRI (RFC 5147), as the data has it."""
        return f"{self.source}#line={self.lines.first - 1},{self.lines.last}"


def evidence_of(iri: str) -> Evidence | None:
    """Return the lines that an evidence IRI names (RFC 5147), or None when it names none."""
    match = _LINE_FRAGMENT.fullmatch(iri)
    if not match or int(match["begin"]) >= int(match["end"]):
        return None
    return Evidence(match["source"], Lines(int(match["begin"]) + 1, int(match["end"])))


class Quotations:
    """Quotes lines of the sources that a store speaks of."""

    def __init__(self, store: Store, place: str) -> None:
        """`place` is the source file itself, or a folder in which the sources lie at any depth."""
        self._store = store
        self._place = place
        self._known: dict[str, list[str]] = {}
        self._absent: set[str] = set()
        self._paths: dict[str, list[Path]] | None = None

    def quote_if_there(self, evidence: Evidence) -> tuple[str, ...]:
        """As `quote`, but nothing where the place is there and does not hold the source."""
        if evidence.source not in self._absent:
            try:
                return self.quote(evidence)
            except SourceError:
                if not Path(self._place).exists():
                    raise
                self._absent.add(evidence.source)
        return ()

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
                place=self._place,
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
                    f"cannot be read ({error.strerror})", mend="give a readable file", place=str(path)
                ) from error
            found = hashlib.sha256(data).hexdigest()
            if found == expected:
                break
        else:
            raise StaleSourceError(
                f"it is not what the data was made from (SHA-256 {found[:_SHOWN_DIGITS]}…, "
                f"not {expected[:_SHOWN_DIGITS]}…)",
                mend="give the file as it was, or convert it again",
                place=str(path),
            )
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def _said(self, source: str, predicate: NamedNode) -> str:
        for quad in self._store.quads_for_pattern(NamedNode(source), predicate, None, None):
            if isinstance(quad.object, Literal):
                return quad.object.value
        raise DataError(
            f"the data says nothing of its source {source}",
            mend="load the page's whole graph",
            place=self._place,
        )

    def _is_a_source(self, name: str) -> bool:
        return any(True for _ in self._store.quads_for_pattern(None, Schema.name, Literal(name), None))

    def _find(self, name: str) -> list[Path]:
        """The files that may be meant, at least one."""
        place = Path(self._place)
        if not place.exists():
            raise SourceError("no such file or folder", mend="check the path", place=self._place)
        if not place.is_dir():
            # A renamed file is tried; one that bears the name of another of the data's sources is that source.
            if place.name != name and self._is_a_source(place.name):
                raise SourceError(
                    f"the data rests on {name} too", mend="name the folder of the sources", place=self._place
                )
            return [place]
        if self._paths is None:
            self._paths = {}
            for path in sorted(place.rglob("*")):
                if path.is_file():
                    self._paths.setdefault(path.name, []).append(path)
        if name not in self._paths:
            raise SourceError(
                f"the folder does not hold {name}", mend="name the folder of the source", place=self._place
            )
        return self._paths[name]
