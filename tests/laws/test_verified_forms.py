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


def test_a_packed_page_stands(tmp_path: Path) -> None:
    """A browser's gzip under a name of HTML."""
    path = tmp_path / "甲会议.html"
    page = "<html><body><p><b>甲会议</b></p><h2>第一次会议（1999年）参加者</h2><ul><li><a href='/wiki/乙党'>乙党</a></li></ul>"
    path.write_bytes(gzip.compress(page.encode()))
    assert failures(read_page_file(path), path) == ()
