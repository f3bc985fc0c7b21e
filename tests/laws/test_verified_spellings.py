"""`verify` reads what pages write seldom as `convert` does: names behind honorifics, savers' addresses, links over lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from icmlpo_rdf.convert import convert
from icmlpo_rdf.options import ConvertOptions, PageOptions
from icmlpo_rdf.source import read_page_file
from icmlpo_rdf.verify import Failure, verify
from tests.conftest import Cli

_LEAD = "'''第5届两湖大会'''于2006年7月6日在[[岳阳]]举行。\n\n== 参加者 ==\n* [[甲党]]\n* [[乙党]]\n"


def _failures(name: str, text: str, folder: Path, language: str = "zh") -> tuple[str, tuple[Failure, ...]]:
    """The data of a page, and what does not stand of it."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    title = name.rpartition(".")[0]
    quads = convert(read_page_file(str(path)), ConvertOptions(PageOptions(language, title=title))).quads
    return "\n".join(map(str, quads)), verify(quads, str(path)).failures


@pytest.mark.parametrize(
    "item",
    ["[[:en:Party D|丁党]]", "[[丁\n党]]", "[[丁党|丁\n党]]", "[[第5届两湖大会|丁党]]"],
)
def test_wikitext_links(item: str, tmp_path: Path) -> None:
    """Links to other wikis, over lines and to the page itself."""
    _, failures = _failures("第5届两湖大会.wikitext", f"{_LEAD}* {item}\n", tmp_path)
    assert failures == ()


def test_a_title_over_lines_is_no_link(tmp_path: Path) -> None:
    """MediaWiki's titles hold no line feed; labels may."""
    data, _ = _failures("第5届两湖大会.wikitext", f"{_LEAD}* [[丁\n党]]\n* [[戊党|戊\n党]]\n", tmp_path)
    assert "/丁_党" not in data
    assert "/戊党" in data


def test_an_honorific_stands_before_the_link(tmp_path: Path) -> None:
    """Sir is part of the name, not of the link."""
    text = (
        "The '''Tribunal of Harrow''' was a court.\n\n== Judges ==\n{|\n! Judge !! Country\n|-\n"
        "| Sir [[William Webb (judge)|William Webb]] || [[Australia]]\n|-\n| [[John Roe]] || [[Canada]]\n"
        "|-\n| [[Mei Lan]] || [[China]]\n|}\n"
    )
    data, failures = _failures("Tribunal of Harrow.wikitext", text, tmp_path, "en")
    assert "Sir William Webb" in data
    assert failures == ()


def test_a_page_that_links_to_itself_far_from_its_lead(tmp_path: Path) -> None:
    """It is a list, whose lead does not print its title."""
    text = "A '''list of parties''' of [[Harrow]].\n\n== Others ==\nSee [[List of parties of Harrow#A|the first]].\n"
    data, failures = _failures("List of parties of Harrow.wikitext", text, tmp_path, "en")
    assert "#line=0,1" in data
    assert "#line=3,4" in data
    assert failures == ()


@pytest.mark.parametrize(
    "link",
    ['<a href="丁党" class="wikilink">丁党</a>', '<a href="丁党" class="uri wikilink" title="丁">丁党</a>'],
)
def test_links_that_pandoc_writes_today(link: str, tmp_path: Path) -> None:
    """It marks them by a class, and by a title before."""
    text = f'**第5届两湖大会**于2006年举行。\n\n## 参加者\n\n- [甲党](甲党 "wikilink")\n- {link}\n'
    data, failures = _failures("第5届两湖大会.md", text, tmp_path)
    assert "/丁党" in data
    assert failures == ()


_PAGE = '<html lang="{}"><head><title>T – Wikipedia</title></head><body><h1>T</h1><div id="mw-content-text">{}</div></body></html>'


def test_addresses_as_savers_write_them(tmp_path: Path) -> None:
    """A relative address beside the title that it leads to."""
    body = '<p><b>T</b>: <a href="Rouen" title="Rouen">Rouen</a>, <a href="../R/Port_of_X.html" title="Port of X">X</a></p>'
    data, failures = _failures("T.html", _PAGE.format("en", body), tmp_path, "en")
    assert "/Rouen" in data
    assert "/Port_of_X" in data
    assert failures == ()


def test_a_file_is_no_page_whatever_its_wiki_calls_files(tmp_path: Path) -> None:
    """Czech has no words here; Parsoid marks the link."""
    body = (
        '<p><b>T</b> <a rel="mw:WikiLink" href="./Praha" title="Praha">Praha</a></p><figure typeof="mw:File/Thumb">'
        '<a href="./Soubor:Znak.svg" class="mw-file-description"><img src="//upload.wikimedia.org/wikipedia/commons/8/8e/Znak.svg"/></a></figure>'
    )
    data, failures = _failures("T.html", _PAGE.format("cs", body), tmp_path, "cs")
    assert "/Praha" in data
    assert "Soubor" not in data
    assert failures == ()


_DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10" xml:lang="en">
<siteinfo><dbname>enwiki</dbname><base>https://en.wikipedia.org/wiki/Main_Page</base></siteinfo>
<page><title>List of X</title><ns>0</ns><id>1</id><revision><id>{}</id><timestamp>2024-01-01T00:00:00Z</timestamp>
<model>wikitext</model><text xml:space="preserve">A list. See [[List of X|some]] and [[Paris]] and [[X people]].</text></revision></page>
<page><title>X people</title><ns>0</ns><id>2</id><redirect title="List of X" /><revision><id>2</id>
<timestamp>2024-01-01T00:00:00Z</timestamp><model>wikitext</model><text xml:space="preserve">#REDIRECT [[List of X]]</text></revision></page>
</mediawiki>
"""


@pytest.mark.parametrize("revision", ["7", "x", ""])
def test_a_page_of_a_dump_that_links_to_itself(revision: str, tmp_path: Path, cli: Cli) -> None:
    """Its name stands nowhere on it; and what is no number tells of no revision."""
    dump, data = tmp_path / "pages.xml", tmp_path / "data.ttl"
    dump.write_text(_DUMP.format(revision), encoding="utf-8")
    assert cli("convert", str(dump), "-o", str(data), "-q").returncode == 0
    assert cli("verify", str(data), "--source", str(dump), "-q").returncode == 0


def test_of_two_files_of_one_name_the_one_that_was_read(tmp_path: Path) -> None:
    """Its SHA-256 tells; the other one comes first and names nobody."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    (tmp_path / "a" / "会.wikitext").write_text("'''会'''\n\n== 参加者 ==\n* [[丙党]]\n", encoding="utf-8")
    path = tmp_path / "b" / "会.wikitext"
    path.write_text(_LEAD, encoding="utf-8")
    quads = convert(read_page_file(str(path)), ConvertOptions(PageOptions("zh", title="会"))).quads
    assert verify(quads, str(tmp_path)).failures == ()
    path.unlink()
    assert "was edited" in str(verify(quads, str(tmp_path)).failures)


@pytest.mark.parametrize(
    "link",
    [
        "[子党](https://zh.wikipedia.org/wiki/zh:子党",
        "[子党](https://zh.wikipedia.org/wiki/:zh:子党",
        "[子党](../Page/zh:子党.md",
        "[丙&amp;丁党](https://zh.wikipedia.org/wiki/丙&amp;丁党",
        "[丙&amp;丁党](https://zh.wikipedia.org/wiki/丙&丁党",
        "[桃党](https://zh.wikipedia.org/wiki/Special:Search/桃党",
    ],
)
def test_prefixes_and_references_in_markdown(link: str, tmp_path: Path) -> None:
    """The wiki's own prefix is no part of a title, `&amp;` is `&`, and a special page is no page of the wiki."""
    text = f'**红叶会议**是一系列国际会议。\n\n## 第7次会议（2001年）参加者\n\n- {link} "wikilink")\n'
    data, failures = _failures("红叶会议.md", text, tmp_path)
    assert "Participation" in data
    assert failures == ()
