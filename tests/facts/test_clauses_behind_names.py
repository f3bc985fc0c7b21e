"""A clause behind a name's comma tells of its bearer, and is nobody: 乙人，1999年当选."""

from __future__ import annotations

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage

CHINESE = "'''2015年甲峰会'''是2015年5月在巴黎举行的会议。\n== 与会者 ==\n* [[甲人]]，首相\n* [[乙人]]{}\n* [[丙人]]\n"
JAPANESE = "'''2015年甲サミット'''は2015年5月に東京で開催された会議である。\n== 参加者 ==\n* [[甲]]、首相\n* [[乙]]{}\n* [[丙]]\n"
KOREAN = "'''2015년 갑 정상회의'''는 2015년 5월에 서울에서 열린 회의이다.\n== 참가자 ==\n* [[갑]], 총리\n* [[을]]{}\n* [[병]]\n"
LEADS = {
    "zh": (CHINESE, "2015年甲峰会"),
    "ja": (JAPANESE, "2015年甲サミット"),
    "ko": (KOREAN, "2015년 갑 정상회의"),
}


def names(language: str, behind: str, *, linked: bool = True) -> list[str]:
    """Who took part, as printed, with a text behind the second of three persons."""
    page, title = LEADS[language]
    text = page.format(behind)
    text = text if linked else text.replace("[[", "").replace("]]", "")
    raw = RawPage(title, text.encode(), "a", form=Form.WIKITEXT)
    facts = convert(raw, ConvertOptions(PageOptions(language, title))).facts
    assert facts
    return [one.name_as_printed for one in facts.participations]


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize(
    ("language", "clause"),
    [
        *(
            ("zh", one)
            for one in (
                "，1999年当选",
                "，于1999年当选",
                "，生于1950年",
                "，1950年出生",
                "，5月3日抵达",
                "，12日才到达",
                "，1999-2003年在任",
                "，任期至2003年",
                "，1999年獲獎",
                "，两度当选",
                "，次年去世",
                "，代表日本",
            )
        ),
        *(
            ("ja", one)
            for one in ("、1999年に当選", "、1950年生まれ", "、3日に到着", "、1999年死去", "、初参加")
        ),
        *(("ko", one) for one in (", 1999년에 당선", ", 1950년 출생", ", 3일 도착")),
    ],
)
def test_a_clause_behind_a_name_is_nobody(language: str, clause: str, linked: bool) -> None:
    """With a date, or with a verb: whoever stands before the comma took part, and no one else."""
    plain = names(language, "", linked=linked)
    assert len(plain) == 3
    assert names(language, clause, linked=linked) == plain


@pytest.mark.parametrize("body", ["1999年运动", "2月12日革命党", "1860慕尼黑", "青松青年团"])
def test_a_name_may_hold_a_date(body: str) -> None:
    """Of an organization, and a number that is no date."""
    assert body in names("zh", f"、{body}")


def test_a_name_with_a_date_in_brackets_is_a_name() -> None:
    """甲团（1920年－）；乙团（1925年－）: the date tells of the second one."""
    assert "青松会" in names("zh", "（1920年）；青松会（1925年）")
