"""Which series a report or a drawing shows, by IRI or by name, and which lines are behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode, Store

from icmlpo_rdf.errors import UsageError
from icmlpo_rdf.quads.source_places import Evidence
from icmlpo_rdf.quads.vocab import Skos
from icmlpo_rdf.query.name_resolution import bare_iri
from icmlpo_rdf.query.suggestions import near_words
from icmlpo_rdf.store.lookups import Lookups
from icmlpo_rdf.store.one_thing import standing_for
from icmlpo_rdf.views.attendance import Matrix, RowOrder, Series
from icmlpo_rdf.views.matrix import attendance_matrix, list_series
from icmlpo_rdf.views.matrix_rows import in_languages, of_countries

__all__ = ["CANDIDATES_SHOWN", "Choice", "choose_series", "chosen_matrices", "stated"]

CANDIDATES_SHOWN = 8
"""As many series a message names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report shows, and how."""

    series: tuple[str, ...] = ()
    """IRIs or names; none means all."""
    order: RowOrder = RowOrder.FIRST_SEEN
    countries: tuple[str, ...] = ()
    """IRIs, names or codes of ISO 3166: whose participants are shown; none means all."""
    languages: tuple[str, ...] = ()
    """Codes of the languages of names: the first that a participant has a name in stands first, the next one beside it. None
    means names as the pages print them."""
    title: str | None = None
    """None: the label of the one series, or a general one."""


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
            listed = " ".join(one.iri for one in order[:CANDIDATES_SHOWN])
            raise UsageError(
                f"{len(found) or 'no'} series {'are' if found else 'is'} called {name!r}",
                mend=f"give one of {listed}" if listed else "give data with meetings",
                origin="--series",
            )
        chosen[found[0]] = None
    return list(chosen)


def chosen_matrices(store: Store, series: Iterable[Series], choice: Choice) -> list[Matrix]:
    """Return who attended which meeting of series, as it was chosen.

    Raises:
        UsageError: nobody in any of them is of the countries.
    """
    matrices = [attendance_matrix(store, one.iri, choice.order) for one in series]
    if choice.countries:
        wanted = {_standing(store, bare_iri(one)) for one in choice.countries}
        known = sorted(
            {one.label.value for matrix in matrices for row in matrix.rows for one in row.countries}
        )
        matrices = [found for one in matrices if (found := of_countries(one, wanted)).rows]
        if not matrices:
            listed = " ".join(map(repr, known[:CANDIDATES_SHOWN]))
            raise UsageError(
                f"nobody here is of {' or '.join(map(repr, choice.countries))}",
                mend=f"give one of {listed}" if listed else "give data that state countries",
                origin="--country",
            )
    look = Lookups(store)
    return [in_languages(one, look, choice.languages) for one in matrices]


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


def stated(matrices: Iterable[Matrix]) -> Iterator[Evidence]:
    """The lines behind matrices."""
    for matrix in matrices:
        for column in matrix.columns:
            yield from column.evidence
        for row in matrix.rows:
            for cell in row.cells:
                for record in cell.records:
                    yield from record.evidence
