"""A town or a district beside a member is a part of a country, and no country: Division of Fisher, Des Moines."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage

_PAGE = """'''Reed Parliament''' is the parliament of [[Reedland]].

== Members ==
{{| class="wikitable"
! Member !! {header}
|-
| [[Ann Ash]] || [[{first}]]
|-
| [[Bob Birch]] || [[{second}]]
|-
| [[Cora Cane]] || [[{third}]]
|}}
"""


@pytest.mark.parametrize(
    ("header", "places", "countries", "regions"),
    [
        ("Electorate", ("Division of Ash", "Division of Birch", "Division of Cane"), 0, 3),
        ("City", ("Des Moines, Iowa", "Dubuque, Iowa", "Davenport, Iowa"), 0, 3),
        ("Country", ("Norway", "Malta", "Peru"), 3, 0),
        ("Country", ("Reedland", "Marshland", "Moorland"), 3, 0),
    ],
)
def test_what_a_place_is(header: str, places: tuple[str, str, str], countries: int, regions: int) -> None:
    """The header says whether the places are countries, where their names do not."""
    text = _PAGE.format(header=header, first=places[0], second=places[1], third=places[2])
    raw = RawPage("page", text.encode(), "page", form=Form.WIKITEXT)
    facts = understand(raw, ConvertOptions(PageOptions("en", "Reed Parliament"))).facts
    assert facts
    assert len(facts.memberships) == 3
    assert sum(len(one.countries) for one in facts.participants) == countries
    assert sum(len(one.regions) for one in facts.participants) == regions
