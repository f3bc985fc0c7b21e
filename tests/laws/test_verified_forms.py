"""`verify` finds every fact of pages in wikitext and HTML again, by readers of its own; what was edited it finds too."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import RawPage, read_page_file
from icmlpo_rdf.verify import Failure, verify
from tests.conftest import ROOT

FORMS = sorted(
    path
    for path in (ROOT / "tests" / "pages" / "forms").rglob("*")
    if path.suffix in {".wikitext", ".html", ".gz"}
)


def failures(raw: RawPage, place: Path) -> tuple[Failure, ...]:
    """What does not stand of what a page says."""
    title = raw.name.split(".")[0]
    return verify(convert(raw, ConvertOptions(PageOptions("zh", title))).quads, str(place)).failures


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_real_pages_stand_in_every_form(path: Path) -> None:
    """As a real MediaWiki gave them."""
    assert failures(read_page_file(str(path)), path) == ()


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "tests" / "pages" / "rendered").rglob("*.*t*"))
        if path.suffix in {".wikitext", ".html"}
    ],
    ids=lambda path: path.name,
)
def test_real_pages_of_other_languages_stand(path: Path) -> None:
    """Their categories too, in the words of their wikis."""
    raw = read_page_file(str(path))
    quads = convert(raw, ConvertOptions(PageOptions(path.parent.name, path.stem))).quads
    assert verify(quads, str(path)).failures == ()


WIKITEXT = """'''甲会议'''是会议。
== 第一次会议（1999年）参加者 ==
{| class="wikitable"
|-
! 国家 !! 政党
|-
| {{ARG}} || [[乙党|乙]]
|-
| rowspan=2 | {{flag|秘鲁}} || -{zh-hans:丙党;zh-hant:丙黨}-
|-
| [[丁党 (秘鲁)|丁党]]<ref>甲</ref>
|}
* '''[[戊党]]'''
"""


@pytest.mark.parametrize(
    ("written", "edited", "reason"),
    [
        ("[[乙党|乙]]", "[[癸党|乙]]", "link 乙 to 癸党"),
        ("[[戊党]]", "[[癸党]]", "do not print 戊党"),
        ("1999", "2001", "do not give the year 1999"),
        ("-{zh-hans:丙党;zh-hant:丙黨}-", "辛党", "do not print 丙"),
    ],
)
def test_what_was_edited_does_not_stand(written: str, edited: str, reason: str, tmp_path: Path) -> None:
    """Each fact by itself; all of them stand before."""
    path = tmp_path / "甲会议.wikitext"
    path.write_text(WIKITEXT, encoding="utf-8")
    quads = convert(read_page_file(path)).quads
    assert verify(quads, str(path)).failures == ()
    path.write_text(WIKITEXT.replace(written, edited), encoding="utf-8")
    assert any(reason in failure.reason for failure in verify(quads, str(path)).failures)


_LEAD = "'''甲会议'''是1999年举行的会议。\n\n== 参加者 ==\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("甲会议.wikitext", _LEAD + "* [[乙党|乙''党'']]\n* [[丙党]]\n"),
        ("甲会议.wikitext", _LEAD + "* [[File:Flag of Germany.png|22px|德国]] 德国\n* [[法国]]\n"),
        ("甲会议.wikitext", _LEAD + "* {{flagicon|CHN}} [[中国]]\n* {{FRA}}\n"),
        (
            "甲会议.wikitext",
            f"{_LEAD}<table><tr><th>国家<th>政党\n<tr><td rowspan=2>{{{{FRA}}}}<td>[[乙党]]\n<tr><td>[[丙党]]\n</table>\n",
        ),
        (
            "甲会议.html",
            (
                "<html><body><p><b>甲会议</b>是会议。</p><h2>第一次会议（1999年）参加者</h2>"
                "<table><tr><th>国家</th><th>政党</th></tr>\n<tr>\n<td>法国</td>\n<td><a href='/wiki/乙党'>乙党</a>\n"
                "<table><tr>\n<td>一</td>\n</tr>\n</table>\n</td></tr></table></body></html>"
            ),
        ),
    ],
    ids=[
        "italics in a label",
        "a flag's caption",
        "a country's other name",
        "no end tags",
        "a table in a row",
    ],
)
def test_what_is_written_in_an_unusual_way_stands(name: str, text: str, tmp_path: Path) -> None:
    """Whatever the reader makes facts of, `verify` finds again."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    conversion = convert(read_page_file(path), ConvertOptions(PageOptions("zh", "甲会议")))
    assert conversion.facts
    assert conversion.facts.participations
    assert verify(conversion.quads, str(path)).failures == ()


def test_a_packed_page_stands(tmp_path: Path) -> None:
    """A browser's gzip under a name of HTML."""
    path = tmp_path / "甲会议.html"
    page = "<html><body><p><b>甲会议</b></p><h2>第一次会议（1999年）参加者</h2><ul><li><a href='/wiki/乙党'>乙党</a></li></ul>"
    path.write_bytes(gzip.compress(page.encode()))
    assert failures(read_page_file(path), path) == ()


MARKED = """<html lang="zh"><head><title>甲联盟</title></head><body><p><b>甲联盟</b>是组织。</p><h2>成员</h2>
<ul><li><a href="/wiki/乙党" title="乙党">乙党</a><sup class="reference"><a href="#cite_note-1">[1]</a></sup></li>
<li><a href="/wiki/丙党" title="丙党">丙党</a><sup class="reference"><a href="#cite_note-2">[2]</a></sup></li></ul>
<ol class="references"><li id="cite_note-1">某人. <a class="external" href="https://a.example/x">报告</a>. 丁社. July 8, 2022.<span
 class="Z3988" title="ctx_ver=Z39.88-2004&amp;rft.btitle=%E6%8A%A5%E5%91%8A&amp;rft.pub=%E4%B8%81%E7%A4%BE&amp;rft.date=2022-07-08"></span></li>
<li id="cite_note-2"><cite typeof="mw:Transclusion" data-mw='{"parts":[{"template":{"target":{"wt":"cite web"},"params":{
"url":{"wt":"https://a.example/y"},"title":{"wt":"再报"},"date":{"wt":"8 July"},"publisher":{"wt":"[[丁]]社"}}}}]}'><a class="external"
 href="https://a.example/y">再报</a></cite></li></ol></body></html>
"""


@pytest.mark.parametrize(
    ("written", "edited", "reason"),
    [
        ("", "", ""),
        ("2022-07-08", "2022-07-09", "does not print 2022-07-08"),
        ("rft.pub=%E4%B8%81", "rft.pub=%E4%B8%82", ""),  # it is printed besides
        ('"8 July"', '"9 July"', "does not print 8 July"),
    ],
)
def test_what_a_footnote_marks_stands(written: str, edited: str, reason: str, tmp_path: Path) -> None:
    """COinS and Parsoid's call say parts of a footnote that its printed text need not have."""
    place = tmp_path / "甲联盟.html"
    place.write_text(MARKED, encoding="utf-8")
    quads = convert(read_page_file(str(place)), ConvertOptions(PageOptions("zh", "甲联盟"))).quads
    assert sum("Reference" in str(quad.object) for quad in quads) == 2
    place.write_text(MARKED.replace(written, edited) if written else MARKED, encoding="utf-8")
    told = "\n".join(str(one) for one in verify(quads, str(place)).failures if "SHA" not in str(one))
    assert reason in told if reason else "footnote" not in told
