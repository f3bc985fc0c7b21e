"""Where a participant is from: its country, or the region that stands where others have their country."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import Facts
from icmlpo_rdf.source import RawPage

PAGES = {
    "zh": ("**甲论坛**是会议。", "## 第三次会议（2005年）参加者", "国家 | 政党", "劳动党"),
    "ja": ("**甲フォーラム**は国際会議である。", "## 第3回会議（2005年）参加者", "国 | 政党", "労働党"),
    "ko": ("**갑 회의**는 국제 회의이다.", "## 제3차 회의 (2005년) 참가 정당", "국가 | 정당", "노동당"),
}


def _facts(language: str, place: str, title: str) -> Facts:
    lead, heading, columns, name = PAGES[language]
    link = f'[{place}](https://{language}.wikipedia.org/wiki/{title} "wikilink")'
    page = f"{lead}\n\n{heading}\n\n| {columns} |\n| --- | --- |\n| {link} | {name} |\n"
    understood = understand(RawPage("t.md", page.encode(), "t.md"))
    assert understood.facts
    return understood.facts


@pytest.mark.parametrize(
    ("language", "place"),
    [
        ("zh", "南欧"), ("zh", "中欧"), ("zh", "東南歐"), ("zh", "拉丁美洲"), ("zh", "撒哈拉以南非洲"), ("zh", "远东"),
        ("zh", "伊比利亚半岛"), ("zh", "加那利群岛"), ("ja", "北欧"), ("ja", "中欧"), ("ja", "バルカン半島"), ("ko", "남유럽"), ("ko", "발칸반도"),
    ],
)  # fmt: skip
def test_a_region_in_the_column_of_countries_is_no_country(language: str, place: str) -> None:
    """Whoever counts countries must not count 南欧."""
    (participant,) = _facts(language, place, place).participants
    assert [one.title for one in participant.regions] == [place]
    assert participant.countries == ()


@pytest.mark.parametrize(
    ("language", "place", "title"),
    [
        # South Africa and the Central African Republic are no parts of Africa here; the Solomon Islands are a state.
        ("zh", "南非", "南非"), ("zh", "中非", "中非共和国"), ("zh", "所罗门群岛", "所罗门群岛"), ("zh", "苏联", "苏联"),
        # What no list has, in a column of countries.
        ("zh", "梅梅尔", "梅梅尔"), ("ja", "南アフリカ", "南アフリカ共和国"), ("ko", "마셜 제도", "마셜 제도"),
    ],
)  # fmt: skip
def test_a_country_is_none_the_less_one(language: str, place: str, title: str) -> None:
    """What is known as a country by its name or its title is one, and so is what nobody knows."""
    (participant,) = _facts(language, place, title.replace(" ", "_")).participants
    assert [one.title.replace("_", " ") for one in participant.countries] == [title]
    assert participant.regions == ()
