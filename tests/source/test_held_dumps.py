"""Dumps that lie beside pages, in folders and archives or named in lists: their pages are listed too, or it is said why not."""

from __future__ import annotations

import bz2
import gzip
import json
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from icmlpo_rdf.batch.plan import list_pages
from icmlpo_rdf.errors import SourceError
from icmlpo_rdf.source import Entry, expand_globs, list_inputs, read_entry
from icmlpo_rdf.verify import verify
from tests.conftest import Cli
from tests.source.dumps_made import Page, article, export
from tests.source.test_dumps import packed

XML = export([Page("甲会议"), Page("别名", "#REDIRECT [[乙党]]", redirect="乙党")]).encode()
DUMPS = {
    "d.xml": XML,
    "d.xml.bz2": bz2.compress(XML),
    "d.xml.gz": gzip.compress(XML),
    "d.xml-p1p99.bz2": bz2.compress(XML),
    "d.ndjson": article("甲会议").encode(),
    "d.ndjson.gz": gzip.compress(article("甲会议").encode()),
    "d.tar.gz": packed(article("甲会议")),
}


def listed(*inputs: object, work: Path) -> list[Entry]:
    """What inputs list; texts go into a folder beside."""
    work.mkdir(exist_ok=True)
    return list(list_inputs(expand_globs(map(str, inputs)), lambda: work))


def told(entries: Sequence[Entry]) -> list[tuple[str, bool]]:
    """The titles of pages, and whether they could be read."""
    pages = [entry for entry in entries if not entry.is_redirect]
    return sorted((entry.stem, entry.problem is None) for entry in pages)


@pytest.mark.parametrize("place", ["folder", "zip", "tar", "tar.gz", "glob"])
@pytest.mark.parametrize("name", list(DUMPS))
def test_a_dump_beside_pages_is_read(name: str, place: str, tmp_path: Path) -> None:
    """Its pages are listed as if it had been named; an archive in an archive is told, since nobody unpacks it."""
    given: Path = tmp_path / "in"
    (given / "sub").mkdir(parents=True)
    (given / "page.md").write_text("**会议**", encoding="utf-8")
    (given / "sub" / name).write_bytes(DUMPS[name])
    if place == "zip":
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as opened:
            opened.write(given / "page.md", "page.md")
            opened.write(given / "sub" / name, f"sub/{name}")
        given = tmp_path / "in.zip"
    elif place.startswith("tar"):
        kind = "w:gz" if place.endswith("gz") else "w:"
        with tarfile.open(tmp_path / f"in.{place}", kind) as opened_tar:  # type: ignore[call-overload]
            opened_tar.add(given, ".")
        given = tmp_path / f"in.{place}"
    elif place == "glob":
        given = given / "**" / "*.*"
    entries = listed(given, work=tmp_path / "work")
    if name == "d.tar.gz" and ("zip" in place or "tar" in place):
        assert told(entries) == [("d.tar", False), ("page", True)]
        (inner,) = (entry for entry in entries if entry.problem)
        with pytest.raises(SourceError, match=r"in.*/sub/d.tar.gz: it is an archive in an archive; unpack"):
            read_entry(inner)
        return
    assert told(entries) == [("page", True), ("甲会议", True)]
    page = next(entry for entry in entries if entry.stem == "甲会议" and not entry.is_redirect)
    assert read_entry(page).title == "甲会议"
    assert sum(entry.is_redirect for entry in entries) == ("xml" in name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", XML.replace(b"<mediawiki", b"<!DOCTYPE mediawiki><mediawiki", 1)),
        ("a.xml.bz2", bz2.compress(XML)[:-9]),
        ("a.tar.gz", packed(article("甲会议"))[:20]),
        ("a.zip", b"PK"),
    ],
    ids=["DTD", "cut bz2", "cut tar.gz", "zip"],
)
def test_verify_passes_over_other_files_that_cannot_be_read(
    name: str, data: bytes, tmp_path: Path, cli: Cli
) -> None:
    """One beside the sources stops nothing, and is told only where a source is missing, which it may have held."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "d.xml").write_bytes(XML)
    assert cli("convert", "in/d.xml", "-o", "d.ttl").returncode == 0
    (folder / name).write_bytes(data)
    found = cli("verify", "d.ttl", "--source", "in/")
    assert (found.returncode, name in found.stderr) == (0, False), found.stderr
    (folder / "d.xml").unlink()
    missing = cli("verify", "d.ttl", "--source", "in/")
    assert (missing.returncode, f"in/{name} cannot be read" in missing.stderr) == (2, True), missing.stderr


@pytest.mark.parametrize("output", ["in/out/", "out.ttl"])
def test_what_is_no_page_in_a_folder_is_counted(output: str, tmp_path: Path, cli: Cli) -> None:
    """Its kinds are told in a line, its names with -v; not those of dumps' indexes, hidden files, or the run's own."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "d.xml").write_bytes(XML)
    for name in (
        "a.mhtml",
        "a.pdf",
        "sub/B.PDF",
        "x.txt.gz",
        "LICENSE",
        ".hidden",
        "d-multistream-index.txt",
    ):
        (folder / name).write_bytes(b"x")
    told = "passed over, for their endings are no page's (5): 2 .pdf, "
    for _ in range(2):
        done = cli("convert", "in/", "-o", output)
        assert (done.returncode, told in done.stderr) == (0, True), done.stderr
        for kind in (
            "1 .mhtml",
            "1 .txt.gz",
            "1 without ending (-v names them)",
            "save the page as HTML only",
        ):
            assert kind.removesuffix(" (-v names them)") in done.stderr
    assert "sub/B.PDF" not in done.stderr
    assert "in/sub/B.PDF" in cli("convert", "in/", "-o", output, "-v").stderr
    assert "passed over" not in cli("convert", "in/", "-o", output, "-q").stderr
    assert "passed over" not in cli("convert", "in/d.xml", "-o", output).stderr
    (folder / "d.xml").unlink()
    alone = cli("convert", "in/", "-o", output)
    assert (alone.returncode, "1 .mhtml" in alone.stderr) == (2, True), alone.stderr


def test_a_folder_of_multistream_files(tmp_path: Path) -> None:
    """As it is downloaded: parts, each with its index, which is no page, and lists of checksums."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in (1, 2):
        head, body = export([Page(f"甲{number}")]).split("<page>")
        data = bz2.compress(head.encode()) + bz2.compress(f"<page>{body}".encode())
        index = f"{len(bz2.compress(head.encode()))}:1:甲{number}\n".encode()
        start = f"zhwiki-20260101-pages-articles-multistream{number}.xml-p{number}p{number}"
        (folder / f"{start}.bz2").write_bytes(data)
        plain = start.replace(".xml", ".txt").replace("multistream", "multistream-index")
        (folder / f"{plain}.bz2").write_bytes(bz2.compress(index))
        (folder / plain).write_bytes(index)
    (folder / "zhwiki-20260101-multistream-index.txt").write_bytes(index)
    wanted = [("甲1", True), ("甲2", True)]
    assert told(listed(folder, work=tmp_path / "work")) == wanted
    assert told(listed(folder / "*", work=tmp_path / "work")) == wanted
    with pytest.raises(SourceError, match="it is the index of a multistream dump; give the dump"):
        listed(folder / f"{plain}.bz2", work=tmp_path / "work")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("d.xml.bz2", b"BZh91AY garbage", "it is empty or damaged; get it again whole"),
        ("d.xml.gz", gzip.compress(b'<?xml version="1.0"?>\n<rdf:RDF/>'), "this is RDF/XML"),
        ("d.xml.7z", b"7z\xbc\xaf\x27\x1c", "this is a 7z archive; unpack it first"),
        ("d.ndjson", b'{"x": 1}', "this is JSON, but no article"),
    ],
    ids=["damaged", "RDF", "7z", "JSON"],
)
def test_what_is_called_a_dump_and_is_none_costs_itself(
    name: str, data: bytes, what: str, tmp_path: Path, cli: Cli
) -> None:
    """One line names it, and the pages beside it are converted; exit code 1."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.wikitext").write_text("'''甲'''是[[政党]]。", encoding="utf-8")
    (tmp_path / "in" / name).write_bytes(data)
    done = cli("convert", "in/", "--lang", "zh", "-o", "out/", "--layout", "pages")
    assert done.returncode == 1
    assert f"in/{name}: {what}" in done.stderr
    assert (tmp_path / "out" / "甲.ttl").exists()


def test_other_xml_in_a_folder_is_none_of_ours(tmp_path: Path) -> None:
    """A site map or a program's settings, as other files that are no pages."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("**会议**", encoding="utf-8")
    (tmp_path / "in" / "sitemap.xml").write_text("<urlset/>", encoding="utf-8")
    assert told(listed(tmp_path / "in", work=tmp_path / "work")) == [("a", True)]


def test_a_dump_in_a_folder_that_breaks_off_takes_nothing_away(tmp_path: Path, cli: Cli) -> None:
    """As one that is named: the run ends in one line."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "d.xml").write_bytes(XML[:-20])
    done = cli("convert", "in/", "-o", "out/")
    lines = len(XML[:-20].splitlines())
    what = f"icmlpo-rdf: in/d.xml:{lines}: the XML is cut off; get it again whole\n"
    assert (done.returncode, done.stderr) == (2, what)
    assert not (tmp_path / "out").exists()


CUT = {
    "d.xml": XML[:-20],
    "d.xml.bz2": bz2.compress(XML)[:-9],
    "d.xml.gz": gzip.compress(XML)[:-5],
    "d.ndjson": (article("甲会议") + "\n" + article("丙会议")).encode()[:-9],
    "d.ndjson.gz": gzip.compress(article("甲会议").encode())[:-5],
    "d.tar.gz": packed(article("甲会议"))[:-20],
    "d.zip": b"PK\3\4" + bytes(99),
}


@pytest.mark.parametrize("place", ["folder", "glob", "zip"])
@pytest.mark.parametrize("name", list(CUT))
def test_a_damaged_dump_costs_itself(name: str, place: str, tmp_path: Path) -> None:
    """It is listed with its problem, and nothing of it is a page; what lies beside it is."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "乙.wikitext").write_text("'''乙'''是[[政党]]。", encoding="utf-8")
    (folder / name).write_bytes(CUT[name])
    given = {"folder": folder, "glob": folder / "*.*", "zip": tmp_path / "in.zip"}[place]
    if place == "zip":
        with zipfile.ZipFile(given, "w") as opened:
            for path in folder.iterdir():
                opened.write(path, path.name)
    found = list_pages(listed(given, work=tmp_path / "work"), None)
    assert told(found) == [(Path(name).stem, False), ("乙", True)]
    (error,) = (page.error for page in found if page.error)
    assert error.origin == f"{given if place == 'zip' else folder}/{name}"


def test_a_damaged_dump_is_told_in_one_line(tmp_path: Path, cli: Cli) -> None:
    """Whatever the output becomes; exit code 1, and the pages beside it are written."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "乙.wikitext").write_text("'''乙'''是[[政党]]。", encoding="utf-8")
    (tmp_path / "in" / "d.xml.bz2").write_bytes(CUT["d.xml.bz2"])
    more = ["--lang", "zh", "--validate", "none", "--jobs", "1"]
    for output, layout in (
        ("out/", ("--layout", "dataset")),
        ("pages/", ("--layout", "pages")),
        ("all.nq", ()),
    ):
        done = cli("convert", "in/", "-o", output, *layout, *more)
        lines = [line for line in done.stderr.splitlines() if "in/d.xml.bz2: the file is cut off;" in line]
        assert (done.returncode, len(lines)) == (1, 1), done.stderr
    assert "甲会议" not in (tmp_path / "all.nq").read_text("utf-8")
    assert "/zh/乙" in (tmp_path / "all.nq").read_text("utf-8")
    assert [path.name for path in (tmp_path / "pages").rglob("*.ttl")] == ["乙.ttl"]
    rows = (tmp_path / "out" / "manifest" / "part-00000.jsonl").read_text("utf-8").splitlines()
    statuses = {row["source"]: row["status"] for row in map(json.loads, rows)}
    assert statuses == {"d.xml.bz2": "failed", "乙.wikitext": "done"}


def test_several_damaged_ones_are_an_error_as_one_is(tmp_path: Path, cli: Cli) -> None:
    """Nothing is written where nothing can be read; what is not there is a slip of the call, whatever else is named."""
    for name in ("d.xml", "d.zip"):
        (tmp_path / name).write_bytes(CUT[name])
    done = cli("convert", "d.xml", "d.zip", "-o", "out/")
    assert (done.returncode, (tmp_path / "out" / "data").exists()) == (2, False), done.stderr
    assert cli("convert", "d.xml", "d.zip", "-o", "all.nq").returncode == 2
    assert not (tmp_path / "all.nq").exists()
    done = cli("convert", "d.xml", "missing.md", "-o", "all.nq")
    assert done.stderr == "icmlpo-rdf: missing.md: no such file or folder; check the path\n"
    assert done.returncode == 2


def test_a_list_names_dumps_too_and_the_output_may_lie_within(tmp_path: Path, cli: Cli) -> None:
    """`--files-from`; what a run unpacks into its own folder is no input, the first time or the second."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.tar.gz").write_bytes(DUMPS["d.tar.gz"])
    (folder / "d.xml.gz").write_bytes(gzip.compress(export([Page("乙会议")]).encode()))
    (tmp_path / "list").write_text("in/a.tar.gz\nin/d.xml.gz\n", encoding="utf-8")
    assert cli("convert", "--files-from", "list", "-o", "named/", "--validate", "none").returncode == 0
    for _ in range(2):
        done = cli("convert", "in/", "-o", "in/out/", "--validate", "none")
        assert done.returncode == 0, done.stderr
    rows = [
        (place / "manifest" / "part-00000.jsonl").read_text(encoding="utf-8")
        for place in (tmp_path / "named", folder / "out")
    ]
    assert rows[0] == rows[1]
    assert rows[0].count("\n") == 2


def test_what_it_says_stands_when_the_folder_is_the_source(tmp_path: Path, cli: Cli) -> None:
    """`verify` and `explain` find the texts in the dumps of a folder."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "d.xml.bz2").write_bytes(DUMPS["d.xml.bz2"])
    (tmp_path / "in" / "a.tar.gz").write_bytes(packed(article("乙会议")))
    assert cli("convert", "in/", "-o", "all.nq").returncode == 0
    from icmlpo_rdf.store.rdf_files import read_quads  # noqa: PLC0415

    found = verify(read_quads([str(tmp_path / "all.nq")]), str(tmp_path / "in"))
    assert found.failures == ()
    assert found.checked["source file"] == 2
    done = cli("explain", "丁党", "all.nq", "--source", "in/")
    assert (done.returncode, "[[丁党]] & [[戊/己党]]" in done.stdout) == (0, True), done.stderr


def test_a_missing_file_of_a_list_costs_itself(tmp_path: Path, cli: Cli) -> None:
    """A line, and exit code 1: the others are written, into a dataset and one graph; a list of nothing else is wrong use."""
    (tmp_path / "甲会议.wikitext").write_text(
        "'''甲会议'''是会议。\n\n== 参加者 ==\n* [[乙党]]\n", encoding="utf-8"
    )
    (tmp_path / "list").write_text("gone.wikitext\n甲会议.wikitext\n", encoding="utf-8")
    for output in ("set/", "all.nq"):
        done = cli("convert", "--files-from", "list", "--lang", "zh", "-o", output)
        assert (done.returncode, (tmp_path / output).exists()) == (1, True)
        assert "icmlpo-rdf: gone.wikitext: no such file or folder; check the path\n" in done.stderr
    (tmp_path / "list").write_text("gone.wikitext\nlost.wikitext\n", encoding="utf-8")
    for output in ("no/", "no.nq"):
        done = cli("convert", "--files-from", "list", "--lang", "zh", "-o", output)
        assert (done.returncode, (tmp_path / output).exists()) == (2, False), done.stderr
