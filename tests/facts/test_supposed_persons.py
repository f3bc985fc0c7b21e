"""What those behind countries are, in lists whose headings do not tell."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import Kind
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import Form, RawPage

_LEAD = "The '''Reed Congress''' was held in Reed Town on 3 May 1931.\n== Participants ==\n"


def _kinds(items: str) -> dict[str, Kind | None]:
    """The participants by their names, and what each is said to be."""
    page = RawPage("t.wikitext", (_LEAD + items).encode(), "t.wikitext", form=Form.WIKITEXT)
    understood = understand(page, ConvertOptions(page=PageOptions("en", title="Reed Congress")))
    assert understood.facts
    return {one.label: one.kind for one in understood.facts.participants}


@pytest.mark.parametrize(
    "items",
    [
        "* Norway: [[Norwegian Dockers]]\n* Malta: [[Ola Berg]]\n* Peru: [[Per Lund]]\n",
        "* Norway: [[Lega dei Dock]]\n* Malta: [[SAK]]\n* Peru: [[Tide]]\n",
        "* [[Reed Archive]] (Norway)\n",
        "* Norway: [[Workers' Voice]]\n* Malta: [[Reed's Friends]]\n* Peru: [[Ola Berg]]\n",
        "* {{flagicon|Denmark}} [[Danish Boatmen]]\n* {{flagicon|Poland}} [[Tide Friends]]\n",
    ],
)
def test_nothing_is_said_of_what_they_are_where_nothing_tells(items: str) -> None:
    """Neither are the countries said to have taken part."""
    assert set(_kinds(items).values()) == {None}


@pytest.mark.parametrize(
    "items",
    [
        "* Norway: Prime Minister [[Ola Berg]]\n",
        "* Norway: [[Ola Berg]]\n* Malta: [[Per von Lund]]\n* Peru: [[J. R. Dahl]]\n",
        "* Norway: [[Ola Berg]]\n* Malta: [[Berg]], foreign minister\n* Peru: [[Dahl]]\n",
    ],
)
def test_persons_and_their_countries_took_part(items: str) -> None:
    """An office tells it, or names of which most look like those of persons."""
    kinds = _kinds(items)
    assert len(kinds) > 1
    assert set(kinds.values()) == {Kind.PERSON, Kind.COUNTRY}
    assert kinds["Norway"] is Kind.COUNTRY


def test_an_office_does_not_make_a_body_a_person() -> None:
    """Of a list of persons one holds its country's adjective: it alone is not said to be one."""
    kinds = _kinds("* Norway: [[Norwegian Dockers]]\n* Malta: President [[Ola Berg]]\n")
    assert (kinds["Norwegian Dockers"], kinds["Ola Berg"]) == (None, Kind.PERSON)
    assert "Norway" not in kinds
