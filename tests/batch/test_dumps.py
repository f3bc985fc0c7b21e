"""Every page of a dump goes through the one pipeline: the same facts and bytes, however it is packed and by whomever it is done."""

from __future__ import annotations

import bz2
import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from icmlpo_rdf.store.rdf_files import read_quads
from icmlpo_rdf.verify import verify
from tests.batch.test_dataset import files_of, made, quads_of, rows_of
from tests.conftest import ROOT, Cli
from tests.source.dumps_made import MEETING, Page, article, export

ATTENDED = "https://w3id.org/icmlpo-rdf/ontology#attended"


def pages(count: int, text: str = MEETING) -> list[Page]:
    """A dump's pages, with redirects among them."""
    made = [Page(f"会议{number}/甲", text.replace("甲", f"甲{number}")) for number in range(count)]
    return [
        *made,
        Page("别名党", "#REDIRECT [[乙党]]", redirect="乙党"),
        Page("別名", "#重定向 [[别名党]]"),
        Page("乙党", "'''乙党'''是政党。"),
    ]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dump of some shards."""
    path = tmp_path_factory.mktemp("dump") / "zhwiki-20260101-pages-articles.xml"
    path.write_text(export(pages(40)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def dataset(plain: Path) -> Path:
    """What is made of it by one process."""
    output = plain.parent / "dataset"
    assert made(plain, output).failed == 0
    return output


@pytest.mark.parametrize("later", ["a", "b"])
def test_of_two_dumps_the_later_revision_counts(later: str, tmp_path: Path, cli: Cli) -> None:
    """Whichever of them is listed first; the manifest names both dumps and revisions."""
    (tmp_path / "in").mkdir()
    for name in "ab":
        text = export([Page("甲会议", MEETING if name == later else MEETING.replace("乙党", "己党"))])
        if name == later:
            text = text.replace("<id>100<", "<id>600<").replace("2023-06-01", "2024-06-01")
        (tmp_path / "in" / f"{name}.xml").write_text(text, encoding="utf-8")
    done = cli("convert", "in/", "-o", "out/", "-v")
    earlier = "b" if later == "a" else "a"
    told = f"{earlier}.xml/甲会议.wikitext (revision 100) is the same page as {later}.xml/甲会议.wikitext (revision 600)"
    assert "2 pages (2 read now" in done.stderr
    assert f"甲会议.wikitext: {told}" in done.stderr
    assert {row["revision"]: (row["status"], row["reason"]) for row in rows_of(tmp_path / "out")} == {
        600: ("done", ""), 100: ("same-page", told),
    }  # fmt: skip
    (tmp_path / "in" / f"{later}.xml").rename(tmp_path / "later")
    made(tmp_path / "in", tmp_path / "grown")
    (tmp_path / "later").rename(tmp_path / "in" / f"{later}.xml")
    made(tmp_path / "in", tmp_path / "grown")
    made(tmp_path / "in", tmp_path / "new")
    assert files_of(tmp_path / "grown") == files_of(tmp_path / "new")


def test_redirects_are_followed(dataset: Path) -> None:
    """A link to a redirect of a redirect leads to the party; both in the dump and said so."""
    attended = {quad.subject.value for quad in quads_of(dataset) if quad.predicate.value == ATTENDED}  # type: ignore[union-attr]
    assert "https://w3id.org/icmlpo-rdf/zh/乙党" in attended
    assert not any("别名" in one or "別名" in one for one in attended)
    rows = rows_of(dataset)
    assert len(rows) == 41
    assert {row["status"] for row in rows} == {"done"}
    first = next(row for row in rows if row["title"] == "会议0/甲")
    assert (first["source"], first["revision"], first["participations"]) == ("会议0%2F甲.wikitext", 100, 3)


def multistream(folder: Path, text: str) -> Path:
    """The dump as a multistream file, with its index."""
    path = folder / "zhwiki-20260101-pages-articles-multistream.xml.bz2"
    data, index = b"", ""
    head, *rest = text.split("<page>")
    data += bz2.compress(head.encode())
    for number in range(0, len(rest), 7):
        index += "".join(
            f"{len(data)}:{number + place}:T\n" for place in range(len(rest[number : number + 7]))
        )
        data += bz2.compress("".join(f"<page>{one}" for one in rest[number : number + 7]).encode())
    path.write_bytes(data)
    path.with_name(path.name.replace(".xml", "-index.txt")).write_bytes(bz2.compress(index.encode()))
    return path


@pytest.mark.parametrize(
    "kind", ["two processes", "bz2", "gz", "multistream", "another's index", "standard input"]
)
def test_the_same_bytes_however_it_is_packed_and_done(
    kind: str, plain: Path, dataset: Path, tmp_path: Path, cli: Cli
) -> None:
    """The dataset does not tell how the dump was packed, or by how many processes it was converted."""
    place, jobs = plain, 1
    if kind == "two processes":
        jobs = 2
    elif kind == "bz2":
        place = tmp_path / "zhwiki-20260101-pages-articles.xml.bz2"
        place.write_bytes(bz2.compress(plain.read_bytes()))
    elif kind == "gz":
        place = tmp_path / "zhwiki-20260101-pages-articles.xml.gz"
        place.write_bytes(gzip.compress(plain.read_bytes()))
    elif kind != "standard input":
        place = multistream(tmp_path, plain.read_text(encoding="utf-8"))
        if kind == "another's index":
            place.with_name(place.name.replace(".xml", "-index.txt")).write_bytes(
                bz2.compress(b"7:1:T\n99:2:T\n")
            )
    if kind == "standard input":
        done = cli("convert", "-", "-f", "nquads", "-o", "-", stdin=plain.read_bytes())
        assert done.returncode == 0, done.stderr
        assert sorted(done.stdout.splitlines()) == sorted(f"{quad} ." for quad in quads_of(dataset))
    else:
        made(place, tmp_path / "out", jobs=jobs)
        assert files_of(tmp_path / "out") == files_of(dataset)


def test_a_second_run_does_nothing_and_a_newer_dump_only_what_changed(tmp_path: Path) -> None:
    """A page whose text stayed and whose revision did not is done again: its source names the revision."""
    dump, output = tmp_path / "d.xml", tmp_path / "out"
    before = pages(20)
    dump.write_text(export(before), encoding="utf-8")
    made(dump, output)
    assert made(dump, output).converted == 0
    after = [
        Page(one.title, f"{one.text}* [[新党]]\n") if one.title.startswith("会议3") else one for one in before
    ]
    dump.write_text(export(after).replace("<id>1700</id>", "<id>99</id>"), encoding="utf-8")
    summary = made(dump, output)
    assert (summary.converted, summary.replaced) == (2, 1)
    made(dump, tmp_path / "anew")
    assert files_of(output) == files_of(tmp_path / "anew")


def test_a_dump_that_breaks_off_takes_nothing_away(tmp_path: Path, cli: Cli) -> None:
    """The dataset of the whole one stays as it is."""
    dump, output = tmp_path / "d.xml.bz2", tmp_path / "out"
    whole = bz2.compress(export(pages(20)).encode())
    dump.write_bytes(whole)
    made(dump, output)
    before = files_of(output)
    dump.write_bytes(whole[:-40])
    done = cli("convert", "d.xml.bz2", "-o", "out/")
    assert (done.returncode, done.stderr) == (
        2,
        "icmlpo-rdf: d.xml.bz2: the file is cut off; get it again whole\n",
    )
    assert files_of(output) == before


@pytest.mark.parametrize("size", [10, 1_000])
def test_a_dump_of_a_folder_that_breaks_off_takes_nothing_away(size: int, tmp_path: Path) -> None:
    """What an earlier run made of it stays, however many shards it has; whole again, all is as it was made at once."""
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    whole, other = gzip.compress(export(pages(60)).encode()), "'''乙'''是[[政党]]。"
    (folder / "d.xml.gz").write_bytes(whole)
    (folder / "e.xml").write_text(export([Page("乙", other)]), encoding="utf-8")
    count = made(folder, output, pages_per_shard=size).pages
    before, files = quads_of(output), files_of(output)
    (folder / "d.xml.gz").write_bytes(whole[:-40])
    (folder / "e.xml").write_text(export([Page("乙", f"{other}\n\n[[丁]]")]), encoding="utf-8")
    for converted in (1, 0):
        summary = made(folder, output, pages_per_shard=size)
        # All pages but one, and the dump itself.
        assert (summary.is_whole, summary.failed, summary.converted) == (True, count, converted)
        assert summary.problems == (f"{folder}/d.xml.gz: the file is cut off; get it again whole",)
        kept = {quad for quad in before if "/zh/乙" not in str(quad)}
        assert kept
        assert kept <= set(quads_of(output))
        assert any("/zh/丁" in str(quad) for quad in quads_of(output))
    (folder / "d.xml.gz").write_bytes(whole)
    (folder / "e.xml").write_text(export([Page("乙", other)]), encoding="utf-8")
    made(folder, output, pages_per_shard=size)
    assert files_of(output) == files


def test_a_killed_run_of_a_dump_goes_on_where_it_was(tmp_path: Path) -> None:
    """Killed with SIGKILL, with all its processes, when some shards are whole; these are not done again."""
    dump, output = tmp_path / "d.xml.bz2", tmp_path / "out"
    dump.write_bytes(bz2.compress(export(pages(600)).encode()))
    code = "import sys; from pathlib import Path; from tests.batch.test_dataset import made; made(*map(Path, sys.argv[1:]), jobs=2)"
    run = subprocess.Popen(
        [sys.executable, "-c", code, dump, output],
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while len(list(output.glob("manifest/*.jsonl"))) < 3:
        assert run.poll() is None
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    summary = made(dump, output, jobs=2)
    assert summary.is_whole
    assert 0 < summary.converted < summary.pages == 601
    made(dump, tmp_path / "whole")
    assert files_of(output) == files_of(tmp_path / "whole")


def test_what_a_dump_says_stands_when_it_is_verified(
    plain: Path, dataset: Path, tmp_path: Path, cli: Cli
) -> None:
    """`verify`, `explain` and `query --explain` take the dump's own file, packed or not, and find each page's text in it."""
    packed = tmp_path / "d.xml.bz2"
    packed.write_bytes(bz2.compress(plain.read_bytes()))
    for place in (plain, packed):
        found = verify(read_quads([str(dataset)]), str(place))
        assert found.failures == ()
        assert found.checked["source file"] == 41
        assert found.checked["Participation"] >= 120
    told = cli("explain", "丁党", str(dataset), "--source", str(packed))
    assert told.returncode == 0, told.stderr
    assert "* [[丁党]] & [[戊/己党]]" in told.stdout
    edited = tmp_path / "e.xml"
    edited.write_text(plain.read_text(encoding="utf-8").replace("[[丁党]]", "[[癸党]]"), encoding="utf-8")
    assert "was edited" in " ".join(
        one.reason for one in verify(read_quads([str(dataset)]), str(edited)).failures
    )


def test_a_file_a_page_and_one_graph(tmp_path: Path, cli: Cli) -> None:
    """The other layouts read dumps too; a snapshot's pages lie in the folders of their wikis."""
    (tmp_path / "d.xml").write_text(export(pages(3)), encoding="utf-8")
    assert cli("convert", "d.xml", "-o", "pages/", "--layout", "pages").returncode == 0
    names = sorted(path.name for path in (tmp_path / "pages").iterdir())
    assert names == ["乙党.ttl", "会议0%2F甲.ttl", "会议1%2F甲.ttl", "会议2%2F甲.ttl"]
    assert cli("convert", "d.xml", "-o", "all.nq").returncode == 0
    lines = [article("甲会议"), article("甲会议", wiki="jawiki"), article("甲会议", wiki="jawiki")]
    (tmp_path / "a.ndjson").write_text("\n".join(lines), encoding="utf-8")
    done = cli("convert", "a.ndjson", "-o", "articles/", "--layout", "pages")
    assert done.returncode == 0, done.stderr
    assert sorted(
        path.relative_to(tmp_path / "articles").as_posix() for path in (tmp_path / "articles").rglob("*.ttl")
    ) == [
        "ja/甲会议.ttl",
        "zh/甲会议.ttl",
    ]


def test_the_language_may_be_told(tmp_path: Path, cli: Cli) -> None:
    """Of a dump whose `siteinfo` is wrong; its redirects are looked up under it too."""
    text = export(pages(2)).replace("zh.wikipedia.org", "en.wikipedia.org")
    (tmp_path / "d.xml").write_text(text, encoding="utf-8")
    assert cli("convert", "d.xml", "--lang", "zh", "-o", "all.nq").returncode == 0
    written = (tmp_path / "all.nq").read_text(encoding="utf-8")
    assert f"<https://w3id.org/icmlpo-rdf/zh/乙党> <{ATTENDED}>" in written
    assert "别名" not in written


def revised(title: str, page: int, revision: int, text: str = MEETING) -> str:
    """An export of one page at one revision, without its end."""
    return (
        export([Page(title, text)])
        .replace("<id>1</id>", f"<id>{page}</id>")
        .replace("<id>100</id>", f"<id>{revision}</id>")
    )


def twice(*exports: str) -> str:
    """The pages of several exports in one."""
    return (
        exports[0].replace("</mediawiki>", "")
        + "".join(f"<page>{one.split('<page>', 1)[1]}" for one in exports[1:]).replace("</mediawiki>", "")
        + "</mediawiki>"
    )


def test_a_page_that_a_dump_holds_twice_is_told(tmp_path: Path, cli: Cli) -> None:
    """Two pages of one title: that of the later revision counts, wherever it stands, and the other is named."""
    later = MEETING.replace("乙党", "戊党")
    one, other = revised("甲会议", 5, 900, later), revised("甲会议", 9, 800)
    for text in (twice(one, other), twice(other, one)):
        (tmp_path / "d.xml").write_text(text, encoding="utf-8")
        for output in ("all.nq", "pages/", "out/"):
            layout = ["--layout", "pages"] if output == "pages/" else []
            done = cli("convert", "d.xml", "-o", output, "--validate", "none", "--jobs", "1", *layout)
            assert done.returncode == 1
        assert (
            "d.xml/甲会议 (9).wikitext: the dump has this title twice, as pages 5 and 9"
            in cli("convert", "d.xml", "-o", "all.nq", "--validate", "none").stderr
        )
        assert "/zh/戊党" in (tmp_path / "all.nq").read_text("utf-8")
        assert "/zh/乙党" not in (tmp_path / "all.nq").read_text("utf-8")
        assert set(quads_of(tmp_path / "out")) == set(read_quads([str(tmp_path / "all.nq")]))
        assert {row["source"]: row["status"] for row in rows_of(tmp_path / "out")} == {
            "甲会议.wikitext": "done",
            "甲会议 (9).wikitext": "failed",
        }


def test_two_revisions_of_a_page_in_one_dump_are_a_history(tmp_path: Path) -> None:
    """As snapshots have them, and exports put together: the latest counts, which nobody needs to be told."""
    later = MEETING.replace("乙党", "戊党")
    (tmp_path / "d.xml").write_text(
        twice(revised("甲会议", 5, 900, later), revised("甲会议", 5, 800)), encoding="utf-8"
    )
    summary = made(tmp_path / "d.xml", tmp_path / "out")
    assert (summary.pages, summary.failed) == (1, 0)
    assert any("/zh/戊党" in str(quad) for quad in quads_of(tmp_path / "out"))


def test_one_title_in_two_dumps_costs_the_second_its_file(tmp_path: Path, cli: Cli) -> None:
    """With a file a page: the others are written, and the line says what to do."""
    (tmp_path / "d.xml").write_text(export([Page("甲会议"), Page("乙会议")]), encoding="utf-8")
    ja = export([Page("甲会议"), Page("丙会议")]).replace("zh.wiki", "ja.wiki").replace("zhwiki", "jawiki")
    (tmp_path / "e.xml").write_text(ja, encoding="utf-8")
    done = cli("convert", "d.xml", "e.xml", "-o", "out/", "--layout", "pages", "--validate", "none")
    assert done.returncode == 1
    what = "e.xml/甲会议.wikitext: its file out/甲会议.ttl is d.xml/甲会议.wikitext's already; convert the dumps into different folders"
    assert what in done.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "丙会议.ttl",
        "乙会议.ttl",
        "甲会议.ttl",
    ]
    assert "/zh/甲会议" in (tmp_path / "out" / "甲会议.ttl").read_text("utf-8")


def test_the_line_of_a_page_that_failed_says_what_to_do(cli: Cli, tmp_path: Path) -> None:
    """As for the page alone, and in which dump it is; both were missing."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.html").write_text("<!DOCTYPE html><html><title>News</title><p>Text</p></html>")
    lost = '<text bytes="9" />'
    dump = export([Page("甲"), Page("乙")]).rpartition("<text")
    (tmp_path / "in" / "zhwiki.xml").write_text(
        dump[0] + lost + dump[2].partition("</text>")[2], encoding="utf-8"
    )
    said = cli("convert", "in", "-o", "d/").stderr
    alone = cli("convert", "in/x.html", "-o", "a.ttl").stderr
    sentence = alone.splitlines()[0].removeprefix("icmlpo-rdf: in/x.html")
    assert "--" in sentence
    assert f"icmlpo-rdf: x.html{sentence}\n" in said
    line = "zhwiki.xml/乙.wikitext: the dump lacks its text; get the page itself, or a later dump"
    assert f"icmlpo-rdf: {line}\n" in said
