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
from icmlpo_rdf.serve.languages import marked

__all__ = ["Quote", "SourceText", "Sources"]

_LINES_QUOTED = 40


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source file's lines, or why there are none: a text to be translated."""

    lines: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of a source, as a page shows them."""

    where: str
    """The numbers of the lines, as editors count; of a place within long lines those of its characters."""
    unit: str
    """What the numbers count: `line`, `lines` or `characters`."""
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
            problem = marked("the source has fewer lines than the data says")
        first, whole = found or (0, ())
        shown = whole[:_LINES_QUOTED]
        unit, _, where = str(evidence.place).partition(" ")
        return Quote(
            where=where.replace("-", "–"),
            unit=unit,
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
            return SourceText(problem=marked("the source files were not given to this site (serve --source)"))
        try:
            return SourceText(self._files.lines(source))
        except StaleSourceError:
            return SourceText(problem=marked("the file is no longer what the data was made from"))
        except SourceError:
            return SourceText(problem=marked("the source file is not at hand"))
        except IcmlpoError:
            return SourceText(problem=marked("the data says nothing of the source file"))
