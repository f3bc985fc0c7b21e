"""Countries by what flags and their templates say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from babel.core import get_global

import icmlpo_rdf.language
from icmlpo_rdf.language.countries import country_of, past_states
from icmlpo_rdf.language.data_files import read_data
from icmlpo_rdf.language.folding import fold


def test_the_codes_of_three_letters_are_those_of_cldr() -> None:
    """CLDR keeps ISO 3166-1 alpha-3 as aliases."""
    path = Path(icmlpo_rdf.language.__file__).with_name("countries.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))["alpha3"]
    aliases = get_global("territory_aliases")
    assert table == {
        alias: codes[0]
        for alias, codes in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1
    }
    assert len(table) > 240


@pytest.mark.parametrize(
    ("written", "language", "code", "title"),
    [
        ("AFG", "zh", "AF", "阿富汗"),
        ("阿富汗", "zh", "AF", "阿富汗"),
        ("GER", "zh", "DE", "德国"),
        ("Brazil", "zh", "BR", "巴西"),
        ("Saint Lucia", "zh", "LC", "圣卢西亚"),
        ("Saint Vincent and the Grenadines", "ko", "VC", "세인트빈센트그레나딘"),
        ("Democratic Republic of the Congo", "zh", "CD", "刚果民主共和国"),
        ("Gambia, The", "ja", "GM", "ガンビア"),
        ("Korea, North", "zh", "KP", "朝鲜民主主义人民共和国"),
        ("印尼", "zh", "ID", "印度尼西亚"),
        ("大韓民國", "zh", "KR", "韩国"),
        ("蘇聯", "zh", "SUHH", "苏联"),
        ("독일", "ko", "DE", "독일"),
        ("大韓民国", "ja", "KR", "大韓民国"),
        ("France", "fr", "FR", ""),
    ],
)
def test_a_country(written: str, language: str, code: str, title: str) -> None:
    """One title a country, however it is written; none where the wiki's language is not known here."""
    country = country_of(written, language)
    assert country is not None
    assert (country.code, country.title) == (code, title)


@pytest.mark.parametrize("written", ["南欧", "苏格兰", "EU", "甲", "", "欧洲联盟", "世界", "Lyon, Georgia"])
def test_no_country(written: str) -> None:
    """Regions, unions and parts of countries are none."""
    assert country_of(written, "zh") is None


def test_each_name_of_a_past_state_stands_once() -> None:
    """In `past_states.toml` alone, among the names in use or among the long ones."""
    assert "past" not in read_data("countries.toml")
    for code, state in past_states().items():
        for language, names in state["long"].items():
            in_use = {fold(one.replace("_", " ")) for one in state.get(language, ())}
            assert len({fold(one) for one in names} - in_use) == len(names), (code, language)
