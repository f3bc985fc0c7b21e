"""The drawings of a report, each as an SVG file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pyoxigraph import Store

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.reports.country_bars import country_bars
from icmlpo_rdf.reports.figure import draw
from icmlpo_rdf.reports.overlap import MOST_SERIES, largest, overlap
from icmlpo_rdf.reports.series_choice import CANDIDATES_SHOWN, Choice, choose_series, chosen_matrices, stated
from icmlpo_rdf.reports.svg_matrix import draw_matrix
from icmlpo_rdf.reports.timeline import timeline
from icmlpo_rdf.store.lookups import Text
from icmlpo_rdf.views.attendance import Matrix, Series
from icmlpo_rdf.views.country_shares import by_country
from icmlpo_rdf.views.statistics import SourceFile, source_files

__all__ = ["Drawing", "drawing_of"]


class Drawing(StrEnum):
    """What is drawn."""

    MATRIX = "matrix"
    """Who attended which meeting of a series."""
    TIMELINE = "timeline"
    """How many were at each meeting of a series, how many of them new, and how many did not come again."""
    OVERLAP = "overlap"
    """Who took part in several series."""
    COUNTRIES = "countries"
    """Participants and attendances by country."""


def drawing_of(store: Store, drawing: Drawing, choice: Choice, origin: str) -> bytes:
    """Return a drawing as an SVG file.

    Args:
        store: the data.
        drawing: what is drawn.
        choice: of which series; a matrix and a timeline are of one.
        origin: what an error message names.

    Raises:
        UsageError: none, too few or too many series are there or were chosen; or no country is known.
    """
    chosen: Sequence[Series] = choose_series(store, choice.series)
    if not chosen:
        raise UsageError("the data has no meetings", mend="give data with meetings", origin=origin)
    if drawing is Drawing.OVERLAP:
        chosen = _several(chosen if choice.series else largest(chosen), origin)
    elif drawing is not Drawing.COUNTRIES:
        chosen = _one(chosen, origin)
    matrices = chosen_matrices(store, chosen, choice)
    used = {one.source for one in stated(matrices)}
    sources: Sequence[SourceFile] = [one for one in source_files(store) if one.iri in used]
    if drawing is Drawing.MATRIX:
        return draw_matrix(matrices[0], sources, choice.title)
    title = _title(matrices, choice.title)
    if drawing is Drawing.TIMELINE:
        return draw(timeline(matrices[0], title), sources)
    if drawing is Drawing.OVERLAP:
        return draw(overlap(matrices, title), sources)
    shares = by_country(matrices)
    if all(one.iri is None for one in shares):
        raise UsageError(
            "of no participant a country is known",
            mend="convert the page from wikitext or HTML, which have the flags",
            origin=origin,
        )
    return draw(country_bars(shares, title), sources)


def _title(matrices: Sequence[Matrix], title: str | None) -> Text:
    if title is not None:
        return Text(title)
    if len(matrices) == 1:
        return matrices[0].series.label
    return Text(f"{len(matrices)} series of meetings", "en")


def _one(chosen: Sequence[Series], origin: str) -> Sequence[Series]:
    if len(chosen) != 1:
        raise UsageError(
            f"{len(chosen)} series are there, and this picture holds one",
            mend=f"give --series with one of {_listed(chosen)}",
            origin=origin,
        )
    return chosen


def _several(chosen: Sequence[Series], origin: str) -> Sequence[Series]:
    if not 1 < len(chosen) <= MOST_SERIES:
        raise UsageError(
            f"an overlap is of two to {MOST_SERIES} series, and {len(chosen)} {'is' if len(chosen) == 1 else 'are'} here",
            mend="give --series for each of fewer"
            if chosen[1:]
            else "give data with two series that have participants",
            origin=origin,
        )
    return chosen


def _listed(chosen: Sequence[Series]) -> str:
    """Those with most in them first: of many series these are the ones that a picture is wanted of."""
    order = sorted(chosen, key=lambda one: (-one.attendances, one.label.value))
    more = " …" if len(order) > CANDIDATES_SHOWN else ""
    return " ".join(repr(one.label.value) for one in order[:CANDIDATES_SHOWN]) + more
