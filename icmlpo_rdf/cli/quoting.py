"""Evidence as the terminal shows it: where, what a person reads there, and behind it the lines of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from icmlpo_rdf.errors import one_line

if TYPE_CHECKING:
    from icmlpo_rdf.evidence.quotation import Quotation

__all__ = ["quoted"]


def quoted(quotations: Iterable[Quotation]) -> Iterator[str]:
    """Yield the lines that show evidence, indented; only where it stands when no source is at hand."""
    for one in quotations:
        text = f": {one_line(one.text)}" if one.text else ""
        yield f"    {one.evidence.place} of <{one.evidence.source}>{text}"
        for number, line in enumerate(one.lines, one.first):
            yield f"    {number:>6} | {one_line(line)}"
