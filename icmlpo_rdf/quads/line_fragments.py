"""The lines of a source that state something, and the IRIs that name them."""

from __future__ import annotations

import re

from msgspec import Struct

from icmlpo_rdf.notes import Lines

__all__ = ["Evidence", "evidence_of"]

_LINE_FRAGMENT = re.compile(r"(?P<source>.+)#line=(?P<begin>\d+),(?P<end>\d+)")


class Evidence(Struct, frozen=True, order=True):
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
