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

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.evidence.quotation import Quotation
from icmlpo_rdf.evidence.source_files import SourceFiles
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Skos
from icmlpo_rdf.query.name_resolution import bare_iri
from icmlpo_rdf.query.suggestions import near_words
from icmlpo_rdf.reports.legend import legend, meaning, missing_meetings, missing_numbers, totals
from icmlpo_rdf.reports.svg_matrix import draw_matrix
from icmlpo_rdf.reports.templating import environment
from icmlpo_rdf.store.decided import decisions_in
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.store.one_thing import standing_for
from icmlpo_rdf.views.attendance import Matrix, Row, RowOrder, Series
from icmlpo_rdf.views.matrix import attendance_matrix, list_series
from icmlpo_rdf.views.members import Body, Member, list_bodies, members_of
from icmlpo_rdf.views.statistics import SourceFile, figures, source_files

__all__ = ["Choice", "html_report", "svg_matrix"]

_CANDIDATES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report shows, and how."""

    series: tuple[str, ...] = ()
    """IRIs or names; none means all."""
    order: RowOrder = RowOrder.FIRST_SEEN
    title: str | None = None
    """None: the label of the one series, or a general one."""


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
    matrices = [attendance_matrix(store, one.iri, choice.order) for one in chosen]
    bodies = [] if choice.series else [(one, members_of(store, one.iri)) for one in list_bodies(store)]
    evidence = _Evidence(store, source, [*_stated(matrices), *_stated_of_members(bodies)])
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


def svg_matrix(store: Store, choice: Choice) -> bytes:
    """Return the matrix of one series as an SVG file of its own.

    Raises:
        UsageError: the data has several series, and none or several were chosen; or none at all.
    """
    chosen = choose_series(store, choice.series)
    if len(chosen) != 1:
        listed = " ".join(repr(one.label.value) for one in chosen[:_CANDIDATES_SHOWN])
        raise UsageError(
            f"{len(chosen)} series are there, and an SVG holds one" if chosen else "the data has no meetings",
            mend=f"give --series with one of {listed}" if chosen else "give data with meetings",
            origin="--svg",
        )
    matrix = attendance_matrix(store, chosen[0].iri, choice.order)
    used = {one.source for one in _stated([matrix])}
    sources = [one for one in source_files(store) if one.iri in used]
    return draw_matrix(matrix, sources, choice.title)


def choose_series(store: Store, names: Sequence[str]) -> list[Series]:
    """Return the series that IRIs or names stand for, in the order given, each once; all for no names.

    Raises:
        UsageError: nothing, or more than one series, is called so.
    """
    there = list_series(store)
    if not names:
        return list(there)
    look = Lookups(store)
    chosen: dict[Series, None] = {}
    for name in map(bare_iri, names):
        meant = _standing(store, name)
        found = [one for one in there if one.iri == meant] or [
            one for one in there if _is_called(one, name, look)
        ]
        if len(found) != 1:
            # Those whose names are nearest come first; `sorted` keeps the order of the others.
            near = near_words(name, [one.label.value for one in there])
            order = found or sorted(there, key=lambda one: one.label.value not in near)
            listed = " ".join(one.iri for one in order[:_CANDIDATES_SHOWN])
            raise UsageError(
                f"{len(found) or 'no'} series {'are' if found else 'is'} called {name!r}",
                mend=f"give one of {listed}" if listed else "give data with meetings",
                origin="--series",
            )
        chosen[found[0]] = None
    return list(chosen)


def _standing(store: Store, name: str) -> str:
    """The IRI of what stands for a thing, where the name is an IRI."""
    try:
        return standing_for(store, NamedNode(name)).value if "://" in name else name
    except ValueError:
        return name


def _is_called(series: Series, name: str, look: Lookups) -> bool:
    return (
        name == series.label.value
        or series.iri.endswith((f"/{name}", f"#{name}"))
        or any(name == text.value for text in look.texts(NamedNode(series.iri), Skos.alt_label))
    )


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


def _stated(matrices: Iterable[Matrix]) -> Iterator[Evidence]:
    """The lines behind matrices."""
    for matrix in matrices:
        for column in matrix.columns:
            yield from column.evidence
        for row in matrix.rows:
            for cell in row.cells:
                for record in cell.records:
                    yield from record.evidence


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
