"""The lines of the sources, quoted for pages: what is missing or was edited is said, never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Store

from icmlpo_rdf.errors import IcmlpoError, SourceError, StaleSourceError
from icmlpo_rdf.evidence.quotation import readable_text
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence, quoted_lines
from icmlpo_rdf.serve.addresses import Addresses

__all__ = ["Quote", "SourceText", "Sources"]

_LINES_QUOTED = 40


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
    said: str
    """What a person reads there; nothing when there is a problem."""
    text: tuple[tuple[int, str], ...]
    """Each line with its number, as it stands in the source; none when there is a problem."""
    more: int
    """How many lines more there are than are quoted."""
    problem: str


class Sources:
    """Quotes the files behind the data."""

    def __init__(self, store: Store, addresses: Addresses, path: str | None) -> None:
        """`path` is a source file or a folder that holds the sources at any depth, or None.

        Raises:
            SourceError: there is no such file or folder.
        """
        self._addresses = addresses
        self._files = SourceFiles(store, path) if path is not None else None

    def quote(self, evidence: Evidence) -> Quote:
        """Return lines as they stand in the source."""
        source = self.text(evidence.source)
        problem = source.problem
        found = None if problem else quoted_lines(evidence.place, source.lines)
        if not problem and found is None:
            problem = f"the source has {len(source.lines)} lines only"
        first, whole = found or (0, ())
        shown = whole[:_LINES_QUOTED]
        return Quote(
            lines=str(evidence.place).replace("-", "–").removeprefix("lines ").removeprefix("line "),
            href=self._addresses.page(evidence.iri),
            said=readable_text(shown),
            text=tuple(enumerate(shown, first)),
            more=len(whole) - len(shown),
            problem=problem,
        )

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """Return the lines of each."""
        return tuple(self.quote(one) for one in evidence)

    def text(self, source: str) -> SourceText:
        """Return a whole source."""
        if self._files is None:
            return SourceText(problem="the source files were not given to this site (serve --source)")
        try:
            return SourceText(self._files.lines(source))
        except StaleSourceError:
            return SourceText(problem="the file is no longer what the data was made from")
        except SourceError:
            return SourceText(problem="the source file is not at hand")
        except IcmlpoError:
            return SourceText(problem="the data says nothing of the source file")
