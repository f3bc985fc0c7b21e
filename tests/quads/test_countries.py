"""Countries of flags: their codes, their pages, and flags that are no country's."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.language.countries import iso_code
from icmlpo_rdf.notes import Code
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.quads.vocab import Foaf, Icm, Rdf, Schema
from icmlpo_rdf.source import RawPage

BASE = "https://w3id.org/icmlpo-rdf/zh/"
PAGE = """'''甲会议'''是会议。

== 第一次会议（1999年）参加者 ==
* {{flagicon|FRA}} [[乙党]]
* {{flagicon|SUN}} [[丙党]]
* {{flagicon|苏格兰}} [[丁党]]
* {{flagicon|苏格兰}} [[戊党]]
"""


@pytest.fixture(scope="module")
def page() -> Conversion:
    """A page whose flags stand beside parties; nothing links to their countries."""
    raw = RawPage("a.wikitext", PAGE.encode(), "a", form=Form.WIKITEXT)
    return convert(raw, ConvertOptions(PageOptions("zh", "甲会议")))


def test_countries_of_flags_have_their_codes(page: Conversion) -> None:
    """Two letters of today's, four of a past state; what is no country has none."""
    codes = {quad.subject: quad.object for quad in page.quads if quad.predicate == Icm.iso_code}
    assert codes == {
        NamedNode(f"{BASE}法国"): Literal("FR"),
        NamedNode(f"{BASE}苏联"): Literal("SUHH"),
    }


def test_a_country_that_nothing_links_to_has_its_page(page: Conversion) -> None:
    """It is no target of a link, and of a dump nothing is said."""
    said = {quad.predicate for quad in page.quads if quad.subject == NamedNode(f"{BASE}法国")}
    assert Foaf.is_primary_topic_of in said
    assert Icm.in_dump not in said
    types = {
        q.object for q in page.quads if q.subject == NamedNode(f"{BASE}法国") and q.predicate == Rdf.type
    }
    assert types == {Icm.PLACE}
    assert any(q.predicate == Schema.about and q.object == NamedNode(f"{BASE}法国") for q in page.quads)


def test_a_flag_of_no_country_is_noted_once(page: Conversion) -> None:
    """With what it shows."""
    noted = [note.text for note in page.notes if note.code is Code.FLAG_OF_NO_COUNTRY]
    assert noted == ["苏格兰"]


@pytest.mark.parametrize(
    ("item", "noted"),
    [
        ("{{flagicon|FRA}}{{flagicon|GER}} [[乙党]]", ["法国, 德国"]),
        ("{{flagicon|FRA}} [[乙党]]、{{flagicon|GER}} [[丙党]]", ["法国, 德国"]),
        ("{{flag|法国}} {{flag|法國}} [[乙党]]", []),
        ("{{flagicon|FRA}}{{flagicon|苏格兰}} [[乙党]]", []),
        ("{{flag|法国}}、{{flag|德国}}", []),
        ("{{flagicon|FRA}} [[乙党]]\n* {{flagicon|GER}} [[丙党]]", []),
    ],
)
def test_flags_of_several_countries_tell_none(item: str, noted: list[str]) -> None:
    """That is noted, unless the countries themselves are meant."""
    text = f"'''甲会议'''是会议。\n\n== 第一次会议（1999年）参加者 ==\n* {item}\n"
    raw = RawPage("a.wikitext", text.encode(), "a", form=Form.WIKITEXT)
    page = convert(raw, ConvertOptions(PageOptions("zh", "甲会议")))
    assert page.facts is not None
    assert [note.text for note in page.notes if note.code is Code.SEVERAL_FLAGS] == noted
    if noted:
        assert {one.place_as_printed for one in page.facts.participations} == {None}


@pytest.mark.parametrize(
    ("item", "printed", "countries", "noted"),
    [
        ("{{flag|意大利}} 甲党（義大利）", "義大利", ["意大利"], []),
        ("{{FRA}} [[乙党]]（France）", "France", ["法国"], []),
        ("{{flagicon|NZL}} [[乙党]]（紐西蘭）", "紐西蘭", ["新西兰"], []),
        ("{{flag|意大利}} 甲党（罗马）", "意大利", ["意大利"], []),
        ("{{flag|德国}} [[乙党]]（法国）", "法国", [], ["德国, 法国"]),
    ],
)
def test_a_flag_tells_the_country_also_where_a_bracket_prints_it(
    item: str, printed: str, countries: list[str], noted: list[str]
) -> None:
    """In any script; the bracket of another country counts, and that is noted."""
    text = f"'''甲联盟'''是国际政党组织。\n\n== 成员 ==\n* {item}\n* [[丙党]]\n* [[丁党]]\n"
    raw = RawPage("a.wikitext", text.encode(), "a", form=Form.WIKITEXT)
    page = convert(raw, ConvertOptions(PageOptions("zh", "甲联盟")))
    assert page.facts is not None
    (one,) = (one for one in page.facts.memberships if one.place_as_printed)
    assert one.place_as_printed == printed
    (member,) = (other for other in page.facts.participants if other.thing == one.member)
    assert [country.title for country in member.countries] == countries
    assert [note.text for note in page.notes if note.code is Code.FLAG_OF_ANOTHER] == noted


@pytest.mark.parametrize(
    ("title", "wiki", "code"),
    [
        ("法国", "zh", "FR"),
        ("法蘭西", "zh", ""),
        ("南欧", "zh", ""),
        ("科索沃", "zh", ""),
        ("フランス", "ja", "FR"),
        ("法国", "xx", ""),
    ],
)
def test_a_code_belongs_to_the_title_of_a_country(title: str, wiki: str, code: str) -> None:
    """Another name is another title, and codes that ISO has not given are none."""
    assert iso_code(title, wiki) == code


def test_each_record_has_the_country_of_its_own_rows() -> None:
    """One who is listed under two countries has both; each of its records only the one that its rows give."""
    text = """'''甲会议'''是会议。

== 第一次会议（1999年）参加者 ==
* {{flag|法国}} [[乙党]]

== 第二次会议（2001年）参加者 ==
* {{flag|德国}} [[乙党]]
"""
    raw = RawPage("a.wikitext", text.encode(), "a", form=Form.WIKITEXT)
    quads = convert(raw, ConvertOptions(PageOptions("zh", "甲会议"))).quads
    records = {
        quad.subject for quad in quads if (quad.predicate, quad.object) == (Rdf.type, Icm.PARTICIPATION)
    }
    stated = {(quad.subject, quad.object) for quad in quads if quad.predicate == Icm.country}
    assert {(subject in records, thing) for subject, thing in stated} == {
        (is_record, NamedNode(BASE + country)) for is_record in (True, False) for country in ("法国", "德国")
    }
    assert len(records) == len([subject for subject, _ in stated if subject in records]) == 2


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        ("[[File:Flag of France.svg|20px]]", Code.FLAG_BY_FILE_NAME),
        ("[[File:Flag of Scotland.svg|20px|alt=苏格兰]]", Code.FLAG_OF_NO_COUNTRY),
        ("[[File:Flag of France.svg|20px|alt=法国]]", None),
        ("[[File:Flag of France.svg|20px|link=法国]]", None),
    ],
)
def test_a_file_name_alone_is_noted_as_such(flag: str, code: Code | None) -> None:
    """It is not stated, though the file is called after a known country; it was told to be no country's."""
    text = f"'''甲会议'''于1999年召开。\n\n== 参加者 ==\n* {flag} [[乙党]]\n"
    raw = RawPage(name="a.wikitext", data=text.encode(), origin="a", form=Form.WIKITEXT)
    found = convert(raw, ConvertOptions(PageOptions("zh", "甲会议")))
    flags = {Code.FLAG_BY_FILE_NAME, Code.FLAG_OF_NO_COUNTRY}
    assert [note.code for note in found.notes if note.code in flags] == ([code] if code else [])
    assert any(quad.predicate == Icm.country for quad in found.quads) == (code is None)
