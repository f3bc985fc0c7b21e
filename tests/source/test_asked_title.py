"""The page of a title among many: `convert` and `inspect` find the same one, or say the same in one line."""

from __future__ import annotations

import bz2
import gzip
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from icmlpo_rdf import read
from icmlpo_rdf.errors import SourceError, UsageError
from icmlpo_rdf.options import PageOptions
from tests.conftest import Cli
from tests.source.dumps_made import MEETING, Page, article, export, siteinfo
from tests.source.wiki_made import running

PAGES = [Page("甲会议"), Page("别名", "#REDIRECT [[甲会议]]", redirect="甲会议"), Page("丙会议")]
TWICE = "the dump has this title twice, as pages 1 and 4: the later revision counts"


def write(folder: Path) -> None:
    """Files that hold many pages."""
    (folder / "d.xml").write_text(export([*PAGES, Page("甲会议")]), encoding="utf-8")
    (folder / "behind.xml.bz2").write_bytes(bz2.compress(export(PAGES).encode()) + b"garbage")
    (folder / "one.xml").write_text(export(PAGES[:1]), encoding="utf-8")
    (folder / "a.ndjson").write_text(
        "\n".join(article("甲会议", wiki=wiki) for wiki in ("zhwiki", "jawiki")), encoding="utf-8"
    )
    with zipfile.ZipFile(folder / "pages.zip", "w") as opened:
        for name in ("甲会议", "丙会议"):
            opened.writestr(f"{name}.wikitext", MEETING.replace("甲会议", name))
        opened.writestr("丁会议.wikitext.gz", gzip.compress(MEETING.replace("甲会议", "丁会议").encode()))
    (folder / "packed").mkdir()
    for name, pack in (("丁会议.wikitext.gz", gzip), ("戊会议.wiki.bz2", bz2)):
        (folder / "packed" / name).write_bytes(pack.compress(MEETING.replace("甲会议", name[:3]).encode()))
    (folder / "empty").mkdir()
    for name in ("x.xml", "y.xml"):
        (folder / "empty" / name).write_text(export(PAGES, behind=""), encoding="utf-8")
    (folder / "files").mkdir()
    (folder / "files" / "甲会议.wikitext").write_text(MEETING, encoding="utf-8")
    (folder / "files" / "old.xml.bz2").write_bytes((folder / "behind.xml.bz2").read_bytes())


@pytest.mark.parametrize(
    ("given", "title", "code", "what"),
    [
        ("d.xml", "别名", 2, "--title: '别名' is a redirect; give --title '甲会议'"),
        ("d.xml", "癸", 2, "--title: no page is called '癸'; check the title: there are 丙会议, 甲会议"),
        ("d.xml", "丙会义", 2, "--title: no page is called '丙会义'; perhaps 丙会议 is meant"),
        ("d.xml", "会议", 2, "; perhaps 甲会议 or 丙会议 is meant"),
        ("one.xml", "癸", 2, "--title: no page is called '癸'; check the title: there is 甲会议"),
        ("d.xml", "甲会议", 1, TWICE),
        ("d.xml", "丙会议", 0, ""),
        ("behind.xml.bz2", "丙会议", 2, "behind.xml.bz2: something else follows its compressed data"),
        ("a.ndjson", "甲会议", 2, "2 pages are called '甲会议': "),
        ("pages.zip", "丙会议", 0, ""),
        ("pages.zip", "癸", 2, "no page is called '癸'; check the title: there are 丁会议, 丙会议, 甲会议"),
        ("pages.zip", "丁会议", 0, ""),
        ("packed", "丁会议", 0, ""),
        ("packed", "戊会议", 0, ""),
        ("empty", "甲会议", 2, "empty/y.xml:"),
        ("files", "甲会议", 1, "files/old.xml.bz2: something else follows its compressed data"),
    ],
)
def test_one_way_for_both(given: str, title: str, code: int, what: str, cli: Cli, tmp_path: Path) -> None:
    """Both read to the end: what is damaged is never taken in part, and the later of two pages counts."""
    write(tmp_path)
    converted = cli("convert", given, "--title", title, "-o", "x.ttl")
    inspected = cli("inspect", given, "--title", title)
    for done in (converted, inspected):
        assert (done.returncode, what in done.stderr) == (code, True), done.stderr
    said = {line for line in converted.stderr.splitlines() if " → x.ttl" not in line}
    assert said == set(inspected.stderr.splitlines())


def test_the_later_of_two_pages_is_shown(cli: Cli, tmp_path: Path) -> None:
    """The first that was met was shown; what a link leads to is told by the dump, as for `convert`."""
    pages = [Page("甲会议"), *PAGES[1:], Page("甲会议", MEETING.replace("[[丁党]]", "[[别名]]"))]
    (tmp_path / "d.xml").write_text(export(pages), encoding="utf-8")
    shown = cli("inspect", "d.xml", "--title", "甲会议").stdout
    assert "revision 400, " in shown
    assert read(tmp_path / "d.xml", PageOptions(title="甲会议")).revision.revision_id == 400


def test_what_holds_several_pages_is_told(cli: Cli, tmp_path: Path) -> None:
    """A folder was *a directory*; one with a single page is that page; of damaged ones each is told."""
    write(tmp_path)
    several = "it holds several pages (丙会议, 甲会议); say which with --title"
    assert cli("inspect", "d.xml", "-q").stderr == f"icmlpo-rdf: d.xml: {several}\n"
    done = cli("inspect", "pages.zip", "-q")
    several = several.replace("(", "(丁会议, ")
    assert done.stderr == f"icmlpo-rdf: pages.zip: {several}, or give its file alone\n"
    (tmp_path / "many.xml").write_text(export(map(Page, "乙丁丙己戊庚甲")), encoding="utf-8")
    told = "it holds several pages (丁, 丙, 乙, 己, 庚 and 2 more); say"
    assert told in cli("inspect", "many.xml").stderr
    done = cli("inspect", "files")
    assert (done.returncode, done.stdout.startswith("甲会议")) == (1, True)
    for arguments in (("inspect", "empty"), ("convert", "empty", "-o", "set/")):
        done = cli(*arguments)
        assert done.returncode == 2
        assert [line[12:23] for line in done.stderr.splitlines()] == ["empty/x.xml", "empty/y.xml"]
    with pytest.raises(SourceError, match="cut off"):
        read(tmp_path / "empty")
    with pytest.raises(UsageError, match="it holds several pages"):
        read(tmp_path)


def test_a_page_of_a_wiki_is_inspected_by_its_title(cli: Cli) -> None:
    """`--wiki`, as `convert` has it."""
    with running() as wiki:
        done = cli("inspect", "--wiki", wiki.base, "甲 会议", "--lang", "zh")
    assert done.returncode == 0, done.stderr
    assert "revision 42, of 2023-08-01T00:00:00Z" in done.stdout
    assert cli("inspect", "--wiki", "zhwiki", "#x").stderr == (
        "icmlpo-rdf: --wiki: '#x' is no title of a page; give titles as the wiki spells them\n"
    )


@pytest.mark.parametrize("holder", ["folder", "a.ndjson"])
def test_the_language_says_whose_page_is_meant(holder: str, cli: Cli, tmp_path: Path) -> None:
    """Of two dumps the first one's page was taken and called the other Wikipedia's; of a snapshot the others were told as wrong."""
    (tmp_path / "folder").mkdir()
    for number, wiki in enumerate(("ja", "zh"), 1):
        dump = export(
            [Page("甲会议", f"{MEETING}\n{wiki}")],
            siteinfo(f"https://{wiki}.wikipedia.org/wiki/M", f"{wiki}wiki"),
        )
        (tmp_path / "folder" / f"{number}.xml").write_text(dump, encoding="utf-8")
    lines = (article("甲会议", f"{MEETING}\n{wiki}", wiki=f"{wiki}wiki") for wiki in ("ja", "zh"))
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    for command in (("convert", "-o", "x.ttl"), ("inspect",)):
        for wiki in ("ja", "zh"):
            done = cli(command[0], holder, "--title", "甲会议", "--lang", wiki, *command[1:])
            assert done.returncode == 0, done.stderr
            assert "which counts" not in done.stderr
            text = f"{MEETING}\n{wiki}"
            if command[0] == "convert":
                assert sha256(text.encode()).hexdigest() in (tmp_path / "x.ttl").read_text(encoding="utf-8")
                assert f"source/{wiki}/" in (tmp_path / "x.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["d.xml", "a.ndjson"])
def test_the_language_overrides_what_no_dump_tells(name: str, cli: Cli, tmp_path: Path) -> None:
    """A snapshot's page was not found then: *no page is called 甲会议; perhaps 甲会议 is meant*."""
    (tmp_path / "d.xml").write_text(export([Page("甲会议")]), encoding="utf-8")
    (tmp_path / "a.ndjson").write_text(article("甲会议"), encoding="utf-8")
    done = cli("convert", name, "--title", "甲会议", "--lang", "ja", "-o", "x.ttl")
    assert (done.returncode, "zh.wikipedia.org, and --lang says ja, which counts" in done.stderr) == (0, True)


def test_a_title_that_only_another_wikipedia_has(cli: Cli, tmp_path: Path) -> None:
    """Its page is not taken for one of the Wikipedia that is asked for."""
    lines = (article("甲会议", wiki="zhwiki"), article("乙会议", wiki="jawiki"))
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    done = cli("inspect", "a.ndjson", "--title", "甲会议", "--lang", "ja")
    said = "--title: 1 page is called '甲会议', and none of ja.wikipedia.org: a.ndjson/zh/甲会议.wikitext; say of which"
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
