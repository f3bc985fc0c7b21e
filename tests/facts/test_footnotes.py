"""Footnotes of facts: those of the row, and of the heading, caption or introducing line over it; no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from icmlpo_rdf.convert import Conversion, convert
from icmlpo_rdf.evidence.explanation import explain
from icmlpo_rdf.options import ConvertOptions, Form, PageOptions
from icmlpo_rdf.quads.vocab import Dc, Dcterms, Icm, Rdf, Rdfs, Schema
from icmlpo_rdf.source import RawPage, read_page_file
from icmlpo_rdf.store.rdf_files import load
from icmlpo_rdf.verify import verify

WIKITEXT = """'''甲会议'''是会议<ref>导言</ref>。

== 第一次会议（1999年）参加者<ref name="标题">标题注</ref> ==
* [[乙党]]<ref>{{cite web|url=https://e.example/a?b=1&c=2|title=乙党公报|publisher=乙社|date=1999-05-01}}</ref>
* [[丙党]]<ref>丙报，1999年</ref>、[[丁党]]
* [[戊党]]

== 第二次会议（2001年）参加者 ==
{|
|+ 参加者<ref>表注</ref>
! 国家 !! 政党
|-
| [[法国]] || [[己党]]<ref name="标题" />
|-
| [[德国]] || [[庚党]]
|}
"""
HTML = """<html><body><p><b>甲会议</b>是会议。</p>
<h2>第一次会议（1999年）参加者</h2><ul>
<li><a href="/wiki/乙党">乙党</a><sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup></li>
<li><a href="/wiki/丙党">丙党</a></li></ul>
<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">^</span> <span class="reference-text">
<a class="external text" rel="nofollow" href="https://e.example/a?b=1&amp;c=2">乙党公报</a>. 1999-05-01</span></li></ol>
</body></html>"""


def converted(text: str, form: Form) -> Conversion:
    """A page."""
    return convert(
        RawPage("甲会议", text.encode(), "a", form=form), ConvertOptions(PageOptions("zh", "甲会议"))
    )


@pytest.fixture(scope="module")
def page() -> Conversion:
    """The page in wikitext."""
    return converted(WIKITEXT, Form.WIKITEXT)


def cited(page: Conversion) -> dict[str, set[str]]:
    """What the footnotes of each who took part say."""
    assert page.facts
    return {
        one.name_as_printed: {page.facts.references[number].text for number in one.references}
        for one in page.facts.participations
    }


def test_a_fact_has_the_footnotes_of_its_row_and_of_what_stands_over_it(page: Conversion) -> None:
    """Of a row that names two each has its own; what the lead's prose cites is no one's."""
    above, caption = {"标题注"}, {"表注"}
    assert cited(page) == {
        "乙党": {"乙党公报. 乙社. 1999-05-01"} | above,
        "丙党": {"丙报，1999年"} | above,
        "丁党": above,
        "戊党": above,
        "己党": {"标题注"} | caption,
        "庚党": caption,
    }


def test_a_footnote_behind_an_office_is_that_of_the_person_and_of_the_country() -> None:
    """In galleries, lists and tables; within a list of several it is that one's behind whom it stands."""
    text = """'''2015年甲峰会'''是2015年5月在巴黎举行的会议。
== 与会领导人 ==
<gallery>
A.jpg|{{flag|日本}}<br>[[甲人]]，[[日本首相|首相]]<ref>一</ref>
B.jpg|{{flag|法国}}<br>[[乙人]]<ref>二</ref>
</gallery>
== 与会者 ==
* {{flag|德国}}：[[丁人]]首相<ref>三</ref>
* {{flag|韩国}}：[[戊人]]（总统）<ref>四</ref>、[[己人]]（部长）、[[庚人]]<ref>五</ref>
== 与会人 ==
{|
! 国家 !! 人物 !! 备注
|-
| 俄罗斯 || [[辛人]]，首相<ref>六</ref> ||
|-
| 印度<ref>七</ref> || [[壬人]]、[[癸人]]<ref>八</ref> || 迟到<ref>九</ref>
|}
"""
    raw = RawPage("甲峰会", text.encode(), "a", form=Form.WIKITEXT)
    found = cited(convert(raw, ConvertOptions(PageOptions("zh", "2015年甲峰会"))))
    assert found == {
        "日本": {"一"},
        "甲人": {"一"},
        "法国": {"二"},
        "乙人": {"二"},
        "德国": {"三"},
        "丁人": {"三"},
        "韩国": set(),
        "戊人": {"四"},
        "己人": set(),
        "庚人": {"五"},
        "俄罗斯": {"六"},
        "辛人": {"六"},
        "印度": {"七", "九"},
        "壬人": {"七", "九"},
        "癸人": {"七", "八", "九"},
    }


def test_a_footnote_in_a_meetings_row_item_or_heading_is_the_meetings() -> None:
    """Not one behind the name of who took part, nor one of the lead's prose."""
    text = """'''甲会议'''是系列会议<ref>导言</ref>。

== 历次会议 ==
{|
! 会议 !! 日期 !! 地点
|-
| 第1次会议<ref>一</ref> || 1994年12月9日 || [[巴黎]]<ref>二</ref>
|-
| 第2次会议 || 1998年4月18日 || [[罗马]]
|}
== 第三次会议（1999年）参加者<ref>三</ref> ==
* [[乙党]]<ref>四</ref>
"""
    facts = converted(text, Form.WIKITEXT).facts
    assert facts
    of = {one.ordinal: facts.meeting_references.get(one, ()) for one in facts.meetings}
    found = {key: [facts.references[one].text for one in numbers] for key, numbers in of.items()}
    assert found == {1: ["一", "二"], 2: [], 3: ["三"]}
    graph = converted(text, Form.WIKITEXT).to_bytes().decode()
    assert graph.count("dcterms:references") == 3


def test_a_footnote_in_a_columns_header_is_that_of_whom_the_column_names() -> None:
    """And of those whose country it tells; not one over what is told besides."""
    text = """'''甲联盟'''是国际政党组织，成立于1990年。

== 成员 ==
{|
! 国家<ref>一</ref> !! 政党<ref>二</ref> !! 领导人<ref>三</ref>
|-
| rowspan="2" | {{CHN}} || [[甲党]] || [[丁人]]
|-
| [[乙党]] || [[戊人]]
|}
"""
    found = converted(text, Form.WIKITEXT).facts
    assert found
    told = {
        one.name_as_printed: [found.references[n].text for n in one.references] for one in found.memberships
    }
    assert told == {"甲党": ["一", "二"], "乙党": ["一", "二"]}


def test_several_footnotes_in_a_row_are_all_the_rows() -> None:
    """Those behind the first at a row's end too, with a blank between them or none; those of the next row are not."""
    text = """'''甲会议'''是会议系列。

== 第一次会议（1955年）参加者 ==
* [[乙党]]<ref>http://e.org/1</ref><ref>http://e.org/2</ref> <ref>http://e.org/3</ref>
* [[丙党]]<ref>http://e.org/4</ref>
"""
    assert cited(converted(text, Form.WIKITEXT)) == {
        "乙党": {"http://e.org/1", "http://e.org/2", "http://e.org/3"},
        "丙党": {"http://e.org/4"},
    }


def test_a_reference_is_a_thing_with_what_the_footnote_prints(page: Conversion) -> None:
    """Its address, title, publisher and date; one of plain text has its text."""
    (address,) = [quad for quad in page.quads if quad.predicate == Schema.url]
    assert address.object == NamedNode("https://e.example/a?b=1&c=2")
    said = {quad.predicate: quad.object for quad in page.quads if quad.subject == address.subject}
    assert (said[Dc.title], said[Dc.publisher], said[Dc.date]) == (
        Literal("乙党公报"),
        Literal("乙社"),
        Literal("1999-05-01"),
    )
    things = {quad.subject for quad in page.quads if quad.object == Icm.REFERENCE}
    labels = {quad.object for quad in page.quads if quad.subject in things and quad.predicate == Rdfs.label}
    assert labels == {
        Literal(text) for text in ("乙党公报. 乙社. 1999-05-01", "丙报，1999年", "标题注", "表注")
    }
    assert {quad.object for quad in page.quads if quad.predicate == Dcterms.references} == things


def test_footnotes_of_html(page: Conversion) -> None:
    """The mark stands in the row, the text in a list at the end of the page."""
    html = converted(HTML, Form.HTML)
    assert {name: len(found) for name, found in cited(html).items()} == {"乙党": 1, "丙党": 0}
    (address,) = [quad.object for quad in html.quads if quad.predicate == Schema.url]
    assert address == NamedNode("https://e.example/a?b=1&c=2")
    assert (
        len([quad for quad in html.quads if quad.predicate == Rdf.type and quad.object == Icm.REFERENCE]) == 1
    )
    assert page.quads


@pytest.mark.parametrize(
    ("name", "text", "written", "edited", "reason"),
    [
        ("甲会议.wikitext", WIKITEXT, "b=1&c=2", "b=1&c=3", "does not give the address"),
        ("甲会议.wikitext", WIKITEXT, "乙社", "癸社", "does not print 乙社"),
        ("甲会议.wikitext", WIKITEXT, "丙报", "癸报", "does not print 丙报，1999年"),
        ("甲会议.html", HTML, "乙党公报", "癸党公报", "does not print 乙党公报"),
    ],
)
def test_verify_looks_for_what_footnotes_cite(
    name: str, text: str, written: str, edited: str, reason: str, tmp_path: Path
) -> None:
    """All stands before; what was edited does not."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    quads = convert(read_page_file(path), ConvertOptions(PageOptions("zh", "甲会议"))).quads
    assert verify(quads, str(path)).failures == ()
    path.write_text(text.replace(written, edited), encoding="utf-8")
    assert any(reason in failure.reason for failure in verify(quads, str(path)).failures)


def test_explain_shows_them(page: Conversion, tmp_path: Path) -> None:
    """With their addresses."""
    path = tmp_path / "a.ttl"
    path.write_bytes(page.to_bytes())
    facts = explain("乙党", load((str(path),), None)).facts
    (attended,) = [fact for fact in facts if fact.predicate == "icm:attended"]
    assert set(attended.cites) == {"标题注", "乙党公报. 乙社. 1999-05-01 <https://e.example/a?b=1&c=2>"}


def test_a_row_under_a_cell_that_reaches_down_has_that_cells_footnotes_and_no_other_rows() -> None:
    """Such a row's evidence begins where that cell does, and so holds the rows between, whose footnotes are theirs."""
    text = """'''甲会议'''是1991年举行的会议。

== 参加者 ==
{|
! 国家 !! 政党
|-
| rowspan="3" | {{CHN}}<ref>国</ref> || [[甲党]]<ref>一</ref>
|-
| [[乙党]]<ref>二</ref>
|-
| [[丙党]]
|-
| {{FRA}} || [[丁党]]
|}
"""
    assert cited(converted(text, Form.WIKITEXT)) == {
        "甲党": {"国", "一"},
        "乙党": {"国", "二"},
        "丙党": {"国"},
        "丁党": set(),
    }
