"""The flag in a row that names a participant or member tells its country: counted in the source, beside what was read."""

from __future__ import annotations

import re

import pytest

from icmlpo_rdf.convert import understand
from icmlpo_rdf.facts import Kind, Membership, Participation
from icmlpo_rdf.language.countries import country_of
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.source import RawPage
from tests.page.pages_in_forms import FORMS, TITLES

_FLAG = re.compile(r"\{\{\s*(?:[Ff]lag\w*\s*\|\s*)?([^{}|]+?)\s*(?:\|[^{}]*)?\}\}")


def test_a_row_with_one_countrys_flag_has_its_country() -> None:
    """At least 98 in 100 of all rows of the given pages; a flag of no country tells none, and several tell no one country."""
    with_flag, without = 0, []
    for title in TITLES:
        text = (FORMS / "wikitext" / f"{title}.wikitext").read_text(encoding="utf-8")
        raw = RawPage("page", text.encode(), "page", form=Form.WIKITEXT)
        facts = understand(raw, ConvertOptions(PageOptions("zh", title))).facts
        assert facts
        told = {one.thing for one in facts.participants if one.countries or one.kind is Kind.COUNTRY}
        records: tuple[Participation | Membership, ...] = (*facts.participations, *facts.memberships)
        for record in records:
            flags = [name for span in record.spans for name in _FLAG.findall(span.cut(text))]
            countries = {found for name in flags if (found := country_of(name, "zh"))}
            if len(countries) != 1:
                continue
            with_flag += 1
            who = record.participant if isinstance(record, Participation) else record.member
            if who not in told and not (isinstance(record, Participation) and record.on_behalf_of):
                without.append(record.name_as_printed)
    assert with_flag > 280
    assert len(without) <= 0.02 * with_flag, without
    # 後蘇聯國家 stands behind the Soviet Union's flag.
    assert without == ["苏联共产党"]


def _members(text: str) -> list[tuple[str, str | None]]:
    raw = RawPage("甲联盟", text.encode(), "甲联盟", form=Form.WIKITEXT)
    facts = understand(raw, ConvertOptions(PageOptions("zh", "甲联盟"))).facts
    assert facts
    return [(one.name_as_printed, one.place_as_printed) for one in facts.memberships]


_LEAD = "'''甲联盟'''是一个国际组织。\n"


@pytest.mark.parametrize("joint", ["和", "及", "与", "以及", " and ", "、", "<br>"])
@pytest.mark.parametrize(("one", "other"), [("法国", "德国"), ("甲国", "乙国")])
def test_flags_that_a_joint_joins(joint: str, one: str, other: str) -> None:
    """The countries are meant, in an item and in the field of a box, also those that nothing knows; no joint is a name."""
    both = f"{{{{flag|{one}}}}}{joint}{{{{flag|{other}}}}}"
    item = f"{_LEAD}\n== 成员 ==\n* {both}\n* [[丙党]]\n"
    assert _members(item) == [(one, None), (other, None), ("丙党", None)]
    field = f"{{{{Infobox organization\n|name=甲联盟\n|成员={both}\n}}}}\n{_LEAD}"
    assert _members(field) == [(one, None), (other, None)]


@pytest.mark.parametrize("shown", ["和", "及", "与"])
def test_a_joint_alone_is_no_name(shown: str) -> None:
    """Nor the country of one: who stands in such a row is not told."""
    assert _members(f"{_LEAD}\n== 成员 ==\n* {shown}\n* [[丙党]]\n* [[丁党]]\n") == [
        ("丙党", None),
        ("丁党", None),
    ]
    rows = f"|-\n| {{{{flag|法国}}}} || [[丙党]]\n|-\n| {shown} || [[丁党]]\n"
    table = f"{_LEAD}\n== 成员 ==\n{{|\n! 国家 !! 政党\n{rows}|}}\n"
    assert _members(table) == [("丙党", "法国")]


_FLAGGED = (
    '<span class="flagicon"><a href="/wiki/智利"><img alt="智利"></a>{}</span><a href="/wiki/智利">智利</a>'
)
_TWO = '<li><a href="/wiki/智党">智党</a></li><li><a href="/wiki/智二党">智二党</a></li>'


@pytest.mark.parametrize("blank", [" ", "&nbsp;"])
@pytest.mark.parametrize(
    "written",
    [
        f"<ul><li>{_FLAGGED}<ul>{_TWO}</ul></li></ul>",
        f"<dl><dt>{_FLAGGED}</dt>{_TWO}</dl>".replace("li>", "dd>"),
        f"<h3>{_FLAGGED}</h3><ul>{_TWO}</ul>",
    ],
)
def test_a_country_behind_its_flag_heads_its_parties(written: str, blank: str) -> None:
    """Also where a no-break space stands between flag and name, as MediaWiki's own HTML has it."""
    html = f"<p><b>甲联盟</b>是一个国际组织。</p><h2>成员党</h2>{written.format(blank)}"
    raw = RawPage("甲联盟", html.encode(), "甲联盟", form=Form.HTML)
    facts = understand(raw, ConvertOptions(PageOptions("zh", "甲联盟"))).facts
    assert facts
    told = [(one.name_as_printed, one.place_as_printed) for one in facts.memberships]
    assert told == [("智党", "智利"), ("智二党", "智利")]
