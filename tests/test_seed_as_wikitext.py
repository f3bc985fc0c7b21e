"""A later revision of the seed's page, as its authors wrote it: `docs/seed-as-wikitext/`."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import read_page_file
from tests.conftest import ROOT

FOLDER = ROOT / "docs" / "seed-as-wikitext"


def _only(pattern: str) -> Path:
    (path,) = FOLDER.glob(pattern)
    return path


@pytest.fixture(scope="module")
def conversion() -> Conversion:
    """The page, converted as the folder's README says."""
    return convert(read_page_file(str(_only("*.wikitext"))), ConvertOptions(page=PageOptions(language="zh")))


def test_its_turtle_is_what_the_program_writes(conversion: Conversion) -> None:
    """Byte for byte; the folder's README has the command that writes it anew."""
    assert conversion.to_bytes() == _only("*.ttl").read_bytes()


def test_it_says_what_the_dump_had_lost(conversion: Conversion, seed_conversion: Conversion) -> None:
    """The same participations, 124 of 126 with their country."""
    facts, seed = conversion.facts, seed_conversion.facts
    assert facts
    assert seed
    assert len(facts.participations) == len(seed.participations) == 126
    told = {one.thing: one.countries for one in facts.participants}
    assert sum(bool(told[one.participant]) for one in facts.participations) == 124
    assert not any(one.countries for one in seed.participants)
