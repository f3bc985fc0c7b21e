"""A matrix of some countries, by country, with names in other languages."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from icmlpo_rdf.quads.vocab import Icm, Rdf, Skos
from icmlpo_rdf.store.lookups import Lookups, Text
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.views.attendance import Matrix, Presence, RowOrder
from icmlpo_rdf.views.matrix import attendance_matrix
from icmlpo_rdf.views.matrix_rows import in_languages, of_countries
from tests.conftest import ROOT

(LATER,) = (ROOT / "docs" / "seed-as-wikitext").glob("*.ttl")
BASE = "https://w3id.org/icmlpo-rdf/zh/"
ICMLPO = f"{BASE}马列主义政党和组织国际会议_(国际通讯)"


@pytest.fixture(scope="module")
def flagged() -> Store:
    """The seed's page as wikitext, which has the flags."""
    return load([str(LATER)])


@pytest.fixture(scope="module")
def matrix(flagged: Store) -> Matrix:
    """Its matrix."""
    return attendance_matrix(flagged, ICMLPO)


@pytest.mark.parametrize("wanted", ["印度", "IN", f"{BASE}印度"])
def test_only_those_of_a_country_are_kept_and_counted(matrix: Matrix, wanted: str) -> None:
    """By name, code or IRI: the counts of each meeting are those of the rows."""
    found = of_countries(matrix, [wanted])
    assert 1 < len(found.rows) < len(matrix.rows)
    assert all("印度" in {one.label.value for one in row.countries} for row in found.rows)
    for place, column in enumerate(found.columns):
        cells = [row.cells[place] for row in found.rows]
        assert column.present == sum(one.presence is Presence.PRESENT for one in cells)
        assert column.is_told
        assert (column.newcomers or 0) == sum(one.newcomer for one in cells)
    assert found.series.participants == len(found.rows)
    assert found.only == (Text("印度", "zh"),)


def test_of_another_country_there_is_nobody_but_the_meetings_stay(matrix: Matrix) -> None:
    """Nobody from there came to them: that is not that nothing is told of them."""
    found = of_countries(matrix, ["火星"])
    assert (found.rows, {one.present for one in found.columns}) == ((), {0})


def test_rows_by_country_stand_together(flagged: Store) -> None:
    """Those of no country come last."""
    rows = attendance_matrix(flagged, ICMLPO, RowOrder.COUNTRY).rows
    names = [[one.label.value for one in row.countries] for row in rows]
    assert names == sorted(names, key=lambda one: (not one, one))
    assert len({name for one in names for name in one}) > 10


def test_names_in_a_language_stand_first_or_beside(matrix: Matrix) -> None:
    """As the data have them; who has none in it is called as printed."""
    store = load([str(LATER)])
    who = next(one for one in matrix.rows if one.label.value == "德国马列主义党")
    store.add(Quad(NamedNode(who.iri), Skos.alt_label, Literal("Marxist–Leninist Party", language="en-gb")))
    look = Lookups(store)
    german, english = Text("德国马列主义党", "zh"), Text("Marxist–Leninist Party", "en-gb")

    def names(*languages: str) -> tuple[Text, Text | None]:
        rows = in_languages(matrix, look, languages).rows
        return next((one.label, one.also) for one in rows if one.iri == who.iri)

    assert names() == (german, None)
    assert names("zh") == (german, None)
    assert names("en") == (english, None)
    assert names("zh", "en") == (german, english)
    assert names("en", "zh") == (english, german)
    assert names("ko") == (german, None)
    others = {one.iri: one.label for one in in_languages(matrix, look, ["en"]).rows if one.iri != who.iri}
    assert others == {one.iri: one.label for one in matrix.rows if one.iri != who.iri}


def test_a_country_that_took_part_is_its_own() -> None:
    """It has no other."""
    store = Store()
    country, meeting, series = (NamedNode(f"http://x.org/{one}") for one in ("india", "one", "all"))
    for quad in (
        Quad(country, Rdf.type, Icm.COUNTRY),
        Quad(country, Icm.iso_code, Literal("IN")),
        Quad(meeting, Icm.series, series),
        Quad(meeting, Icm.attended_by, country),
    ):
        store.add(quad)
    (row,) = attendance_matrix(store, series.value).rows
    assert [(one.iri, one.code) for one in row.countries] == [(country.value, "IN")]
    assert row.places == ()
