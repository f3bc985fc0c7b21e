"""The report: attendance matrices, members, evidence and sources as one HTML file that needs nothing else.

The file holds no script and asks no server for anything; its Content-Security-Policy forbids both. The same
data gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

from markupsafe import Markup
from pyoxigraph import NamedNode, Store

from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.reports.legend import legend, meaning, missing_meetings, missing_numbers, totals
from icmlpo_rdf.reports.series_choice import Choice, choose_series, chosen_matrices, stated
from icmlpo_rdf.reports.templating import environment
from icmlpo_rdf.store.decided import decisions_in
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.views.attendance import Matrix, Row, RowOrder, Series
from icmlpo_rdf.views.members import Body, Member, list_bodies, members_of
from icmlpo_rdf.views.statistics import SourceFile, figures, source_files

__all__ = ["html_report"]


@dataclass(frozen=True, slots=True)
class _Quote:
    """Some lines of a source."""

    source: int
    """The source's number in the report; 0 where the data says nothing of it."""
    lines: str
    text: str
    """What a person reads there; empty when no source was given."""
    numbered: tuple[tuple[int, str], ...]
    """The lines as they stand in the source; empty when none was given."""


@dataclass(frozen=True, slots=True)
class _Cohort:
    """Rows that stand together: those seen first at one meeting, where the rows are sorted so."""

    rows: tuple[tuple[int, Row], ...]
    """Each with its number in the report."""


def html_report(store: Store, choice: Choice, source: str | None = None) -> bytes:
    """Return the report.

    Args:
        store: the data.
        choice: which series, in which order, under which title.
        source: the source file, or a folder that holds the sources, to quote from; None quotes nothing.

    Raises:
        UsageError: a series is not in the data, or its name is that of several.
        SourceError, StaleSourceError, DataError: the source cannot be quoted; as `SourceFiles`.
    """
    chosen = choose_series(store, choice.series)
    matrices = chosen_matrices(store, chosen, choice)
    bodies = [] if choice.series else [(one, members_of(store, one.iri)) for one in list_bodies(store)]
    evidence = _Evidence(store, source, [*stated(matrices), *_stated_of_members(bodies)])
    styles = (files("icmlpo_rdf.reports") / "templates" / "html_report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    page = (
        environment()
        .get_template("html_report.html.j2")
        .render(
            title=Text(choice.title) if choice.title is not None else _title(chosen, bodies),
            figures=figures(store),
            matrices=matrices,
            bodies=bodies,
            cohorts=_cohorts,
            quotes=evidence.quotes,
            sources=evidence.sources,
            decisions=decisions_in(store).every,
            called=lambda iri: Lookups(store).label(NamedNode(iri)),
            is_quoted=source is not None,
            order=choice.order,
            meaning=meaning,
            legend=legend,
            totals=totals,
            missing_meetings=missing_meetings,
            missing_numbers=missing_numbers,
            styles=Markup(styles),  # noqa: S704 - our own file
            style_digest=digest,
            version=version("icmlpo-rdf"),
        )
    )
    return page.encode()


def _title(chosen: Sequence[Series], bodies: Sequence[tuple[Body, tuple[Member, ...]]]) -> Text:
    names = dict.fromkeys([one.label for one in chosen] + [body.label for body, _ in bodies])
    return next(iter(names)) if len(names) == 1 else Text("Who took part in what", "en")


def _cohorts(matrix: Matrix) -> Iterator[_Cohort]:
    numbered = list(enumerate(matrix.rows, 1))
    if matrix.order is not RowOrder.FIRST_SEEN:
        yield _Cohort(tuple(numbered))
        return
    for first in dict.fromkeys(row.first for row in matrix.rows):
        yield _Cohort(tuple((number, row) for number, row in numbered if row.first == first))


def _stated_of_members(bodies: Iterable[tuple[Body, tuple[Member, ...]]]) -> Iterator[Evidence]:
    for _, members in bodies:
        for member in members:
            yield from member.evidence


class _Evidence:
    """The sources of a report, numbered, and their lines."""

    def __init__(self, store: Store, path: str | None, stated: Iterable[Evidence]) -> None:
        used = {one.source for one in stated}
        self.sources: tuple[SourceFile, ...] = tuple(one for one in source_files(store) if one.iri in used)
        self._numbers = {one.iri: number for number, one in enumerate(self.sources, 1)}
        self._quote = SourceFiles(store, path).quote if path is not None else Quotation

    def quotes(self, evidence: Iterable[Evidence]) -> list[_Quote]:
        """What each lines say, and their source's number in the report."""
        return [
            _Quote(
                source=self._numbers.get(one.evidence.source, 0),
                lines=str(one.evidence.place).replace("-", "–").removeprefix("lines ").removeprefix("line "),
                text=one.text,
                numbered=tuple(enumerate(one.lines, one.first)),
            )
            for one in map(self._quote, evidence)
        ]
